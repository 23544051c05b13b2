"""Word classes as embedding features: the layer with which the bundled pipeline reads tokens."""

import zlib
from collections.abc import Callable, Mapping
from typing import Any, cast

import numpy
from numpy.typing import NDArray
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

Numbers = NDArray[Any]

TABLE = "word_classes"
"""The vocabulary's lookup table that `pack_classes` makes."""

CLUSTER_BITS = 24
"""Bits of a class that hold the word's Brown cluster, a path in a binary tree with its first step in the lowest bit."""
GIVEN_NAME, SURNAME, TOWN, PLACE = (1 << CLUSTER_BITS + i for i in range(4))
"""Flags of a class: the word is a given name, a family name, part of a town's name, of a well-known place or people."""
HASH_MASK = 0xFFFFFFFF
"""Half of a word's hash tells words apart well enough: one unknown word in 40,000 is taken for a known one."""


def pack_classes(classes: Mapping[int, int]) -> Lookups:
    """Return lookups with the table of word classes, made from hashes of words and their classes (uint32)."""
    halves = {word & HASH_MASK: value for word, value in classes.items()}
    words = numpy.array(sorted(halves), dtype="uint32")
    distinct, kinds = numpy.unique([halves[int(word)] for word in words], return_inverse=True)
    lookups = Lookups()
    lookups.add_table(
        TABLE,
        {
            "words": _packed(numpy.diff(words, prepend=numpy.uint32(0)), "uint32"),
            "kinds": _packed(kinds, "uint16"),
            "classes": _packed(distinct, "uint32"),
        },
    )
    return lookups


def unpack_classes(lookups: Lookups) -> tuple[Numbers, Numbers]:
    """Return the halves of the hashes of all words that have a class, ascending, and their classes."""
    table = lookups.get_table(TABLE)
    words = numpy.cumsum(_unpacked(table["words"], "uint32"), dtype="uint32")
    return words, _unpacked(table["classes"], "uint32")[_unpacked(table["kinds"], "uint16")]


def _packed(numbers: Numbers, kind: str) -> bytes:
    """Compress numbers byte by byte of their places, which are more alike than the numbers are."""
    plain = numpy.ascontiguousarray(numbers, dtype=kind)
    return zlib.compress(plain.view("uint8").reshape(-1, plain.itemsize).T.tobytes(), 9)


def _unpacked(packed: bytes, kind: str) -> Numbers:
    places = numpy.frombuffer(zlib.decompress(packed), dtype="uint8").reshape(numpy.dtype(kind).itemsize, -1)
    return numpy.ascontiguousarray(places.T).view(kind).ravel()


def WordClassEmbed(
    width: int, attrs: list[str], rows: list[int], masks: list[int], mask_rows: list[int]
) -> Model[list[Doc], list[Floats2d]]:
    """Build `newsmark.WordClassEmbed.v1`: spaCy's MultiHashEmbed with columns for the classes of the words.

    Each mask picks the bits of the class that one column embeds. Clusters as features of a tagger: Turian, Ratinov,
    Bengio 2010; name lists: Ratinov, Roth 2009.
    """
    sizes = [*rows, *mask_rows]
    embeddings: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0) for column, size in enumerate(sizes)
    ]
    mix: Model[Floats2d, Floats2d] = Maxout(width, width * len(sizes), nP=3, dropout=0.0, normalize=True)
    return chain(
        Model("extract_word_classes", _Extractor(), attrs={"columns": ["ORTH", *attrs], "masks": masks}),
        list2ragged(),
        with_array(concatenate(*embeddings)),
        with_array(mix),
        ragged2list(),
    )


class _Extractor:
    """The layer from documents to rows of features; it unpacks the classes of a vocabulary once."""

    def __init__(self) -> None:
        self._vocab: Vocab | None = None
        self._words: Numbers = numpy.zeros(0, dtype="uint32")
        self._classes: Numbers = numpy.zeros(0, dtype="uint32")

    def __call__(
        self,
        model: Model[list[Doc], list[Ints2d]],
        docs: list[Doc],
        is_train: bool,  # noqa: ARG002 - thinc names it
    ) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
        masks = numpy.array(model.attrs["masks"], dtype="uint64")
        features = []
        for doc in docs:
            values = doc.to_array(model.attrs["columns"])
            classes = self._classes_of(doc.vocab, values[:, 0])
            columns = numpy.hstack([values[:, 1:], classes[:, numpy.newaxis] & masks])
            features.append(model.ops.asarray2i(cast(Ints2d, columns), dtype="uint64"))
        return features, lambda _gradients: []

    def _classes_of(self, vocab: Vocab, hashes: Numbers) -> Numbers:
        """Return the class of each word hash, 0 for a word without one."""
        if vocab is not self._vocab:
            self._words, self._classes = unpack_classes(vocab.lookups)
            self._vocab = vocab
        halves = hashes & HASH_MASK
        places = numpy.minimum(numpy.searchsorted(self._words, halves), len(self._words) - 1)
        found: Numbers = numpy.where(self._words[places] == halves, self._classes[places], 0).astype("uint64")
        return found
