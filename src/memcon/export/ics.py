"""Meetings as a calendar (iCalendar, RFC 5545): held, planned, called off.

All are all-day entries: reports seldom give the hour. What is not known more closely than a
fortnight has no place in a calendar and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from memcon.export.cells import clean, one_line
from memcon.export.extras import load_extra
from memcon.export.material import Index, Material, Row
from memcon.record import EntityKind
from memcon.text.calendar import add_days, to_date

MEETING: Final = "CONSULT"
STATUS: Final = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
    "refused": "CANCELLED",
}
"""RFC 5545, section 3.8.1.11. A meeting that is said not to have been (``denied``) is none."""
LONGEST: Final = timedelta(days=14)
POINTS: Final = frozenset({EntityKind.CITY, EntityKind.FACILITY})
"""Kinds of place that a pin on a map can stand for; the middle of a country is no meeting place."""
NAME: Final = "Meetings read by memcon"


def lines(material: Material) -> Iterator[str]:
    """The calendar, entries in order of their dates."""
    library = load_extra("icalendar", extra="export")
    index = Index.of(material.read())
    calendar = library.Calendar()
    calendar.add("prodid", "-//memcon//export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NAME)
    for row in material.events:
        days = _days(row)
        if row["type"] == MEETING and row["status"] in STATUS and days is not None:
            calendar.add_component(_entry(library, row, days, index))
    yield calendar.to_ical().decode()


def _days(row: Row) -> tuple[date, date] | None:
    """The first day and the one after the last."""
    when = row["when"] or {"from": "", "to": ""}
    first, last = to_date(when["from"]), to_date(when["to"])
    end = add_days(last, 1) if last else None
    if first is None or end is None or not timedelta() < end - first <= LONGEST:
        return None
    return first, end


def _entry(library: Any, row: Row, days: tuple[date, date], index: Index) -> Any:  # noqa: ANN401
    entry, place = library.Event(), index.place(row)
    entry.add("uid", f"{row['id']}@memcon")
    entry.add("dtstamp", _stamp(row, days[0], index))
    entry.add("dtstart", days[0])
    entry.add("dtend", days[1])
    entry.add("summary", one_line(row["what"]))
    entry.add("status", STATUS[row["status"]])
    entry.add("sequence", len(row["history"]) - 1)
    entry.add("transp", "TRANSPARENT")
    entry.add("description", clean("\n".join(_told(row))))
    if row["where"]:
        entry.add("location", one_line(row["where"]))
    if place and place.kind in POINTS and place.lat is not None and place.lon is not None:
        entry.add("geo", (place.lat, place.lon))
    return entry


def _stamp(row: Row, first: date, index: Index) -> datetime:
    """When the entry was last changed: the day of the newest report; there is no clock here."""
    published = (told.article.published for told in index.tellings(row))
    days = (to_date(day or "") for day in published)
    return datetime.combine(max((day for day in days if day), default=first), time(), UTC)


def _told(row: Row) -> Iterator[str]:
    """Who was to be there, how it came about, and the words of the reports."""
    names = [party["name"] for party in row["participants"] if party["name"]]
    if names:
        yield f"With: {', '.join(map(one_line, names))}"
    steps = (f"{step['status']} ({step['date'] or '?'})" for step in row["history"])
    yield f"Status: {' > '.join(steps)}"
    for member in row["members"]:
        yield f"“{one_line(member['quote'])}” ({one_line(member['source'])})"
