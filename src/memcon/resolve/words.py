"""What two texts have in common: folded words, content words, shingles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from memcon.codebook.packaged import load_packaged

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS: Final = ("ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "e")
_STEM: Final = 4
"""Letters that are left of a word at least when its ending goes."""


@cache
def _listed(name: str) -> frozenset[str]:
    """One list of ``words.yaml``."""
    words: str = load_packaged("memcon.resolve", "words.yaml")[name]
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word in lower case, without diacritics, apostrophes and possessive endings."""
    bare = re.sub(r"['’]s$", "", word.casefold())
    letters = unicodedata.normalize("NFKD", bare)
    return "".join(char for char in letters if char.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(filter(None, (fold(found.group()) for found in _WORD.finditer(text))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without a usual English ending: enough to compare, not to read."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say what a text is about, in order."""
    small = _listed("small")
    return tuple(stem(word) for word in words_of(text) if word not in small and len(word) > 1)


@lru_cache(maxsize=65536)  # a claim is compared with every other of its holder
def content_words(text: str) -> frozenset[str]:
    """The same, each once."""
    return frozenset(content_stems(text))


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name that tell people apart."""
    return tuple(word for word in words_of(name) if word not in _listed("particles"))


def shingles(text: str, size: int) -> frozenset[str]:
    """Runs of ``size`` folded words; of a shorter text all words as one run."""
    words = words_of(text)
    last = max(1, len(words) - size + 1)
    return frozenset(" ".join(words[at : at + size]) for at in range(last)) - {""}


def share_of(one: Iterable[str], other: Iterable[str]) -> float:
    """How much of the smaller set is in the other: Szymkiewicz–Simpson; 0 for an empty one."""
    left, right = frozenset(one), frozenset(other)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0
