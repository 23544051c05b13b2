"""One row of the article as stretches of text with the names of their styles. Pure; colours are the style sheet's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tui.glyphs import Glyphs
from tui.highlight import ENTITY_FAMILIES, Layer, Mark, Marks, Target, pieces
from tui.selection import Selection
from tui.widgets.cells import graphemes, is_narrow
from tui.widgets.layout import Layout, Row

SIGNS = 3
"""Cells for the signs of claims and notes."""
GUTTER = SIGNS + 2
"""Cells left of the text: the signs, the bar of the current mark, a space."""

STYLES = frozenset(
    {
        *("gutter", "bar", "sign-open", "sign-verified", "sign-disputed", "sign-note", "sign-changed"),
        *("heading", "block-quote"),
        *("entity", *(f"entity-{family}" for family in ENTITY_FAMILIES)),
        *("quote", "note", "claim", "claim-verified", "claim-disputed", "changed"),
        *("match", "current", "current-match", "selection", "selection-caret"),
    }
)
"""The names that have a style of their own; others may stand in a row and change nothing."""

Stretch = tuple[str, tuple[str, ...]]
"""Text and the names of its styles, weakest first."""


@dataclass(frozen=True)
class Scene:
    """What is drawn over the text."""

    glyphs: Glyphs
    marks: Marks = field(default_factory=Marks)
    noted: frozenset[str] = frozenset()
    """Claims that have a note."""
    matches: Marks = field(default_factory=Marks)
    current: Target | None = None
    selection: Selection | None = None

    def is_marked_as(self, marks: Marks, noted: frozenset[str]) -> Callable[[Row], bool]:
        """Return what tells whether a row looks the same with other marks and other notes."""
        differs, renoted = self.marks.differing(marks), self.noted ^ noted

        def is_same(row: Row) -> bool:
            is_renoted = renoted and any(mark.id in renoted for mark in marks.within(row.start, row.end))
            return not is_renoted and not differs(row.start, row.end)

        return is_same

    @cached_property
    def current_marks(self) -> tuple[Mark, ...]:
        """The marks of the current annotation or match."""
        return self.marks_of(self.current)

    def marks_of(self, target: Target | None) -> tuple[Mark, ...]:
        """Return the marks of an annotation or a match."""
        return (self.matches if target and target.layer is Layer.MATCH else self.marks).of(target)


def drawn_row(layout: Layout, y: int, scene: Scene) -> Iterator[Stretch]:
    """Yield what stands in a row, from the gutter to the end of its text."""
    row = layout.row(y)
    marks = scene.marks.within(row.start, row.end) if not row.blank else []
    yield from _gutter(row, marks, scene)
    yield from _indent(layout, row, scene.glyphs)
    base = ("heading",) if not row.blank and layout.paragraphs[row.paragraph].kind == "heading" else ()
    for piece in pieces(row.start, row.end, _all_marks(layout, y, row, marks, scene), _boundaries(layout.text, row)):
        yield layout.text[piece.start : piece.end], base + piece.styles
    caret = scene.selection.caret if scene.selection else None
    if caret is not None and caret >= row.end and layout.row_of(caret) == y:
        yield " ", ("selection-caret",)


def _gutter(row: Row, marks: list[Mark], scene: Scene) -> Iterator[Stretch]:
    signs = list(_signs(row, marks, scene))
    if len(signs) > SIGNS:
        signs = [*signs[: SIGNS - 1], (scene.glyphs.more, ("gutter",))]
    yield " " * (SIGNS - len(signs)), ("gutter",)
    yield from signs
    is_current = not row.blank and any(mark.start < row.end and mark.end > row.start for mark in scene.current_marks)
    yield (scene.glyphs.current, ("bar",)) if is_current else (" ", ("gutter",))
    yield " ", ()


def _signs(row: Row, marks: list[Mark], scene: Scene) -> Iterator[Stretch]:
    for mark in marks:
        if not mark.leads or mark.start < row.start:
            continue
        if mark.layer is Layer.CLAIM:
            verdict = next((verdict for verdict in scene.glyphs.verdicts if verdict == mark.kind), None)
            yield scene.glyphs.verdicts[verdict], (f"sign-{mark.kind}",)
        if mark.layer is Layer.CHANGED:
            yield scene.glyphs.changed, ("sign-changed",)
        if mark.layer is Layer.NOTE or mark.id in scene.noted:
            yield scene.glyphs.note, ("sign-note",)


def _indent(layout: Layout, row: Row, glyphs: Glyphs) -> Iterator[Stretch]:
    if not row.indent:
        return
    paragraph = layout.paragraphs[row.paragraph]
    if paragraph.kind == "block_quote":
        yield f" {glyphs.quoted}".ljust(row.indent), ("block-quote",)
    elif paragraph.kind == "list_item" and row.opens and not paragraph.marker:
        yield f"{glyphs.bullet} ".rjust(row.indent), ("gutter",)
    else:
        yield " " * row.indent, ()


def _all_marks(layout: Layout, y: int, row: Row, marks: list[Mark], scene: Scene) -> list[Mark]:
    found = [*marks, *scene.matches.within(row.start, row.end)]
    if scene.current:
        kind = "match" if scene.current.layer is Layer.MATCH else ""
        found += (Mark(mark.start, mark.end, Layer.CURRENT, kind) for mark in scene.current_marks)
    if scene.selection:
        found.append(Mark(*scene.selection.span, Layer.SELECTION))
        column, end = scene.selection.caret, row.end
        if row.start <= column < end and layout.row_of(column) == y:
            caret = next(unit for unit in layout.units(row) if unit.end > column)
            found.append(Mark(caret.start, caret.end, Layer.SELECTION, "caret"))
    return found


def _boundaries(text: str, row: Row) -> list[int] | None:
    if is_narrow(text, row.start, row.end):
        return None
    return [unit.start for unit in graphemes(text, row.start, row.end)]
