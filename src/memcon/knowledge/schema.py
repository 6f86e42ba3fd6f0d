"""The fields of the tables, as data: which are required, which allowed, and their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.knowledge.words import word_set
from memcon.record import EntityKind

KINDS: Final = frozenset(kind.value for kind in EntityKind)
ROLES: Final = (
    "head_of_state",
    "head_of_government",
    "head",
    "foreign_minister",
    "defence_minister",
    "deputy_head",
    "un_ambassador",
    "envoy",
    "spokesperson",
    "other",
)
"""Roles of an office, most senior first."""

STATUSES: Final = frozenset({"member", "observer", "disputed", "de facto", "dependency", "former"})
SECTORS: Final = word_set(
    "AGR BUS CRM CVL EDU ELI GOV HLH HRI IGO IMG INS JEW JRN JUD LAB LEG LGB MED MIL MNC MOD "
    "NGM NGO OPP PRM PTY RAD REB REF REL SEP SOC SPY UAF UNK UIS COP"
)
"""Actor codes of PLOVER (Halterman and others 2023, "PLOVER and POLECAT") and of its
predecessor CAMEO that news actors may carry."""

LISTS: Final = word_set("names passing demonyms adjectives metonyms members parties titles holders")


@dataclass(frozen=True, slots=True)
class Schema:
    """Fields of a row of one table."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def allowed(self) -> frozenset[str]:
        """All fields a row may have."""
        return frozenset(self.required + self.optional)


_ENTITY: Final = ("id", "name", "kind", "card", "source", "as_of")

FIELDS: Final = {
    "states.yaml": Schema(
        ("iso",),
        (
            *("id", "name", "official", "names", "demonyms", "adjectives", "metonyms", "status"),
            *("capital", "card", "source", "as_of", "lat", "lon", "description", "abbreviations"),
        ),
    ),
    "regions.yaml": Schema(
        _ENTITY, ("names", "country", "lat", "lon", "adjectives", "description", "part_of")
    ),
    "places.yaml": Schema(
        _ENTITY, ("names", "country", "lat", "lon", "stands_for", "adjectives", "description")
    ),
    "organisations.yaml": Schema(
        _ENTITY,
        (
            *("names", "country", "sector", "members", "adjectives", "description", "lat", "lon"),
            *("stands_for", "part_of", "from", "to"),
        ),
    ),
    "companies.yaml": Schema(_ENTITY, ("names", "country", "sector", "description", "from", "to")),
    "groups.yaml": Schema(
        _ENTITY,
        ("names", "country", "sector", "adjectives", "description", "part_of", "from", "to"),
    ),
    "agreements.yaml": Schema(
        _ENTITY,
        ("names", "passing", "from", "to", "parties", "description", "country", "lat", "lon"),
    ),
    "features.yaml": Schema(("name", "lat", "lon"), ("names", "country")),
    "people": Schema(
        ("id", "name", "card", "source", "as_of"),
        ("names", "kind", "country", "sector", "description"),
    ),
    "offices": Schema(
        ("id", "title", "of", "role", "as_of", "holders"), ("titles", "leads", "shared")
    ),
    "holder": Schema(("person", "from", "to", "source"), ("acting", "note")),
}
"""By file; ``people`` and ``offices`` are folders, ``holder`` is a row inside an office."""


def schema_of(file: str) -> Schema | None:
    """The schema of a table; ``None`` for data of another shape (roles, stop words)."""
    folder, _, rest = file.partition("/")
    return FIELDS.get(folder if rest else file)
