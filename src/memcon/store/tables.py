"""The tables as queries name them; :mod:`memcon.store.migrations` makes them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()


def _table(name: str, *columns: Column[str] | Column[int] | Column[bytes] | Column[float]) -> Table:
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
    _number("superseded"),
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
    *map(_count, ("reports", "mentions")),
)
appearance: Final = _table(
    "appearance", _text("entity", key=True), _number("article", key=True), _count("mentions")
)
called: Final = _table(
    "called", _text("name", key=True), _text("entity", key=True), _count("mentions")
)

unsettled: Final = _table("unsettled", _number("article", key=True))
resolver: Final = _table("resolver", _number("version", key=True))
sketch: Final = _table("sketch", _number("article", key=True), _number("week"))
band: Final = _table("band", _number("band", key=True), _number("article", key=True))
copy: Final = _table(
    "copy",
    _number("article", key=True),
    _number("source"),
    Column("score", Float),
    _text("reason"),
)
bearer: Final = _table(
    "bearer",
    _text("entity", key=True),
    _number("article", key=True),
    *map(_text, ("shelf", "name", "day", "part", "identity", "called", "body")),
)
told: Final = _table("told", _number("article", key=True), Column("tellings", LargeBinary))
clue: Final = _table(
    "clue",
    _number("clue", key=True),
    _count("first"),
    _count("last"),
    _count("lone"),
    _number("fact", key=True),
)
link: Final = _table(
    "link", _number("one", key=True), _number("other", key=True), Column("score", Float)
)
answer: Final = _table(
    "answer",
    *(_text(name, key=True) for name in ("party", "asker", "told")),
    _number("fact", key=True),
    _number("article"),
)
happening: Final = _table(
    "happening",
    _number("number", key=True),
    *map(_text, ("id", "type", "status", "day", "first", "last", "body")),
)
member: Final = _table("member", _number("fact", key=True), _number("happening"), _number("part"))
share: Final = _table(
    "share",
    *(_text(name, key=True) for name in ("entity", "part", "day", "last", "first", "type")),
    _number("happening", key=True),
)
held: Final = _table(
    "held",
    _number("fact", key=True),
    _text("id"),
    _number("article"),
    *map(_text, ("holder", "name", "topic", "rank", "day", "issue", "claim", "stance", "teller")),
    _number("root"),
    _number("of"),
    *map(_text, ("shelf", "kin", "change", "body", "shown")),
)
notice: Final = _table(
    "notice",
    _text("id", key=True),
    *map(_text, ("owner", "kind", "day", "since", "until", "asker", "addressee", "body")),
)
noticed: Final = _table("noticed", _number("fact", key=True), _text("notice", key=True))
kept_search: Final = _table(
    "kept_search", _text("id", key=True), *map(_text, ("name", "query", "author", "made"))
)
