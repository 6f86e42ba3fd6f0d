"""The one writer of a store: adds records and corrections, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any, Final, Literal, Self

from sqlalchemy import URL, Connection, Engine, inspect, select, text

from memcon.errors import StoreError
from memcon.record import Article, Record
from memcon.record.codec import article_to_dict
from memcon.record.correction import Correction, corrected
from memcon.store import tables
from memcon.store.connecting import MARK, SCHEMA, open_writing, writing
from memcon.store.judging import load_all, load_corrections, shown, write_correction
from memcon.store.keeping import (
    insert_article,
    load_record,
    newer_kinds,
    refold,
    update_article,
    write_reader,
)
from memcon.store.location import described, is_file, locate, path_of
from memcon.store.migrations import migrate, version_of
from memcon.store.packing import Parcel, digest_of, pack, reader_id
from memcon.store.revising import revise
from memcon.store.searches import KeptSearch, drop_search, list_searches, write_search
from memcon.store.settling import Settler, mark_all_where_older

Touched = dict[int, Record | None]
"""Numbers of articles that are to be settled, with what was read in them where it is at hand."""
Outcome = Literal["added", "changed", "same"]
BATCH: Final = 200
"""Reports that are resolved in one transaction."""
WAIT_S: Final = 30.0
"""How long a writer waits for another, in seconds."""


def utc_now() -> str:
    """The time now, as ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writer:
    """Writes a store; made by :meth:`open`, closed by ``with``.

    A second writer of the same store waits for the transactions of the first, and fails with
    ``StoreError`` where one takes too long.
    """

    def __init__(self, url: URL, *, wait_s: float, now: Callable[[], str]) -> None:
        self._url = url
        self._opened: Engine | None = None
        self._wait_s = wait_s
        self._now = now
        self._settler = Settler()

    @classmethod
    def open(cls, store: str, *, wait_s: float = WAIT_S, now: Callable[[], str] = utc_now) -> Self:
        """Open a store, made where there is none and brought to the newest schema.

        ``store`` is a path or a ``postgresql://`` address. Raises ``UsageError`` where it is
        neither and ``StoreError`` where it cannot be opened.
        """
        writer = cls(locate(store), wait_s=wait_s, now=now)
        writer._ready()
        return writer

    @classmethod
    def open_later(cls, store: str) -> Self:
        """As :meth:`open`, but where there is no file yet, the first report that is kept makes it.

        So nothing is left behind by what cannot be read.
        """
        writer = cls(locate(store), wait_s=WAIT_S, now=utc_now)
        path = path_of(writer._url)
        if not is_file(writer._url) or path.exists() or not path.parent.is_dir():
            writer._ready()
        return writer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None:
            self._opened.dispose()

    def holds(self, article: Article, *, made_by: Mapping[str, str]) -> bool:
        """Whether this article is kept as these parts read it, so that it need not be read."""
        if self._opened is None:
            return False
        with self._transaction() as connection:
            kept = _find(connection, article.id)
        return kept is not None and (kept.digest, kept.reader) == (
            digest_of(article_to_dict(article)),
            reader_id(made_by),
        )

    def add(self, records: Sequence[Record]) -> tuple[Outcome, ...]:
        """Keep records in one transaction; says for each what became of it.

        A record that is kept already is left as it is; facts of a newer stage or of other models
        take the place of the older ones, corrections stay in force. Raises ``StoreError``, or
        ``SourceError`` for a text that no store can hold, and then keeps none of them.
        """
        parcels = [(record, pack(record)) for record in records]
        with self._settling() as (connection, touched):
            return tuple(_add(connection, record, parcel, touched) for record, parcel in parcels)

    def settle(self, *, most: int = BATCH) -> int:
        """Resolve what an older memcon has kept across reports, some in each transaction.

        Gives how many reports there were. What is added is resolved with it and needs no more.
        """
        count = 0
        while self._opened is not None:
            with self._settling() as (connection, _):
                some = self._settler.settle_some(connection, most=most)
            count += some
            if some < most:
                break
        return count

    def correct(self, correction: Correction) -> None:
        """Keep a correction and put it in force; raises ``StoreError``."""
        with self._settling() as (connection, touched):
            numbers = _concerned(connection, correction)
            before = {number: shown(connection, number) for number in numbers}
            write_correction(connection, correction)
            for number, record in before.items():
                found = load_corrections(connection, article=record.article.id)
                refold(connection, number, found, before=record)
            touched.update(dict.fromkeys([*before, *_beside(connection, correction)]))

    def searches(self) -> list[KeptSearch]:
        """The searches that are kept, by name."""
        with self._transaction() as connection:
            return list_searches(connection)

    def keep_search(self, one: KeptSearch) -> None:
        """Keep a search; raises ``StoreError``."""
        with self._transaction() as connection:
            write_search(connection, one)

    def drop_search(self, id: str) -> bool:
        """Forget a search; says whether there was one."""
        with self._transaction() as connection:
            return drop_search(connection, id)

    def note_run(
        self, *, made_by: Mapping[str, str] | None, started: str, counts: Mapping[str, int]
    ) -> None:
        """Remember that sources were added: by which parts, when, and how many of each outcome."""
        if self._opened is None:
            return
        reader = reader_id(made_by) if made_by is not None else None
        names = ("added", "changed", "same", "failed")
        values = {name: counts.get(name, 0) for name in names}
        with self._transaction() as connection:
            connection.execute(
                tables.run.insert().values(
                    reader=reader, started=started, ended=self._now(), **values
                )
            )

    @contextmanager
    def _settling(self) -> Iterator[tuple[Connection, Touched]]:
        """A transaction at whose end all is settled that it says it touched."""
        is_done = False
        try:
            with self._transaction() as connection:
                touched: Touched = {}
                yield connection, touched
                self._settler.settle(connection, touched)
            is_done = True
        finally:
            if not is_done:
                self._settler.forget()

    def _transaction(self) -> AbstractContextManager[Connection]:
        return writing(self._ready(), wait_s=self._wait_s)

    def _ready(self) -> Engine:
        """The open store, of the newest schema."""
        if self._opened is not None:
            return self._opened
        engine = open_writing(self._url, wait_s=self._wait_s)
        with ExitStack() as stack:
            stack.callback(engine.dispose)  # unless all goes well
            with writing(engine, wait_s=self._wait_s) as connection:
                _prepare(connection, self._url, now=self._now())
                mark_all_where_older(connection)
            stack.pop_all()
        self._opened = engine
        return engine


