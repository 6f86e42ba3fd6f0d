"""Half-open intervals in code points of ``Article.text``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in code points; never empty, never negative.

    Raises ``ValueError`` when ``start < 0`` or ``end <= start``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same span moved ``by`` code points to the right."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all ``spans``; raises ``ValueError`` when there are none."""
    listed = tuple(spans)
    if not listed:
        raise ValueError("no spans to cover")
    return Span(min(span.start for span in listed), max(span.end for span in listed))


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of ``spans`` that overlap ``span``; they are in order and do not overlap each other."""
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    last = bisect_left(spans, span.end, key=lambda one: one.start)
    return spans[first:last]


class SpanIndex(Generic[T]):
    """Things by their spans, which may overlap each other: what lies over a place is found quickly.

    Spans in order of their starts, under a binary tree of their greatest ends (the interval tree
    of Cormen and others, "Introduction to Algorithms", section 14.3, laid out as a heap).
    """

    __slots__ = ("_ends", "_items", "_starts", "_width")

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0].start)
        self._starts = [span.start for span, _ in self._items]
        self._width = 1 << max(len(self._items) - 1, 0).bit_length()
        self._ends = [0] * self._width + [span.end for span, _ in self._items]
        self._ends += [0] * (2 * self._width - len(self._ends))
        for node in range(self._width - 1, 0, -1):
            self._ends[node] = max(self._ends[2 * node], self._ends[2 * node + 1])

    def over(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that overlap ``span``, with their spans, in order of their starts."""
        last = bisect_left(self._starts, span.end)
        waiting = [(1, 0, self._width)]
        while waiting:
            node, first, width = waiting.pop()
            if first >= last or self._ends[node] <= span.start:
                continue
            if width == 1:
                yield self._items[first]
            else:
                half = width // 2
                waiting += [(2 * node + 1, first + half, half), (2 * node, first, half)]
