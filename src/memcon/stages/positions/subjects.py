"""Who does a verb: its subject, whoever speaks, or those listed before it."""

from __future__ import annotations

from typing import Final

from memcon.record import Entity
from memcon.stages.events.syntax import conjuncts, doer_of, is_passive
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import voices_at
from memcon.stages.positions.syntax import is_misjoined
from memcon.stages.positions.turns import Turn, turn_before

SELF: Final = frozenset({"we", "i", "us", "our", "my"})
POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "our", "my"})
THIRD: Final = frozenset({"he", "she", "it", "they"})
DASHES: Final = frozenset({"-", "–", "—", "--"})
DATELINE: Final = 10
"""Tokens at the beginning of a sentence that the place and agency of a report may take."""
ACCUSING: Final = frozenset({"accuse", "suspect", "convict", "blame", "criticise", "criticize"})
ALONE: Final = frozenset({"first", "only", "last", "latest", "second", "third"})
CLAUSES: Final = ("ccomp", "xcomp", "pcomp")


def subject_parties(scene: Scene, verb: int) -> tuple[tuple[Entity, ...], bool]:
    """Who does a verb, and whether it says so itself rather than being said by whoever speaks."""
    parse = scene.parse
    own = bool(parse.dependents(verb, "nsubj", "agent", "nsubjpass"))
    if is_misjoined(parse, verb):
        above = next((t for t in scene.verbs_above(verb) if parse.tags[t] != "VB"), verb)
        return subject_parties(scene, above) if above != verb else ((), own)
    turn = turn_of(scene, verb)
    if turn is not None and (turn.marked or len(turn.same) > 1) and turn.same:
        before = _before_it(scene, verb) if turn.joins else ()
        return tuple({p.id: p for p in (*before, *turn.same)}.values()), True
    heads = (find(scene, verb) for find in (_accused, _first_to, _doer))
    head = next((one for one in heads if one is not None), None)
    if head is None:
        return (turn.same, True) if turn and not is_passive(parse, verb) else ((), True)
    word = scene.word(head)
    if word in SELF:
        return speakers(scene, head), own
    if word in THIRD:
        party = scene.holders.of_head(head)
        said = speakers(scene, head) or (() if party else _above_it(scene, verb))
        said = said or (() if party else _here(scene, head) or _spoken_of(scene, head))
        return (said if party is None or party in said else (party,)), own
    named = parse.dependents(head, "appos")  # "their envoy, Ola Moe,"
    if scene.lemma(head) in scene.tables.whose and _is_theirs(scene, head) and not named:
        return speakers(scene, head) or _spoken_of(scene, head), own
    if _names_itself(scene, head) and (said := speakers(scene, head)):
        return said, own
    found = _after_dateline(scene, head) or scene.holders.all_of(conjuncts(parse, head))
    return (found, own) if found else (_before_it(scene, verb), True)


def _accused(scene: Scene, verb: int) -> int | None:
    """Who is accused of doing it: "accused Togo of arming", "by supporting" after it."""
    parse, below = scene.parse, verb
    for above in parse.ancestors(verb):
        if parse.deps[below] not in (*CLAUSES, "prep", "conj", "agent"):
            return None
        if scene.lemma(above) in ACCUSING and parse.deps[below] == "prep":
            return next(iter(parse.dependents(above, "dobj", "nsubjpass")), None)
        below = above
    return None


def _doer(scene: Scene, verb: int) -> int | None:
    return doer_of(scene.parse, verb)


def _first_to(scene: Scene, verb: int) -> int | None:
    """Who is said to do a thing first or alone: "became the first state to recognise it"."""
    parse, noun = scene.parse, scene.parse.heads[verb]
    kinds = {scene.word(one) for one in parse.dependents(noun, "amod")}
    if parse.deps[verb] not in ("relcl", "acl") or parse.deps[noun] != "attr" or not kinds & ALONE:
        return None
    return next(iter(parse.dependents(parse.heads[noun], "nsubj")), None)


def _is_theirs(scene: Scene, noun: int) -> bool:
    owners = scene.parse.dependents(noun, "poss")
    return any(scene.word(owner) in POSSESSIVE for owner in owners)


