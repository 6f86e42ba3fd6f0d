"""Spaces, and characters without ink, which are no part of what a report says."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates of direction (Unicode Standard Annex 9): with them a line
reads as another than it is. For ``str.translate``, which drops them."""

INVISIBLE: Final = TURNING | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff")
)
"""Those, the soft hyphen, zero-width and direction marks: no ink, and they break words for any
matcher."""

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""C0 and C1 controls (ECMA-48) but tab and line feed; no text of a report needs them."""

NOT_WORD: Final = re.compile(r"[\W_]+")


def squash(text: str) -> str:
    """``text`` in NFC, without invisible characters, every run of white space one space.

    For text from markup, where white space is layout; plain text is never passed through it.
    """
    visible = CONTROL.sub(" ", text.translate(INVISIBLE))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def letters_of(text: str) -> str:
    """Letters and digits only, case folded: equal for texts that differ in layout alone."""
    return NOT_WORD.sub("", text).casefold()


def without_surrogates(text: str) -> str:
    """``text`` with every half of a surrogate pair as ``�``: UTF-8 can write the rest.

    Such halves come from file names that are not UTF-8 and from JSON escapes.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
