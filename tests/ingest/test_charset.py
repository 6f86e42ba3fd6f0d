from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.ingest.charset import decode_page, decode_text

WORDS = "The minister’s café in Genève was closed — “for good”, she said."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        WORDS.encode("cp1252"),
    ],
)
def test_text_comes_out_whole(data: bytes) -> None:
    """UTF-8, byte order marks and old Western text are read without loss."""
    assert decode_text(data, "a.txt") == WORDS


@pytest.mark.parametrize(
    "data", [b"It \xff\xfe\xfa was over.", b"It\x81 was.", b"\xc3\x28\xa0\xa1 x"]
)
def test_invalid_utf8_is_refused(data: bytes) -> None:
    """Bytes that are text in no likely charset give an error, not rubbish."""
    with pytest.raises(SourceError, match="UTF-8"):
        decode_text(data, "a.txt")


def test_a_page_says_its_charset() -> None:
    """The meta element is believed; a header before it."""
    page = '<meta charset="windows-1251"><p>Москва</p>'
    assert "Москва" in decode_page(page.encode("cp1251"), "a.html")
    assert "Москва" in decode_page(page.encode("koi8-r"), "a.html", declared="koi8-r")


def test_one_stray_byte_does_not_cost_a_page() -> None:
    """As in browsers it shows as a replacement character."""
    data = b'<meta charset="utf-8">' + "ä ".encode() * 3000 + b"\xff"
    assert decode_page(data, "a.html").count("\ufffd") == 1


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_source_error(data: bytes) -> None:
    """Nothing else is ever raised."""
    for decode in (decode_text, decode_page):
        with suppress(SourceError):
            assert isinstance(decode(data, "x"), str)
