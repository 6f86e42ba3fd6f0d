"""What each party wants, read from sentences in our own words."""

from __future__ import annotations

import pytest

from memcon.codebook.issues import Issue, load_issues
from tests.stages.positions.conftest import Read


@pytest.mark.parametrize("issue", [pytest.param(i, id=i.id) for i in load_issues().by_id.values()])
def test_the_codebook_reads_its_own_examples(issue: Issue, wants: Read) -> None:
    """The example of each issue gives its holder and stance on it."""
    assert issue.example is not None
    found = {(one.who, one.issue, one.stance) for one in wants(issue.example.text)}
    assert (issue.example.holder, issue.id, issue.example.stance) in found


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kenya's foreign minister called for a ceasefire.", "Kenya"),
        ("Nairobi called for a ceasefire.", "Kenya"),
        ("The Kremlin called for a ceasefire.", "Russia"),
        ("The French foreign ministry called for a ceasefire.", "France"),
        ("Hamas called for a ceasefire.", "Hamas"),
        ("The African Union called for a ceasefire.", "African Union"),
    ],
)
def test_the_party_holds_the_position(text: str, who: str, wants: Read) -> None:
    """Ministers, capitals, palaces and ministries are lifted to whom they speak for."""
    assert [(one.who, one.issue) for one in wants(text)] == [(who, "ceasefire")]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad supports the truce.", "supports"),
        ("Chad does not support the truce.", "opposes"),
        ("Chad will never accept a truce.", "rejects"),
        ("Chad is ready for a truce.", "offers"),
        ("Chad is not opposed to a truce.", "supports"),
        ("Chad is considering a truce.", "undecided"),
        ("Chad said a truce was unacceptable.", "rejects"),
        ("Chad said there must be a truce.", "demands"),
        ("Chad insists on a truce.", "demands"),
        ("Chad cautioned against a truce.", "opposes"),
        ("Chad has dropped its demand for a truce.", "undecided"),
    ],
)
def test_words_place_a_party_on_the_scale(text: str, stance: str, wants: Read) -> None:
    """Predicates, negation and modality give the stance."""
    assert [one.stance for one in wants(text)] == [stance]


def test_a_condition_is_a_demand_in_turn(wants: Read) -> None:
    """Who will do a thing only if another is done wants that other thing."""
    found = wants("Ethiopia will withdraw its troops only if the blockade is lifted.")
    assert [(one.issue, one.stance) for one in found] == [
        ("withdrawal", "conditions"),
        ("blockade", "opposes"),
    ]


def test_demanding_an_end_is_opposing(wants: Read) -> None:
    """The stance is towards what the issue names: drills, not their end."""
    (demand,) = wants("North Korea demanded an end to the naval drills.")
    (refusal,) = wants("South Korea refuses to halt the naval drills.")
    assert (demand.issue, demand.stance) == ("military-exercises", "opposes")
    assert (refusal.issue, refusal.stance) == ("military-exercises", "supports")


def test_of_whom_it_is_asked(wants: Read) -> None:
    """The one who is to act is kept beside the claim."""
    (found,) = wants("Japan urged China to release the sailors.")
    assert (found.who, found.toward, found.issue) == ("Japan", "China", "prisoners-hostages")


def test_what_others_say_keeps_its_teller(wants: Read) -> None:
    """A position as another side tells it is marked as according to that side."""
    (found,) = wants("Egypt said that Ethiopia rejects any deal on the dam.")
    assert (found.who, found.teller, found.denied) == ("Ethiopia", "Egypt", False)
    (own,) = wants("Ethiopia said that it rejects any deal on the dam.")
    assert own.teller is None


def test_words_of_change(wants: Read) -> None:
    """What the text says of change stands with the position."""
    (again,) = wants("Greece reiterated its demand for a withdrawal of the troops.")
    (softer,) = wants("Greece no longer insists on a withdrawal of the troops.")
    (plain,) = wants("Greece demands a withdrawal of the troops.")
    assert (again.change, softer.change, plain.change) == ("unchanged", "softened", None)


def test_a_list_of_wishes_is_several_positions(wants: Read) -> None:
    """Things of several issues that one verb asks for are told apart."""
    found = wants("Yemen called for a ceasefire and the release of all hostages.")
    assert {one.issue for one in found} == {"ceasefire", "prisoners-hostages"}


def test_words_that_point_back(wants: Read) -> None:
    """A refusal of "the demand" is about what was demanded."""
    found = wants("Morocco wants wider autonomy for the islands. Spain dismissed the demand.")
    assert [(one.who, one.issue, one.stance) for one in found] == [
        ("Morocco", "autonomy", "demands"),
        ("Spain", "autonomy", "rejects"),
    ]


def test_delegations_take_sides(wants: Read) -> None:
    """Allies in a summary of talks hold what one of them says, opponents its opposite."""
    found = wants(
        "Norway, supported by Chile and opposed by Qatar, proposed deleting the footnote."
    )
    assert {(one.who, one.stance) for one in found} == {
        ("Norway", "supports"),
        ("Chile", "supports"),
        ("Qatar", "opposes"),
    }
    assert {one.claim for one in found} == {"deleting the footnote"}


def test_one_speaks_for_many(wants: Read) -> None:
    """Who speaks on behalf of a group holds the position with it."""
    found = wants("Kenya, on behalf of the African Union, opposed carbon markets.")
    assert {one.who for one in found} == {"Kenya", "African Union"}


@pytest.mark.parametrize(
    "text",
    [
        "If Chad rejects the truce, the war will go on.",
        "Will Chad accept a truce?",
        "The truce between Chad and the rebels began on Monday.",
        "Chad declined to comment on the truce.",
        "Chad beat Niger in the cup final.",
        "“Chad must accept a truce,” the historian Ann Berg wrote.",
    ],
)
def test_where_nothing_is_wanted(text: str, wants: Read) -> None:
    """Conditions, questions, events and the views of scholars are no positions."""
    assert wants(text) == []
