"""Names as spaCy's entity recogniser finds them, all words of a text at once.

The recogniser goes from word to word, choosing one of: no name, a name of one word, begin, go on,
end. What it chooses outside a name hangs on the word alone, so that is computed for all words
together; then all names that may begin are followed to their ends side by side.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from memcon.nlp.kinds import Floats
from memcon.nlp.vectors import WordVectors, is_known

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NEVER: Final = np.float32(-np.inf)
FEATURES: Final = 3
"""The word, the first word of the name that is open, the word before."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Of each word: whether a name may begin at it, and whether one may go on after it."""

    opens: Bools
    goes_on: Bools

    @classmethod
    def of(cls, docs: Sequence[Doc]) -> _Places:
        arrays = [doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]
        starts = np.concatenate([array[:, 0] == 1 for array in arrays])
        ends = np.cumsum([len(doc) for doc in docs if len(doc)])
        goes_on = ~np.append(starts[1:], True)
        goes_on[ends - 1] = False
        return cls(opens=np.concatenate([array[:, 1] == 0 for array in arrays]), goes_on=goes_on)


@dataclass(frozen=True, slots=True)
class _Moves:
    """Numbers of the classes: those that stay outside or begin names, and how names go on."""

    label: tuple[str, ...]
    """The label of each class; empty where it has none."""
    begins: Bools
    single: Bools
    outside: Bools
    inner: Ints
    """The class that goes on with a name that was begun by each class, and the one that ends it."""
    ends: Ints

    @classmethod
    def of(cls, names: Sequence[str]) -> _Moves:
        number = {name: n for n, name in enumerate(names)}
        labels = tuple(name[2:] for name in names)
        return cls(
            label=labels,
            begins=np.asarray([name.startswith("B-") for name in names]),
            single=np.asarray([name.startswith("U-") and name != "U-" for name in names]),
            outside=np.asarray([name == "O" for name in names]),
            inner=np.asarray([number.get(f"I-{label}", 0) for label in labels]),
            ends=np.asarray([number.get(f"L-{label}", 0) for label in labels]),
        )


class Names:
    """Stands for the entity recogniser of a pipeline; gives the same names."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        network, _, inner = model.layers[0].layers
        self._vectors = WordVectors(network, recogniser.vocab)
        self._inner = np.ascontiguousarray(inner.get_param("W").T)
        self._inner_bias = inner.get_param("b")
        outer = model.layers[1]
        weights = outer.get_param("W").transpose(3, 0, 2, 1)  # [input, feature, piece, unit]
        self._shape = weights.shape[1:]
        self._outer = np.ascontiguousarray(weights.reshape(len(weights), -1))
        self._missing = outer.get_param("pad")[0].transpose(0, 2, 1)
        self._bias = outer.get_param("b").T
        self._weights = model.layers[2].get_param("W")
        self._weights_bias = model.layers[2].get_param("b")
        classes = range(len(self._weights))
        self._moves = _Moves.of([recogniser.moves.get_class_name(n) for n in classes])

    def annotate(self, texts: Sequence[Sequence[Doc]]) -> None:
        """Sets the names of the documents of texts that are split into sentences."""
        for docs, vectors in zip(texts, self._vectors.rows(texts), strict=True):
            if len(vectors):
                self._set_names(docs, deque(self._find(docs, vectors)))

    def _set_names(self, docs: Sequence[Doc], found: deque[tuple[int, int, str]]) -> None:
        first = 0
        for doc in docs:
            own = []
            while found and found[0][0] < first + len(doc):
                begin, end, label = found.popleft()
                own.append(Span(doc, begin - first, end - first, label))
            doc.set_ents(own, default="outside")
            first += len(doc)

    def _find(self, docs: Sequence[Doc], vectors: Floats) -> Iterator[tuple[int, int, str]]:
        """First word, one past the last, and label, in order."""
        places, moves = _Places.of(docs), self._moves
        parts = self._parts(vectors)
        chosen = self._outside(parts, places)
        begun = np.flatnonzero(moves.begins[chosen])
        lasts = self._followed(begun, chosen[begun], parts, places)
        last_of = dict(zip(begun.tolist(), lasts.tolist(), strict=True))
        free = 0
        for word in np.flatnonzero(~moves.outside[chosen]).tolist():
            if word >= free:
                free = last_of.get(word, word) + 1
                yield word, free, moves.label[chosen[word]]

    def _parts(self, vectors: Floats) -> Floats:
        """What each word adds to the state as each feature: [words, feature, piece, unit]."""
        inner = vectors @ self._inner + self._inner_bias
        return np.asarray(inner @ self._outer).reshape(len(vectors), *self._shape)

    def _outside(self, parts: Floats, places: _Places) -> Ints:
        """The best class of each word if no name is open there."""
        moves = self._moves
        state = parts[:, 0] + self._missing[1] + self._missing[2] + self._bias
        scores = state.max(axis=1) @ self._weights.T + self._weights_bias
        scores[:, ~(moves.begins | moves.single | moves.outside)] = NEVER
        scores[np.ix_(~places.opens, moves.begins | moves.single)] = NEVER
        scores[np.ix_(~places.goes_on, moves.begins)] = NEVER
        return np.asarray(scores.argmax(axis=1))

    def _followed(self, begun: Ints, classes: Ints, parts: Floats, places: _Places) -> Ints:
        """The last word of each name that was begun, if it is."""
        inner, ends = self._moves.inner[classes], self._moves.ends[classes]
        lasts, still = begun + 1, np.arange(len(begun))
        while len(still):
            at = lasts[still]
            state = parts[at, 0] + parts[begun[still], 1] + parts[at - 1, 2] + self._bias
            units = state.max(axis=1)
            on, end = (self._score(units, which[still]) for which in (inner, ends))
            first_wins = np.where(inner[still] < ends[still], on >= end, on > end)
            still = still[first_wins & places.goes_on[at]]
            lasts[still] += 1
        return lasts

    def _score(self, units: Floats, classes: Ints) -> Floats:
        found: Floats = (units * self._weights[classes]).sum(axis=1) + self._weights_bias[classes]
        return found


def can_stand_for(recogniser: Any) -> bool:  # noqa: ANN401  # whatever a pipeline has
    """Whether `Names` knows the make of a recogniser."""
    if not isinstance(recogniser, EntityRecognizer):
        return False
    model = recogniser.model
    kinds = [layer.name for layer in model.layers[1:]]
    inner = [layer.name for layer in model.layers[0].layers[1:]]
    return (
        kinds == ["precomputable_affine", "linear"]
        and inner == ["list2array", "linear"]
        and model.layers[1].get_dim("nF") == FEATURES
        and model.layers[1].get_dim("nP") > 1
        and not model.attrs["unseen_classes"]
        and recogniser.cfg["beam_width"] == 1
        and is_known(model.layers[0].layers[0])
    )
