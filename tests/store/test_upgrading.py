"""A store of an older schema is brought to the newest one, and then is as if made by it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from memcon.errors import StoreError
from memcon.store import View, Writer
from memcon.store.connecting import open_writing, writing
from memcon.store.location import locate
from memcon.store.migrations import MIGRATIONS, Migration
from tests import dossier
from tests.export.whole import exported
from tests.settled import settled

OLDEST = 2
"""Schemas before had no search."""
MADE = (
    (r"CREATE TABLE (\w+)", r"DROP TABLE \1"),
    (r"CREATE INDEX (\w+)", r"DROP INDEX \1"),
    (r"ALTER TABLE (\w+) ADD COLUMN (\w+)", r"ALTER TABLE \1 DROP COLUMN \2"),
    (r"UPDATE ", "SELECT 1"),  # what it fills goes with its columns
)
"""How each thing that a step makes is taken back."""


def _undone(statement: str) -> str:
    found = ((re.match(made, statement.strip()), back) for made, back in MADE)
    return next(match.expand(back) for match, back in found if match)


def _take_back(store: str, step: Migration) -> None:
    """Leave a store as it was before a step, with what was added since."""
    engine = open_writing(locate(store), wait_s=5)
    with writing(engine, wait_s=5) as connection:
        for statement in reversed(step.statements(engine.dialect.name)):
            connection.exec_driver_sql(_undone(statement))
        connection.exec_driver_sql(f"DELETE FROM migration WHERE number = {step.number}")  # noqa: S608
    engine.dispose()


def test_an_older_store_becomes_what_a_new_one_is(new_store: Callable[[], str]) -> None:
    """Nothing in it is asked before; then all is resolved, and every data set has equal bytes."""
    store = new_store()
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(5)))
    rows, files = settled(store), exported(store)
    for step in reversed(MIGRATIONS[OLDEST:]):
        _take_back(store, step)
    with pytest.raises(StoreError, match="older memcon"):
        View.open(store)
    with Writer.open(store) as writer:
        assert settled(store)["held"] == []
        assert writer.settle() == 5
    assert settled(store) == rows
    assert exported(store) == files
