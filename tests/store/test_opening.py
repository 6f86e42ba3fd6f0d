"""Opening a store: what is none is told of clearly, and two writers never harm each other."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from memcon.errors import SourceError, StoreError, UsageError
from memcon.store import View, Writer, tables
from memcon.store.connecting import open_writing, writing
from memcon.store.location import described, locate
from memcon.store.migrations import MIGRATIONS, NEWEST, version_of
from tests import dossier
from tests import factories as make

ROOT = Path(__file__).parent.parent.parent


def _upgraded(store: str) -> list[tuple[int, str]]:
    engine = create_engine(locate(store), connect_args={})
    with engine.connect() as connection:
        schema = "" if engine.dialect.name == "sqlite" else "memcon."
        rows = connection.execute(text(f"SELECT number, name FROM {schema}migration ORDER BY 1"))  # noqa: S608
        found = [(row.number, row.name) for row in rows]
    engine.dispose()
    return found


def test_steps_are_numbered_and_recorded(store: str) -> None:
    """A new store has all steps on record, each once, however often it is opened."""
    for _ in range(2):
        Writer.open(store).close()
    assert _upgraded(store) == [(step.number, step.name) for step in MIGRATIONS]
    assert [step.number for step in MIGRATIONS] == list(range(1, NEWEST + 1))


def test_queries_and_steps_agree(store: str) -> None:
    """The tables that queries name have the columns that the steps made."""
    Writer.open(store).close()
    engine = open_writing(locate(store), wait_s=5)
    with writing(engine, wait_s=5) as connection:
        found = inspect(connection)
        for name, table in tables.METADATA.tables.items():
            made = {column["name"] for column in found.get_columns(name)}
            assert {column.name for column in table.columns} <= made, name
        assert version_of(connection) == NEWEST
    engine.dispose()


def test_a_step_that_fails_leaves_nothing(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are all or nothing: after a fault the store is as empty as before, and can be made."""
    broken = (*MIGRATIONS, type(MIGRATIONS[0])(NEWEST + 1, "broken", common=("CREATE NONSENSE",)))
    monkeypatch.setattr("memcon.store.migrations.MIGRATIONS", broken)
    with pytest.raises(StoreError, match="NONSENSE"):
        Writer.open(store)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="is no memcon store"):
        View.open(store)
    Writer.open(store).close()
    View.open(store).close()


def test_a_newer_store_is_left_alone(store: str) -> None:
    """What a newer memcon wrote is neither read nor changed."""
    with Writer.open(store):
        engine = open_writing(locate(store), wait_s=5)
        with writing(engine, wait_s=5) as connection:
            row = {"number": NEWEST + 1, "name": "later", "applied": "2099"}
            connection.execute(tables.migration.insert(), [row])
        engine.dispose()
    for open_store in (View.open, Writer.open):
        with pytest.raises(StoreError, match="written by a newer memcon"):
            open_store(store)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    """Files that are missing, no database, or another program's are told of and left alone."""
    other, note = tmp_path / "other.db", tmp_path / "note.txt"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    note.write_text("no database at all, but long enough to look at\n" * 20, "utf-8")
    for path in (other, note):
        before = path.read_bytes()
        for open_store in (View.open, Writer.open):
            with pytest.raises(StoreError, match=r"no memcon store|another program"):
                open_store(str(path))
        assert path.read_bytes() == before
    with pytest.raises(StoreError, match="there is no store"):
        View.open(str(tmp_path / "missing.db"))
    with pytest.raises(StoreError, match="is its folder there"):
        Writer.open(str(tmp_path / "nowhere" / "memcon.db"))


@pytest.mark.parametrize("address", ["mysql://x/y", "", ":memory:", "sqlite://", "://"])
def test_addresses_of_no_store_are_wrong_usage(address: str) -> None:
    """Only paths, sqlite:/// and postgresql:// name a store."""
    with pytest.raises(UsageError, match="--store"):
        locate(address)


def test_passwords_are_never_shown() -> None:
    """An address is named without its password, also where the server is not there."""
    url = locate("postgresql://ana:secret@127.0.0.1:1/db")
    assert "secret" not in described(url)
    assert "ana" in described(url)
    with pytest.raises(StoreError) as caught:
        View.open("postgresql://ana:secret@127.0.0.1:1/db", wait_s=2)
    assert "secret" not in str(caught.value)


