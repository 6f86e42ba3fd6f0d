"""The vectors of words in their surroundings: spaCy's convolutions, computed with numpy's library.

The arithmetic is that of spaCy's `MaxoutWindowEncoder`; the matrices are multiplied by the library
that numpy brings, which is several times as fast as spaCy's own on many processors. A row of a
product may differ in its last bits with the number of rows, so what is computed together must be
chosen by the text alone, never by its neighbours in a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from memcon.nlp.kinds import Embedding, Floats

LAYER: Final = "residual(expand_window>>maxout>>layernorm>>dropout)"
LEAST_SPREAD: Final = np.float32(1e-8)


@dataclass(frozen=True, slots=True)
class _Convolution:
    """One layer: a word with its two neighbours, the highest of several sums, made even."""

    weights: Floats
    """[three words, pieces × width]"""
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, residual: Model[Any, Any]) -> Self:
        _, maxout, norm, _ = _leaves(residual)
        weights = np.asarray(maxout.get_param("W"))  # [unit, piece, input]
        return cls(
            weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
            bias=np.asarray(maxout.get_param("b")).T.flatten(),
            gain=np.asarray(norm.get_param("G")),
            shift=np.asarray(norm.get_param("b")),
        )

    def applied(self, rows: Floats) -> Floats:
        width = rows.shape[1]
        padded = np.zeros((len(rows) + 2, width), np.float32)
        padded[1:-1] = rows
        sums = np.concatenate((padded[:-2], rows, padded[2:]), axis=1) @ self.weights
        sums += self.bias
        most: Floats = sums.reshape(len(rows), -1, width).max(axis=1)
        most -= most.mean(axis=1, keepdims=True)
        spread = np.square(most).mean(axis=1, keepdims=True) + LEAST_SPREAD
        most *= spread ** np.float32(-0.5)
        most *= self.gain
        most += self.shift
        most += rows
        return most


class WordVectors:
    """What a `Tok2Vec` network of spaCy gives to the words of documents."""

    def __init__(self, model: Model[Any, Any], vocab: Vocab) -> None:
        embed, encode = model.layers
        self._embedding = Embedding(embed, vocab)
        self._pad: int = encode.attrs["pad"]
        self._layers = tuple(_Convolution.of(layer) for layer in _layers(encode))

    def rows(self, texts: Sequence[Sequence[Doc]]) -> Iterator[Floats]:
        """For each text, a row for each word of its documents, one after the other."""
        for docs, found in zip(texts, self._embedding.rows(texts), strict=True):
            lengths = [len(doc) for doc in docs]
            padding = np.repeat(np.arange(1, len(docs) + 1) * self._pad, lengths)
            places = np.arange(len(found)) + padding
            yield self._convolved(found, places, len(found) + (len(docs) + 1) * self._pad)

    def _convolved(self, found: Floats, places: npt.NDArray[np.int64], size: int) -> Floats:
        """Rows after all layers, with room between documents so that none sees another."""
        rows = np.zeros((size, found.shape[1]), np.float32)
        rows[places] = found
        for layer in self._layers:
            rows = layer.applied(rows)
        return np.asarray(rows[places])


def is_known(model: Model[Any, Any]) -> bool:
    """Whether a network is one that `WordVectors` can stand for."""
    if len(model.layers) != 2 or "pad" not in model.layers[1].attrs:
        return False
    layers, leaves = _layers(model.layers[1]), _leaves(model.layers[1])
    windows = [leaf.attrs["window_size"] for leaf in leaves if leaf.name == "expand_window"]
    return windows == [1] * len(layers) and len(leaves) == 4 * len(layers) > 0


def _layers(encode: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [node for node in encode.walk(order="dfs_pre") if node.name == LAYER]


def _leaves(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [node for node in model.walk(order="dfs_pre") if not node.layers]
