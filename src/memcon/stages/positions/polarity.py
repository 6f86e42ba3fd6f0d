"""For or against the thing that an issue names: who demands an end to the drills opposes them."""

from __future__ import annotations

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
    if sign.stance not in TURNED or not _ends(scene, sign, shown):
        return sign.stance
    return TURNED[sign.stance] if side_of(sign.stance) != "open" else sign.stance


def _ends(scene: Scene, sign: Sign, shown: tuple[int, ...]) -> bool:
    claim = sign.claim
    if not shown:
        return any(_is_ending(scene, token) for token in range(*claim))
    first, last = shown[0], shown[-1]
    for token in range(max(claim[0], first - BEFORE), min(claim[1], last + AFTER + 1)):
        if not _is_ending(scene, token) or token == last:
            continue
        if token in shown:
            return True
        near = 2 if scene.lemma(token) in CLOSE else BEFORE
        if first - near <= token < first and not _is_counted(scene, sign, token):
            return True
        if last < token <= last + AFTER and scene.word(token) not in LEADING:
            return True
    return False


def _is_ending(scene: Scene, token: int) -> bool:
    return bool({scene.lemma(token), scene.word(token)} & scene.tables.ending)


def _is_counted(scene: Scene, sign: Sign, token: int) -> bool:
    """Whether a "no" was taken for the negation of the sign's own verb: "will open no embassy"."""
    noun = scene.parse.heads[token]
    own = scene.parse.heads[noun] == sign.token and scene.parse.deps[noun] == "dobj"
    return scene.word(token) == "no" and own
