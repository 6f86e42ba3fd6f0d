from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.ingest.draft import Draft
from memcon.ingest.lines import Line, cut_lines, read_line


def _read(data: bytes, *, max_bytes: int = 1000) -> list[Draft | SourceError]:
    stream = io.BytesIO(data)
    lines = iter(lambda: stream.readline(max_bytes + 1), b"")
    return [_drafted(one) for one in cut_lines(lines, "in.jsonl", max_bytes=max_bytes)]


def _drafted(line: Line | SourceError) -> Draft | SourceError:
    try:
        return line if isinstance(line, SourceError) else read_line(line, "in.jsonl")
    except SourceError as error:
        return error


def _errors(data: bytes, *, max_bytes: int = 1000) -> list[str]:
    read = _read(data, max_bytes=max_bytes)
    return [str(one) for one in read if isinstance(one, SourceError)]


def test_one_broken_line_among_a_hundred_is_one_error() -> None:
    """The other ninety-nine come, in order; the error names the line."""
    rows = [json.dumps({"id": n, "text": f"Report {n}."}) for n in range(100)]
    rows[41] = '{"id": 41, "text": '
    read = _read("\n".join(rows).encode())
    assert [one.key for one in read if isinstance(one, Draft)] == [
        str(n) for n in range(100) if n != 41
    ]
    assert isinstance(read[41], SourceError)
    assert str(read[41]).startswith("in.jsonl:42: line is not valid JSON")


def test_fields_are_taken() -> None:
    """Text as it is; title, address, date and site where given."""
    text = "  A\u00a0report.\r\n\r\nIts end. "
    row = {"id": "a", "text": text, "title": "T", "url": "https://a.example/t", "site": "S"}
    (draft,) = _read(json.dumps(row | {"published": "2025-03-04T10:00:00Z", "x": [1]}).encode())
    assert isinstance(draft, Draft)
    assert (draft.text, draft.source, draft.key) == (text, "in.jsonl#a", "a")
    assert (draft.metadata.title, draft.metadata.site) == ("T", "S")
    assert (draft.metadata.published, draft.metadata.published_from) == ("2025-03-04", "given")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "A."}', '"id"'),
        (b'{"id": "a"}', '"text"'),
        (b'{"id": "a", "text": "  "}', '"text"'),
        (b'{"id": "a", "text": 5}', '"text"'),
        (b"[1]", "object"),
        (b'{"id": "a", "text": "\xff"}', "UTF-8"),
        (b'{"id": "a", "text": "\\ud800"}', "surrogate"),
        (b'{"id": "a", "text": "A.", "published": "soon"}', "date"),
        (b'{"id": "a", "text": "A.", "title": 7}', '"title"'),
        (b"[" * 900, "JSON"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: bytes, reason: str) -> None:
    """Each fault has its own words."""
    (error,) = _errors(line)
    assert error.startswith("in.jsonl:1: ")
    assert reason in error


def test_blank_lines_count_but_say_nothing() -> None:
    """Numbers are those of an editor."""
    assert [e.split(": ")[0] for e in _errors(b'\xef\xbb\xbf{"id":1,"text":"A."}\n\n{\n')] == [
        "in.jsonl:3"
    ]


def test_a_line_beyond_the_limit_is_one_error() -> None:
    """Its rest is skipped, the next line is read."""
    long = json.dumps({"id": 1, "text": "x" * 500}).encode()
    read = _read(long + b'\n{"id": 2, "text": "B."}\n', max_bytes=100)
    assert [isinstance(one, SourceError) for one in read] == [True, False]
    assert "longer" in str(read[0])


@given(st.binary(max_size=200))
def test_any_bytes_give_drafts_or_errors(data: bytes) -> None:
    """Nothing raises."""
    assert all(isinstance(one, Draft | SourceError) for one in _read(data, max_bytes=50))


@pytest.mark.parametrize("name", ["id", "title", "site", "url"])
def test_half_a_surrogate_pair_is_replaced(name: str) -> None:
    """No field carries a sign that output cannot write."""
    (draft,) = _read(json.dumps({"id": "1", "text": "A report.", name: "a\ud800b"}).encode())
    assert isinstance(draft, Draft)
    metadata = draft.metadata
    told = {"id": draft.key, "title": metadata.title, "site": metadata.site, "url": metadata.url}
    assert told[name] == "a\ufffdb"
