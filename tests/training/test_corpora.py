"""From annotated articles to training documents."""

import spacy
from spacy.tokens import Doc, Span

from annotations.training.corpora import with_curly_quotes
from annotations.training.news import HELD_OUT_SHARE, is_held_out, paragraph_docs

TEXT = "Storm Ada hits Vell\n\n\"It's the worst since 1990,\" Vell's mayor Ina Roth said."


def spans(*words: str) -> list[dict[str, object]]:
    labels = {"Ada": "EVENT", "Vell": "GPE", "1990": "DATE", "Ina Roth": "PERSON"}
    return [{"start": TEXT.index(word), "end": TEXT.index(word) + len(word), "label": labels[word]} for word in words]


def test_an_article_becomes_a_document_for_each_paragraph() -> None:
    row = {"text": TEXT, "entities": spans("Ada", "Vell", "1990", "Ina Roth")}
    docs = list(paragraph_docs(spacy.blank("en"), row))
    assert [doc.text for doc in docs] == [line for line in TEXT.split("\n") if line]
    assert [[(span.text, span.label_) for span in doc.ents] for doc in docs] == [
        [("Ada", "EVENT"), ("Vell", "GPE")],
        [("1990", "DATE"), ("Ina Roth", "PERSON")],
    ]


def test_an_entity_that_cuts_a_token_is_widened_to_it() -> None:
    row = {"text": "The anti-Vellian mood", "entities": [{"start": 9, "end": 13, "label": "GPE"}]}
    (doc,) = paragraph_docs(spacy.blank("en"), row)
    assert [span.text for span in doc.ents] == ["Vellian"]


def test_straight_marks_become_curly_ones_of_the_same_length_with_the_same_entities() -> None:
    nlp = spacy.blank("en")
    doc = nlp.make_doc('"It\'s true," the \'old\' mayor of Vell said. "Ask them."')
    doc.set_ents([Span(doc, 10, 11, label="GPE")])
    variants = {made.text: made for made in with_curly_quotes(nlp, [Doc(nlp.vocab).from_bytes(doc.to_bytes())] * 40)}
    assert set(variants) == {doc.text, "“It’s true,” the ‘old’ mayor of Vell said. “Ask them.”"}
    assert all([span.text for span in made.ents] == [doc.ents[0].text] for made in variants.values())


def test_about_one_row_in_twenty_is_held_out_and_always_the_same() -> None:
    chosen = [name for name in map(str, range(4000)) if is_held_out(name)]
    assert abs(len(chosen) / 4000 - HELD_OUT_SHARE) < 0.02
    assert chosen == [name for name in map(str, range(4000)) if is_held_out(name)]
