from __future__ import annotations

import pytest

from memcon.errors import SourceError
from memcon.ingest.sniff import Format, check_content, format_of, sniff_format


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04x", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"a\x00b", "binary"),
        (b" \n", "empty"),
        (b"", "empty"),
    ],
)
def test_binary_and_empty_data_are_named(data: bytes, name: str) -> None:
    """Whatever the extension, the reader is told what the file is."""
    with pytest.raises(SourceError, match=name):
        check_content(data, "a.html")


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"<!DOCTYPE html><html>", Format.HTML),
        (b"\xef\xbb\xbf <!-- x --> <html lang=en>", Format.HTML),
        (b'{"id": 1, "text": "A."}\n', Format.JSONL),
        (b'{"a": 1}\n', Format.TEXT),
        (b"A report.", Format.TEXT),
        (b"<3 is not a tag", Format.TEXT),
    ],
)
def test_nameless_data_is_recognised(data: bytes, form: Format) -> None:
    """Standard input may be a page, lines or text."""
    assert sniff_format(data) is form


def test_extensions() -> None:
    """Case does not matter; unknown ones are unknown."""
    assert format_of("A.HTM") is Format.HTML
    assert format_of("x.warc.gz") is Format.WARC
    assert format_of("x.gz") is None
