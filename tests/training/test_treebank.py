"""Trees projected from a treebank's words onto spaCy's tokens."""

import gzip
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from annotations.training.treebank import Paragraph, Word, read_paragraphs, to_doc

CONLLU = """\
# newpar id = p1
# text = They won't stop.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\twon't\t_\t_\t_\t_\t_\t_\t_\t_
2\two\twill\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tstop\tstop\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = A U.S.-led truce
1\tA\ta\tDET\tDT\t_\t5\tdet\t_\t_
2\tU.S.\tU.S.\tPROPN\tNNP\t_\t4\tcompound\t_\tSpaceAfter=No
3\t-\t-\tPUNCT\tHYPH\t_\t2\tpunct\t_\tSpaceAfter=No
4\tled\tlead\tVERB\tVBN\t_\t5\tamod\t_\t_
5\ttruce\ttruce\tNOUN\tNN\t_\t0\troot\t_\t_

# newpar id = p2
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

"""


@pytest.fixture
def paragraphs(tmp_path: Path) -> list[Paragraph]:
    path = tmp_path / "small.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return list(read_paragraphs(path))


def tree(doc: Doc) -> list[tuple[str, str, str, str]]:
    return [(token.text, token.tag_, token.dep_, token.head.text) for token in doc]


def test_paragraphs_are_read_with_their_text(paragraphs: list[Paragraph]) -> None:
    assert [paragraph.text.strip() for paragraph in paragraphs] == ["They won't stop. A U.S.-led truce", "Yes"]


def test_words_know_their_place_in_the_text(paragraphs: list[Paragraph]) -> None:
    text = paragraphs[0].text
    words = [text[word.start : word.end] for word in paragraphs[0].words]
    assert words == ["They", "wo", "n't", "stop", ".", "A", "U.S.", "-", "led", "truce"]


def test_a_token_over_several_words_takes_the_tree_of_the_governing_one(paragraphs: list[Paragraph]) -> None:
    doc = to_doc(spacy.blank("en"), paragraphs[0])
    assert doc is not None
    assert ("U.S.-led", "VBN", "amod", "truce") in tree(doc)
    assert [token.text for token in doc if token.dep_ == "ROOT"] == ["stop", "truce"]
    assert [sentence.text for sentence in doc.sents] == ["They won't stop.", "A U.S.-led truce"]


def test_of_a_word_over_several_tokens_the_last_carries_the_tree() -> None:
    paragraph = Paragraph("ran 10km", [Word(0, 3, "VBD", "root", 0), Word(4, 8, "NN", "obj", 0)])
    doc = to_doc(spacy.blank("en"), paragraph)
    assert doc is not None
    assert tree(doc)[1:] == [("10", "", "compound", "km"), ("km", "NN", "obj", "ran")]


def test_a_tree_that_becomes_a_cycle_is_left_out() -> None:
    circle = [Word(0, 1, "NN", "dep", 1), Word(2, 3, "NN", "dep", 0)]
    assert to_doc(spacy.blank("en"), Paragraph("a b", circle)) is None
