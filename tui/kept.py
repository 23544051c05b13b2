"""What the store has of a source that cannot be read now."""

from msgspec.structs import replace

from annotations.errors import NewsmarkError
from annotations.models import Article
from tui.services import Store


def kept_version(store: Store, source: str) -> Article | None:
    """Return the version of a source that was read last; None where none was."""
    entry = store.find_article(source)
    return None if entry is None else replace(store.snapshot(entry.id, entry.version), source=entry.source)


def said_instead(error: NewsmarkError, kept: Article) -> tuple[str, str]:
    """Return the message and the hint that tell why a version read before is shown."""
    when = f" on {kept.retrieved[:10]}" if kept.retrieved else " before"
    return error.message, f"This is what was read{when}."
