"""The SQL of adding: a work file that gathers one large source, and the file it becomes.

Rows and how far the source has been read are committed together, so work that stops goes on
where it was. The file that readers use is written at the end and put in place by one rename.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from memcon.errors import ResourceError
from memcon.knowledge.adding.found import Found, Term
from memcon.knowledge.adding.naming import name_rows
from memcon.knowledge.adding.sql import (
    BEARERS,
    BODIES,
    DESCEND,
    ENTITY,
    EXTRA,
    POSTS,
    SETTLE,
    STAGING,
    WRITE,
)
from memcon.knowledge.adding.staging import row_of, staged
from memcon.knowledge.database import FORMAT, SCHEMA, entity_values, write
from memcon.knowledge.rows import Draft, EntityRow, HoldingRow, OfficeRow, SourceRow
from memcon.record import EntityKind

BATCH: Final = 20_000
"""Things gathered in memory before they are written."""


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post that people of the source held: with the body it belongs to, and its role there."""

    key: int
    title: str
    body: int
    role: str | None


class Work:
    """The work file of one source. What is put in counts once ``commit`` was called."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._fingerprint = fingerprint
        self._waiting: list[Found] = []
        self._names: list[tuple[Any, ...]] = []
        self._connection = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _begin(self) -> sqlite3.Connection:
        """Opens the work of an earlier try on the same source, or begins anew."""
        connection = _connect(self.path)
        found = None
        with suppress(sqlite3.Error):
            found = connection.execute("select fingerprint from progress").fetchone()
        if found == (self._fingerprint,):
            return connection
        connection.close()
        remove(self.path)
        connection = _connect(self.path)
        connection.executescript(SCHEMA + STAGING)
        connection.execute("insert into progress values (?, 0, '{}')", (self._fingerprint,))
        connection.execute("commit") if connection.in_transaction else None
        return connection

    @property
    def at(self) -> int:
        """How far the source was read when last committed, as the reader counts it."""
        return int(self._value("select at from progress"))

    @property
    def counts(self) -> dict[str, Any]:
        """What the reader counted until then."""
        return dict(json.loads(self._value("select counts from progress")))

    def put(self, found: Found) -> bool:
        """Takes one thing; ``True`` where so many wait that a commit is due."""
        self._waiting.append(found)
        return len(self._waiting) >= BATCH

    def put_name(self, key: int, text: str) -> bool:
        """Takes one more name of a thing; ``True`` where a commit is due."""
        self._names += [(norm, key, *rest) for norm, *rest in name_rows((text,))]
        return len(self._names) >= BATCH

    def commit(self, at: int, counts: Mapping[str, Any]) -> None:
        """Writes what waits together with how far the source has been read."""
        self._run("begin immediate")
        for table, values in staged(self._waiting).items():
            self._insert(table, values)
        self._insert("name", self._names)
        self._run("update progress set at = ?, counts = ?", at, json.dumps(dict(counts)))
        self._run("commit")
        self._waiting.clear()
        self._names.clear()

    # kinds

    def settle(self, roots: Iterable[tuple[int, str, str | None, int]]) -> None:
        """Gives every entity with classes the kind of the nearest root above them.

        A root is a class with the kind and the sector of its instances, and a rank that
        decides between roots as near.
        """
        self._run("begin")
        self._run("delete from kind")
        self._many("insert or ignore into kind values (?, ?, ?, 0, ?)", roots)
        depth = 0
        while self._run(DESCEND, depth).rowcount:
            depth += 1
        self._run("create index if not exists class_entity on class (entity)")
        self._run(SETTLE)
        self._run("commit")

    # questions before the end

    def posts(self) -> list[PostRow]:
        """The posts that somebody held and whose body is known."""
        return [PostRow(*row) for row in self._run(POSTS).fetchall()]

    def terms(self, post: int) -> list[Term]:
        """All terms in one post."""
        rows = self._run("select distinct * from term where post = ? order by begin, person", post)
        return [Term(*row) for row in rows.fetchall()]

    def bearers(self, norm: str) -> list[tuple[int, EntityRow]]:
        """Settled entities with a folded name of their own, by key."""
        found = self._run(BEARERS, norm).fetchall()
        return [(key, row_of(rest)) for key, *rest in found]

    def entity(self, key: int) -> EntityRow | None:
        """One settled entity, as far as others are compared with it."""
        found = self._run(ENTITY, key).fetchone()
        return row_of(found) if found else None

    def bodies_of(self, person: int) -> set[int]:
        """The bodies in whose posts a person was."""
        return {row[0] for row in self._run(BODIES, person).fetchall()}

    def index_names(self) -> None:
        """Makes names findable; called when all are in."""
        self._run("create index if not exists name_norm on name (norm)")
        self._run("create index if not exists term_post on term (post)")
        self._run("create index if not exists term_person on term (person)")

    def put_same(self, rows: Iterable[tuple[str, int]]) -> None:
        """Takes ids of other files for entities of this one."""
        self._many("insert or ignore into same values (?, ?)", rows)

    # the end

    def write(self, target: Path, *, source: SourceRow, offices: Iterable[Office]) -> Counts:
        """Writes the file for readers, puts it in place of ``target`` and ends the work."""
        new = target.with_name(f"{target.name}.new")
        remove(new)
        try:
            self._run("attach ? as out", str(new))
            self._write_tables(source)
            self._write_offices(offices)
            counts = self._count()
            self._run("insert into out.meta values ('names', ?)", str(counts.names))
            self._run("detach out")
        except ResourceError:
            self._connection.close()
            remove(new)
            raise
        new.replace(target)
        self._connection.close()
        remove(self.path)
        return counts

    def _write_tables(self, source: SourceRow) -> None:
        self._run("pragma out.journal_mode = off")
        for statement in (SCHEMA + EXTRA).split(";"):
            made = statement.replace("create table ", "create table out.", 1)
            self._run(made.replace("create index ", "create index out.", 1))
        self._run("begin")
        for statement in WRITE:
            self._run(statement)
        self._run(
            "insert into out.source values (?, ?, ?, ?)",
            *(source.name, source.licence, source.version, source.gives),
        )
        meta = (("digest", self._fingerprint), ("format", FORMAT))
        self._many("insert into out.meta values (?, ?)", meta)
        self._run("commit")

    def _write_offices(self, offices: Iterable[Office]) -> None:
        self._run("begin")
        for number, office in enumerate(offices, start=1):
            self._write_office(number, office)
        self._run("commit")

    def _write_office(self, number: int, office: Office) -> None:
        row = office.row
        if office.reference is not None:
            self._insert("out.entity", [entity_values(office.body, office.reference)])
        values = (number, row.id, row.title, "\n".join(row.titles), office.body)
        self._insert("out.office", [(*values, row.role, row.leads, row.as_of)])
        self._many(
            "insert into out.holding select ?, ?, ?, ?, ?, ? "
            "where exists (select 1 from out.entity where key = ?)",
            (
                (number, person, held.begin, held.end, held.acting, held.source, person)
                for person, held in office.terms
            ),
        )

    def _count(self) -> Counts:
        tables = ("entity where weight > 0", "alias", "holding", "same")
        found = (self._value(f"select count(*) from out.{table}") for table in tables)  # noqa: S608
        return Counts(*found)

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            query = f"insert or replace into {table} values ({marks})"  # noqa: S608  # own names
            self._many(query, rows)

    def _value(self, query: str) -> Any:  # noqa: ANN401  # one cell
        return self._run(query).fetchone()[0]

    def _run(self, query: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise ResourceError(f"{self.path}: {error}") from error

    def _many(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            self._connection.executemany(query, rows)
        except sqlite3.Error as error:
            raise ResourceError(f"{self.path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Office:
    """An office to be written, with its terms by the persons' keys.

    ``body`` is the key of its body, ``reference`` a row to stand for that where the source
    does not hold it.
    """

    row: OfficeRow
    body: int
    reference: EntityRow | None
    terms: tuple[tuple[int, HoldingRow], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a written file."""

    entities: int
    names: int
    terms: int
    joined: int


