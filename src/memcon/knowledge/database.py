"""The knowledge base as one read-only SQLite file. All SQL of this room stands here.

Coordinates are kept as whole ten-thousandths of a degree (eleven metres), which SQLite
stores in three bytes. ``key`` columns are row numbers, dense and in id order.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from memcon.knowledge import gazetteer
from memcon.knowledge.columns import alias_values, surname_values
from memcon.knowledge.faults import damaged, missing
from memcon.knowledge.rows import Draft, EntityRow, HoldingRow, OfficeRow
from memcon.record import EntityKind

FORMAT: Final = "2"
"""Version of the file's layout; a reader refuses another."""

ENTITIES: Final = """
create table meta (key text primary key, value text not null) without rowid;
create table source (
  name text primary key, licence text not null, version text not null, gives text not null
) without rowid;
create table entity (
  key integer primary key, id text not null unique, name text not null, kind text not null,
  weight real not null, description text, country text, lat integer, lon integer, sector text,
  status text, population integer, begin text, end text,
  card text, card_source text, card_as_of text
);
create table alias (
  norm text not null, entity integer not null, kind integer not null, caps integer not null,
  primary key (norm, entity, kind)
) without rowid;
create table surname (
  word text not null, entity integer not null, primary key (word, entity)
) without rowid;
create table relation (
  subject integer not null, kind text not null, object integer not null,
  primary key (subject, kind, object)
) without rowid;
create index relation_object on relation (object, kind, subject);
create table state (iso text primary key, entity integer not null) without rowid;
create table office (
  key integer primary key, id text not null unique, title text not null, titles text not null,
  of integer not null, role text not null, leads integer not null, as_of text not null
);
create index office_of on office (of);
create table holding (
  office integer not null, person integer not null, begin text not null, end text,
  acting integer not null, source text not null
);
create table lexicon (name text primary key, rows text not null) without rowid;
create index holding_office on holding (office);
create index holding_person on holding (person);
"""
SCHEMA: Final = ENTITIES + gazetteer.SCHEMA

_ORDERS: Final = {
    "source": "name",
    "entity": "key",
    "alias": "norm, entity, kind",
    "surname": "word, entity",
    "relation": "subject, kind, object",
    "state": "iso",
    "office": "key",
    "holding": "office, person, begin, end",
    "lexicon": "name",
    **gazetteer.ORDERS,
}
"""Tables that count for the digest, each with its order."""
SCALE: Final = 10_000
"""Parts of a degree in which coordinates are kept."""

_SELECT_OFFICE: Final = (
    "select o.id, o.title, o.titles, e.id, o.role, o.leads, o.as_of from office o "
    "join entity e on e.key = o.of where "
)
_OFFICES_OF: Final = _SELECT_OFFICE + "e.id = ? order by o.key"
_OFFICE: Final = _SELECT_OFFICE + "o.id = ?"
_SELECT_HOLDING: Final = (
    "select o.id, p.id, h.begin, h.end, h.acting, h.source from holding h "
    "join office o on o.key = h.office join entity p on p.key = h.person where "
)
_HOLDERS: Final = _SELECT_HOLDING + "o.id = ? order by h.begin, o.id, p.id"
_HELD_BY: Final = _SELECT_HOLDING + "p.id = ? order by h.begin, o.id"
_SPELLINGS: Final = """
select key, name from (
  select norm as key, name, weight from alias a join entity e on e.key = a.entity where a.kind <= 1
  union select word, name, weight from surname s join entity e on e.key = s.entity
) where key >= ?1 and key < ?1 || char(1114111) and abs(length(key) - ?2) <= 2
order by weight desc, name
"""


def write(path: Path, draft: Draft) -> str:
    """Writes ``draft``, puts it in place of ``path`` and returns its content digest.

    Rows go in sorted, so equal drafts give equal bytes under one SQLite version, and an
    equal digest under any.
    """
    raw, new = path.with_suffix(".building"), path.with_suffix(".written")
    raw.unlink(missing_ok=True)
    new.unlink(missing_ok=True)
    connection = sqlite3.connect(raw, isolation_level=None)
    try:
        connection.execute("pragma page_size = 4096")
        connection.execute("pragma journal_mode = off")
        connection.executescript(SCHEMA)
        connection.execute("begin")
        _insert_all(connection, draft)
        digest = _digest(connection)
        _insert(connection, "meta", [("digest", digest), ("format", FORMAT)])
        connection.execute("commit")
        connection.execute("analyze")
        connection.execute("vacuum into ?", (str(new),))
    finally:
        connection.close()
        raw.unlink(missing_ok=True)
    new.replace(path)
    return digest


