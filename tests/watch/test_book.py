from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import StoreError
from memcon.watch import book as module
from memcon.watch.book import Book, Patch


def _tables(path: Path) -> dict[str, dict[str, Any]]:
    with Book.open(path) as book:
        return {name: dict(book.table(name)) for name in ("a", "b")}


def test_steps_are_there_again(tmp_path: Path) -> None:
    """Values that were written are there when the book is opened anew; taken ones are not."""
    path = tmp_path / "book"
    with Book.open(path) as book:
        book.write([("a", "x", 1), ("b", "y", {"z": [1]})])
        book.write([("a", "x", None), ("a", "w", "new")])
    assert _tables(path) == {"a": {"w": "new"}, "b": {"y": {"z": [1]}}}


def test_what_changes_nothing_is_not_written(tmp_path: Path) -> None:
    """A step that is as it was costs no line."""
    path = tmp_path / "book"
    with Book.open(path) as book:
        book.write([("a", "x", 1)])
        size = path.stat().st_size
        book.write([("a", "x", 1), ("a", "gone", None)])
        assert path.stat().st_size == size


def test_a_line_cut_short_is_no_step(tmp_path: Path) -> None:
    """Wherever the end is cut, whole steps are there and the next one can be taken."""
    path = tmp_path / "book"
    with Book.open(path) as book:
        book.write([("a", "x", 1), ("b", "x", 1)])
        book.write([("a", "x", 2), ("b", "x", 2)])
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        tables = _tables(path)
        assert tables["a"] == tables["b"]
        with Book.open(path) as book:
            book.write([("a", "later", True)])
        assert _tables(path)["a"] == {**tables["a"], "later": True}


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    """The steps around it hold."""
    path = tmp_path / "book"
    with Book.open(path) as book:
        book.write([("a", "x", 1)])
    with path.open("ab") as file:
        file.write(b'garbage\n[["a",3]]\n7\n[["a","y",2]]\n')
    assert _tables(path)["a"] == {"x": 1, "y": 2}


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    """What is no book is neither read nor changed."""
    path = tmp_path / "notes"
    for text in ("my notes", "my notes\nmore\n"):
        path.write_text(text)
        with pytest.raises(StoreError, match="no state of memcon watch"):
            Book.open(path)
        assert path.read_text() == text


def test_there_is_one_writer(tmp_path: Path) -> None:
    """A second one is refused until the first lets go."""
    path = tmp_path / "book"
    with Book.open(path), pytest.raises(StoreError, match="in use"):
        Book.open(path)
    Book.open(path).close()


def test_the_file_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps made void by later ones are left out, and the book is still locked."""
    monkeypatch.setattr(module, "SPARE_LINES", 10)
    path = tmp_path / "book"
    with Book.open(path) as book:
        for number in range(100):
            book.write([("a", "x", number), ("b", str(number % 3), number)])
        assert path.read_bytes().count(b"\n") < 20
        with pytest.raises(StoreError, match="in use"):
            Book.open(path)
    assert _tables(path) == {"a": {"x": 99}, "b": {"0": 99, "1": 97, "2": 98}}


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """The error says where."""
    with pytest.raises(StoreError, match="nowhere"):
        Book.open(tmp_path / "nowhere" / "book")


KEYS = st.sampled_from(["x", "y", "z"])
VALUES = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
STEPS = st.lists(st.lists(st.tuples(st.sampled_from("ab"), KEYS, VALUES), max_size=3), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(STEPS)
def test_a_book_is_its_steps(tmp_path: Path, steps: list[list[Patch]]) -> None:
    """Opened anew at any time it holds what plain tables would."""
    path = tmp_path / "steps"
    path.unlink(missing_ok=True)
    plain: dict[str, dict[str, Any]] = {"a": {}, "b": {}}
    for step in steps:
        with Book.open(path) as book:
            book.write(step)
        for table, key, value in step:
            plain[table].pop(key, None)
            if value is not None:
                plain[table][key] = value
        assert _tables(path) == plain
