"""What the reader made of claims in other articles, beside the claims of this one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotations.familiar import Assertion, Earlier, familiar
from annotations.models import Claim


@dataclass(frozen=True)
class Seen:
    """The claims of other articles that the reader judged or noted."""

    earlier: tuple[Earlier, ...] = ()
    """All of them."""
    alike: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    """Those that say what a claim of this article says, by its id."""


NOTHING_SEEN = Seen()


def seen_before(claims: Sequence[Claim], earlier: Sequence[Earlier]) -> Seen:
    """Find for each claim what was said before of the same; only claimants with a name in common are compared."""
    by_name: dict[str, list[Earlier]] = {}
    for known in earlier:
        by_name.setdefault(_last_name(known.assertion.claimant), []).append(known)
    alike: dict[str, tuple[Earlier, ...]] = {}
    for claim in claims:
        who = claim.claimant.name if claim.claimant else None
        if rivals := by_name.get(_last_name(who)):
            found = familiar(Assertion(" ".join(span.text for span in claim.spans), who), rivals)
            if found:
                alike[claim.id] = found
    return Seen(tuple(earlier), alike)


def _last_name(name: str | None) -> str:
    return name.casefold().split()[-1] if name and name.split() else ""
