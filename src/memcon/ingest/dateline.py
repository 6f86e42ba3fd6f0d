"""The date of a report, inferred from its own words, where nothing else gives one.

A report is dated by the latest day it reports on. Dates written with their year anchor those
without: "October 20" takes the year that lies nearest to the latest anchor and, where a weekday
is named, agrees with it. Days that are only announced ("will meet on 5 November") never date
a report, nor does its background ("since April 15, 2023"): a date with a year anchors only where
it stands beside what is reported. A date line of its own ("Geneva, October 21, 2025 —") settles
it; one without a year ("Geneva, Oct 21 —") needs an anchor shortly before it, or there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from memcon.ingest.furniture import match_furniture
from memcon.ingest.position import PAST, is_introduced_as_old, is_reporting
from memcon.text.calendar import make_date
from memcon.text.sentences import find_sentences

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"),
            ("may",), ("june", "jun"), ("july", "jul"), ("august", "aug"),
            ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH: Final = r"(?P<{}>(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r"))\b\.?"
WEEKDAY: Final = (
    r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)
ORDINAL: Final = r"(?:st|nd|rd|th)?"
DATE: Final = re.compile(
    r"(?i)\b"
    + WEEKDAY
    + r"(?:the\s+)?(?:"
    + MONTH.format("month1")
    + rf"\s+(?P<day1>\d{{1,2}}){ORDINAL}\b(?!:\d)(?:,?\s+(?P<year1>(?:19|20)\d\d)\b)?"
    + rf"|(?P<day2>\d{{1,2}}){ORDINAL}(?:\s+of)?\s+"
    + MONTH.format("month2")
    + r"(?:,?\s+(?P<year2>(?:19|20)\d\d)\b)?"
    + r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)\b)"
)
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
AHEAD: Final = re.compile(
    r"(?i)\b(?:will|would|to be held|shall|scheduled|(?:is|are) due|due to|deadline|expir\w+|"
    r"plan(?:s|ned)? (?:to|for)|set for|slated|expected|upcoming|next|ahead of|could|may|"
    r"begin(?:s|ning) on|starting|invited|proposed|going to|aims? to|hopes? to|"
    r"agreed to (?:meet|hold|resume|talk))\b"
)
LIMIT: Final = re.compile(r"(?i)\b(?:until|till|before|by|no later than|from)\s+(?:\w+,?\s+)?$")
"""Right before a date these make it a limit; further off they say nothing about it."""

OPENING: Final = 160
"""Code points of the opening in which a date line may stand."""

DATE_LINE: Final = re.compile(r"[\s,:|(]*(?:\([^)]{1,30}\)\s*)?(?:[—–]|--?\s|_|\)\s*[—–-])")
AGENCY: Final = re.compile(r"[\s,:|]*\([^)]{1,30}\)")
PLACE: Final = re.compile(
    r"(?!(?i:on|in|by|at|since|after|before|until|from|as|when|the|for)\b)"
    r"(?:(?:[^\Wa-z][\w.’'-]*|d[aei]l?|l[ae]s?|el|al|and)[\s,/|:(–—-]*){0,8}"
)
"""What stands before the date in a date line: names of places, a writer, an agency."""

STANDING_ALONE: Final = frozenset({"date-line", "timestamp", "byline"})
"""Furniture that gives the date of the page."""

CORRECTION: Final = "correction"

DAY_LINE: Final = re.compile(
    r"[A-Z][\w.’' -]{2,30}(?:, [A-Z][\w.]+)?, (\w{3,6}day)\.?\s*(?:\([^)]{1,30}\)\s*)?[—–-]"
)
AGREEING: Final = 100
"""Days from the latest anchor within which a date line without a year takes its year."""

AFTER_ANCHOR: Final = 10
"""A date without a year may lie this many months after the latest anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One date expression: its parts, and whether it is announced rather than reported.

    ``is_anchor``: its year, if it has one, may give other dates theirs.
    """

    year: int | None
    month: int
    day: int
    weekday: int | None
    is_ahead: bool
    is_anchor: bool = False


def infer_published(paragraphs: Sequence[str]) -> str | None:
    """The ISO date of the latest day reported on, ``None`` where the words fix none.

    ``paragraphs`` are the texts of the page in order, furniture such as a line "Updated
    October 22, 2025" included, background left out.
    """
    paragraphs = [one for one in paragraphs if not _is_correction(one)]
    line = _find_date_line(paragraphs)
    settled = _to_date(line, line.year) if line else None
    if settled:
        return settled.isoformat()
    found = [one for paragraph in paragraphs for one in _find_dates(paragraph)]
    past = [one for one in found if not one.is_ahead]
    anchors = [day for one in past if one.is_anchor and (day := _to_date(one, one.year))]
    if not anchors:
        return None
    anchor = max(anchors)
    if line:
        latest = _resolve(line, anchor)
        if latest is None or not 0 <= (latest - anchor).days <= AGREEING:
            return None
    else:
        resolved = (_resolve(one, anchor) for one in past if one.year is None)
        latest = _move_to_weekday(max([anchor, *(day for day in resolved if day)]), paragraphs)
    return latest.isoformat() if _fits(latest, paragraphs) else None


def _is_correction(paragraph: str) -> bool:
    """Whether a paragraph tells of changes to the page, whose days are not the report's."""
    return DATE.search(paragraph) is not None and match_furniture(paragraph) == CORRECTION


