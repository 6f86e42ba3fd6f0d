"""What is asked for, and the conditions that say so in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from memcon.errors import UsageError
from memcon.store import tables
from memcon.store.projection import KINDS, Kind, last_day
from memcon.text.calendar import interval, to_date

SHORT: Final = 62
"""Days of a period of which all that happened is found sooner than the latest of all time."""
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


def facts_query(
    asked: Filter, meant: Meant, kinds: Sequence[Kind], columns: Sequence[Any]
) -> Select[Any]:
    """The facts that are asked for, the latest first; ``columns`` are what to give for each."""
    fact = tables.fact
    query = select(*columns).select_from(fact)
    if meant.who is not None and len(meant.who) == 1:  # read off the index of roles, in order
        role = tables.role.c
        query = query.join(tables.role, role.fact == fact.c.number)
        query = query.where(*_roles(meant.who, "actor", asked, kinds))
        query = query.order_by(role.last.desc(), role.fact.desc())
        meant = Meant(place=meant.place)
    else:
        query = query.order_by(fact.c.last.desc(), fact.c.number.desc())
    query = query.where(fact.c.kind.in_(kinds), *fact_conditions(asked, meant))
    return query.limit(asked.limit)


def fact_conditions(asked: Filter, meant: Meant) -> Iterator[ColumnElement[bool]]:
    """What must hold of a fact."""
    fact, role = tables.fact.c, tables.role.c
    yield from in_period(asked, fact.day, fact.last)
    for entities, part in ((meant.who, "actor"), (meant.place, "place")):
        if entities is not None:
            found = select(role.fact).where(*_roles(entities, part, asked, KINDS))
            yield fact.number.in_(found)
    if asked.type is not None:
        yield and_(fact.kind == "event", fact.topic == asked.type.upper())
    if asked.issue is not None:
        yield and_(fact.kind == "position", fact.topic == asked.issue)
    if asked.source is not None:
        yield fact.article.in_(from_source(asked.source))


def _roles(
    entities: Sequence[str], part: str, asked: Filter, kinds: Sequence[Kind]
) -> Iterator[ColumnElement[bool]]:
    """What must hold of the role of an entity in a fact."""
    role = tables.role.c
    yield role.entity.in_(entities) if len(entities) > 1 else role.entity == entities[0]
    yield role.part == part
    yield role.kind.in_(kinds)
    yield from in_period(asked, role.day, role.last)


def article_conditions(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a report."""
    article = tables.article.c
    yield article.superseded.is_(None)
    yield from in_period(asked, article.published, article.published)
    if asked.source is not None:
        yield article.number.in_(from_source(asked.source))


def in_period(
    asked: Filter, day: ColumnElement[str], last: ColumnElement[str]
) -> Iterator[ColumnElement[bool]]:
    """Dates and stretches of days that share at least one day with what is asked for.

    Where both ends are given, what ends in the period is read off an index, and so is what ends
    after it, of which only what lasts for more than a day can have begun before its end.
    """
    if asked.until is None:
        if asked.since is not None:
            yield last >= asked.since
        return
    end = last_day(asked.until) + BEYOND
    if asked.since is None:
        yield and_(day <= end, day != "")
    else:
        yield or_(*either(asked.since, end, day, last))


def either(
    since: str, end: str, day: ColumnElement[str], last: ColumnElement[str]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What ends in a period, and what lasts beyond it; nothing is both."""
    return last.between(since, end), and_(last > end, day != last, day <= end, day != "")


def in_few_days(
    asked: Filter, number: ColumnElement[int], day: ColumnElement[str], last: ColumnElement[str]
) -> Iterator[ColumnElement[bool]]:
    """What is of a short period, found by the days; beside :func:`in_period`.

    Without it an engine that is to give the latest goes back to them from today.
    """
    since, until = interval(asked.since or ""), interval(asked.until or "")
    begin = to_date(since[0]) if since else None
    end = to_date(until[1]) if until else None
    if begin and end and until and asked.since and (end - begin).days < SHORT:
        ends = either(asked.since, until[1] + BEYOND, day, last)
        yield number.in_(union_all(*(select(number).where(one) for one in ends)))


def from_source(words: str) -> Select[tuple[int]]:
    """The numbers of the reports from a source."""
    article, wanted = tables.article.c, words.casefold()
    columns = (article.source, article.url, article.site)
    return select(article.number).where(
        or_(*(func.lower(column).contains(wanted, autoescape=True) for column in columns))
    )
