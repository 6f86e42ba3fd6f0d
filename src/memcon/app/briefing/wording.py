"""The words of a briefing: names with their article, days, counts, what meetings are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Self

from memcon.codebook.packaged import load_packaged
from memcon.text.calendar import interval, to_date

MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
YEAR, MONTH = len("2025"), len("2025-10")
_COMMAS: Final = re.compile(r"\s*,\s*")
LISTED_COUNTRY: Final = re.compile(r" of .+")


@dataclass(frozen=True, slots=True)
class Called:
    """What a meeting is called, and whether that is a plural."""

    noun: str
    says: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The content of ``wording.yaml``."""

    names: frozenset[str]
    heads: frozenset[str]
    with_of: frozenset[str]
    meetings: tuple[Called, ...]
    modes: Mapping[str, str]
    status: Mapping[str, str]
    held: Mapping[str, str]
    steps: Mapping[str, str]
    groups: frozenset[str]
    deals: frozenset[str]
    weights: Mapping[str, int]
    plurals: frozenset[str]
    conditions: frozenset[str]
    stances: Mapping[str, Sequence[str]]
    changes: Mapping[str, Sequence[str]]
    differ: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From the file's content."""
        the = data["the"]
        maps = ("modes", "status", "held", "steps", "weights", "stances", "changes", "differ")
        return cls(
            names=frozenset(_COMMAS.split(the["names"].strip())),
            heads=frozenset(_COMMAS.split(the["heads"].strip())),
            with_of=frozenset(_COMMAS.split(the["with_of"].strip())),
            meetings=tuple(Called(**row) for row in data["meetings"]),
            plurals=frozenset(_COMMAS.split(data["plurals"].strip())),
            conditions=frozenset(data["conditions"].split()),
            groups=frozenset(data["groups"].split()),
            deals=frozenset(data["deals"].split()),
            **{name: data[name] for name in maps},
        )


@cache
def load_wording() -> Wording:
    """The packaged words."""
    return Wording.of(load_packaged("memcon.app.briefing", "wording.yaml"))


def with_article(name: str) -> str:
    """A name as it stands in a sentence: "the United States", "Russia"."""
    words = load_wording()
    first, last = name.split(" ")[0], name.split(" ")[-1]
    headed = LISTED_COUNTRY.sub("", name).split(" ")[-1]
    takes = (
        name in words.names
        or (" " in name and last in words.heads)
        or (" of " in name and headed in words.with_of)
    )
    return f"the {name}" if takes and first.casefold() != "the" else name


def is_plural(name: str) -> bool:
    """Whether a name is followed by verbs for several."""
    return name.split(" ")[-1] in load_wording().plurals


def sentence_case(text: str) -> str:
    """``text`` with a capital at its start."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Such as "A", "A and B" or "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    comma = "; " if any("," in name for name in names) else ", "
    return f"{comma.join(names[:-1])} and {names[-1]}"


def in_words(count: int) -> str:
    """Such as "no", "seven" or "14"."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """Such as "one report", "seven reports" or "14 reports"."""
    return f"{in_words(count)} {noun}{'' if count == 1 else 's'}"


def day_of(value: str | None) -> str:
    """An ISO date, perhaps shortened, as editors write it: "21 Oct 2025", "Oct 2025", "2025"."""
    if not value:
        return ""
    day = to_date(value)
    if day is not None:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    days = interval(value)
    return period_of(*days) if days else value


def period_of(first: str, last: str) -> str:
    """Two ISO days as a stretch: "15–20 Mar 2015", "Apr 2015", "16 Oct 2025 – 3 Jan 2026"."""
    for length in (YEAR, MONTH):
        if interval(first[:length]) == (first, last):
            short = first[:length]
            return short if length == YEAR else f"{MONTHS[int(short[5:7]) - 1]} {short[:4]}"
    begin, end = to_date(first), to_date(last)
    if begin is None or end is None or begin == end:
        return day_of(first)
    return _stretch(begin, end)


def _stretch(begin: date, end: date) -> str:
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{day_of(end.isoformat())}"
    if begin.year == end.year:
        return f"{begin.day} {MONTHS[begin.month - 1]} – {day_of(end.isoformat())}"
    return f"{day_of(begin.isoformat())} – {day_of(end.isoformat())}"


def between(names: Sequence[str]) -> str:
    """Whom a meeting is between: " between A and B", " of A, B and C"."""
    called = [with_article(name) for name in names]
    return f" {'between' if len(called) == 2 else 'of'} {listed(called)}"


def meeting_noun(nouns: Iterable[str], mode: str | None) -> Called:
    """What to call a meeting for which reports use ``nouns``."""
    used = set(nouns)
    for one in load_wording().meetings:
        if one.noun in used:
            return one
    says = load_wording().modes.get(mode or "", "meeting")
    return Called(says, says)


def indefinite(called: Called) -> str:
    """Such as "a summit" or "talks"."""
    return called.says if called.plural else f"a {called.says}"


def definite(called: Called) -> str:
    """Such as "the summit" or "the talks"."""
    return f"the {called.says}"
