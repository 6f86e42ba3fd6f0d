"""What the address of a page asks for: the filters of a question and little more, checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import urlencode

from memcon.app.dossier import Asked
from memcon.errors import UsageError
from memcon.text.calendar import is_date

MOST_ROWS: Final = 1000
LONGEST_VALUE: Final = 300
"""Code points of one value; nobody's name is longer, and no search needs to be."""
DATES: Final = ("since", "until")
NUMBERS: Final = ("limit", "lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form of filters: what it is called and what it does."""

    name: str
    label: str
    tells: str
    kind: str = "text"


FIELDS: Final[Mapping[str, Field]] = {
    one.name: one
    for one in (
        Field(name="q", label="Words", tells="All words must be there; “in quotes” together."),
        Field(name="who", label="Who", tells="A person, state or body: its name or id."),
        Field(name="issue", label="Issue", tells="Positions on one issue."),
        Field(name="type", label="Type", tells="Events of one type."),
        Field(name="other", label="With", tells="The other party of a pair: its name or id."),
        Field(name="status", label="Status", tells="Events of one status."),
        Field(name="place", label="Place", tells="What was said or happened there."),
        Field(name="kind", label="Kind", tells="One kind only."),
        Field(name="region", label="Part of the world", tells="How much the map shows."),
        Field(name="since", label="From", tells="Nothing before this date.", kind="date"),
        Field(name="until", label="To", tells="Nothing after this date.", kind="date"),
        Field(name="source", label="Source", tells="Part of a report's name, address or site."),
        Field(name="limit", label="At most", tells="So many rows, the latest.", kind="number"),
        Field(name="lines", label="Lines", tells="About so many lines.", kind="number"),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The query of an address; fields that are ``None`` leave everything in.

    ``at`` is the id of the fact whose passage is to be shown.
    """

    q: str | None = None
    who: str | None = None
    issue: str | None = None
    type: str | None = None
    place: str | None = None
    kind: str | None = None
    other: str | None = None
    status: str | None = None
    region: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    limit: int | None = None
    lines: int | None = None
    at: str | None = None

    def filters(self, *, limit: int | None = None) -> Asked:
        """The filters of a question; ``limit`` holds where the address names none."""
        return Asked(
            who=self.who,
            issue=self.issue,
            type=self.type,
            place=self.place,
            since=self.since,
            until=self.until,
            source=self.source,
            limit=self.limit or limit,
        )

    def query(self, **changed: str | int | None) -> str:
        """The query of an address that asks the same but for what is ``changed``."""
        asked = ((name, changed.get(name, getattr(self, name))) for name in NAMES)
        return urlencode({name: value for name, value in asked if value is not None})


NAMES: Final = tuple(one.name for one in fields(Asking))


def read_asking(query: Mapping[str, str]) -> Asking:
    """What ``query`` asks for; empty values and unknown names ask for nothing.

    Raises ``UsageError`` where a value does not fit.
    """
    given = {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}
    for name, value in given.items():
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"{name} has more than {LONGEST_VALUE} characters")
    for name in DATES:
        if name in given and not is_date(given[name]):
            raise UsageError(f"{name} {given[name]!r} is not a date; write it as 2025-10-21")
    limit, lines = (_number(name, given.pop(name, None)) for name in NUMBERS)
    return Asking(**given, limit=limit, lines=lines)


def _number(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST_ROWS):
        raise UsageError(f"{name} {text!r} is no number from 1 to {MOST_ROWS}")
    return int(text)


def one_of(name: str, value: str | None, known: Collection[str]) -> str | None:
    """``value`` where it is ``None`` or known; raises ``UsageError`` elsewhere."""
    if value is None or value in known:
        return value
    raise UsageError(f"{name} {value!r} is none of {', '.join(known)}")
