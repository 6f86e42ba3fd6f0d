"""Who placed a telephone call, in the words of one report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from memcon.codebook.packaged import load_packaged
from memcon.record import Event, Span
from memcon.resolve.parties import Parties
from memcon.resolve.surroundings import Surroundings

NEXT: Final = 60
"""Code points from words like "at the request of" within which the caller is named."""


@dataclass(frozen=True, slots=True)
class Call:
    """Who placed a call, in the words of one report."""

    caller: str
    quote: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data: Mapping[str, list[str]] = load_packaged("memcon.resolve", "readouts.yaml")
    after, before = ("|".join(data[name]) for name in ("after", "before"))
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)


def find_call(event: Event, lookup: Parties, around: Surroundings) -> Call | None:
    """Who placed a call, where the sentences that tell of it say so."""
    if event.mode != "phone":
        return None
    sentences = around.sentences_of(event.evidence.spans)
    return next((call for one in sentences if (call := _call(one, lookup, around))), None)


def _call(sentence: Span, lookup: Parties, around: Surroundings) -> Call | None:
    words = lookup.record.article.quote(sentence)
    after, before = _patterns()
    for found in after.finditer(words):
        begin = sentence.start + found.end()
        near = Span(begin, min(begin + NEXT, sentence.end))
        if caller := _party(lookup, around, near, last=False):
            return Call(caller, words)
    for found in before.finditer(words):
        end = sentence.start + found.start()
        near = Span(max(sentence.start, end - NEXT), end)
        if end > sentence.start and (caller := _party(lookup, around, near, last=True)):
            return Call(caller, words)
    return None


def _party(lookup: Parties, around: Surroundings, at: Span, *, last: bool) -> str | None:
    """The first party named in a stretch, or the last one."""
    named = [lookup.party(m.link.entity) for m in around.mentions_in([at])]
    known = [party for party in named if party is not None]
    return (known[-1] if last else known[0]) if known else None
