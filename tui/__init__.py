"""The terminal reader and the command line."""
