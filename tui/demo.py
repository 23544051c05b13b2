"""The example article that the package brings."""

from importlib import resources

from annotations.models import Article
from annotations.sources.plain import read_bytes


def read_demo() -> Article:
    """Return the example article; it has no source, so the store knows it by its text."""
    data = resources.files("tui").joinpath("demo.txt").read_bytes()
    return read_bytes(data, source=None, fallback_title="Example article")
