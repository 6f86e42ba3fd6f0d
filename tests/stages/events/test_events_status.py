"""The status of happenings: sentences in our own words with what they tell."""

from __future__ import annotations

import json
from pathlib import Path

from memcon.codebook.event_status import load_status
from tests.stages.events.conftest import Read

SENTENCES = Path(__file__).parents[2] / "data" / "event_status.jsonl"
RIGHT = 0.93
"""Share of the sentences that must be right; 0.94 when this was written."""
ROWS_RIGHT = 0.9


def test_sentences_have_the_status_that_they_tell(read: Read) -> None:
    """The event of the type asked for has the status; where none is told there is no event."""
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    assert len(rows) == 286
    wrong = []
    for row, record in zip(rows, read([row["text"] for row in rows]), strict=True):
        found = {event.status for event in record.events if event.type == row["type"]}
        if (row["status"] not in found) if row["status"] else found:
            wrong.append(f"{row['text']} {sorted(found)}")
    assert len(wrong) <= len(rows) * (1 - RIGHT), wrong


def test_the_examples_of_the_table_hold(read: Read) -> None:
    """The example of a row tells the row's status, or no event at all."""
    rows = [row for row in load_status().rows if row.status]
    wrong = []
    for row, record in zip(rows, read([row.example for row in rows]), strict=True):
        if row.status not in {event.status for event in record.events}:
            wrong.append(row.example)
    assert len(wrong) <= len(rows) * (1 - ROWS_RIGHT), wrong


def test_rows_ask_for_all_any_and_none() -> None:
    """A row holds where all it asks for is there, one of what it offers, and nothing it forbids."""
    row = next(row for row in load_status().rows if row.status == "refused" and row.all)
    asked = set(row.all) | {next(iter(sorted(row.any)))}
    assert row.holds(asked)
    assert not row.holds(set(row.all))
    assert not row.holds(set(row.any))


def test_plover_codes_stand_beside_the_status() -> None:
    """A summit called off is a REJECT to PLOVER, a planned strike a THREATEN, a visit itself."""
    table = load_status()
    assert table.code("CONSULT", "cancelled") == "REJECT"
    assert table.code("CONSULT", "planned") == "AGREE"
    assert table.code("ASSAULT", "planned") == "THREATEN"
    assert table.code("CONSULT", "held") == "CONSULT"
