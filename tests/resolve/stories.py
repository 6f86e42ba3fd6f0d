"""The example stories: their reports as memcon reads them, and what was annotated beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from memcon.app import Reader
from memcon.config import load_settings
from memcon.record import (
    EntityKind,
    Event,
    Participant,
    Passage,
    Period,
    Position,
    Record,
    Span,
    fact_id,
)
from memcon.resolve.surroundings import Surroundings
from memcon.text.calendar import interval

FOLDER: Final = Path(__file__).parent.parent / "data" / "stories"
PHONE: Final = re.compile(r"\b(?:tele)?phoned?\b|\bcall\b", re.IGNORECASE)
JOINED: Final = re.compile(r"\s*(?:and|to|-|–)\s*")
CLOSE: Final = 40
ACTING: Final = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Story:
    """One annotated story and the records of its reports by their short names."""

    name: str
    notes: Mapping[str, Any]
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Told:
    """An annotated event in one report: its words there, and the status they give it."""

    event: str
    report: str
    type: str
    status: str
    span: Span


@cache
def load_stories() -> tuple[Story, ...]:
    """All stories, read once with the real pipeline."""
    notes = {
        path.parent.name: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted(FOLDER.glob("*/story.yaml"))
    }
    files = [
        str(FOLDER / name / file)
        for name, story in notes.items()
        for file in story["reports"].values()
    ]
    results = list(Reader(load_settings()).read(files))
    read = {Path(r.article.source).name: r for r in results if isinstance(r, Record)}
    return tuple(
        Story(name, story, {short: read[file] for short, file in story["reports"].items()})
        for name, story in notes.items()
    )


def told_in(story: Story) -> Iterator[Told]:
    """What is annotated as told, report by report."""
    for event in story.notes["events"]:
        for report, words in event["told"].items():
            ((status, quote),) = words.items()
            at = story.records[report].article.text.index(quote)
            yield Told(event["id"], report, event["type"], status, Span(at, at + len(quote)))


def annotated(story: Story) -> dict[str, Record]:
    """The records with the annotated events in the place of those that were read.

    Each event takes what its own sentence names: so nothing is told that the words do not tell,
    and what is tested is how events are brought together, not how they are read.
    """
    made: dict[str, Record] = {}
    for short, record in story.records.items():
        events = (_event(record, told) for told in told_in(story) if told.report == short)
        made[short] = replace(record, events=tuple(events))
    return made


def _event(record: Record, told: Told) -> Event:
    around = Surroundings.of(record)
    (sentence, *_) = around.sentences_of([told.span])
    words = record.article.quote(sentence)
    near = Span(
        max(told.span.start - CLOSE, sentence.start), min(told.span.end + CLOSE, sentence.end)
    )
    return Event(
        id=fact_id("event", record.article.id, told.event),
        type=told.type,
        code=told.type,
        mode="phone" if PHONE.search(words) else "meet",
        what=record.article.quote(told.span),
        status=told.status,  # type: ignore[arg-type]  # checked by the test of the annotations
        participants=tuple(_participants(record, around, sentence)),
        where=_place(record, around, near),
        when=_period(record, near),
        score=0.9,
        reason="annotated",
        evidence=Passage.of(record.article, [told.span]),
    )


def _participants(record: Record, around: Surroundings, sentence: Span) -> Iterator[Participant]:
    seen = set()
    for linked in around.mentions_in([sentence]):
        entity = record.entity(linked.link.entity)
        if entity and entity.kind in ACTING and entity.id not in seen:
            seen.add(entity.id)
            yield Participant(entity.id, Passage.of(record.article, [linked.span]), "actor")


def _place(record: Record, around: Surroundings, span: Span) -> str | None:
    for linked in around.mentions_in([span]):
        entity = record.entity(linked.link.entity)
        if entity and entity.kind in (EntityKind.CITY, EntityKind.FACILITY):
            return entity.id
    return None


def _period(record: Record, span: Span) -> Period | None:
    """The dates in the words that tell, or close to them: "on 11 and 12 March" is one stretch."""
    times = [t for t in record.times if t.type == "DATE" and span.overlaps(t.span)]
    stretches = [(time.span, days) for time in times if (days := interval(time.value))]
    if not stretches:
        return None
    first, last = stretches[0], stretches[0]
    for one in stretches[1:]:
        if JOINED.fullmatch(record.article.text[last[0].end : one[0].start]):
            last = one
    said = Passage.of(record.article, [Span(first[0].start, last[0].end)])
    return Period(first[1][0], last[1][1], said)


def with_positions(story: Story) -> dict[str, Record]:
    """The records with the annotated positions in the place of those that were read."""
    rows: dict[str, list[Position]] = {short: [] for short in story.records}
    for history in story.notes["position_histories"]:
        for entry in history["entries"]:
            record = story.records[entry["report"]]
            rows[entry["report"]].append(_position(record, history, entry))
    return {
        short: replace(record, positions=tuple(rows[short]))
        for short, record in story.records.items()
    }


def _position(record: Record, history: Mapping[str, Any], entry: Mapping[str, Any]) -> Position:
    at = record.article.text.index(entry["quote"])
    said = Passage.of(record.article, [Span(at, at + len(entry["quote"]))])
    return Position(
        id=fact_id("position", record.article.id, history["holder"], history["issue"]),
        holder=history["holder"],
        issue=history["issue"],
        stance=entry["stance"],
        claim=entry["quote"],
        toward=None,
        change=None,
        when=str(entry["when"]),
        score=0.9,
        reason="annotated",
        evidence=said,
        because=(),
    )
