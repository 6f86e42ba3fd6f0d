"""Sentence boundaries that survive news: quotation marks, "U.S.", initials, list numbers.

The dependency parser proposes boundaries; these rules take back the ones that readers would
not make. They only ever join neighbours, so a sentence never crosses a block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

CLOSERS: Final = frozenset("\"'”’»)]")
TITLES: Final = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Amb|Rev|Hon|St|vs|No)\.$"
)
INITIAL: Final = re.compile(r"^[A-Z]\.$")
ABBREVIATION: Final = re.compile(r"^(?:[A-Z]\.){2,}$")
"""Dotted capitals: "U.S.", "D.C.". They end a sentence only before a capitalised word."""


def join_sentences(words: Sequence[str], starts: Sequence[int]) -> tuple[int, ...]:
    """The subset of sentence ``starts`` (token indices, ascending) that readers would keep."""
    kept: list[int] = []
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(words)
        if not kept or not _continues(words, start, end):
            kept.append(start)
    return tuple(kept)


def _continues(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the tokens from ``start`` belong to the sentence before."""
    first, before = words[start], words[start - 1]
    if all(word in CLOSERS or not word.strip() for word in words[start:end]):
        return True
    if TITLES.match(before) or INITIAL.match(before):
        return True
    return _begins_low(first) and (before in CLOSERS or ABBREVIATION.match(before) is not None)


def _begins_low(word: str) -> bool:
    return word[:1].islower()
