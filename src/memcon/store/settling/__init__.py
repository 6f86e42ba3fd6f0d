"""What is resolved across reports, kept and settled again where something touched it.

Each article that comes, changes or goes is marked; settling it touches no more than what it can
bear on, and gives the same as if all had come at once. Marks and rows are of one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from memcon.record import Record
from memcon.record.correction import Correction, corrected, standing
from memcon.resolve.dossier import people_apart
from memcon.resolve.events import Judgement, remembering
from memcon.resolve.grouping import Pair
from memcon.resolve.happening import key_of
from memcon.resolve.likeness import compare
from memcon.resolve.parts import SURE
from memcon.resolve.positions import find_held
from memcon.store import tables
from memcon.store.judging import EventNow, event_now, load_all
from memcon.store.keeping import load_records, upsert
from memcon.store.settling.happenings import settle_happenings
from memcon.store.settling.identities import identities_of, settle_people
from memcon.store.settling.positions import settle_positions
from memcon.store.settling.reprinting import Prints, copies_of, roots, settle_copies
from memcon.store.settling.rows import drop, fetch
from memcon.store.settling.tellings import (
    Shelf,
    Told,
    find_links,
    find_reprinted,
    forget,
    remember,
    tell,
    write_links,
)

VERSION: Final = 4
"""Raised whenever the same reports may be resolved otherwise: then all are resolved anew."""
RESULTS: Final = (
    *(tables.sketch, tables.band, tables.copy, tables.bearer, tables.told, tables.clue),
    *(tables.link, tables.answer, tables.happening, tables.member, tables.share, tables.held),
    *(tables.notice, tables.noticed, tables.resolver, tables.unsettled),
)


def mark(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that articles are to be settled."""
    rows = [{"article": number} for number in sorted(set(numbers))]
    if rows:
        connection.execute(upsert(connection, tables.unsettled).on_conflict_do_nothing(), rows)


def mark_all_where_older(connection: Connection) -> None:
    """Where an older memcon resolved, or none, forget what it found and mark all articles."""
    if connection.execute(select(tables.resolver.c.version)).scalar() == VERSION:
        return
    for table in RESULTS:
        connection.execute(delete(table))
    connection.execute(insert(tables.resolver).values(version=VERSION))
    mark(connection, connection.execute(select(tables.article.c.number)).scalars())


def is_settled(connection: Connection) -> bool:
    """Whether all articles are settled."""
    return connection.execute(select(tables.unsettled).limit(1)).first() is None


