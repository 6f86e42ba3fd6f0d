"""What a person sets right: facts of their own, which never change what was read.

A correction names the fact it is about by id and by its words' place in the article, so that it
still finds the fact when a later reading gives it other bounds, and so another id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from memcon.record.entity import Entity
from memcon.record.evidence import Passage
from memcon.record.facts import Event, Participant, Period, Position, Statement
from memcon.record.ids import fact_id
from memcon.record.record import LinkedMention, Record
from memcon.record.span import Span

CorrectionKind = Literal["link", "status", "date", "stance", "merge", "split", "undo"]
CERTAIN: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a correction is about: a fact or entity by id, and where its words stand.

    ``article`` is ``None`` for an entity, which is not of one article. ``topic`` is the type of an
    event or the issue of a position. Where ``id`` is ``None`` all words at ``spans`` are meant.
    """

    id: str | None
    article: str | None = None
    topic: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction. ``value`` is the new status, date (``FROM`` or ``FROM/TO``) or stance.

    ``entity`` is whom a link leads to, or what ``target`` is merged into or split from;
    ``other`` is the second event of a merge or split. ``undo`` has the id of another
    correction as its target. ``made`` is an ISO time.
    """

    kind: CorrectionKind
    target: Anchor
    value: str | None = None
    entity: Entity | None = None
    other: Anchor | None = None
    author: str
    made: str
    note: str | None = None

    @property
    def id(self) -> str:
        """Its id, from all that it says."""
        entity, other = self.entity and self.entity.id, self.other and self.other.id
        spans = [[span.start, span.end] for span in self.target.spans]
        about = (self.target.id, self.target.article, spans, other)
        return fact_id("correction", self.kind, *about, entity, self.value, self.author, self.made)

    @property
    def reason(self) -> str:
        """What stands as the reason of a corrected value."""
        return f"corrected by {self.author}" + (f": {self.note}" if self.note else "")


F = TypeVar("F", Statement, Event, Position)


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those that are not undone, in the order in which they were made."""
    ordered = _in_order(corrections)
    gone = undone(ordered)
    return tuple(one for one in ordered if one.kind != "undo" and one.id not in gone)


def undone(corrections: Iterable[Correction]) -> frozenset[str]:
    """The ids of those that are taken back, by an undoing that is not taken back itself."""
    gone: set[str] = set()
    for one in reversed(_in_order(corrections)):
        if one.kind == "undo" and one.id not in gone and one.target.id:
            gone.add(one.target.id)
    return frozenset(gone)


def _in_order(corrections: Iterable[Correction]) -> list[Correction]:
    return sorted(corrections, key=lambda one: (one.made, one.id))


def corrected(record: Record, corrections: Iterable[Correction]) -> Record:
    """``record`` with ``corrections`` in force; those of other articles change nothing."""
    for one in corrections:
        if one.kind == "merge" and one.entity is not None and one.target.id is not None:
            record = renamed(record, one.target.id, one.entity)
        elif one.target.article == record.article.id:
            record = _correct(record, one)
    return record


def find_fact(facts: Iterable[F], anchor: Anchor) -> F | None:
    """The fact that ``anchor`` means now: by its id, else the one that shares most of its words.

    Where facts have a type or an issue, it must be that of the anchor.
    """
    listed = tuple(facts)
    for fact in listed:
        if fact.id == anchor.id:
            return fact
    shared = ((_shared(_passage(fact).spans, anchor.spans), fact) for fact in listed)
    kept = [(size, fact) for size, fact in shared if size and topic_of(fact) == anchor.topic]
    return max(kept, key=lambda one: (one[0], one[1].id))[1] if kept else None


def anchor_of(record: Record, fact: Statement | Event | Position) -> Anchor:
    """How a correction names ``fact`` of ``record``."""
    return Anchor(
        id=fact.id,
        article=record.article.id,
        topic=topic_of(fact),
        spans=_passage(fact).spans,
    )


def topic_of(fact: Statement | Event | Position) -> str | None:
    """The type of an event, the issue of a position; ``None`` for a statement."""
    if isinstance(fact, Event):
        return fact.type
    return fact.issue if isinstance(fact, Position) else None


def _passage(fact: Statement | Event | Position) -> Passage:
    return fact.content if isinstance(fact, Statement) else fact.evidence


def _shared(spans: Iterable[Span], others: tuple[Span, ...]) -> int:
    """Code points that both lists of spans cover."""
    return sum(
        max(0, min(span.end, other.end) - max(span.start, other.start))
        for span in spans
        for other in others
    )


