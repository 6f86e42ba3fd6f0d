"""All mentions of one article, put together: names, people, role phrases, pronouns, readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.codebook.linking import Weighing
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
from memcon.stages.mentions.contests import Contests
from memcon.stages.mentions.home import as_spelt_here, at_home, told_apart, with_initials
from memcon.stages.mentions.identity import Identity, identify, introduce_body
from memcon.stages.mentions.labels import corrected
from memcon.stages.mentions.merging import find_names
from memcon.stages.mentions.metonymy import head_of, judge
from memcon.stages.mentions.names import PERSON, Name, Scene
from memcon.stages.mentions.namesakes import parted
from memcon.stages.mentions.pairs import find_pairs, resolve_pair
from memcon.stages.mentions.people import Person, find_people, with_short_forms
from memcon.stages.mentions.phrases import find_phrases
from memcon.stages.mentions.pronouns import PersonAt, resolve_pronouns
from memcon.stages.mentions.ranking import Choice, Ranking
from memcon.stages.mentions.roles import RoleResolver, Seen
from memcon.stages.mentions.sites import find_site
from memcon.text.quotations import find_quotations

KNOWN_BODY: Final = 0.9
PEOPLED: Final = (EntityKind.COUNTRY, EntityKind.REGION, EntityKind.CITY)
"""Places whose names mean their own people or authorities where they act: "Crimea voted"."""


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The packaged word lists that finding mentions needs."""

    titles: Titles
    readings: Readings
    weighing: Weighing


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
    is_pair: bool = False
    said: tuple[str, ...] = ()


