"""A text cut where marks begin and end, so that overlapping marks can be shown as flat runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from memcon.record import Span

MarkKind = Literal["mention", "time", "content", "cue"]


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
    cuts = {span.start, span.end}
    for mark in inside:
        cuts.update(at for at in (mark.span.start, mark.span.end) if span.start < at < span.end)
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        run = Span(start, end)
        yield Segment(text[start:end], tuple(mark for mark in inside if mark.span.overlaps(run)))
