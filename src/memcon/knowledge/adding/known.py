"""The built-in base as something that new entities are compared with.

Ids of Wikidata join by themselves. What has none there is joined by name, kind, country and
coordinates, and only where one alone fits: two entities are worse than one wrongly made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from memcon.knowledge.adding.database import names_of
from memcon.knowledge.database import Database
from memcon.knowledge.names import key_of
from memcon.knowledge.nouns import Lexicon, role_nouns
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.rows import AliasKind, EntityRow, OfficeRow
from memcon.knowledge.words import word_set
from memcon.record import EntityKind

T = TypeVar("T")
NEAR: Final = 0.3
"""Degrees within which two places of one name are one."""
WIDE: Final = 4.0
"""The same for regions, whose middle is a matter of opinion."""
FAR_AHEAD: Final = 5.0
"""How many times as well known one of two homonyms must be to be the one that is meant."""
ALIKE: Final = (
    frozenset({EntityKind.CITY, EntityKind.REGION, EntityKind.FACILITY}),
    frozenset({EntityKind.ORGANISATION, EntityKind.GROUP}),
    frozenset({EntityKind.EVENT, EntityKind.OTHER}),
)
"""Kinds that are often taken for one another."""


class Known:
    """What the built-in base knows. Reads only."""

    def __init__(self) -> None:
        self.database = Database(BUILTIN)
        self.states = self.database.states()
        self.iso_of = {id: iso for iso, id in self.states.items()}
        self._offices = lru_cache(maxsize=None)(self._read_offices)
        self._names: dict[str, list[tuple[str, int]]] | None = None
        self.nouns: Lexicon = role_nouns(self.database.lexicon("roles"))

    def names(self, id: str) -> list[tuple[str, int]]:
        """The folded names of an entity, with their kinds."""
        if self._names is None:
            self._names = names_of(self.database.path)
        return self._names.get(id, [])

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    def bearers(self, name: str) -> list[EntityRow]:
        """Entities of which ``name`` is a literal name."""
        own = {AliasKind.NAME, AliasKind.ALIAS, AliasKind.ABBREVIATION}
        found = self.database.aliases(key_of(name))
        rows = (self.database.entity(row[0]) for row in found if row[1] in own)
        return [row for row in rows if row is not None]

    def find(self, wanted: EntityRow) -> EntityRow | None:
        """The one entity that ``wanted`` is; ``None`` where none or several may be it."""
        if wanted.kind is EntityKind.PERSON and " " not in wanted.name.strip():
            return None
        rows = [row for row in self.bearers(wanted.name) if is_alike(wanted, row)]
        return one_of([(row, row.weight) for row in rows if not is_apart(wanted, row)])

    def state(self, text: str) -> str | None:
        """The alpha-3 code of a state given by code, Wikidata id or name."""
        if text.upper() in self.states:
            return text.upper()
        if text in self.iso_of:
            return self.iso_of[text]
        rows = [row for row in self.bearers(text) if row.kind is EntityKind.COUNTRY]
        return self.iso_of.get(rows[0].id) if len(rows) == 1 else None

    def office(self, body: str, title: str, role: str) -> OfficeRow | None:
        """The office of a body with a title, or the only one with a role."""
        key, offices = key_of(title), self._offices(body)
        named = [row for row, keys in offices if key in keys]
        in_role = [row for row, _ in offices if row.role == role and role != "other"]
        found = named or in_role
        return found[0] if len(found) == 1 else None

    def _read_offices(self, body: str) -> list[tuple[OfficeRow, frozenset[str]]]:
        rows = self.database.offices(of=body)
        return [(row, frozenset(map(key_of, (row.title, *row.titles)))) for row in rows]


def is_alike(one: EntityRow, other: EntityRow) -> bool:
    """Whether two entities may be of one kind."""
    return one.kind is other.kind or any({one.kind, other.kind} <= kinds for kinds in ALIKE)


def is_apart(one: EntityRow, other: EntityRow) -> bool:
    """Whether country or coordinates tell two entities apart; places must have one of both."""
    if one.country and other.country and one.country != other.country:
        return True
    distance = _distance(one, other)
    if distance is not None:
        is_wide = EntityKind.REGION in (one.kind, other.kind)
        return distance > (WIDE if is_wide else NEAR)
    is_place = one.kind.is_place and one.kind is not EntityKind.COUNTRY
    return is_place and not (one.country and other.country)


def _distance(one: EntityRow, other: EntityRow) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return math.hypot(one.lat - other.lat, one.lon - other.lon)


def one_of(found: Sequence[tuple[T, float]]) -> T | None:
    """The only one, or the one that is far better known than the next; with their weights."""
    if not found:
        return None
    ranked = sorted(found, key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] < FAR_AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def reference_to(row: EntityRow) -> EntityRow:
    """A row by which another file refers to an entity that it does not describe itself."""
    return EntityRow(id=row.id, name=row.name, kind=row.kind, weight=0.0)


def role_of(title: str, nouns: Lexicon) -> str:
    """The role that a title says, where it can only be one; else ``other``."""
    words = key_of(title).split()
    for first in range(len(words)):
        if first and words[first - 1] in _LESSER:
            return "other"
        found = nouns.get(" ".join(words[first:]), ())
        roles = {role for noun in found if not noun.titular for role in noun.roles}
        if len(roles) == 1 and not _is_lesser(words[:first]):
            return roles.pop()
    return "other"


def _is_lesser(words: Iterable[str]) -> bool:
    return any(word in _LESSER for word in words)


_LESSER: Final = word_set(
    "deputy vice assistant shadow former acting interim junior state parliamentary under"
)
"""Words before a title that make another office of it."""
