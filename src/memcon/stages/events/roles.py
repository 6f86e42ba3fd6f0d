"""Who takes part in an event, and as what, from the syntax of its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.events import PARTY
from memcon.record import EntityKind
from memcon.record.facts import Role
from memcon.stages.events.features import clause_verb
from memcon.stages.events.matching import Trigger
from memcon.stages.events.occasions import (
    attending,
    guests,
    is_venue,
    listed_before,
    takers,
    teller,
)
from memcon.stages.events.parties import Party, Wanted, find_parties
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import (
    agent_of,
    conjuncts,
    doer_of,
    is_verb,
    objects_of,
    prepositions,
    relative_of,
)

ACTOR_PREPOSITIONS: Final = ("by", "of", "from")
OWNING: Final = ("poss", "compound", "nmod", "amod")
TOGETHER: Final = ("between", "among", "involving")


@dataclass(frozen=True, slots=True)
class Part:
    """A party and its part in an event."""

    party: Party
    role: Role


def find_parts(scene: Scene, trigger: Trigger) -> tuple[Part, ...]:
    """All parties to the event of a trigger, each once, actors first."""
    if trigger.entry.noun:
        found = [*_of_noun(scene, trigger, trigger.token)]
    else:
        found = [*_of_verb(scene, trigger)]
    found += [part for noun in _nouns(scene, trigger) for part in _helpers(scene, noun)]
    return distinct(part for part in found if not _is_building(part))


def _is_building(part: Part) -> bool:
    """Whether somebody is what was talked about: "talks on the dam"."""
    entity = part.party.entity
    return part.role == "actor" and entity is not None and entity.kind is EntityKind.FACILITY


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each party once, in its first part; a recipient that also acts is left an actor."""
    kept: list[Part] = []
    for part in parts:
        if not any(is_same(part, other) for other in kept):
            kept.append(part)
    return tuple(kept)


def is_same(part: Part, rival: Part) -> bool:
    """Whether two parts are of one party: of one place in the text, or of one name.

    On the two sides "Turkish police" and "Turkish students" are two.
    """
    one, other = part.party, rival.party
    apart = part.role != rival.role and (one.loose or other.loose)
    if one.entity is not None and other.entity is not None and not apart:
        return one.entity.id == other.entity.id
    return one.head == other.head or one.span == other.span


def _nouns(scene: Scene, trigger: Trigger) -> Iterator[int]:
    if trigger.entry.noun:
        yield trigger.token
    yield from (t for t in trigger.used if scene.parse.pos[t] in ("NOUN", "PROPN"))


def _helpers(scene: Scene, noun: int) -> Iterator[Part]:
    """Mediators and hosts: "a truce brokered by Qatar", "talks hosted by Oman"."""
    for verb in scene.parse.dependents(noun, "acl", "relcl"):
        role = scene.triggers.helpers.get(scene.lemma(verb))
        agent = agent_of(scene.parse, verb)
        if role is not None and agent is not None:
            yield from (
                Part(party, role) for party in find_parties(scene, agent, Wanted(places=True))
            )


def _of_verb(scene: Scene, trigger: Trigger) -> Iterator[Part]:
    group = trigger.entry.group
    actors = _actors(scene, trigger)
    role = scene.triggers.helpers.get(scene.lemma(trigger.token)) if trigger.used else None
    role = role or _third(scene, trigger, actors)
    yield from (Part(party, role or group.role) for party in actors)
    heads = {party.head for party in actors}
    recipients = [p for p in _recipients(scene, trigger) if p.head not in heads]
    whose = _of_used(scene, trigger)
    several = trigger.type == "CONSULT" and len(whose) > 1
    together = _together(scene, trigger) or (whose if several or not actors else ())
    if role is not None and scene.parse.deps[trigger.token] == "acl":
        nouns = (replace(trigger, token=noun) for noun in trigger.used)
        together = together or tuple(p for noun in nouns for p in attending(scene, noun))
    if together:
        yield from (Part(party, "actor") for party in together)
        return
    yield from (Part(party, "recipient") for party in recipients)


