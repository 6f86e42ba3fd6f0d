"""Noun phrases as parties: states, organisations, people and groups, with or without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.record import Entity, EntityKind, Parse, Span
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import conjuncts, prepositions
from memcon.stages.statements.clauses import phrase_of, trimmed

ACTING: Final = frozenset(
    {EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP}
)
PEOPLE: Final = "NORP"
"""The label of those who are from somewhere: "another Chechen"."""
NAMED: Final = ("PERSON", "ORG", "NORP", "GPE")
INNER: Final = ("poss", "amod", "compound", "nmod", "appos")
BOTH: Final = frozenset({"two", "both"})
SPEAKERS: Final = frozenset({"he", "she", "they", "we", "i", "him", "her", "them", "us", "it"})


@dataclass(frozen=True, slots=True)
class Party:
    """One party: the head token of its words, where they stand, and who it is, if known."""

    head: int
    span: Span
    entity: Entity | None = None
    thing: bool = False
    loose: bool = False
    """Whether the entity is only where it is from: "Turkish police"."""
    """Whether it is a thing or a place that something is done to."""

    @property
    def is_named(self) -> bool:
        """Whether the entity is known."""
        return self.entity is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may stand for a party beside those who act."""

    things: bool = False
    places: bool = False
    inner: bool = False
    """Whether the party inside a phrase about a thing comes before the thing."""


def find_parties(scene: Scene, head: int, wanted: Wanted = Wanted()) -> tuple[Party, ...]:
    """The parties that the noun phrase with head ``head`` names, joined ones one by one."""
    joined = list(conjuncts(scene.parse, head))
    found = (_party(scene, token, wanted, 0) for token in joined)
    parties = [party for party in found if party is not None]
    return tuple(one for party in _apart(scene, parties) for one in _spread(scene, party))


def _spread(scene: Scene, party: Party) -> Iterator[Party]:
    """Several of one office are as many parties: "the ministers of Egypt and Ethiopia"."""
    parse, head = scene.parse, party.head
    if not party.loose or parse.tags[head] not in ("NNS", "NNPS"):
        yield party
        return
    known = next((found for found in _chains(scene, head) if len(found) > 1), ())
    yield from (replace(party, entity=entity) for entity in known)
    if not known:
        yield party


def _chains(scene: Scene, head: int) -> Iterator[tuple[Entity, ...]]:
    """Those whom words joined by "and" beside a noun name: "Greek and Turkish officials"."""
    parse = scene.parse
    beside = ("amod", "compound", "nmod", "appos")
    chains = [[t] for dep in beside for t in parse.dependents(head, dep)]
    for preposition in parse.dependents(head, "prep"):
        if scene.lemma(preposition) in ("of", "from"):
            nouns = parse.dependents(preposition, "pobj")
            chains.append([*nouns, *_joined_by(parse, preposition)])
    for chain in chains:
        tokens = [joined for one in chain for joined in conjuncts(parse, one)]
        linked = (scene.mentions.at(parse.starts[token]) for token in tokens)
        entities = (one.entity for one in linked if one is not None and one.entity is not None)
        named = {e.id: e for e in entities if e.kind in ACTING or e.kind.is_place}
        yield tuple(named.values())


def _joined_by(parse: Parse, preposition: int) -> Iterator[int]:
    """What a preposition governs that is joined to another: "of the army and of the rebels"."""
    for other in parse.dependents(preposition, "conj"):
        yield from parse.dependents(other, "pobj")


def _apart(scene: Scene, parties: list[Party]) -> Iterator[Party]:
    """Each party without the words of those joined to it."""
    for party in parties:
        later = [o.span.start for o in parties if party.span.start < o.span.start < party.span.end]
        if not later:
            yield party
            continue
        inside = scene.parse.tokens_in(Span(party.span.start, min(later)))
        last = inside.stop
        while last - 1 > inside.start and scene.parse.deps[last - 1] in ("cc", "punct"):
            last -= 1
        span = scene.parse.span(*trimmed(scene.parse, inside.start, max(last, inside.start + 1)))
        yield replace(party, span=span)


