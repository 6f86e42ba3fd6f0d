"""Meetings that are told of at a distance: behind a clause, an offer, or "it"."""

from __future__ import annotations

import pytest

from tests.stages.events.conftest import PUBLISHED, Read
from tests.stages.events.test_events_roles import names

TOLD = [
    (
        "Talks between Chad and Niger that had been planned for Monday were pushed back.",
        "postponed",
    ),
    (
        "A visit of the Polish president to Kyiv, which was due in May, did not go ahead.",
        "cancelled",
    ),
    ("Serbia has declined Kosovo's invitation to a round of talks in Ohrid.", "refused"),
    ("Kenya has invited the Somali president to a summit in Mombasa.", "proposed"),
    ("Iran will send a delegation to talks with Iraq in Basra next week.", "planned"),
    ("Chile's minister discussed the issue with his Peruvian counterpart in Lima.", "held"),
    ("The Danish envoy was received by the Chinese premier and urged him to act.", "held"),
    ("A letter inviting the Kenyan president to Ankara was handed over by Turkey.", "proposed"),
    ("Kenya's premier turned down Turkey's invitation.", "refused"),
    ("Nepal's premier accepted an invitation to visit Bhutan.", "planned"),
    ("The envoys of Chad and Niger were to have met in Zinder on Monday.", "cancelled"),
    ("Serbia rejected claims that it had held talks with Kosovo in Vienna.", "denied"),
    ("Chad and Niger have moved their border talks to November.", "postponed"),
    ("Instead of Friday, the Chadian and Nigerien ministers will meet on Monday.", "postponed"),
]
"""Sentences with one meeting, and how far it has come."""


@pytest.mark.parametrize(("text", "status"), TOLD)
def test_meetings_behind_other_words_have_their_status(read: Read, text: str, status: str) -> None:
    """What is above, beside or behind the noun says how far its meeting has come."""
    (record,) = read([text])
    assert status in {event.status for event in record.events if event.type == "CONSULT"}


def test_it_means_the_meeting_or_deal_told_before(read: Read) -> None:
    """A sentence about "it" tells when and where, and quotes what "it" is."""
    (record,) = read(
        ["Chile and Peru are preparing a meeting in Lima. It will be held on November 12."]
    )
    (event,) = [e for e in record.events if e.when and e.when.begin == "2025-11-12"]
    assert (event.type, event.status) == ("CONSULT", "planned")
    assert "meeting" in event.evidence.quote


def test_what_is_to_be_signed_is_a_signing(read: Read) -> None:
    """Also where the accord is the subject of "is to be"."""
    (record,) = read(["The accord between Iran and Iraq is to be signed in Doha on 29 October."])
    (event,) = [event for event in record.events if event.type == "SUPPORT"]
    assert event.status == "planned"
    assert names(record, event, "actor") == {"Iran", "Iraq"}


def test_persons_joined_behind_their_titles_both_meet(read: Read) -> None:
    """A title between two names parts nobody."""
    (record,) = read(
        ["Ana Lima, the Chilean envoy, and Bo Lund, Sweden's deputy minister, met in Oslo."]
    )
    (event,) = [event for event in record.events if event.type == "CONSULT"]
    assert names(record, event, "actor") == {"Ana Lima", "Bo Lund"}


def test_two_shepherds_are_not_the_last_two_persons(read: Read) -> None:
    """Only "the two leaders" are persons told of before."""
    (record,) = read(
        ["Emmanuel Macron spoke with Donald Tusk on Sunday. Belarus detained two Polish shepherds."]
    )
    (event,) = [event for event in record.events if event.type == "COERCE"]
    assert not names(record, event, "recipient") & {"Emmanuel Macron", "Donald Tusk"}


def test_who_proposes_what_is_between_others_mediates(read: Read) -> None:
    """He is no party to it."""
    (record,) = read(["Angola proposed a summit between Congo and Rwanda in Luanda."])
    (event,) = [event for event in record.events if event.type == "CONSULT"]
    assert names(record, event, "mediator") == {"Angola"}


def test_truces_have_a_status(read: Read) -> None:
    """A truce that is proposed has not come about, one that is turned down never will."""
    proposed, refused = read(
        ["Norway proposed a truce to Colombia.", "The army of Chad rejected a ceasefire on Monday."]
    )
    assert {e.status for e in proposed.events if e.type == "AGREE"} == {"proposed"}
    assert {e.status for e in refused.events if e.type == "AGREE"} == {"refused"}


def test_a_day_to_come_is_not_that_of_what_was_held(read: Read) -> None:
    """What is over was not on a day after publication: that is the day of something else."""
    (record,) = read(["The ministers of Chad and Niger met ahead of a summit on November 12."])
    held = [event for event in record.events if event.status == "held"]
    assert held
    assert all(event.when is None or event.when.begin <= PUBLISHED for event in held)


def test_who_is_seen_as_something_is_not_met(read: Read) -> None:
    """Somebody who will see a person meets, somebody who sees a person as something does not."""
    ahead, view = read(
        [
            "The Chilean president will see Ana Torres, the Peruvian minister, in Lima.",
            "The Chilean president sees Ana Torres as a friend of Peru.",
        ]
    )
    assert [event.status for event in ahead.events if event.type == "CONSULT"] == ["planned"]
    assert not [event for event in view.events if event.type == "CONSULT"]


def test_a_signing_keeps_its_type_where_it_is_put_off(read: Read) -> None:
    """A signing that is delayed is a signing postponed, with the parties of its deal."""
    (record,) = read(["The signing of the treaty between Benin and Niger has been delayed."])
    (event,) = record.events
    assert (event.type, event.status) == ("SUPPORT", "postponed")
    assert names(record, event, "actor") == {"Benin", "Niger"}
