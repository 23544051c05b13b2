"""Where newsmark keeps things on this system."""

from pathlib import Path

from platformdirs import user_data_path

STORE_NAME = "annotations.json"


def default_store() -> Path:
    """Return the path of the user's own store; nothing is created."""
    return user_data_path("newsmark", appauthor=False) / STORE_NAME
