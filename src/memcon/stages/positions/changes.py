"""What a text claims about change: "reiterated", "for the first time", "dropped its demand"."""

from __future__ import annotations

from typing import Final

from memcon.record.facts import Change, Stance
from memcon.record.stance import side_of
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.syntax import Tokens

ORDER: Final[tuple[Change, ...]] = ("reversed", "softened", "hardened", "unchanged")


def change_told(scene: Scene, claim: Tokens, sentence: range, stance: Stance) -> Change | None:
    """The change that the words around a claim tell, if any."""
    before = scene.forms(range(sentence.start, claim[0]))[1]
    after = scene.forms(range(claim[1], sentence.stop))[1]
    for change in ORDER:
        phrases = scene.tables.changes[change]
        if any(next(phrases.find(words), None) is not None for words in (before, after)):
            return change
    if any(next(scene.tables.first.find(words), None) is not None for words in (before, after)):
        softer = side_of(stance) != "against" and stance != "demands"
        return "softened" if softer else "hardened"
    return None
