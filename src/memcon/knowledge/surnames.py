"""Surnames alone: "Lukashenko", "the Biden team" mean somebody whom everybody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Final

from memcon.knowledge.offices import Holding
from memcon.knowledge.port import Knowledge
from memcon.knowledge.words import word_set

PARTICLES: Final = word_set("al el bin ben ibn de da dos van von der du la")
LEADING: Final = frozenset({"head_of_state", "head_of_government"})
SENIOR: Final = LEADING | {"foreign_minister", "defence_minister"}
"""Offices whose holders the news calls by surname alone."""
COMMON: Final = 4
"""People of one surname in the tables from which on it is common."""


def by_lone_surname(base: Knowledge, surname: str, on: str | None) -> Holding | None:
    """The office of the leader so called on a date, else of the only one so called who had one.

    A surname that many bear is no name for who is out of office.
    """
    people = base.people_named(surname)
    leading = _senior((base.offices_of(person, on) for person in people), LEADING)
    if len(leading) == 1:
        return leading[0]
    ever = _senior((base.career(person) for person in people), LEADING)
    if len(people) == 1:
        ever = _senior([base.career(people[0])], SENIOR)
    return ever[0] if len(ever) == 1 and len(people) < COMMON else None


def _senior(careers: Iterable[Sequence[Holding]], roles: Set[str]) -> list[Holding]:
    """The last office with one of ``roles`` of each who had such an office."""
    found = ([one for one in held if one.role in roles] for held in careers)
    return [held[-1] for held in found if held]
