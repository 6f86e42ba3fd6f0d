"""Who acts, as reports on one happening can be compared by: the state behind a minister."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from memcon.record import Entity, EntityKind, Record
from memcon.resolve.people import Identity


@dataclass(frozen=True, slots=True)
class Parties:
    """Looks up, in one record, for whom an entity acts.

    ``known`` are the people that several reports tell of, by entity id; ``origins`` the states of
    people whom nothing but the words around their names tells of.
    """

    record: Record
    known: Mapping[str, Identity] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def person(self, entity_id: str | None) -> str | None:
        """The id of a person, the same in all reports; ``None`` where it is no person."""
        entity = self.record.entity(entity_id)
        if entity is None or entity.kind is not EntityKind.PERSON:
            return None
        return self._canonical(entity.id)

    def canonical(self, entity_id: str | None) -> str | None:
        """The id of whoever it is, the same in all reports; ``None`` where nobody is known."""
        if entity_id is None or entity_id not in self.record.by_id:
            return None
        return self._canonical(entity_id)

    def party(self, entity_id: str | None) -> str | None:
        """The state or organisation that acts where this entity does; else the entity itself."""
        entity = self.record.entity(entity_id)
        if entity is None:
            return None
        if entity.kind is EntityKind.PERSON:
            return self._of_person(entity)
        if entity.kind.is_place and entity.country:
            return entity.country
        return self._canonical(entity.id)

    def country(self, entity_id: str | None) -> str | None:
        """The state that the entity belongs to, by its alpha-3 code."""
        entity = self.record.entity(entity_id)
        if entity is None:
            return None
        of = self.record.entity(entity.office.of) if entity.office else None
        return (of.country if of else None) or entity.country or self.origins.get(entity.id)

    def parties(self, entity_ids: Iterable[str | None]) -> frozenset[str]:
        """The parties behind several entities."""
        return frozenset(p for one in entity_ids if (p := self.party(one)) is not None)

    def _of_person(self, entity: Entity) -> str:
        of = self.record.entity(entity.office.of) if entity.office else None
        if of is not None and of.kind is not EntityKind.PERSON:
            return self.party(of.id) or of.id
        return entity.country or self.origins.get(entity.id) or self._canonical(entity.id)

    def _canonical(self, entity_id: str) -> str:
        return self.known[entity_id].id if entity_id in self.known else entity_id
