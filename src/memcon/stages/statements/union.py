"""Two ways of finding statements made one: the trained tagger's, and what only the rules see.

The two miss different things: the tagger what its training text lacks, the rules what the
parse gets wrong. A sure triple of the rules is added where the tagger found nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from memcon.record import Span
from memcon.stages.statements.triples import Triple

SURE: Final = 0.8
"""Score from which a triple of the rules stands alone."""

ALIKE: Final = 0.5
"""Jaccard overlap above which two contents are one statement; less, and one is nested."""


def merge(
    tagged: Sequence[Triple], ruled: Sequence[Triple], laid_out: Sequence[Triple] = ()
) -> tuple[Triple, ...]:
    """The tagger's triples and the sure ones that only the rules found, in order of content.

    Those that are ``laid_out`` (transcripts, signed quotations) stand as they are: their layout
    says more than any wording.
    """
    tagged = [*laid_out, *(triple for triple in tagged if _is_new(triple, laid_out))]
    sure = [triple for triple in ruled if triple.score >= SURE]
    added = [triple for triple in sure if _is_new(triple, tagged)]
    kept = (_sourced(_yielding(triple, added), sure) for triple in tagged)
    return tuple(sorted((*kept, *added), key=lambda triple: triple.content))


def _yielding(triple: Triple, added: Sequence[Triple]) -> Triple:
    """The triple without the parts of its content that somebody else says: "“…,” B replied"."""
    theirs = {span for other in added if other.cue for span in other.content}
    own = tuple(span for span in triple.content if span not in theirs)
    return replace(triple, content=own) if own else triple


def _sourced(triple: Triple, ruled: Sequence[Triple]) -> Triple:
    """The triple with the source that the rules give the same words, where it has none."""
    if triple.source or not triple.cue:
        return triple
    same = (other for other in ruled if other.cue == triple.cue and _is_alike(triple, other))
    other = next((other for other in same if other.source), None)
    return replace(triple, source=other.source) if other else triple


def _is_new(triple: Triple, others: Sequence[Triple]) -> bool:
    """Whether none of the others has its cue or much the same content."""
    return not any(_is_same(triple, other) for other in others)


def _is_same(triple: Triple, other: Triple) -> bool:
    """Whether two triples attribute the same: one cue, or alike contents.

    A triple around another ("according to X, Y believes that …") is another statement; a
    quotation without a cue is one only where nobody else has any of it.
    """
    if not triple.cue and _overlap(triple.content, other.content):
        return True
    if any(a.overlaps(b) for a in triple.cue for b in other.cue):
        return True
    return not _holds(triple.content, other.cue) and _is_alike(triple, other)


def _is_alike(triple: Triple, other: Triple) -> bool:
    """Whether the contents of two triples are much the same."""
    shared = _overlap(triple.content, other.content)
    return shared > ALIKE * (_length(triple.content) + _length(other.content) - shared)


def _holds(content: Sequence[Span], cue: Sequence[Span]) -> bool:
    return bool(cue) and all(any(whole.contains(part) for whole in content) for part in cue)


def _length(spans: Sequence[Span]) -> int:
    return sum(len(span) for span in spans)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(_shared(a, b) for a in some for b in others)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))
