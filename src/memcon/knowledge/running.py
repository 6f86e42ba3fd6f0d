"""A text in chunks, so that most of it is passed over without being looked at closely.

A text is parted at single spaces, which a C loop does, and what a chunk holds is remembered by
its spelling. The white space and soft marks before a piece that a text is parted at end there,
so the pieces of the chunks are those of the text (`names.cut`), one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, chain
from typing import Final

from memcon.knowledge.names import SOFT, Piece, cut
from memcon.knowledge.words import word_set
from memcon.record import Span

PREFIXES: Final = word_set("the al an ar as ash at ad az el ibn bin de van von la le")
"""Words in lower case with which a name may begin."""
REMEMBERED: Final = 30_000
"""Chunks that are remembered."""
_SPACE: Final = re.compile(rf" (?=[^{SOFT}])")
_WIDE: Final = re.compile(rf" (?:[{SOFT}]|$)")
"""A space beside other white space or soft marks."""
_PLAIN: Final = re.compile(r"[a-z]+")
Pieces = tuple[Piece, ...]


class Chunks(dict[str, Pieces]):
    """The pieces of chunks by their spelling, offsets within the chunk.

    ``beginnings`` holds the numbers of those that names begin with, where there are any;
    ``may_begin`` says it of a piece and is asked of capitals and of ``PREFIXES`` alone.
    """

    def __init__(self, may_begin: Callable[[Piece], bool]) -> None:
        super().__init__()
        self.beginnings: dict[str, tuple[int, ...]] = {}
        self._may_begin = may_begin

    def __missing__(self, text: str) -> Pieces:
        if _PLAIN.fullmatch(text) and text not in PREFIXES:
            pieces: Pieces = (Piece(text, 0, len(text), text),)
        else:
            pieces = cut(text)
            found = tuple(at for at, piece in enumerate(pieces) if self._begins(piece))
            if found:
                self.beginnings[text] = found
        self[text] = pieces
        return pieces

    def forget(self) -> None:
        """Forgets all where it is too much."""
        if len(self) > REMEMBERED:
            self.clear()
            self.beginnings.clear()

    def _begins(self, piece: Piece) -> bool:
        if not piece.key or piece.key == ",":
            return False
        return (piece.is_capital or piece.key in PREFIXES) and self._may_begin(piece)


class Running:
    """A text as a row of pieces, with offsets within their chunks."""

    def __init__(self, text: str, chunks: Chunks) -> None:
        self._parts = _SPACE.split(text) if _WIDE.search(text) else text.split(" ")
        chunks.forget()
        found = list(map(chunks.__getitem__, self._parts))
        self.pieces: list[Piece] = list(chain.from_iterable(found))
        self._firsts = list(accumulate(map(len, found), initial=0))
        self._ends = list(accumulate(map(len, self._parts), initial=0))
        self._beginnings = list(map(chunks.beginnings.get, self._parts))

    def beginnings(self) -> list[int]:
        """The numbers of the pieces that names begin with, in order."""
        chunks = zip(self._firsts, self._beginnings, strict=False)
        return [first + at for first, found in chunks if found for at in found]

    def span(self, first: int, last: int) -> Span:
        """From the beginning of one piece to the end of another, in code points of the text."""
        number = bisect_right(self._firsts, first) - 1
        start = self._ends[number] + number + self.pieces[first].start  # a space between two
        while self._firsts[number + 1] <= last:
            number += 1
        return Span(start, self._ends[number] + number + self.pieces[last].end)
