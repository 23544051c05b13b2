"""Correcting what was detected: who said it, where it ends, what it is."""

from collections.abc import Sequence
from typing import get_args

from annotations.cleaning import clean_line
from annotations.correcting import (
    add_entity,
    add_quote,
    merge_entities,
    possible_speakers,
    remove,
    set_bounds,
    set_label,
    set_speaker,
)
from annotations.models import Claim, Entity, EntityLabel, Quote, Speaker
from tui import describe
from tui.screens.chooser import ChooserScreen
from tui.screens.recovering import RecoveringScreen

_LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)
_LABEL_CELLS = 14
_MEANINGS = {
    "PERSON": "people, also invented ones",
    "NORP": "nationalities, religious and political groups",
    "FAC": "buildings, airports, roads, bridges",
    "ORG": "companies, agencies, institutions",
    "GPE": "countries, cities, states",
    "LOC": "other places: mountains, rivers, regions",
    "PRODUCT": "things that are made, not services",
    "EVENT": "named storms, battles, games",
    "WORK_OF_ART": "titles of books, songs, films",
    "LAW": "named documents that are law",
    "LANGUAGE": "languages",
    "DATE": "dates and periods",
    "TIME": "times shorter than a day",
    "PERCENT": "percentages",
    "MONEY": "sums of money",
    "QUANTITY": "measurements",
    "ORDINAL": "first, second",
    "CARDINAL": "other numbers",
}


class CorrectingScreen(RecoveringScreen):
    """Adds the corrections of quotes and entities."""

    def action_next_speaker(self) -> None:
        """Take the next candidate for the speaker of the current quote, or of the current claim's."""
        steps = self.take_count()
        if quote := self._quote_at_hand():
            offered = possible_speakers(self.review, quote)
            self._set_speaker(quote, offered, (_place_of(quote.speaker, offered) + steps) % len(offered))

    def action_choose_speaker(self) -> None:
        """Choose the speaker of the current quote, or of the current claim's, out of all candidates."""
        self.take_count()
        quote = self._quote_at_hand()
        if quote is None:
            return
        offered = possible_speakers(self.review, quote)
        options = [(str(place), _speaker_name(each)) for place, each in enumerate(offered)]

        def choose(place: str | None) -> None:
            if place is not None:
                self._set_speaker(quote, offered, int(place))

        present = str(_place_of(quote.speaker, offered))
        self.app.push_screen(ChooserScreen("Who says this?", options, present), choose)

    def _set_speaker(self, quote: Quote, offered: Sequence[Speaker | None], place: int) -> None:
        chosen = offered[place]
        if self.apply(lambda review: set_speaker(review, quote.id, chosen, self.services.now())):
            others = f"{self.key('quote.speaker')}: the next, {self.key('quote.speaker-choose')}: all"
            self.remark = f"speaker {place + 1} of {len(offered)}: {_speaker_name(chosen)} ({others})"
            self.show_status()

    def action_correct(self) -> None:
        """Correct what the current entity is, or where the current quote begins and ends."""
        self.take_count()
        annotation = describe.find(self.review, self.current)
        if isinstance(annotation, Entity):
            self._ask_label(f"What is {clean_line(annotation.text)}?", annotation)
        elif isinstance(annotation, Quote):
            self.begin_marking(annotation.spans[0].start, annotation.spans[-1].end, bounded=annotation.id)
        else:
            words = f"Go to an entity ({self.key('entity.next')}) or a quote ({self.key('quote.next')}) to correct it."
            self.notify(words, severity="warning", timeout=3)

    def merge_entity(self, entity: Entity) -> None:
        """Ask which other entity this one is, and make them one."""
        others = [cluster for cluster in self.review.entity_index if cluster.id != entity.entity]
        others.sort(key=lambda cluster: (cluster.label != entity.label, -cluster.mentions))
        options = [(each.id, f"{clean_line(each.name)}  {each.label} ×{each.mentions}") for each in others]

        def choose(other: str | None) -> None:
            if other is not None:
                now = self.services.now()
                self.do_and_say(lambda review: merge_entities(review, entity.id, other, now))

        if options:
            self.app.push_screen(ChooserScreen(f"{clean_line(entity.text)} is the same as", options), choose)

    def remove_mark(self, annotation: Quote | Entity) -> None:
        """Say that a quote or entity is none; in the list of entities, nowhere in the text."""
        everywhere = self.focused is self.panel and self.panel_kind == "entities"
        now = self.services.now()
        if self.apply(lambda review: remove(review, annotation.id, now, everywhere=everywhere)):
            self.notify(f"Removed; {self.key('edit.undo')} brings it back.", timeout=3)

    def make_quote(self, start: int, end: int) -> bool:
        """Make a stretch of text a quote; tell whether it is one now."""
        now, new_id = self.services.now(), self.services.new_id()
        outcome = self.apply(lambda review: add_quote(review, start, end, now, new_id))
        self.go_to_outcome(outcome)
        return outcome is not None

    def make_entity(self, start: int, end: int) -> None:
        """Ask what a stretch of text is, and make it an entity."""

        def choose(label: str | None) -> None:
            chosen = next((known for known in _LABELS if known == label), None)
            if chosen is not None:
                now, new_id = self.services.now(), self.services.new_id()
                self.go_to_outcome(self.apply(lambda review: add_entity(review, start, end, chosen, now, new_id)))

        words = clean_line(self.review.article.text[start:end])
        self.app.push_screen(ChooserScreen(f"What is {words}?", _label_options()), choose)

    def set_bounds(self, quote_id: str, start: int, end: int) -> bool:
        """Let a quote go from start to end; tell whether it does now."""
        now = self.services.now()
        outcome = self.apply(lambda review: set_bounds(review, quote_id, start, end, now))
        self.go_to_outcome(outcome)
        return outcome is not None

    def _ask_label(self, question: str, entity: Entity) -> None:
        def choose(label: str | None) -> None:
            chosen = next((known for known in _LABELS if known == label), None)
            if chosen is not None:
                self.do_and_say(lambda review: set_label(review, entity.id, chosen, self.services.now()))

        self.app.push_screen(ChooserScreen(question, _label_options(entity.label)), choose)

    def _quote_at_hand(self) -> Quote | None:
        """Return the current quote, or the current claim's; None, and say so, where there is none."""
        annotation = describe.find(self.review, self.current)
        quote_id = annotation.quote if isinstance(annotation, Claim) else None
        quote = annotation if isinstance(annotation, Quote) else self.review.quotes_by_id.get(quote_id or "")
        if quote is None:
            self.tell_none("There is no quote here", f"{self.key('quote.next')} goes to the next one")
        return quote


def _place_of(speaker: Speaker | None, offered: Sequence[Speaker | None]) -> int:
    """Return where the speaker of this name is among the candidates; at the first where nowhere."""
    return next((place for place, each in enumerate(offered) if _name(each) == _name(speaker)), 0)


def _speaker_name(speaker: Speaker | None) -> str:
    return clean_line(speaker.name) if speaker else "nobody"


def _name(speaker: Speaker | None) -> str | None:
    return speaker.name.casefold() if speaker else None


def _label_options(present: EntityLabel | None = None) -> list[tuple[str, str]]:
    """Return the labels with what they mean, the present one first."""
    labels = sorted(_LABELS, key=lambda label: label != present)
    return [(label, f"{label.ljust(_LABEL_CELLS)}{_MEANINGS[label]}") for label in labels]
