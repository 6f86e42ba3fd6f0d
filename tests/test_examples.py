"""The example reports, read as a user reads them, against what was annotated beforehand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import yaml

from memcon.app import Reader
from memcon.config import load_settings
from memcon.record import Record
from memcon.record.codec import schema, to_dict, to_json

EXAMPLES: Final = Path(__file__).parent.parent / "examples"
PAGES: Final = sorted(EXAMPLES.glob("*/*.html"))
FOUND: Final = 0.92
"""Share of the annotated statements that must be found; 0.97 when this was written."""
RIGHT: Final = 0.85
"""Share of the named speakers that must be the right entity; 0.92 when this was written."""


@pytest.fixture(scope="module")
def records() -> Mapping[str, Record]:
    """Every example's record by file name."""
    reader = Reader(load_settings())
    read = (item for item in reader.read([str(page) for page in PAGES]))
    return {Path(r.article.source).name: r for r in read if isinstance(r, Record)}


def _reports() -> Iterator[Mapping[str, Any]]:
    for story in sorted(EXAMPLES.glob("*/story.yaml")):
        yield from yaml.safe_load(story.read_text("utf-8"))["reports"]


def test_every_example_is_read(records: Mapping[str, Record]) -> None:
    """No example fails."""
    assert sorted(records) == sorted(page.name for page in PAGES)


def test_publication_dates(records: Mapping[str, Record]) -> None:
    """Dates are found where each outlet hides them: metadata, address or text."""
    wanted = {row["file"]: (str(row["published"]), row["published_from"]) for row in _reports()}
    found = {
        name: (record.article.published, record.article.published_from)
        for name, record in records.items()
    }
    assert found == wanted


def test_records_fit_the_schema(records: Mapping[str, Record]) -> None:
    """Every record validates against the schema that ships with memcon."""
    validator = jsonschema.Draft202012Validator(schema())
    for name, record in records.items():
        errors = [error.message for error in validator.iter_errors(to_dict(record))]
        assert errors == [], name


def _all_spans(value: object) -> Iterator[tuple[list[list[int]], str]]:
    """Every ``spans`` with its ``quote`` in a record's JSON."""
    if isinstance(value, dict):
        if "spans" in value and "quote" in value:
            yield value["spans"], value["quote"]
        for inner in value.values():
            yield from _all_spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all_spans(inner)


def test_every_quote_is_the_text(records: Mapping[str, Record]) -> None:
    """For every span of every example, the text at the span is the quote."""
    count = 0
    for record in records.values():
        text = record.article.text
        for spans, quote in _all_spans(to_dict(record)):
            assert " … ".join(text[start:end] for start, end in spans) == quote
            count += 1
        for linked in record.mentions:
            assert linked.quote == text[linked.span.start : linked.span.end]
        for time in record.times:
            assert time.evidence.quote == text[time.span.start : time.span.end]
    assert count > 500


def test_nothing_is_read_outside_blocks(records: Mapping[str, Record]) -> None:
    """Every mention, time and content lies in a reporting block."""
    for record in records.values():
        reporting = [b.span for b in record.article.blocks if b.kind.is_reporting]
        spans = [linked.span for linked in record.mentions]
        spans += [time.span for time in record.times]
        spans += [span for said in record.statements for span in said.content.spans]
        assert all(any(block.contains(span) for block in reporting) for span in spans)


def test_ids_are_unique_and_lead_somewhere(records: Mapping[str, Record]) -> None:
    """Entity ids are unique, and every id that a fact names is an entity of the record."""
    for record in records.values():
        ids = [entity.id for entity in record.entities]
        assert len(ids) == len(set(ids))
        named = {x for m in record.mentions for x in (m.link.entity, m.link.named)}
        named |= {x for s in record.statements for x in (s.speaker, s.addressee, s.where)}
        assert named - {None} <= set(ids)
        assert set(record.cards) <= set(ids)


def test_same_input_same_bytes(records: Mapping[str, Record]) -> None:
    """A second reader gives the same bytes alone that the first gave in a batch."""
    pages = PAGES[1::4]  # the first page is a batch of its own in either way of reading
    again = list(Reader(load_settings(batch_words=1)).read([str(page) for page in pages]))
    assert len(again) == len(pages) > 3
    for page, record in zip(pages, again, strict=True):
        assert isinstance(record, Record)
        assert to_json(record) == to_json(records[page.name])


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _annotated(records: Mapping[str, Record]) -> Iterator[tuple[Record, Mapping[str, Any]]]:
    for report in _reports():
        for row in report.get("statements", ()):
            yield records[report["file"]], row


def _hits(record: Record, row: Mapping[str, Any]) -> list[str]:
    """Names of the speakers of the statements that hold the annotated words."""
    heads = [_words(part.split("…")[0])[:30] for part in row["content"]]
    found = []
    for said in record.statements:
        content = _words(said.content.quote)
        if any(head and head in content for head in heads):
            speaker = record.entity(said.speaker)
            found.append(speaker.name if speaker else "")
    return found


def test_annotated_statements_are_found(records: Mapping[str, Record]) -> None:
    """Nearly all statements annotated before memcon ran are found."""
    rows = list(_annotated(records))
    found = [bool(_hits(record, row)) for record, row in rows]
    assert len(rows) >= 140
    assert sum(found) / len(rows) >= FOUND


def test_annotated_speakers_are_right(records: Mapping[str, Record]) -> None:
    """Where the speaker is somebody, it is the right one nearly always."""
    named = [(r, row) for r, row in _annotated(records) if row["source"] and _hits(r, row)]
    right = [row["source"] in _hits(record, row) for record, row in named]
    assert len(named) >= 75
    assert sum(right) / len(right) >= RIGHT


def test_json_is_one_line(records: Mapping[str, Record]) -> None:
    """A record on one line stays on one line and parses back."""
    for record in records.values():
        line = to_json(record)
        assert "\n" not in line
        assert json.loads(line)["article"]["id"] == record.article.id
