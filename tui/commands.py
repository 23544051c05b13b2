"""The one table of what the reader can do: bindings, footer, help, palette and the README's key list come from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.keys import shown_key

if TYPE_CHECKING:
    from textual.binding import BindingType

Context = Literal[
    "everywhere",
    "reader",
    "marking",
    "layers",
    "panel",
    "prompt",
    "library",
    "feed",
    "link",
    "note",
    "source",
    "chooser",
    "sources",
    "page",
]
"""Where a command works: on every screen, on one screen, or in one part of the reader while it has the focus."""


@dataclass(frozen=True)
class Command:
    """One thing that can be done from the keyboard."""

    id: str
    """Names the command in settings; stable."""
    keys: str
    """Default keys as Textual names them, separated by commas; the first is the one that is shown."""
    action: str
    """Textual action of the screen, or of the app with the prefix `app.`."""
    label: str
    """A word or two for the footer and the palette."""
    help: str
    in_footer: bool = False
    over_dialogs: bool = False
    """Whether the keys also work while a dialog or a question is open."""

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as a reader knows them."""
        return tuple(shown_key(key) for key in self.keys.split(","))


@dataclass(frozen=True)
class Section:
    """Commands that belong together, under the heading they have in help and README."""

    context: Context
    title: str
    commands: tuple[Command, ...]


