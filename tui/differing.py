"""Words for what became of a text between two versions. Pure."""

from annotations.diff import diff
from tui.telling import counted


def text_change(old: str, new: str, since: str) -> str:
    """Say how much of a text is different since it was read; `since` is that time in ISO 8601."""
    came = went = 0
    for segment in diff(old, new):
        came += len(new[segment.new_start : segment.new_end].split()) if segment.kind == "inserted" else 0
        went += len(old[segment.old_start : segment.old_end].split()) if segment.kind == "deleted" else 0
    return f"The text has changed since {since[:10]}: {counted(came, 'word')} new, {counted(went, 'word')} gone."
