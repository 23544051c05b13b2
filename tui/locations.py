"""Where newsmark keeps things on this system."""

import os
from pathlib import Path

STORE_NAME = "annotations.json"
SETTINGS_NAME = "settings.toml"


def written(path: str) -> Path:
    """Return the path that somebody wrote; `~` is a home folder where there is one, else what it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path's raises where there is no such user


def default_store() -> Path:
    """Return the path of the user's own store; nothing is created."""
    from platformdirs import user_data_path

    return user_data_path("newsmark", appauthor=False) / STORE_NAME


def settings_file() -> Path:
    """Return the path of the user's settings; nothing is created."""
    from platformdirs import user_config_path

    return user_config_path("newsmark", appauthor=False) / SETTINGS_NAME


def analysis_cache() -> Path:
    """Return the folder in which analyses are kept; nothing is created."""
    from platformdirs import user_cache_path

    return user_cache_path("newsmark", appauthor=False) / "analyses"
