"""Names as keys: one spelling for all the ways in which a report may write a name.

A text is cut into pieces: words, commas and barriers. Words are folded (NFKC, no
diacritics, no apostrophes, casefold); a hyphen or a slash separates words as a space does;
dots inside an abbreviation vanish (``U.S.`` and ``US`` are one); ``'s`` at the end vanishes.
A comma is a piece of its own ("Washington, D.C."). Any other mark is a barrier that no name
crosses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from memcon.knowledge.words import word_set

SMALL: Final = word_set(
    "a al an and as at bin by da das de del della der di do dos du e el en for from ibn in la "
    "le les of on or the to ul und van von y zu with und-"
)
"""Words that a name may hold in lower case."""

SOFT: Final = r"\s\-‐‑‒–/&."
"""White space and marks that part words of a name, as in a set of a regular expression."""
_LETTERS: Final = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
_PIECE: Final = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W\d_]))"
    rf"|(?P<word>{_LETTERS}(?:['’ʼ‘`]{_LETTERS})*(?:\+\d*)?(?:['’](?=\s|$))?)"
    r"|(?P<comma>,)"
    rf"|(?P<soft>[{SOFT}]+)"
    r"|(?P<hard>.)",
    re.DOTALL,
)
_POSSESSIVE: Final = re.compile(r"(?:['’ʼ‘`][sS]|['’])$")
_TRANSLATION: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_SHORT: Final = word_set("st mt ft dr mr mrs ms gen lt col sgt jr sr sen rep gov pres")
"""Abbreviations after which a dot does not end the sentence."""


class Piece(NamedTuple):
    """A word, comma (``key == ","``) or barrier (``key == ""``) at ``[start, end)``."""

    key: str
    start: int
    end: int
    form: str

    @property
    def is_capital(self) -> bool:
        """Whether the first letter, if it has case, is a capital; digits count as capitals."""
        first = self.form[:1]
        return not first.islower()

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals throughout, two letters or more."""
        return len(self.key) > 1 and self.form.isupper()


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of ``text`` in order, offsets in code points."""
    pieces: list[Piece] = []
    for match in _PIECE.finditer(text):
        kind, form = match.lastgroup, match[0]
        if form == " ":
            continue
        if kind in ("word", "dotted"):
            pieces.append(_word(form, match.start(), dotted=kind == "dotted"))
        elif kind == "comma":
            pieces.append(Piece(",", match.start(), match.end(), form))
        elif kind == "hard" or _is_barrier(form, pieces):
            pieces.append(Piece("", match.start(), match.end(), form))
    return tuple(pieces)


def _word(form: str, start: int, *, dotted: bool) -> Piece:
    key, length, shown = _folded(form, dotted)
    return Piece(key, start, start + length, shown)


@lru_cache(maxsize=65536)
def _folded(form: str, dotted: bool) -> tuple[str, int, str]:
    """Key, code points and form without dots of a word as it stands in a text."""
    bare = form if dotted else _POSSESSIVE.sub("", form) or form
    return fold(bare), len(bare), bare.replace(".", "")


def _is_barrier(mark: str, before: list[Piece]) -> bool:
    """Paragraph breaks, and dots other than those of initials and abbreviations."""
    if mark.count("\n") > 1:
        return True
    if "." not in mark:
        return False
    last = before[-1] if before else None
    return last is None or not (len(last.form) == 1 or last.key in _SHORT)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word without case, diacritics, apostrophes and dots."""
    if word.isascii() and word.isalnum():
        return word.lower()
    lower = unicodedata.normalize("NFKC", word).casefold()
    bare = (char for char in unicodedata.normalize("NFKD", lower) if char.isalnum() or char == "+")
    return "".join(bare).translate(_TRANSLATION)


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """The key of a name: folded words joined by spaces, without a leading "the"."""
    return join_keys(piece.key for piece in cut(name))


def join_keys(keys: object) -> str:
    """The key of a row of piece keys; barriers vanish, a leading "the" goes."""
    words = [key for key in keys if key]  # type: ignore[attr-defined]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def is_abbreviation(name: str) -> bool:
    """Whether ``name`` is one short word in capitals (US, NATO, P5+1, U.N.)."""
    bare = name.replace(".", "").replace("-", "")
    letters = sum(char.isalpha() for char in bare)
    return letters > 1 and len(bare) <= 8 and bare.isupper() and " " not in bare


def has_loose_case(name: str) -> bool:
    """Whether words of ``name`` beyond the usual small ones stand in lower case."""
    pieces = [piece for piece in cut(name) if piece.key not in ("", ",")]
    return any(not piece.is_capital and piece.key not in SMALL for piece in pieces)
