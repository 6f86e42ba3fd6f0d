"""Looking up who is mentioned where: what later stages ask of the facts of earlier ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    longest: int
    """Code points of the longest mention: how far before a place one that covers it can begin."""
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    names: dict[str, list[Linked]] = field(init=False, repr=False, compare=False)
    """The mentions by name of each entity, by its id."""

    def __post_init__(self) -> None:
        names: dict[str, list[Linked]] = {}
        for one in self.all:
            if one.link.entity is not None and one.mention.form == "name":
                names.setdefault(one.link.entity, []).append(one)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "starts", tuple(one.mention.span.start for one in self.all))

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Index the mentions of ``reading``."""
        entities = {entity.id: entity for entity in reading.all(Entity)}
        links = {link.mention: link for link in reading.all(Link)}
        linked = tuple(
            Linked(mention, links[mention.id], entities.get(links[mention.id].entity or ""))
            for mention in sorted(reading.all(Mention), key=lambda mention: mention.span)
            if mention.id in links
        )
        return cls(linked, entities, max((len(one.span) for one in linked), default=0))

    def over(self, spans: Iterable[Span]) -> Iterator[Linked]:
        """Mentions that share a code point with one of ``spans``, in order, each once."""
        last = 0
        for span in sorted(spans):
            first = max(last, bisect_left(self.starts, span.start - self.longest))
            for number in range(first, bisect_left(self.starts, span.end)):
                if self.all[number].mention.span.end > span.start:
                    last = number + 1
                    yield self.all[number]

    def at(self, offset: int) -> Linked | None:
        """The mention that covers ``offset``: the longest, where one lies in another.

        ``None`` for words that mean two people ("both presidents"): they are nobody's alone.
        """
        first = bisect_left(self.starts, offset - self.longest)
        near = self.all[first : bisect_left(self.starts, offset + 1)]
        covering = [linked for linked in near if linked.mention.span.end > offset]
        if len(covering) < 2:
            return covering[0] if covering else None
        longest = max(len(linked.span) for linked in covering)
        found = [linked for linked in covering if len(linked.span) == longest]
        return found[0] if len(found) == 1 else None
