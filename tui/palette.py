"""The command palette's entries, from the one table of commands."""

from collections.abc import Awaitable, Callable, Iterator

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import Command, Context, commands
from tui.keymaps import keymap_of


class CommandsProvider(Provider):
    """Offers what can be done on the screen below the palette."""

    def _commands(self) -> Iterator[Command]:
        lists: tuple[Context, ...] = ("library", "feed")
        yield from commands(*[name for name in lists if self.screen.has_class(name)] or ["reader"], "everywhere")

    async def discover(self) -> Hits:
        """Yield every command."""
        for command in self._commands():
            yield DiscoveryHit(self._title(command), self._runner(command), text=command.label, help=command.help)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match."""
        matcher = self.matcher(query)
        for command in self._commands():
            title = self._title(command)
            score = matcher.match(f"{title} {command.help}")
            if score > 0:
                yield Hit(score, matcher.highlight(title), self._runner(command), text=title, help=command.help)

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(command.action)

        return run

    def _title(self, command: Command) -> str:
        return f"{command.label}  ({' '.join(keymap_of(self.app).shown(command))})"
