import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Floats2d

from annotations.analysis.features import PLACE, SURNAME, WordClassEmbed, pack_classes, unpack_classes
from annotations.analysis.fingerprint import BUNDLED
from annotations.analysis.remembering import EXTRACTORS, remember_words, remembering

CLASSES = {"Karanja": SURNAME | 21, "Mombasa": PLACE | 5, "sailed": 13}


def embed() -> Model[list[Doc], list[Floats2d]]:
    model = WordClassEmbed(8, ["NORM"], [50], [15, 0xFFFFFFFF], [20, 20])
    model.initialize()
    return model


@pytest.fixture
def nlp() -> Language:
    made = spacy.blank("en")
    made.vocab.lookups = pack_classes({get_string_id(word): value for word, value in CLASSES.items()})
    return made


def test_packed_classes_come_back(nlp: Language) -> None:
    lookups = Lookups().from_bytes(nlp.vocab.lookups.to_bytes())
    words, classes = unpack_classes(lookups)
    assert list(words) == sorted(words)
    assert dict(zip(words.tolist(), classes.tolist(), strict=True)) == {
        get_string_id(word) & 0xFFFFFFFF: value for word, value in CLASSES.items()
    }


def test_each_mask_picks_its_bits_of_a_words_class(nlp: Language) -> None:
    extract = embed().layers[0]
    assert extract.name in EXTRACTORS
    (rows,) = extract.predict([nlp("Karanja sailed to Mombasa")])
    assert rows[:, 1:].tolist() == [[5, SURNAME | 21], [13, 13], [0, 0], [5, PLACE | 5]]


def test_a_layer_serves_two_vocabularies(nlp: Language) -> None:
    other = spacy.blank("en")
    other.vocab.lookups = pack_classes({get_string_id("sailed"): 7})
    extract = embed().layers[0]
    first, second, third = (extract.predict([made("sailed")])[0][0, 2] for made in (nlp, other, nlp))
    assert (first, second, third) == (13, 7, 13)


def test_remembered_words_are_embedded_the_same(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    model = embed()
    remembered = remembering(model)
    monkeypatch.setattr("annotations.analysis.remembering.MOST_WORDS", 5)
    texts = ["Karanja sailed", "", "to Mombasa, to Mombasa", "Karanja sailed to Nairobi and to Lamu again"]
    for docs in ([nlp(text) for text in texts], [nlp(texts[0])], [nlp("")], []):
        for plain, kept in zip(model.predict(docs), remembered.predict(docs), strict=True):
            assert numpy.allclose(numpy.asarray(kept).reshape(plain.shape), numpy.asarray(plain), rtol=1e-5)


def test_a_pipeline_that_remembers_words_says_the_same() -> None:
    plain, remembers = spacy.load(BUNDLED), spacy.load(BUNDLED)
    remember_words(remembers)
    text = "Karanja sailed to Mombasa on Monday, Reuters said. “Karanja sailed,” the port of Mombasa said."
    for _ in range(2):
        one, other = plain(text), remembers(text)
        assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in one] == [
            (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in other
        ]
