"""JSON lines: one article a line, its text taken as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.address import without_login
from memcon.ingest.day import to_day
from memcon.ingest.draft import Draft
from memcon.ingest.metadata import Metadata
from memcon.text.jsonl import parse_row
from memcon.text.spacing import without_surrogates

OPTIONAL: Final = ("title", "url", "published", "site")


def read_lines(
    lines: Iterable[bytes], source: str, *, max_bytes: int
) -> Iterator[Draft | SourceError]:
    """One draft or one error per line that is not blank, in order.

    A line is ``{"id", "text"}`` with, if wished, ``title url published site``; other fields are
    left alone. Errors name ``source:line``, counted from 1, and do not stop the rest. ``lines``
    keep their line ends and may be cut at ``max_bytes + 1``: what is longer is one error.
    """
    number, is_rest = 1, False
    for line in lines:
        place = f"{source}:{number}"
        too_long = len(line) > max_bytes and not is_rest
        if too_long:
            yield SourceError(place, f"line is longer than {max_bytes:,} bytes")
        elif line.strip() and not is_rest:
            yield _read_line(line.removeprefix(b"\xef\xbb\xbf"), place, source)
        is_rest = (too_long or is_rest) and not line.endswith(b"\n")
        number += not is_rest


def _read_line(line: bytes, place: str, source: str) -> Draft | SourceError:
    try:
        return _to_draft(parse_row(line, place), place, source)
    except SourceError as error:
        return error


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
