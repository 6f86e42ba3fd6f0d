"""Searches that somebody wants to look at again: each with its name, in the store."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from memcon.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSearch:
    """A search under a name; ``query`` is the query of its address at the desk.

    ``made`` is an ISO time.
    """

    id: str
    name: str
    query: str
    author: str
    made: str


def write_search(connection: Connection, one: KeptSearch) -> None:
    """Keep a search."""
    connection.execute(insert(tables.kept_search), [asdict(one)])


def drop_search(connection: Connection, id: str) -> bool:
    """Forget a search; says whether there was one."""
    gone = connection.execute(delete(tables.kept_search).where(tables.kept_search.c.id == id))
    return gone.rowcount > 0


def list_searches(connection: Connection) -> list[KeptSearch]:
    """All that are kept, by name."""
    kept = tables.kept_search
    rows = connection.execute(select(kept).order_by(kept.c.name, kept.c.id)).mappings()
    return [KeptSearch(**row) for row in rows]