def _find_date_line(paragraphs: Sequence[str]) -> Found | None:
    """A date that stands by itself or opens a wire report; one with a year before one without."""
    lines = [line for paragraph in paragraphs[:4] if (line := _read_date_line(paragraph))]
    return next((line for line in lines if line.year is not None), next(iter(lines), None))


def _read_date_line(paragraph: str) -> Found | None:
    found = DATE.search(paragraph, 0, OPENING)
    one = _to_found(found, is_ahead=False) if found else None
    if not found or not one or AHEAD.search(paragraph, 0, found.start()):
        return None
    if match_furniture(paragraph) in STANDING_ALONE:
        return one
    closed = DATE_LINE.match(paragraph, found.end()) or AGENCY.match(paragraph, found.end())
    place = PLACE.fullmatch(paragraph, 0, found.start())
    return one if closed and place and found.start() < 60 else None


def _find_dates(paragraph: str) -> Iterator[Found]:
    for span in find_sentences(paragraph):
        sentence = paragraph[span.start : span.end]
        for match in DATE.finditer(sentence):
            start, end = match.span()
            if is_introduced_as_old(sentence, start):
                continue
            found = _to_found(
                match,
                is_ahead=_is_ahead(sentence, start),
                is_anchor=is_reporting(sentence, start, end),
            )
            if found:
                yield found


def _is_ahead(sentence: str, at: int) -> bool:
    """Whether the nearest verb or marker before the date announces rather than reports."""
    if LIMIT.search(sentence, 0, at):
        return True
    ahead = max((found.end() for found in AHEAD.finditer(sentence, 0, at)), default=-1)
    past = max((found.end() for found in PAST.finditer(sentence, 0, at)), default=-1)
    return ahead >= past and ahead > 0


def _to_found(match: re.Match[str], *, is_ahead: bool, is_anchor: bool = False) -> Found | None:
    parts = match.groupdict()
    month = parts["month1"] or parts["month2"]
    number = MONTHS[month.lower()] if month else int(parts["month3"])
    year = parts["year1"] or parts["year2"] or parts["year3"]
    day = int(parts["day1"] or parts["day2"] or parts["day3"])
    if not 1 <= day <= 31 or not 1 <= number <= 12:
        return None
    if month and month.lower() == "may" and month[0].islower():
        return None
    return Found(
        year=int(year) if year else None,
        month=number,
        day=day,
        weekday=_to_weekday(parts["weekday"]),
        is_ahead=is_ahead,
        is_anchor=is_anchor,
    )


def _to_weekday(word: str | None) -> int | None:
    if not word:
        return None
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))


def _to_date(found: Found, year: int | None) -> date | None:
    return None if year is None else make_date(year, found.month, found.day)


def _resolve(found: Found, anchor: date) -> date | None:
    """The day meant by a date without a year: nearest to the anchor, weekday agreeing."""
    years = range(anchor.year - 1, anchor.year + 2)
    days = [day for year in years if (day := _to_date(found, year))]
    if found.weekday is not None:
        days = [day for day in days if day.weekday() == found.weekday]
    near = [day for day in days if (day - anchor).days <= AFTER_ANCHOR * 30]
    return min(near, key=lambda day: abs((day - anchor).days), default=None)


def _move_to_weekday(latest: date, paragraphs: Sequence[str]) -> date:
    """A date line "GENEVA, Monday —" dates the report to the first Monday from ``latest`` on."""
    for paragraph in paragraphs[:4]:
        found = DAY_LINE.match(paragraph)
        if found:
            weekday = _to_weekday(found.group(1)) or 0
            return latest + timedelta(days=(weekday - latest.weekday()) % 7)
    return latest


def _fits(day: date, paragraphs: Sequence[str]) -> bool:
    """Whether no later year is spoken of as past: a 1987 treaty does not date a report."""
    for paragraph in paragraphs:
        for found in YEAR.finditer(paragraph):
            if int(found.group()) > day.year and not _is_ahead(paragraph, found.start()):
                return False
    return True
