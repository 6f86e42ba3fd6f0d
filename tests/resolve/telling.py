"""Tellings from a few words, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from memcon.record import Event, Participant, Passage, Period
from memcon.record.facts import EventMode, EventStatus
from memcon.resolve.happening import Telling
from memcon.resolve.words import content_words
from tests.factories import article, passage


def telling(
    report: str,
    words: str,
    *,
    parties: Sequence[str] = ("NOR", "SWE"),
    status: EventStatus = "held",
    told: str = "2025-03-10",
    when: str | None = None,
    **over: Any,
) -> Telling:
    """One event of a report: states by their codes, days as ISO dates."""
    where = article(words, id=report, source=f"{report}.txt", published=told)
    said = passage(where, words)
    mode: EventMode | None = over.pop("mode", None)
    event = Event(
        id=f"event-{report}",
        type=over.pop("type", "CONSULT"),
        code="CONSULT",
        mode=mode,
        what=words,
        status=status,
        participants=tuple(Participant(f"Q-{one}", said, "actor") for one in parties),
        where=over.get("place"),
        when=Period(when, when, Passage(())) if when else None,
        score=0.9,
        reason="by hand",
        evidence=said,
    )
    given: dict[str, Any] = {
        "key": f"{report}/{event.id}",
        "article": report,
        "source": where.source,
        "copy_of": report,
        "event": event,
        "told": date.fromisoformat(told),
        "begin": date.fromisoformat(when) if when else None,
        "end": date.fromisoformat(when) if when else None,
        "acted": None,
        "days": frozenset(),
        "whom": {f"Q-{one}": f"Q-{one}" for one in parties},
        "sides": {f"Q-{one}": one for one in parties},
        "parties": frozenset(parties),
        "around": frozenset(parties),
        "cast": frozenset(parties),
        "main": frozenset(parties),
        "persons": {},
        "homes": {one: one for one in parties},
        "countries": frozenset(parties),
        "place": None,
        "land": None,
        "places": frozenset(filter(None, [over.get("place")])),
        "counts": frozenset(),
        "levels": frozenset(),
        "words": content_words(words),
    }
    return Telling(**{**given, **over})
