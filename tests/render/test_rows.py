"""Answers of a store as tables show what the rows say, whatever is in them."""

from __future__ import annotations

import csv
import io

import pytest
from rich.console import Console

from memcon.render import rows as tables

STATEMENT = {
    "id": "statement-1",
    "source": {"entity": None, "name": None, "text": "a diplomat"},
    "cue": "said",
    "content": "=cmd|' the *talks* | go on\x1b[31m",
    "mode": "indirect",
    "when": "2025-10-21",
    "where": None,
    "addressee": None,
    "article": "a.txt",
    "quote": "a diplomat said",
}
EVENT = {
    "id": "event-1",
    "type": "CONSULT",
    "what": "summit",
    "status": "cancelled",
    "history": [
        {"date": "2025-10-16", "status": "planned", "source": "a.txt"},
        {"date": None, "status": "cancelled", "source": "b.txt"},
    ],
    "participants": [{"entity": "Q1", "name": "Oman", "role": "host"}],
    "where": None,
    "when": {"from": "2025-10-20", "to": "2025-10-22"},
    "members": [{"source": "a.txt", "event": "event-1", "quote": "x"}],
    "reasons": [],
}
ENTRY = {"when": "2025", "stance": "demands", "claim": "peace", "source": "a.txt", "quote": "x"}
POSITION = {
    "holder": "Q1",
    "name": "Oman",
    "issue": "ceasefire",
    "entries": [
        {**ENTRY, "according_to": None, "change": None},
        {**ENTRY, "according_to": "Iran", "change": "hardened"},
    ],
}
ENTITY = {
    "id": "Q1",
    "name": "Oman",
    "kind": "country",
    "description": "a state",
    "card": None,
    "mentions": 1200,
    "reports": 3,
    "positions": [POSITION],
    "statements": [],
    "events": [EVENT],
}


def _cells(question: str, row: dict[str, object]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tables.to_csv(question, [row]))))


def test_a_spreadsheet_has_a_line_for_each_row() -> None:
    """Headings, then one line for each; positions have one for each entry of their history."""
    head, event = _cells("events", EVENT)
    told = dict(zip(head, event, strict=True))
    assert (told["when"], told["who"], told["reports"]) == ("2025-10-20/2025-10-22", "Oman", "1")
    assert told["status"] == "planned (2025-10-16) > cancelled (?)"
    _, *entries = _cells("positions", POSITION)
    assert [(line[0], line[5], line[6]) for line in entries] == [
        ("Oman", "", ""),
        ("Oman", "hardened", "Iran"),
    ]


def test_a_spreadsheet_is_given_no_formulas() -> None:
    """A text that begins like a formula is marked as text; who is unknown by name keeps words."""
    _, line = _cells("statements", STATEMENT)
    assert line[1] == "a diplomat"
    assert line[2].startswith("'=cmd")


def test_markdown_shows_marks_as_they_are() -> None:
    """Bars and stars of a report do not break the table."""
    head, _, line = tables.to_markdown("statements", [STATEMENT]).splitlines()
    assert head.startswith("| when | who |")
    assert "\\*talks\\* \\| go on" in line
    assert "\x1b" not in line


def _terminal(shown: object) -> str:
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(shown)
    return out.getvalue()


def test_the_terminal_shows_tables_without_control_characters() -> None:
    """What a report brings is made harmless; no rows are said to be none."""
    shown = _terminal(tables.to_terminal("statements", [STATEMENT]))
    assert "talks" in shown
    assert "\x1b" not in shown
    long = {**STATEMENT, "article": "/a/long/way/report.txt"}
    assert "  report.txt" in _terminal(tables.to_terminal("statements", [long]))
    assert "nothing found" in _terminal(tables.to_terminal("events", []))


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_an_entity_is_shown_with_what_it_wants_and_did(form: str) -> None:
    """Who it is comes first, then positions and events; empty parts are left out."""
    shown = (
        _terminal(tables.entity_to_terminal(ENTITY))
        if form == "terminal"
        else tables.entity_to_markdown(ENTITY)
    )
    assert "1,200 mentions in 3 reports" in shown
    for words in ("a state", "ceasefire", "summit"):
        assert words in shown
    assert "statements" not in shown.lower()


def test_a_narrow_terminal_gets_one_entry_below_the_other() -> None:
    """No value is broken in two: what is known stands on one line, the words below it."""
    out = io.StringIO()
    shown = tables.to_terminal("statements", [STATEMENT])
    Console(file=out, width=60, color_system=None).print(shown)
    head, words, *_ = out.getvalue().splitlines()
    assert " · " in head
    assert "talks" in words
    assert words.startswith("  ")
