"""Things found in a source to rows of the tables of a work file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from memcon.knowledge.adding.found import Found
from memcon.knowledge.adding.naming import name_rows, surname_rows
from memcon.knowledge.adding.sql import UNSETTLED
from memcon.knowledge.database import SCALE, entity_values
from memcon.knowledge.rows import EntityRow
from memcon.record import EntityKind


def staged(waiting: Iterable[Found]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table that some things make; tables without rows are left out."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for found in waiting:
        for table, values in _rows_of(found):
            rows.setdefault(table, []).append(values)
    return rows


def _rows_of(found: Found) -> Iterator[tuple[str, tuple[Any, ...]]]:
    key, row = found.key, found.row
    yield from (("subclass", (super, key)) for super in found.supers)
    yield from (("charge", (one.post, one.body, one.role)) for one in found.charges)
    yield from (("term", (one.person, one.post, one.begin, one.end)) for one in found.terms)
    if found.post is not None:
        yield "post", (found.post.key, found.post.title, found.post.body)
    if row is None:
        return
    values = entity_values(key, row)
    unsettled = found.classes and row.kind is EntityKind.OTHER
    yield "entity", (*values[:3], UNSETTLED, *values[4:]) if unsettled else values
    yield from (("class", (key, one)) for one in found.classes)
    yield from (("same", (other, key)) for other in found.same)
    names = name_rows(found.names, first=row.name)
    yield from (("name", (norm, key, *rest)) for norm, *rest in names)
    if row.kind is EntityKind.PERSON:
        words = surname_rows((row.name, *found.names), row.country)
        yield from (("word", (word, key)) for word in words)
    if found.page:
        yield "page", (found.page, key)


def row_of(values: Iterable[Any]) -> EntityRow:
    """The entity of the columns by which entities are compared."""
    id, name, kind, weight, country, lat, lon = values
    return EntityRow(
        id=id,
        name=name,
        kind=EntityKind(kind),
        weight=weight,
        country=country,
        lat=None if lat is None else lat / SCALE,
        lon=None if lon is None else lon / SCALE,
    )
