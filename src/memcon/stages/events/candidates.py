"""Mentions of events: triggers with their parties, status and setting, before merging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Final

from memcon.record import Entity, Statement
from memcon.record.facts import EventMode, EventStatus
from memcon.stages.events.company import complete, when_said
from memcon.stages.events.earlier import Company, company_of, meant, with_both
from memcon.stages.events.features import clause_verb, find_features
from memcon.stages.events.governors import find_governors, kinds_of
from memcon.stages.events.lengths import lasting
from memcon.stages.events.matching import Trigger, find_triggers
from memcon.stages.events.occasions import proposing
from memcon.stages.events.parties import Party, find_parties
from memcon.stages.events.roles import Part, find_parts
from memcon.stages.events.scene import Scene
from memcon.stages.events.settings import When, find_goal, find_when, find_where
from memcon.stages.events.syntax import (
    RELATIVES,
    agent_of,
    doer_of,
    is_passive,
    is_verb,
    prepositions,
)

PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One mention of an event."""

    trigger: Trigger
    type: str
    status: EventStatus
    code: str
    mode: EventMode | None
    parts: tuple[Part, ...]
    when: When | None
    where: Entity | None
    governing: tuple[int, ...]
    """The words above the trigger that its status rests on."""
    features: frozenset[str]
    decisive: frozenset[str]
    """The features that the row of the status asks for."""
    because: tuple[str, ...]
    score: float = 0.5
    why: str = ""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those who take part, without things and places."""
        return tuple(part.party for part in self.parts if not part.party.thing)

    @property
    def named(self) -> frozenset[str]:
        """Ids of the parties that are known."""
        return frozenset(p.party.entity.id for p in self.parts if p.party.entity is not None)


def find_candidates(scene: Scene) -> tuple[Candidate, ...]:
    """All mentions of events, in order of the text."""
    triggers = _resolved(scene, list(find_triggers(scene)))
    made: list[Candidate] = []
    told: list[Company] = []
    for trigger in triggers:
        candidate = find_candidate(scene, trigger, told)
        if candidate is not None:
            made.append(candidate)
            company = company_of(scene, trigger, candidate.parts)
            told += [] if company is None else [company]
    return tuple(made)


def _resolved(scene: Scene, triggers: Sequence[Trigger]) -> Iterator[Trigger]:
    """Triggers that are not part of another one.

    A noun that a verb took is that verb's; what is agreed to, demanded or refused is part of the
    agreement, demand or refusal, unless it is a meeting: then the meeting is the event.
    """
    main = [one for one in triggers if scene.parse.deps[one.token] not in ("relcl", "acl")]
    by_verb = {token for one in main if not one.entry.noun for token in one.used}
    triggers = [one for one in triggers if not _is_told_of_noun(scene, one, by_verb)]
    taken = {token for trigger in triggers for token in trigger.used}
    by_token = {trigger.token: trigger for trigger in triggers}
    absorbed = {token for trigger in triggers for token in _within(scene, trigger, by_token)}
    absorbed |= {token for trigger in triggers for token in _about(scene, trigger, by_token)}
    absorbed |= {token for trigger in triggers for token in _journey(scene, trigger, by_token)}
    absorbed |= {one.token for one in triggers if _is_what_for(scene, one, by_token)}
    kept = {t.token for t in triggers if is_operator(t) and t.token not in absorbed | taken}
    for trigger in triggers:
        if trigger.token in taken or trigger.token in absorbed:
            continue
        above = {governor.token for governor in find_governors(scene, trigger.token)}
        if trigger.entry.group.type == "CONSULT" or not above & kept:
            yield trigger


def _is_told_of_noun(scene: Scene, trigger: Trigger, by_verb: Set[int]) -> bool:
    """Whether a relative clause says for when a meeting is, of which more is told above it.

    ``by_verb`` are the nouns of which a verb outside such a clause tells.
    "Talks that had been planned for May were put off": the noun is the trigger.
    """
    parse, verb = scene.parse, trigger.token
    clause = parse.heads[verb] if parse.deps[verb] == "xcomp" else verb
    noun = parse.heads[clause]
    if trigger.entry.noun or parse.deps[clause] not in ("relcl", "acl"):
        return False
    if trigger.type == "CONSULT" and noun in by_verb:
        said = [parse.words[t].lower() for t in (*trigger.used, verb)]
        return not RELATIVES.isdisjoint(said) or bool(set(trigger.used) & {noun})
    if noun not in trigger.used:
        return False
    passive = is_passive(parse, verb) and agent_of(parse, verb) is None
    return passive and not SETTING.isdisjoint(kinds_of(scene, verb))


def _within(scene: Scene, trigger: Trigger, by_token: Mapping[int, Trigger]) -> Iterator[int]:
    """What falls away of an act of speech and what its clause tells: one or the other."""
    if trigger.entry.noun and (trigger.type == "AGREE" or trigger.entry.head == "invitation"):
        told = [by_token[v] for v in _purposes(scene, trigger.token) if v in by_token]
        yield from (trigger.token if one.type == "CONSULT" else one.token for one in told[:1])
        return
    inner = by_token.get(trigger.clause) if trigger.clause is not None else None
    if inner is None or not is_operator(trigger):
        return
    denied = "deny" in kinds_of(scene, trigger.token)
    against = trigger.type in ("THREATEN", "REQUEST") and _is_against(scene, inner.token)
    yield trigger.token if denied or (inner.type == "CONSULT" and not against) else inner.token


def _purposes(scene: Scene, noun: int) -> Iterator[int]:
    """The infinitives that a noun has: "an agreement to meet"."""
    parse = scene.parse
    for verb in parse.dependents(noun, "acl", "relcl"):
        if any(parse.tags[child] == "TO" for child in parse.dependents(verb, "aux")):
            yield verb


def _is_against(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of refusing or calling off: "threatened to boycott the talks"."""
    return bool(AGAINST.intersection(kinds_of(scene, verb)))


