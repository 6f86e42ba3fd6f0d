"""For or against the thing that an issue names: who demands an end to the drills opposes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record.facts import Stance
from memcon.record.stance import side_of
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign

BEFORE: Final = 5
"""Words between a word of ending and what it ends, at most."""
AFTER: Final = 4
CLOSE: Final = frozenset({"no", "out", "without", "give", "cut"})
"""Words that end only what stands right beside them."""
LEADING: Final = frozenset({"no", "without", "give", "cut", "out"})
"""Words that end only what follows them."""
OUSTING: Final = frozenset(
    {"phase", "get", "pull", "move", "drive", "force", "kick", "throw", "stay"}
)
"""Verbs with which "out" ends something, unlike "carry out"."""
GONE: Final = frozenset({"out", "gone", "over"})
TURNED: Final[dict[Stance, Stance]] = {
    "demands": "opposes",
    "supports": "opposes",
    "offers": "opposes",
    "opposes": "supports",
    "rejects": "supports",
}


def turned(scene: Scene, sign: Sign, shown: tuple[int, ...]) -> Stance:
    """The stance of a sign towards what is ``shown`` in its claim, where that is about its end.

    Where nothing is shown, the claim only points back to what was spoken of: "wants them gone".
    """
    if sign.stance not in TURNED or side_of(sign.stance) == "open":
        return sign.stance
    undone = _negated_over(scene, sign, shown)
    if undone is not None and _is_ending(scene, undone):
        return sign.stance  # "not to cut ties"
    return TURNED[sign.stance] if undone or _ends(scene, sign, shown) else sign.stance


def kept_from(scene: Scene, sign: Sign, shown: tuple[int, ...]) -> Stance:
    """The stance of a sign where what it asks is that a thing not be done: "not to sign"."""
    undone = _negated_over(scene, sign, shown) if sign.stance in TURNED else None
    if undone is None:
        return sign.stance
    ends = scene.lemma(undone) in scene.tables.ending
    done = undone in shown if ends else scene.lemma(undone) in scene.tables.giving
    return TURNED[sign.stance] if done else sign.stance


def _negated_over(scene: Scene, sign: Sign, shown: tuple[int, ...]) -> int | None:
    """The verb below a sign that "not" stands at, over what is shown: "urged it not to strike"."""
    if not shown:
        return None
    last, parse = shown[-1], scene.parse
    for verb in (t for t in (last, *parse.ancestors(last)) if scene.is_verb(t)):
        if verb == sign.token or not sign.claim[0] <= verb < sign.claim[1]:
            return None
        if parse.dependents(verb, "neg") and sign.token in parse.ancestors(verb):
            return verb
    return None


def _ends(scene: Scene, sign: Sign, shown: tuple[int, ...]) -> bool:
    claim = sign.claim
    if not shown:
        return any(_is_ending(scene, token) for token in range(*claim))
    first, last = shown[0], shown[-1]
    if any(scene.lemma(token) in scene.tables.ended for token in shown):
        return True
    if any(scene.word(t) == "against" and t not in shown for t in _over(scene, first, claim)):
        return True  # "steps against enrichment"
    if any(_is_undone(scene, verb, last) for verb in _verbs_over(scene, last, claim)):
        return True
    for token in range(max(claim[0], first - BEFORE), min(claim[1], last + AFTER + 1)):
        if not _is_ending(scene, token) or token == last:
            continue
        if token in shown:
            return True
        near = 2 if scene.lemma(token) in CLOSE else BEFORE
        if first - near <= token < first and not _is_counted(scene, sign, token):
            return True
        if last < token <= last + AFTER and scene.word(token) not in LEADING:
            apart = _is_joined(scene, last, token) or _ends_another(scene, token, shown)
            return not (apart or _is_told(scene, token))
    return False


def _is_joined(scene: Scene, thing: int, token: int) -> bool:
    """Whether another thing that is joined to it is what ends: "tests and plans to close"."""
    above = (one for one in scene.parse.ancestors(token) if thing < one < token)
    return any(scene.parse.deps[one] == "conj" for one in above)


def _ends_another(scene: Scene, token: int, shown: tuple[int, ...]) -> bool:
    """Whether a verb ends what it names itself: "a plan to end the war" ends no plan."""
    parse = scene.parse
    to = any(parse.tags[one] == "TO" for one in parse.dependents(token, "aux"))
    if not to or parse.heads[token] not in shown or parse.dependents(token, "nsubj"):
        return False  # "the fighters to leave the country"
    done = parse.dependents(token, "dobj")
    return bool(done) and not any(t in shown for t in done)


def _is_told(scene: Scene, token: int) -> bool:
    """Whether a word of ending only tells what was done: "the talks it abandoned in May"."""
    return scene.parse.deps[token] == "relcl" and scene.parse.tags[token] == "VBD"


def _verbs_over(scene: Scene, token: int, claim: tuple[int, int]) -> Iterator[int]:
    """The verbs of a claim that govern a word after what it shows."""
    return (t for t in scene.verbs_above(token) if token < t < claim[1])


def _over(scene: Scene, token: int, claim: tuple[int, int]) -> Iterator[int]:
    """The words of a claim that govern a word from before it."""
    return (t for t in scene.parse.ancestors(token) if claim[0] < t < token)


def _is_undone(scene: Scene, verb: int, thing: int) -> bool:
    """Whether a thing is the subject of a verb of ending: "be lifted", "must go", "be out"."""
    parse = scene.parse
    beside = {scene.word(t) for t in parse.dependents(verb, "advmod", "prep", "acomp", "prt")}
    going = scene.lemma(verb) == "go" and "ahead" not in beside and "on" not in beside
    gone = going or (scene.lemma(verb) == "be" and bool(beside & GONE))
    subjects = parse.dependents(verb, "nsubjpass", *(("nsubj",) if gone else ()))
    ends = gone or _is_ending(scene, verb)
    return ends and any(thing in parse.subtree(s) for s in subjects)


def _is_ending(scene: Scene, token: int) -> bool:
    parse, word = scene.parse, scene.word(token)
    if scene.lemma(token) == "give":
        return any(scene.word(t) == "up" for t in parse.dependents(token, "prt"))
    if scene.word(token - 1) == "without":
        return False  # "without delay"
    if word == "out" and parse.deps[token] == "prt":
        return scene.lemma(parse.heads[token]) in OUSTING
    return bool({scene.lemma(token), scene.word(token)} & scene.tables.ending)


def _is_counted(scene: Scene, sign: Sign, token: int) -> bool:
    """Whether a "no" was taken for the negation of the sign's own verb: "will open no embassy"."""
    noun = scene.parse.heads[token]
    own = scene.parse.heads[noun] == sign.token and scene.parse.deps[noun] == "dobj"
    return scene.word(token) == "no" and own
