"""The table of word classes: Brown clusters of spaCy's lookups data, flags from the facts that the analysis ships."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import islice

from spacy.lookups import Lookups
from spacy.strings import get_string_id

from annotations.analysis.features import CLUSTER_BITS, GIVEN_NAME, PLACE, SURNAME, TOWN, pack_classes
from annotations.analysis.gazetteer import gazetteer, surnames, towns

CLUSTERED_WORDS = 60_000


def word_classes() -> Lookups:
    """Return the lookups that `newsmark.WordClassEmbed.v1` reads."""
    facts = gazetteer()
    classes = dict(islice(_clusters(), CLUSTERED_WORDS))
    for flag, names in (
        (GIVEN_NAME, facts.given_names),
        (SURNAME, surnames()),
        (TOWN, towns()),
        (PLACE, (name for name, fact in facts.facts.items() if fact.label in ("GPE", "LOC", "NORP"))),
    ):
        for word in _capitalised(names):
            classes[word] = classes.get(word, 0) | flag
    return pack_classes({get_string_id(word): value for word, value in classes.items()})


def _clusters() -> Iterator[tuple[str, int]]:
    """Yield words and their Brown clusters, the most frequent words first."""
    packed = files("spacy_lookups_data").joinpath("data", "en_lexeme_cluster.json.gz").read_bytes()
    clusters: Mapping[str, int] = json.loads(gzip.decompress(packed))
    for word, cluster in clusters.items():
        if 0 < cluster < 1 << CLUSTER_BITS and not any(map(str.isspace, word)):
            yield word, cluster


def _capitalised(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in name.replace("-", " ").split()}
    return {word for word in words if len(word) > 1 and word.isalpha() and word[0].isupper()}