def _about(scene: Scene, trigger: Trigger, by_token: Mapping[int, Trigger]) -> Iterator[int]:
    """The operator whose object is a meeting with somebody: "turned down talks with"; or denied."""
    if not trigger.entry.noun or trigger.entry.group.type != "CONSULT":
        return
    offered = len(proposing(scene, trigger.token)) >= PAIR
    with_ = WITH | {"to"} if trigger.entry.group.mode == "visit" else WITH
    sides = any(word in with_ for word, _ in prepositions(scene.parse, trigger.token))
    if trigger.entry.group.role == "host":
        sides = sides or bool(scene.parse.dependents(trigger.token, "poss"))
    if not (sides or offered):
        return
    governors = list(islice(find_governors(scene, trigger.token), ABOVE))
    for n, governor in enumerate(governors):
        if n >= PAIR + offered and not _is_offer(scene, governors[n - 1].token):
            return
        operator = by_token.get(governor.token)
        if operator is not None and is_operator(operator) and trigger.token not in operator.used:
            yield operator.token


def _is_offer(scene: Scene, noun: int) -> bool:
    """Whether a word is what somebody puts forward: "the idea of", "a proposal for"."""
    return "propose" in scene.table.words.get(scene.lemma(noun), ())


def _journey(scene: Scene, trigger: Trigger, by_token: Mapping[int, Trigger]) -> Iterator[int]:
    """The trip that is made for a meeting with somebody: the meeting tells of both."""
    parse, noun = scene.parse, trigger.token
    above = parse.heads[noun]
    if not trigger.entry.noun or trigger.type != "CONSULT" or scene.lemma(above) != "for":
        return
    trip = by_token.get(parse.heads[above])
    if trip is not None and trip.entry.group.mode == "visit" and not trip.entry.noun:
        yield from [trip.token] if any(w == "with" for w, _ in prepositions(parse, noun)) else []


def _is_what_for(scene: Scene, trigger: Trigger, by_token: Mapping[int, Trigger]) -> bool:
    """Whether those who meet do so to talk: "sat down to speak about water" is one meeting."""
    parse, verb = scene.parse, trigger.token
    if trigger.type != "CONSULT" or parse.deps[verb] not in ("advcl", "xcomp"):
        return False
    above = by_token.get(parse.heads[verb])
    to = any(parse.tags[child] == "TO" for child in parse.dependents(verb, "aux"))
    own = parse.dependents(verb, "dobj", "nsubj") or any(
        word == "with" for word, _ in prepositions(parse, verb)
    )
    meets = above is not None and above.type == "CONSULT" and above.entry.group.mode == "meet"
    return to and meets and (not own or trigger.entry.group.mode is None)


