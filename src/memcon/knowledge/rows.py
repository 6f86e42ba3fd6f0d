"""What a knowledge base is made of, before it is written: one type per table of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from memcon.record import EntityKind


class AliasKind(IntEnum):
    """How a name belongs to what it names; the number is what the file holds."""

    NAME = 0
    ALIAS = 1
    ABBREVIATION = 2
    ADJECTIVE = 3
    DEMONYM = 4
    METONYM = 5

    @property
    def label(self) -> str:
        """The kind in a word, as candidates give it."""
        return self.name.lower()


class Caps(IntEnum):
    """What capitals a text must show for an alias to match."""

    WORDS = 0
    """Every word but the small ones (of, de, al) begins with a capital."""
    ALL = 1
    """An abbreviation: capitals throughout (or a capital first, from four letters on)."""
    MIXED = 3
    """A short form with a capital inside (LeT, BiH): two capitals at least."""
    FIRST = 2
    """The name itself has words in lower case: only its first word needs a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One entity.

    ``weight`` is how often the news means it, on no fixed scale; ``population`` counts
    inhabitants; ``status`` is that of a state.
    """

    id: str
    name: str
    kind: EntityKind
    weight: float
    description: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    sector: str | None = None
    status: str | None = None
    population: int | None = None
    card: str | None = None
    card_source: str | None = None
    card_as_of: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class AliasRow:
    """A name of an entity, as written."""

    entity: str
    text: str
    kind: AliasKind


@dataclass(frozen=True, slots=True, order=True)
class RelationRow:
    """``subject`` stands in a relation to ``object``, ids both.

    Relations: ``stands_for``, ``capital_of``, ``member``, ``party``, ``part_of``.
    """

    subject: str
    kind: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """An office of the entity ``of``; ``titles`` are further forms of the title."""

    id: str
    title: str
    titles: tuple[str, ...]
    of: str
    role: str
    leads: bool
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow:
    """A person in an office; ISO dates, possibly shortened; ``end`` is ``None`` while held."""

    office: str
    person: str
    begin: str
    end: str | None
    acting: bool
    source: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where data comes from."""

    name: str
    licence: str
    version: str
    gives: str


@dataclass(slots=True)
class Draft:
    """A knowledge base being built. The only mutable type of the room; it never leaves it."""

    entities: dict[str, EntityRow] = field(default_factory=dict)
    aliases: set[AliasRow] = field(default_factory=set)
    relations: set[RelationRow] = field(default_factory=set)
    offices: dict[str, OfficeRow] = field(default_factory=dict)
    holdings: list[HoldingRow] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    """Entity id by alpha-3 code."""
    sources: list[SourceRow] = field(default_factory=list)

    def name(self, entity: str, texts: Iterable[str], kind: AliasKind) -> None:
        """Adds names of one kind; empty ones are passed over."""
        self.aliases.update(AliasRow(entity, text, kind) for text in texts if text)

    def relate(self, subject: str, kind: str, objects: Iterable[str]) -> None:
        """Adds relations of one kind."""
        self.relations.update(RelationRow(subject, kind, object) for object in objects)

    def id_of(self, reference: str) -> str:
        """The id that a table means by an id or an alpha-3 code."""
        return self.states.get(reference, reference)
