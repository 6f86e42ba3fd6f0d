"""Single dates in machine-written strings: headers, attributes, addresses."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final

ISO: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d+Z?)?$")
YEAR: Final = re.compile(r"(?:19|20)\d\d$")
SHORTENED: Final = re.compile(r"\d{4}(?:-\d\d)?(?:T.*)?$")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD: Final = "|".join(MONTHS)
SLASHED: Final = re.compile(
    rf"(?i)/((?:19|20)\d\d)[/-]?(\d{{1,2}}|{MONTH_WORD})[a-z]*[/-]?(\d{{1,2}})(?=[/_.-]|$)"
)
DASHED: Final = re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)")


def to_day(value: str | None) -> str | None:
    """The ISO date of ``value``, perhaps shortened to a month or year; ``None`` if it is none.

    Reads ISO 8601 (extended and compact, with or without a time) and the dates of mail headers
    (RFC 5322). The day is the one written, in the zone it was written in.
    """
    text = (value or "").strip()
    found = ISO.match(text)
    if found:
        year, month, day = found.groups()
        if day:
            return _to_iso(year, month, day)
        return f"{year}-{month}" if SHORTENED.match(text) and 1 <= int(month) <= 12 else None
    compact = COMPACT.match(text)
    if compact:
        return _to_iso(*compact.groups())
    return text if YEAR.match(text) else _from_header(text)


def day_of_url(url: str) -> str | None:
    """The date in the path of ``url`` (``/2025/10/21/``, ``/2025/oct/21/``), if any."""
    for pattern in (SLASHED, DASHED):
        for found in pattern.finditer(url):
            year, month, day = found.groups()
            number = month if month.isdigit() else str(MONTHS.index(month.lower()) + 1)
            iso = _to_iso(year, number, day)
            if iso:
                return iso
    return None


def _to_iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _from_header(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
