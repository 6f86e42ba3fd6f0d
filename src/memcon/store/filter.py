"""What is asked for, and the conditions that say so in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from memcon.errors import UsageError
from memcon.store import tables
from memcon.store.projection import last_day

EARLIEST: Final = "0"
"""Sorts before every date, and after what stands for none."""
BEYOND: Final = "~"
"""Sorts after every sign in a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show; fields that are ``None`` leave everything in.

    ``who`` and ``place`` are names or entity ids; ``issue`` is a codebook id, ``type`` a type of
    event, ``since`` and ``until`` are ISO dates, perhaps shortened, both included. ``source`` is
    part of the name, address or site of a report. ``limit`` keeps the latest so many.
    """

    who: str | None = None
    issue: str | None = None
    type: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"a limit of {self.limit} shows nothing")

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Filter(limit=self.limit)

    @property
    def concerns_facts(self) -> bool:
        """Whether it asks for something that only facts have, not reports."""
        return any((self.who, self.issue, self.type, self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The entities that the names in a filter mean; ``None`` where no name is given."""

    who: tuple[str, ...] | None = None
    place: tuple[str, ...] | None = None


def fact_conditions(asked: Filter, meant: Meant) -> Iterator[ColumnElement[bool]]:
    """What must hold of a fact that was found by other means."""
    fact, role = tables.fact.c, tables.role.c
    yield from in_period(asked, fact.day, fact.last)
    for entities, part in ((meant.who, "actor"), (meant.place, "place")):
        if entities is not None:
            days = in_period(asked, role.day, role.last)
            own = role.entity.in_(entities), role.part == part, *days
            yield fact.number.in_(select(role.fact).where(*own))
    yield from topic_conditions(asked)


def topic_conditions(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a fact by its topic and source."""
    fact = tables.fact.c
    if asked.type is not None:
        yield and_(fact.kind == "event", fact.topic == asked.type.upper())
    if asked.issue is not None:
        yield and_(fact.kind == "position", fact.topic == asked.issue)
    if asked.source is not None:
        yield fact.article.in_(from_source(asked.source))


def article_conditions(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a report."""
    yield tables.article.c.number.not_in(gone())
    yield from period_conditions(asked)


def period_conditions(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a report by its day and source alone."""
    article = tables.article.c
    yield from in_period(asked, article.published, article.published)
    if asked.source is not None:
        yield article.number.in_(from_source(asked.source))


def gone() -> Select[tuple[int]]:
    """The numbers of the reports that are superseded: few, and found without reading a report.

    In SQLite the mark stands behind the text, all of which would be read to see it.
    """
    other = tables.article.alias("gone").c
    return select(other.number).where(other.superseded.is_not(None))


def in_period(
    asked: Filter, day: ColumnElement[str], last: ColumnElement[str]
) -> Iterator[ColumnElement[bool]]:
    """Dates and stretches of days that share at least one day with what is asked for."""
    if asked.since is not None:
        yield last >= asked.since
    if asked.until is not None:
        yield and_(day <= end_of(asked.until), day != "")


def end_of(until: str) -> str:
    """What sorts after all dates up to a day, month or year and before those after it."""
    return last_day(until) + BEYOND


def from_source(words: str) -> Select[tuple[int]]:
    """The numbers of the reports from a source."""
    article, wanted = tables.article.c, words.casefold()
    columns = (article.source, article.url, article.site)
    return select(article.number).where(
        or_(*(func.lower(column).contains(wanted, autoescape=True) for column in columns))
    )
