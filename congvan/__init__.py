"""congvan: Vietnamese official dispatches into structured plans. `congvan.pipeline.convert` is the whole road."""

__version__ = "0.1.0"