def _party(scene: Scene, head: int, wanted: Wanted, depth: int) -> Party | None:
    parse, lemma = scene.parse, scene.lemma(head)
    if head in scene.dateline:
        return None
    if depth < 2 and lemma in scene.triggers.quantity:
        for word, noun in prepositions(parse, head):
            if word == "of":
                inner = _party(scene, noun, wanted, depth + 1)
                return inner and replace(inner, span=phrase_span(parse, head))
    linked = scene.mentions.at(parse.starts[head])
    entity = linked.entity if linked else None
    if entity is not None:
        return _of_entity(scene, head, entity, wanted)
    if is_animate(scene, head):
        return Party(head, phrase_span(parse, head), _modifier(scene, head), loose=True)
    if wanted.inner and (inside := _inner(scene, head, wanted, depth)) is not None:
        return inside
    if wanted.things and parse.pos[head] in ("NOUN", "PROPN"):
        return Party(head, phrase_span(parse, head), _modifier(scene, head), thing=True)
    return _inner(scene, head, wanted, depth)


def _of_entity(scene: Scene, head: int, entity: Entity, wanted: Wanted) -> Party | None:
    span = phrase_span(scene.parse, head)
    if entity.kind in ACTING or scene.labels.get(head) == PEOPLE:
        return Party(head, span, entity)
    if entity.kind.is_place and (wanted.places or wanted.things):
        return Party(head, span, entity, thing=True)
    if entity.kind is EntityKind.EVENT or not wanted.things:
        return None
    return Party(head, span, entity, thing=True)


def is_animate(scene: Scene, head: int) -> bool:
    """Whether a noun or pronoun that no entity is known for can act."""
    if scene.parse.words[head].lower() in SPEAKERS:
        return scene.parse.words[head].lower() != "it"
    if scene.labels.get(head) in NAMED and scene.parse.pos[head] in ("NOUN", "ADJ"):
        return True
    if scene.parse.pos[head] == "PROPN" and scene.labels.get(head, NAMED[0]) in NAMED:
        return True
    if scene.lemma(head) in scene.triggers.party:
        return True
    beside = scene.parse.dependents(head, "appos", "compound")
    return any(scene.labels.get(child) == "PERSON" for child in beside)


def is_both(scene: Scene, head: int) -> bool:
    """Whether a noun is one of two that are known: "both sides", not "two million people"."""
    parse = scene.parse
    if parse.words[head].lower() in BOTH:
        return True
    beside = parse.dependents(head, "nummod", "det", "predet", "amod", "preconj")
    return any(parse.words[child].lower() in BOTH for child in beside)


def _modifier(scene: Scene, head: int) -> Entity | None:
    """Who the modifiers of a noun name: "Russian troops", "the spokesman, Dmitry Peskov"."""
    parse = scene.parse
    order = ("appos", "compound", "nmod", "amod", "poss")
    children = [child for dep in order for child in parse.dependents(head, dep)]
    children += [noun for word, noun in prepositions(parse, head) if word in ("of", "from", "in")]
    for child in children:
        linked = scene.mentions.at(parse.starts[child])
        entity = linked.entity if linked else None
        if entity is not None and (entity.kind in ACTING or entity.kind.is_place):
            return entity
    return None


def _inner(scene: Scene, head: int, wanted: Wanted, depth: int) -> Party | None:
    """The party inside a phrase about a thing: "Israel's proposal", "the claims of Moscow"."""
    if depth >= 2:
        return None
    parse = scene.parse
    owned = [child for dep in INNER for child in parse.dependents(head, dep)]
    owned += [noun for word, noun in prepositions(parse, head) if word in INSIDE]
    for child in owned:
        if (
            child in parse.dependents(head, "compound")
            and scene.mentions.at(parse.starts[child]) is None
        ):
            continue
        found = _party(scene, child, Wanted(places=wanted.places), depth + 1)
        if found is not None:
            return found
    return None


INSIDE: Final = ("by", "of", "from", "against", "on", "with", "to", "for", "in", "between")


def phrase_span(parse: Parse, head: int) -> Span:
    """The words of a noun phrase without clauses, appositions and what follows a comma."""
    first, last = phrase_of(parse, head)
    for child in parse.dependents(head, "appos", "conj", "cc", "punct"):
        if child > head:
            last = min(last, parse.subtree_range(child)[0])
    return parse.span(*trimmed(parse, min(first, head), max(last, head + 1)))
