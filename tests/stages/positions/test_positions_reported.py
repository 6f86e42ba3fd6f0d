"""Positions in running reports: what they are about, what they take up, whose they are."""

from __future__ import annotations

from tests.stages.positions.conftest import Read, Wants

EXCHANGE = (
    "Lesotho will not pay the new duty until Eswatini reopens the road, its minister said. "
    "Eswatini rejected the demand in a message on Monday."
)
THREAT = "Lesotho threatened to boycott the summit if Eswatini did not lift the sanctions on it."
ORDER = "Lesotho demanded that Eswatini end the naval drills. Eswatini rejected the demand."


def of(who: str, found: list[Wants]) -> set[tuple[str, str]]:
    """Issue and stance of what one party wants."""
    return {(one.issue, one.stance) for one in found if one.who == who}


def test_a_word_in_a_name_shows_no_issue(wants: Read) -> None:
    """The river in a party's name is not what it offers."""
    found = wants("The Green River Alliance offered to send three men to Maseru.")
    assert all(one.issue != "water" for one in found)


def test_who_is_told_shows_no_issue(wants: Read) -> None:
    """Reporters who are told something are not what it is about."""
    found = wants("Lesotho's foreign minister told reporters that it rejected the plan for now.")
    assert all(one.issue != "media-freedom" for one in found)


def test_a_demand_is_taken_up_through_adjuncts(wants: Read) -> None:
    """Who rejects the demand in a message rejects what was demanded."""
    assert ("transit-corridors", "rejects") in of("Eswatini", wants(EXCHANGE))


def test_rejecting_a_demand_to_end_a_thing_keeps_it(wants: Read) -> None:
    """Who rejects the demand that drills end supports them."""
    assert of("Eswatini", wants(ORDER)) == {("military-exercises", "supports")}


def test_a_threat_unless_is_a_demand(wants: Read) -> None:
    """What must be done to avert a boycott is asked for."""
    assert ("sanctions-relief", "demands") in of("Lesotho", wants(THREAT))


def test_vowing_to_boycott_is_a_refusal(wants: Read) -> None:
    """What is vowed says the stance, not the vow."""
    assert of("Lesotho", wants("Lesotho vowed to boycott the vote.")) == {("elections", "rejects")}


def test_both_sides_are_those_named_most(wants: Read) -> None:
    """Both delegations are the two parties of the report."""
    found = wants(
        "Lesotho and Eswatini met in Maputo. Lesotho spoke first, then Eswatini. "
        "Both delegations agreed to extend the ceasefire."
    )
    assert {one.who for one in found if one.issue == "ceasefire"} == {"Lesotho", "Eswatini"}


def test_an_announcement_without_content_is_no_position(wants: Read) -> None:
    """Who welcomes an announcement that nobody can tell wants nothing known."""
    assert wants("The African Union welcomed the announcement.") == []


def test_no_talks_is_a_refusal_of_talks(wants: Read) -> None:
    """What there will not be is refused, and the claim says what."""
    found = wants("“There will be no talks while the siege lasts,” Lesotho's prime minister said.")
    assert ("direct-talks", "rejects") in of("Lesotho", found)
