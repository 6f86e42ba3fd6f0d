"""From a record to the rows that are asked for: pure, and made again whenever a record changes.

What was read is kept as it was (see :mod:`memcon.store.packing`); these rows are a fold of it and
of the corrections, and can be thrown away and made anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from memcon.record import (
    Entity,
    EntityKind,
    Event,
    Participant,
    Position,
    Record,
    Span,
    Statement,
    hull,
)

Kind = Literal["statement", "event", "position"]
Part = Literal["actor", "addressee", "place"]
"""What an entity is in a fact. Whoever acts does so for the body that he holds office in as well,
and what happens in a city happens in its state."""

Json = dict[str, Any]
KINDS: Final[tuple[Kind, ...]] = ("statement", "event", "position")
UNKNOWN_DAY: Final = ""
"""Stands for a date that is not known: it sorts before all others and is in no period."""

LAST_DAY: Final = "-31"
LAST_MONTH: Final = "-12"
HASH_BITS: Final = 40
"""Bits of a number that tell the rows of one day apart; those of a day fill the next 22."""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One entity in a fact."""

    entity: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One statement, event or position as it is asked for.

    ``topic`` is the class of a statement, the type of an event or the issue of a position;
    ``status`` the mode, status or stance. ``day`` and ``last`` are ISO dates, or ``""`` where no
    date is known; ``start`` and ``end`` bound the evidence in the article; ``words`` are searched.
    """

    id: str
    kind: Kind
    topic: str
    status: str
    day: str
    last: str
    words: str
    start: int
    end: int
    body: Json
    roles: tuple[RoleRow, ...]


def last_day(date: str) -> str:
    """The last day of an ISO date that may be shortened; days beyond a month's end do no harm."""
    if len(date) == len("2025"):
        date += LAST_MONTH
    return date + LAST_DAY if len(date) == len("2025-10") else date


def number_of(last: str, key: str) -> int:
    """The number that a row is kept under: rows of later days have greater ones.

    So the latest rows are read first off any index, in whatever order they arrived; within a day
    the hash of ``key`` decides. ``last`` is a full ISO date; what is none counts as long ago.
    """
    try:
        year, month, day = map(int, last.split("-"))
    except ValueError:
        year = month = day = 0
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> (64 - HASH_BITS)
    return ((year * 12 + month) * 32 + day << HASH_BITS) + digest


def name_key(name: str) -> str:
    """What two spellings of a name have in common: case and white space do not count."""
    return " ".join(name.casefold().split())


def facts_of(record: Record) -> tuple[FactRow, ...]:
    """The rows of a record, each id once."""
    rows = (
        *(_statement(record, said) for said in record.statements),
        *(_event(record, event) for event in record.events),
        *(_position(record, held) for held in record.positions),
    )
    return tuple({row.id: row for row in rows}.values())


def appearances_of(record: Record) -> dict[str, int]:
    """How often each entity is mentioned, meant or literally named; 0 where only referred to."""
    counts = Counter(
        entity_id
        for linked in record.mentions
        for entity_id in {linked.link.entity, linked.link.named}
        if entity_id is not None
    )
    return {entity.id: counts[entity.id] for entity in record.entities}


def names_of(record: Record) -> Counter[tuple[str, str]]:
    """How often each name stands for each entity; its usual name counts once more."""
    names = Counter({(name_key(one.name), one.id): 1 for one in record.entities})
    for linked in record.mentions:
        if linked.mention.form == "name" and linked.link.entity is not None:
            names[name_key(linked.quote), linked.link.entity] += 1
    return names


def _statement(record: Record, said: Statement) -> FactRow:
    day = said.when or record.article.published or UNKNOWN_DAY
    body = {
        "source": {
            "entity": said.speaker,
            "name": _name(record, said.speaker),
            "text": said.source.quote,
            "party": _party(record, said.speaker),
        },
        "cue": said.cue.quote,
        "mode": said.mode,
        "when": said.when,
        "where": _name(record, said.where),
        "addressee": _name(record, said.addressee),
        "sourcing": said.sourcing,
        "class": said.kind,
    }
    return FactRow(
        id=said.id,
        kind="statement",
        topic=said.kind,
        status=said.mode,
        day=day,
        last=last_day(day),
        words=said.content.quote,
        **_bounds((*said.source.spans, *said.cue.spans, *said.content.spans)),
        body=body,
        roles=(
            *_actors(record, said.speaker),
            *_role(said.addressee, "addressee"),
            *_places(record, said.where),
        ),
    )


def _event(record: Record, event: Event) -> FactRow:
    day = event.when.begin if event.when else record.article.published or UNKNOWN_DAY
    body = {
        "type": event.type,
        "what": event.what,
        "status": event.status,
        "participants": [_participant(record, party) for party in event.participants],
        "where": _name(record, event.where),
        "when": {"from": event.when.begin, "to": event.when.end} if event.when else None,
        "reported": event.reported,
        "reason": event.reason,
    }
    parties = (_actors(record, party.entity) for party in event.participants)
    return FactRow(
        id=event.id,
        kind="event",
        topic=event.type,
        status=event.status,
        day=day,
        last=last_day(event.when.end if event.when else day),
        words=event.evidence.quote,
        **_bounds(event.evidence.spans),
        body=body,
        roles=(*(role for roles in parties for role in roles), *_places(record, event.where)),
    )


def _participant(record: Record, party: Participant) -> Json:
    name = _name(record, party.entity) or party.passage.quote
    return {"entity": party.entity, "name": name, "role": party.role}


def _position(record: Record, held: Position) -> FactRow:
    day = held.when or record.article.published or UNKNOWN_DAY
    body = {
        "holder": held.holder,
        "name": _name(record, held.holder),
        "when": held.when or record.article.published,
        "stance": held.stance,
        "claim": held.claim,
        "toward": _name(record, held.toward),
        "according_to": _name(record, held.according_to) or held.according_to,
        "denied": held.denied,
        "change": held.change,
        "reason": held.reason,
    }
    return FactRow(
        id=held.id,
        kind="position",
        topic=held.issue,
        status=held.stance,
        day=day,
        last=last_day(day),
        words=held.evidence.quote,
        **_bounds(held.evidence.spans),
        body=body,
        roles=(*_role(held.holder, "actor"), *_role(held.toward, "addressee")),
    )


def _bounds(spans: Iterable[Span]) -> dict[str, int]:
    whole = hull(spans)
    return {"start": whole.start, "end": whole.end}


def _name(record: Record, entity_id: str | None) -> str | None:
    entity = record.entity(entity_id)
    return entity.name if entity else None


def _party(record: Record, entity_id: str | None) -> str | None:
    entity = record.entity(entity_id)
    return entity.office.of if entity and entity.office else None


def _actors(record: Record, entity_id: str | None) -> Iterator[RoleRow]:
    """Who acts, and what it holds office in."""
    yield from _role(entity_id, "actor")
    yield from _role(_party(record, entity_id), "actor")


def _role(entity_id: str | None, part: Part) -> Iterator[RoleRow]:
    if entity_id is not None:
        yield RoleRow(entity_id, part)


def _places(record: Record, place: str | None) -> Iterator[RoleRow]:
    yield from _role(place, "place")
    yield from _role(_state(record, record.entity(place)), "place")


def _state(record: Record, entity: Entity | None) -> str | None:
    """The state that an entity lies in, where the record knows it."""
    if entity is None or entity.country is None:
        return None
    states = (
        one.id
        for one in record.entities
        if one.kind is EntityKind.COUNTRY and one.country == entity.country and one is not entity
    )
    return next(states, None)
