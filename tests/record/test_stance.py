"""Stances compared: what became of a position, in whatever order the reports came."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record.facts import Change, Stance
from memcon.record.stance import FIRMNESS, SCALE, compare, side_of

STANCES = st.sampled_from(SCALE)
MIRRORED = {
    "unchanged": "unchanged",
    "reversed": "reversed",
    "hardened": "softened",
    "softened": "hardened",
}


def test_every_stance_is_on_the_scale_once() -> None:
    """The scale holds the stances of the contract, each once, the two sides at its ends."""
    assert sorted(SCALE) == sorted(get_args(Stance))
    assert [side_of(stance) for stance in SCALE] == ["for"] * 4 + ["open"] + ["against"] * 2


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("supports", "rejects", "reversed"),
        ("rejects", "offers", "reversed"),
        ("opposes", "rejects", "hardened"),
        ("demands", "conditions", "softened"),
        ("opposes", "undecided", "softened"),
        ("undecided", "supports", "hardened"),
        ("offers", "offers", "unchanged"),
        ("rejects", "conditions", "softened"),
        ("conditions", "opposes", "hardened"),
    ],
)
def test_change_between_two_stances(old: Stance, new: Stance, change: Change) -> None:
    """Crossing the scale is a reversal; on one side the firmer stance is the harder one."""
    assert compare(old, new).change == change
    assert new in compare(old, new).reason


@given(STANCES, STANCES)
def test_the_way_back_is_the_mirror(old: Stance, new: Stance) -> None:
    """What hardens one way softens the other; a reversal is one both ways."""
    assert compare(new, old).change == MIRRORED[compare(old, new).change]


@given(STANCES, STANCES, STANCES)
def test_steps_add_up(one: Stance, two: Stance, three: Stance) -> None:
    """Two steps in one direction are a step in it, unless they cross the scale."""
    steps = {compare(one, two).change, compare(two, three).change}
    if len(steps) == 1 and steps != {"reversed"}:
        assert compare(one, three).change in {*steps, "reversed"}
    if steps == {"reversed"}:
        assert compare(one, three).change != "reversed"
        assert side_of(one) == side_of(three)


@given(STANCES, STANCES)
def test_unchanged_means_as_firm_on_no_other_side(old: Stance, new: Stance) -> None:
    """Only stances of one firmness that do not stand against each other are unchanged."""
    same = FIRMNESS[old] == FIRMNESS[new] and {side_of(old), side_of(new)} != {"for", "against"}
    assert (compare(old, new).change == "unchanged") is same
