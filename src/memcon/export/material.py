"""What a data set is made of: records that come one by one, and the rows of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from memcon.codebook.issues import OTHER
from memcon.export.spill import Spill
from memcon.record import Article, Entity, Event, Position, Record, Statement

Row = Mapping[str, Any]
Fact = Statement | Event | Position


class Material:
    """Records, happenings and histories of positions that are to go out.

    ``read`` gives the records by id, anew each time; ``events`` and ``positions`` give the rows of
    the contract, perhaps one by one: they are put aside and never all in memory. ``fitting`` are
    the ids of the facts that were asked for, ``None`` means all.
    """

    def __init__(
        self,
        read: Callable[[], Iterator[Record]],
        events: Callable[[], Iterable[Row]],
        positions: Callable[[], Iterable[Row]],
        *,
        fitting: frozenset[str] | None = None,
    ) -> None:
        self.read = read
        self._events = events
        self._positions = positions
        self._fitting = fitting
        self.note: str | None = None
        """What has to be known of the rows that were read, such as that none was compared."""

    @cached_property
    def events(self) -> Spill[Row]:
        """The happenings in order of their dates; those without one come first."""
        return Spill.of((_by_date(row), row) for row in self._noted(self._events()))

    @cached_property
    def positions(self) -> Spill[Row]:
        """The histories by name of the party and issue."""
        rows = self._noted(self._positions())
        return Spill.of(((r["name"] or "", r["holder"], r["issue"]), r) for r in rows)

    def _noted(self, rows: Iterable[Row]) -> Iterable[Row]:
        self.note = getattr(rows, "note", None) or self.note
        return rows

    @cached_property
    def happening_of(self) -> Mapping[str, str]:
        """The happening that each report's event belongs to, by their ids."""
        return {one["event"]: row["id"] for row in self.events for one in row["members"]}

    def keeps(self, fact: Fact) -> bool:
        """Whether a fact was asked for."""
        return self._fitting is None or fact.id in self._fitting

    def statements(self, record: Record) -> Iterator[Statement]:
        """The statements of a record that were asked for or that something kept rests on."""
        kept = (one for one in outcomes(record) if self.keeps(one))
        grounds = {ground for one in kept for ground in one.because}
        yield from (one for one in record.statements if self.keeps(one) or one.id in grounds)


def outcomes(record: Record) -> tuple[Event | Position, ...]:
    """The events and positions of a record, which rest on its statements."""
    return (*record.events, *record.positions)


def _by_date(row: Row) -> tuple[str, str]:
    return day_of(row) or "", row["id"]


def day_of(row: Row) -> str | None:
    """The first day of a happening, else the day it was first told of; ``None`` for neither."""
    if row["when"]:
        return str(row["when"]["from"])
    return min((step["date"] for step in row["history"] if step["date"]), default=None)


def taken(history: Row) -> list[Row]:
    """The entries by which a party takes sides on an issue itself, in their order.

    What others say that it wants, and what it denies to want, is no stand of its own; what the
    codebook has no issue for is no common matter that would bind two parties.
    """
    if history["issue"] == OTHER:
        return []
    return [one for one in history["entries"] if not one["denied"] and not one["according_to"]]


@dataclass(frozen=True, slots=True)
class Told:
    """A happening or position as one report tells it."""

    article: Article
    """Without its text."""
    fact: Event | Position
    speakers: tuple[str, ...]
    """The ids of those whose statements it rests on, in order of the text."""


@dataclass(frozen=True, slots=True)
class Index:
    """What is known by id once all records have been seen; texts are let go of."""

    articles: dict[str, Article] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    _told: Spill[tuple[str, Event | Position, tuple[str, ...]]] = field(default_factory=Spill)
    _as_of: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Index:
        """The index of ``records``."""
        index = cls()
        for record in records:
            index.add(record)
        return index

    def add(self, record: Record) -> None:
        """Take in one more record; of an entity the newest report's view is kept."""
        article = replace(record.article, text="", blocks=())
        self.articles[article.id] = article
        as_of = (article.published or "", article.id)
        for entity in record.entities:
            if as_of >= self._as_of.get(entity.id, ("", "")):
                self.entities[entity.id], self._as_of[entity.id] = entity, as_of
        speakers = {said.id: said.speaker for said in record.statements}
        for fact in outcomes(record):
            found = (speakers.get(ground) for ground in fact.because)
            self._told.put(fact.id, (article.id, fact, tuple(one for one in found if one)))

    def name(self, entity_id: str | None) -> str | None:
        """The usual name of an entity; ``None`` where it is not known."""
        entity = self.entities.get(entity_id) if entity_id else None
        return entity.name if entity else None

    def told(self, fact_id: str) -> Told | None:
        """A happening or position as its report tells it; ``None`` where that is not known."""
        found = self._told.get(fact_id)
        return None if found is None else Told(self.articles[found[0]], *found[1:])

    def tellings(self, row: Row) -> list[Told]:
        """The reports of a happening, in its order."""
        found = (self.told(member["event"]) for member in row["members"])
        return [one for one in found if one is not None]

    def place(self, row: Row) -> Entity | None:
        """Where a happening was: the entity that its reports mean by the name in its row."""
        for told in self.tellings(row):
            where = told.fact.where if isinstance(told.fact, Event) else None
            entity = self.entities.get(where) if where else None
            if entity is not None and entity.name == row["where"]:
                return entity
        return None

    def in_order(self) -> list[Entity]:
        """The entities by their ids."""
        return [self.entities[one] for one in sorted(self.entities)]
