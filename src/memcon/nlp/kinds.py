"""What hangs on a word alone is computed once for each kind of word, by spaCy's own components.

A report repeats most of its words. Their vectors before the network looks at their surroundings,
and their parts of speech and lemmas once tag and relation are known, are kept by what they are
made from; words not seen before are given to the components as a document of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

Floats = npt.NDArray[np.float32]
Kind = tuple[int, ...]

MOST: Final = 65_536
"""Kinds of word that are remembered."""
MADE_FROM: Final = ("ORTH", "NORM", "SPACY")
"""All that the features of a word hang on."""
CLASSED_BY: Final = ("ORTH", "TAG", "DEP")
CLASSES: Final = ("TAG", "POS", "MORPH", "LEMMA", "DEP")


class Embedding:
    """The vectors that an ``embed`` layer of spaCy gives to words, each computed once."""

    def __init__(self, model: Model[Any, Any], vocab: Vocab, *, most: int = MOST) -> None:
        self._model, self._vocab, self._most = model, vocab, most
        self._places: dict[Kind, int] = {}
        self._rows = np.zeros((most, model.get_dim("nO")), np.float32)

    def rows(self, texts: Sequence[Sequence[Doc]]) -> Iterator[Floats]:
        """For each text, a row for each word of its documents, one after the other."""
        kinds = [[kind for doc in docs for kind in _kinds(doc, MADE_FROM)] for docs in texts]
        different = dict.fromkeys(chain.from_iterable(kinds))
        new = [kind for kind in different if kind not in self._places]
        if len(self._places) + len(new) > len(self._rows):
            self._forget(len(different))
            new = list(different)
        self._learn(new)
        for one in kinds:
            yield self._rows[[self._places[kind] for kind in one]]

    def _forget(self, needed: int) -> None:
        self._places.clear()
        self._rows = np.zeros((max(self._most, needed), self._rows.shape[1]), np.float32)

    def _learn(self, new: Sequence[Kind]) -> None:
        if not new:
            return
        strings = self._vocab.strings
        words = [strings[orth] for orth, _, _ in new]
        doc = Doc(self._vocab, words=words, spaces=[bool(space) for _, _, space in new])
        for token, (_, norm, _) in zip(doc, new, strict=True):
            if token.norm != norm:
                token.norm_ = strings[norm]
        first = len(self._places)
        self._rows[first : first + len(new)] = self._model.predict([doc])[0]
        self._places.update(zip(new, range(first, first + len(new)), strict=True))


class Classes:
    """Parts of speech and lemmas by tag and relation: an attribute ruler and a lemmatizer.

    Documents in which a rule about neighbours holds are given to both as they are.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer, *, most: int = MOST) -> None:
        self._ruler, self._lemmatizer, self._most = ruler, lemmatizer, most
        self._known: dict[Kind, Kind] = {}
        self._of_neighbours = _neighbour_rules(ruler)
        _index(lemmatizer)

    def annotate(self, docs: Iterable[Doc]) -> None:
        """Sets parts of speech, morphology and lemmas of documents with tags and relations."""
        plain = []
        for doc in docs:
            if self._of_neighbours(doc):
                self._lemmatizer(self._ruler(doc))
            elif len(doc):
                plain.append((doc, _kinds(doc, CLASSED_BY)))
        self._learn(dict.fromkeys(kind for _, kinds in plain for kind in kinds))
        for doc, kinds in plain:
            rows = [self._known[kind] for kind in kinds]
            _set(doc, CLASSES, rows)

    def _learn(self, kinds: Iterable[Kind]) -> None:
        if len(self._known) > self._most:
            self._known.clear()
        new = [kind for kind in kinds if kind not in self._known]
        if not new:
            return
        vocab = self._ruler.vocab
        alone = Doc(vocab, words=[vocab.strings[orth] for orth, _, _ in new])
        _set(alone, CLASSED_BY[1:], [kind[1:] for kind in new])
        self._lemmatizer(self._ruler(alone))
        self._known.update(zip(new, _kinds(alone, CLASSES), strict=True))


def _kinds(doc: Doc, attributes: Sequence[str]) -> list[Kind]:
    return [tuple(row) for row in doc.to_array(list(attributes)).tolist()]


def _set(doc: Doc, attributes: Sequence[str], rows: Sequence[Kind]) -> None:
    values: Any = np.asarray(rows, np.uint64)
    doc.from_array(list(attributes), values)


def _index(lemmatizer: Lemmatizer) -> None:
    """Known lemmas as sets: the lemmatizer asks whether a form is among tens of thousands."""
    if "lemma_index" in lemmatizer.lookups:
        table = lemmatizer.lookups.get_table("lemma_index")
        for key, forms in list(table.items()):
            table[key] = frozenset(forms)


def _neighbour_rules(ruler: AttributeRuler) -> Matcher:
    """Finds where rules of more than one word hold."""
    matcher = Matcher(ruler.vocab, validate=False)
    rules: Any = ruler.patterns
    longer = [one for rule in rules for one in rule["patterns"] if len(one) > 1]
    if longer:
        matcher.add("neighbours", longer)
    return matcher
