"""Formats in which annotated articles leave newsmark: one module each, all of them listed in `registry`."""