SECTIONS = (
    Section(
        "reader",
        "Moving",
        (
            Command("move.line-down", "j,down", "scroll('line', 1)", "Line down", "one line down"),
            Command("move.line-up", "k,up", "scroll('line', -1)", "Line up", "one line up"),
            Command("move.half-down", "ctrl+d", "scroll('half', 1)", "Half page down", "half a page down"),
            Command("move.half-up", "ctrl+u", "scroll('half', -1)", "Half page up", "half a page up"),
            Command("move.page-down", "space,pagedown", "scroll('page', 1)", "Page down", "a page down"),
            Command("move.page-up", "b,pageup", "scroll('page', -1)", "Page up", "a page up"),
            Command("move.top", "g,home", "edge(-1)", "Top", "to the beginning"),
            Command("move.end", "G,end", "edge(1)", "End", "to the end"),
            Command("move.paragraph-next", "},ctrl+down", "paragraph(1)", "Next paragraph", "next paragraph"),
            Command("move.paragraph-back", "{,ctrl+up", "paragraph(-1)", "Previous paragraph", "previous paragraph"),
            Command("move.to", ":", "go_to", "Go to…", "to a line (120) or a place in the text (40%)"),
            Command("jump.back", "<,ctrl+left", "jump(-1)", "Jump back", "back to where you jumped from"),
            Command("jump.forth", ">,ctrl+right", "jump(1)", "Jump forward", "forward again to where you had jumped"),
        ),
    ),
    Section(
        "reader",
        "From mark to mark",
        (
            Command("next", "n", "hop(1)", "Next", "next claim; next match during a search", in_footer=True),
            Command("previous", "N", "hop(-1)", "Previous", "previous claim; previous match during a search"),
            Command("claim.next", "J", "step('claim', 1)", "Next claim, always", "next claim, also during a search"),
            Command("claim.previous", "K", "step('claim', -1)", "Previous claim, always", "previous claim, likewise"),
            Command("claim.open", "a", "next_open", "Next open claim", "next claim without a verdict"),
            Command("mark.next", "tab", "step('any', 1)", "Next mark", "next mark of any visible layer"),
            Command("mark.previous", "shift+tab", "step('any', -1)", "Previous mark", "previous mark, likewise"),
            Command("entity.next", "e", "step('entity', 1)", "Next entity", "next entity"),
            Command("entity.previous", "E", "step('entity', -1)", "Previous entity", "previous entity"),
            Command("quote.next", "t", "step('quote', 1)", "Next quote", "next quote"),
            Command("quote.previous", "T", "step('quote', -1)", "Previous quote", "previous quote"),
            Command(
                "search.open",
                "/",
                "search",
                "Search",
                "search words, or /a pattern/",
                in_footer=True,
            ),
        ),
    ),
    Section(
        "reader",
        "Judging",
        (
            Command("claim.verify", "v", "tag('verified')", "Verified", "tag the claim verified; again: clear", True),
            Command("claim.dispute", "d", "tag('disputed')", "Disputed", "tag the claim disputed; again: clear", True),
            Command("note.edit", "c", "note", "Note", "write a note on the current mark", in_footer=True),
            Command("source.add", "l", "source", "Source", "add a source to the claim, or change those it has"),
            Command("source.open", "o", "open_link", "Open source", "open the claim's source, or else the article's"),
            Command("source.copy", "y", "copy_link", "Copy source", "copy the address of that source"),
            Command("same.join", "M", "same", "Same as…", "join the claim or entity to one that is the same"),
            Command("verdict.advance", "A", "advance", "Auto-advance", "after a verdict go on to the next open claim"),
            Command("quote.speaker", "s", "next_speaker", "Next speaker", "next candidate for who says the quote"),
            Command("quote.speaker-choose", "S", "choose_speaker", "Choose speaker", "choose who says the quote"),
            Command("mark.correct", "i", "correct", "Correct", "correct what an entity is, or where a quote ends"),
            Command("mark.start", "m", "mark", "Mark", "mark text from the keyboard", in_footer=True),
            Command("changed.list", "L", "changed", "Changed marks", "list marks whose words were changed or are gone"),
            Command("changed.confirm", "Y", "confirm", "Confirm", "move a changed mark to the new words"),
            Command(
                "mark.delete",
                "D",
                "delete",
                "Delete",
                "delete your mark, or what is no claim, quote or entity",
            ),
            Command("edit.undo", "u", "undo", "Undo", "take back what you did last"),
            Command("edit.redo", "ctrl+r", "redo", "Redo", "do again what you took back"),
            Command("details.open", "enter", "details", "Details", "everything about the current mark"),
        ),
    ),
    Section(
        "reader",
        "View and files",
        (
            Command("panel.toggle", "p", "panel", "Lists", "to the claims, entities, quotes, notes; close them", True),
            Command("claim.filter", "f", "filter", "Filter claims", "show all, open, verified or disputed claims"),
            Command("claim.filter-by", "F", "filter_by", "Filter by…", "claims of one speaker, reason or sourcing"),
            Command("layers.choose", "z", "layers", "Layers", "show or hide entities, quotes, claims, notes"),
            Command("width.narrower", "-", "width(-4)", "Narrower text", "narrower text"),
            Command("width.wider", "+", "width(4)", "Wider text", "wider text"),
            Command("width.reset", "=", "width(0)", "Usual width", "text of the usual width"),
            Command("export", "x", "export", "Export", "write the article with your work, in a format to choose"),
            Command("back", "q", "back", "Back", "back to the library, or quit"),
            Command(
                "escape",
                "escape",
                "escape",
                "End",
                "end what is open or active: marking, search, panel, count, notices",
            ),
        ),
    ),
    Section(
        "marking",
        "While marking text",
        (
            Command("marking.right", "l,right", "extend('character', 1)", "Character", "one character on"),
            Command("marking.left", "h,left", "extend('character', -1)", "Character back", "one character back"),
            Command("marking.word", "w", "extend('word', 1)", "Word", "to the end of a word"),
            Command("marking.word-back", "b", "extend('word', -1)", "Word back", "to the start of a word"),
            Command("marking.sentence", "),s", "extend('sentence', 1)", "Sentence", "to the end of a sentence", True),
            Command("marking.sentence-back", "(,S", "extend('sentence', -1)", "Sentence back", "to its start"),
            Command("marking.paragraph", "},ctrl+down", "extend('paragraph', 1)", "Paragraph", "to a paragraph's end"),
            Command("marking.paragraph-back", "{,ctrl+up", "extend('paragraph', -1)", "Paragraph back", "to its start"),
            Command("marking.line-down", "j,down", "extend_line(1)", "Line down", "one line down"),
            Command("marking.line-up", "k,up", "extend_line(-1)", "Line up", "one line up"),
            Command("marking.begin", "m", "begin_here", "Begin", "let the marked text begin here", in_footer=True),
            Command("marking.swap", "o", "swap_ends", "Swap", "move the other end", in_footer=True),
            Command("marking.claim", "enter", "mark_claim", "Claim", "make it a claim, or the quote's bounds", True),
            Command("marking.entity", "E", "mark_entity", "Entity", "make the marked text an entity", in_footer=True),
            Command("marking.quote", "Q", "mark_quote", "Quote", "make the marked text a quote"),
            Command("marking.note", "c", "mark_note", "Note", "write a note on the marked text", in_footer=True),
            Command("marking.copy", "y", "mark_copy", "Copy", "copy the marked text"),
            Command("marking.leave", "escape", "escape", "Leave", "leave without marking", in_footer=True),
        ),
    ),
    Section(
        "layers",
        "While choosing layers",
        (
            Command("layers.entities", "e", "layer('ENTITY')", "Entities", "show or hide entities", in_footer=True),
            Command("layers.quotes", "q", "layer('QUOTE')", "Quotes", "show or hide quotes", in_footer=True),
            Command("layers.claims", "c", "layer('CLAIM')", "Claims", "show or hide claims", in_footer=True),
            Command("layers.notes", "n", "layer('NOTE')", "Notes", "show or hide notes", in_footer=True),
            Command("layers.leave", "escape,z,enter", "escape", "Done", "back to the text", in_footer=True),
        ),
    ),
    Section(
        "panel",
        "In a list",
        (
            Command("panel.down", "j", "cursor_down", "Down", "next row"),
            Command("panel.up", "k", "cursor_up", "Up", "previous row"),
            Command("panel.next", "tab,right", "switch(1)", "Next", "claims, entities, quotes, notes", in_footer=True),
            Command("panel.back", "shift+tab,left", "switch(-1)", "Previous list", "the list before"),
            Command("panel.order", "r", "order", "Order", "claims by worth or by position", in_footer=True),
            Command("panel.filter", "f", "screen.filter", "Filter", "filter claims; mark only this entity", True),
        ),
    ),
    Section(
        "library",
        "In the library",
        (
            Command("library.down", "j,down", "move(1)", "Down", "next article"),
            Command("library.up", "k,up", "move(-1)", "Up", "previous article"),
            Command("library.page-down", "space,pagedown,ctrl+d", "page(1)", "Page down", "a page down"),
            Command("library.page-up", "b,pageup,ctrl+u", "page(-1)", "Page up", "a page up"),
            Command("library.top", "g,home", "edge(-1)", "Top", "to the first article"),
            Command("library.end", "G,end", "edge(1)", "End", "to the last article"),
            Command("library.open", "enter", "open", "Read", "read the article from where you were", in_footer=True),
            Command("library.source", "o", "open_source", "Open…", "open a file, a web address or a feed", True),
            Command("library.search", "/", "search", "Find", "find articles by title, source or date", in_footer=True),
            Command("library.filter", "f", "filter", "Show…", "show unread, disputed, removed … articles", True),
            Command("library.order", "s", "order", "Order…", "order by date, title, progress or open claims", True),
            Command("library.again", "r", "again", "Read again", "read the source again: its text may have changed"),
            Command("library.browse", "w", "browse", "Browser", "show the address, and open it in the browser"),
            Command("library.rename", "R", "rename", "Rename", "give the article another title"),
            Command("library.remove", "D", "remove", "Remove", "take the article out; undo brings it back"),
            Command("library.undo", "u", "undo", "Undo", "take back a renaming or removal"),
            Command("library.escape", "escape", "escape", "End", "stop reading a source; end the search and filter"),
            Command("library.quit", "q", "app.quit", "Quit", "quit", in_footer=True),
        ),
    ),
    Section(
        "feed",
        "In a feed",
        (
            Command("feed.down", "j,down", "move(1)", "Down", "next item"),
            Command("feed.up", "k,up", "move(-1)", "Up", "previous item"),
            Command("feed.page-down", "space,pagedown,ctrl+d", "page(1)", "Page down", "a page down"),
            Command("feed.page-up", "b,pageup,ctrl+u", "page(-1)", "Page up", "a page up"),
            Command("feed.top", "g,home", "edge(-1)", "Top", "to the first item"),
            Command("feed.end", "G,end", "edge(1)", "End", "to the last item"),
            Command("feed.open", "enter", "open", "Read", "read the item", in_footer=True),
            Command("feed.browse", "w", "browse", "Browser", "show the address, and open it in the browser", True),
            Command("feed.escape", "escape", "escape", "Stop", "stop reading an item, else go back"),
            Command("feed.back", "q", "back", "Back", "back to the library", in_footer=True),
        ),
    ),
    Section(
        "link",
        "While a link is shown",
        (
            Command("link.open", "enter", "open", "Open", "open it in the browser"),
            Command("link.copy", "y", "copy", "Copy", "copy the address"),
            Command("link.leave", "escape,q", "leave", "Leave", "do nothing with it"),
        ),
    ),
    Section(
        "note",
        "While writing a note",
        (
            Command("note.done", "escape,ctrl+s", "done", "Keep and close", "keep the note and close", True),
            Command("note.editor", "ctrl+o", "editor", "Your editor", "go on writing in $VISUAL or $EDITOR", True),
        ),
    ),
    Section(
        "source",
        "While writing a source",
        (
            Command("source.done", "escape,ctrl+s", "done", "Keep and close", "keep the source and close", True),
            Command("source.editor", "ctrl+o", "editor", "Your editor", "go on with the passage in your editor", True),
        ),
    ),
    Section(
        "chooser",
        "While choosing",
        (
            Command("chooser.down", "j", "move(1)", "Down", "next line"),
            Command("chooser.up", "k", "move(-1)", "Up", "previous line"),
            Command("chooser.leave", "escape,q", "leave", "Leave", "choose nothing"),
        ),
    ),
    Section(
        "sources",
        "In the list of sources",
        (Command("sources.remove", "D", "remove", "Remove", "remove the source; undo brings it back"),),
    ),
    Section(
        "prompt",
        "While answering a question",
        (Command("prompt.cancel", "escape", "cancel", "Cancel", "cancel the question", in_footer=True),),
    ),
    Section(
        "page",
        "On a page like this one",
        (
            Command("page.down", "j,down", "scroll(1)", "Down", "one line down"),
            Command("page.up", "k,up", "scroll(-1)", "Up", "one line up"),
            Command("page.page-down", "space,pagedown", "scroll(10)", "Further down", "ten lines down"),
            Command("page.page-up", "b,pageup", "scroll(-10)", "Further up", "ten lines up"),
            Command("page.close", "escape,q,enter,?", "dismiss", "Close", "close the page"),
        ),
    ),
    Section(
        "everywhere",
        "Everywhere",
        (
            Command("help", "?,f1", "app.help", "Help", "this list", in_footer=True),
            Command("settings.open", "f2", "app.settings", "Settings", "choose theme, keys and more, for good"),
            Command("palette", "ctrl+p", "app.command_palette", "Palette", "find a command by its name"),
            Command("suspend", "ctrl+z", "app.suspend_process", "Suspend", "back to the shell; fg goes on here"),
            Command("quit", "ctrl+q", "app.quit", "Quit", "quit; everything is kept", over_dialogs=True),
        ),
    ),
)


