"""Searches kept under a name for everybody who looks at a store, and forgotten again."""

from __future__ import annotations

from typing import Final

from memcon.errors import UsageError
from memcon.record import fact_id
from memcon.store import KeptSearch, Writer, utc_now

MOST: Final = 100
"""Searches in one store: more are no list that anybody reads."""


def keep_search(store: str, *, name: str, query: str, author: str) -> KeptSearch:
    """Keep a search; raises ``UsageError`` where its name is taken or there are too many."""
    made = utc_now()
    id = fact_id("search", name, query)
    one = KeptSearch(id=id, name=name, query=query, author=author, made=made)
    with Writer.open(store) as writer:
        kept = writer.searches()
        if any(other.name == name for other in kept):
            raise UsageError(f"a search is called {name!r} already; choose another name")
        if len(kept) >= MOST:
            raise UsageError(f"{MOST} searches are kept already; forget one first")
        writer.keep_search(one)
    return one


def forget_search(store: str, id: str) -> None:
    """Forget a search; raises ``UsageError`` where there is none of this id."""
    with Writer.open(store) as writer:
        if not writer.drop_search(id):
            raise UsageError("no search is kept under this number")
