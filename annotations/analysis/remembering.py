"""Embedding each word once: what a pipeline's first layer makes of a word does not depend on its neighbours."""

from collections.abc import Callable
from typing import Any, cast

import numpy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, chain
from thinc.types import Floats2d

EXTRACTORS = frozenset({"extract_features", "extract_word_classes"})
"""Names of the layers from tokens to features after which only the features count: spaCy's and ours."""
MOST_WORDS = 8_000
"""So many embeddings are kept, 400 bytes each at spaCy's usual width; then all are forgotten."""


def remember_words(nlp: Language) -> None:
    """Let a pipeline that is only applied, never trained, keep its embeddings of words; its results stay the same."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for embed in [node.get_ref("embed") for node in model.walk() if node.has_ref("embed")]:
                if embed.layers and embed.layers[0].name in EXTRACTORS:
                    model.replace_node(embed, remembering(embed))


def remembering(embed: Model[list[Doc], list[Floats2d]]) -> Model[list[Doc], list[Floats2d]]:
    """Return a layer that computes the same as `embed`, words with the same features once."""
    extract, *rest = embed.layers
    memory = _Memory(chain(*rest))

    def forward(
        _: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Floats2d], Callable[[list[Floats2d]], list[Doc]]]:
        if is_train:
            return embed(docs, is_train)
        if not docs:
            return [], lambda _: []
        features = extract.predict(docs)
        vectors = memory.vectors(numpy.vstack(features))
        ends = numpy.cumsum([len(rows) for rows in features])[:-1]
        return cast(list[Floats2d], numpy.split(vectors, ends)), lambda _: []

    return Model("remembered", forward, layers=[embed], dims={"nO": embed.maybe_get_dim("nO")})


class _Memory:
    """Vectors by features."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._embed = embed
        self._places: dict[bytes, int] = {}
        self._vectors = numpy.zeros((0, 0), dtype="float32")

    def vectors(self, features: "numpy.ndarray[Any, Any]") -> "numpy.ndarray[Any, Any]":
        """Return a row of floats for each row of features."""
        keys = [row.tobytes() for row in features]
        if len(self._places) + len(keys) > MOST_WORDS:
            self._places.clear()
        new = {key: place for place, key in enumerate(keys) if key not in self._places}
        if new:
            (made,) = self._embed.predict([features[list(new.values())]])
            known = self._vectors[: len(self._places)]
            self._vectors = numpy.vstack([known, made]) if len(known) else made
            for key in new:
                self._places[key] = len(self._places)
        return self._vectors[[self._places[key] for key in keys]]