def commands(*contexts: Context) -> Iterator[Command]:
    """Yield the commands of the contexts, in the table's order."""
    for section in SECTIONS:
        if section.context in contexts:
            yield from section.commands


def action_names(*contexts: Context) -> frozenset[str]:
    """Return the names of the contexts' actions, without parameters and prefixes."""
    return frozenset(command.action.partition("(")[0].removeprefix("app.") for command in commands(*contexts))


def bindings(*contexts: Context, scope: str = "", comes_first: bool = False) -> "list[BindingType]":
    """Return the key bindings of the contexts.

    Args:
        contexts: Whose commands.
        scope: Prefix for actions that have none, such as `screen.`, for a widget that hands its commands to its screen.
        comes_first: Whether they are looked up before a key goes from widget to widget, which takes its time.
    """
    from textual.binding import Binding

    return [
        Binding(
            command.keys,
            command.action if command.action.startswith("app.") else scope + command.action,
            command.label,
            show=command.in_footer,
            key_display=command.shown_keys[0],
            priority=comes_first or command.over_dialogs,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands(*contexts)
    ]


def key_list() -> str:
    """Return all keys as Markdown, one table per heading; the README holds it."""
    return "\n\n".join(
        "\n".join(
            (
                f"**{section.title}**\n\n| key | does |\n|---|---|",
                *(f"| {_markdown_keys(command)} | {command.help} |" for command in section.commands),
            )
        )
        for section in SECTIONS
    )


def _markdown_keys(command: Command) -> str:
    return " ".join(f"`{key}`" for key in command.shown_keys)
