"""The lexicon for readings of place names (``metonymy.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True)
class Readings:
    """Lemmas that decide whether a place name means a place or the actor it stands for."""

    literal: frozenset[str]
    metonym: frozenset[str]
    aimed: frozenset[str]
    seldom: frozenset[str]
    upon: frozenset[str]
    spanning: frozenset[str]
    movement: frozenset[str]
    acting: frozenset[str]
    pressing: frozenset[str]
    things: frozenset[str]
    sides: frozenset[str]
    lying: frozenset[str]
    addressing: frozenset[str]
    sport: frozenset[str]
    contest: frozenset[str]
    votes: frozenset[str]


@cache
def load_readings() -> Readings:
    """The packaged lexicon, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "metonymy.yaml")
    prepositions = {name: frozenset(v.split()) for name, v in data.pop("prepositions").items()}
    return Readings(**prepositions, **{name: frozenset(v.split()) for name, v in data.items()})
