"""Characters that command a terminal or hide in a line, made harmless wherever they are shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SUBSTITUTE: Final = "\N{REPLACEMENT CHARACTER}"
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""C0 and C1 controls (ECMA-48) but tab and line feed; no text of a report needs them."""


def printable(text: str) -> str:
    """``text`` on one line, safe on any terminal.

    White space becomes single spaces, what cannot be printed ``�``; invisible format characters
    (soft hyphens, marks that turn the direction of writing) are left out.
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(_shown(char) for char in line)


def without_controls(text: str) -> str:
    """``text`` with each control character but tab and line feed as ``�``."""
    return CONTROL.sub(SUBSTITUTE, text)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    return "" if unicodedata.category(char) == "Cf" else SUBSTITUTE