def _after_dateline(scene: Scene, head: int) -> tuple[Entity, ...]:
    """Who stands after the place that begins a report, where the parser took that for the doer."""
    sentence = scene.sentence(head)
    opening = range(sentence.start, min(sentence.start + DATELINE, sentence.stop))
    dash = next((t for t in opening if scene.word(t) in DASHES), None)
    if dash is None or head > dash or any(map(scene.is_verb, range(sentence.start, dash))):
        return ()
    first = next(scene.holders.runs(range(dash + 1, sentence.stop)), None)
    return first[1] if first and first[0] <= dash + 2 else ()


def _names_itself(scene: Scene, noun: int) -> bool:
    """Whether "the organisation" or "the kingdom" is what whoever speaks calls himself."""
    beside = scene.parse.dependents(noun, "det", "amod", "compound", "poss", "prep", "nmod")
    alone = [scene.word(t) for t in beside] == ["the"]
    return alone and scene.lemma(noun) in scene.tables.unnamed["itself"]


def _above_it(scene: Scene, verb: int) -> tuple[Entity, ...]:
    """The subject of the verb that governs a clause: "made plain that it will"."""
    above = scene.parse.heads[verb]
    if scene.parse.deps[verb] != "ccomp" or not scene.is_verb(above):
        return ()
    return subject_parties(scene, above)[0] if scene.parse.dependents(above, "nsubj") else ()


def _here(scene: Scene, pronoun: int) -> tuple[Entity, ...]:
    """The party that an "it" takes up in its own sentence: "Oman will not sign; it objects to"."""
    if scene.word(pronoun) != "it":
        return ()
    before = range(scene.sentence(pronoun).start, pronoun)
    subjects = (t for t in reversed(before) if scene.parse.deps[t] == "nsubj")
    found = (scene.holders.all_of((subject,)) for subject in subjects)
    return next((parties for parties in found if parties), ())


def _spoken_of(scene: Scene, token: int) -> tuple[Entity, ...]:
    """The subject of the sentence before, in the same block: whom "it" takes up."""
    parse, number = scene.parse, scene.parse.sentence_index(token)
    if not number:
        return ()
    here, before = parse.sentences[number], parse.sentences[number - 1]
    if here.block != before.block:
        return ()
    root = next((t for t in range(before.first, before.last) if parse.heads[t] == t), None)
    subjects = parse.dependents(root, "nsubj") if root is not None else ()
    if root is not None and not scene.holders.all_of(subjects):
        told = parse.dependents(root, "ccomp")
        subjects = tuple(t for one in told for t in parse.dependents(one, "nsubj"))
    owners = [t for subject in subjects for t in parse.dependents(subject, "poss")]
    return scene.holders.all_of(subjects) or scene.holders.all_of(owners)


def _before_it(scene: Scene, verb: int) -> tuple[Entity, ...]:
    """Who does the verb that ``verb`` goes on from: "said that it is late and proposed …".

    The parser joins such a verb to the clause that is said.
    """
    parse, above = scene.parse, scene.parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.dependents(verb, "nsubj", "nsubjpass"):
        return ()
    if parse.deps[above] == "ccomp" and parse.tags[verb] in ("VBD", "VBZ"):
        above = parse.heads[above]
    return subject_parties(scene, above)[0] if scene.is_verb(above) else ()


def turn_of(scene: Scene, verb: int) -> Turn | None:
    """The list of parties before a verb, or before the verb that it is joined to."""
    parse = scene.parse
    if is_passive(parse, verb) and parse.deps[verb] != "amod":
        return None
    turn = turn_before(scene, verb)
    if turn is not None:
        return turn
    above = parse.heads[verb]
    joined = parse.deps[verb] in ("conj", "advcl", "dep") and above != verb and above < verb
    if joined and scene.is_verb(above) and not parse.dependents(verb, "nsubj", "nsubjpass"):
        return turn_of(scene, above)
    return None


def speakers(scene: Scene, token: int) -> tuple[Entity, ...]:
    """The parties of whoever says what stands at ``token``."""
    parse, below = scene.parse, token
    for above in parse.ancestors(token):
        if parse.deps[below] in ("ccomp", "parataxis") and scene.lemma(above) in scene.cues.clause:
            parties, _ = subject_parties(scene, above)
            if len(parties) > 1:
                return parties
        below = above
    for voice in voices_at(scene, token):
        return (voice.party,) if voice.party is not None else ()
    return ()
