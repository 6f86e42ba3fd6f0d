"""From names to entities: one choice per name, with a score and a reason, or none.

A candidate is scored by how often the news means it under that name (its prior), by
whether its kind fits the recogniser's label, and by whether the article speaks of its
country. What stays below the threshold stays unlinked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.lookup import Candidate
from memcon.record import EntityKind
from memcon.stages.mentions.names import Name

THRESHOLD: Final = 0.3
FITTING: Final[Mapping[str, frozenset[EntityKind]]] = {
    "PERSON": frozenset({EntityKind.PERSON}),
    "GPE": frozenset({EntityKind.COUNTRY, EntityKind.CITY, EntityKind.REGION}),
    "LOC": frozenset({EntityKind.REGION, EntityKind.FACILITY, EntityKind.CITY}),
    "FAC": frozenset({EntityKind.FACILITY}),
    "ORG": frozenset({EntityKind.ORGANISATION, EntityKind.GROUP}),
    "NORP": frozenset({EntityKind.COUNTRY, EntityKind.GROUP, EntityKind.REGION}),
    "EVENT": frozenset({EntityKind.EVENT, EntityKind.OTHER}),
    "LAW": frozenset({EntityKind.OTHER, EntityKind.EVENT}),
}
"""Kinds of entity that go with OntoNotes labels."""

UNFITTING: Final = 0.6
"""What a label of another kind leaves of a score: recognisers often mistake places and groups."""
NOT_A_PERSON: Final = 0.15
"""The same where one of the two is a person: people and things are seldom mistaken."""
AT_HOME: Final = 1.5
"""How much more likely a candidate is in an article about its country."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity chosen for a name."""

    entity: str
    score: float
    reason: str


def spoken_of(names: Iterable[Name], knowledge: KnowledgeBase) -> Counter[str]:
    """Alpha-3 codes of the countries that unambiguous names of the article belong to."""
    countries: Counter[str] = Counter()
    for name in names:
        if len(name.candidates) == 1:
            country = knowledge.row(name.candidates[0].entity_id).country
            if country:
                countries[country] += 1
    return countries


def choose(
    name: Name, quote: str, knowledge: KnowledgeBase, countries: Counter[str]
) -> Choice | None:
    """The best candidate of a name at or above the threshold."""
    literal = [c for c in name.candidates if c.alias_kind != "metonym"] or list(name.candidates)
    scored = [(_score(c, name.label, knowledge, countries), c) for c in literal]
    total = sum(score for score, _ in scored)
    if not total:
        return None
    best, candidate = max(scored, key=lambda pair: (pair[0], pair[1].entity_id))
    # A lone candidate is as sure as its fit; rivals take their share.
    score = min(1.0, best) * best / total
    if score < THRESHOLD:
        return None
    return Choice(candidate.entity_id, round(score, 3), _reason(candidate, scored, quote, name))


def _score(
    candidate: Candidate, label: str | None, knowledge: KnowledgeBase, countries: Counter[str]
) -> float:
    row = knowledge.row(candidate.entity_id)
    score = candidate.prior
    if label is not None and row.kind not in FITTING.get(label, frozenset()):
        crossing = (label == "PERSON") != (row.kind is EntityKind.PERSON)
        score *= NOT_A_PERSON if crossing else UNFITTING
    if row.country and countries[row.country] > 0:
        score *= AT_HOME
    return score


def _reason(
    candidate: Candidate, scored: Sequence[tuple[float, Candidate]], quote: str, name: Name
) -> str:
    rivals = len(scored) - 1
    among = f"likeliest of {rivals + 1} so called" if rivals else "the only one so called"
    seen = f", recognised as {name.label}" if name.label else ""
    return f"“{quote}” is {_article(candidate.alias_kind)} in the knowledge base, {among}{seen}"


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
