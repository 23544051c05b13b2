"""Which claims are listed and hopped to, and in which order. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotations.cleaning import clean_line
from annotations.models import Claim
from annotations.overview import Sourcing, sourcing
from annotations.reasons import in_words

Standing = Literal["all", "open", "verified", "disputed"]
STANDINGS: tuple[Standing, ...] = ("all", "open", "verified", "disputed")

THE_ARTICLE = "the article"
"""Stands for the claimant of what the article asserts itself."""


@dataclass(frozen=True)
class ClaimFilter:
    """What a claim must be like to be listed; each part that is set narrows it."""

    standing: Standing = "all"
    claimant: str | None = None
    reason: str | None = None
    sourcing: Sourcing | None = None

    def following(self) -> "ClaimFilter":
        """Return the filter for the next standing: all, open, verified, disputed."""
        return replace(self, standing=STANDINGS[(STANDINGS.index(self.standing) + 1) % len(STANDINGS)])

    @property
    def is_narrow(self) -> bool:
        """Whether more than the verdict counts."""
        return bool(self.claimant or self.reason or self.sourcing)

    @property
    def label(self) -> str:
        """The filter in words: "open claims", "claims, Ada Brenner, number"."""
        head = "claims" if self.standing == "all" else f"{self.standing} claims"
        reason = in_words(self.reason) if self.reason else None
        narrowed = (clean_line(part) for part in (self.claimant, reason, self.sourcing) if part)
        return ", ".join((head, *narrowed))


EVERYTHING = ClaimFilter()


@dataclass(frozen=True)
class Choice:
    """A filter to choose, with how many claims it lets through."""

    filter: ClaimFilter
    label: str
    count: int


def claimant_of(claim: Claim) -> str:
    """Return the name of who asserts a claim."""
    return claim.claimant.name if claim.claimant else THE_ARTICLE


def passing(claims: Sequence[Claim], chosen: ClaimFilter, same: Mapping[str, Sequence[str]]) -> tuple[Claim, ...]:
    """Return the claims that a filter lets through; `same` are those that assert the same."""
    by_id = {claim.id: claim for claim in claims}
    return tuple(
        claim
        for claim in claims
        if chosen.standing in ("all", claim.verdict or "open")
        and chosen.claimant in (None, claimant_of(claim))
        and (chosen.reason is None or chosen.reason in claim.reasons)
        and (chosen.sourcing is None or chosen.sourcing == sourcing(claim, by_id, same))
    )


def ranked(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, the most check-worthy first; the reader's own count most."""
    return sorted(claims, key=lambda claim: (claim.origin != "reader", -claim.check_worthiness))


def choices(claims: Sequence[Claim], same: Mapping[str, Sequence[str]]) -> Iterator[Choice]:
    """Yield the filters that let some of the claims through: by who asserts them, by reason, by sources."""
    yield Choice(EVERYTHING, "all claims", len(claims))
    by_id = {claim.id: claim for claim in claims}
    for name, count in _most(claimant_of(claim) for claim in claims):
        yield Choice(ClaimFilter(claimant=name), f"by {clean_line(name)}", count)
    for reason, count in _most(reason for claim in claims for reason in claim.reasons):
        yield Choice(ClaimFilter(reason=reason), clean_line(in_words(reason)), count)
    for kind, count in Counter(sourcing(claim, by_id, same) for claim in claims).most_common():
        yield Choice(ClaimFilter(sourcing=kind), kind, count)


def _most(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0].casefold()))
