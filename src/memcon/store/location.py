"""Where a store is: a file of SQLite, or a PostgreSQL database by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from memcon.errors import UsageError

POSTGRES: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
SQLITE: Final = frozenset({"sqlite", "sqlite+pysqlite"})


def locate(store: str) -> URL:
    """The address of a store that is named by a path, ``sqlite:///PATH`` or ``postgresql://…``.

    Raises ``UsageError`` where it is none of these.
    """
    if "://" not in store:
        return _file(store)
    try:
        url = make_url(store)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"--store {_shortened(store)} is no address of a database") from error
    if url.drivername in SQLITE:
        return _file(url.database or "")
    if url.drivername in POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    raise UsageError(
        f"--store {_shortened(store)}: memcon keeps its store in SQLite (a path) or PostgreSQL "
        "(postgresql://…)"
    )


def described(url: URL) -> str:
    """The store as people name it: never with a password."""
    if is_file(url):
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def is_file(url: URL) -> bool:
    """Whether the store is a file."""
    return url.get_backend_name() == "sqlite"


def path_of(url: URL) -> Path:
    """The file of a store in SQLite."""
    return Path(url.database or "")


def _file(path: str) -> URL:
    if not path or path == ":memory:":
        raise UsageError("--store needs the path of a file; a store in memory keeps nothing")
    return URL.create("sqlite", database=path)


def _shortened(store: str) -> str:
    """The scheme alone: what follows may hold a password."""
    return store.partition("://")[0] + "://…"
