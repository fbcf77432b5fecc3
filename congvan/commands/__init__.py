"""The commands of `congvan`, a module each; nothing heavy is imported until a command runs."""