class MentionFinder:
    """Finds the mentions of one reading; holds what its steps share."""

    def __init__(self, reading: Reading, knowledge: KnowledgeBase, lexicons: Lexicons) -> None:
        self._article: Article = reading.article
        self._parse = reading.parse
        self._knowledge = knowledge
        self._lexicons = lexicons
        self._on = reading.article.published
        self._scene = Scene(reading.article, reading.parse, knowledge)
        self._contests = Contests(reading.article, reading.parse, lexicons.readings)
        names = corrected(self._scene, find_names(self._scene), self._on)
        names = as_spelt_here(self._scene, with_short_forms(reading.parse, names))
        names = told_apart(self._scene, with_initials(self._scene, names))
        self._names = at_home(self._scene, names)

    def facts(self) -> Iterator[Fact]:
        """Entities, mentions and links, in order of the text; each entity once."""
        found = list(self._people())
        found += self._things({mention.span for mention in found})
        found += self._bodies()
        found += self._body_phrases(found)
        found += self._phrases(found)
        pairs = list(self._pairs(found))
        found += [*self._pronouns(found), *pairs]
        seen: set[str] = set()
        for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
            yield from self._as_facts(mention, seen)

    def _people(self) -> Iterator[_Found]:
        people = find_people(self._parse, self._names, self._lexicons.titles)
        for person in parted(people, self._knowledge, self._on):
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
        gender = person.gender or self._lexicons.titles.gender_of(identity.entity.name)
        for naming in person.namings:
            short = len(naming.words) < len(person.fullest.words)
            fullest = person.fullest.text
            reason = f"short for “{fullest}”: {identity.reason}" if short else identity.reason
            choice = Choice(identity.entity.id, identity.score, reason)
            first, last = naming.name.first, naming.name.last
            head = head_of(self._parse, first, last)
            span = self._parse.span(first, last)
            said = tuple(text for text in (naming.title, naming.apposition) if text)
            yield _Found(span, "name", choice, identity.entity, head, gender, said=said)

    def _things(self, people: set[Span]) -> Iterator[_Found]:
        """Names of everything but people: known ones, and places that only this report knows."""
        ranking = Ranking(self._scene, self._names, self._lexicons.weighing)
        for number, name in enumerate(self._names):
            unknown = name.label == PERSON and (len(name) > 1 or not name.candidates)
            if unknown or self._parse.span(name.first, name.last) in people:
                continue
            choice = ranking.choose(number)
            if choice is None:
                yield from self._sites(name, ranking, number)
                continue
            entity = self._entity(choice.entity)
            if entity.kind is not EntityKind.PERSON or name.label != PERSON:
                head = head_of(self._parse, name.first, name.last)
                adjective = self._parse.pos[head] == "ADJ"
                span = self._parse.span(name.first, name.last)
                yield _Found(span, "name", choice, entity, head, is_adjective=adjective)

    def _sites(self, name: Name, ranking: Ranking, number: int) -> Iterator[_Found]:
        """The place that a name is which the knowledge base does not know."""
        holder, located = ranking.holder(number), ranking.items[number].located
        country = self._entity(holder.entity).country if holder else None
        site = find_site(self._scene, name, located=located, country=country)
        if site is not None:
            choice = Choice(site.entity.id, site.score, site.reason)
            span = self._parse.span(name.first, name.last)
            head = head_of(self._parse, name.first, name.last)
            yield _Found(span, "name", choice, site.entity, head)

    def _bodies(self) -> Iterator[_Found]:
        """Organisations that only this report knows."""
        for body in recognised_bodies(self._parse, self._names, self._lexicons.titles):
            yield self._introduced(body, "name")

    def _body_phrases(self, found: list[_Found]) -> Iterator[_Found]:
        """Phrases for bodies: a government is its state, others are known from this report."""
        titles = self._lexicons.titles
        states = {m.head: m.entity for m in found if m.entity.kind is EntityKind.COUNTRY}
        for body in phrase_bodies(self._parse, self._names, titles):
            state = next((states[t] for t in range(body.first, body.head) if t in states), None)
            known = self._known_body(body) if state else None
            if known is not None:
                yield known
            elif state is None:
                yield self._introduced(body, "nominal")
            elif is_government(self._parse, body, titles):
                span = self._parse.span(body.first, body.last)
                reason = f"the government of {state.name} is {state.name} as a party"
                yield _Found(span, "nominal", Choice(state.id, 0.9, reason), state, body.head)

    def _known_body(self, body: Body) -> _Found | None:
        """A body that the knowledge base knows by a name with capitals: "the Indian army"."""
        for candidate in self._knowledge.candidates(_in_capitals(body.name), self._on):
            entity = self._entity(candidate.entity_id)
            if entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP):
                reason = f"“{body.name}” is {entity.name}, written without capitals"
                score = round(KNOWN_BODY * candidate.prior, 3)
                choice = Choice(entity.id, score, reason)
                span = self._parse.span(body.first, body.last)
                return _Found(span, "nominal", choice, entity, body.head)
        return None

    def _introduced(self, body: Body, form: MentionForm) -> _Found:
        identity = introduce_body(self._article, body.name)
        choice = Choice(identity.entity.id, identity.score, identity.reason)
        span = self._parse.span(body.first, body.last)
        return _Found(span, form, choice, identity.entity, body.head)

    def _phrases(self, found: list[_Found]) -> Iterator[_Found]:
        """Role phrases that mean somebody, such as "the Russian leader"."""
        titles, known = self._lexicons.titles, {one.entity.id: one.entity for one in found}
        resolver = self._resolver()
        seen = _seen(found)
        for phrase in find_phrases(self._parse, self._names, titles):
            choice = resolver.resolve(phrase, seen)
            if choice is not None:
                entity = known.get(choice.entity) or self._entity(choice.entity)
                span = phrase.span(self._parse)
                yield _Found(span, "nominal", choice, entity, phrase.head)

    def _resolver(self) -> RoleResolver:
        titles = self._lexicons.titles
        return RoleResolver(self._article, self._parse, self._knowledge, titles=titles)

    def _pairs(self, found: list[_Found]) -> Iterator[_Found]:
        """Plural roles that mean two people, such as "both presidents": a mention of each."""
        parse, resolver, seen = self._parse, self._resolver(), _seen(found)
        named = frozenset(t for name in self._names for t in range(name.first, name.last))
        for pair in find_pairs(parse, named, self._lexicons.titles):
            block = parse.sentence_of(pair.first).block
            begins = next(one.first for one in parse.sentences if one.block == block)
            meant = resolve_pair(
                pair, seen, begins=begins, said=resolver.said, leads=resolver.leads
            )
            for one in meant:
                choice = Choice(one.entity.id, one.score, one.reason)
                span = parse.span(pair.first, pair.last)
                yield _Found(span, "nominal", choice, one.entity, pair.last - 1, is_pair=True)

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
            id=fact_id("mention", self._article.id, *_mark(found)),
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
        if found.form != "name" or not entity.kind.is_place or found.is_adjective:
            return entity, _plain(mention, choice)
        actor = self._actor(entity, found.head)
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

    def _actor(self, entity: Entity, head: int) -> Entity | None:
        """What a place can stand for: a capital or palace for its state, a land or town for itself.

        In a sentence on sport it is the place's team.
        """
        if self._contests.has(head):
            return self._contests.team(entity)
        meant = self._knowledge.stands_for(entity.id)
        if meant:
            return self._entity(meant)
        return entity if entity.kind in PEOPLED else None


def _mark(found: _Found) -> tuple[int | str, ...]:
    """What tells a mention from the article's others: where it stands, of a pair also who."""
    at = (found.span.start, found.span.end)
    return (*at, found.entity.id) if found.is_pair else at


def _seen(found: list[_Found]) -> list[Seen]:
    """Mentions as role phrases see them, in order of the text."""
    return [
        Seen(m.head, m.span.start, m.entity, m.link.score, m.said)
        for m in sorted(found, key=lambda m: m.span.start)
    ]


def _plain(mention: Mention, choice: Choice, *, literal: bool = False, reason: str = "") -> Link:
    return Link(
        mention=mention.id,
        entity=choice.entity,
        reading="literal" if literal else None,
        score=choice.score,
        reason=f"{choice.reason}; {reason}" if reason else choice.reason,
    )


def _in_capitals(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())
