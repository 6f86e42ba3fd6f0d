"""Values as the cells of tables and the words of files that machines and spreadsheets read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from memcon.text.spacing import TURNING, without_surrogates

COMMANDS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula, and white space that hides it (OWASP, "CSV
Injection")."""
WIDE: Final = {"=": "＝", "+": "＋", "-": "－", "@": "＠"}
_WIDE_COMMANDS: Final = tuple(WIDE.values())
"""The full-width forms, which some spreadsheets read alike (OWASP, the same page)."""
ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or advises against (section 2.2); no other text of a report needs it."""
ADDRESS: Final = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+[^\s<>\"{}|\\^`]*", re.IGNORECASE)
"""An address on the web without the signs that no URI has (RFC 3986)."""
LONGEST_ADDRESS: Final = 4096
"""Code points; browsers and tools stop at half of it or less."""
MANY: Final = "; "
"""Between several values in one cell."""


def clean(text: str) -> str:
    """``text`` with each character that XML forbids as ``�``; its length stays the same."""
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """``text`` without line breaks, other runs of white space, and marks that turn its direction.

    For what people read in a list; the words of a report as they stand are :func:`clean`.
    """
    return " ".join(clean(text.translate(TURNING)).split())


def web_address(text: str | None) -> str | None:
    """``text`` where it is an address on the web that others can follow; else ``None``."""
    try:
        host = urlsplit(text or "").hostname
    except ValueError:
        return None
    if not host or not text or len(text) > LONGEST_ADDRESS or clean(text) != text:
        return None
    return text if ADDRESS.fullmatch(text) else None


def harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula, after an apostrophe; else the value."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith((*COMMANDS, *_WIDE_COMMANDS)) else text


def as_cell(value: object) -> object:
    """A value as a CSV file has it: empty where not known, ``true`` and ``false``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value)


def csv_lines(
    rows: Iterable[Sequence[Any]], *, delimiter: str = ",", newline: str = "\r\n"
) -> Iterator[str]:
    """Rows as lines of CSV (RFC 4180), formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    for row in rows:
        writer.writerow([as_cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def to_bytes(text: str) -> bytes:
    """``text`` as UTF-8; halves of surrogate pairs, which it cannot hold, become ``�``."""
    return without_surrogates(text).encode()
