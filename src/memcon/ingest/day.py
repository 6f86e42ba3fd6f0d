"""Single dates in machine-written strings: headers, attributes, addresses."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Final

from memcon.text.calendar import is_date, make_date

ISO: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?!\d)", re.ASCII)
MONTH: Final = len("2025-10")
COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d+Z?)?", re.ASCII)
YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD: Final = "|".join(MONTHS)
SLASHED: Final = re.compile(
    rf"(?i)/((?:19|20)\d\d)[/-]?(\d{{1,2}}|{MONTH_WORD})[a-z]*[/-]?(\d{{1,2}})(?=[/_.-]|$)",
    re.ASCII,
)
DASHED: Final = re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)", re.ASCII)


def to_day(value: str | None) -> str | None:
    """The ISO date of ``value``, perhaps shortened to a month or year; ``None`` if it is none.

    Reads ISO 8601 (extended and compact, with or without a time) and the dates of mail headers
    (RFC 5322). The day is the one written, in the zone it was written in.
    """
    text = (value or "").strip()
    if found := ISO.match(text):
        cut = len(found[0]) == MONTH and text[MONTH : MONTH + 1] not in ("", "T")
        return found[0] if is_date(found[0]) and not cut else None
    if compact := COMPACT.fullmatch(text):
        return _to_iso(*compact.groups())
    return text if YEAR.fullmatch(text) else _from_header(text)


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
    found = make_date(int(year), int(month), int(day))
    return found.isoformat() if found else None


def _from_header(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
