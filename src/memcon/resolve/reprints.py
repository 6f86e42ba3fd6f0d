"""Events that a reprint tells: they are those of its source, whatever was read out of the copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from memcon.resolve.happening import Telling
from memcon.resolve.history import Step
from memcon.resolve.lexicon import load_lexicon
from memcon.resolve.words import share_of

KEPT: Final = 0.7
"""Share of the words of the sentences that a reprint keeps."""


def find_reprints(tellings: Iterable[Telling]) -> dict[str, str]:
    """For the key of each telling in a copy, that of its source's telling in the same words."""
    listed = sorted(tellings, key=lambda one: one.key)
    by_article: dict[str, list[Telling]] = defaultdict(list)
    for telling in listed:
        by_article[telling.article].append(telling)
    found = {}
    for telling in listed:
        if telling.copy_of != telling.article:
            source = _source(telling, by_article[telling.copy_of])
            if source is not None:
                found[telling.key] = source.key
    return found


def _source(telling: Telling, others: Iterable[Telling]) -> Telling | None:
    """What the source tells in the same words; of several, what it tells of the same status."""
    shares = ((share_of(telling.words, other.words), other) for other in others)
    fitting = [
        (other.status == telling.status, other.begin == telling.begin, share, other.key, other)
        for share, other in shares
        if share >= KEPT and load_lexicon().is_alike(telling.event.type, other.event.type)
    ]
    return max(fitting, key=lambda one: one[:4])[4] if fitting else None


def with_reprints(
    steps: Iterable[Step], sources: Mapping[str, tuple[str, ...]]
) -> tuple[Step, ...]:
    """The steps, each naming the reprints of its reports too; ``sources`` are those by report."""
    return tuple(
        replace(step, also=tuple(dict.fromkeys((*step.also, *_printed(step, sources)))))
        for step in steps
    )


def _printed(step: Step, sources: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    return (copy for one in (step.source, *step.also) for copy in sources.get(one, ()))
