"""The scale of stances, and what lies between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from memcon.record.facts import Change, Stance

Side = Literal["for", "against", "open"]

SCALE: Final[tuple[Stance, ...]] = (
    "demands",
    "supports",
    "offers",
    "conditions",
    "undecided",
    "opposes",
    "rejects",
)
"""From wanting a thing most to refusing it outright."""

SIDES: Final[dict[Stance, Side]] = {
    "demands": "for",
    "supports": "for",
    "offers": "for",
    "conditions": "for",
    "undecided": "open",
    "opposes": "against",
    "rejects": "against",
}
FIRMNESS: Final[dict[Stance, int]] = {
    "demands": 3,
    "supports": 2,
    "offers": 1,
    "conditions": 1,
    "undecided": 0,
    "opposes": 2,
    "rejects": 3,
}
"""How hard a stance is to move; an offer leaves room, and so does a condition."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a stance, and why it is called so."""

    change: Change
    reason: str


def side_of(stance: Stance) -> Side:
    """Whether a stance is for the thing, against it, or open."""
    return SIDES[stance]


def compare(old: Stance, new: Stance) -> Compared:
    """What became of the stance of one party on one claim of one issue.

    From for to against or back it is reversed; on one side, or between a side and undecided, the
    firmer stance is the harder one. Who refuses and then names a condition softens.
    """
    before, after = side_of(old), side_of(new)
    if old == "conditions" and after == "against":
        return Compared("hardened", f"what had conditions is met with {new}")
    if new == "conditions" and before == "against":
        return Compared("softened", f"{new} in the place of {old}")
    if {before, after} == {"for", "against"}:
        return Compared(
            "reversed",
            f"{old} was for it, {new} is against it"
            if before == "for"
            else f"{old} was against it, {new} is for it",
        )
    if FIRMNESS[old] == FIRMNESS[new]:
        return Compared("unchanged", f"{old} is as firm as {new}" if old != new else f"still {new}")
    if FIRMNESS[new] > FIRMNESS[old]:
        return Compared("hardened", f"{new} is firmer than {old}")
    return Compared("softened", f"{new} is less firm than {old}")
