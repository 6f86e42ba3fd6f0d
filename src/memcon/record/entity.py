"""Who, what and where: entities, the offices people hold, and background cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """The kinds of the contract."""

    PERSON = "person"
    COUNTRY = "country"
    CITY = "city"
    REGION = "region"
    FACILITY = "facility"
    ORGANISATION = "organisation"
    GROUP = "group"
    EVENT = "event"
    OTHER = "other"

    @property
    def is_place(self) -> bool:
        """Whether things of this kind lie somewhere on the map."""
        return self in (self.COUNTRY, self.CITY, self.REGION, self.FACILITY)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as held at the date of the article: its title and the entity it belongs to."""

    title: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """Two or three sentences of background, where they come from and when they held."""

    text: str
    source: str
    url: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One person, place, organisation or other thing, as far as this article needs it.

    ``id`` is a Wikidata id where certain, ``mc:…`` for things only memcon's knowledge base
    names, and ``entity-…`` for people and organisations known from their article alone.
    ``country`` is ISO 3166-1 alpha-3; ``lat`` and ``lon`` are WGS 84 degrees; ``sector`` is a
    PLOVER sector.
    """

    id: str
    name: str
    kind: EntityKind
    description: str | None = None
    wikidata: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    sector: str | None = None
    office: Office | None = None
    card: Card | None = None
