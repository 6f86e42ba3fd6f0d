"""Whom "they" and "the talks" mean, and which mentions are of one happening."""

from __future__ import annotations

import pytest

from memcon.record import Event, Record
from tests.stages.events.conftest import Read


def _parties(record: Record, event: Event) -> set[str]:
    found = (record.entity(participant.entity) for participant in event.participants)
    return {entity.name for entity in found if entity is not None}


def _only(read: Read, text: str, status: str) -> tuple[Record, Event]:
    (record,) = read([text])
    found = [e for e in record.events if e.type == "CONSULT" and e.status == status]
    assert len(found) == 1, [(e.type, e.status, e.what) for e in record.events]
    return record, found[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile and Peru held talks in Quito. They will meet again on October 30.", "planned"),
        ("Chile and Peru held talks in Quito. The two will meet again on Friday.", "planned"),
        ("Chile and Peru held talks. The second round will open in Lima on Friday.", "planned"),
        ("Chile and Peru will hold talks on Friday. They last met in Lima in March.", "held"),
    ],
)
def test_words_that_point_back_name_those_who_met(read: Read, text: str, status: str) -> None:
    """A pronoun or "the second round" has the parties of the meeting told before."""
    assert _parties(*_only(read, text, status)) == {"Chile", "Peru"}


def test_ministers_of_two_states_are_two_parties(read: Read) -> None:
    """Those of one office in two states stand for both."""
    text = "The foreign ministers of Kenya and Uganda met in Nairobi on Monday."
    assert _parties(*_only(read, text, "held")) >= {"Kenya", "Uganda"}


def test_a_dateline_is_no_subject(read: Read) -> None:
    """A place and day before a dash take nothing from the clause behind them."""
    text = "NAIROBI, October 20, 2025 — The presidents of Kenya and Uganda met on Monday."
    _, event = _only(read, text, "held")
    assert event.when is not None
    assert event.when.begin == "2025-10-20"


def test_a_threat_to_boycott_is_no_end_of_the_talks(read: Read) -> None:
    """Talks that two agreed on stay planned when a third threatens to stay away."""
    text = (
        "Chad and Niger agreed to hold talks in Lagos next week. "
        "The president of Mali threatened to boycott the talks."
    )
    record, event = _only(read, text, "planned")
    assert _parties(record, event) == {"Chad", "Niger"}
    assert not [e for e in record.events if e.status in ("refused", "cancelled")]


def test_a_denied_meeting_leaves_the_held_one(read: Read) -> None:
    """That somebody denies another meeting does not deny the one that took place."""
    text = "Chad and Niger met in Lagos on Monday. It denied a meeting with Mali."
    _, event = _only(read, text, "held")
    assert "Lagos" in event.evidence.quote


def test_what_is_waited_for_has_not_happened(read: Read) -> None:
    """A clause after "until" in what somebody would do tells of no event."""
    (record,) = read(["Chad said it would sign nothing until Niger withdrew from the border town."])
    assert not [event for event in record.events if event.type == "RETREAT"]


def test_a_planned_meeting_that_was_called_off_is_cancelled(read: Read) -> None:
    """The main verb decides, not the participle beside the noun."""
    text = "A meeting between Chad and Niger planned for October 10 was called off on Sunday."
    _only(read, text, "cancelled")


def test_who_is_cited_does_not_do_it(read: Read) -> None:
    """The source after "according to" takes no part."""
    (record,) = read(["At least 12 people were killed, according to the army of Chad."])
    assert not [p for e in record.events for p in e.participants if p.role == "actor"]