def _insert_all(connection: sqlite3.Connection, draft: Draft) -> None:
    keys = {id: number for number, id in enumerate(sorted(draft.entities), start=1)}
    offices = {id: number for number, id in enumerate(sorted(draft.offices), start=1)}
    _insert(
        connection, "source", sorted((s.name, s.licence, s.version, s.gives) for s in draft.sources)
    )
    _insert(
        connection, "entity", [entity_values(keys[id], draft.entities[id]) for id in sorted(keys)]
    )
    _insert(connection, "alias", sorted(alias_values(draft, keys)))
    _insert(connection, "surname", surname_values(draft, keys))
    _insert(
        connection,
        "relation",
        sorted((keys[r.subject], r.kind, keys[r.object]) for r in draft.relations),
    )
    _insert(connection, "state", sorted((iso, keys[id]) for iso, id in draft.states.items()))
    _insert(connection, "office", _office_values(draft, keys, offices))
    _insert(connection, "holding", _holding_values(draft, keys, offices))
    for table, rows in gazetteer.values(draft):
        _insert(connection, table, rows)
    _insert(connection, "lexicon", sorted(draft.lexicons.items()))


def _office_values(
    draft: Draft, keys: dict[str, int], offices: dict[str, int]
) -> list[tuple[Any, ...]]:
    rows = (draft.offices[id] for id in sorted(offices))
    return [
        (
            *(offices[row.id], row.id, row.title, "\n".join(row.titles)),
            *(keys[row.of], row.role, row.leads, row.as_of),
        )
        for row in rows
    ]


def _holding_values(
    draft: Draft, keys: dict[str, int], offices: dict[str, int]
) -> list[tuple[Any, ...]]:
    rows = (
        (offices[row.office], keys[row.person], row.begin, row.end, row.acting, row.source)
        for row in draft.holdings
    )
    return sorted(rows, key=lambda row: (*row[:3], row[3] or ""))


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608 - own names


def entity_values(key: int, row: EntityRow) -> tuple[Any, ...]:
    """The columns of ``entity``, in order."""
    return (
        *(key, row.id, row.name, row.kind.value, round(row.weight, 3), row.description),
        *(row.country, _scaled(row.lat), _scaled(row.lon), row.sector, row.status),
        *(row.population, row.begin, row.end, row.card, row.card_source, row.card_as_of),
    )


def _scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * SCALE)


def _digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over all rows of all tables in key order, whatever the file's bytes."""
    hashed = hashlib.sha256()
    for table, order in _ORDERS.items():
        for row in connection.execute(f"select * from {table} order by {order}"):  # noqa: S608
            hashed.update(repr((table, row)).encode())
    return hashed.hexdigest()


