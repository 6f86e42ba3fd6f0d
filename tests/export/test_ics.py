"""The calendar, as icalendar reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from memcon.export import Material, ics
from memcon.export.cells import one_line
from memcon.record import Event, Passage
from tests import factories as make
from tests.export import rows
from tests.export.rows import OLDEN, TRAL, VOST, happening

MOST = 75
"""Octets of a line (RFC 5545, section 3.1)."""


def read(material: Material) -> list[Any]:
    """The entries."""
    return list(icalendar.Calendar.from_ical("".join(ics.lines(material))).walk("VEVENT"))


def test_a_meeting_is_an_all_day_entry() -> None:
    """With its days, the end being the day after, its place, its parties and its state."""
    when = {"from": "2025-10-21", "to": "2025-10-22"}
    (entry,) = read(rows.material([happening(1, TRAL, VOST, when=when, where="Olden")]))
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (
        date(2025, 10, 21),
        date(2025, 10, 23),
    )
    assert (str(entry["uid"]), str(entry["status"])) == ("event-1@memcon", "CONFIRMED")
    assert (str(entry["summary"]), str(entry["location"])) == ("meeting 1", "Olden")
    assert "With: Tral, Vost" in str(entry["description"])


def test_the_stamp_is_the_day_of_the_newest_report() -> None:
    """No clock is asked: the same store gives the same calendar tomorrow."""
    article = make.article("They met.", id="article-2", published="2025-10-23")
    event = _event(article, where=OLDEN.id)
    member = {"source": "a.txt", "event": event.id, "quote": "They met."}
    record = make.record(article, [event])
    (entry,) = read(rows.material([happening(1, TRAL, members=[member])], records=[record]))
    assert entry.decoded("dtstamp") == datetime(2025, 10, 23, tzinfo=UTC)
    (bare,) = read(rows.material([happening(1, TRAL)]))
    assert bare.decoded("dtstamp") == datetime(2025, 10, 21, tzinfo=UTC)


def test_the_sequence_counts_the_changes() -> None:
    """A calendar takes the later state for the newer one; how it came about is told."""
    steps = [("2025-10-01", "planned"), ("2025-10-22", "held")]
    told = [{"date": day, "status": status, "source": "a"} for day, status in steps]
    (entry,) = read(rows.material([happening(1, TRAL, history=told)]))
    assert int(entry["sequence"]) == 1
    assert "planned (2025-10-01) > held (2025-10-22)" in str(entry["description"])


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("held", "CONFIRMED"),
        ("planned", "TENTATIVE"),
        ("proposed", "TENTATIVE"),
        ("postponed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
        ("refused", "CANCELLED"),
    ],
)
def test_states_are_those_of_calendars(status: str, shown: str) -> None:
    """What is planned is tentative, what is off is cancelled."""
    (entry,) = read(rows.material([happening(1, TRAL, status=status)]))
    assert str(entry["status"]) == shown


@pytest.mark.parametrize(
    "over",
    [
        {"status": "denied"},
        {"type": "ACCUSE"},
        {"when": None},
        {"when": {"from": "2025-10", "to": "2025-10"}},
        {"when": {"from": "2025-10-01", "to": "2025-10-31"}},
        {"when": {"from": "2025-10-21", "to": "2025-10-20"}},
        {"when": {"from": "9999-12-31", "to": "9999-12-31"}},
    ],
)
def test_what_has_no_day_is_no_entry(over: dict[str, Any]) -> None:
    """Other events, meetings that were not, and those of which no day is known are left out."""
    assert read(rows.material([happening(1, TRAL, **over)])) == []


@pytest.mark.parametrize(("place", "pinned"), [(OLDEN, True), (TRAL, False)])
def test_a_pin_stands_for_cities_not_for_countries(place: Any, pinned: bool) -> None:
    """The middle of a country is no meeting place."""
    article = make.article("They met.", id="article-2")
    event = _event(article, where=place.id)
    member = [{"source": "a.txt", "event": event.id, "quote": "They met."}]
    given = happening(1, TRAL, where=place.name, members=member)
    placed = make.entity(place.name, place.kind, id=place.id, lat=50.5, lon=-3.25)
    record = make.record(article, [placed, event])
    (entry,) = read(rows.material([given], records=[record]))
    assert ("geo" in entry) is pinned
    if pinned:
        assert entry["geo"].to_ical() == "50.5;-3.25"


def _event(article: Any, *, where: str) -> Event:
    return Event(
        id="event-9",
        type="CONSULT",
        code="CONSULT",
        mode="meet",
        what="met",
        status="held",
        participants=(),
        where=where,
        when=None,
        score=1.0,
        reason="by hand",
        evidence=Passage.of(article, [make.find(article, "They met.")]),
    )


def test_hostile_words_stay_in_their_entry(hostile_material: Material) -> None:
    """Line breaks begin no entry, controls are gone, and the words are those of the report."""
    dated = [row for row in hostile_material.events if row["type"] == "CONSULT" and row["when"]]
    entries = read(hostile_material)
    shown = {str(entry["summary"]) for entry in entries}
    assert shown >= {one_line(row["what"]) for row in dated if row["status"] == "held"}
    assert len(entries) == len({str(entry["uid"]) for entry in entries}) <= len(dated)


def test_lines_are_folded(hostile_material: Material) -> None:
    """No line has more than seventy-five octets, however long a word is."""
    text = "".join(ics.lines(hostile_material))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= MOST
    assert "\n" not in text.replace("\r\n", "")
