"""The tables as queries name them; :mod:`memcon.store.migrations` makes them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()


def _table(name: str, *columns: Column[str] | Column[int] | Column[bytes]) -> Table:
    return Table(name, METADATA, *columns)


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key)


def _count(name: str) -> Column[int]:
    return Column(name, Integer)


migration: Final = _table("migration", _number("number", key=True), _text("name"), _text("applied"))
reader: Final = _table("reader", _text("id", key=True), _text("parts"))
article: Final = _table(
    "article",
    _number("number", key=True),
    *map(_text, ("id", "source", "url", "title", "site", "published")),
    *map(_text, ("digest", "reader", "about", "text")),
)
reading: Final = _table(
    "reading",
    _number("article", key=True),
    _text("kind", key=True),
    _count("version"),
    _text("reader"),
    Column("facts", LargeBinary),
)
correction: Final = _table(
    "correction",
    _text("id", key=True),
    *map(_text, ("kind", "target", "article", "entity", "author", "made", "body")),
)
run: Final = _table(
    "run",
    _number("number", key=True),
    *map(_text, ("reader", "started", "ended")),
    *map(_count, ("added", "changed", "same", "failed")),
)
fact: Final = _table(
    "fact",
    _number("number", key=True),
    _text("id"),
    _number("article"),
    *map(_text, ("kind", "topic", "status", "day", "last")),
    *map(_count, ("start", "end")),
    *map(_text, ("words", "body")),
)
role: Final = _table(
    "role",
    *(_text(name, key=True) for name in ("entity", "part", "last", "day", "kind")),
    _number("fact", key=True),
)
entity: Final = _table(
    "entity",
    _text("id", key=True),
    *map(_text, ("name", "kind", "country", "as_of", "body")),
)
appearance: Final = _table(
    "appearance", _text("entity", key=True), _number("article", key=True), _count("mentions")
)
called: Final = _table(
    "called", _text("name", key=True), _text("entity", key=True), _count("mentions")
)
