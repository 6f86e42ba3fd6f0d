"""Entities by the names that reports give them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Connection, func, or_, select

from memcon.store import tables
from memcon.store.projection import name_key

RARE: Final = 0.1
"""A name means no entity that it stands for in a smaller share of its most frequent use."""


def find_entities(connection: Connection, name: str) -> tuple[str, ...]:
    """The entities that ``name`` means, likeliest first: an id, else what reports call so.

    A name that reports use for several is all of them, but for those it rarely stands for. What
    nobody is called as it stands may be the first or last words of longer names.
    """
    kept = tables.entity.c
    if connection.execute(select(kept.id).where(kept.id == name)).scalar() is not None:
        return (name,)
    called, key = tables.called.c.name, name_key(name)
    whole = _counted(connection, called == key)
    if whole or not key:
        return whole
    begins = called.startswith(f"{key} ", autoescape=True)
    return _counted(connection, or_(begins, called.endswith(f" {key}", autoescape=True)))


def _counted(connection: Connection, meant: ColumnElement[bool]) -> tuple[str, ...]:
    """Entities by how often they are called so, without the rare ones."""
    called = tables.called.c
    total = func.sum(called.mentions)
    query = select(called.entity, total.label("total")).where(meant).group_by(called.entity)
    rows = connection.execute(query.order_by(total.desc(), called.entity)).all()
    return tuple(row.entity for row in rows if row.total >= RARE * rows[0].total)
