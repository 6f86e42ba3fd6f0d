"""Whose position it is, read from reports in our own words."""

from __future__ import annotations

import pytest

from tests.stages.positions.conftest import Read


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kenya's water minister, Ola Moe, ruled out a ceasefire.", "Kenya"),
        ("A Norwegian minister, Ola Moe, ruled out a ceasefire.", "Norway"),
        ("Ola Moe, the EU's special envoy, ruled out a ceasefire.", "European Union"),
        ("Hamas commander Ola Moe ruled out a ceasefire.", "Hamas"),
        ("OSLO (Reuters) - Kenya ruled out a ceasefire.", "Kenya"),
    ],
)
def test_a_title_lifts_its_bearer(text: str, who: str, wants: Read) -> None:
    """Titles beside unknown names lift them to whom they serve; a dateline holds nothing."""
    assert [(one.who, one.issue) for one in wants(text)] == [(who, "ceasefire")]


def test_a_spokesman_speaks_for_whom_it_was_about(wants: Read) -> None:
    """A spokesman without a party beside his name is that of the sentence before."""
    found = wants("Kenya's army held its fire. Spokesman Ola Moe said a truce was unacceptable.")
    assert [(one.who, one.stance) for one in found] == [("Kenya", "rejects")]


@pytest.mark.parametrize("title", ["historian", "analyst", "journalist"])
def test_private_people_hold_nothing_for_a_state(title: str, wants: Read) -> None:
    """Scholars and journalists are no party, whatever they think must be done."""
    assert wants(f"Kenya must accept a ceasefire, the {title} Ola Moe argued.") == []


def test_what_calls_itself_the_organisation_is_who_speaks(wants: Read) -> None:
    """In what a body says, "the organisation" is that body."""
    found = wants(
        "Hamas shelled the town. A UN spokesman said the organisation was ready to watch the truce."
    )
    assert {one.who for one in found} == {"United Nations"}


def test_each_of_several_holds_it(wants: Read) -> None:
    """Joint holders have one position each."""
    found = wants("Kenya and Uganda want a ceasefire.")
    assert {(one.who, one.stance) for one in found} == {("Kenya", "demands"), ("Uganda", "demands")}


def test_a_finite_verb_goes_on_from_the_main_one(wants: Read) -> None:
    """What follows an infinitive after "and" is done by who asked, not by whom he asked."""
    found = wants("Kenya wants Uganda to free the prisoners and will not accept a truce.")
    assert ("Kenya", "ceasefire", "rejects") in {(one.who, one.issue, one.stance) for one in found}
    assert {one.who for one in found} == {"Kenya"}


def test_the_teller_is_in_the_record(wants: Read) -> None:
    """Who says what another wants is named with the position, and known to the record."""
    found = wants("Kenya said that Uganda rejects a ceasefire.")
    assert [(one.who, one.teller) for one in found] == [("Uganda", "Kenya")]
