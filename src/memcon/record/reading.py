"""All that has been read out of one article so far: the one structure that travels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from memcon.record.article import Article
from memcon.record.entity import Entity
from memcon.record.facts import Event, Link, Mention, Position, Statement, Time
from memcon.record.parse import Parse
from memcon.record.signals import Signals

Fact = Mention | Link | Entity | Time | Statement | Event | Position
FactKind = type[Mention | Link | Entity | Time | Statement | Event | Position]
F = TypeVar("F", Mention, Link, Entity, Time, Statement, Event, Position)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, its parse and the facts found by the stages that have run."""

    article: Article
    parse: Parse
    facts: Mapping[FactKind, tuple[Fact, ...]] = field(default_factory=dict)

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind, in the order in which they were found."""
        return self.facts.get(kind, ())  # type: ignore[return-value]  # keyed by their own type

    def adding(self, facts: Iterable[Fact]) -> Reading:
        """A new reading that holds ``facts`` as well."""
        grown: dict[FactKind, list[Fact]] = {kind: list(had) for kind, had in self.facts.items()}
        for fact in facts:
            grown.setdefault(type(fact), []).append(fact)
        return replace(self, facts={kind: tuple(had) for kind, had in grown.items()})

    def with_signals(self, signals: Signals) -> Reading:
        """The same reading, its parse holding ``signals`` too."""
        return replace(self, parse=replace(self.parse, signals=signals))
