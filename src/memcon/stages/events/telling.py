"""Which mentions are events of the record: somebody of public life takes part in one happening."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from memcon.record import EntityKind
from memcon.stages.events.candidates import PAIR, Candidate
from memcon.stages.events.earlier import definite
from memcon.stages.events.occasions import NEW, counted
from memcon.stages.events.parties import PEOPLE, Party, find_parties
from memcon.stages.events.roles import SPEECH, Part
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import doer_of, is_passive, objects_of, prepositions

NOUN_ALONE: Final = frozenset({"press", "ASSAULT", "PROTEST", "AGREE", "RETREAT"})
"""Kinds of happening for whose noun one party and a date are enough."""
BY_THINGS: Final = frozenset({"ASSAULT", "ACCUSE", "REJECT", "REQUEST", "SUPPORT"})
"""What a bomb, a report or a resolution may do; a merger that "allows" does nothing."""
OVER: Final = frozenset({"gov:cancel", "gov:postpone"})
ENDED: Final = frozenset({"cancelled", "postponed"})
"""How what was known before ends: then one party is enough, "Chile's visit was called off"."""
LIGHT: Final = frozenset({"have"})
"""Verbs that tell little beside a noun: "the minister had a meeting"."""
IDLE: Final = frozenset({"face"})
"""Objects that nothing is done to: "met face to face"."""
PAPERS: Final = frozenset({"letter", "note", "message", "cable", "telegram"})
"""What invites in somebody's name."""
CROWDS: Final = frozenset({"PROTEST", "ASSAULT"})
BODILY: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT"})
"""What cannot be done to an idea: "fought the proposal"."""


def is_told(scene: Scene, candidate: Candidate) -> bool:
    """Whether a candidate is an event of the record."""
    if _stands_alone(scene, candidate):
        return True
    parties = [p for p in candidate.parties if p.is_named or scene.parse.pos[p.head] != "PRON"]
    crowd = candidate.type in CROWDS
    if not any(is_public(scene, party, crowd=crowd) for party in parties):
        return False
    group = candidate.trigger.entry.group
    if group.official and not _is_journey(scene, candidate):
        return False
    if candidate.trigger.entry.noun:
        return _is_noun_told(scene, candidate)
    if _is_by_thing(scene, candidate) or _is_to_idea(scene, candidate):
        return False
    return _is_verb_told(scene, candidate)


def _stands_alone(scene: Scene, candidate: Candidate) -> bool:
    """Whether a meeting told of elsewhere has a day or an end: "The third round is cancelled"."""
    trigger = candidate.trigger
    ended = candidate.status in ("cancelled", "postponed")
    if scene.is_heading(trigger.token):
        return False
    if trigger.entry.group.kind == "AGREE" and trigger.type != "AGREE":
        return candidate.when is not None and _is_signed(scene, candidate)
    if trigger.type != "CONSULT":
        return False
    nouns = [token for token in trigger.tokens if scene.parse.pos[token] == "NOUN"]
    if not nouns or (candidate.parties and not ended):
        return False
    if definite(scene, trigger) is not None:
        return ended or candidate.when is not None
    set_ = candidate.when is not None and (ended or candidate.where is not None)
    new = definite(scene, trigger, words=NEW) is not None
    return set_ and (new or candidate.where is not None or _is_counted(scene, nouns))


def _is_signed(scene: Scene, candidate: Candidate) -> bool:
    """Whether a deal told of elsewhere is signed: "The accord was signed in Oslo on Monday"."""
    nouns = [t for t in candidate.trigger.tokens if scene.parse.pos[t] == "NOUN"]
    dets = {scene.lemma(d) for t in nouns for d in scene.parse.dependents(t, "det")}
    if scene.parse.deps[candidate.trigger.token] in ("acl", "relcl", "amod"):
        return False  # "the accord signed in May": which one it is, not what happened
    return "the" in dets and (candidate.where is not None or candidate.status != "held")


def _is_counted(scene: Scene, nouns: Iterable[int]) -> bool:
    """Whether a part of a meeting is told of: "a third day of talks"."""
    return any(counted(scene, noun) != noun for noun in nouns)


def is_public(scene: Scene, party: Party, *, crowd: bool = False) -> bool:
    """Whether a party is of public life: a state, an office, a force, a movement.

    With ``crowd``, any people are. A name that nobody knows is, except in a report of sport,
    business or the arts.
    """
    triggers, entity = scene.triggers, party.entity
    if party.head < 0:  # one whom earlier words name, as a party to what was told there
        return True
    words = {scene.lemma(token) for token in scene.parse.tokens_in(party.span)}
    if scene.lemma(party.head) in triggers.private and not _is_sent(scene, party, words):
        return False
    if entity is not None and entity.sector is not None:
        return entity.sector not in triggers.private_sectors
    if words & (triggers.party if crowd else triggers.party - triggers.common):
        return True
    if scene.labels.get(party.head) == PEOPLE:
        return True
    named = scene.parse.pos[party.head] == "PROPN" or _is_he(scene, party)
    return named and not scene.is_private


def _is_sent(scene: Scene, party: Party, words: Set[str]) -> bool:
    """Whether a team is one of state: "a team of inspectors", "the Omani team"."""
    officials = scene.triggers.officials
    known = party.is_named and not scene.is_private
    return bool(words & (officials - scene.triggers.private)) or (
        known and scene.lemma(party.head) in officials
    )


def _is_he(scene: Scene, party: Party) -> bool:
    """Whether a pronoun stands for a person whom the report names."""
    return scene.parse.pos[party.head] == "PRON" and party.is_named


