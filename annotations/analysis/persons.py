"""Persons: who each personal name of an article stands for."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping

from annotations.analysis.folding import shortened_by_one
from annotations.analysis.personal import VARIABLE, PersonalName, covers, given_names, lookups, parsed_name

NEAR = 10_000
"""How many characters back a person is still the topic."""
OPENING = 25
"""How many characters, a title's, stand at most before a name that its paragraph begins with."""
RIVALS = 8
"""How many bearers of one name are weighed: those named last."""

_MALE = frozenset({"mr", "sir", "lord", "king", "prince", "senor", "herr", "monsieur"})
_FEMALE = frozenset({"mrs", "ms", "miss", "lady", "dame", "queen", "princess", "madame", "madam", "frau"})


class Persons:
    """Tells whom names stand for, going through an article's mentions in text order.

    A full name is one person with all names that it covers. A single word is whoever bears it as surname, else as
    another part; of several bearers the one that the paragraph begins with, else of those near the one named in
    full most often.
    """

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self._text = text
        self._names: dict[str, PersonalName] = {}
        self._weights: Counter[str] = Counter()
        self._of_full: dict[tuple[tuple[str, ...], str], str] = {}
        self._by_surname: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._by_part: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._by_spelling: dict[str, str] = {}
        self._by_initials: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        self._named: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=RIVALS))
        self._last: dict[str, int] = {}
        self._opening: dict[str, tuple[int, str]] = {}
        self._paragraph = self._position = 0
        self._gather(names)

    def key(self, name: str, start: int) -> str:
        """Return what stands for the person whose name is mentioned at `start`."""
        self._paragraph = max(self._paragraph, self._text.rfind("\n", self._position, start) + 1)
        self._position = start
        parsed = self._parse(name)
        person = self._of_full[parsed.words, parsed.suffix] if parsed.is_full else self._bearer(name, parsed, start)
        if parsed.is_full:
            self._note(person, start)
        if person in self._last or parsed.is_full:
            self._last[person] = start
        return person

    def _parse(self, name: str) -> PersonalName:
        if name not in self._names:
            self._names[name] = parsed_name(name)
        return self._names[name]

    def _gather(self, names: Iterable[str]) -> None:
        counts = Counter(self._parse(name) for name in names)
        full = sorted((name for name in counts if name.is_full), key=_fullness, reverse=True)
        sharing: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        fullest: dict[str, PersonalName] = {}
        for name in full:
            keys = set(lookups(name))
            rivals = {person for key in keys for person in sharing.get(key, ())}
            known = self._known(name, {person: fullest[person] for person in rivals})
            person = known or f"{' '.join(name.words)} {name.suffix}".rstrip()
            self._of_full[name.words, name.suffix] = person
            self._weights[person] += counts[name]
            if known:
                continue
            fullest[person] = name
            for key in keys:
                if len(sharing[key]) < RIVALS:
                    sharing[key].append(person)
        for name in sorted(full, key=lambda name: -self._weights[self._of_full[name.words, name.suffix]]):
            self._index(name, self._of_full[name.words, name.suffix])

    def _known(self, name: PersonalName, rivals: Mapping[str, PersonalName]) -> str | None:
        """Return the person, the most often named one, whose fuller name covers this one."""
        hosts = [person for person, full in rivals.items() if covers(full, name)]
        return max(sorted(hosts), key=lambda person: self._weights[person], default=None)

    def _index(self, name: PersonalName, person: str) -> None:
        words = name.words
        for word in (*words, *name.nicknames):
            if len(word) > 1:
                bearers = (self._by_surname if word == words[-1] else self._by_part)[word]
                bearers.setdefault(person, len(bearers))
        if len(words[-1]) >= VARIABLE:
            for spelling in shortened_by_one(words[-1]):
                self._by_spelling.setdefault(spelling, person)
        self._by_initials.setdefault("".join(word[0] for word in words), person)
        self._genders.setdefault(person, given_names().get(words[0], ""))

    def _note(self, person: str, start: int) -> None:
        opens = start - self._paragraph < OPENING
        for word in person.split():
            named = self._named[word]
            if person in named:
                named.remove(person)
            named.append(person)
            if opens:
                self._opening[word] = self._paragraph, person

    def _bearer(self, name: str, parsed: PersonalName, start: int) -> str:
        word = parsed.words[0]
        bearers = self._by_surname.get(word) or self._by_part.get(word)
        if not bearers:
            return self._other(name, word)
        rivals = [person for person in self._named[word] if person in bearers] if len(bearers) > RIVALS else ()
        return self._chosen(word, sorted(rivals or bearers, key=lambda person: bearers[person]), start)

    def _chosen(self, word: str, bearers: list[str], start: int) -> str:
        """Choose among the bearers of a word, the most often named first."""
        gender = _gender_before(self._text, start)
        fitting = [person for person in bearers if {self._genders[person], gender} != {"m", "f"}] or bearers
        paragraph, opener = self._opening.get(word, (-1, ""))
        if paragraph == self._paragraph and opener in fitting:
            return opener
        near = [person for person in fitting if start - self._last.get(person, -NEAR) < NEAR]
        return near[0] if near else max(fitting, key=lambda person: self._last.get(person, -1))

    def _other(self, name: str, word: str) -> str:
        if name.isupper() and word in self._by_initials:
            return self._by_initials[word]
        family = word.removesuffix("s")
        if family != word and (family in self._by_surname or family.removesuffix("e") in self._by_surname):
            return word
        spellings = sorted(shortened_by_one(word)) if len(word) >= VARIABLE else ()
        return next((self._by_spelling[spelling] for spelling in spellings if spelling in self._by_spelling), word)


def _fullness(name: PersonalName) -> tuple[int, int]:
    return sum(len(word) > 1 for word in name.words), len(name.words)


def _gender_before(text: str, start: int) -> str:
    words = text[max(0, start - 12) : start].casefold().split()
    title = words[-1].rstrip(".") if words else ""
    return "m" if title in _MALE else "f" if title in _FEMALE else ""
