"""Report what becomes of the quotes of an annotated corpus: found, wrong bounds, spurious, missed, and by what cause.

python tests/benchmarks/report_quotes.py GOLD.jsonl [--attribution speech|all] [--examples N] [--pipeline NAME]

A line of GOLD is `{"text", "quotes": [{"spans": [{"start", "end"}], "kind", "cue": {"start", "end"} | null}]}`. Quotes
are matched one to one, best overlap first; a match is right if the shared characters are more than 0.8 of both.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotations.analysis.analyse import analyse
from annotations.analysis.pipeline import Pipeline, load
from annotations.analysis.reporting import reporting_verbs
from annotations.models import Quote
from annotations.sources.plain import read_bytes

RIGHT = 0.8
OUTCOMES = ("right", "bounds", "spurious", "missed")
FACETS = ("kind", "rule", "cue")
ROWS = 25


class Found(NamedTuple):
    """A quote of either side: the characters that it covers, and by what it may be grouped."""

    covered: frozenset[int]
    shown: str
    facets: Mapping[str, str]


class Outcome(NamedTuple):
    """What became of a quote: right or wrong bounds (both sides), spurious (ours alone), missed (theirs alone)."""

    name: str
    ours: Found | None
    gold: Found | None


def main() -> None:
    """Print the totals, then a table per facet, then examples of each kind of error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--attribution", choices=["speech", "all"], default="speech")
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--pipeline")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines() if line.strip()]
    pipeline = load(args.pipeline)
    outcomes = [
        outcome
        for row in rows
        if row.get("quotes")
        for outcome in outcomes_of(row, pipeline, args.attribution == "all")
    ]
    count = Counter(outcome.name for outcome in outcomes)
    print(", ".join(f"{count[name]} {name}" for name in OUTCOMES))
    for facet in FACETS:
        print_table(facet, outcomes)
    for name in OUTCOMES[1:]:
        for outcome in [outcome for outcome in outcomes if outcome.name == name][: args.examples]:
            print(f"\n{name} {dict((outcome.ours or outcome.gold or NOTHING).facets)}")
            print("\n".join(f"  {side}: {found.shown}" for side, found in sides(outcome)))


NOTHING = Found(frozenset(), "", {})


def sides(outcome: Outcome) -> Iterator[tuple[str, Found]]:
    """Yield the sides that an outcome has, gold first."""
    for side, found in (("gold", outcome.gold), ("ours", outcome.ours)):
        if found is not None:
            yield side, found


def outcomes_of(row: Mapping[str, Any], pipeline: Pipeline, every: bool) -> list[Outcome]:
    """Analyse one annotated article and match its quotes with ours; its text must be canonical."""
    article = read_bytes(row["text"].encode(), source=None, fallback_title="")
    if article.text != row["text"].strip():
        raise SystemExit(f"the text of {row.get('id')} is not canonical")
    ours = [our_quote(quote) for quote in analyse(article, pipeline).quotes if every or quote.attribution == "speech"]
    return matched([gold_quote(article.text, quote) for quote in row["quotes"]], ours)


def our_quote(quote: Quote) -> Found:
    """Read a quote that we found."""
    covered = frozenset(at for span in quote.spans for at in range(span.start, span.end))
    facets = {"kind": quote.kind, "rule": quote.rule, "cue": lemma(quote.cue.text if quote.cue else "")}
    return Found(covered, " || ".join(span.text for span in quote.spans), facets)


def gold_quote(text: str, quote: Mapping[str, Any]) -> Found:
    """Read a quote of the corpus; no rule found it."""
    spans = [(span["start"], span["end"]) for span in quote["spans"]]
    cue = quote.get("cue")
    facets = {"kind": quote.get("kind", "?"), "cue": lemma(text[cue["start"] : cue["end"]] if cue else "")}
    covered = frozenset(at for start, end in spans for at in range(start, end))
    return Found(covered, " || ".join(text[start:end] for start, end in spans), facets)


def lemma(cue: str) -> str:
    """Return the reporting verb of a cue, else the cue itself."""
    words = cue.lower().split()
    verbs = [verb for word in words for verb in reporting_verbs().get(word, ()) if not verb.particle]
    return verbs[0].lemma if verbs else " ".join(words) or "(none)"


def matched(gold: Sequence[Found], ours: Sequence[Found]) -> list[Outcome]:
    """Match one to one, best overlap first."""
    pairs = sorted(
        (
            (len(g.covered & o.covered) / len(g.covered | o.covered), i, j)
            for i, g in enumerate(gold)
            for j, o in enumerate(ours)
            if g.covered & o.covered
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    found = []
    for overlap, i, j in pairs:
        if i not in partner and j not in partner.values():
            partner[i] = j
            found.append(Outcome("right" if overlap > RIGHT else "bounds", ours[j], gold[i]))
    found += [Outcome("missed", None, g) for i, g in enumerate(gold) if i not in partner]
    found += [Outcome("spurious", o, None) for j, o in enumerate(ours) if j not in partner.values()]
    return found


def print_table(facet: str, outcomes: Sequence[Outcome]) -> None:
    """Print the outcomes by a facet, most frequent first; what only the corpus knows counts by its side."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        found = outcome.gold if facet == "kind" and outcome.gold is not None else outcome.ours or outcome.gold
        if found is not None and facet in found.facets:
            table[found.facets[facet]][outcome.name] += 1
    print(f"\n{facet:<24}" + "".join(f"{name:>10}" for name in OUTCOMES))
    for value, counts in sorted(table.items(), key=lambda item: -item[1].total())[:ROWS]:
        print(f"{value[:23]:<24}" + "".join(f"{counts[name]:>10}" for name in OUTCOMES))


if __name__ == "__main__":
    main()
