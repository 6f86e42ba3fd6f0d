"""What a person sets right, from ids and words as people give them to corrections."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from memcon.config import Settings
from memcon.errors import UsageError
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Entity, Event, Position, Record, Span, Statement
from memcon.record.correction import Anchor, Correction, CorrectionKind, anchor_of, undone
from memcon.record.facts import EventStatus, Stance
from memcon.store import View, Writer, utc_now
from memcon.text.calendar import is_date

FACTS: Final = ("statement-", "event-", "position-")
"""How the ids of facts begin; other ids are those of entities."""

Fact = Statement | Event | Position


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrects, and why."""

    author: str
    note: str | None = None


class Corrector:
    """Makes corrections to a store and puts them in force.

    Every method gives the id of the correction, by which it can be undone, and raises
    ``UsageError`` where what is named is not there or does not fit.
    """

    def __init__(self, settings: Settings, signed: Signature) -> None:
        self._settings = settings
        self._signed = signed

    def set_status(self, event: str, status: str) -> str:
        """An event has this status."""
        _check(status, get_args(EventStatus), "status")
        return self._keep("status", self._anchor(event, ("event-",)), value=status)

    def set_stance(self, position: str, stance: str) -> str:
        """A position is of this stance."""
        _check(stance, get_args(Stance), "stance")
        return self._keep("stance", self._anchor(position, ("position-",)), value=stance)

    def set_date(self, fact: str, date: str) -> str:
        """A fact is of this date, an event perhaps of a stretch of days, ``FROM/TO``."""
        days = date.split("/")
        many = 2 if fact.startswith("event-") else 1
        if len(days) > many or not all(is_date(day) for day in days) or sorted(days) != days:
            raise UsageError(f"{date!r} is not a date; write it as 2025-10-21")
        return self._keep("date", self._anchor(fact, FACTS), value=date)

    def link_source(self, statement: str, entity: str) -> str:
        """A statement is that of this entity."""
        anchor = self._anchor(statement, ("statement-",))
        return self._keep("link", anchor, entity=self._entity(entity))

    def link_words(self, article: str, words: str, entity: str) -> str:
        """These words mean this entity wherever they stand in one report."""
        with View.open(self._settings.store) as view:
            record = view.record(article)
        spans = _spans(record, words) if record else ()
        if not spans:
            raise UsageError(f"no words {words!r} that mean anybody in an article {article!r}")
        anchor = Anchor(id=None, article=article, spans=spans)
        return self._keep("link", anchor, entity=self._entity(entity))

    def decide(self, kind: Literal["merge", "split"], one: str, other: str) -> str:
        """Two events are one happening or two; two entities are one (the other) or two."""
        if one == other:
            raise UsageError("these are one and the same")
        if one.startswith("event-") and other.startswith("event-"):
            target, second = self._anchor(one, ("event-",)), self._anchor(other, ("event-",))
            return self._keep(kind, target, other=second)
        if one.startswith(FACTS) or other.startswith(FACTS):
            raise UsageError("give two events or two entities")
        return self._keep(kind, Anchor(id=self._entity(one).id), entity=self._entity(other))

    def undo(self, correction: str) -> str:
        """A correction no longer holds; what was read, or was corrected before, holds again."""
        with View.open(self._settings.store) as view:
            known = {one.id: one for one in view.corrections()}
        if correction not in known:
            raise UsageError(f"there is no correction {correction!r}")
        if correction in undone(known.values()):
            raise UsageError(f"{correction} is taken back already")
        meant = known[correction]
        target = replace(meant.target, id=meant.id)
        return self._keep("undo", target, entity=meant.entity)

    def _keep(
        self,
        kind: CorrectionKind,
        target: Anchor,
        *,
        value: str | None = None,
        entity: Entity | None = None,
        other: Anchor | None = None,
    ) -> str:
        correction = Correction(
            kind=kind,
            target=target,
            value=value,
            entity=entity,
            other=other,
            author=self._signed.author,
            made=utc_now(),
            note=self._signed.note,
        )
        with Writer.open(self._settings.store) as writer:
            writer.correct(correction)
        return correction.id

    def _anchor(self, fact_id: str, kinds: tuple[str, ...]) -> Anchor:
        if not fact_id.startswith(kinds):
            wanted = " or ".join(kind.rstrip("-") for kind in kinds)
            raise UsageError(f"{fact_id!r} is not the id of a fact of this kind ({wanted})")
        with View.open(self._settings.store) as view:
            article = view.article_of(fact_id)
            record = view.record(article) if article else None
        if record is None:
            raise UsageError(f"there is no fact {fact_id!r} in the store")
        return anchor_of(record, _fact(record, fact_id))

    def _entity(self, name: str) -> Entity:
        """By id or name from the store, else by id from the knowledge base."""
        with View.open(self._settings.store) as view:
            found = view.known(name)
        if len(found) > 1:
            listed = ", ".join(f"{one.id} ({one.name})" for one in found)
            raise UsageError(f"{name!r} may be any of {listed}; give the id")
        return found[0] if found else self._from_knowledge(name)

    def _from_knowledge(self, entity_id: str) -> Entity:
        base = KnowledgeBase.open(self._settings.kb)
        if entity_id not in base:
            raise UsageError(f"neither the store nor the knowledge base knows {entity_id!r}")
        return base.entity(entity_id, on=None)


def open_corrector(settings: Settings, *, note: str | None = None) -> Corrector:
    """A corrector that signs as the settings say, or with the name of the machine's user."""
    return Corrector(settings, Signature(settings.author or getpass.getuser(), note))


def _fact(record: Record, fact_id: str) -> Fact:
    facts: tuple[Fact, ...] = (*record.statements, *record.events, *record.positions)
    return next(fact for fact in facts if fact.id == fact_id)


def _spans(record: Record, words: str) -> tuple[Span, ...]:
    return tuple(linked.span for linked in record.mentions if linked.quote == words)


def _check(value: str, known: tuple[str, ...], what: str) -> None:
    if value not in known:
        raise UsageError(f"no {what} is called {value!r}; there are {', '.join(known)}")
