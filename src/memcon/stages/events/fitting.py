"""Whether two mentions can be of one happening: type, parties, day, place, status and mode."""

from __future__ import annotations

from typing import Final

from memcon.record import Entity, EntityKind
from memcon.record.facts import Role
from memcon.stages.events.candidates import Candidate
from memcon.stages.events.governors import find_governors, kinds_of
from memcon.stages.events.roles import SPEECH
from memcon.stages.events.scene import Scene

PAIR: Final = 2
LEAD: Final = 3
"""Sentences after a headline that tell of what it tells of."""
BESIDE: Final = frozenset(
    {"before", "after", "ahead", "following", "margin", "sideline", "until", "since"}
)
STEM: Final = 4
"""Letters that a verb and its noun share: "bomb", "bombing"."""
TOLD: Final = frozenset({"past", "perfect", "past-noun"})
SPOTS: Final = frozenset({EntityKind.CITY, EntityKind.FACILITY})
HELPERS: Final = frozenset({"mediator", "host"})
POINTING: Final = frozenset({"CONSULT", "AGREE"})
"""Types that are pointed back to by a noun alone: "the second summit"."""


def fits(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether nothing that two mentions say keeps them from being of one happening.

    What their sentences say is asked last: it costs most, and a long report has many pairs.
    """
    if one.trigger.entry.group.kind != other.trigger.entry.group.kind:
        return False
    return _may_be_one(scene, one, other) and not any(
        check(scene, *pair) for check in ASUNDER for pair in ((one, other), (other, one))
    )


def _may_be_one(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether type, parties, day, place, status and mode allow it."""
    if {one.mode, other.mode} == {"visit", "meet"} and not _is_one_stay(scene, one, other):
        return False
    if one.type in SPEECH - {"AGREE"}:
        return _is_one_act(scene, one, other) and _dates_fit(one, other)
    if one.trigger.entry.group.kind not in POINTING | {"press"} and not _is_one_deed(
        scene, one, other
    ):
        return False
    if not all(check(one, other) for check in (_status_fits, _modes_fit, _dates_fit, _places_fit)):
        return False
    if _is_headed(scene, one, other) or _is_told_again(scene, one, other):
        return True
    return _parties_fit(one, other)


def _is_headed(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether a headline tells of a journey in the words of the report: "lands", "has landed"."""
    headed = scene.is_heading(one.trigger.token) != scene.is_heading(other.trigger.token)
    same = one.trigger.entry.head == other.trigger.entry.head
    return headed and same and one.mode == other.mode == "visit"


def _is_told_again(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether a noun tells again of those who meet: "a summit with Xi", "the summit with Xi"."""
    mine, theirs = _people(one), _people(other)
    if not (mine and theirs) or not (mine <= theirs or theirs <= mine):
        return False
    nouns = [t for t in other.trigger.tokens if scene.parse.pos[t] == "NOUN"]
    again = {scene.lemma(t) for t in nouns if _is_definite(scene, t)}
    return bool(again & {scene.lemma(t) for t in one.trigger.tokens})


def _is_definite(scene: Scene, noun: int) -> bool:
    return any(scene.lemma(det) == "the" for det in scene.parse.dependents(noun, "det"))


def _is_one_stay(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether a journey and a meeting are told in one sentence, of one day or of one place."""
    sentences = {scene.parse.sentence_index(c.trigger.token) for c in (one, other)}
    day = one.when is not None and other.when is not None
    place = one.where is not None and other.where is not None
    head = any(scene.is_heading(c.trigger.token) for c in (one, other))
    return len(sentences) == 1 or day or place or head


def _is_about(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether one meeting is what another one talks about: "discussed yesterday's summit"."""
    said = one.trigger.token
    if "topic" not in kinds_of(scene, said):
        return False
    return any(governor.token == said for governor in find_governors(scene, other.trigger.token))


def _is_beside(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether one is before, after or on the margins of the other: "met before the summit"."""
    here = scene.parse.sentence_of(other.trigger.token)
    if not here.first <= one.trigger.token < here.last:
        return False
    tokens = {*one.trigger.tokens, *one.governing}
    current = other.trigger.token
    for above in scene.parse.ancestors(current):
        if above in tokens:
            return False
        if scene.lemma(above) in BESIDE and scene.parse.heads[above] in tokens:
            return True
    return False


def _is_late_heading(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether a headline would tell of a plan that only the end of its report tells of."""
    if not is_vague(one) or other.status not in ("planned", "proposed"):
        return False
    gap = scene.parse.sentence_index(other.trigger.token)
    return gap - scene.parse.sentence_index(one.trigger.token) > LEAD


ASUNDER: Final = (_is_about, _is_beside, _is_late_heading)


def is_vague(candidate: Candidate) -> bool:
    """Whether it is told in the present of a headline, which may be past or to come."""
    verbless = "noun" in candidate.features and not candidate.features & TOLD
    headline = "heading" in candidate.features and (verbless or "present" in candidate.features)
    return headline and candidate.status == "held" and candidate.when is None


def _is_one_deed(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether two deeds are told in one word, sentence or headline, or of one day."""
    if _differs(one, other, "actor"):
        return False
    heads = [c.trigger.entry.head for c in (one, other)]
    if heads[0][:STEM] == heads[1][:STEM]:
        return True
    if any(scene.is_heading(c.trigger.token) for c in (one, other)):
        return True
    sentences = {scene.parse.sentence_index(c.trigger.token) for c in (one, other)}
    if len(sentences) == 1:
        return True
    return one.when is not None and other.when is not None and one.when.days == other.when.days


def _is_one_act(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether two acts of speech are one: by the same to the same, or in a headline too."""
    if one.type != other.type or not _shares(one, other, "actor"):
        return False
    heading = scene.is_heading(one.trigger.token) or scene.is_heading(other.trigger.token)
    return _shares(one, other, "recipient") or (heading and not _differs(one, other, "recipient"))


def _shares(one: Candidate, other: Candidate, role: Role) -> bool:
    return bool(_states_as(one, role) & _states_as(other, role))


def _differs(one: Candidate, other: Candidate, role: Role) -> bool:
    mine, theirs = _states_as(one, role), _states_as(other, role)
    return bool(mine and theirs) and not mine & theirs


def _states_as(candidate: Candidate, role: Role) -> frozenset[str]:
    entities = (part.party.entity for part in candidate.parts if part.role == role)
    return frozenset(_state(entity) for entity in entities if entity is not None)


def _modes_fit(one: Candidate, other: Candidate) -> bool:
    """A call is no meeting."""
    if one.mode is None or other.mode is None or _is_told_on(one) or _is_told_on(other):
        return True
    return (one.mode == "phone") == (other.mode == "phone")


def _is_told_on(candidate: Candidate) -> bool:
    """Whether it goes on about what was told: "They talked for an hour", by whatever means."""
    pointing = any(part.party.head < 0 for part in candidate.parts)
    return pointing and candidate.when is None and not candidate.trigger.used


def _status_fits(one: Candidate, other: Candidate) -> bool:
    """What was held is not what was planned or called off, unless the day is the same.

    Nor is one party's refusal the end of what others agreed on.
    """
    refused = [c.status in ("refused", "denied") for c in (one, other)]
    if (
        one.status != other.status
        and any(refused)
        and min(len(_states(one)), len(_states(other))) < PAIR
    ):
        return False
    held = [c.status in ("held", "denied") for c in (one, other)]
    if held[0] == held[1] or is_vague(one) or is_vague(other):
        return True
    return one.when is not None and other.when is not None and one.when.days == other.when.days


def is_moved(one: Candidate, other: Candidate) -> bool:
    """Whether what was put off is then told to be on a later day: "It will now open on May 3"."""
    if (one.status, other.status) != ("postponed", "planned") or not one.when or not other.when:
        return False
    pointing = all(part.party.head < 0 for part in other.parts)
    return pointing and other.when.begin > one.when.begin


def _dates_fit(one: Candidate, other: Candidate) -> bool:
    if one.when is None or other.when is None or is_moved(one, other):
        return True
    return one.when.begin <= other.when.end and other.when.begin <= one.when.end


def _places_fit(one: Candidate, other: Candidate) -> bool:
    here, there = one.where, other.where
    if here is None or there is None or here.id == there.id:
        return True
    if here.country and there.country and here.country != there.country:
        return False
    return not (here.kind is EntityKind.CITY and there.kind is EntityKind.CITY)


def _parties_fit(one: Candidate, other: Candidate) -> bool:
    """Whether the parties of one are among those of the other, people by name and by state."""
    mine, theirs = _people(one), _people(other)
    if mine and theirs and not (mine <= theirs or theirs <= mine):
        return False
    here, there = _states(one), _states(other)
    if not here or not there:
        return True
    return here <= there or there <= here


def _people(candidate: Candidate) -> frozenset[str]:
    entities = (part.party.entity for part in candidate.parts if part.role not in HELPERS)
    return frozenset(e.id for e in entities if e is not None and e.kind is EntityKind.PERSON)


def _states(candidate: Candidate) -> frozenset[str]:
    """The states of those who take part; a city that is visited takes no part."""
    parties = (part.party for part in candidate.parts if part.role not in HELPERS)
    known = ((party.entity, party.thing) for party in parties if party.entity is not None)
    return frozenset(_state(e) for e, thing in known if not (thing and e.kind in SPOTS))


def _state(entity: Entity) -> str:
    return entity.country or entity.id
