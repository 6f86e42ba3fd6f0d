"""Gold files are read with care, and what memcon is given is exactly what they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.errors import SourceError
from memcon.evaluate.gold import Phrase, Report, phrase_of, read_gold, report_of, to_lines
from tests.evaluate.hand import row, write_lines

ROWS = [{"id": f"d{i}", "text": f"Text {i}.", "dct": f"2025-10-0{i + 1}"} for i in range(6)]


def ids(path: Path, first: int | None = None) -> list[str]:
    """The ids that are chosen from a file."""
    return [item.id for item in read_gold(path, report_of, lambda _: None, first=first)]


def test_whole_file_keeps_its_order(tmp_path: Path) -> None:
    """Without a slice the items come as they stand."""
    assert ids(write_lines(tmp_path / "g.jsonl", ROWS)) == [f"d{i}" for i in range(6)]


def test_slices_do_not_depend_on_order(tmp_path: Path) -> None:
    """A slice is the same from a shuffled file, and the smaller one begins the larger."""
    there = write_lines(tmp_path / "a.jsonl", ROWS)
    back = write_lines(tmp_path / "b.jsonl", reversed(ROWS))
    assert ids(there, 4) == ids(back, 4)
    assert ids(there, 4)[:2] == ids(there, 2)
    assert ids(there, 100) != ids(there)
    assert sorted(ids(there, 100)) == sorted(ids(there))


def test_lines_hold_text_as_it_is_and_the_day(tmp_path: Path) -> None:
    """The text is untouched, longer dates are cut to the day, shorter ones are not given."""
    text = "\n  “Ja”,\u2028 she said. \r\n"
    rows = [
        {"id": "a", "text": text, "dct": "2025-10-21T08:00"},
        {"id": 7, "text": "Two.", "date": "2025-10"},
        {"id": "c", "text": "Three.", "dct": None, "published": "2024-01-02"},
    ]
    items = read_gold(write_lines(tmp_path / "g.jsonl", rows), report_of, lambda _: None)
    assert [json.loads(line) for line in to_lines(items).decode().split("\n")[:-1]] == [
        {"id": "a", "text": text, "published": "2025-10-21"},
        {"id": "7", "text": "Two."},
        {"id": "c", "text": "Three.", "published": "2024-01-02"},
    ]


def test_phrases_take_the_date_of_the_set() -> None:
    """A phrase without a date of its own is asked at that of the whole set."""
    assert phrase_of(row(phrase="the emir", date=None, as_of="2023-03-31", context=None)) == Phrase(
        "the emir", "2023-03-31", ""
    )
    assert report_of(row(text="x")) == Report("x", None)


BROKEN = (
    ("", "is empty"),
    ("{", "line is not valid JSON"),
    ("[1]", "line is not a JSON object"),
    ('{"text": "x"}', "'id' is missing"),
    ('{"id": true, "text": "x"}', "'id' is missing"),
    ('{"id": "a"}', "'text' is missing or not text"),
    ('{"id": "a", "text": "x"}\n\n{"id": "a", "text": "y"}', "the id 'a' is there twice"),
)


@pytest.mark.parametrize(("content", "reason"), BROKEN)
def test_broken_files_are_named(content: str, reason: str, tmp_path: Path) -> None:
    """What is wrong with a file is said together with its name."""
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(SourceError, match=reason) as caught:
        read_gold(path, report_of, lambda _: None)
    assert caught.value.source.startswith(str(path))


def test_the_broken_line_is_named(tmp_path: Path) -> None:
    """Lines count from 1, blank ones too."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n\n{"id": "b"}\n', "utf-8")
    with pytest.raises(SourceError) as caught:
        read_gold(path, report_of, lambda _: None)
    assert caught.value.source == f"{path}:3"


def test_missing_and_binary_files_are_errors(tmp_path: Path) -> None:
    """A file that is not there, a folder, and bytes that are no text."""
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("none.jsonl", "", "b.jsonl"):
        with pytest.raises(SourceError):
            read_gold(tmp_path / name, report_of, lambda _: None)


def test_offsets_must_lie_in_the_text() -> None:
    """Spans beyond the text, backwards, or of other shapes are refused."""
    assert row(at=[[0, 4], [4, 4]]).spans("at", 4) == ((0, 4), (4, 4))
    assert row().spans("at", 4) == ()
    assert row(at=[1, 3]).pair("at", 4) == (1, 3)
    assert row(at=None).pair("at", 4) is None
    for wrong in ([[0, 5]], [[3, 2]], [[-1, 2]], [[0]], [[0, True]], [0, 1], {"start": 0}, "0-1"):
        with pytest.raises(SourceError):
            row(at=wrong).spans("at", 4)


def test_fields_must_be_of_their_kind() -> None:
    """Wrong kinds of value are errors that name the field."""
    wrong = row(n="1", x="far", list=[1], word=3)
    for ask in (
        lambda: wrong.number("n"),
        lambda: wrong.degrees("x"),
        lambda: wrong.rows("list"),
        lambda: wrong.word("word"),
    ):
        with pytest.raises(SourceError, match="not a gold line of this task"):
            ask()
    assert row(lat=3).degrees("lat") == 3.0
    assert row().degrees("lat") is None
