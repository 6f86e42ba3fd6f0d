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


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("The lead negotiator for Kenya, Ola Moe,", "Kenya"),
        ("Ola Moe, who leads the Kenyan delegation,", "Kenya"),
        ("Ola Moe, heading the Kenyan team,", "Kenya"),
        ("The Kenyan side", "Kenya"),
        ("Kenya's negotiating team", "Kenya"),
        ("The deputy head of the Kenyan mission to the United Nations, Ola Moe,", "Kenya"),
        ("An adviser to the Kenyan president", "Kenya"),
        ("A member of the Hamas delegation", "Hamas"),
        ("The political adviser to the leader of Hamas", "Hamas"),
    ],
)
def test_who_talks_for_a_delegation_is_its_party(who: str, party: str, wants: Read) -> None:
    """Negotiators, delegations, missions and advisers are whom they are sent by."""
    found = wants(f"{who} ruled out a ceasefire.")
    assert [(one.who, one.issue) for one in found] == [(party, "ceasefire")]


def test_its_negotiator_is_that_of_the_sentence(wants: Read) -> None:
    """Who speaks for "its delegation" is no other teller of what that party wants."""
    found = wants("Kenya still demands a ceasefire, the head of its delegation, Ola Moe, said.")
    assert [(one.who, one.teller) for one in found] == [("Kenya", None)]


def test_a_critic_of_a_body_is_not_the_body(wants: Read) -> None:
    """Who stands near a body without speaking for it holds nothing for it."""
    found = wants("Ola Moe, a Hamas critic, ruled out a ceasefire.")
    assert "Hamas" not in {one.who for one in found}


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


def test_a_title_that_leads_back_to_its_bearer_ends(wants: Read) -> None:
    """Where "its envoy" can only be whom the sentence before is about, the search ends."""
    found = wants("Ola Moe ruled out a ceasefire. The plan failed, its envoy, Ola Moe, said.")
    assert [(one.who, one.issue) for one in found] == [("Ola Moe", "ceasefire")]


def test_who_speaks_for_nobody_holds_no_position(wants: Read) -> None:
    """People of private life, those whom nothing describes, and papers take no side in a record."""
    for who in ("Ola Moe", "Film director Ola Moe", "Ola Moe, a professor of physics,"):
        assert not wants(f"{who} demands a ceasefire."), who
    assert wants("Opposition leader Ola Moe demands a ceasefire.")
