"""The tables as CSV: whole, joined by their ids, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.app.dossier import Dossier
from memcon.app.exporting import material_of
from memcon.export import Material, sheets
from memcon.export.cells import clean
from memcon.export.tables import TABLES
from memcon.record import Record
from tests import dossier
from tests.export.conftest import COUNT

Rows = list[dict[str, str]]
KEYS = {
    "article_id": ("articles", "article_id"),
    "event_id": ("events", "event_id"),
    "entity_id": ("entities", "entity_id"),
    "named_id": ("entities", "entity_id"),
    "speaker_id": ("entities", "entity_id"),
    "addressee_id": ("entities", "entity_id"),
    "where_id": ("entities", "entity_id"),
    "place_id": ("entities", "entity_id"),
    "holder_id": ("entities", "entity_id"),
    "toward_id": ("entities", "entity_id"),
    "according_to_id": ("entities", "entity_id"),
    "before_id": ("positions", "position_id"),
}
"""Where the thing stands that a column names."""


def read(material: Material, folder: Path) -> dict[str, Rows]:
    """The tables as Python's own reader sees them."""
    sheets.write(material, folder)
    tables = {}
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            tables[table.name] = list(csv.DictReader(file, strict=True))
    return tables


def test_every_row_has_every_column(material: Material, tmp_path: Path) -> None:
    """The heads are those of the tables, and no line is longer or shorter than its head."""
    tables = read(material, tmp_path)
    assert all(tables[name] for name in ("articles", "entities", "statements", "positions"))
    for table in TABLES:
        for row in tables[table.name]:
            assert list(row) == list(table.columns)
            assert None not in row.values()


def test_the_tables_fit_each_other(material: Material, tmp_path: Path) -> None:
    """What a row names is there, once."""
    tables = read(material, tmp_path)
    for table, column in sorted(set(KEYS.values())):
        ids = [row[column] for row in tables[table]]
        assert len(ids) == len(set(ids))
    for name, rows in tables.items():
        for column in set(KEYS) & set(next(t.columns for t in TABLES if t.name == name)):
            there = {row[KEYS[column][1]] for row in tables[KEYS[column][0]]}
            assert {row[column] for row in rows if row[column]} <= there, (name, column)
    facts = {
        one
        for name in ("statements", "event_members", "positions")
        for row in tables[name]
        for one in (next(iter(row.values())),)
    }
    assert {row["rests_on_id"] for row in tables["links"]} <= facts


def test_nothing_that_was_read_is_left_out(ordinary: Dossier, tmp_path: Path) -> None:
    """There are as many rows as the records have facts."""
    tables = read(material_of(ordinary, {}), tmp_path)
    records = list(ordinary.records())
    assert len(tables["articles"]) == len(records)
    for name, kind in (("mentions", "mentions"), ("statements", "statements")):
        assert len(tables[name]) == sum(len(getattr(one, kind)) for one in records)
    assert len(tables["event_members"]) == sum(len(one.events) for one in records)
    assert {row["position_id"] for row in tables["positions"]} == {
        held.id for one in records for held in one.positions
    }


def test_quotes_stand_where_the_offsets_say(ordinary: Dossier, tmp_path: Path) -> None:
    """Start and end are those of the words in the record's text."""
    texts = {one.article.id: one.article.text for one in ordinary.records()}
    tables = read(material_of(ordinary, {}), tmp_path)
    for name, column in (("mentions", "quote"), ("statements", "content")):
        for row in tables[name]:
            text = texts[row["article_id"]]
            assert text[int(row["start"]) : int(row["end"])] == row[column]


def test_no_cell_is_a_formula(hostile_material: Material, tmp_path: Path) -> None:
    """Texts that would command a spreadsheet begin with an apostrophe; numbers do not."""
    tables = read(hostile_material, tmp_path)
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    commands = [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert set(commands) == {"-1.5", "-77.25"}
    assert any(one.startswith("'=HYPERLINK") for one in cells)


def test_texts_come_through(hostile_material: Material, tmp_path: Path) -> None:
    """Quotes, line breaks, turned directions and long words are read as they were written."""
    titles = {
        row["title"].removeprefix("'") for row in read(hostile_material, tmp_path)["articles"]
    }
    given = {record.article.title for record in hostile_material.read()} - {None}
    assert titles - {""} == {clean(title or "") for title in given}
    assert not any(char in title for title in titles for char in "\x01\x0b\x1b\x7f")


def test_a_filter_leaves_what_fits_and_what_it_rests_on(ordinary: Dossier, tmp_path: Path) -> None:
    """The positions on one issue come with their reports and the statements behind them."""
    held = next(one for record in ordinary.records() for one in record.positions)
    tables = read(material_of(ordinary, {"issue": held.issue}), tmp_path)
    assert {row["issue"] for row in tables["positions"]} == {held.issue}
    assert tables["events"] == []
    grounds = {row["rests_on_id"] for row in tables["links"]}
    assert {row["statement_id"] for row in tables["statements"]} == grounds != set()
    told = {row["article_id"] for row in tables["positions"]}
    assert {row["article_id"] for row in tables["articles"]} == told


def test_a_happening_comes_with_all_its_reports(ordinary: Dossier, tmp_path: Path) -> None:
    """Where one of its reports fits, the others come along, so that no id leads nowhere."""
    row = next(one for one in ordinary.events() if one["participants"])
    name = row["participants"][0]["name"]
    tables = read(material_of(ordinary, {"who": name, "type": row["type"]}), tmp_path)
    members = {
        one["event"]
        for event in ordinary.events(who=name, type=row["type"])
        for one in event["members"]
    }
    assert {one["member_id"] for one in tables["event_members"]} == members != set()
    assert tables["positions"] == []


def test_a_period_keeps_the_reports_of_its_days(ordinary: Dossier, tmp_path: Path) -> None:
    """Reports published in it are there; without a filter all are."""
    day = min(one.article.published or "" for one in ordinary.records())
    tables = read(material_of(ordinary, {"until": day}), tmp_path)
    assert day in {row["published"] for row in tables["articles"]}
    assert 0 < len(tables["articles"]) < COUNT


@pytest.mark.parametrize("size", [1, 3])
def test_reports_are_read_once_however_many_tables(size: int, tmp_path: Path) -> None:
    """The records pass by one time: ten tables cost no more reading than one."""
    count = 0

    def reading() -> Iterator[Record]:
        nonlocal count
        count += 1
        yield from dossier.records(size)

    sheets.write(Material(reading, lambda: (), lambda: ()), tmp_path)
    assert count == 1
