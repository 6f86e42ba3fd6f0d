"""A store as it is asked: read-only, and in the rows of the contract."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Final, Self

from sqlalchemy import Connection, Engine, func, select

from memcon.errors import StoreError, UsageError
from memcon.record import Entity, Record
from memcon.record.codec import to_json
from memcon.record.correction import Correction
from memcon.record.decode import entity_from
from memcon.resolve.news import News
from memcon.store import tables
from memcon.store.answering import (
    entries_of,
    find_copied,
    find_entries,
    find_happenings,
    find_names,
    find_notices,
    with_spellings,
)
from memcon.store.connecting import open_reading, reading, translated
from memcon.store.filter import Filter, Meant
from memcon.store.finding import find_facts
from memcon.store.judging import correction_to_dict, load_all, shown
from memcon.store.keeping import as_json, load_record, load_records
from memcon.store.listing import find_fitting, find_newest, list_entities, list_reports
from memcon.store.location import described, locate
from memcon.store.migrations import NEWEST, check_version, version_of
from memcon.store.naming import find_entities
from memcon.store.news import find_news
from memcon.store.passing import pass_entries, pass_happenings
from memcon.store.projection import KINDS, Kind
from memcon.store.revision import Clock
from memcon.store.rows import Found, Json, to_line, to_statement
from memcon.store.search import search
from memcon.store.searches import KeptSearch, list_searches
from memcon.store.settling.rows import fetch
from memcon.store.showing import shown_all, shown_late
from memcon.store.standing import (
    Lately,
    Standing,
    find_changes,
    find_days,
    find_happening,
    find_lately,
    find_standing,
)
from memcon.store.topics import check_topics

WAIT_S: Final = 30.0
EVERYTHING: Final = Filter()


class View:
    """Asks a store; made by :meth:`open`, closed by ``with``. It can change nothing."""

    def __init__(self, engine: Engine, *, wait_s: float = WAIT_S) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._clock = Clock(engine)

    @classmethod
    def open(cls, store: str, *, wait_s: float = WAIT_S) -> Self:
        """Open a store, a path or a ``postgresql://`` address.

        Raises ``StoreError`` where there is none or it is of another schema.
        """
        url = locate(store)
        view = cls(open_reading(url, wait_s=wait_s), wait_s=wait_s)
        with ExitStack() as stack:
            stack.callback(view.close)  # unless all goes well
            with view._moment() as connection:
                _check(version_of(connection), described(url))
            stack.pop_all()
        return view

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._clock.close()
        self._engine.dispose()

    def revision(self) -> str:
        """Words that stay the same as long as nothing in the store changes."""
        with translated(self._engine.url, wait_s=self._wait_s):
            return self._clock.tell()

    def timeline(self, asked: Filter = EVERYTHING, *, kinds: Sequence[Kind] = KINDS) -> list[Json]:
        """What was said, wanted and done, in order of its dates; perhaps of some kinds only."""
        return [to_line(one) for one in self._found(asked, kinds)]

    def statements(self, asked: Filter = EVERYTHING) -> list[Json]:
        """Who said what, in order of date."""
        return [to_statement(one) for one in self._found(asked, ("statement",))]

    def happenings(self, asked: Filter = EVERYTHING) -> list[Json]:
        """The happenings that fit, whole, as they are kept, in order of their days."""
        with self._moment() as connection:
            return find_happenings(connection, asked, self._meant(connection, asked))

    def lately(self, asked: Filter = EVERYTHING, *, most: int) -> Lately:
        """Of the latest happenings those that turned, up to ``most``, and meetings ahead."""
        with self._moment() as connection:
            return find_lately(connection, asked, self._meant(connection, asked), most=most)

    def pass_happenings(self) -> Iterator[list[Json]]:
        """All happenings, some hundreds at a time, as they are kept."""
        with self._moment() as connection:
            yield from pass_happenings(connection)

    def pass_entries(self) -> Iterator[list[Json]]:
        """All entries of positions, those of one holder at a time, as :meth:`entries` has them."""
        with self._moment() as connection:
            yield from pass_entries(connection)

    def entries(self, asked: Filter = EVERYTHING) -> list[Json]:
        """What parties want and what changed: each entry with its holder and issue, in order."""
        with self._moment() as connection:
            return find_entries(connection, asked, self._meant(connection, asked))

    def changes(self, asked: Filter = EVERYTHING) -> list[Json]:
        """The entries that changed, as :meth:`entries` gives them, each with the one before it."""
        with self._moment() as connection:
            return find_changes(connection, asked, self._meant(connection, asked))

    def standing(self, asked: Filter = EVERYTHING) -> list[Standing]:
        """What each party wants now on each issue, of the positions that fit."""
        with self._moment() as connection:
            return find_standing(connection, asked, self._meant(connection, asked))

    def position_days(self, asked: Filter = EVERYTHING) -> list[str]:
        """The days of the positions that fit, in order."""
        with self._moment() as connection:
            return find_days(connection, asked, self._meant(connection, asked))

    def happening(self, event: str) -> Json | None:
        """The happening that an event of a report tells of, as it is kept."""
        with self._moment() as connection:
            return find_happening(connection, event)

    def held(self, facts: Collection[int]) -> list[Json]:
        """Entries by the numbers of their facts, as :meth:`entries` gives them."""
        with self._moment() as connection:
            return entries_of(connection, facts)

    def notices(
        self, asked: Filter = EVERYTHING, *, today: str, kind: str | None = None
    ) -> list[Json]:
        """What deserves attention as of a day, the latest first; see :func:`find_notices`."""
        with self._moment() as connection:
            meant = self._meant(connection, asked)
            return find_notices(connection, asked, meant, today=today, kind=kind)

    def news(self, article_ids: Collection[str]) -> News:
        """What some reports touch, by their ids; those that are superseded are left out."""
        with self._moment() as connection:
            return find_news(connection, article_ids)

    def copied(self, asked: Filter = EVERYTHING, *, is_late: bool = False) -> list[Json]:
        """Reprints, each with the report that it reprints, the latest first."""
        with self._moment() as connection:
            meant = self._meant(connection, asked)
            return find_copied(connection, asked, meant, is_late=is_late)

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """The usual names of entities by their ids."""
        with self._moment() as connection:
            return find_names(connection, ids)

    def profiles(self, ids: Collection[str]) -> dict[str, Entity]:
        """Entities by their ids, those that the store knows."""
        kept = tables.entity.c
        with self._moment() as connection:
            rows = fetch(connection, (kept.id, kept.body), kept.id, ids)
            return {row.id: entity_from(json.loads(row.body)) for row in rows}

    def acting(self, facts: Collection[str]) -> Counter[str]:
        """In how many of some facts each entity takes part, by ids."""
        fact, role = tables.fact.c, tables.role.c
        with self._moment() as connection:
            numbers = [row.number for row in fetch(connection, (fact.number,), fact.id, facts)]
            rows = fetch(connection, (role.entity, role.part, role.fact), role.fact, numbers)
            pairs = {(row.entity, row.fact) for row in rows if row.part == "actor"}
        return Counter(entity for entity, _ in pairs)

    def acted(self, entity: str, facts: Collection[str]) -> frozenset[str]:
        """The ids of those of some facts in which an entity takes part, under any spelling."""
        fact, role = tables.fact.c, tables.role.c
        with self._moment() as connection:
            ids = {
                row.number: row.id
                for row in fetch(connection, (fact.id, fact.number), fact.id, facts)
            }
            rows = fetch(connection, (role.entity, role.part, role.fact), role.fact, ids)
            same = with_spellings(connection, (entity,))
            acts = (row for row in rows if row.part == "actor" and row.entity in same)
            return frozenset(ids[row.fact] for row in acts)

    def unsettled(self) -> int:
        """How many reports an older memcon kept are not resolved across reports yet."""
        with self._moment() as connection:
            marks = select(func.count()).select_from(tables.unsettled)
            return int(connection.execute(marks).scalar_one())

    def search(
        self, words: str, asked: Filter = EVERYTHING, *, facts_only: bool = False
    ) -> list[Json]:
        """Reports and facts with all the words, best first; raises ``UsageError`` for no words.

        With ``facts_only`` the same without the reports among them.
        """
        with self._moment() as connection:
            meant = self._meant(connection, asked)
            return search(connection, words, asked=asked, meant=meant, facts_only=facts_only)

    def reports(self, asked: Filter = EVERYTHING) -> list[Json]:
        """The reports that are kept, newest first: what each is and how many facts it holds."""
        with self._moment() as connection:
            return list_reports(connection, asked, self._meant(connection, asked))

    def newest(self, asked: Filter = EVERYTHING) -> list[str]:
        """The ids of the reports that :meth:`reports` gives, which costs less."""
        with self._moment() as connection:
            found = find_newest(connection, asked, self._meant(connection, asked))
            return [row.id for row in found]

    def latest_day(self) -> str | None:
        """The day of the newest report, as it is told there; ``None`` where none has one."""
        kept = tables.article.c
        newest = select(func.max(kept.published)).where(kept.superseded.is_(None))
        with self._moment() as connection:
            return connection.execute(newest).scalar() or None

    def entities(self, *, kind: str | None = None, limit: int = 100) -> list[Json]:
        """Whom and what most reports speak of, perhaps of one kind only."""
        with self._moment() as connection:
            return list_entities(connection, kind=kind, limit=limit)

    def entity(self, name: str) -> Json:
        """Who goes by a name, and how often reports speak of it; ``UsageError`` for nobody."""
        with self._moment() as connection:
            (first, *_) = _known(connection, name)
            kept = tables.entity.c
            query = select(kept.body, kept.reports, kept.mentions).where(kept.id == first)
            row = connection.execute(query).one()
        return {**json.loads(row.body), "reports": row.reports, "mentions": row.mentions}

    def as_read(self, article_ids: Collection[str]) -> list[Record]:
        """The records of articles as they were read, by id, without corrections."""
        kept = tables.article.c
        with self._moment() as connection:
            found = fetch(connection, (kept.number,), kept.id, article_ids)
            records = [one for _, one in load_records(connection, [row.number for row in found])]
        return sorted(records, key=lambda one: one.article.id)

    def corrections(self, *, about: str | None = None) -> list[Correction]:
        """All corrections in the order in which they were made, those undone too.

        With ``about`` what bears on the article or entity of this id, and maybe more.
        """
        with self._moment() as connection:
            return list(load_all(connection, about=about))

    def searches(self) -> list[KeptSearch]:
        """The searches that are kept, by name."""
        with self._moment() as connection:
            return list_searches(connection)

    def record(self, article_id: str) -> Record | None:
        """The record of one article with corrections in force; ``None`` where there is none."""
        with self._moment() as connection:
            kept = tables.article.c
            number = connection.execute(select(kept.number).where(kept.id == article_id)).scalar()
            return None if number is None else shown(connection, number)

    def fitting(self, asked: Filter) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the facts that fit, and of the reports that hold one or fit themselves."""
        with self._moment() as connection:
            return find_fitting(connection, asked, self._meant(connection, asked))

    def records(self, articles: Collection[str] | None = None) -> Iterator[Record]:
        """The records of some articles or of all, corrections in force, by article id."""
        with self._moment() as connection:
            yield from shown_all(connection, articles)

    def late_records(self, articles: Collection[str]) -> list[Record]:
        """The same of some articles, of which only that is decoded which is asked for."""
        with self._moment() as connection:
            return list(shown_late(connection, articles))

    def dump(self) -> Iterator[str]:
        """All that is kept, as JSON lines: records as they were read by id, then corrections.

        Equal stores give equal lines, whenever and in whatever order they were filled.
        """
        with self._moment() as connection:
            kept = tables.article.c
            numbers = connection.execute(select(kept.number).order_by(kept.id)).scalars().all()
            for number in numbers:
                yield to_json(load_record(connection, number))
            for one in load_all(connection):
                yield as_json(correction_to_dict(one))

    def known(self, name: str) -> list[Entity]:
        """The entities that a name or id means in the store, likeliest first."""
        with self._moment() as connection:
            kept = tables.entity.c
            found = find_entities(connection, name)
            query = select(kept.id, kept.body).where(kept.id.in_(found))
            bodies = {row.id: row.body for row in connection.execute(query)}
        return [entity_from(json.loads(bodies[one])) for one in found if one in bodies]

    def article_of(self, fact_id: str) -> str | None:
        """The id of the article that a fact stands in; ``None`` where there is no such fact."""
        fact, article = tables.fact, tables.article
        query = select(article.c.id).join(fact, fact.c.article == article.c.number)
        with self._moment() as connection:
            found: str | None = connection.execute(query.where(fact.c.id == fact_id)).scalar()
            return found

    def articles_of(self, fact_ids: Collection[str]) -> dict[str, str]:
        """The ids of the articles that facts stand in, by the facts, the newest article first."""
        fact, article = tables.fact.c, tables.article.c
        with self._moment() as connection:
            facts = list(fetch(connection, (fact.id, fact.article), fact.id, fact_ids))
            numbers = {row.article for row in facts}
            rows = fetch(connection, (article.number, article.id), article.number, numbers)
            ids = {row.number: row.id for row in rows}
        facts.sort(key=lambda row: (-row.article, row.id))
        return {row.id: ids[row.article] for row in facts}

    def counts(self) -> dict[str, int]:
        """How many articles, facts by kind, entities and corrections there are."""
        with self._moment() as connection:
            named = (tables.article, tables.entity, tables.correction)
            whole = {
                one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
                for one in named
            }
            kind = tables.fact.c.kind
            by_kind = select(kind, func.count()).group_by(kind).order_by(kind)
            return {**whole, **{row[0]: row[1] for row in connection.execute(by_kind)}}

    def _moment(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, wait_s=self._wait_s)

    def _meant(self, connection: Connection, asked: Filter) -> Meant:
        check_topics(connection, asked)
        return Meant(
            who=with_spellings(connection, _known(connection, asked.who)) if asked.who else None,
            place=_known(connection, asked.place) if asked.place else None,
        )

    def _found(self, asked: Filter, kinds: Sequence[Kind]) -> list[Found]:
        """Facts by date; see :func:`find_facts`."""
        with self._moment() as connection:
            return find_facts(connection, asked, self._meant(connection, asked), kinds)


def _check(version: int, where: str) -> None:
    if version == 0:
        raise StoreError(f"{where} is no memcon store")
    check_version(version, where)
    if version < NEWEST:
        raise StoreError(
            f"{where} was written by an older memcon (schema {version}, this one needs {NEWEST}); "
            "memcon add brings it up to date"
        )


def _known(connection: Connection, name: str) -> tuple[str, ...]:
    found = find_entities(connection, name)
    if not found:
        raise UsageError(f"nobody and nothing in the store is called {name!r}")
    return found
