"""Engines for one writer and any number of readers; faults of drivers become ``StoreError``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from memcon.errors import StoreError
from memcon.store.location import described, is_file, path_of

Connect = Callable[[Path], sqlite3.Connection]
MARK: Final = 0x6D63_6F6E
"""``mcon``: marks a SQLite file as memcon's (SQLite, PRAGMA application_id)."""

LOCK: Final = MARK
"""The advisory lock that a writer holds in PostgreSQL for one transaction."""

SCHEMA: Final = "memcon"
"""The schema of a PostgreSQL database that memcon's tables are in."""

SMALL: Final = " -c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
"""Questions read few rows of indexes: to compile one or to start workers for it takes longer than
to answer it, and the planner is not to take an index for dearer than a table (PostgreSQL, 20.7)."""

CACHE_KB: Final = 65_536
CONNECTIONS: Final = 10
"""Connections to a file that are kept open: a new one reads the whole schema."""
BUSY: Final = "another memcon is writing to it and did not finish in {wait_s:g} s; try again later"
WAITED: Final = frozenset({"55P03", "57014"})
"""PostgreSQL's codes for a lock that was not to be had in time."""


def open_writing(url: URL, *, wait_s: float) -> Engine:
    """An engine whose transactions are the only ones that write; others wait up to ``wait_s``."""
    if not is_file(url):
        return _postgres(url, wait_s=wait_s, is_reading=False)
    engine = _sqlite(url, _connect_writing, wait_s=wait_s)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        if is_ours(connection):  # another program's file is not even switched to another mode
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what is reported as added stays added
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_reading(url: URL, *, wait_s: float) -> Engine:
    """An engine that can change nothing; raises ``StoreError`` where there is no store."""
    if not is_file(url):
        return _postgres(url, wait_s=wait_s, is_reading=True)
    if not path_of(url).exists():
        raise StoreError(f"there is no store {described(url)}; memcon add makes one")
    engine = _sqlite(url, _connect_reading, wait_s=wait_s)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a file of SQLite is memcon's, or still empty."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(mark == MARK or count == 0)


@contextmanager
def writing(engine: Engine, *, wait_s: float) -> Iterator[Connection]:
    """One transaction: all of it or nothing, and no other writer meanwhile."""
    with translated(engine.url, wait_s=wait_s), engine.begin() as connection:
        if not is_file(engine.url):
            connection.execute(text(f"SET LOCAL lock_timeout = {int(wait_s * 1000)}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        yield connection


@contextmanager
def reading(engine: Engine, *, wait_s: float) -> Iterator[Connection]:
    """One transaction that sees the store at one moment."""
    with translated(engine.url, wait_s=wait_s), engine.connect() as connection:
        yield connection


@contextmanager
def translated(url: URL, *, wait_s: float) -> Iterator[None]:
    """Faults of the driver as ``StoreError`` that names the store and says what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"{described(url)}: {_explain(error, wait_s=wait_s)}") from error


def _explain(error: Exception, *, wait_s: float) -> str:
    fault = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = " ".join(str(fault).split())
    if "locked" in said or getattr(fault, "sqlstate", None) in WAITED:
        return BUSY.format(wait_s=wait_s)
    if "not a database" in said:
        return "is no memcon store"
    if "unable to open" in said:
        return "cannot be opened; is its folder there, and may you write to it?"
    return said


def _sqlite(url: URL, connect: Connect, *, wait_s: float) -> Engine:
    engine = create_engine(url, creator=lambda: connect(path_of(url)), pool_size=CONNECTIONS)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {int(wait_s * 1000)}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.execute("PRAGMA temp_store = MEMORY")

    return engine


def _connect_writing(path: Path) -> sqlite3.Connection:
    return _open(path, "mode=rwc")


def _connect_reading(path: Path) -> sqlite3.Connection:
    """Where the folder may not be written to, SQLite must be told that nobody else writes there."""
    connection = _open(path, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        return _open(path, "immutable=1")
    return connection


def _open(path: Path, how: str) -> sqlite3.Connection:
    """Transactions are begun by the engine, not by the driver."""
    address = f"file:{quote(str(path))}?{how}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _postgres(url: URL, *, wait_s: float, is_reading: bool) -> Engine:
    options = f"-c search_path={SCHEMA},public"
    if is_reading:
        options += " -c default_transaction_read_only=on" + SMALL
    arguments = {"options": options, "connect_timeout": max(2, int(wait_s))}
    try:
        return create_engine(url, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise StoreError(
            "a store in PostgreSQL needs psycopg; install it with: pip install 'memcon[postgres]'"
        ) from error
