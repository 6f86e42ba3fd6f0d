"""Whether a store has changed: asked before each answer that may be given again."""

from __future__ import annotations

from threading import Lock
from typing import Final

from sqlalchemy import Engine, PoolProxiedConnection, text

from memcon.store.location import is_file

CHANGES: Final = "PRAGMA data_version"
"""Another number once another connection has committed (SQLite, pragma data_version)."""
SNAPSHOT: Final = "SELECT CAST(pg_current_snapshot() AS text)"
"""What is seen now: equal snapshots show the same (PostgreSQL manual, 9.27)."""


class Clock:
    """Tells revisions of a store.

    In SQLite they are counted by a connection, so one is kept for it, outside of transactions.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._kept: PoolProxiedConnection | None = None

    def tell(self) -> str:
        """The revision: the same as long as nothing changes."""
        if not is_file(self._engine.url):
            with self._engine.connect() as connection:
                return str(connection.execute(text(SNAPSHOT)).scalar_one())
        with self._lock:
            if self._kept is None:
                self._kept = self._engine.raw_connection()
            cursor = self._kept.cursor()
            cursor.execute(CHANGES)
            return str(cursor.fetchone())

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._kept is not None:
                self._kept.close()
                self._kept = None
