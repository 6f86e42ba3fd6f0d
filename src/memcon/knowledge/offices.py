"""Offices by date: who held what, and when the tables no longer know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from memcon.knowledge.database import Database
from memcon.knowledge.dates import NEVER, first_day, last_day
from memcon.knowledge.rows import HoldingRow, OfficeRow
from memcon.knowledge.schema import ROLES

CACHED: Final = 5_000
"""Answers kept of each kind: the same few hundred bodies are asked of in report after report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person in an office of the entity ``of``.

    ``begin`` and ``end`` are ISO dates, possibly shortened; ``end`` is ``None`` where the
    person still held it at ``as_of``, when the table was last checked. ``last_known``: the
    date asked for lies after that.
    """

    office: str
    title: str
    role: str
    leads: bool
    of: str
    person: str
    begin: str
    end: str | None
    acting: bool
    as_of: str
    last_known: bool
    source: str

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts holdings, most senior office first."""
        return (not self.leads, ROLES.index(self.role) if self.role in ROLES else len(ROLES))


class Offices:
    """The offices of one knowledge base."""

    def __init__(self, database: Database) -> None:
        self._offices = lru_cache(maxsize=CACHED)(database.offices)
        self._held = lru_cache(maxsize=CACHED)(database.holdings)

    def of(self, entity: str) -> tuple[OfficeRow, ...]:
        """The offices of a state or organisation."""
        return tuple(self._offices(of=entity))

    def holders(self, office: OfficeRow, on: str | None) -> tuple[Holding, ...]:
        """Who held an office on a date, latest to come in first, acting holders last.

        ``None`` is the day when the table was last checked.
        """
        found = [
            to_holding(office, row, on) for row in self._held(office=office.id) if is_held(row, on)
        ]
        return tuple(sorted(found, key=lambda held: (not held.acting, held.begin), reverse=True))

    def held_by(self, person: str, on: str | None) -> tuple[Holding, ...]:
        """The offices of a person on a date, most senior first."""
        return self._holdings(row for row in self._held(person=person) if is_held(row, on))

    def career(self, person: str) -> tuple[Holding, ...]:
        """All offices of a person in the tables, in order of begin."""
        rows = self._held(person=person)
        held = self._holdings(rows)
        return tuple(sorted(held, key=lambda holding: first_day(holding.begin)))

    def _holdings(self, rows: Iterable[HoldingRow], on: str | None = None) -> tuple[Holding, ...]:
        found = []
        for row in rows:
            office = self._offices(id=row.office)
            found.append(to_holding(office[0], row, on))
        return tuple(sorted(found, key=lambda held: (*held.rank, held.office)))


def is_held(row: HoldingRow, on: str | None) -> bool:
    """Whether the holding overlaps the stretch of days that ``on`` names."""
    if on is None:
        return row.end is None
    end = NEVER if row.end is None else last_day(row.end)
    return first_day(row.begin) <= last_day(on) and first_day(on) <= end


def is_shared(held: Sequence[Holding]) -> bool:
    """Whether two of ``held``, latest first, held one office side by side, beyond a handover."""
    return any(
        older.end is None or last_day(newer.begin) < first_day(older.end)
        for newer, older in pairwise(held)
    )


def to_holding(office: OfficeRow, row: HoldingRow, on: str | None) -> Holding:
    """A row of the tables as seen from a date."""
    beyond = on is not None and row.end is None and first_day(on) > last_day(office.as_of)
    return Holding(
        office=office.id,
        title=office.title,
        role=office.role,
        leads=office.leads,
        of=office.of,
        person=row.person,
        begin=row.begin,
        end=row.end,
        acting=row.acting,
        as_of=office.as_of,
        last_known=beyond,
        source=row.source,
    )
