"""Where the reports of one event differ: the day, the place, who called whom, whether it was.

A difference is shown with both passages and never decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final, Literal

from memcon.codebook.packaged import load_packaged
from memcon.record import Record, Span
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling, is_vague
from memcon.resolve.parties import Parties
from memcon.resolve.surroundings import Surroundings

Matter = Literal["date", "place", "caller", "denial"]
NEXT: Final = 60
"""Code points from words like "at the request of" within which the caller is named."""
DENYING: Final = frozenset({"denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two reports of one event that cannot both be right, and the words of each."""

    happening: str
    matter: Matter
    sources: tuple[str, str]
    quotes: tuple[str, str]
    events: tuple[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Call:
    """Who placed a call, in the words of one report."""

    caller: str
    quote: str


def find_contradictions(
    happenings: Iterable[Happening], records: Mapping[str, Record]
) -> tuple[Contradiction, ...]:
    """All that differs, each matter of an event once; ``records`` by article id."""
    found = [one for each in happenings for one in _of_happening(each, records)]
    return tuple(sorted(found, key=lambda one: (one.happening, one.matter)))


def _of_happening(happening: Happening, records: Mapping[str, Record]) -> Iterator[Contradiction]:
    first: dict[Matter, Contradiction] = {}
    calls = {t.key: find_call(records[t.article], t) for t in happening.tellings}
    for one, other in combinations(happening.tellings, 2):
        if one.copy_of == other.copy_of:
            continue
        for matter, reason, quotes in _differences(one, other, calls):
            first.setdefault(
                matter, _contradiction(happening, matter, reason, (one, other), quotes)
            )
    yield from first.values()


def _differences(
    one: Telling, other: Telling, calls: Mapping[str, Call | None]
) -> Iterator[tuple[Matter, str, tuple[str, str]]]:
    words = (one.event.evidence.quote, other.event.evidence.quote)
    if one.status == other.status == "held" and one.begin and other.begin and one.end and other.end:
        exact = not is_vague(one) and not is_vague(other)
        if exact and (one.end < other.begin or other.end < one.begin):
            yield "date", f"on {one.begin} or on {other.begin}", words
        if one.place and other.place and not {one.place, other.place} & one.places & other.places:
            yield "place", "at two places", words
    if {one.status, other.status} == {"held", "denied"}:
        yield "denial", "one reports what the other reports as denied", words
    left, right = calls[one.key], calls[other.key]
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


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data: Mapping[str, list[str]] = load_packaged("memcon.resolve", "readouts.yaml")
    after, before = ("|".join(data[name]) for name in ("after", "before"))
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)


def find_call(record: Record, telling: Telling) -> Call | None:
    """Who placed the call, where the sentences of the telling, or its headline, say so."""
    if telling.event.mode != "phone":
        return None
    around, lookup = Surroundings.of(record), Parties(record)
    for sentence in around.sentences_of(telling.event.evidence.spans):
        words = record.article.quote(sentence)
        after, before = _patterns()
        for found in after.finditer(words):
            at = Span(
                sentence.start + found.end(), min(sentence.start + found.end() + NEXT, sentence.end)
            )
            caller = _party(lookup, around, at, last=False)
            if caller:
                return Call(caller, words)
        for found in before.finditer(words):
            start = sentence.start + found.start()
            if start > sentence.start and (
                caller := _party(
                    lookup, around, Span(max(sentence.start, start - NEXT), start), last=True
                )
            ):
                return Call(caller, words)
    return None


def _party(lookup: Parties, around: Surroundings, at: Span, *, last: bool) -> str | None:
    """The first party named in a stretch, or the last one."""
    named = [lookup.party(m.link.entity) for m in around.mentions_in([at])]
    known = [party for party in named if party is not None]
    return (known[-1] if last else known[0]) if known else None
