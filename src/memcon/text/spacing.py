"""Spaces and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

INVISIBLE: Final = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff"), None
)
"""Soft hyphen, zero-width and direction marks: no ink, and they break words for any matcher."""

CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
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
