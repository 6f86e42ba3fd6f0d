"""Stores to test with: files of SQLite, and a PostgreSQL server that lives as long as the tests."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.postgres import serving

GIVEN: Final = "MEMCON_TEST_POSTGRES"
"""Names a server to test on, as ``postgresql://…``; its user may make databases."""

REQUIRED: Final = "MEMCON_TEST_REQUIRE_POSTGRES"
"""Set where the tests must not be left out for want of a server."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with serving() as address:
        if address is None:
            if os.environ.get(REQUIRED):
                pytest.fail("tests on PostgreSQL are required, and there is no server to run")
            pytest.skip(f"no PostgreSQL here and no address in {GIVEN}")
        yield address


def _manage(server: str, command: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


@pytest.fixture
def new_database(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Gives the address of a new, empty PostgreSQL database each time it is called."""
    names: list[str] = []

    def create() -> str:
        names.append(f"memcon_{uuid.uuid4().hex}")
        _manage(postgres_server, f"CREATE DATABASE {names[-1]}")
        url = make_url(postgres_server).set(database=names[-1])
        return url.render_as_string(hide_password=False)

    yield create
    for name in names:
        _manage(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a store that is not there yet, on each engine."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: str(tmp_path / f"memcon{next(numbers)}.db")
    create: Callable[[], str] = request.getfixturevalue("new_database")
    return create


@pytest.fixture
def store(new_store: Callable[[], str]) -> str:
    """A store that is not there yet, on each engine."""
    return new_store()
