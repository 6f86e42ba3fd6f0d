"""Stretches of the calendar in the words of readers, in the order of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from memcon.text.calendar import interval

PARTS: Final = {
    "SP": "spring",
    "SU": "summer",
    "FA": "autumn",
    "WI": "winter",
    "Q1": "first quarter of",
    "Q2": "second quarter of",
    "Q3": "third quarter of",
    "Q4": "fourth quarter of",
    "H1": "first half of",
    "H2": "second half of",
}
"""TIMEX3 letters for parts of a year (TimeML 1.2.1, section 2.2.2.3)."""


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """First and last day as ISO dates, and how a reader calls the stretch; sorts by its days."""

    first: str
    last: str
    called: str

    @classmethod
    def of(cls, value: str) -> Self | None:
        """The days that a TIMEX3 value covers; ``None`` where it names none."""
        days = interval(value)
        return cls(*days, _called(value, *days)) if days else None


def called(first: str, last: str) -> str:
    """How a reader calls the days from ``first`` to ``last``: ``2025-03`` for all of March."""
    for length in (len("2025"), len("2025-10")):
        short = first[:length]
        if interval(short) == (first, last):
            return short
    return first if first == last else f"{first} to {_unlike(first, last)}"


def _called(value: str, first: str, last: str) -> str:
    """``2025-10-20``, ``2025-10``, ``2025``, ``summer 2025``, ``2025-10-20 to 26``."""
    year, _, part = value.partition("-")
    if first == last:
        return first
    if part in PARTS:
        return f"{PARTS[part]} {year}"
    if part[:2].isdigit():
        return first[: len("2025-10")]
    begin, end = (first, last) if part else (first[:4], last[:4])
    return begin if begin == end else f"{begin} to {_unlike(begin, end)}"


def _unlike(begin: str, end: str) -> str:
    """``end`` without the year and month that it shares with ``begin``."""
    for length in (len("2025-10-"), len("2025-")):
        if begin[:length] == end[:length]:
            return end[length:]
    return end