def test_a_view_changes_nothing(store: str) -> None:
    """Whoever asks cannot write, whatever they try."""
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(1)))
    with View.open(store) as view:
        with pytest.raises(StoreError, match=r"read-?only"), view._moment() as connection:
            connection.execute(tables.article.delete())
        assert view.counts()["article"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_view_of_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    """A store on a medium that is read-only can be asked."""
    store = tmp_path / "shelf" / "memcon.db"
    store.parent.mkdir()
    with Writer.open(str(store)) as writer:
        writer.add(list(dossier.records(1)))
    command = [
        sys.executable,
        "-c",
        f"from memcon.store import View; View.open({str(store)!r}).timeline()",
    ]
    store.parent.chmod(0o555)
    try:
        assert subprocess.run(command, check=False).returncode == 0  # noqa: S603  # ourselves
    finally:
        store.parent.chmod(0o755)


def test_a_second_writer_waits_or_fails_clearly(store: str) -> None:
    """While one writes another waits; where that takes too long it says who is in the way."""
    first = Writer.open(store)
    second = Writer.open(store, wait_s=0.2)
    (record,) = dossier.records(1)
    with first._transaction(), pytest.raises(StoreError, match="another memcon is writing"):
        second.add([record])
    assert second.add([record]) == ("added",)
    first.close()
    second.close()


def test_writers_at_once_keep_everything_once(store: str) -> None:
    """Several adders of the same reports at the same time add each report once."""
    records = list(dossier.records(12))
    outcomes: list[str] = []

    def add(start: int) -> None:
        with Writer.open(store) as writer:
            for record in records[start:] + records[:start]:
                outcomes.extend(writer.add([record]))

    adders = [threading.Thread(target=add, args=(start,)) for start in (0, 4, 8)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    assert sorted(outcomes) == ["added"] * 12 + ["same"] * 24
    with View.open(store) as view:
        assert [one.article.id for one in view.records()] == sorted(
            one.article.id for one in records
        )


def test_texts_that_no_store_can_hold_are_named(store: str) -> None:
    """A NUL in a text is the fault of that report alone."""
    record = make.record(make.article("Talks\0 go on."))
    with Writer.open(store) as writer, pytest.raises(SourceError, match=r"report\.txt: holds NUL"):
        writer.add([record])


def test_any_text_comes_back(store: str) -> None:
    """Signs of all planes, quotation marks and backslashes are kept as they are."""
    article = make.article("“Мир” 🕊️ said 'x' \\ \"y\"; DROP TABLE article; %s :a {b}\u2028 end.")
    record = make.record(article, [make.statement(article, "🕊️ said 'x'")])
    with Writer.open(store) as writer:
        writer.add([record])
    with View.open(store) as view:
        assert list(view.records()) == [record]
        assert view.statements()[0]["quote"] == "🕊️ said 'x'"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_kill_loses_nothing_that_was_told(engine: str, request: pytest.FixtureRequest) -> None:
    """Killed at a random moment, adding again gives the store of an undisturbed run."""
    server = request.getfixturevalue("postgres_server") if engine == "postgresql" else None
    command = [sys.executable, "-m", "benchmarks.crash", "--kills", "2", "--reports", "12"]
    if server is not None:
        make_database: Callable[[], str] = request.getfixturevalue("new_database")
        command += ["--at", make_database()]
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "2 kills, 2 equal stores"


def test_a_store_may_be_made_by_its_first_report(tmp_path: Path) -> None:
    """Where nothing could be read no empty store is left; the first report makes it."""
    path = tmp_path / "new.db"
    (record,) = dossier.records(1)
    with Writer.open_later(str(path)) as writer:
        assert not writer.holds(record.article, made_by=record.made_by)
        writer.note_run(made_by=None, started="2026", counts={"failed": 1})
        assert writer.settle() == 0
    assert not path.exists()
    with Writer.open_later(str(path)) as writer:
        assert writer.add([record]) == ("added",)
        assert writer.holds(record.article, made_by=record.made_by)
    with Writer.open_later(str(path)) as writer:
        assert writer.add([record]) == ("same",)
    with pytest.raises(StoreError, match="cannot be opened"):
        Writer.open_later(str(tmp_path / "nowhere" / "new.db"))
