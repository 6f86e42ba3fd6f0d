"""Single facts as they are asked for, each with the words of its report."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection

from memcon.store import tables
from memcon.store.filter import Filter, Meant
from memcon.store.latest import latest_facts
from memcon.store.projection import Kind
from memcon.store.rows import Found, Json
from memcon.store.settling.rows import fetch

SHOWN: Final = (
    *("id", "kind", "topic", "status", "day", "last", "words"),
    *("start", "end", "body", "article"),
)
"""Columns of a fact that its row is made of."""
_COLUMNS: Final = tuple(tables.fact.c[name] for name in SHOWN)


def find_facts(
    connection: Connection, asked: Filter, meant: Meant, kinds: Sequence[Kind]
) -> list[Found]:
    """Facts by date, those of one report in order of its text; with a limit the latest.

    What has no date comes last, and is the first to be left out.
    """
    numbers = set(connection.execute(latest_facts(asked, meant, kinds)).scalars())
    rows = list(fetch(connection, _COLUMNS, tables.fact.c.number, numbers))
    reports = _reports(connection, {row.article for row in rows})
    bodies = json.loads(f"[{','.join([row.body for row in rows])}]")  # at once: half the cost
    found = list(map(_found, rows, bodies, repeat(reports)))
    found.sort(key=attrgetter("day", "article", "start", "id"))
    return [one for one in found if one.day] + [one for one in found if not one.day]


def _found(row: Any, body: Json, reports: dict[int, Any]) -> Found:  # noqa: ANN401  # a row
    key, kind, topic, status, day, last, words, start, end, _, number = row
    _, article, source, published, text = reports[number]
    # What is said is quoted with who says it; passages far apart are not quoted with all between.
    quote = text[start:end] if kind == "statement" else words
    named = (key, kind, topic, status, day, last, words, quote)
    return Found(*named, article, source, published, start, end, body)


def _reports(connection: Connection, numbers: Collection[int]) -> dict[int, Any]:
    """Reports by their numbers: each text is read once, however many facts it has."""
    kept = tables.article.c
    columns = (kept.number, kept.id, kept.source, kept.published, kept.text)
    return {row.number: row for row in fetch(connection, columns, kept.number, numbers)}
