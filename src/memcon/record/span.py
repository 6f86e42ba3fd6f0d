"""Half-open intervals in code points of ``Article.text``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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
