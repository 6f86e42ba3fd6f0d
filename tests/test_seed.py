"""The page that memcon was made for, against the hand annotation beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from memcon.app import Reader
from memcon.config import load_settings
from memcon.record import BlockKind, EntityKind, Event, Record, Statement

GLOSSARY: Final = (EntityKind.CITY, EntityKind.FACILITY, EntityKind.COUNTRY, EntityKind.REGION)
GOVERNMENT: Final = " (government)"
UNNAMED: Final = "("


@pytest.fixture(scope="module")
def expected(shared: Path) -> Mapping[str, Any]:
    """The annotation."""
    loaded: Mapping[str, Any] = json.loads((shared / "seed" / "expected.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def record(shared: Path) -> Record:
    """The page's record."""
    read = next(iter(Reader(load_settings()).read([str(shared / "seed" / "page.txt")])))
    assert isinstance(read, Record)
    return read


def _texts(record: Record, kind: BlockKind) -> list[str]:
    article = record.article
    return [article.quote(block.span) for block in article.blocks if block.kind is kind]


def test_furniture_is_in_no_block(record: Record, expected: Mapping[str, Any]) -> None:
    """Logos and image markers belong to no block."""
    blocks = [record.article.quote(block.span) for block in record.article.blocks]
    assert not set(expected["boilerplate"]) & set(blocks)


def test_headings_and_captions(record: Record, expected: Mapping[str, Any]) -> None:
    """Headings are headings and the photo's caption is a caption."""
    assert _texts(record, BlockKind.HEADING) == expected["headings"]
    assert _texts(record, BlockKind.CAPTION) == expected["captions"]


def test_the_glossary_is_background(record: Record, expected: Mapping[str, Any]) -> None:
    """What follows the article is kept as background, its headings in order."""
    background = _texts(record, BlockKind.BACKGROUND)
    assert [text for text in background if text in expected["cards_expected"]] == (
        expected["cards_expected"]
    )


def test_the_date_is_inferred(record: Record) -> None:
    """Without metadata the date is the latest day reported on."""
    assert (record.article.published, record.article.published_from) == ("2025-10-21", "text")


def test_cards_follow_the_glossary(record: Record, expected: Mapping[str, Any]) -> None:
    """The eight entries of the page's glossary have cards, in its order."""
    wanted = ["Joint Base Elmendorf-Richardson", "Anchorage", "Budapest", "Moscow", "Ukraine"]
    wanted += ["NATO", "Gaza Strip", "European Union"]
    assert len(wanted) == len(expected["cards_expected"])
    shown = [entity.name for entity in record.cards_of(EntityKind)]
    assert [name for name in shown if name in wanted] == wanted


def test_every_annotated_entity_is_linked(record: Record, expected: Mapping[str, Any]) -> None:
    """Every annotated entity but groups without a name is among the entities."""
    names = {entity.name for entity in record.entities}
    wanted = {row["name"] for row in expected["entities"] if row["kind"] != "group"}
    assert wanted - names == set()


def test_role_phrases_mean_people(record: Record, expected: Mapping[str, Any]) -> None:
    """Role phrases for one person are resolved by office and date."""
    found = {
        linked.quote: entity.name
        for linked in record.mentions
        if linked.mention.form == "nominal" and (entity := record.entity(linked.link.entity))
    }
    wanted = {
        row["text"]: row["entity"] for row in expected["nominals"] if isinstance(row["entity"], str)
    }
    assert {text: found.get(text) for text in wanted} == wanted


def test_metonyms(record: Record, expected: Mapping[str, Any]) -> None:
    """Place names that stand for governments are told from places, 12 of 14 at least."""
    readings = {linked.span.start: linked.link.reading for linked in record.mentions}
    right = [
        (readings.get(row["start"]) != "metonym") == row["literal"] for row in expected["metonyms"]
    ]
    assert sum(right) >= 12


def _is_said(record: Record, said: Statement, row: Mapping[str, Any]) -> bool:
    """Whether a statement holds the annotated content and has its speaker."""
    start, end = row["start"], row["start"] + len(row["content"])
    if not any(span.start < end and start < span.end for span in said.content.spans):
        return False
    speaker = record.entity(said.speaker)
    if row["speaker"].startswith(UNNAMED):
        return said.source.quote == row["speaker"].strip("()")
    return speaker is not None and speaker.name == row["speaker"].removesuffix(GOVERNMENT)


def test_every_reported_statement_is_found(record: Record, expected: Mapping[str, Any]) -> None:
    """Every statement that has a cue is found with its speaker."""
    reported = [row for row in expected["statements"] if row["cue"]]
    assert len(reported) >= 15
    missed = [
        row["content"]
        for row in reported
        if not any(_is_said(record, said, row) for said in record.statements)
    ]
    assert missed == []


def test_statements_of_every_kind(record: Record, expected: Mapping[str, Any]) -> None:
    """Of all annotated statements at most two lack the right source."""
    missed = [
        row["content"]
        for row in expected["statements"]
        if not any(_is_said(record, said, row) for said in record.statements)
    ]
    assert len(missed) <= 2, missed


def _is_told(record: Record, event: Event, row: Mapping[str, Any]) -> bool:
    """Whether an event has the annotated type, status, month or day, and parties."""
    if (event.type, event.status) != (row["type"], row["status"]):
        return False
    if row["date"] and (event.when is None or not event.when.begin.startswith(row["date"])):
        return False
    parties = {entity.name for p in event.participants if (entity := record.entity(p.entity))}
    return set(row["participants"]) <= parties


def test_every_annotated_event_is_found_once(record: Record, expected: Mapping[str, Any]) -> None:
    """Each with its status, date and parties; its place where the annotation has one."""
    counts, places = {}, {}
    for row in expected["events"]:
        found = [event for event in record.events if _is_told(record, event, row)]
        counts[row["what"]] = len(found)
        places[row["what"]] = {e.name for f in found if (e := record.entity(f.where))}
    assert counts == {row["what"]: 1 for row in expected["events"]}
    for row in expected["events"]:
        assert row["place"] is None or row["place"] in places[row["what"]]


def test_few_events_that_are_not_annotated(record: Record, expected: Mapping[str, Any]) -> None:
    """Over-production is an error: at most four events beyond the annotation."""
    assert len(record.events) <= len(expected["events"]) + 4, [e.what for e in record.events]
