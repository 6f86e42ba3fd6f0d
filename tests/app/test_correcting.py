"""Corrections change what is shown, never what was read, and outlast reading anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from memcon.app.correcting import Corrector, Signature
from memcon.config import load_settings
from memcon.errors import UsageError
from memcon.record import Event, Position, Record, Span, Statement
from memcon.record.correction import Anchor, anchor_of, find_fact
from memcon.store import Filter, View, Writer
from tests import dossier

RECORDS = tuple(dossier.records(3))
RECORD = RECORDS[0]
EVENT, SAID, HELD = RECORD.events[0], RECORD.statements[0], RECORD.positions[0]


@pytest.fixture
def corrector(store: str) -> Corrector:
    """Corrects a store that holds three records."""
    with Writer.open(store) as writer:
        writer.add(RECORDS)
    return Corrector(load_settings(store=store), Signature("Ana", "seen on video"))


def _event(store: str, event_id: str = EVENT.id) -> dict[str, Any]:
    with View.open(store) as view:
        return next(row for row in view.happenings() if row["id"] == event_id)


def _shown(store: str) -> Record:
    with View.open(store) as view:
        record = view.record(RECORD.article.id)
    assert record is not None
    return record


def _read_anew(store: str, record: Record) -> None:
    made_by = {**record.made_by, **{name: "9" for name in record.made_by if "stage" in name}}
    with Writer.open(store) as writer:
        assert writer.add([replace(record, made_by=made_by)]) == ("changed",)


def test_a_status_is_corrected(store: str, corrector: Corrector) -> None:
    """The new status is shown, with who says so; reading anew leaves it in force."""
    status = "denied" if EVENT.status != "denied" else "held"
    corrector.set_status(EVENT.id, status)
    assert _event(store)["status"] == status
    assert _event(store)["reasons"] == ["corrected by Ana: seen on video"]
    _read_anew(store, RECORD)
    assert _event(store)["status"] == status


def test_a_correction_finds_a_fact_of_other_bounds(store: str, corrector: Corrector) -> None:
    """Where a later reading gives an event another id, the correction still holds of it."""
    corrector.set_status(EVENT.id, "denied")
    (part,) = EVENT.evidence.spans
    evidence = type(EVENT.evidence).of(RECORD.article, [Span(part.start, part.end - 4)])
    moved = replace(EVENT, id="event-moved", evidence=evidence)
    _read_anew(store, replace(RECORD, events=(moved, *RECORD.events[1:])))
    assert _event(store, "event-moved")["status"] == "denied"
    others = [event.status for event in _shown(store).events if event.id != "event-moved"]
    assert others == [event.status for event in RECORD.events[1:]]


def test_dates_and_stances_are_corrected(store: str, corrector: Corrector) -> None:
    """Events, statements and positions get the date given, positions the stance."""
    corrector.set_date(EVENT.id, "2031-01-02/2031-01-04")
    corrector.set_date(SAID.id, "2031-02")
    corrector.set_date(HELD.id, "2031-03-01")
    corrector.set_stance(HELD.id, "undecided")
    assert _event(store)["when"] == {"from": "2031-01-02", "to": "2031-01-04"}
    with View.open(store) as view:
        assert [row["id"] for row in view.statements(Filter(since="2031"))] == [SAID.id]
        assert [row["id"] for row in view.happenings(Filter(since="2031-01-03"))] == [EVENT.id]
        (row,) = view.entries(Filter(since="2031"))
    assert (row["entry"]["id"], row["entry"]["stance"]) == (HELD.id, "undecided")


def test_the_source_of_a_statement_is_corrected(store: str, corrector: Corrector) -> None:
    """The statement is that of the other person, and is found by the name."""
    other = next(one for one in RECORD.entities if one.office and one.id != SAID.speaker)
    corrector.link_source(SAID.id, other.name)
    with View.open(store) as view:
        rows = view.statements(Filter(who=other.id))
    assert SAID.id in [row["id"] for row in rows]
    assert _shown(store).statements != RECORD.statements


def test_words_are_linked_to_another(store: str, corrector: Corrector) -> None:
    """All mentions of the words, and what rests on them, are those of the other entity."""
    city = next(one for one in RECORD.entities if one.kind == "city")
    speaker = RECORD.entity(SAID.speaker)
    assert speaker is not None
    corrector.link_words(RECORD.article.id, speaker.name, city.id)
    shown = _shown(store)
    linked = [one.link for one in shown.mentions if one.quote == speaker.name]
    assert linked
    assert {(link.entity, link.reason) for link in linked} == {
        (city.id, "corrected by Ana: seen on video")
    }
    assert speaker.id not in [said.speaker for said in shown.statements]


def test_entities_are_merged_in_all_reports(store: str, corrector: Corrector) -> None:
    """What is in truth another entity is shown as that one everywhere, and not after undoing."""
    with View.open(store) as view:
        before = view.timeline(), view.counts()
    one = next(one for one in RECORD.entities if one.office)
    other = next(each for each in RECORDS[1].entities if each.office and each.id != one.id)
    merged = corrector.decide("merge", one.id, other.id)
    with View.open(store) as view:
        assert all(one.id not in record.by_id for record in view.records())
        assert view.known(one.name) == [other]
        assert view.statements(Filter(who=other.id))
    corrector.undo(merged)
    with View.open(store) as view:
        after = view.timeline(), view.counts()
        assert [record.statements for record in view.records()] == [
            record.statements for record in sorted(RECORDS, key=lambda one: one.article.id)
        ]
    assert after[0] == before[0]


def test_events_are_merged_by_hand(store: str, corrector: Corrector) -> None:
    """Two events that a person puts together are one happening of two reports, until undone."""
    pair = RECORD.events[0].id, RECORDS[1].events[0].id
    merged = corrector.decide("merge", *pair)
    _read_anew(store, RECORD)
    row = _event(store, min(pair))
    assert {member["event"] for member in row["members"]} == set(pair)
    assert len(row["reasons"]) == 2
    corrector.undo(merged)
    assert len(_event(store, min(pair))["members"]) == 1


def test_undoing_is_undone(store: str, corrector: Corrector) -> None:
    """A correction that is taken back holds no longer; one whose undoing is, holds again."""
    first = corrector.set_status(EVENT.id, "denied")
    second = corrector.undo(first)
    assert _event(store)["status"] == EVENT.status
    corrector.undo(second)
    assert _event(store)["status"] == "denied"
    with View.open(store) as view:
        assert [one.kind for one in view.corrections()] == ["status", "undo", "undo"]


def test_nothing_is_taken_back_twice(corrector: Corrector) -> None:
    """What holds no longer cannot be undone again, until its undoing is undone."""
    first = corrector.set_status(EVENT.id, "denied")
    second = corrector.undo(first)
    with pytest.raises(UsageError, match="taken back already"):
        corrector.undo(first)
    corrector.undo(second)
    corrector.undo(first)


def test_what_does_not_fit_is_refused(corrector: Corrector) -> None:
    """Unknown facts, entities, values and pairs are wrong usage, and nothing is kept."""
    with pytest.raises(UsageError, match="no status is called 'over'"):
        corrector.set_status(EVENT.id, "over")
    with pytest.raises(UsageError, match="there is no fact"):
        corrector.set_status("event-0", "held")
    with pytest.raises(UsageError, match="not the id of a fact"):
        corrector.set_stance(EVENT.id, "demands")
    with pytest.raises(UsageError, match="is not a date"):
        corrector.set_date(SAID.id, "2025-01-01/2025-01-02")
    with pytest.raises(UsageError, match="one and the same"):
        corrector.decide("merge", EVENT.id, EVENT.id)
    with pytest.raises(UsageError, match="two events or two entities"):
        corrector.decide("merge", EVENT.id, SAID.id)
    with pytest.raises(UsageError, match="no words"):
        corrector.link_words(RECORD.article.id, "nobody", "Q1")
    with pytest.raises(UsageError, match="no correction"):
        corrector.undo("correction-0")


@pytest.mark.parametrize("fact", [SAID, EVENT, HELD], ids=["statement", "event", "position"])
def test_facts_are_found_by_their_words(fact: Statement | Event | Position) -> None:
    """An anchor leads to its fact by id, else by most shared words, and never to another type."""
    facts = {Statement: RECORD.statements, Position: RECORD.positions}.get(
        type(fact), RECORD.events
    )
    anchor = anchor_of(RECORD, fact)
    assert find_fact(facts, anchor) is fact
    assert find_fact(facts, replace(anchor, id="gone")) in facts
    assert find_fact(facts, replace(anchor, id="gone", topic="?")) is None
    assert find_fact(facts, Anchor(id="gone", article=RECORD.article.id)) is None
