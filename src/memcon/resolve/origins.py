"""For which state a person acts whom only the reports know: by the words around the name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from memcon.record import EntityKind, Record, Span
from memcon.record.record import LinkedMention
from memcon.resolve.lexicon import Lexicon, load_lexicon

REACH: Final = 80
"""Code points between a state and a name that a title may fill."""


def origins_of(record: Record) -> Mapping[str, str]:
    """The alpha-3 code of the state for each person without office and country, where told.

    "Rwandan President A. B.", "Iran's deputy minister, A. B.", "A. B., the envoy of Chad".
    """
    states = sorted(_states(record))
    votes: dict[str, Counter[str]] = {}
    for linked in record.mentions:
        entity = record.entity(linked.link.entity)
        if entity is None or entity.kind is not EntityKind.PERSON:
            continue
        if entity.country is None and entity.office is None and linked.mention.form == "name":
            told = _told_beside(record, linked, states)
            votes.setdefault(entity.id, Counter()).update(told)
    return {
        person: min(found, key=lambda code: (-found[code], code))
        for person, found in votes.items()
        if found
    }


def _states(record: Record) -> Iterator[tuple[Span, str]]:
    for linked in record.mentions:
        entity = record.entity(linked.link.named or linked.link.entity)
        if entity is not None and entity.kind is EntityKind.COUNTRY and entity.country:
            yield linked.span, entity.country


def _told_beside(
    record: Record, person: LinkedMention, states: list[tuple[Span, str]]
) -> Iterator[str]:
    """The states that titles beside one mention name, the nearest of those before it."""
    text, span, lexicon = record.article.text, person.span, load_lexicon()
    at = bisect_left(states, (span, ""))
    for said, code in reversed(states[max(0, at - 3) : at]):
        if said.end <= span.start and _is_title(text[said.end : span.start], lexicon):
            yield code
            return
    for said, code in states[at : at + 2]:
        if span.end <= said.start <= span.end + REACH and _is_of(text, span, said, lexicon):
            yield code
            return


def _is_title(words: str, lexicon: Lexicon) -> bool:
    """Whether what stands between a state and a name is a title: "'s foreign minister, "."""
    return len(words) <= REACH and lexicon.title_before.fullmatch(words) is not None


def _is_of(text: str, person: Span, state: Span, lexicon: Lexicon) -> bool:
    """Whether a name is followed by "of Chad", "the envoy of Chad" or "Chad's envoy"."""
    between = text[person.end : state.start]
    if lexicon.title_of.fullmatch(between):
        return True
    after = text[state.end : state.end + REACH]
    return between == ", " and lexicon.title_after.match(after) is not None
