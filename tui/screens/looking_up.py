"""Looking up what a claim rests on, or where the article comes from: opened or copied."""

from collections.abc import Callable, Mapping, Sequence

from annotations.cleaning import clean_line
from annotations.models import Claim, Evidence
from tui import describe
from tui.opening import is_link
from tui.screens.checking import CheckingScreen
from tui.screens.chooser import ChooserScreen
from tui.screens.link import LinkScreen


class LookingUpScreen(CheckingScreen):
    """Adds the ways to the sources."""

    def action_open_link(self) -> None:
        """Show the address of the claim's source, or else of the article's, to be opened where the reader agrees."""
        self.take_count()
        addresses = self._addresses()
        links = {address: words for address, words in addresses.items() if is_link(address)}
        if links or not addresses:
            self._choose("Open", links, self._show_link)
        else:
            words = f"{next(iter(addresses))} is not a web address; {self.key('source.copy')} copies it."
            self.notify(words, severity="warning", timeout=4, markup=False)

    def action_copy_link(self) -> None:
        """Copy the address of the claim's source, or else of the article's."""
        self.take_count()
        self._choose("Copy", self._addresses(), self._copy)

    def _addresses(self) -> Mapping[str, str]:
        """Return the addresses of the current claim's sources, else that of the article, with what is said of each."""
        annotation = describe.find(self.review, self.current)
        sources: Sequence[Evidence] = annotation.evidence if isinstance(annotation, Claim) else ()
        article = self.review.article
        known = {clean_line(source.url): describe.source_lines(source) for source in sources if source.url}
        return known or {clean_line(source): clean_line(article.title) for source in [article.source] if source}

    def _choose(self, what: str, addresses: Mapping[str, str], act: Callable[[str], None]) -> None:
        """Do something with one of the addresses; with the only one at once."""
        if not addresses:
            self.notify("Neither this claim nor the article has an address.", severity="warning", timeout=3)
        elif len(addresses) == 1:
            act(*addresses)
        else:

            def chosen(address: str | None) -> None:
                if address is not None:
                    act(address)

            self.app.push_screen(ChooserScreen(f"{what} which source?", tuple(addresses.items())), chosen)

    def _show_link(self, address: str) -> None:
        self.app.push_screen(LinkScreen(address, self.services.settings.opener))

    def _copy(self, address: str) -> None:
        self.app.copy_to_clipboard(address)
        self.notify(f"Copied: {address}", timeout=3, markup=False)
