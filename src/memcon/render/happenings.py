"""What happened, as rows of a timeline in the words of readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.record import Event, Record
from memcon.record.facts import EventStatus
from memcon.render.days import called

UNDATED: Final = "no date"
LAST: Final = "9999"
"""What stands for the day of the undated in the order of the timeline."""
IN_WORDS: Final[Mapping[EventStatus, str]] = {"held": "took place"}
"""How readers call a status, where they do not call it by its name."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with names for ids."""

    event: Event
    day: str
    """Its days as a reader calls them, or that none is told."""
    parties: tuple[str, ...]
    """Those who take part and are not named in what it is."""
    where: str | None
    quote: str
    """The longest stretch of the report that tells it."""

    @property
    def status(self) -> str:
        """How far it came, in words."""
        return IN_WORDS.get(self.event.status, self.event.status)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """Its kind, other parties, its place, and whether only a source tells it."""
        told = "as a source tells it" if self.event.reported else None
        parts = (self.event.type.lower(), ", ".join(self.parties), self.where, told)
        return tuple(part for part in parts if part)


def event_rows(record: Record) -> tuple[EventRow, ...]:
    """The events in the order of their days; the undated come last, in the order of the text."""
    ranked = sorted(record.events, key=lambda event: event.when.begin if event.when else LAST)
    return tuple(_row(record, event) for event in ranked)


def _row(record: Record, event: Event) -> EventRow:
    place = record.entity(event.where)
    spans = event.evidence.spans
    told = max(spans, key=lambda span: (span.end - span.start, -span.start))
    names = dict.fromkeys(_names(record, event))
    return EventRow(
        event=event,
        day=called(event.when.begin, event.when.end) if event.when else UNDATED,
        parties=tuple(name for name in names if name not in event.what),
        where=place.name if place else None,
        quote=record.article.quote(told),
    )


def _names(record: Record, event: Event) -> Iterator[str]:
    for participant in event.participants:
        entity = record.entity(participant.entity)
        yield entity.name if entity else participant.passage.quote
