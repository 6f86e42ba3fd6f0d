"""Characters that command a terminal or hide in a line, made harmless wherever they are shown."""

from __future__ import annotations

import unicodedata
from typing import Final

from memcon.text.spacing import CONTROL, TURNING

SUBSTITUTE: Final = "\N{REPLACEMENT CHARACTER}"
TURNS: Final = tuple(map(chr, TURNING))


def printable(text: str) -> str:
    """``text`` on one line, safe on any terminal.

    White space becomes single spaces, what cannot be printed ``�``; invisible format characters
    (soft hyphens, marks that turn the direction of writing) are left out.
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(_shown(char) for char in line)


def without_controls(text: str) -> str:
    """``text`` with each control character but tab and line feed as ``�``.

    Marks that turn the direction of writing are left out.
    """
    if any(mark in text for mark in TURNS):  # to look takes a fortieth of what to translate takes
        text = text.translate(TURNING)
    return CONTROL.sub(SUBSTITUTE, text)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    return "" if unicodedata.category(char) == "Cf" else SUBSTITUTE
