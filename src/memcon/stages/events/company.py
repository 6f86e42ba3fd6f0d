"""Parties and dates that the words around a trigger add to what its syntax gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.record import Entity, EntityKind, Statement
from memcon.stages.events.matching import Trigger
from memcon.stages.events.parties import Party, is_animate, is_both
from memcon.stages.events.roles import SPEECH, Part, distinct
from memcon.stages.events.scene import Scene
from memcon.stages.events.settings import When
from memcon.text.calendar import interval

PAIR: Final = 2
SIDES: Final = frozenset({"side", "party"})
"""Who may be states, movements or people: only what was told before says which."""
STATES: Final = frozenset({"country", "nation", "state", "neighbour", "neighbor", "power"})
TITLES: Final = frozenset({"president", "minister", "chancellor", "king", "secretary"})
PERSONS: Final = TITLES | {
    "leader", "premier", "man", "woman", "envoy", "diplomat", "official", "negotiator",
    "counterpart", "statesman", "colleague", "politician", "ambassador", "general",
}  # fmt: skip
"""Nouns of two persons whom a report names before."""
BACK: Final = 40
"""Mentions before a phrase among which "the two ministers" are looked for."""


def complete(
    scene: Scene, trigger: Trigger, parts: Sequence[Part], said: Sequence[Statement]
) -> tuple[Part, ...]:
    """The parts with "the two leaders" named, and with the one who speaks for a state."""
    there = [part for part in parts if not only_tells(scene, trigger, part.party)]
    named = [one for part in there for one in _pair(scene, part)]
    return distinct([*named, *_speaking(scene, trigger, named, said)])


def only_tells(scene: Scene, trigger: Trigger, party: Party) -> bool:
    """Whether somebody of the press is no party: "told reporters that they would not meet"."""
    group = trigger.entry.group
    if group.kind != group.type or group.type not in ("CONSULT", "AGREE"):
        return False
    return party.head >= 0 and scene.lemma(party.head) in scene.triggers.press


def _pair(scene: Scene, part: Part) -> Iterator[Part]:
    """The two whom "the two ministers" or "both sides" are: the last two of their kind."""
    party = part.party
    covered = scene.mentions.at(scene.parse.starts[party.head])
    unsure = covered is not None or scene.lemma(party.head) in SIDES or party.head < 0
    if unsure or not is_both(scene, party.head) or not is_animate(scene, party.head):
        yield part
        return
    states = scene.lemma(party.head) in STATES
    if not states and not _is_known_pair(scene, party.head):
        yield part
        return
    found = _last_two(scene, party, EntityKind.COUNTRY if states else EntityKind.PERSON)
    if len(found) < PAIR:
        yield part
        return
    yield from (replace(part, party=Party(-1 - n, party.span, e)) for n, e in enumerate(found))


def _is_known_pair(scene: Scene, head: int) -> bool:
    """Whether "two" are two persons told of before: "the two envoys", not "two shepherds"."""
    parse = scene.parse
    if parse.words[head].lower() in ("both", "two"):
        return True
    words = {parse.words[child].lower() for child in parse.children[head]}
    known = bool(words & {"the", "both", "these", "those"}) or scene.is_heading(head)
    return known and scene.lemma(head) in PERSONS


def _last_two(scene: Scene, party: Party, kind: EntityKind) -> tuple[Entity, ...]:
    before = [m for m in scene.mentions.all if m.span.start < party.span.start][-BACK:]
    title = scene.lemma(party.head)
    entities = (m.entity for m in reversed(before) if m.entity and m.entity.kind is kind)
    fitting = (entity for entity in entities if _bears(entity, title))
    return tuple({entity.id: entity for entity in fitting}.values())[:PAIR]


def _bears(entity: Entity, title: str) -> bool:
    """Whether a person may be called by a title: a president is one by office."""
    if title not in TITLES:
        return True
    return entity.office is not None and title in entity.office.title.lower()


def _speaking(
    scene: Scene, trigger: Trigger, parts: Sequence[Part], said: Sequence[Statement]
) -> Iterator[Part]:
    """The official whose words are an act of speech of his state: "Lavrov said Russia rejects"."""
    if trigger.entry.group.type not in SPEECH or scene.parse.tags[trigger.token] not in (
        "VBZ",
        "VBP",
    ):
        return
    acting = {part.party.entity.id for part in parts if part.party.entity and part.role == "actor"}
    for one in said:
        speaker = scene.mentions.entities.get(one.speaker or "")
        if speaker is None or speaker.kind is not EntityKind.PERSON or not one.source:
            continue
        if any(_is_state(scene, key, speaker) for key in acting):
            yield Part(Party(-PAIR - 1, one.source.spans[0], speaker), "actor")


def _is_state(scene: Scene, key: str, speaker: Entity) -> bool:
    entity = scene.mentions.entities.get(key)
    return (
        entity is not None
        and entity.kind is EntityKind.COUNTRY
        and entity.country is not None
        and entity.country == speaker.country
    )


def when_said(scene: Scene, trigger: Trigger, said: Sequence[Statement]) -> When | None:
    """The day of the statement that is the act itself: "said on Monday that it rejects"."""
    if trigger.entry.group.type not in SPEECH or scene.parse.tags[trigger.token] not in (
        "VBZ",
        "VBP",
    ):
        return None
    for one in said:
        days = interval(one.when) if one.when else None
        if days is not None:
            span = next(
                (t.span for t in scene.times if t.value == one.when),
                one.cue.hull if one.cue else one.content.hull,
            )
            return When(*days, span)
    return None
