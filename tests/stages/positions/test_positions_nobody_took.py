"""Positions that nobody took, though words of the tables stand there."""

from __future__ import annotations

import pytest

from tests.stages.positions.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nina Holt, who studies summits in Oslo, said it was late.", id="studies"),
        pytest.param("The Oslo Institute, which studies sanctions, was closed.", id="institute"),
        pytest.param("Niger claims a successful nuclear test.", id="claims"),
        pytest.param("Niger avoided condemning the invasion of Mali.", id="avoids"),
        pytest.param("Niger wants a summit. Mali said that Niger was behind it.", id="behind"),
        pytest.param("Niger pushed back the referendum on autonomy.", id="pushes-back"),
        pytest.param("Niger reminded Mali of the fact that there are sanctions.", id="reminds"),
        pytest.param(
            "Niger's foreign minister spoke on condition of anonymity about the truce.",
            id="anonymity",
        ),
        pytest.param("“You are a threat to China with that bomb,” a farmer said.", id="threat"),
    ],
)
def test_no_stance_is_shown(wants: Read, text: str) -> None:
    """What is told, done or left unsaid is no position of anybody on it."""
    shown = {(one.who, one.issue, one.stance) for one in wants(text)}
    assert shown <= {("Niger", "summit", "demands")}


def test_what_was_left_before_is_asked_for_now(wants: Read) -> None:
    """Who urges another to resume the talks it abandoned wants the talks."""
    found = wants("Niger urged Mali to resume the nuclear talks it abandoned in 2019.")
    assert {(one.who, one.stance) for one in found} == {("Niger", "demands")}


def test_a_candidate_does_not_speak_for_a_party(wants: Read) -> None:
    """Who runs for a party holds his own position."""
    found = wants("Republican candidate Ida Lund said the treaty must be ratified.")
    assert {one.who for one in found} == {"Ida Lund"}


def test_a_government_is_not_what_was_spoken_of(wants: Read) -> None:
    """Support for a government is no stance on the issue named before."""
    found = wants(
        "The envoy called for an investigation of the raid. Niger supports the government."
    )
    assert ("Niger", "investigation") not in {(one.who, one.issue) for one in found}


def test_a_clause_beside_who_is_urged_is_read(wants: Read) -> None:
    """A clause set off right before what is asked breaks nothing."""
    found = wants("Mali urged Niger, considered the key to a truce, to act.")
    assert all(one.who == "Mali" for one in found)


def test_a_thing_named_again_is_taken_up(wants: Read) -> None:
    """Who supports the investigation spoken of wants it investigated."""
    found = wants("Mali called for an investigation of the raid. Niger supports the investigation.")
    assert ("Niger", "investigation") in {(one.who, one.issue) for one in found}


def test_water_to_drink_is_no_river(wants: Read) -> None:
    """Advice on drinking water shows no stance on shared rivers."""
    found = wants("Niger's president said people must drink bottled water.")
    assert all(one.issue != "water" for one in found)


def test_a_way_to_end_a_thing_is_not_ended(wants: Read) -> None:
    """Who seeks a solution to end a war is for the search."""
    found = wants("Oman wants to seek a solution to end the war in Yemen.")
    assert ("Oman", "mediation", "demands") in {(one.who, one.issue, one.stance) for one in found}


def test_what_is_joined_has_one_owner(wants: Read) -> None:
    """Whose documents are shown, his are the plans joined to them."""
    found = wants("Malta's leader showed Libyan documents and plans to develop atomic weapons.")
    assert {one.who for one in found} == {"Libya"}


def test_whose_end_is_named_is_opposed(wants: Read) -> None:
    """To want what ends a thing, or what is directed against it, is to be against the thing."""
    against = {
        "Fiji demands the denuclearization of the peninsula.": "nuclear-weapons",
        "Fiji backs steps against enrichment.": "enrichment",
    }
    for text, issue in against.items():
        assert {one.stance for one in wants(text) if one.issue == issue} == {"opposes"}, text


def test_a_deal_on_a_programme_is_kept_or_left(wants: Read) -> None:
    """Who wants to stay in a nuclear deal speaks of the deal, not of centrifuges."""
    found = wants("Fiji wants to stay in the nuclear deal.")
    assert {one.issue for one in found} == {"treaties"}
