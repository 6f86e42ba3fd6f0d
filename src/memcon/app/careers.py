"""Who held which office when, as the knowledge base has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.offices import Holding

MOST: Final = 12
"""Offices of a state that are told of at most, the most senior first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One office as one person held it; ``end`` is ``None`` where it lasted at ``as_of``."""

    person: str
    name: str
    office: str
    of: str
    begin: str
    end: str | None
    source: str
    as_of: str


class Careers:
    """Terms of office of people, states and bodies; those the base does not know have none."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge

    @classmethod
    def open(cls, kb: Path | None) -> Careers:
        """The careers in a knowledge base; raises ``ResourceError`` where it is damaged."""
        return cls(KnowledgeBase.open(kb))

    def of(self, entity: str, *, on: str | None) -> tuple[Term, ...]:
        """All offices of a person in order, or who held those of a state or body on a date."""
        known = self._knowledge
        if entity not in known:
            return ()
        career = known.career(entity)
        return tuple(self._terms(career or self._holders(entity, on)))

    def _holders(self, body: str, on: str | None) -> Iterable[Holding]:
        held = (one for row in self._knowledge.offices(body) for one in self._latest(row.id, on))
        return sorted(held, key=lambda one: (*one.rank, one.office))[:MOST]

    def _latest(self, office: str, on: str | None) -> tuple[Holding, ...]:
        return self._knowledge.holders(office, on=on)[:1]

    def _terms(self, held: Iterable[Holding]) -> Iterable[Term]:
        known = self._knowledge
        for one in held:
            yield Term(
                person=one.person,
                name=known.name(one.person),
                office=known.office_words(one),
                of=one.of,
                begin=one.begin,
                end=one.end,
                source=one.source,
                as_of=one.as_of,
            )