def _correct(record: Record, one: Correction) -> Record:
    if one.kind == "link" and one.entity is not None:
        return _link(record, one, one.entity)
    if one.kind == "status":
        return _change(record, one, {"status": one.value})
    if one.kind == "stance":
        return _change(record, one, {"stance": one.value})
    return _date(record, one) if one.kind == "date" else record


def _date(record: Record, one: Correction) -> Record:
    begin, _, end = (one.value or "").partition("/")
    event = find_fact(record.events, one.target)
    if event is None:
        return _change(record, one, {"when": begin})
    said = event.when.passage if event.when else Passage(())
    return _change(record, one, {"when": Period(begin, end or begin, said)})


def _change(record: Record, one: Correction, values: Mapping[str, Any]) -> Record:
    """The fact that is meant with ``values``, sure, and with whose word it is for a reason."""
    kind = (one.target.id or "").partition("-")[0]
    given = {**values, "score": CERTAIN, "reason": one.reason}
    if kind == "statement":
        return replace(record, statements=_changed(record.statements, one, given))
    if kind == "event":
        return replace(record, events=_changed(record.events, one, given))
    if kind == "position":
        return replace(record, positions=_changed(record.positions, one, given))
    return record


def _changed(facts: tuple[F, ...], one: Correction, values: Mapping[str, Any]) -> tuple[F, ...]:
    meant = find_fact(facts, one.target)
    return tuple(replace(fact, **values) if fact is meant else fact for fact in facts)


def _link(record: Record, one: Correction, entity: Entity) -> Record:
    """The source of a statement, or all mentions at the given places and what rests on them."""
    record = _with_entity(record, entity)
    if one.target.id is not None:
        return _change(record, one, {"speaker": entity.id})
    at = frozenset(one.target.spans)
    return replace(
        record,
        mentions=tuple(
            _relinked(linked, entity, one.reason) if linked.span in at else linked
            for linked in record.mentions
        ),
        statements=tuple(_respoken(said, at, one) for said in record.statements),
        events=tuple(_rejoined(event, at, one) for event in record.events),
    )


def _relinked(linked: LinkedMention, entity: Entity, reason: str) -> LinkedMention:
    link = replace(
        linked.link, entity=entity.id, named=None, reading=None, score=CERTAIN, reason=reason
    )
    return LinkedMention(linked.mention, link)


def _respoken(said: Statement, at: frozenset[Span], one: Correction) -> Statement:
    if one.entity is None or not at.intersection(said.source.spans):
        return said
    return replace(said, speaker=one.entity.id, reason=one.reason)


def _rejoined(event: Event, at: frozenset[Span], one: Correction) -> Event:
    parties = tuple(
        Participant(one.entity.id, party.passage, party.role)
        if one.entity is not None and at.intersection(party.passage.spans)
        else party
        for party in event.participants
    )
    return event if parties == event.participants else replace(event, participants=parties)


def _with_entity(record: Record, entity: Entity) -> Record:
    if entity.id in record.by_id:
        return record
    return replace(record, entities=(*record.entities, entity))


def renamed(record: Record, old: str, entity: Entity) -> Record:
    """``record`` with ``entity`` wherever the entity with the id ``old`` stood."""
    if old not in record.by_id:
        return record
    new = {old: entity.id}
    kept = tuple(one for one in record.entities if one.id != old)
    return replace(
        _with_entity(replace(record, entities=kept), entity),
        mentions=tuple(_renamed_mention(linked, new) for linked in record.mentions),
        statements=tuple(
            replace(
                said,
                speaker=_now(said.speaker, new),
                addressee=_now(said.addressee, new),
                where=_now(said.where, new),
            )
            for said in record.statements
        ),
        events=tuple(_renamed_event(event, new) for event in record.events),
        positions=tuple(
            replace(
                held,
                holder=new.get(held.holder, held.holder),
                toward=_now(held.toward, new),
                according_to=_now(held.according_to, new),
            )
            for held in record.positions
        ),
        cards=tuple(dict.fromkeys(new.get(card, card) for card in record.cards)),
    )


def _now(entity_id: str | None, new: Mapping[str, str]) -> str | None:
    return new.get(entity_id, entity_id) if entity_id is not None else None


def _renamed_mention(linked: LinkedMention, new: Mapping[str, str]) -> LinkedMention:
    link = linked.link
    return LinkedMention(
        linked.mention, replace(link, entity=_now(link.entity, new), named=_now(link.named, new))
    )


def _renamed_event(event: Event, new: Mapping[str, str]) -> Event:
    parties = tuple(
        Participant(_now(party.entity, new), party.passage, party.role)
        for party in event.participants
    )
    return replace(event, participants=parties, where=_now(event.where, new))
