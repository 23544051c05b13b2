"""What the store knows of claims in other articles."""

import json
from pathlib import Path

from msgspec.structs import replace

from annotations.familiar import Assertion
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import at, make_record, noted


def test_judged_and_noted_claims_of_all_other_articles_are_told(store: Store) -> None:
    here = store.open_article(make_article("Prices rose.", title="Here"), at(0))
    there = store.open_article(make_article("Prices rose again.", title="There"), at(0))
    store.save(here.id, [make_record(1)])
    cleared = make_record(3, None)
    store.save(
        there.id, [replace(make_record(2, "disputed"), claimant="The mayor"), cleared, noted(make_record(4), "?")]
    )

    disputed, remarked = store.earlier_claims(here.id)

    assert (disputed.assertion, disputed.verdict, disputed.article) == (
        Assertion("rose", "The mayor"),
        "disputed",
        "There",
    )
    assert (remarked.note, remarked.at) == ("?", at(30))
    assert [earlier.article for earlier in store.earlier_claims(there.id)] == ["Here"]


def test_what_cannot_be_read_in_other_articles_is_left_out(store: Store, path: Path) -> None:
    here = store.open_article(make_article("Prices rose."), at(0))
    other = store.open_article(make_article("Prices fell."), at(0))
    store.save(other.id, [make_record(2)])
    content = json.loads(path.read_bytes())
    content[other.id]["1"]["verdict"] = "surprise"
    path.write_text(json.dumps(content))

    assert Store(path).earlier_claims(here.id) == ()
