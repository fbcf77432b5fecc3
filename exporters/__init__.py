"""One module a format: plans in, the bytes of a file out. `exporters.registry.exporter` finds the module by name."""
