"""Quotations: which stretches of a paragraph stand within quotation marks.

All the shapes that news uses: straight, curly, guillemets, low-high, and single marks as outer
marks where the paragraph has no double ones. News convention for long quotations is honoured:
a paragraph that ends inside a quotation leaves it open, and the next one opens again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, Self

from memcon.record.span import Span

OPENERS: Final = {"“": "”", "«": "»", "„": "“”", "‟": "”", "‹": "›"}
STRAIGHT: Final = '"'
EITHER: Final = {STRAIGHT: STRAIGHT, "”": "”", "»": "«"}
"""Marks that open in some places (Swedish ”…”, Danish »…«) and close in others."""
SINGLE_OPENERS: Final = "‘'"
SINGLE_CLOSERS: Final = "’'"
TERMINAL: Final = frozenset(".,?!…;")
DOUBLE_MARK: Final = re.compile(f"[{''.join([*OPENERS, *OPENERS.values(), *EITHER])}]")
SINGLE_MARK: Final = re.compile(f"[{SINGLE_OPENERS}{SINGLE_CLOSERS}]")

Side = Literal["open", "close", "none"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """``outer`` includes the marks, ``inner`` does not.

    ``closed`` is false where the closing mark is missing: the quotation runs to the next opening
    mark of its kind, or to the end of its paragraph.
    """

    outer: Span
    inner: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of one text, in order, found by their places."""

    all: tuple[Quotation, ...]

    @classmethod
    def of(cls, text: str, paragraphs: Iterable[Span]) -> Self:
        """Those of the given paragraphs, which are in order."""
        found = (quoted for span in paragraphs for quoted in find_quotations(text, span))
        return cls(tuple(found))

    def over(self, span: Span) -> tuple[Quotation, ...]:
        """Those that overlap ``span``, marks included."""
        first = bisect_right(self.all, span.start, key=_end)
        last = bisect_left(self.all, span.end, key=_start)
        return self.all[first:last]

    def since(self, offset: int) -> Iterator[Quotation]:
        """Those that begin at or after ``offset``."""
        first = bisect_left(self.all, offset, key=_start)
        return (self.all[number] for number in range(first, len(self.all)))

    def before(self, offset: int) -> Quotation | None:
        """The last one that ends at or before ``offset``."""
        number = bisect_right(self.all, offset, key=_end)
        return self.all[number - 1] if number else None


def _start(quoted: Quotation) -> int:
    return quoted.outer.start


def _end(quoted: Quotation) -> int:
    return quoted.outer.end


def find_quotations(text: str, paragraph: Span) -> tuple[Quotation, ...]:
    """The quotations of one paragraph of ``text``, in order, not nested (outermost only)."""
    double = tuple(_double(text, paragraph))
    return double or tuple(_single(text, paragraph))


def _double(text: str, paragraph: Span) -> Iterator[Quotation]:
    at, closers = -1, ""
    unclosed = _unclosed(text, paragraph)
    for here in _marks(DOUBLE_MARK, text, paragraph):
        mark = text[here]
        if at < 0:
            if mark in OPENERS or (mark in EITHER and _side(text, here, paragraph) == "open"):
                at, closers = here, OPENERS.get(mark) or EITHER[mark]
        elif mark in closers or mark == text[at]:
            side = _side(text, here, paragraph)
            if mark == text[at] and mark in unclosed and side == "open":
                yield from _made(text, at, here, closed=False)
                at = here
            elif mark in closers or side == "close":
                yield from _made(text, at, here + 1, closed=True)
                at = -1
    if at >= 0:
        yield from _made(text, at, paragraph.end, closed=False)


def _unclosed(text: str, paragraph: Span) -> frozenset[str]:
    """Opening marks that the paragraph has more of than of marks that close them."""
    places = list(_marks(DOUBLE_MARK, text, paragraph))
    marks = Counter(text[here] for here in places)
    found = {
        mark for mark, ends in OPENERS.items() if marks[mark] > sum(marks[end] for end in ends)
    }
    sides = Counter(_side(text, here, paragraph) for here in places if text[here] == STRAIGHT)
    return frozenset(found | ({STRAIGHT} if sides["open"] > sides["close"] else set()))


def _single(text: str, paragraph: Span) -> Iterator[Quotation]:
    """Single outer marks; a closing one stands after punctuation, so no apostrophe is taken."""
    at = -1
    for here in _marks(SINGLE_MARK, text, paragraph):
        mark = text[here]
        if at < 0:
            if mark in SINGLE_OPENERS and _side(text, here, paragraph) == "open":
                at = here
        elif mark in SINGLE_CLOSERS and text[here - 1] in TERMINAL and here > at + 1:
            yield from _made(text, at, here + 1, closed=True)
            at = -1


def _marks(shape: re.Pattern[str], text: str, paragraph: Span) -> Iterator[int]:
    """Where marks of one shape stand in the paragraph."""
    return (found.start() for found in shape.finditer(text, paragraph.start, paragraph.end))


def _side(text: str, here: int, paragraph: Span) -> Side:
    """Whether a mark that looks the same on both sides opens, by its neighbours."""
    before = text[here - 1] if here > paragraph.start else " "
    after = text[here + 1] if here + 1 < paragraph.end else " "
    if after.isspace():
        return "close" if not before.isspace() else "none"
    return "open" if before.isspace() or before in "([{—–-/:" else "close"


def _made(text: str, start: int, end: int, *, closed: bool) -> Iterator[Quotation]:
    """The quotation at ``[start, end)``; none where there is nothing between the marks."""
    inner_end = end - 1 if closed else end
    inner = text[start + 1 : inner_end]
    left = start + 1 + len(inner) - len(inner.lstrip())
    right = inner_end - (len(inner) - len(inner.rstrip()))
    if left < right:
        yield Quotation(Span(start, end if closed else right), Span(left, right), closed)
