"""Events of whole reports: what of the annotated tellings is read, and with which status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from memcon.app import Reader
from memcon.config import load_settings
from memcon.record import Event, Record, Span

FOLDER: Final = Path(__file__).parents[2] / "data" / "tellings"
FLOORS: Final = {
    "kivu": (0.95, 0.93),
    "dangrek": (0.9, 0.95),
    "aras": (0.8, 0.95),
    "helmand": (0.85, 0.95),
    "dakar": (0.95, 0.95),
    "sanaa": (0.75, 0.9),
    "essequibo": (0.9, 0.95),
    "vienna": (0.9, 0.95),
    "eln": (0.9, 0.95),
    "korea": (0.9, 0.95),
    "envoy": (0.6, 0.95),
    "indus": (0.55, 0.95),
    "sirte": (0.6, 0.9),
    "vardar": (0.45, 0.95),
}
"""Least share of tellings found, and of those found with the right status."""
SPURIOUS: Final = 48
"""Events of deeds and meetings that nobody annotated, in all reports; 45 when this was written."""
DEEDS: Final = frozenset(
    {"CONSULT", "AGREE", "ASSAULT", "RETREAT", "SANCTION", "COERCE", "MOBILIZE", "AID", "CONCEDE"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """An annotated telling: its words in the report, and the event read there, if any."""

    type: str
    status: str
    span: Span
    optional: bool


@cache
def read_story(name: str) -> tuple[tuple[Record, tuple[Told, ...]], ...]:
    """The records of a story's reports with what is annotated as told in each."""
    notes = yaml.safe_load((FOLDER / name / "story.yaml").read_text("utf-8"))
    files = {short: str(FOLDER / name / file) for short, file in notes["reports"].items()}
    results = list(Reader(load_settings()).read(list(files.values())))
    records = {r.article.source: r for r in results if isinstance(r, Record)}
    return tuple(
        (records[file], tuple(_told(notes, short, records[file]))) for short, file in files.items()
    )


def _told(notes: dict[str, Any], short: str, record: Record) -> Iterator[Told]:
    for event in notes["events"]:
        for status, quote in event["told"].get(short, {}).items():
            at = record.article.text.index(quote)
            span = Span(at, at + len(quote))
            yield Told(event["type"], status, span, event.get("optional", False))


def pair(record: Record, told: tuple[Told, ...]) -> dict[int, Event]:
    """For each telling the event that is most like its words, each event once."""
    ranked = sorted(
        (
            (_likeness(event, one.span), n, m)
            for n, one in enumerate(told)
            for m, event in enumerate(record.events)
            if event.type == one.type
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for likeness, n, m in ranked:
        if likeness > 0 and n not in found and m not in found.values():
            found[n] = m
    return {n: record.events[m] for n, m in found.items()}


def _likeness(event: Event, span: Span) -> float:
    return max(_shared(span, one) / (span.end - span.start) for one in event.evidence.spans) / (
        event.evidence.hull.end - event.evidence.hull.start
    )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_told_is_read(name: str) -> None:
    """Meetings, calls, deals and deeds are found, with how far they came."""
    asked = found = right = 0
    missed = []
    for record, told in read_story(name):
        events = pair(record, told)
        for n, one in enumerate(told):
            if one.optional:
                continue
            asked += 1
            found += n in events
            right += n in events and events[n].status == one.status
            if n not in events or events[n].status != one.status:
                missed.append(record.article.quote(one.span))
    least, least_right = FLOORS[name]
    assert found >= least * asked, missed
    assert right >= least_right * found, missed


def test_little_is_read_that_is_not_told() -> None:
    """Few events of the reports are in no words that were annotated."""
    extra = [
        event.what
        for name in FLOORS
        for record, told in read_story(name)
        for event in record.events
        if event.type in DEEDS and not any(_touches(event, one) for one in told)
    ]
    assert len(extra) <= SPURIOUS, extra


def _touches(event: Event, told: Told) -> bool:
    return any(_shared(told.span, span) for span in event.evidence.spans)
