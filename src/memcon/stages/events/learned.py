"""What the trained encoder adds: parties that syntax missed, and how likely a type is.

The encoder labels the actor and the recipient of a sentence's event and gives the types that the
sentence may tell of (``record.Signals``). It knows nothing of triggers: its parties go to the
surest trigger of the sentence, where a side is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, log
from typing import Final

from memcon.codebook.event_weights import Weights
from memcon.record import Scored, Span
from memcon.record.facts import Role
from memcon.stages.events.candidates import Candidate
from memcon.stages.events.company import only_tells
from memcon.stages.events.parties import Party, Wanted, find_parties
from memcon.stages.events.roles import SPEECH, Part, distinct
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import RELATIVES, is_verb
from memcon.stages.events.telling import is_told

SIDES: Final[Mapping[str, Role]] = {"actor": "actor", "recipient": "recipient"}
ALIASES: Final[Mapping[str, str]] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""What the encoder's types are called where they differ."""
UNTRUSTED: Final = frozenset({"none", "YIELD"})
"""Answers that name no type of the record: YIELD is CONCEDE or RETREAT."""
TWO: Final = 2


def weigh(scene: Scene, candidates: Sequence[Candidate], weights: Weights) -> tuple[Candidate, ...]:
    """The candidates with scores, the encoder's parties added to the surest of each sentence."""
    scored = [_scored(scene, candidate, weights) for candidate in candidates]
    leads = _leads(scene, scored)
    filled = (
        _scored(scene, retyped(scene, add_parties(scene, one, weights), weights), weights)
        if n in leads
        else one
        for n, one in enumerate(scored)
    )
    return tuple(filled)


def _leads(scene: Scene, candidates: Sequence[Candidate]) -> frozenset[int]:
    """Indices of the surest candidate of each sentence."""
    best: dict[int, int] = {}
    for number, candidate in enumerate(candidates):
        sentence = scene.parse.sentence_index(candidate.trigger.token)
        rival = best.get(sentence)
        if rival is None or _rank(scene, candidate) > _rank(scene, candidates[rival]):
            best[sentence] = number
    return frozenset(best.values())


def _rank(scene: Scene, candidate: Candidate) -> tuple[bool, float]:
    return is_told(scene, candidate), candidate.score


def _scored(scene: Scene, candidate: Candidate, weights: Weights) -> Candidate:
    listed = dict(_terms(scene, candidate, weights))
    total = sum(listed.values())
    pattern = candidate.trigger.entry.pattern
    why = f"“{pattern}” of the codebook; {_words(candidate)}"
    return replace(candidate, score=1 / (1 + exp(-total)), why=why)


def _words(candidate: Candidate) -> str:
    """The status and what told it, in words."""
    told = sorted(candidate.features & candidate.decisive)
    return f"{candidate.status}: {', '.join(told)}" if told else candidate.status


def _terms(scene: Scene, candidate: Candidate, weights: Weights) -> Iterator[tuple[str, float]]:
    trigger, parse = candidate.trigger, scene.parse
    yield "start", weights.start
    yield "verb", 0.0 if trigger.entry.noun else weights.verb
    yield "slot", weights.slot * len(trigger.used)
    yield "party", weights.party * min(TWO, len(candidate.parts))
    yield "named", weights.named * min(TWO, sum(part.party.is_named for part in candidate.parts))
    above = sum(is_verb(parse, token) for token in parse.ancestors(trigger.token))
    yield "depth", weights.depth * above
    yield "heading", weights.heading if "heading" in candidate.features else 0.0
    yield "conditional", weights.conditional if parse.deps[trigger.token] == "advcl" else 0.0
    yield "learned", weights.learned * log(likelihood(scene, candidate, weights) / weights.even)


