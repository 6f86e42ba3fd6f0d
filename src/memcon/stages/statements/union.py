"""Two ways of finding statements made one: the trained tagger's, and what only the rules see.

The two miss different things: the tagger what its training text lacks, the rules what the
parse gets wrong. A sure triple of the rules is added where the tagger found nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from memcon.record import Span, SpanIndex, hull, overlapping
from memcon.stages.statements.quoting import outside
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
    said = SpanIndex((span, None) for triple in laid_out for span in triple.content)
    nested = [triple for triple in tagged if triple.cue and _is_inside(triple.cue, said)]
    holes = [hull((*one.source, *one.cue, *one.content)) for one in laid_out]
    others = [_beside(triple, holes) for triple in tagged if triple not in nested]
    tagged = [*laid_out, *nested, *_new(others, laid_out)]
    sure = [triple for triple in ruled if triple.score >= SURE]
    added = list(_new(sure, tagged))
    alone = (triple for triple in (*laid_out, *added) if triple.cue)
    theirs = {span for triple in alone for span in triple.content}
    by_cue = _by_cue(sure)
    kept = (_sourced(_yielding(triple, theirs), by_cue.get(triple.cue, ())) for triple in tagged)
    return tuple(sorted((*kept, *added), key=lambda triple: triple.content))


def _beside(triple: Triple, holes: Sequence[Span]) -> Triple:
    """The triple without the parts of its content that are laid out as somebody else's."""
    parts = tuple(
        part for span in triple.content for part in outside(span, overlapping(holes, span))
    )
    return replace(triple, content=parts) if parts else triple


def _is_inside(cue: Sequence[Span], said: SpanIndex[None]) -> bool:
    """Whether a cue stands in what somebody says: it attributes another statement."""
    return all(any(around.contains(part) for around, _ in said.over(part)) for part in cue)


def _by_cue(triples: Sequence[Triple]) -> Mapping[tuple[Span, ...], Sequence[Triple]]:
    found: defaultdict[tuple[Span, ...], list[Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.cue].append(triple)
    return found


def _yielding(triple: Triple, theirs: AbstractSet[Span]) -> Triple:
    """The triple without the parts of its content that somebody else says: "“…,” B replied"."""
    own = tuple(span for span in triple.content if span not in theirs)
    return replace(triple, content=own) if own else triple


def _sourced(triple: Triple, same_cue: Sequence[Triple]) -> Triple:
    """The triple with the source that the rules give the same words, where it has none."""
    if triple.source or not triple.cue:
        return triple
    sourced = (other for other in same_cue if other.source and _is_alike(triple, other))
    other = next(sourced, None)
    return replace(triple, source=other.source) if other else triple


def _new(triples: Sequence[Triple], others: Sequence[Triple]) -> Iterator[Triple]:
    """Those that attribute nothing that the others do."""
    known = _Known(others)
    return (triple for triple in triples if not known.holds(triple))


class _Known:
    """Triples by where their contents and cues lie: only those that meet in the text can be one."""

    def __init__(self, triples: Sequence[Triple]) -> None:
        self._triples = triples
        numbered = list(enumerate(triples))
        self._contents = SpanIndex((span, n) for n, one in numbered for span in one.content)
        self._cues = SpanIndex((span, n) for n, one in numbered for span in one.cue)

    def holds(self, triple: Triple) -> bool:
        """Whether one of them attributes the same as ``triple``: one cue, or alike contents.

        A triple around another ("according to X, Y believes that …") is another statement; a
        quotation without a cue is one only where nobody else has any of it.
        """
        shared = self._shared(triple)
        if not triple.cue and shared:
            return True
        if any(True for part in triple.cue for _ in self._cues.over(part)):
            return True
        around = self._held(triple)
        return any(
            _are_alike(triple, self._triples[number], count)
            for number, count in shared.items()
            if number not in around
        )

    def _shared(self, triple: Triple) -> Counter[int]:
        """Code points of the content of ``triple`` that are in that of others, by their number."""
        shared: Counter[int] = Counter()
        for part in triple.content:
            for span, number in self._contents.over(part):
                shared[number] += _common(part, span)
        return shared

    def _held(self, triple: Triple) -> AbstractSet[int]:
        """Numbers of those whose cue lies in the content of ``triple``, every part of it."""
        inside: defaultdict[int, set[Span]] = defaultdict(set)
        for part in triple.content:
            for span, number in self._cues.over(part):
                if part.contains(span):
                    inside[number].add(span)
        return {n for n, parts in inside.items() if parts.issuperset(self._triples[n].cue)}


def _is_alike(triple: Triple, other: Triple) -> bool:
    shared = sum(_common(a, b) for a in triple.content for b in other.content)
    return _are_alike(triple, other, shared)


def _are_alike(triple: Triple, other: Triple, shared: int) -> bool:
    """Whether two contents, of which ``shared`` code points are common, are much the same."""
    return shared > ALIKE * (_length(triple.content) + _length(other.content) - shared)


def _length(spans: Sequence[Span]) -> int:
    return sum(len(span) for span in spans)


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
