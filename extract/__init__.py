"""Readers: one a format, each gives a `Document`. They know pages, lines and tables, not dispatches."""
