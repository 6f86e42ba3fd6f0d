"""Who takes part in an event, and as what, from the syntax of its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import EntityKind
from memcon.record.facts import Role
from memcon.stages.events.governors import kinds_of, names_of
from memcon.stages.events.matching import Trigger
from memcon.stages.events.parties import Party, Wanted, find_parties
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import (
    agent_of,
    conjuncts,
    doer_of,
    is_passive,
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
    return distinct(found)


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
    yield from (Part(party, group.role) for party in actors)
    heads = {party.head for party in actors}
    recipients = [p for p in _recipients(scene, trigger) if p.head not in heads]
    together = _together(scene, trigger) or (() if actors else _of_used(scene, trigger))
    if together:
        yield from (Part(party, "actor") for party in together)
        return
    yield from (Part(party, "recipient") for party in recipients)


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
    if doer is None and trigger.entry.group.mode == "visit":
        doer = next(iter(scene.parse.dependents(trigger.token, "nsubjpass")), None)
    if doer is None:
        return _owners(scene, trigger)
    found = find_parties(scene, _sayer(scene, doer), Wanted(places=True))
    return tuple(party for party in found if not party.thing) or found


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
        return doer
    sayer = doer_of(parse, parse.heads[verb])
    return doer if sayer is None else sayer


def _owners(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Whose the noun is that a passive verb is about: "Israel's attack was launched"."""
    for noun in trigger.used:
        for owner in scene.parse.dependents(noun, "poss"):
            return find_parties(scene, owner, Wanted(places=True))
    return ()


def _together(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Those between whom it is, where the words say "between" or "among"."""
    for token in (trigger.token, *trigger.used):
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
                limited = Wanted(things=wanted.things and not loose, places=True)
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
            if not any(first <= used < last for used in trigger.used):
                yield thing
        if place == "object":
            yield from _owners_of_used(scene, trigger)
        return
    for token in (trigger.token, *trigger.used, *objects_of(parse, trigger.token)):
        for word, noun in prepositions(parse, token):
            if word == place and noun not in trigger.used:
                yield noun


def _owners_of_used(scene: Scene, trigger: Trigger) -> Iterator[int]:
    """Whose the noun is that the verb took: "rejected Israel's proposal", "a Senegalese plan"."""
    doer = doer_of(scene.parse, trigger.token)
    for noun in trigger.used:
        if scene.parse.deps[noun] in ("dobj", "nsubjpass", "pobj"):
            for child in scene.parse.dependents(noun, *OWNING):
                if child != doer and scene.mentions.at(scene.parse.starts[child]) is not None:
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
    owners = _owned(scene, noun) or _performers(scene, noun) or _occasion(scene, trigger)
    if not any(word in ("of", "by") for word, _ in prepositions(scene.parse, noun)):
        owners = owners or _teller(scene, trigger)
    yield from (Part(p, group.role) for p in owners)
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
    for place in group.recipient:
        for word, head in prepositions(scene.parse, noun):
            if word == place and word not in ("of", "by"):
                wanted = Wanted(things=group.things and place != "in", places=group.place)
                found = find_parties(scene, head, wanted)
                yield from (Part(p, "recipient") for p in found)


def _performers(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Who does what the noun tells: the subject of "announced", "ordered", "carried out"."""
    parse, verb = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.deps[verb] == "prep":
        verb = parse.heads[verb]
    if parse.deps[noun] not in ("dobj", "nsubjpass", "pobj") or not is_verb(parse, verb):
        return ()
    performed = any(name in scene.triggers.performing for name in names_of(scene, verb))
    if not performed and not STANCES.intersection(kinds_of(scene, verb)):
        return ()
    doer = doer_of(parse, verb)
    found = () if doer is None else find_parties(scene, doer, Wanted(places=True))
    return tuple(party for party in found if not party.thing) or found


def _occasion(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who does something at a meeting, or has told of it: "said at a press conference"."""
    parse, noun = scene.parse, trigger.token
    if parse.deps[noun] != "pobj" or trigger.entry.group.type != "CONSULT":
        return ()
    preposition = parse.heads[noun]
    above = parse.heads[preposition]
    if is_verb(parse, above) and _is_attended(scene, preposition, noun):
        doer = doer_of(parse, above)
        told = [doer, *_told_there(scene, above, trigger)]
        return tuple(p for head in told if head is not None for p in find_parties(scene, head))
    if scene.lemma(preposition) in ABOUT:
        for owner in parse.dependents(above, "poss"):
            return find_parties(scene, owner)
    return ()


def _is_attended(scene: Scene, preposition: int, noun: int) -> bool:
    """Whether who does the clause is at the meeting: "flew to Doha for talks with Qatar"."""
    if scene.lemma(preposition) in AT:
        return True
    sides = any(word == "with" for word, _ in prepositions(scene.parse, noun))
    return scene.lemma(preposition) == "for" and sides


def _told_there(scene: Scene, verb: int, trigger: Trigger) -> Iterator[int]:
    """To whom something is said in a call: "told the minister in a phone call"."""
    if trigger.entry.group.mode == "phone":
        yield from scene.parse.dependents(verb, "dobj", "dative")


def _teller(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who says that there was a meeting with somebody, or none."""
    determiners = {scene.lemma(d) for d in scene.parse.dependents(trigger.token, "det")}
    if trigger.entry.group.type != "CONSULT" or not determiners <= NEW:
        return ()
    current = trigger.token
    for above in scene.parse.ancestors(current):
        if scene.parse.deps[current] == "ccomp" and is_verb(scene.parse, above):
            doer = doer_of(scene.parse, above)
            told = () if doer is None else find_parties(scene, doer)
            return tuple(p for p in told if p.entity is None or p.entity.sector != MEDIA)
        current = above
    return ()


def _owned(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Parties before a noun: "Trump's visit", "the Trump-Putin summit", "Israeli strikes"."""
    parse, found = scene.parse, list[Party]()
    for child in parse.children[noun]:
        if child > noun or parse.deps[child] not in OWNING:
            continue
        if parse.deps[child] == "poss":
            found += _owner(scene, noun, child)
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


STANCES: Final = frozenset({"plan", "propose", "cancel", "postpone", "refuse", "deny", "announce"})
"""Classes of verbs whose subject is a party to the meeting that they are about."""

NEW: Final = frozenset({"a", "no"})
"""Determiners of what has not been told of before; "an" has the lemma "a"."""
MEDIA: Final = "MED"
AT: Final = frozenset({"at", "in", "during", "after", "following", "before"})
ABOUT: Final = frozenset({"about", "of", "for", "on"})
SPEECH: Final = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
"""Acts of speech: what is said of a thing is said to whose it is."""


def is_done_to(scene: Scene, trigger: Trigger) -> bool:
    """Whether the trigger is a verb in the passive."""
    return is_verb(scene.parse, trigger.token) and is_passive(scene.parse, trigger.token)