class Settler:
    """Settles marked articles, and keeps what it last needed ready for the next ones."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Let go of what is kept ready; a transaction that fails has to."""
        self._prints, self._shelf = Prints(), Shelf()
        self._weigh = remembering(compare)

    def settle(self, connection: Connection, articles: Mapping[int, Record | None]) -> None:
        """Settle articles by their numbers, marked or not; their records where they are at hand."""
        if articles:
            self._settle(connection, articles, standing(load_all(connection)))
            drop(connection, tables.unsettled, tables.unsettled.c.article, articles)

    def settle_some(self, connection: Connection, *, most: int) -> int:
        """Settle marked articles, no more than so many; says how many there were."""
        marked = tables.unsettled.c.article
        numbers = connection.execute(select(marked).order_by(marked).limit(most)).scalars().all()
        self.settle(connection, dict.fromkeys(numbers))
        return len(numbers)

    def _settle(
        self,
        connection: Connection,
        given: Mapping[int, Record | None],
        decided: Collection[Correction],
    ) -> None:
        numbers = sorted(given)
        records = {n: corrected(one, decided) for n, one in given.items() if one is not None}
        records |= _records(connection, [n for n in numbers if n not in records], decided)
        articles = {n: one.article for n, one in records.items()}
        moved = settle_copies(connection, self._prints, {n: articles.get(n) for n in numbers})
        apart = tuple(people_apart(decided))
        people: Mapping[int, Record | None] = {n: records.get(n) for n in numbers}
        named = settle_people(connection, people, apart=apart, touched=_apart_now(apart))
        again = copies_of(connection, moved | named | set(numbers)) - set(numbers)
        records |= _records(connection, again, decided)
        self._resolve(connection, records, [*numbers, *again], decided)

    def _resolve(
        self,
        connection: Connection,
        records: Mapping[int, Record],
        numbers: Collection[int],
        decided: Collection[Correction],
    ) -> None:
        """Events and positions of articles, as they are with what is known of copies and people."""
        root = roots(connection, numbers)
        ids = _ids(connection, {*numbers, *root.values()})
        facts = _facts(connection, numbers)
        across = {
            "known": identities_of(connection, numbers),
            "copies": {ids[number]: ids[of] for number, of in root.items()},
        }
        touched = forget(connection, self._shelf, numbers)
        told = {n: tell(one, facts, **across) for n, one in records.items()}  # type: ignore[arg-type]
        judged, sure = _judged(connection, decided)
        touched |= self._link(connection, told, ids, sure)
        settle_happenings(connection, self._shelf, touched, judged=judged, weigh=self._weigh)
        held = {n: list(find_held(one, **across)) for n, one in records.items()}  # type: ignore[arg-type]
        held.update((n, []) for n in numbers if n not in held)
        settle_positions(connection, held, numbers=facts, roots=root)

    def _link(
        self,
        connection: Connection,
        told: Mapping[int, Told],
        ids: Mapping[int, str],
        sure: Collection[tuple[int, int]],
    ) -> set[int]:
        """Find and keep what is like what; gives the numbers of all facts that this touches."""
        remember(connection, self._shelf, told)
        own = {fact: one for each in told.values() for fact, one in each.items()}
        links = find_links(connection, self._shelf, own, self._weigh)
        numbers = {key: number for number, key in ids.items()}
        links |= find_reprinted(connection, self._shelf, own, numbers)
        links |= {pair: SURE for pair in sure if own.keys() & set(pair)}
        write_links(connection, links)
        return {*own, *(fact for pair in links for fact in pair)}


def _records(
    connection: Connection, numbers: Collection[int], decided: Collection[Correction]
) -> dict[int, Record]:
    """The records of articles by their numbers, with corrections in force."""
    return {n: corrected(one, decided) for n, one in load_records(connection, numbers)}


def _ids(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    kept = tables.article.c
    rows = fetch(
        connection,
        (
            kept.number,
            kept.id,
        ),
        kept.number,
        numbers,
    )
    return {row.number: row.id for row in rows}


def _facts(connection: Connection, articles: Collection[int]) -> dict[str, int]:
    """The numbers of the facts of articles by their ids."""
    fact = tables.fact.c
    rows = fetch(
        connection,
        (
            fact.id,
            fact.number,
        ),
        fact.article,
        articles,
    )
    return {row.id: row.number for row in rows}


def _apart_now(apart: Iterable[Pair]) -> set[str]:
    return {one for pair in apart for one in pair}


def _judged(
    connection: Connection, decided: Iterable[Correction]
) -> tuple[Judgement, list[tuple[int, int]]]:
    """What people have decided of events: by keys, and as numbers of facts that are one."""
    pairs: dict[str, list[Pair]] = {"merge": [], "split": []}
    sure = []
    for one in decided:
        if one.kind in pairs and one.other is not None:
            ends = [event_now(connection, anchor) for anchor in (one.target, one.other)]
            if ends[0] and ends[1]:
                pairs[one.kind].append((_key(ends[0]), _key(ends[1])))
                sure += [(ends[0].number, ends[1].number)] if one.kind == "merge" else []
    return Judgement(tuple(pairs["merge"]), tuple(pairs["split"])), sure


def _key(event: EventNow) -> str:
    return key_of(event.article, event.id)
