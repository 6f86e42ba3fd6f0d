"""Looking up who is mentioned where: what later stages ask of the facts of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from memcon.record import Entity, Link, Mention, Reading, Span


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention and the entity that its link names; ``None`` where it is unknown."""

    mention: Mention
    link: Link
    entity: Entity | None

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.mention.span


@dataclass(frozen=True, slots=True)
class Mentions:
    """The linked mentions of a reading, in order of the text."""

    all: tuple[Linked, ...]
    entities: dict[str, Entity]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Index the mentions of ``reading``."""
        entities = {entity.id: entity for entity in reading.all(Entity)}
        links = {link.mention: link for link in reading.all(Link)}
        linked = (
            Linked(mention, links[mention.id], entities.get(links[mention.id].entity or ""))
            for mention in sorted(reading.all(Mention), key=lambda mention: mention.span)
            if mention.id in links
        )
        return cls(tuple(linked), entities)

    def over(self, spans: Iterable[Span]) -> Iterator[Linked]:
        """Mentions that share a code point with one of ``spans``."""
        listed = tuple(spans)
        return (linked for linked in self.all if any(linked.span.overlaps(s) for s in listed))

    def at(self, offset: int) -> Linked | None:
        """The mention that covers ``offset``: the longest, where one lies in another."""
        covering = [x for x in self.all if x.span.start <= offset < x.span.end]
        return max(covering, key=lambda linked: len(linked.span), default=None)
