"""Events that only the encoder sees: sentences without a trigger of the codebook.

Where the encoder is sure of a type and of an actor, the sentence's main verb stands for the
trigger; its status is read as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.codebook.event_weights import Weights
from memcon.codebook.events import Entry, Group
from memcon.stages.events.candidates import Candidate, find_candidate
from memcon.stages.events.learned import UNTRUSTED, add_parties
from memcon.stages.events.matching import Trigger, match
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_verb
from memcon.stages.events.telling import is_told

UNSEEN: Final = "encoder"


def find_untold(
    scene: Scene, candidates: Sequence[Candidate], weights: Weights
) -> Iterator[Candidate]:
    """Events of sentences in which no candidate is told."""
    told = {_sentence(scene, one) for one in candidates if is_told(scene, one)}
    for number, types in enumerate(scene.parse.signals.happening):
        if number in told or not types:
            continue
        type, chance = types[0]
        if type in UNTRUSTED or chance < weights.alone or _is_known_not(scene, number, type):
            continue
        trigger = _main_verb(scene, number, type)
        found = find_candidate(scene, trigger) if trigger is not None else None
        if found is not None:
            filled = add_parties(scene, replace(found, parts=()), weights)
            if any(part.role == "actor" and not part.party.thing for part in filled.parts):
                why = f"the encoder's type of the sentence ({chance:.2f}); {found.status}"
                yield replace(filled, score=chance / 2, why=why)


def _is_known_not(scene: Scene, number: int, type: str) -> bool:
    """Whether a meeting's trigger stands there and tells of none: "has yet to meet"."""
    if type not in scene.table.keeping:
        return False
    sentence = scene.parse.sentences[number]
    found = (match(scene, token) for token in range(sentence.first, sentence.last))
    here = [one for one in found if one is not None and one.type == type]
    return bool(here) and all(find_candidate(scene, one) is None for one in here)


def _sentence(scene: Scene, candidate: Candidate) -> int:
    return scene.parse.sentence_index(candidate.trigger.token)


def _main_verb(scene: Scene, number: int, type: str) -> Trigger | None:
    sentence, parse = scene.parse.sentences[number], scene.parse
    for token in range(sentence.first, sentence.last):
        if parse.heads[token] == token and is_verb(parse, token):
            said = [v for v in parse.dependents(token, "ccomp") if is_verb(parse, v)]
            return Trigger(_entry(scene, type, (said or [token])[0]), (said or [token])[0])
    return None


def _entry(scene: Scene, type: str, token: int) -> Entry:
    group = Group(
        type=type,
        kind=type,
        mode=None,
        source=UNSEEN,
        recipient=(),
        role="actor",
        reciprocal=False,
        things=True,
        place=True,
        official=False,
        aimed=False,
    )
    return Entry(scene.lemma(token), scene.lemma(token), (), noun=False, group=group, example="")