class Database:
    """Reads one file; ``ResourceError`` where it is missing, damaged or of another layout."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise missing(path)
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            found = self._connection.execute(
                "select value from meta where key = 'format'"
            ).fetchone()
        except sqlite3.Error as error:
            raise damaged(path, str(error)) from error
        if found is None or found[0] != FORMAT:
            raise damaged(path, f"layout {found and found[0]}, this memcon reads {FORMAT}")

    @cached_property
    def gazetteer(self) -> gazetteer.Gazetteer:
        """Small places, which are looked up one by one."""
        return gazetteer.Gazetteer(self._rows)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def meta(self) -> dict[str, str]:
        """Digest and layout of the file."""
        return dict(self._rows("select key, value from meta"))

    def sources(self) -> list[tuple[str, str, str, str]]:
        """Name, licence, version and contribution of every source."""
        return self._rows("select name, licence, version, gives from source order by name")

    def counts(self) -> dict[str, int]:
        """Entities by kind, without mere references to entities of other files."""
        query = "select kind, count(*) from entity where weight > 0 group by kind order by kind"
        return dict(self._rows(query))

    def beginning(self, words: str, limit: int) -> list[str]:
        """Keys of names that are or begin with folded words, at most ``limit`` of one file."""
        found = self._rows(
            "select distinct norm from alias where norm = ? union all "
            "select distinct norm from alias where norm >= ? and norm < ? limit ?",
            *(words, words + " ", words + "!", limit),  # "!" comes next after the space
        )
        return [row[0] for row in found]

    def same(self) -> dict[str, str]:
        """Ids of other files by the better ids of this one; empty in a file that was built."""
        has = self._rows("select 1 from sqlite_master where name = 'same'")
        return dict(self._rows("select other, id from same")) if has else {}

    def aliases(self, norm: str) -> list[tuple[str, int, int, float, str | None, str | None]]:
        """Id, alias kind, capitals, weight, begin and end of all that ``norm`` may name."""
        return self._rows(
            "select e.id, a.kind, a.caps, e.weight, e.begin, e.end "
            "from alias a join entity e on e.key = a.entity where a.norm = ?",
            norm,
        )

    def lexicon(self, name: str) -> list[dict[str, Any]]:
        """The rows of a word list (``stopwords``, ``roles``); none where the file has no such."""
        found = self._rows("select rows from lexicon where name = ?", name)
        return json.loads(found[0][0]) if found else []

    def people(self, surname: str) -> list[str]:
        """Ids of people whose name ends in a folded word."""
        found = self._rows(
            "select e.id from surname s join entity e on e.key = s.entity where s.word = ? "
            "order by e.weight desc, e.id",
            surname,
        )
        return [row[0] for row in found]

    def spellings(self, first: str, length: int) -> list[tuple[str, str]]:
        """Keys of names and surnames of about a length that begin so, and who bears them."""
        return self._rows(_SPELLINGS, first, length)

    def is_surname(self, word: str) -> bool:
        """Whether somebody's name ends in a folded word."""
        return bool(self._rows("select 1 from surname where word = ? limit 1", word))

    def entity(self, id: str) -> EntityRow | None:
        """One entity."""
        found = self._rows(
            "select id, name, kind, weight, description, country, lat, lon, sector, status, "
            "population, begin, end, card, card_source, card_as_of from entity where id = ?",
            id,
        )
        return _entity_row(found[0]) if found else None

    def state(self, iso: str) -> str | None:
        """Entity id of a state by alpha-3 code."""
        found = self._rows(
            "select e.id from state s join entity e on e.key = s.entity where s.iso = ?", iso
        )
        return found[0][0] if found else None

    def states(self) -> dict[str, str]:
        """Entity ids of all states and territories by alpha-3 code."""
        return dict(
            self._rows(
                "select s.iso, e.id from state s join entity e on e.key = s.entity order by s.iso"
            )
        )

    def objects(self, subject: str, kind: str) -> list[str]:
        """Ids to which ``subject`` stands in a relation."""
        found = self._rows(
            "select o.id from relation r join entity s on s.key = r.subject "
            "join entity o on o.key = r.object where s.id = ? and r.kind = ? order by o.id",
            subject,
            kind,
        )
        return [row[0] for row in found]

    def subjects(self, object: str, kind: str) -> list[str]:
        """Ids that stand in a relation to ``object``."""
        found = self._rows(
            "select s.id from relation r join entity s on s.key = r.subject "
            "join entity o on o.key = r.object where o.id = ? and r.kind = ? order by s.id",
            object,
            kind,
        )
        return [row[0] for row in found]

    def offices(self, *, of: str | None = None, id: str | None = None) -> list[OfficeRow]:
        """Offices of an entity, or the one office with an id."""
        query, value = (_OFFICES_OF, of) if id is None else (_OFFICE, id)
        found = self._rows(query, value)
        return [
            OfficeRow(
                id=row[0],
                title=row[1],
                titles=tuple(row[2].split("\n")) if row[2] else (),
                of=row[3],
                role=row[4],
                leads=bool(row[5]),
                as_of=row[6],
            )
            for row in found
        ]

    def holdings(self, *, office: str | None = None, person: str | None = None) -> list[HoldingRow]:
        """All who held an office, or all offices that a person held, in order of begin."""
        query, value = (_HOLDERS, office) if person is None else (_HELD_BY, person)
        found = self._rows(query, value)
        return [
            HoldingRow(
                office=row[0],
                person=row[1],
                begin=row[2],
                end=row[3],
                acting=bool(row[4]),
                source=row[5],
            )
            for row in found
        ]

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise damaged(self.path, str(error)) from error


def _entity_row(found: Sequence[Any]) -> EntityRow:
    return EntityRow(
        id=found[0],
        name=found[1],
        kind=EntityKind(found[2]),
        weight=found[3],
        description=found[4],
        country=found[5],
        lat=None if found[6] is None else found[6] / SCALE,
        lon=None if found[7] is None else found[7] / SCALE,
        sector=found[8],
        status=found[9],
        population=found[10],
        begin=found[11],
        end=found[12],
        card=found[13],
        card_source=found[14],
        card_as_of=found[15],
    )
