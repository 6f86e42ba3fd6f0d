"""What phrases ask of a knowledge base: the part of ``KnowledgeBase`` they need."""

from __future__ import annotations

from typing import Protocol

from memcon.knowledge.bodies import Bodies
from memcon.knowledge.lookup import Candidate, Match
from memcon.knowledge.nouns import Lexicon
from memcon.knowledge.offices import Holding
from memcon.knowledge.rows import EntityRow, OfficeRow
from memcon.knowledge.sectors import SectorWords
from memcon.record import Entity, EntityKind


class Knowledge(Protocol):
    """Names, entities, relations and offices; each method as in ``KnowledgeBase``."""

    @property
    def role_nouns(self) -> Lexicon:
        """Role nouns, folded, with the roles they may stand for."""

    @property
    def sector_words(self) -> SectorWords:
        """Words that say of what sector an actor is."""

    @property
    def bodies(self) -> Bodies:
        """Bodies without a card."""

    def candidates(self, name: str, on: str | None = None) -> tuple[Candidate, ...]:
        """What a name may mean on a date, best first."""

    def find(self, text: str) -> tuple[Match, ...]:
        """The known names in a text."""

    def row(self, id: str) -> EntityRow:
        """All that is held of one entity."""

    def kind(self, id: str) -> EntityKind:
        """The kind of an entity."""

    def name(self, id: str) -> str:
        """The usual English name."""

    def entity(self, id: str, *, on: str | None = None) -> Entity:
        """The entity on a date."""

    def country(self, iso: str) -> str | None:
        """Entity id of a state by alpha-3 code."""

    def stands_for(self, id: str) -> str | None:
        """The actor that a place is a metonym of."""

    def offices(self, of: str) -> tuple[OfficeRow, ...]:
        """The offices of a state or organisation."""

    def holders(
        self, office: str, *, of: str | None = None, on: str | None = None
    ) -> tuple[Holding, ...]:
        """Who held an office on a date."""

    def offices_of(self, person: str, on: str | None = None) -> tuple[Holding, ...]:
        """The offices of a person on a date."""

    def career(self, person: str) -> tuple[Holding, ...]:
        """All offices of a person, in order of begin."""

    def people_named(self, surname: str) -> tuple[str, ...]:
        """Ids of the people with a surname."""

    def office_words(self, held: Holding) -> str:
        """An office in words."""
