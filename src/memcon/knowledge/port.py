"""What phrases ask of a knowledge base: the part of ``KnowledgeBase`` they need."""

from __future__ import annotations

from typing import Protocol

from memcon.knowledge.lookup import Candidate
from memcon.knowledge.offices import Holding
from memcon.knowledge.rows import EntityRow, OfficeRow
from memcon.record import Entity, EntityKind


class Knowledge(Protocol):
    """Names, entities, relations and offices; each method as in ``KnowledgeBase``."""

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """What a name may mean, best first."""

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

    def people_named(self, surname: str) -> tuple[str, ...]:
        """Ids of the people with a surname."""

    def office_words(self, held: Holding) -> str:
        """An office in words."""
