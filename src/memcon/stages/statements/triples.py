"""What every way of finding statements gives: a source, a cue and a content, not yet described."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.record import Span
from memcon.record.facts import Mode, StatementClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """Spans of one attribution; ``source`` and ``cue`` are empty for a continued quotation."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    kind: StatementClass | None = None
    """The class, where whoever found it knows; else the cue decides."""
    learned: tuple[StatementClass, float] | None = None
    """The class that the encoder gives the cue, and how sure it is."""
    mode: Mode | None = None
    """How it is said, where whoever found it knows; else the quotation marks decide."""
    score: float
    reason: str
