"""Words of a text by number, so that marks and blanks at the edge of a span never count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from memcon.evaluate.gold import Bounds

Kind = Literal["direct", "mixed", "indirect"]
Words = frozenset[int]

TOKEN: Final = re.compile(r"\w+|[^\w\s]")
OPENING: Final = frozenset("“„«")
CLOSING: Final = frozenset("”»")
TOGGLING: Final = frozenset('"‟″')
DOUBLED: Final = ("''", "``")
CUTS: Final = frozenset(",([{:;—–")
"""Marks that end the part of a source in which its head is looked for."""
LINKS: Final = frozenset(
    {"of", "for", "from", "in", "at", "on", "to", "with", "by", "as", "and", "or"}
    | {"who", "whom", "whose", "which", "that"}
)
"""Words that do the same: what follows them describes the head."""
APOSTROPHES: Final = frozenset("'’")


class Wording:
    """The tokens of one text: runs of word characters, and every other sign alone."""

    def __init__(self, text: str) -> None:
        found = list(TOKEN.finditer(text))
        self.forms = tuple(one.group() for one in found)
        self._starts = [one.start() for one in found]
        self._ends = [one.end() for one in found]
        self._words = frozenset(i for i, form in enumerate(self.forms) if _is_word(form))
        quoted = find_quoted(text)
        self._quoted = frozenset(i for i in self._words if quoted[self._starts[i]])

    def words(self, spans: Iterable[Bounds]) -> Words:
        """Numbers of the words that ``spans`` overlap."""
        return self._words.intersection(self._tokens(spans))

    def kind(self, words: Words) -> Kind:
        """Whether all, some or none of ``words`` stand within double quotation marks."""
        inside = len(words & self._quoted)
        if not inside:
            return "indirect"
        return "direct" if inside == len(words) else "mixed"

    def head(self, spans: Iterable[Bounds]) -> int | None:
        """The last word before what describes it: "spokesman" in "a spokesman for the army"."""
        head = None
        for i in sorted(set(self._tokens(spans))):
            if head is not None and self._cuts(i):
                break
            if i in self._words and not self._is_genitive(i):
                head = i
        return head

    def _tokens(self, spans: Iterable[Bounds]) -> Iterator[int]:
        for start, end in spans:
            if start < end:
                yield from range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def _cuts(self, i: int) -> bool:
        return self.forms[i] in CUTS or self.forms[i].lower() in LINKS

    def _is_genitive(self, i: int) -> bool:
        return self.forms[i] == "s" and i > 0 and self.forms[i - 1] in APOSTROPHES


def _is_word(form: str) -> bool:
    return form[0] == "_" or form[0].isalnum()


def find_quoted(text: str) -> bytearray:
    """For each character, 1 where it stands within double quotation marks.

    Curly marks and guillemets open and close; straight marks and doubled single ones (as in
    older agency texts) open and close in turn. A line's end closes, since a quotation over
    several paragraphs opens anew in each.
    """
    quoted = bytearray(len(text))
    inside = False
    for at, sign in enumerate(text):
        if sign == "\n" or sign in CLOSING:
            inside = False
        elif sign in OPENING:
            inside = True
        elif sign in TOGGLING or _is_doubled(text, at):
            inside = not inside
        quoted[at] = inside
    return quoted


def _is_doubled(text: str, at: int) -> bool:
    """Whether a doubled single mark begins here, not one character before."""
    return text.startswith(DOUBLED, at) and not (at and text[at - 1] == text[at])
