"""What shows no stance though its words might, and what does through others' words."""

from __future__ import annotations

import pytest

from tests.stages.positions.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "Chad claimed that the talks with Niger had failed.",
        "Chad suggested that the talks with Niger were long.",
        "Chad would like to thank Niger for the talks.",
        "Chad will meet Niger's foreign minister on Friday.",
        "Chad could have asked Niger for a ceasefire.",
        "Rather than agreeing to a ceasefire, Chad shelled the town.",
        "Chad asked what a ceasefire would cost.",
        "Chad dismissed reports of talks with Niger.",
        "Chad will spare no effort in the talks with Niger.",
        "Chad has been at odds with Niger for years.",
        "Chad welcomed the visitors to its new hotel.",
        "Chad needs to borrow more before the harvest.",
    ],
)
def test_what_asks_for_nothing(text: str, wants: Read) -> None:
    """Facts told, courtesies, plans to meet, questions, and what was not done are no positions."""
    assert wants(text) == []


def test_a_word_of_refusal_needs_no_known_issue(wants: Read) -> None:
    """What is rejected is a position even where the codebook has no name for it."""
    assert [(one.issue, one.stance) for one in wants("Chad rejected the longer recipe.")] == [
        ("other", "rejects")
    ]


def test_what_may_be_wanted_counts_only_from_its_holder(wants: Read) -> None:
    """A forecast by others is none; the holder's own "may" leaves it open."""
    assert wants("Chad may support a ceasefire, an analyst said.") == []
    own = wants("Chad may support a ceasefire, its foreign minister said.")
    assert [(one.issue, one.stance) for one in own] == [("ceasefire", "undecided")]


def test_who_is_accused_of_it_holds_it(wants: Read) -> None:
    """What somebody is accused of is his, by the word of the accuser."""
    (found,) = wants("Niger accused Chad of supporting terrorist groups.")
    assert (found.who, found.teller) == ("Chad", "Niger")


def test_a_refusal_lasts_while_something_does(wants: Read) -> None:
    """After "as long as" stands what the holder is against, and the refusal stays one."""
    found = {
        (o.issue, o.stance) for o in wants("Chad rejects a ceasefire as long as the siege lasts.")
    }
    assert found == {("ceasefire", "rejects"), ("blockade", "opposes")}


def test_a_claim_ends_before_who_says_so(wants: Read) -> None:
    """The negotiator after a comma is no part of what is rejected."""
    found = wants("Chad rejects the ceasefire, its chief negotiator, Ola Moe, told reporters.")
    assert [one.claim for one in found] == ["the ceasefire"]


def test_a_short_name_has_the_issue_of_the_full_one(wants: Read) -> None:
    """What is called the association is the one named before."""
    found = wants(
        "Chad calls for an association of autonomous towns. Niger rejects the association."
    )
    assert len({one.issue for one in found} - {"other"}) == len({one.issue for one in found}) == 1
