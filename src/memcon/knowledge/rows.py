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
    PASSING = 6
    """A name only while its bearer is in the news: "the Geneva summit" is another each time."""

    @property
    def label(self) -> str:
        """The kind in a word or two, as candidates give it."""
        return "passing name" if self is AliasKind.PASSING else self.name.lower()


class Caps(IntEnum):
    """What capitals a text must show for an alias to match, the least demanding first."""

    FIRST = 0
    """The name itself has words in lower case: only its first word needs a capital."""
    WORDS = 1
    """Every word but the small ones (of, de, al) begins with a capital."""
    MIXED = 2
    """A short form with a capital inside (LeT, BiH): two capitals at least."""
    ALL = 3
    """An abbreviation: capitals throughout (or a capital first, from four letters on)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One entity.

    ``weight`` is how often the news means it, on no fixed scale; ``population`` counts
    inhabitants; ``status`` is that of a state; ``begin`` and ``end`` are ISO dates, possibly
    shortened, of what exists or goes on for a time.
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
    begin: str | None = None
    end: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A town (``level`` 0), a unit of the first or second order (1, 2) or a feature (3).

    ``key`` is a GeoNames id, or a number below zero for features; ``unit`` is the key of the
    unit that it lies in. ``entity`` is set where the place is an entity of its own too; then
    the place only says where that lies.
    """

    key: int
    name: str
    names: tuple[str, ...]
    country: str | None
    level: int
    unit: int
    lat: float
    lon: float
    population: int
    entity: str | None = None


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
    places: list[PlaceRow] = field(default_factory=list)
    geonames: dict[int, str] = field(default_factory=dict)
    """Entity id by GeoNames id."""
    lexicons: dict[str, str] = field(default_factory=dict)
    """Word lists by table (``stopwords``, ``roles``), as JSON: they count for the digest."""

    def name(self, entity: str, texts: Iterable[str], kind: AliasKind) -> None:
        """Adds names of one kind; empty ones are passed over."""
        self.aliases.update(AliasRow(entity, text, kind) for text in texts if text)

    def relate(self, subject: str, kind: str, objects: Iterable[str]) -> None:
        """Adds relations of one kind."""
        self.relations.update(RelationRow(subject, kind, object) for object in objects)

    def id_of(self, reference: str) -> str:
        """The id that a table means by an id or an alpha-3 code."""
        return self.states.get(reference, reference)
