"""What is in a store, listed: its reports, newest first, and whom they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from memcon.store import tables
from memcon.store.filter import Filter, Meant, article_conditions
from memcon.store.latest import latest_facts
from memcon.store.projection import KINDS, last_day

Json = dict[str, Any]
DEFAULT_LIMIT: Final = 50
A_DAY: Final = 100
"""Reports beyond those that are shown that are looked at first, so that a day is whole."""
BEGINNING: Final = 160
"""Code points of a report's text that stand for its title where it has none."""
_id, _published = attrgetter("id"), attrgetter("published")


def list_reports(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """Reports in the period and from the source asked for that mention whom is asked for."""
    listed = [row.number for row in find_newest(connection, asked, meant)]
    kept = tables.article.c
    beginning = case((func.coalesce(kept.title, "") == "", func.substr(kept.text, 1, BEGINNING)))
    columns = (kept.number, kept.id, kept.source, kept.url, kept.title, kept.site, kept.published)
    query = select(*columns, beginning.label("beginning")).where(kept.number.in_(listed))
    rows = {row["number"]: row for row in connection.execute(query).mappings()}
    counts = _counts(connection, listed)
    return [_report(rows[number], counts[number]) for number in listed]


def find_newest(connection: Connection, asked: Filter, meant: Meant) -> Sequence[Any]:
    """The ``number``, ``id`` and ``published`` of the reports that fit, newest first."""
    kept, limit = tables.article.c, asked.limit or DEFAULT_LIMIT
    query = select(kept.number, kept.published, kept.id).where(*article_conditions(asked))
    entities = [one for one in (meant.who, meant.place) if one is not None]
    if not entities:
        newest = query.order_by(kept.published.desc(), kept.id).limit(limit)
        return connection.execute(newest).all()
    latest = kept.number
    for at, some in enumerate(entities):
        seen = tables.appearance.alias(f"seen{at}").c
        if len(some) == 1:  # read off the index, in order
            query = query.where(seen.article == kept.number, *_mentions(seen, some))
            latest = seen.article
        else:
            query = query.where(kept.number.in_(select(seen.article).where(*_mentions(seen, some))))
    return _newest_of(connection, query.order_by(latest.desc()), limit)


def _newest_of(connection: Connection, query: Select[Any], limit: int) -> Sequence[Any]:
    """The newest rows of a query whose first rows are of the latest days.

    It is read until what is left is older than what is shown: a date without a day is ordered
    before the days of its month, but numbered after them.
    """
    most = limit + A_DAY
    while True:
        rows = connection.execute(query.limit(most)).all()
        newest = sorted(sorted(rows, key=_id), key=_published, reverse=True)[:limit]
        if len(rows) < most or newest[-1].published > last_day(rows[-1].published):
            return newest
        most *= 4


def find_fitting(
    connection: Connection, asked: Filter, meant: Meant
) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the facts that fit, and of the reports that hold one or fit themselves."""
    article = tables.article.c
    fact = tables.fact.c
    facts = select(fact.id, article.id.label("article")).join(
        tables.article, article.number == fact.article
    )
    facts = facts.where(fact.number.in_(latest_facts(asked, meant, KINDS)))
    found = connection.execute(facts).all()
    reports = {row.article for row in found}
    if not asked.concerns_facts:
        query = select(article.id).where(*article_conditions(asked))
        reports.update(connection.execute(query).scalars())
    return frozenset(row.id for row in found), frozenset(reports)


def list_entities(connection: Connection, *, kind: str | None, limit: int) -> list[Json]:
    """Whom and what most reports speak of."""
    kept = tables.entity.c
    columns = (kept.id, kept.name, kept.kind, kept.country, kept.reports, kept.mentions)
    query = select(*columns).where(kept.reports > 0)
    if kind is not None:
        query = query.where(kept.kind == kind)
    ordered = query.order_by(kept.reports.desc(), kept.mentions.desc(), kept.id).limit(limit)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _mentions(seen: Any, entities: Sequence[str]) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401  # columns
    """That a report mentions one of these."""
    one = seen.entity == entities[0] if len(entities) == 1 else seen.entity.in_(entities)
    return one, seen.mentions > 0


def _report(row: Any, counts: Json) -> Json:  # noqa: ANN401  # a row of the query above
    return {
        "id": row["id"],
        "source": row["source"],
        "url": row["url"] or None,
        "title": row["title"] or " ".join(row["beginning"].split()),
        "site": row["site"] or None,
        "published": row["published"] or None,
        **{f"{kind}s": counts.get(kind, 0) for kind in ("statement", "event", "position")},
    }


def _counts(connection: Connection, numbers: Iterable[int]) -> defaultdict[int, Json]:
    """How many facts of each kind are in reports."""
    fact = tables.fact.c
    query = select(fact.article, fact.kind, func.count()).where(fact.article.in_(list(numbers)))
    counts: defaultdict[int, Json] = defaultdict(dict)
    for number, kind, count in connection.execute(query.group_by(fact.article, fact.kind)):
        counts[number][kind] = count
    return counts
