"""What is in a store, listed: its reports, newest first, and whom they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from memcon.store import tables
from memcon.store.filter import Filter, Meant, article_conditions, facts_query
from memcon.store.projection import KINDS

Json = dict[str, Any]
DEFAULT_LIMIT: Final = 50
BEGINNING: Final = 160
"""Code points of a report's text that stand for its title where it has none."""


def list_reports(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """Reports in the period and from the source asked for that mention whom is asked for."""
    kept = tables.article.c
    beginning = func.substr(kept.text, 1, BEGINNING).label("beginning")
    columns = (kept.number, kept.id, kept.source, kept.url, kept.title, kept.site, kept.published)
    query = select(*columns, beginning).where(*article_conditions(asked))
    for entities in (meant.who, meant.place):
        if entities is not None:
            seen = tables.appearance.c
            query = query.where(kept.number.in_(select(seen.article).where(_among(entities))))
    newest = query.order_by(kept.published.desc(), kept.id).limit(asked.limit or DEFAULT_LIMIT)
    rows = connection.execute(newest).mappings().all()
    counts = _counts(connection, [row["number"] for row in rows])
    return [_report(row, counts[row["number"]]) for row in rows]


def find_fitting(
    connection: Connection, asked: Filter, meant: Meant
) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the facts that fit, and of the reports that hold one or fit themselves."""
    article = tables.article.c
    columns = (tables.fact.c.id, article.id.label("article"))
    facts = facts_query(asked, meant, KINDS, columns)
    facts = facts.join(tables.article, article.number == tables.fact.c.article)
    found = connection.execute(facts).all()
    reports = {row.article for row in found}
    if not asked.concerns_facts:
        query = select(article.id).where(*article_conditions(asked))
        reports.update(connection.execute(query).scalars())
    return frozenset(row.id for row in found), frozenset(reports)


def list_entities(connection: Connection, *, kind: str | None, limit: int) -> list[Json]:
    """Whom and what most reports speak of."""
    kept, seen = tables.entity.c, tables.appearance.c
    reports, mentions = func.count().label("reports"), func.sum(seen.mentions).label("mentions")
    query = select(kept.id, kept.name, kept.kind, kept.country, reports, mentions)
    query = query.join(tables.appearance, seen.entity == kept.id).group_by(kept.id)
    if kind is not None:
        query = query.where(kept.kind == kind)
    ordered = query.order_by(reports.desc(), mentions.desc(), kept.id).limit(limit)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _among(entities: Sequence[str]) -> Any:  # noqa: ANN401  # a condition
    seen = tables.appearance.c
    return seen.entity.in_(entities) & (seen.mentions > 0)


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