def _is_noun_told(scene: Scene, candidate: Candidate) -> bool:
    """Whether two take part, or one where the happening has a date."""
    trigger = candidate.trigger
    group = trigger.entry.group
    parts = [part for part in candidate.parts if group.things or not _is_thing(part)]
    lasting = trigger.entry.head in scene.triggers.lasting
    dated = candidate.when is not None and group.kind in NOUN_ALONE and not lasting
    if OVER & candidate.features and candidate.status in ENDED and group.type == "CONSULT":
        return any(part.party.is_named for part in parts)
    among = group.reciprocal and candidate.when is not None and _is_several(scene, candidate)
    return len(parts) >= PAIR or dated or among


def _is_thing(part: Part) -> bool:
    entity = part.party.entity
    return part.party.thing and (entity is None or not entity.kind.is_place)


def _is_verb_told(scene: Scene, candidate: Candidate) -> bool:
    trigger = candidate.trigger
    bare = not trigger.used and trigger.clause is None
    if trigger.type in SPEECH:
        if not _has_speaker(scene, candidate) or _is_of_pronoun(scene, candidate):
            return False
        return _is_aimed(scene, candidate) or not (bare or trigger.entry.group.aimed)
    weak = not trigger.used or trigger.entry.head in LIGHT
    if trigger.entry.group.reciprocal and weak and not _is_several(scene, candidate):
        return False
    objects = [t for t in objects_of(scene.parse, trigger.token) if scene.lemma(t) not in IDLE]
    if not bare or not objects or _is_aimed(scene, candidate):
        return True
    actors = [p for p in candidate.parts if p.role == "actor" and not p.party.thing]
    body = any(is_body(scene, part.party) for part in actors)
    return trigger.entry.group.reciprocal and (body or len(actors) >= PAIR)


def _has_speaker(scene: Scene, candidate: Candidate) -> bool:
    """Whether an act of speech has one who does it, or is told in the passive."""
    passive = is_passive(scene.parse, candidate.trigger.token)
    return passive or any(part.role != "recipient" for part in candidate.parts)


def _is_of_pronoun(scene: Scene, candidate: Candidate) -> bool:
    """Whether what is asked for or refused is only "it" or "that"."""
    parse, trigger = scene.parse, candidate.trigger
    found = [*objects_of(parse, trigger.token)]
    found += [noun for _, noun in prepositions(parse, trigger.token)]
    mute = {"it", "that", "this"}
    return bool(found) and all(scene.lemma(noun) in mute for noun in found)


def _is_aimed(scene: Scene, candidate: Candidate) -> bool:
    """Whether it is done to somebody, or to something where its type may be."""
    group = candidate.trigger.entry.group
    things = group.things or group.place
    aims = (part.party for part in candidate.parts if part.role == "recipient")
    return any(
        (things or not aim.thing) and (aim.is_named or scene.parse.pos[aim.head] != "PRON")
        for aim in aims
    )


def _is_several(scene: Scene, candidate: Candidate) -> bool:
    """Whether two meet or agree: two parties, or one in the plural."""
    if len(candidate.parts) >= PAIR or candidate.trigger.clause is not None:
        return True
    if any(is_body(scene, part.party) for part in candidate.parts):
        return True
    return any(scene.parse.tags[p.party.head] in ("NNS", "NNPS") for p in candidate.parts)


def is_body(scene: Scene, party: Party) -> bool:
    """Whether a party is one whose members meet: "the Security Council discussed the crisis"."""
    name = party.entity.name if party.entity is not None and not party.loose else ""
    words = {scene.lemma(party.head)} if party.head >= 0 else set[str]()
    return bool(scene.triggers.bodies & (words | set(name.lower().split()[-1:])))


def _is_by_thing(scene: Scene, candidate: Candidate) -> bool:
    """Whether a thing does it that cannot: "the merger would allow the company to pay"."""
    if candidate.type in BY_THINGS:
        return False
    doer = doer_of(scene.parse, candidate.trigger.token)
    if doer is None or scene.parse.pos[doer] != "NOUN":
        return False
    if candidate.trigger.entry.group.role == "host" and scene.lemma(doer) in PAPERS:
        return False
    if scene.lemma(doer) in scene.triggers.quantity:
        return not find_parties(scene, doer)
    return not any(party.head == doer for party in find_parties(scene, doer))


def _is_to_idea(scene: Scene, candidate: Candidate) -> bool:
    """Whether what a deed is done to is no more than an idea."""
    if candidate.trigger.entry.group.type not in BODILY or candidate.trigger.used:
        return False
    objects = [scene.lemma(noun) for noun in objects_of(scene.parse, candidate.trigger.token)]
    return bool(objects) and all(lemma in scene.triggers.abstract for lemma in objects)


def _is_journey(scene: Scene, candidate: Candidate) -> bool:
    """Whether somebody in office goes, and to somebody or some place that is known.

    What is planned or put off is of public life where others of a state go too.
    """
    goals = [part.party for part in candidate.parts if part.role == "recipient"]
    ended = candidate.status in ENDED
    known = not goals or ended or any(goal.is_named for goal in goals)
    if any(is_official(scene, party) for party in candidate.parties):
        return known
    sent = candidate.trigger.entry.noun and candidate.status != "held"
    return known and sent and any(party.loose and party.is_named for party in candidate.parties)


def is_official(scene: Scene, party: Party) -> bool:
    """Whether a party is a person, or travels in office."""
    person = party.entity is not None and party.entity.kind is EntityKind.PERSON
    return person or scene.lemma(party.head) in scene.triggers.officials
