"""What is being typed, on the disk a moment later."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from annotations.models import Evidence
from tui.background import in_thread

if TYPE_CHECKING:
    from annotations.drafts import Draft


class DraftStore(Protocol):
    """Keeps drafts until they are saved otherwise. Slow: called in a thread. Its methods raise nothing."""

    def put(self, key: str, draft: "Draft") -> None:
        """Keep a draft in the place of the one with this key."""

    def drop(self, keys: Iterable[str]) -> None:
        """Remove drafts for good."""

    def left(self, article_id: str) -> Mapping[str, "Draft"]:
        """Return what programs that ended have left of an article."""

    def close(self, *, is_saved: bool) -> None:
        """End; where everything is saved, no draft is needed any more."""


class OpenDraft:
    """The draft of one editor."""

    def __init__(
        self, about: "Draft", put: "Callable[[Draft], None]", close: Callable[[bool], None], pace: float
    ) -> None:
        """Begin a draft.

        Args:
            about: What the text will be about.
            put: Keeps the draft; slow.
            close: Called when the editor closes, with whether anything was kept.
            pace: Seconds from typing until the draft is kept.
        """
        self._about = about
        self._put = put
        self.close = close
        self.pace = pace

    async def keep(self, typed: str | Evidence) -> None:
        """Keep what is typed by now."""
        about = self._about
        draft = replace(about, note=typed) if isinstance(typed, str) else replace(about, source=typed)
        await in_thread(lambda: self._put(draft), "newsmark-draft")
