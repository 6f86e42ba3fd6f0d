"""Gold files: JSON lines of texts or phrases with the right answers beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from memcon.errors import SourceError
from memcon.text.jsonl import parse_row

A = TypeVar("A")
Bounds = tuple[int, int]
"""Start and end of a stretch of text, half-open; the two may be equal in gold."""
DAY: Final = len("2025-10-21")
DATES: Final = ("dct", "date", "published")
"""The fields that may say when a text was published; the first that is not empty counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a gold file and where it stands; what does not fit is a ``SourceError``."""

    place: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field that must be text; a missing one or another kind is an error."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise self.error(f"{name!r} is missing or not text")
        return value

    def number(self, name: str) -> int:
        """A field that must be a whole number."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{name!r} is missing or not a whole number")
        return value

    def degrees(self, name: str) -> float | None:
        """A field that is a number or not given."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.error(f"{name!r} is not a number")
        return float(value)

    def word(self, name: str) -> str | None:
        """A field that is text or not given."""
        return None if self.fields.get(name) is None else self.text(name)

    def flag(self, name: str) -> bool:
        """Whether a field is given and not false or empty."""
        return bool(self.fields.get(name))

    def row(self, name: str) -> Row:
        """A field that must be an object."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            raise self.error(f"{name!r} is missing or not an object")
        return Row(self.place, value)

    def rows(self, name: str) -> tuple[Row, ...]:
        """A field that must be a list of objects."""
        value = self.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(f"{name!r} is missing or not a list of objects")
        return tuple(Row(self.place, one) for one in value)

    def bounds(self, length: int) -> Bounds:
        """The fields ``start`` and ``end``, which must lie in a text of ``length``."""
        return self._within((self.number("start"), self.number("end")), length)

    def spans(self, name: str, length: int) -> tuple[Bounds, ...]:
        """A list of pairs of offsets into a text of ``length``; not given means none."""
        value = self.fields.get(name) or []
        pairs = value if isinstance(value, list) else [value]
        if not all(isinstance(p, list) and [type(at) for at in p] == [int, int] for p in pairs):
            raise self.error(f"{name!r} is not a list of pairs of offsets")
        return tuple(self._within((start, end), length) for start, end in pairs)

    def pair(self, name: str, length: int) -> Bounds | None:
        """A pair of offsets into a text of ``length``, or ``None`` where it is not given."""
        if not self.fields.get(name):
            return None
        return Row(self.place, {name: [self.fields[name]]}).spans(name, length)[0]

    def error(self, reason: str) -> SourceError:
        """What is wrong with this line."""
        return SourceError(self.place, f"not a gold line of this task: {reason}")

    def _within(self, bounds: Bounds, length: int) -> Bounds:
        if not 0 <= bounds[0] <= bounds[1] <= length:
            raise self.error(f"{list(bounds)} lies outside the text of {length} characters")
        return bounds


@dataclass(frozen=True, slots=True)
class Report:
    """A text to be read, as it is, and the date it was published."""

    text: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to be resolved, the date at which it was said, and words around it."""

    text: str
    date: str | None
    context: str


@dataclass(frozen=True, slots=True)
class Item(Generic[A]):
    """One line of gold: what memcon is given, and the right answer."""

    id: str
    given: Report | Phrase
    answer: A


def read_gold(
    path: Path,
    given: Callable[[Row], Report | Phrase],
    answer: Callable[[Row], A],
    *,
    first: int | None = None,
) -> tuple[Item[A], ...]:
    """The items of a gold file, in order, or the ``first`` of them by the hash of their ids.

    ``given`` takes from a line what memcon is asked, ``answer`` what is right.

    Raises ``SourceError`` for a file that cannot be read, is empty, or holds a line that is no
    gold of this task (the error names the line) or has the id of another.
    """
    rows = {}
    for row in _rows(path):
        key = _id(row)
        if key in rows:
            raise row.error(f"the id {key!r} is there twice")
        rows[key] = row
    if not rows:
        raise SourceError(str(path), "is empty")
    chosen = list(rows) if first is None else sorted(rows, key=_hash)[:first]
    return tuple(Item(key, given(rows[key]), answer(rows[key])) for key in chosen)


def report_of(row: Row) -> Report:
    """The text of a line; its date counts where it names a day."""
    said = next((str(row.fields[name]) for name in DATES if row.fields.get(name)), "")
    return Report(row.text("text"), said[:DAY] if len(said) >= DAY else None)


def phrase_of(row: Row) -> Phrase:
    """The phrase of a line; without a date of its own that of the gold set counts."""
    date = row.word("date") or row.word("as_of")
    return Phrase(row.text("phrase"), date, row.word("context") or "")


def to_lines(items: Sequence[Item[Any]]) -> bytes:
    """The texts as a ``.jsonl`` source of memcon: text as it is, one line an item."""
    rows = []
    for item in items:
        if isinstance(item.given, Report):
            row = {"id": item.id, "text": item.given.text}
            rows.append(row | ({"published": d} if (d := item.given.published) else {}))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    place = f"{path}:{number}"
                    yield Row(place, parse_row(line, place))
    except OSError as error:
        raise SourceError(str(path), error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise SourceError(str(path), "is not UTF-8") from error


def _id(row: Row) -> str:
    value = row.fields.get("id")
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        raise row.error("'id' is missing")
    return str(value)


def _hash(id: str) -> str:
    return sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
