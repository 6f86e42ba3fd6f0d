"""JSON lines: one article a line, its text taken as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.address import without_login
from memcon.ingest.day import to_day
from memcon.ingest.draft import Draft
from memcon.ingest.metadata import Metadata
from memcon.text.jsonl import parse_row
from memcon.text.spacing import without_surrogates

OPTIONAL: Final = ("title", "url", "published", "site")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, with its number from 1."""

    number: int
    data: bytes


def cut_lines(
    lines: Iterable[bytes], source: str, *, max_bytes: int
) -> Iterator[Line | SourceError]:
    """The lines that are not blank, in order, each yet to be read by :func:`read_line`.

    ``lines`` keep their line ends and may be cut at ``max_bytes + 1``: what is longer is one error,
    which names ``source:line``, and does not stop the rest.
    """
    number, is_rest = 1, False
    for line in lines:
        too_long = len(line) > max_bytes and not is_rest
        if too_long:
            yield SourceError(f"{source}:{number}", f"line is longer than {max_bytes:,} bytes")
        elif line.strip() and not is_rest:
            yield Line(number, line)
        is_rest = (too_long or is_rest) and not line.endswith(b"\n")
        number += not is_rest


def read_line(line: Line, source: str) -> Draft:
    """The draft of one line; raises ``SourceError``, which names ``source:line``.

    A line is ``{"id", "text"}`` with, if wished, ``title url published site``; other fields are
    left alone.
    """
    place = f"{source}:{line.number}"
    return _to_draft(parse_row(line.data.removeprefix(b"\xef\xbb\xbf"), place), place, source)


def _to_draft(row: Mapping[str, object], place: str, source: str) -> Draft:
    key, text = row.get("id"), row.get("text")
    if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
        raise SourceError(place, 'line has no "id"')
    if not isinstance(text, str) or not text.strip():
        raise SourceError(place, 'line has no "text"')
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise SourceError(place, '"text" holds half a surrogate pair')
    key = without_surrogates(str(key))
    title, url, published, site = (_optional(row, name, place) for name in OPTIONAL)
    day = to_day(published)
    if published and not day:
        raise SourceError(place, f'"published" is not a date: {published!r}')
    return Draft(
        source=f"{source}#{key}",
        text=text,
        key=key,
        metadata=Metadata(
            title=title,
            url=without_login(url) if url else None,
            site=site,
            published=day,
            published_from="given" if day else None,
        ),
    )


def _optional(row: Mapping[str, object], name: str, place: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SourceError(place, f'"{name}" is not a string')
    return without_surrogates(value)
