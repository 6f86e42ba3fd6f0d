"""Which positions are sure enough to stand: words of all that people do need an issue."""

from __future__ import annotations

from typing import Final

from memcon.codebook.issues import OTHER
from memcon.record import Entity, EntityKind
from memcon.stages.positions.holders import PRIVATE
from memcon.stages.positions.matching import Match
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign

REPORT: Final = 4
"""Sentences of a whole report: it names its issues, so that a claim on none that asks nobody for
anything is mostly a turn of phrase."""
RELATIVE: Final = frozenset({"which", "who", "whom", "whose"})
TELLING: Final = frozenset({"JRN", "MED"})
"""Sectors of bodies that report what others want."""
UNKNOWN: Final = "entity-"
"""How ids begin of those who are known from their article alone."""


def is_sure(scene: Scene, sign: Sign, match: Match) -> bool:
    """Whether a sign says enough for what its claim shows of an issue.

    On no known issue it must stand at its holder, and be no word of all that people do.
    """
    if sign.weight == "assert" or (sign.needs_cue and not match.places):
        return False
    if scene.word(sign.claim[0]) in RELATIVE:
        return False
    only = scene.tables.only.get(scene.lemma(sign.token))
    if only is not None and match.issue not in only:
        return False
    everyday = scene.lemma(sign.token) in scene.tables.everyday
    if match.issue == OTHER:
        if len(scene.parse.sentences) >= REPORT and sign.toward is None:
            return False
        weighed = sign.stance == "undecided" and scene.lemma(sign.token) in scene.tables.verbs
        vague = everyday or weighed or sign.needs_issue
        return sign.own and sign.weight != "stress" and not vague
    return not everyday or match.shown in ("claim", "before")


def speaks_for_none(scene: Scene, party: Entity) -> bool:
    """Whether a party is a person of private life or without a title, or a paper that reports."""
    if party.kind is not EntityKind.PERSON:
        return party.sector in TELLING
    if is_public(party) or party.office is not None:
        return False
    sector = scene.holders.sector_of(party)
    return sector is None or sector in PRIVATE


def is_public(party: Entity) -> bool:
    """Whether a party is one that the knowledge base knows, and not from its article alone."""
    return party.kind is EntityKind.COUNTRY or not party.id.startswith(UNKNOWN)