def _third(scene: Scene, trigger: Trigger, actors: tuple[Party, ...]) -> Role | None:
    """A mediator's part, where one proposes what is between two others."""
    meeting = trigger.type == "CONSULT" and bool(trigger.used)
    between = {p.entity.id for p in _together(scene, trigger) if p.entity} if meeting else set()
    doers = {party.entity.id for party in actors if party.entity}
    return "mediator" if len(between) > 1 and doers and not doers & between else None


def _of_used(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Whose meeting or deal it is: "the summit of Trump and Kim was called off"."""
    if not trigger.entry.group.reciprocal:
        return ()
    for noun in trigger.used:
        found = [*_owned(scene, noun)]
        for word, head in prepositions(scene.parse, noun):
            if word in ("of", "with", "by"):
                found += find_parties(scene, head)
        if found:
            return tuple(found)
    return ()


def _actors(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    doer = doer_of(scene.parse, trigger.token)
    if doer is None and trigger.entry.group.mode == "visit" and trigger.entry.group.role == "actor":
        doer = next(iter(scene.parse.dependents(trigger.token, "nsubjpass")), None)
    if doer is None:
        return _owners(scene, trigger)
    found = find_parties(scene, _sayer(scene, doer), Wanted(places=True))
    named = tuple(party for party in found if not party.thing) or found
    return (*listed_before(scene, doer), *named)


def _sayer(scene: Scene, doer: int) -> int:
    """Who says it, where the doer is a pronoun that nobody is known for: "said they would"."""
    parse = scene.parse
    linked = scene.mentions.at(parse.starts[doer])
    if parse.pos[doer] != "PRON" or (linked is not None and linked.entity is not None):
        return doer
    verb = parse.heads[doer]
    while parse.deps[verb] in ("conj", "xcomp") and is_verb(parse, parse.heads[verb]):
        verb = parse.heads[verb]
    if parse.deps[verb] != "ccomp" or not is_verb(parse, parse.heads[verb]):
        return _before(scene, doer)
    sayer = doer_of(parse, parse.heads[verb])
    return doer if sayer is None else sayer


def _before(scene: Scene, pronoun: int) -> int:
    """The person who is the one subject before "he" or "she", here or in the sentence before."""
    parse = scene.parse
    here = parse.sentence_of(pronoun)
    number = parse.sentence_index(pronoun)
    if parse.words[pronoun].lower() not in ("he", "she"):
        return pronoun
    before = parse.sentences[number - 1].first if number else here.first
    for first, last in ((here.first, pronoun), (before, here.first)):
        subjects = [t for t in range(first, last) if parse.deps[t] in ("nsubj", "nsubjpass")]
        persons = [t for t in subjects if parse.pos[t] != "PRON" and _is_person(scene, t)]
        if persons:
            return persons[0] if len(persons) == 1 else pronoun
    return pronoun


def _is_person(scene: Scene, head: int) -> bool:
    entities = (party.entity for party in find_parties(scene, head))
    return any(entity is not None and entity.kind is EntityKind.PERSON for entity in entities)


def _owners(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Whose the noun is that a passive verb is about: "Israel's attack was launched"."""
    for noun in trigger.used:
        for owner in scene.parse.dependents(noun, "poss"):
            return find_parties(scene, owner, Wanted(places=True))
    return ()


def _together(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Those between whom it is, where the words say "between" or "among"."""
    verb = clause_verb(scene, trigger) if trigger.entry.noun else None
    below = () if verb is None else (verb,)
    for token in (trigger.token, *trigger.used, *below):
        for word, noun in prepositions(scene.parse, token):
            if word in TOGETHER:
                return find_parties(scene, noun, Wanted(places=True))
    return ()


def _recipients(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Parties at the first place of the entry's list that names any."""
    group = trigger.entry.group
    wanted = Wanted(things=group.things, places=group.place, inner=group.type in SPEECH)
    for place in group.recipient:
        for head in _at(scene, trigger, place):
            loose = place in ("in", "near", "along", "outside", "around")
            limited = wanted
            if place != "object":
                there = loose and group.reciprocal  # "agreed in Rome": where, not with whom
                limited = Wanted(things=wanted.things and not loose, places=not there)
            elif _has_object(scene, trigger):
                limited = Wanted(places=wanted.places)
            found = find_parties(scene, head, limited)
            if found:
                return found
    return _inside_clause(scene, trigger) or _thing(scene, trigger)


def _thing(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """What is done to, where it is nobody: "reviewed the mandate"."""
    if "object" not in trigger.entry.group.recipient or trigger.used:
        return ()
    for thing in objects_of(scene.parse, trigger.token):
        return find_parties(scene, thing, Wanted(things=True))[:1]
    return ()


def _has_object(scene: Scene, trigger: Trigger) -> bool:
    """Whether what is done to is part of the trigger: "rejects signals"."""
    return any(scene.parse.deps[token] in ("dobj", "nsubjpass") for token in trigger.used)


def _at(scene: Scene, trigger: Trigger, place: str) -> Iterator[int]:
    parse = scene.parse
    if place in ("object", "dative"):
        yield from parse.dependents(trigger.token, "dative")
        for thing in objects_of(parse, trigger.token):
            first, last = parse.subtree_range(thing)
            if _is_whom(scene, trigger, thing) or not any(
                first <= used < last for used in trigger.used
            ):
                yield thing
        if place == "object":
            yield from _owners_of_used(scene, trigger)
        return
    for token in (trigger.token, *trigger.used, *objects_of(parse, trigger.token)):
        for word, noun in prepositions(parse, token):
            if word == place and noun not in trigger.used:
                yield noun


def _is_whom(scene: Scene, trigger: Trigger, thing: int) -> bool:
    """Whether a word of the trigger is the party itself: "received the envoy"."""
    if thing not in trigger.used or all(slot.name != PARTY for slot in trigger.entry.slots):
        return False
    if scene.parse.pos[thing] == "PRON":
        return scene.parse.deps[thing] == "nsubjpass"
    return any(party.is_named for party in find_parties(scene, thing))


def _owners_of_used(scene: Scene, trigger: Trigger) -> Iterator[int]:
    """Whose the noun is that the verb took: "rejected Israel's proposal", "a Senegalese plan"."""
    doer = doer_of(scene.parse, trigger.token)
    for noun in trigger.used:
        if scene.parse.deps[noun] in ("dobj", "nsubjpass", "pobj"):
            for child in scene.parse.dependents(noun, *OWNING):
                known = scene.mentions.at(scene.parse.starts[child]) is not None
                if child != doer and known and not is_venue(scene, child):
                    yield child


def _inside_clause(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Whom the clause under the trigger is about: "demanded that Sweden extradite …"."""
    if trigger.clause is None:
        return ()
    parse, clause = scene.parse, trigger.clause
    own = doer_of(parse, trigger.token)
    for subject in parse.dependents(clause, "nsubj", "nsubjpass"):
        found = find_parties(scene, subject, Wanted(places=True))
        if found and subject != own:
            return found
    wanted = Wanted(things=False, places=True)
    for thing in objects_of(parse, clause):
        found = find_parties(scene, thing, wanted)
        if found:
            return found
    for token in (clause, *objects_of(parse, clause)):
        for word, noun in prepositions(parse, token):
            if word in INTO:
                found = find_parties(scene, noun, wanted)
                if found:
                    return found
    return ()


INTO: Final = ("with", "to", "from", "on", "against", "in", "of", "for", "at")


def _of_noun(scene: Scene, trigger: Trigger, noun: int) -> Iterator[Part]:
    group = trigger.entry.group
    together = _together(scene, trigger)
    if together:
        yield from (Part(party, "actor") for party in together)
        return
    of = group.recipient_of
    owners = _owned(scene, noun) or attending(scene, trigger)
    if not any(word in ("of", "by") for word, _ in prepositions(scene.parse, noun)):
        owners = owners or teller(scene, trigger)
    if group.role == "host":
        yield from (Part(p, "recipient") for p in takers(scene, noun))
    asked = guests(scene, noun)
    yield from (Part(p, "recipient" if p.head in asked else group.role) for p in owners)
    agent = agent_of(scene.parse, noun)
    if agent is not None:
        yield from (Part(p, group.role) for p in find_parties(scene, agent, Wanted(places=True)))
    for word, head in prepositions(scene.parse, noun):
        if word == "of":
            role: Role = "recipient" if of else group.role
            wanted = Wanted(things=of and group.things, places=True)
            yield from (Part(p, role) for p in find_parties(scene, head, wanted))
    yield from _noun_recipients(scene, trigger, noun)


def _noun_recipients(scene: Scene, trigger: Trigger, noun: int) -> Iterator[Part]:
    group = trigger.entry.group
    below = [*prepositions(scene.parse, noun)]
    below += _goals(scene, noun) if group.mode == "visit" else ()
    for place in group.recipient:
        for word, head in below:
            if word == place and word not in ("of", "by"):
                wanted = Wanted(things=group.things and place != "in", places=group.place)
                found = find_parties(scene, head, wanted)
                yield from (Part(p, "recipient") for p in found)


def _goals(scene: Scene, visit: int) -> Iterator[tuple[str, int]]:
    """Where a visit goes, told before it or beside: "the Rome visit", "put off a trip to Rome"."""
    parse = scene.parse
    venues = parse.dependents(visit, "compound", "nmod")
    yield from (("to", goal) for goal in venues if is_venue(scene, goal))
    if parse.deps[visit] == "dobj":
        yield from (pair for pair in prepositions(parse, parse.heads[visit]) if pair[0] == "to")


def _owned(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Parties before a noun: "Trump's visit", "the Trump-Putin summit", "Israeli strikes"."""
    parse, found = scene.parse, list[Party]()
    for child in parse.children[noun]:
        if child > noun or parse.deps[child] not in OWNING:
            continue
        if parse.deps[child] == "poss":
            found += _owner(scene, noun, child)
            continue
        if is_venue(scene, child):
            continue
        for token in sorted({*conjuncts(parse, child), *parse.dependents(child, *OWNING)}):
            found += _before_noun(scene, token)
    return tuple(found)


def _owner(scene: Scene, noun: int, owner: int) -> tuple[Party, ...]:
    """Whose it is; "their" are the one who does the clause and the one it is done to."""
    found = find_parties(scene, relative_of(scene.parse, owner), Wanted(places=True))
    if scene.lemma(owner) != "their" or any(party.is_named for party in found):
        return found
    for verb in scene.parse.ancestors(noun):
        if is_verb(scene.parse, verb):
            doer = doer_of(scene.parse, verb)
            told = [
                head for word, head in prepositions(scene.parse, verb) if word in ("to", "with")
            ]
            heads = [doer, *objects_of(scene.parse, verb), *told]
            return tuple(p for head in heads if head is not None for p in find_parties(scene, head))
    return ()


def _before_noun(scene: Scene, token: int) -> tuple[Party, ...]:
    """The party that a word before a noun names; in "Trump-Putin summit" by surname."""
    linked = scene.mentions.at(scene.parse.starts[token])
    if linked is None:
        return ()
    if linked.entity is not None and linked.entity.kind is EntityKind.EVENT:
        entity = scene.called(scene.parse.words[token])
        span = scene.parse.span(token, token + 1)
        return (Party(token, span, entity),) if entity is not None else ()
    return find_parties(scene, token)


SPEECH: Final = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
"""Acts of speech: what is said of a thing is said to whose it is."""
