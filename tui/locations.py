"""Where newsmark keeps things on this system."""

from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

STORE_NAME = "annotations.json"
SETTINGS_NAME = "settings.toml"


def default_store() -> Path:
    """Return the path of the user's own store; nothing is created."""
    return user_data_path("newsmark", appauthor=False) / STORE_NAME


def settings_file() -> Path:
    """Return the path of the user's settings; nothing is created."""
    return user_config_path("newsmark", appauthor=False) / SETTINGS_NAME


def analysis_cache() -> Path:
    """Return the folder in which analyses are kept; nothing is created."""
    return user_cache_path("newsmark", appauthor=False) / "analyses"