def _prepare(connection: Connection, url: URL, *, now: str) -> None:
    """The newest schema, in a file that is ours or new."""
    where = described(url)
    if not is_file(url):
        if not inspect(connection).has_schema(SCHEMA):  # asked first: to make one takes a right
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    elif not version_of(connection):
        if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
            raise StoreError(f"{where} is a database of another program")
        connection.execute(text(f"PRAGMA application_id = {MARK}"))
    migrate(connection, where=where, now=now)


def _find(connection: Connection, article_id: str) -> Any:  # noqa: ANN401  # a row of three columns
    kept = tables.article.c
    query = select(kept.number, kept.digest, kept.reader, kept.source)
    return connection.execute(query.where(kept.id == article_id)).first()


def _add(connection: Connection, record: Record, parcel: Parcel, touched: Touched) -> Outcome:
    kept = _find(connection, parcel.article["id"])
    if kept is None:
        write_reader(connection, parcel)
        number = insert_article(connection, parcel)
        corrections = load_corrections(connection, article=record.article.id)
        refold(connection, number, corrections, read=record)
        touched[number] = record
        gone = revise(connection, number, record)
        touched.update(dict.fromkeys(gone))
        _take_over(connection, number, record, gone)
        return "changed" if gone else "added"
    if _keep_source(connection, kept, parcel.article["source"]):
        touched[kept.number] = None
    if (kept.digest, kept.reader) == (parcel.digest, parcel.reader):
        return "same"
    is_other = kept.digest != parcel.digest
    kinds = list(parcel.kinds) if is_other else newer_kinds(connection, kept.number, parcel)
    if not kinds:
        return "same"
    touched[kept.number] = None
    return _replace(connection, kept.number, parcel, kinds)


def _take_over(connection: Connection, number: int, record: Record, gone: Collection[int]) -> None:
    """Put in force what was carried over from the texts that a report takes the place of."""
    found = load_corrections(connection, article=record.article.id) if gone else ()
    if found and number not in gone:
        refold(connection, number, found, before=record)


def _replace(connection: Connection, number: int, parcel: Parcel, kinds: Sequence[str]) -> Outcome:
    corrections = load_corrections(connection, article=parcel.article["id"])
    before = corrected(load_record(connection, number), corrections)
    write_reader(connection, parcel)
    update_article(connection, number, parcel, kinds)
    refold(connection, number, corrections, before=before)
    return "changed"


def _keep_source(connection: Connection, kept: Any, source: str) -> bool:  # noqa: ANN401  # a row
    """Of several places that one article was found in, the first by name: order does not count."""
    if source >= kept.source:
        return False
    table = tables.article
    connection.execute(table.update().where(table.c.number == kept.number).values(source=source))
    return True


def _concerned(connection: Connection, correction: Correction) -> Iterable[int]:
    """The articles whose rows a correction changes."""
    target, kept = correction.target, tables.article.c
    if target.article is not None:
        found = connection.execute(select(kept.number).where(kept.id == target.article))
        return found.scalars().all()
    meant = [target.id, correction.entity and correction.entity.id]
    seen = tables.appearance.c
    found = connection.execute(
        select(seen.article).where(seen.entity.in_([one for one in meant if one])).distinct()
    )
    return sorted(found.scalars())


def _beside(connection: Connection, correction: Correction) -> Iterable[int]:
    """The articles of the second event of a correction, or of the one that it takes back."""
    undone = (one for one in load_all(connection) if one.id == correction.target.id)
    others = [one.other for one in (correction, *undone) if one.other is not None]
    kept = tables.article.c
    ids = [other.article for other in others if other.article is not None]
    return connection.execute(select(kept.number).where(kept.id.in_(ids))).scalars().all()
