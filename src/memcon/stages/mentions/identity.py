"""Who a person in an article is: one of the knowledge base, or someone the article introduces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import load_titles
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Article, Card, Entity, EntityKind, fact_id
from memcon.stages.mentions.people import Person

NAMED_IN_FULL: Final = 0.95
BY_SURNAME: Final = 0.7
INTRODUCED: Final = 0.6
RECOGNISED: Final = 0.5
SHORTEST: Final = 4
"""Letters of a surname that tells who is meant without a title; a given name tells nobody."""
OWN_REPORT: Final = "this report"


@dataclass(frozen=True, slots=True)
class Identity:
    """A person identified: the entity, how sure that is, and why."""

    entity: Entity
    score: float
    reason: str


def identify(person: Person, article: Article, knowledge: KnowledgeBase) -> Identity | None:
    """The identity of ``person``: by full name, by title and surname, or as introduced here.

    ``None`` for a lone surname that nothing explains.
    """
    for identity in _known(person, article.published, knowledge):
        return identity
    return _introduced(person, article)


def _known(person: Person, on: str | None, knowledge: KnowledgeBase) -> Iterator[Identity]:
    name, words = person.fullest.text, person.fullest.words
    if person.fullest.is_full and _reports(person):
        return
    for form in dict.fromkeys((name, " ".join(words), _without_initials(words))):
        for candidate in knowledge.candidates(form, on):
            if knowledge.kind(candidate.entity_id) is EntityKind.PERSON:
                score = round(NAMED_IN_FULL * candidate.prior, 3)
                reason = f"the knowledge base knows the full name “{form}”"
                yield Identity(knowledge.entity(candidate.entity_id, on=on), score, reason)
    for title in person.titles:
        resolved = knowledge.resolve(f"{title} {name}", on)
        if resolved.entity is not None and resolved.entity.kind is EntityKind.PERSON:
            yield Identity(resolved.entity, resolved.score, resolved.reason)
    yield from _by_other_form(person, on, knowledge)
    if not person.fullest.is_full and len(name) >= SHORTEST and not load_titles().gender_of(name):
        bearers = knowledge.bearers(name, on=on)
        if len(bearers) == 1:
            reason = f"of the people in the knowledge base called {name} only one is in office"
            yield Identity(knowledge.entity(bearers[0], on=on), BY_SURNAME, reason)


def _reports(person: Person) -> bool:
    """Whether the report says that somebody is a reporter: so no namesake in office."""
    said = (person.role or "").casefold().split()
    return not load_titles().reporting.isdisjoint(said)


def _by_other_form(person: Person, on: str | None, knowledge: KnowledgeBase) -> Iterator[Identity]:
    """One in office who is known by a short or full given name: "Senator Benjamin Diaz"."""
    given, *_ = person.fullest.words
    others = load_titles().forms.get(given, ()) if person.fullest.is_full and person.role else ()
    for other in others:
        form = _without_initials((other, *person.fullest.words[1:]))
        for candidate in knowledge.candidates(form, on):
            if knowledge.kind(candidate.entity_id) is EntityKind.PERSON and knowledge.offices_of(
                candidate.entity_id, on
            ):
                reason = f"{given} is {other}: the knowledge base knows “{form}” in office"
                score = round(BY_SURNAME * candidate.prior, 3)
                yield Identity(knowledge.entity(candidate.entity_id, on=on), score, reason)


def introduce_body(article: Article, name: str) -> Identity:
    """An organisation whom only this report knows; it has no card."""
    entity = Entity(
        id=fact_id("entity", article.id, name.casefold()),
        name=name,
        kind=EntityKind.ORGANISATION,
    )
    return Identity(entity, RECOGNISED, f"recognised as an organisation in this report: “{name}”")


def _without_initials(words: Sequence[str]) -> str:
    """The name without middle initials: "Dmitri S. Peskov" is Dmitri Peskov."""
    kept = (w for w in words[1:-1] if len(w.rstrip(".")) > 1)
    return " ".join((words[0], *kept, words[-1])) if len(words) > 1 else words[0]


def _in_lower_case(word: str) -> str:
    """A surname that a transcript shouts as it is written elsewhere: "WALLACE" is Wallace."""
    return word.capitalize() if word.isupper() and len(word) >= SHORTEST else word


def _introduced(person: Person, article: Article) -> Identity | None:
    """A person whom only this report knows; a card says who the report says it is."""
    fullest, role = person.fullest, person.role
    if not (fullest.is_full or role or person.gender or len(person.namings) > 1):
        return None
    name = " ".join(_in_lower_case(word) for word in fullest.words)
    card = (
        Card(
            f"{name} appears in this report as “{role}”.",
            OWN_REPORT,
            article.url,
            article.published,
        )
        if role
        else None
    )
    entity = Entity(
        id=fact_id("entity", article.id, name.casefold()),
        name=name,
        kind=EntityKind.PERSON,
        description=role,
        card=card,
    )
    return Identity(entity, INTRODUCED, f"introduced in this report as “{name}”")
