"""An article's claims taken together: which assert the same, on whose word they rest, how much of them is checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.models import Claim

Sourcing = Literal["unattributed", "single source", "several sources"]


@dataclass(frozen=True)
class Coverage:
    """How much of an article's claims has a verdict."""

    checked: int
    total: int
    by_worth: float
    """The share of the claims' check-worthiness that is checked, 0 to 1; all of it where none is worth checking."""


def coverage(claims: Iterable[Claim]) -> Coverage:
    """Count the claims with a verdict. One that the reader made is worth as much as the most check-worthy one."""
    worths = [(claim.verdict is not None, _worth(claim)) for claim in claims]
    whole = sum(worth for _, worth in worths)
    done = sum(worth for is_checked, worth in worths if is_checked)
    checked = sum(is_checked for is_checked, _ in worths)
    return Coverage(checked, len(worths), done / whole if whole else 1.0)


def groups(linking: Iterable[Claim], claims: Mapping[str, Claim]) -> Mapping[str, tuple[str, ...]]:
    """Return which claims assert the same, by the id of each that has others: all ids in text order, its own too.

    `linking` are the claims that name others, `claims` all claims by their ids; those without a place are in no group.
    """
    leaders: dict[str, str] = {}

    def leader(name: str) -> str:
        while leaders.setdefault(name, name) != name:
            leaders[name] = name = leaders[leaders[name]]
        return name

    for claim in linking:
        for other in claim.same_as:
            if other in claims and claims[other].spans:
                leaders[leader(other)] = leader(claim.id)
    together: dict[str, list[str]] = {}
    for name in sorted(leaders, key=lambda name: (claims[name].spans[0].start, claims[name].spans[-1].end, name)):
        together.setdefault(leader(name), []).append(name)
    return {name: tuple(group) for group in together.values() if len(group) > 1 for name in group}


def most_alike(claim: Claim, others: Sequence[Claim], limit: int = 50) -> list[Claim]:
    """Return the claims worded most like another one, the most alike first.

    The measure is that of the words they share (rapidfuzz's `token_set_ratio`).
    """
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 - loaded when claims are joined, not with the reader

    words = _words(claim)
    likeness = {
        other.id: fuzz.token_set_ratio(words, _words(other), processor=utils.default_process) for other in others
    }
    return sorted(others, key=lambda other: -likeness[other.id])[:limit]


def _words(claim: Claim) -> str:
    return " ".join(span.text for span in claim.spans)


def sourcing(claim: Claim, claims: Mapping[str, Claim], same: Mapping[str, Sequence[str]]) -> Sourcing:
    """Tell on how many people's word a claim rests: its claimant's, and those of the claims that assert the same."""
    group = (claims[name] for name in same.get(claim.id, (claim.id,)) if name in claims)
    names = {asserting.claimant.name.casefold() for asserting in group if asserting.claimant}
    if not names:
        return "unattributed"
    return "single source" if len(names) == 1 else "several sources"


def _worth(claim: Claim) -> float:
    return 1.0 if claim.origin == "reader" else claim.check_worthiness
