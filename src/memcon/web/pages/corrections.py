"""What people set right: all corrections, and those that bear on one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity, Event, Position, Record, Statement
from memcon.record.correction import Anchor, Correction, find_fact, standing, undone
from memcon.web.page import Call, Desk, Json, Page

LIMIT: Final = 200
SHORT: Final = len("2025-10-21T10:00")
KINDS: Final = frozenset({"statement", "event", "position", "report", "correction"})
Fact = Statement | Event | Position


@dataclass(frozen=True, slots=True)
class Row:
    """One correction as it is told."""

    correction: Correction
    is_undone: bool = False

    @property
    def id(self) -> str:
        """Its id."""
        return self.correction.id

    @property
    def signed(self) -> str:
        """Who made it, and why."""
        return self.correction.reason

    @property
    def made(self) -> str:
        """When it was made, to the minute."""
        return self.correction.made[:SHORT].replace("T", " ")

    @property
    def what(self) -> str:
        """What it says, in words."""
        one = self.correction
        whom = _called(one.entity) or (one.other.id if one.other else None)
        told = {
            "status": f"status: {one.value}",
            "date": f"date: {one.value}",
            "stance": f"stance: {one.value}",
            "link": f"means {whom}",
            "merge": f"one with {whom}",
            "split": f"not one with {whom}",
            "undo": "taken back",
        }
        return told[one.kind]

    @property
    def about(self) -> str:
        """What it is about, in a word or two."""
        id = self.correction.target.id or "report-"
        kind = id.partition("-")[0]
        return f"the {kind}" if kind in KINDS else id

    @property
    def place(self) -> str | None:
        """The address of what it is about."""
        return place_of(self.correction.target)

    def to_json(self) -> Json:
        """The same as data."""
        one = self.correction
        return {
            "id": one.id,
            "kind": one.kind,
            "target": one.target.id,
            "article": one.target.article,
            "value": one.value,
            "entity": one.entity.id if one.entity else None,
            "other": one.other.id if one.other else None,
            "author": one.author,
            "note": one.note,
            "made": one.made,
            "undone": self.is_undone,
        }


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of them, the latest first."""

    rows: tuple[Row, ...]
    title: str = "Corrections"

    def to_json(self) -> Json:
        """The same as data."""
        return {"corrections": [row.to_json() for row in self.rows]}


def _called(entity: Entity | None) -> str | None:
    return f"{entity.name} ({entity.id})" if entity else None


def place_of(target: Anchor) -> str | None:
    """The address of what a correction is about; ``None`` where it is about a correction."""
    id, article = target.id, target.article
    if id is None or id.startswith("correction-"):
        return f"/report/{article}" if article else None
    return f"/fact/{id}" if article else f"/entity/{id}"


def find_rows(record: Record, made: Iterable[Correction]) -> Mapping[str | None, tuple[Row, ...]]:
    """The corrections in force by the facts of a record; under ``None`` those of its words."""
    found: dict[str | None, tuple[Row, ...]] = {}
    for one in standing(made):
        for anchor in (one.target, one.other):
            if anchor is not None and anchor.article == record.article.id:
                key = _fact_id(record, anchor)
                found[key] = (*found.get(key, ()), Row(one))
    return found


def _fact_id(record: Record, anchor: Anchor) -> str | None:
    fact: Fact | None = None
    match (anchor.id or "").partition("-")[0]:
        case "statement":
            fact = find_fact(record.statements, anchor)
        case "event":
            fact = find_fact(record.events, anchor)
        case "position":
            fact = find_fact(record.positions, anchor)
    return fact.id if fact else None


def find_entity_rows(id: str, made: Iterable[Correction]) -> tuple[Row, ...]:
    """The corrections in force that say whether an entity is one with another."""
    return tuple(
        Row(one)
        for one in standing(made)
        if one.kind in ("merge", "split")
        and one.entity is not None
        and id in (one.target.id, one.entity.id)
    )


def make(desk: Desk, call: Call) -> Corrections:
    """The latest corrections."""
    made = desk.dossier.corrections()
    gone = undone(made)
    return Corrections(tuple(Row(one, one.id in gone) for one in reversed(made[-LIMIT:])))


PAGE: Final = Page(
    path="/corrections",
    template="corrections.html.j2",
    tells="What people set right, the latest first; each can be taken back.",
    make=make,
)
