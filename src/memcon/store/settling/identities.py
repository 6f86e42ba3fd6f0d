"""Who is one across reports, kept: the part in which a new name lies is settled anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select, update

from memcon.record import Record
from memcon.resolve.grouping import Pair
from memcon.resolve.packing import from_person, to_person
from memcon.resolve.partition import Path
from memcon.resolve.people import MOST, Identity, Person, find_people, identify, path_of
from memcon.store import tables
from memcon.store.keeping import as_json
from memcon.store.settling.rows import drop, fetch, put

SEPARATOR: Final = "\n"
WIDTHS: Final = {3: len("2025"), 4: len("2025-10"), 5: len("2025-10-21")}
"""Signs of a date that tell parts of each depth apart."""


def settle_people(
    connection: Connection,
    records: Mapping[int, Record | None],
    *,
    apart: Sequence[Pair],
    touched: Iterable[str] = (),
) -> set[int]:
    """Compare the people of reports with those kept; gives the reports that name others now.

    ``apart`` are pairs of entity ids that a person has set apart, ``touched`` ids of entities on
    which somebody has decided since.
    """
    bearer = tables.bearer.c
    before = _standing(connection, bearer.article, records)
    places = [_path(row) for row in before]
    also = _standing(connection, bearer.entity, list(touched))
    places += [_path(row) for row in also]
    drop(connection, tables.bearer, bearer.article, records)
    rows = [
        row
        for number, record in sorted(records.items())
        if record is not None
        for person in find_people(record)
        if (row := _row(number, person))
    ]
    put(
        connection,
        tables.bearer,
        list({(row["entity"], row["article"]): row for row in rows}.values()),
    )
    places += [_path(row) for row in rows]
    return _settle(connection, places, apart)


def identities_of(connection: Connection, articles: Iterable[int]) -> dict[str, Identity]:
    """By whose name each entity goes that is known from several reports."""
    bearer = tables.bearer.c
    columns = bearer.entity, bearer.identity, bearer.called
    return {
        row.entity: Identity(
            id=row.identity, name=row.called, members=(row.entity,), score=1.0, reason=""
        )
        for row in fetch(connection, columns, bearer.article, list(articles))
        if row.called
    }


def _row(number: int, person: Person) -> dict[str, Any] | None:
    path = path_of(person)
    if path is None:
        return None
    return {
        "entity": person.id,
        "article": number,
        "shelf": path[0],
        "name": path[1],
        "day": person.published,
        "part": "",
        "identity": person.id,
        "called": "",
        "body": as_json(from_person(person)),
    }


def _standing(
    connection: Connection, column: ColumnElement[Any], among: Iterable[Any]
) -> list[Mapping[str, Any]]:
    rows = fetch(connection, (tables.bearer,), column, list(among))
    return [dict(row._mapping) for row in rows]


def _path(row: Mapping[str, Any]) -> Path:
    day = row["day"]
    return row["shelf"], row["name"], day[:4], day[:7], day[:10]


def _settle(connection: Connection, places: Iterable[Path], apart: Sequence[Pair]) -> set[int]:
    """Settle the parts in which places lie, and what lay in a wider part that is split now."""
    changed: set[int] = set()
    done: set[str] = set()
    waiting = sorted(set(places))
    while waiting:
        path = waiting.pop()
        depth = _depth(connection, path)
        part = SEPARATOR.join(path[: depth + 1])
        if part in done:
            continue
        done.add(part)
        waiting += _left_behind(connection, path, depth)
        changed |= _settle_part(connection, path[: depth + 1], part, apart)
    return changed


def _within(path: Path) -> Iterable[ColumnElement[bool]]:
    bearer = tables.bearer.c
    yield bearer.shelf == path[0]
    if len(path) > 1:
        yield bearer.name == path[1]
    if len(path) > 2:
        yield func.substr(bearer.day, 1, WIDTHS[len(path)]) == path[-1]


def _depth(connection: Connection, path: Path) -> int:
    """How finely what lies at ``path`` is put away."""
    bearer = tables.bearer.c
    for depth in range(len(path) - 1):
        found = select(bearer.entity).where(*_within(path[: depth + 1])).limit(MOST + 1)
        count = select(func.count()).select_from(found.subquery())
        if connection.execute(count).scalar_one() <= MOST:
            return depth
    return len(path) - 1


def _left_behind(connection: Connection, path: Path, depth: int) -> list[Path]:
    """Where those lie that were settled together with ``path`` in a wider part."""
    bearer = tables.bearer.c
    wider = [SEPARATOR.join(path[: at + 1]) for at in range(depth)]
    if not wider:
        return []
    query = select(bearer.shelf, bearer.name, bearer.day)
    query = query.where(bearer.shelf == path[0], bearer.part.in_(wider)).distinct()
    return sorted({_path(dict(row._mapping)) for row in connection.execute(query)})


def _settle_part(connection: Connection, path: Path, part: str, apart: Sequence[Pair]) -> set[int]:
    bearer = tables.bearer
    rows = connection.execute(select(bearer).where(*_within(path))).all()
    found = identify((to_person(json.loads(row.body)) for row in rows), apart=apart)
    now = {member: (one.id, one.name) for one in found for member in one.members}
    changed = set()
    for row in rows:
        identity, called = now.get(row.entity, (row.entity, ""))
        if (row.identity, row.called, row.part) != (identity, called, part):
            new = {"identity": identity, "called": called, "part": part}
            own = (bearer.c.entity == row.entity, bearer.c.article == row.article)
            connection.execute(update(bearer).where(*own).values(**new))
            if row.identity != identity:
                changed.add(int(row.article))
    return changed
