"""Where the reports of one event differ: the day, the place, who called whom, whether it was.

A difference is shown with both passages and never decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling, is_vague

Matter = Literal["date", "place", "caller", "denial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two reports of one event that cannot both be right, and the words of each."""

    happening: str
    matter: Matter
    sources: tuple[str, str]
    quotes: tuple[str, str]
    events: tuple[str, str]
    reason: str


def find_contradictions(happenings: Iterable[Happening]) -> tuple[Contradiction, ...]:
    """All that differs, each matter of an event once."""
    found = [one for each in happenings for one in _of_happening(each)]
    return tuple(sorted(found, key=lambda one: (one.happening, one.matter)))


def _of_happening(happening: Happening) -> Iterator[Contradiction]:
    first: dict[Matter, Contradiction] = {}
    for one, other in combinations(happening.tellings, 2):
        if one.copy_of == other.copy_of:
            continue
        for matter, reason, quotes in _differences(one, other):
            first.setdefault(
                matter, _contradiction(happening, matter, reason, (one, other), quotes)
            )
    yield from first.values()


def _differences(one: Telling, other: Telling) -> Iterator[tuple[Matter, str, tuple[str, str]]]:
    words = (one.event.evidence.quote, other.event.evidence.quote)
    if one.status == other.status == "held" and one.begin and other.begin and one.end and other.end:
        exact = not is_vague(one) and not is_vague(other)
        if exact and (one.end < other.begin or other.end < one.begin):
            yield "date", f"on {one.begin} or on {other.begin}", words
        if one.place and other.place and not {one.place, other.place} & one.places & other.places:
            yield "place", "at two places", words
    if {one.status, other.status} == {"held", "denied"}:
        yield "denial", "one reports what the other reports as denied", words
    left, right = one.call, other.call
    if left and right and left.caller != right.caller:
        yield "caller", f"called by {left.caller} or by {right.caller}", (left.quote, right.quote)


def _contradiction(
    happening: Happening,
    matter: Matter,
    reason: str,
    tellings: tuple[Telling, Telling],
    quotes: tuple[str, str],
) -> Contradiction:
    one, other = tellings
    return Contradiction(
        happening=happening.id,
        matter=matter,
        sources=(one.source, other.source),
        quotes=quotes,
        events=(one.event.id, other.event.id),
        reason=reason,
    )