def retyped(scene: Scene, candidate: Candidate, weights: Weights) -> Candidate:
    """The candidate with the encoder's type, where the encoder is sure of another.

    Meetings and deals keep theirs: to the encoder, as to PLOVER, a planned visit is an AGREE.
    """
    types = _types(scene, candidate.trigger.token)
    names = {ALIASES.get(name, name) for name in (candidate.type, candidate.code)}
    if (
        not types
        or candidate.status != "held"
        or scene.table.keeping & {candidate.type, candidate.trigger.entry.group.kind}
        or types[0][0] in UNTRUSTED | names
        or (types[0][0] in SPEECH and _is_blow(candidate))
    ):
        return candidate
    type, chance = types[0]
    if chance < weights.retype:
        return candidate
    asked = candidate.type == "REQUEST" and type in scene.table.keeping
    return replace(candidate, type=type, status="proposed" if asked else candidate.status)


def _is_blow(candidate: Candidate) -> bool:
    """Whether one strikes another: that stands, even where somebody is accused of it."""
    roles = {part.role for part in candidate.parts if part.party.is_named}
    return candidate.type == "ASSAULT" and {"actor", "recipient"} <= roles


def likelihood(scene: Scene, candidate: Candidate, weights: Weights) -> float:
    """The encoder's probability that the sentence tells of the type, or of its code."""
    listed = dict(_types(scene, candidate.trigger.token))
    if not listed:
        return weights.even
    names = (candidate.type, candidate.code)
    return max(listed.get(ALIASES.get(name, name), weights.least) for name in names)


def _types(scene: Scene, token: int) -> tuple[tuple[str, float], ...]:
    happening = scene.parse.signals.happening
    return happening[scene.parse.sentence_index(token)] if happening else ()


def add_parties(scene: Scene, candidate: Candidate, weights: Weights) -> Candidate:
    """The candidate with the encoder's actor or recipient on the side that is empty."""
    parts = list(candidate.parts)
    place = candidate.trigger.entry.group.place
    for label, role in SIDES.items():
        if not _is_open(candidate, parts, role):
            continue
        for scored in _roles(scene, candidate, label, weights):
            taken = [part.party.span for part in parts]
            if not any(
                scored.span.overlaps(span) for span in (*taken, *_sources(scene, candidate))
            ):
                found = _parties(scene, scored.span)
                parts += [
                    Part(p, role)
                    for p in found
                    if (place or not _is_place(p)) and not only_tells(scene, candidate.trigger, p)
                ]
    return replace(candidate, parts=distinct(parts))


def _sources(scene: Scene, candidate: Candidate) -> Iterator[Span]:
    """The words of those who only tell of it: "according to a local hospital"."""
    parse, sentence = scene.parse, scene.parse.sentence_of(candidate.trigger.token)
    for token in range(sentence.first, sentence.last):
        if parse.words[token].lower() == "according":
            yield parse.span(*parse.subtree_range(token))


def _is_open(candidate: Candidate, parts: Sequence[Part], role: Role) -> bool:
    """Whether a side may be filled: not that of a noun alone, nor where two are together."""
    group, actors = candidate.trigger.entry.group, [p for p in parts if p.role == "actor"]
    together = group.reciprocal and len(actors) >= TWO
    alone = candidate.trigger.entry.noun and not candidate.parts
    return not (together or alone or any(_side(part) == role for part in parts))


def _is_place(party: Party) -> bool:
    return party.thing and party.entity is not None and party.entity.kind.is_place


def _side(part: Part) -> Role:
    return "recipient" if part.role == "recipient" else "actor"


def _roles(scene: Scene, candidate: Candidate, label: str, weights: Weights) -> Iterator[Scored]:
    sentence = scene.parse.sentence_of(candidate.trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    for _, scored in scene.roles.over(whole):
        if scored.label == label and scored.score >= weights.role and whole.contains(scored.span):
            yield scored


def _parties(scene: Scene, span: Span) -> tuple[Party, ...]:
    """The parties that a stretch of the text names."""
    tokens = scene.parse.tokens_in(span)
    if tokens and scene.parse.words[tokens[0]].lower() in RELATIVES:
        return ()
    heads = [t for t in tokens if scene.parse.heads[t] not in tokens or scene.parse.heads[t] == t]
    nouns = [t for t in heads if scene.parse.pos[t] in ("NOUN", "PROPN", "PRON", "ADJ")]
    for head in nouns[:1]:
        found = find_parties(scene, head, Wanted(things=True, places=True))
        return tuple(replace(party, span=span) if len(found) == 1 else party for party in found)
    return ()
