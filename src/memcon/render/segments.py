"""A text cut where marks begin and end, so that overlapping marks can be shown as flat runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from memcon.record import Span

MarkKind = Literal["mention", "time", "content", "cue", "fact"]
"""A ``fact`` is the passage of a fact, whose id is the target of the mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be shown in some way; ``label`` is what is shown about it."""

    span: Span
    kind: MarkKind
    target: str = ""
    """Anchor that the mark leads to; empty where it leads nowhere."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks."""

    text: str
    marks: tuple[Mark, ...]

    def mark(self, kind: MarkKind) -> Mark | None:
        """The first mark of ``kind``, if the run has one."""
        return next((mark for mark in self.marks if mark.kind == kind), None)

    @property
    def kinds(self) -> str:
        """The kinds of its marks, for a class attribute."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))


def cut_segments(text: str, span: Span, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The runs of ``text`` in ``span``, in order; joined they are the text again."""
    inside = [mark for mark in marks if mark.span.overlaps(span)]
    turning: defaultdict[int, set[int]] = defaultdict(set)
    for number, mark in enumerate(inside):
        turning[max(mark.span.start, span.start)] ^= {number}
        turning[min(mark.span.end, span.end)] ^= {number}
    under: set[int] = set()
    for start, end in pairwise(sorted({span.start, span.end, *turning})):
        under ^= turning[start]  # here a mark begins that was not there, or ends that was
        yield Segment(text[start:end], tuple(inside[number] for number in sorted(under)))