BRINGING: Final = frozenset({"bring"})
"""Classes of what only led to a status: "forced the premier to call off"."""
ABOVE: Final = 5
"""Words above a meeting among which that is which offers it: "put forward the idea of talks"."""
SETTING: Final = frozenset({"plan", "due", "announce"})
AGAINST: Final = frozenset({"refuse", "cancel", "postpone"})
WITH: Final = frozenset({"with", "between"})
OPERATORS: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


def is_operator(trigger: Trigger) -> bool:
    """Whether a trigger is an act of speech about what its clause tells."""
    return not trigger.entry.noun and trigger.entry.group.type in OPERATORS


def find_candidate(
    scene: Scene, trigger: Trigger, told: Sequence[Company] = ()
) -> Candidate | None:
    """The mention of an event that a trigger makes; none where its status says so.

    ``told`` are the companies of what was told before.
    """
    said = said_in(scene, trigger)
    because = tuple(one.id for one in said)
    named = with_both(scene, meant(scene, trigger, find_parts(scene, trigger), told), told)
    parts = complete(scene, trigger, named, said)
    when = find_when(scene, trigger)
    when = lasting(scene, trigger, when) if when else when_said(scene, trigger, said)
    future = when is not None and (scene.article.published or "9") < when.begin
    dated = when is not None
    features = find_features(scene, trigger, future=future, told=bool(because), dated=dated)
    row = scene.table.row(features)
    if row is None or row.status is None:
        return None
    deed = trigger.entry.group.type
    type, status = _type(scene, trigger, deed, row.status)
    return Candidate(
        trigger=trigger,
        type=type,
        status=status,
        code=scene.table.code(deed, row.status),
        mode=trigger.entry.group.mode,
        parts=parts,
        when=None if future and status == "held" else when,
        where=find_where(scene, trigger) or find_goal(trigger, parts),
        governing=tuple(_governing(scene, trigger)),
        features=frozenset(features),
        decisive=row.any | row.all,
        because=because,
    )


def _governing(scene: Scene, trigger: Trigger) -> Iterator[int]:
    for governor in find_governors(scene, trigger.token):
        kinds = set(kinds_of(scene, governor.token)) - BRINGING
        if kinds or governor.token == clause_verb(scene, trigger):
            yield governor.token


def _type(
    scene: Scene, trigger: Trigger, deed: str, status: EventStatus
) -> tuple[str, EventStatus]:
    """The type and status of the record's event.

    Who refuses a deed rejects, and who says of himself that he will do it promises or
    threatens: acts of speech of their own. Meetings and deals keep their type.
    """
    code = scene.table.code(deed, status)
    if scene.table.keeping & {deed, trigger.entry.group.kind} or code == deed:
        return deed, status
    if status in ("refused", "postponed", "cancelled"):
        return code, "held"
    if status in ("planned", "proposed") and _is_own_word(scene, trigger):
        return code, status
    return deed, status


def _is_own_word(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause is what its own subject, or a governor of it, says: "said it will"."""
    parse = scene.parse
    verb = trigger.token
    while parse.deps[verb] in ("xcomp", "conj") and is_verb(parse, parse.heads[verb]):
        verb = parse.heads[verb]
    above = parse.heads[verb]
    if parse.deps[verb] != "ccomp" or not is_verb(parse, above):
        return False
    subjects = parse.dependents(verb, "nsubj")
    own = subjects and parse.words[subjects[0]].lower() in ("it", "they", "he", "she", "we", "i")
    speaker, doer = doer_of(parse, above), subjects[0] if subjects else None
    return bool(own) or (speaker is not None and doer is not None and _is_one(scene, speaker, doer))


def _is_one(scene: Scene, one: int, other: int) -> bool:
    """Whether two noun phrases belong to one state: "Syria's minister said that Syria …"."""
    countries = [
        {p.entity.country or p.entity.id for p in find_parties(scene, head) if p.entity}
        for head in (one, other)
    ]
    return bool(countries[0] & countries[1])


def said_in(scene: Scene, trigger: Trigger) -> tuple[Statement, ...]:
    """The statements whose content holds the trigger, in the order of the reading."""
    span = scene.parse.span(trigger.token, trigger.token + 1)
    found = {number: said for _, (number, said) in scene.said.over(span)}
    return tuple(found[number] for number in sorted(found))
