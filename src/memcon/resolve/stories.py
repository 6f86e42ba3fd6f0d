"""Which reports tell of one story: TF-IDF of words and of names, cosine, average link.

Names tell stories of one kind apart (two earthquakes), words tell what happened: both count.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.resolve.grouping import Pair, group
from memcon.resolve.words import content_stems

NAMES: Final = 0.3
"""The share of names in the likeness of two reports."""
LEAST: Final = 0.23
"""Mean likeness within a story. It and the share of names were set on the development halves of
ECB+ (Cybulska and Vossen 2014) and on NewsWCL50 (Hamborg and others 2019)."""
FAINT: Final = 0.02
"""Likeness that counts as none."""
CAPITAL: Final = 1.5
"""How much more a word with a capital letter counts."""
_NAME: Final = re.compile(r"\b[A-Z0-9][\w’'-]*")
Matrix = NDArray[np.float64]


def find_stories(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of the keys of ``texts``, each in order; memory grows with texts times words."""
    keys = sorted(texts)
    whole = _vectors([_weights(texts[key]) for key in keys])
    named = _vectors([Counter(content_stems(" ".join(_NAME.findall(texts[key])))) for key in keys])
    likeness = (1 - NAMES) * (whole @ whole.T) + NAMES * (named @ named.T)
    return group(keys, _scores(keys, likeness), least=LEAST)


def _scores(keys: Sequence[str], likeness: Matrix) -> dict[Pair, float]:
    rows, columns = np.nonzero(np.triu(likeness, 1) > FAINT)
    return {
        (keys[row], keys[column]): round(float(likeness[row, column]), 9)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _weights(text: str) -> Mapping[str, float]:
    counts: dict[str, float] = {}
    for stem in content_stems(text):
        counts[stem] = counts.get(stem, 0.0) + 1.0
    for stem in content_stems(" ".join(_NAME.findall(text))):
        counts[stem] += CAPITAL - 1.0
    return counts


def _vectors(counted: Sequence[Mapping[str, float]]) -> Matrix:
    """Rows of length 1: the logarithm of the count times that of the rarity of each word.

    Words of one text alone are left out, for they make no two texts alike (Manning, Raghavan and
    Schütze, "Introduction to Information Retrieval", chapter 6).
    """
    spread = Counter(word for words in counted for word in words)
    index = {word: at for at, word in enumerate(sorted(w for w in spread if spread[w] > 1))}
    matrix = np.zeros((len(counted), max(1, len(index))))
    for row, words in enumerate(counted):
        for word, count in words.items():
            if word in index:
                rarity = math.log(len(counted) / spread[word])
                matrix[row, index[word]] = (1 + math.log(count)) * rarity
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    normed: Matrix = matrix / np.maximum(lengths, 1e-9)
    return normed