def remove(path: Path) -> None:
    """Removes a database file with its journals."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def write_draft(target: Path, draft: Draft, same: Mapping[str, str]) -> None:
    """Writes a small file whole and puts it in place of ``target`` by one rename.

    ``same`` gives the ids under which other files know its entities.
    """
    new = target.with_suffix(".new")
    write(new, draft)
    connection = sqlite3.connect(new)
    try:
        connection.executescript(EXTRA)
        connection.executemany("insert into same values (?, ?)", sorted(same.items()))
        connection.commit()
    finally:
        connection.close()
    new.replace(target)


def ids(path: Path, prefix: str) -> list[str]:
    """The ids of a finished file that begin so."""
    connection = _read_only(path)
    try:
        query = "select id from entity where substr(id, 1, ?) = ? order by id"
        return [row[0] for row in connection.execute(query, (len(prefix), prefix))]
    finally:
        connection.close()


def names_of(path: Path) -> dict[str, list[tuple[str, int]]]:
    """All folded names of a finished file with their kinds, by the id of what they name."""
    connection = _read_only(path)
    found: dict[str, list[tuple[str, int]]] = {}
    try:
        query = "select e.id, a.norm, a.kind from alias a join entity e on e.key = a.entity"
        for id, norm, kind in connection.execute(query):
            found.setdefault(id, []).append((norm, kind))
    finally:
        connection.close()
    return found


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


class Pages:
    """English Wikipedia titles of the entities of an added file; empty for another file."""

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        if path.is_file():
            self._connection = _read_only(path)

    def close(self) -> None:
        """Closes the file."""
        if self._connection:
            self._connection.close()

    def find(self, title: str) -> tuple[str, EntityKind] | None:
        """Id and kind of the entity of a page."""
        if self._connection is None:
            return None
        with suppress(sqlite3.Error):
            query = "select e.id, e.kind from page p join entity e on e.key = p.entity "
            found = self._connection.execute(query + "where p.title = ?", (title,)).fetchone()
            return (found[0], EntityKind(found[1])) if found else None
        return None


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma cache_size = -65536")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise ResourceError(f"{path} is in use: the source is being added already") from error
        connection.close()
        remove(path)
        return _connect(path)
    return connection
