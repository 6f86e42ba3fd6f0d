"""All mentions of one article, put together: names, people, role phrases, pronouns, readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.metonymy import Readings
from memcon.codebook.titles import Titles
from memcon.knowledge.base import KnowledgeBase
from memcon.record import (
    Article,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    Link,
    Mention,
    Reading,
    Span,
    fact_id,
)
from memcon.record.facts import MentionForm
from memcon.stages.mentions.bodies import (
    Body,
    is_government,
    phrase_bodies,
    recognised_bodies,
)
from memcon.stages.mentions.identity import Identity, identify, introduce_body
from memcon.stages.mentions.linking import Choice, choose, spoken_of
from memcon.stages.mentions.metonymy import head_of, judge
from memcon.stages.mentions.names import ORGANISATION, PERSON, Name, find_names
from memcon.stages.mentions.people import Person, find_people, with_short_forms
from memcon.stages.mentions.phrases import COUNTERPART, RolePhrase, find_phrases
from memcon.stages.mentions.pronouns import PersonAt, resolve_pronouns
from memcon.text.quotations import find_quotations

PHRASE_THRESHOLD: Final = 0.4
TAKEN_UP: Final = 0.7


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The packaged word lists that finding mentions needs."""

    titles: Titles
    readings: Readings


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention on its way to becoming facts."""

    span: Span
    form: MentionForm
    link: Choice
    entity: Entity
    head: int
    gender: str = ""
    is_adjective: bool = False


class MentionFinder:
    """Finds the mentions of one reading; holds what its steps share."""

    def __init__(self, reading: Reading, knowledge: KnowledgeBase, lexicons: Lexicons) -> None:
        self._article: Article = reading.article
        self._parse = reading.parse
        self._knowledge = knowledge
        self._lexicons = lexicons
        self._on = reading.article.published
        names = [
            self._as_person(name) for name in find_names(reading.article, reading.parse, knowledge)
        ]
        self._names = with_short_forms(reading.parse, names)

    def _as_person(self, name: Name) -> Name:
        """A lone name taken for a body that is the surname of somebody in office."""
        if name.label != ORGANISATION or name.candidates or len(name) > 1:
            return name
        bearers = self._knowledge.bearers(self._parse.words[name.first], on=self._on)
        return replace(name, label=PERSON) if bearers else name

    def facts(self) -> Iterator[Fact]:
        """Entities, mentions and links, in order of the text; each entity once."""
        found = [*self._people(), *self._things(), *self._bodies()]
        found += self._body_phrases(found)
        found += self._phrases(found)
        found += self._pronouns(found)
        seen: set[str] = set()
        for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
            yield from self._as_facts(mention, seen)

    def _people(self) -> Iterator[_Found]:
        people = find_people(self._parse, self._names, self._lexicons.titles)
        for person in people:
            if self._is_someone(person):
                identity = identify(person, self._article, self._knowledge)
                if identity is not None:
                    yield from self._namings(person, identity)

    def _is_someone(self, person: Person) -> bool:
        """Whether a lone word that also names a place or body was seen with a title."""
        if person.fullest.is_full or person.titles:
            return True
        return not any(
            self._knowledge.kind(candidate.entity_id) is not EntityKind.PERSON
            for naming in person.namings
            for candidate in naming.name.candidates
        )

    def _namings(self, person: Person, identity: Identity) -> Iterator[_Found]:
        for naming in person.namings:
            short = len(naming.words) < len(person.fullest.words)
            fullest = person.fullest.text
            reason = f"short for “{fullest}”: {identity.reason}" if short else identity.reason
            choice = Choice(identity.entity.id, identity.score, reason)
            first, last = naming.name.first, naming.name.last
            head = head_of(self._parse, first, last)
            span = self._parse.span(first, last)
            yield _Found(span, "name", choice, identity.entity, head, person.gender)

    def _things(self) -> Iterator[_Found]:
        """Names of everything but people; only those that the knowledge base knows."""
        countries = spoken_of(self._names, self._knowledge)
        for name in self._names:
            if not name.candidates or (name.label == PERSON and len(name) > 1):
                continue
            span = self._parse.span(name.first, name.last)
            choice = choose(name, self._article.quote(span), self._knowledge, countries)
            if choice is None:
                continue
            entity = self._entity(choice.entity)
            if entity.kind is not EntityKind.PERSON or name.label != PERSON:
                head = head_of(self._parse, name.first, name.last)
                adjective = self._parse.pos[head] == "ADJ"
                yield _Found(span, "name", choice, entity, head, is_adjective=adjective)

    def _bodies(self) -> Iterator[_Found]:
        """Organisations that only this report knows."""
        for body in recognised_bodies(self._parse, self._names):
            yield self._introduced(body, "name")

    def _body_phrases(self, found: list[_Found]) -> Iterator[_Found]:
        """Phrases for bodies: a government is its state, others are known from this report."""
        titles = self._lexicons.titles
        states = {m.head: m.entity for m in found if m.entity.kind is EntityKind.COUNTRY}
        for body in phrase_bodies(self._parse, self._names, titles):
            state = next((states[t] for t in range(body.first, body.head) if t in states), None)
            if state is None:
                yield self._introduced(body, "nominal")
            elif is_government(self._parse, body, titles):
                span = self._parse.span(body.first, body.last)
                reason = f"the government of {state.name} is {state.name} as a party"
                yield _Found(span, "nominal", Choice(state.id, 0.9, reason), state, body.head)

    def _introduced(self, body: Body, form: MentionForm) -> _Found:
        identity = introduce_body(self._article, body.name)
        choice = Choice(identity.entity.id, identity.score, identity.reason)
        span = self._parse.span(body.first, body.last)
        return _Found(span, form, choice, identity.entity, body.head)

    def _phrases(self, found: list[_Found]) -> Iterator[_Found]:
        known = {mention.entity.id: mention.entity for mention in found}
        spoken = tuple(entity_id for entity_id in known if entity_id in self._knowledge)
        for phrase in find_phrases(self._parse, self._names, self._lexicons.titles):
            choice = self._resolve(phrase, found, spoken)
            if choice is not None:
                entity = known.get(choice.entity) or self._entity(choice.entity)
                span = phrase.span(self._parse)
                yield _Found(span, "nominal", choice, entity, phrase.head)

    def _resolve(
        self, phrase: RolePhrase, found: list[_Found], spoken: tuple[str, ...]
    ) -> Choice | None:
        if phrase.names:
            return self._beside(phrase, found)
        text = self._article.quote(phrase.span(self._parse))
        if self._parse.lemmas[phrase.head].lower() == COUNTERPART:
            return self._counterpart(phrase, found)
        if phrase.is_bare:
            return self._taken_up(phrase, text, found)
        resolved = self._knowledge.resolve(text, self._on, context=spoken)
        if resolved.entity is None or resolved.score < PHRASE_THRESHOLD:
            return None
        if resolved.entity.kind is not EntityKind.PERSON:
            return None
        return Choice(resolved.entity.id, resolved.score, resolved.reason)

    def _beside(self, phrase: RolePhrase, found: list[_Found]) -> Choice | None:
        """The person whose name follows the phrase."""
        if phrase.last >= len(self._parse):
            return None
        start = self._parse.starts[phrase.last]
        for mention in found:
            if mention.span.start == start and mention.entity.kind is EntityKind.PERSON:
                reason = f"stands beside the name of {mention.entity.name}"
                return Choice(mention.entity.id, mention.link.score, reason)
        return None

    def _taken_up(self, phrase: RolePhrase, text: str, found: list[_Found]) -> Choice | None:
        """The last person before a bare role ("the minister") whose office has its words."""
        words = [word.lower() for word in text.split()[1:]]
        for mention in sorted(found, key=lambda m: -m.head):
            entity = mention.entity
            if mention.head >= phrase.head or entity.kind is not EntityKind.PERSON:
                continue
            said = (entity.office.title if entity.office else entity.description or "").lower()
            if said.split()[-len(words) :] == words or all(word in said.split() for word in words):
                reason = f"“{text}” takes up {entity.name}, {said}, named before"
                return Choice(entity.id, TAKEN_UP, reason)
        return None

    def _counterpart(self, phrase: RolePhrase, found: list[_Found]) -> Choice | None:
        """The holder of the same office in the state named: "his American counterpart".

        A name after a comma says who it is, and need not be in the same office.
        """
        if phrase.last < len(self._parse) and self._parse.words[phrase.last] == ",":
            return self._beside(replace(phrase, last=phrase.last + 1), found)
        people = [m for m in found if m.head < phrase.head and m.entity.office is not None]
        states = [m.entity for m in found if phrase.first <= m.head < phrase.last]
        if not people or not states:
            return None
        anchor = max(people, key=lambda mention: mention.head).entity
        for held in self._knowledge.offices_of(anchor.id, self._on):
            for other in self._knowledge.holders(held.role, of=states[0].id, on=self._on):
                office = self._knowledge.office_words(other)
                reason = f"{office}, the same office as that of {anchor.name}"
                return Choice(other.person, 0.8, reason)
        return None

    def _pronouns(self, found: list[_Found]) -> Iterator[_Found]:
        persons = [m for m in found if m.entity.kind is EntityKind.PERSON]
        by_id = {mention.entity.id: mention.entity for mention in persons}
        people = [
            PersonAt(m.head, m.entity.id, m.gender) for m in sorted(persons, key=lambda m: m.head)
        ]
        blocks = (block for block in self._article.blocks if block.kind.is_reporting)
        quoted = [q.outer for b in blocks for q in find_quotations(self._article.text, b.span)]
        for pronoun in resolve_pronouns(self._parse, people, quoted, self._lexicons.titles):
            span = self._parse.span(pronoun.token, pronoun.token + 1)
            choice = Choice(pronoun.entity, pronoun.score, pronoun.reason)
            yield _Found(span, "pronoun", choice, by_id[pronoun.entity], pronoun.token)

    def _as_facts(self, found: _Found, seen: set[str]) -> Iterator[Fact]:
        mention = Mention(
            id=fact_id("mention", self._article.id, found.span.start, found.span.end),
            evidence=Evidence.of(self._article, found.span),
            form=found.form,
        )
        actor, link = self._link(found, mention)
        for entity in (found.entity, actor):
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity
        yield mention
        yield link

    def _link(self, found: _Found, mention: Mention) -> tuple[Entity, Link]:
        """The link of a mention, with its reading, and the entity that is meant."""
        choice, entity = found.link, found.entity
        actor = self._actor(entity)
        if found.form != "name" or not entity.kind.is_place or found.is_adjective:
            return entity, _plain(mention, choice)
        if actor is None:
            return entity, _plain(mention, choice, literal=True)
        tokens = self._parse.tokens_in(found.span)
        roles = self._lexicons.titles.persons
        judged = judge(self._parse, tokens[0], tokens[-1] + 1, self._lexicons.readings, roles)
        if judged.reading == "literal":
            return entity, _plain(mention, choice, literal=True, reason=judged.reason)
        return actor, Link(
            mention=mention.id,
            entity=actor.id,
            named=entity.id if entity.id != actor.id else None,
            reading="metonym",
            score=round(choice.score * judged.score, 3),
            reason=f"{choice.reason}; stands for {actor.name}: {judged.reason}",
        )

    def _entity(self, entity_id: str) -> Entity:
        return self._knowledge.entity(entity_id, on=self._on)

    def _actor(self, entity: Entity) -> Entity | None:
        """What a place can stand for: a state for itself, a capital or palace for its state."""
        if entity.kind is EntityKind.COUNTRY:
            return entity
        meant = self._knowledge.stands_for(entity.id)
        return self._entity(meant) if meant else None


def _plain(mention: Mention, choice: Choice, *, literal: bool = False, reason: str = "") -> Link:
    return Link(
        mention=mention.id,
        entity=choice.entity,
        reading="literal" if literal else None,
        score=choice.score,
        reason=f"{choice.reason}; {reason}" if reason else choice.reason,
    )
