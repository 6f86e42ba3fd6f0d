"""Events as they are compared, kept with the clues by which they are found and their likes."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Final, Self

from sqlalchemy import Connection, text

from memcon.record import Record
from memcon.resolve.attention import ANSWERS
from memcon.resolve.blocking import NARROW, Clues, Days, clues_of, types_fit
from memcon.resolve.events import LEAST, Weigh
from memcon.resolve.happening import Telling, tellings
from memcon.resolve.packing import from_telling, to_telling
from memcon.resolve.parts import SURE
from memcon.resolve.people import Identity
from memcon.resolve.reprints import find_reprints
from memcon.store import tables
from memcon.store.keeping import as_json
from memcon.store.settling.rows import chunks, drop, drop_each, fetch, put

KEPT: Final = 4_000
"""Reports whose tellings are kept ready: about as many as new ones are compared with."""
REACHES: Final = (NARROW, 64, 256, 1024, date.max.toordinal())
"""Days of a stretch at most, by which stretches are put away: so those that reach into a day are
found. The first are those of a few days on which a thing most likely was."""
Told = Mapping[int, Telling]
"""Tellings by the numbers of their facts."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A telling with the clues by which it is found."""

    telling: Telling
    clues: Clues

    @classmethod
    def of(cls, telling: Telling) -> Self:
        """A telling, its clues worked out."""
        return cls(telling, clues_of(telling))


class Shelf:
    """The tellings of reports by their numbers, those that were last needed ready."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Mapping[int, Filed]] = OrderedDict()

    def keep(self, article: int, told: Told) -> None:
        """What was just read."""
        self._put(article, {fact: Filed.of(one) for fact, one in told.items()})

    def of(self, connection: Connection, articles: Iterable[int]) -> dict[int, Telling]:
        """The tellings of many reports by the numbers of their facts."""
        return {fact: one.telling for fact, one in self.filed(connection, articles).items()}

    def filed(self, connection: Connection, articles: Iterable[int]) -> dict[int, Filed]:
        """The same, with their clues."""
        listed = sorted(set(articles))
        found = {number: self._kept[number] for number in listed if number in self._kept}
        kept = tables.told
        missing = [number for number in listed if number not in found]
        for row in fetch(connection, (kept,), kept.c.article, missing):
            told = unpacked(row.tellings)
            found[row.article] = {fact: Filed.of(one) for fact, one in told.items()}
        for number, some in found.items():  # only now: what is kept may push out what is wanted
            self._put(number, some)
        return {fact: one for number in listed for fact, one in found.get(number, {}).items()}

    def _put(self, article: int, filed: Mapping[int, Filed]) -> None:
        self._kept[article] = filed
        self._kept.move_to_end(article)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def packed(told: Told) -> bytes:
    """Tellings as they are kept."""
    rows = [[fact, one.article, from_telling(one)] for fact, one in sorted(told.items())]
    return zlib.compress(as_json(rows).encode("utf-8", "surrogatepass"))


def unpacked(kept: bytes) -> dict[int, Telling]:
    """The tellings that :func:`packed` made ``kept`` of."""
    rows = json.loads(zlib.decompress(kept))
    return {fact: to_telling(values, article) for fact, article, values in rows}


def words_in(connection: Connection, facts: Mapping[int, int]) -> dict[int, frozenset[str]]:
    """The words of tellings by the numbers of their facts, which are given with their articles."""
    kept = tables.told
    return {
        fact: frozenset(values["words"])
        for row in fetch(connection, (kept,), kept.c.article, set(facts.values()))
        for fact, _, values in json.loads(zlib.decompress(row.tellings))
        if fact in facts
    }


def told_in(connection: Connection, articles: Iterable[int]) -> Iterator[Telling]:
    """The tellings of reports, as they are kept."""
    kept = tables.told
    for row in fetch(connection, (kept,), kept.c.article, set(articles)):
        yield from unpacked(row.tellings).values()


def forget(connection: Connection, shelf: Shelf, articles: Collection[int]) -> set[int]:
    """Forget the events of reports; gives the numbers of those that were like them."""
    old = shelf.of(connection, articles)
    drop_each(connection, tables.clue, [row for fact, t in old.items() for row in _clues(fact, t)])
    drop_each(
        connection,
        tables.answer,
        [{n: v for n, v in row.items() if n != "article"} for row in _answers(0, old)],
    )
    link = tables.link.c
    rows = list(
        fetch(
            connection,
            (
                link.one,
                link.other,
            ),
            link.one,
            old,
        )
    )
    pairs = {pair for row in rows for pair in ((row.one, row.other), (row.other, row.one))}
    drop_each(connection, tables.link, [{"one": a, "other": b} for a, b in sorted(pairs)])
    drop(connection, tables.told, tables.told.c.article, articles)
    for article in articles:
        shelf.keep(article, {})
    return {*old, *(row.other for row in rows)}


def tell(
    record: Record,
    numbers: Mapping[str, int],
    *,
    known: Mapping[str, Identity],
    copies: Mapping[str, str],
) -> dict[int, Telling]:
    """The events of one report by the numbers of their facts."""
    told = tellings(record, known=known, copies=copies)
    return {numbers[one.event.id]: one for one in told if one.event.id in numbers}


def remember(connection: Connection, shelf: Shelf, told: Mapping[int, Told]) -> None:
    """Keep the tellings of reports, with their clues."""
    some = {article: one for article, one in told.items() if one}
    put(
        connection,
        tables.told,
        [{"article": article, "tellings": packed(one)} for article, one in sorted(some.items())],
    )
    events = [(fact, t) for one in some.values() for fact, t in one.items()]
    put(connection, tables.clue, [row for fact, t in events for row in _clues(fact, t)])
    rows = [row for article, one in some.items() for row in _answers(article, one)]
    put(connection, tables.answer, rows)
    for article, one in told.items():
        shelf.keep(article, one)


def find_links(
    connection: Connection, shelf: Shelf, told: Told, weigh: Weigh
) -> dict[tuple[int, int], float]:
    """How likely each of ``told`` is the same as others that are kept, where that is likely."""
    near = list(_near(connection, told))
    articles = {row.number: row.article for row in _articles(connection, {two for _, two in near})}
    own = {fact: Filed.of(one) for fact, one in told.items()}
    filed = {**shelf.filed(connection, articles.values()), **own}
    found: dict[tuple[int, int], float] = {}
    for one, two in near:
        new, other = own[one], filed.get(two)
        if other is None or (two in told and two < one):
            continue
        if new.clues.meets(other.clues) and types_fit(new.telling, other.telling):
            score = weigh(new.telling, other.telling).score
            if score >= LEAST:
                found[one, two] = score
    return found


def find_reprinted(
    connection: Connection, shelf: Shelf, told: Told, numbers: Mapping[str, int]
) -> dict[tuple[int, int], float]:
    """Which of ``told`` say what their source says; ``numbers`` are those of articles by id."""
    sources = {numbers[one.copy_of] for one in told.values() if one.copy_of != one.article}
    if not sources:
        return {}
    known = {**shelf.of(connection, sources), **told}
    fact_of = {one.key: fact for fact, one in known.items()}
    pairs = find_reprints(known.values()).items()
    return {(fact_of[one], fact_of[of]): SURE for one, of in pairs}


def write_links(connection: Connection, links: Mapping[tuple[int, int], float]) -> None:
    """Keep what is like what, both ways, the likeliest where there are two reasons."""
    both: dict[tuple[int, int], float] = {}
    for (one, other), score in links.items():
        for pair in ((one, other), (other, one)):
            both[pair] = max(score, both.get(pair, 0.0))
    link = tables.link
    gone = [{"one": one, "other": other} for one, other in sorted(both)]
    drop_each(connection, link, gone)
    rows = [{"one": a, "other": b, "score": score} for (a, b), score in sorted(both.items())]
    put(connection, link, rows)


def near_to(connection: Connection, facts: Iterable[int]) -> dict[int, dict[int, float]]:
    """Those that are like each of ``facts``, and how much."""
    found: dict[int, dict[int, float]] = {fact: {} for fact in facts}
    for row in fetch(connection, (tables.link,), tables.link.c.one, found):
        found[row.one][row.other] = row.score
    return found


def _articles(connection: Connection, facts: Collection[int]) -> Iterator[Any]:
    fact = tables.fact.c
    return fetch(connection, (fact.number, fact.article), fact.number, facts)


def _stretches(clues: Clues) -> Iterator[tuple[bool, Days]]:
    """The stretches of days by which it is found, each with whether it is of a few days."""
    if clues.near is not None:
        yield True, clues.near
    if clues.near != clues.far:
        yield False, clues.far


def _clues(fact: int, telling: Telling) -> Iterator[dict[str, int]]:
    clues = clues_of(telling)
    for is_near, (first, last) in _stretches(clues):
        width = 0 if is_near else _width(last - first)
        days = {"first": first, "last": last, "lone": int(clues.is_lone), "fact": fact}
        for name in sorted(clues.names):
            yield {"clue": clue_of(clues.family, name, width), **days}


def _width(days: int) -> int:
    """The width in which a long stretch is put away."""
    return next(at for at, most in enumerate(REACHES) if at and days <= most)


def clue_of(family: str, name: str, width: int) -> int:
    """The number of a clue: those of one family and name lie beside each other."""
    digest = blake2b(f"{family} {name}".encode(), digest_size=7).digest()
    return (int.from_bytes(digest) << 3) + width


_COLUMNS: Final = ("fact", "clue", "low", "high", "start", "near", "lone")
_GIVEN: Final = {
    "sqlite": (
        ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(_COLUMNS)),
        "json_each(:given)",
    ),
    "postgresql": (
        ", ".join(f"CAST(value->>{at} AS BIGINT) AS {name}" for at, name in enumerate(_COLUMNS)),
        "json_array_elements(CAST(:given AS JSON))",
    ),
}
"""How each engine reads rows out of a list in JSON: their columns, and where they come from."""
NEAR: Final = {
    engine: text(
        f"""
        WITH wanted AS MATERIALIZED (SELECT {columns} FROM {rows})
        SELECT wanted.fact AS one, clue.fact AS two
        FROM wanted CROSS JOIN clue
        WHERE clue.clue = wanted.clue AND clue.first BETWEEN wanted.low AND wanted.high
            AND clue.last >= wanted.start AND clue.fact <> wanted.fact
        GROUP BY wanted.fact, clue.fact
        HAVING count(DISTINCT clue.clue / 8) > 1 OR max(wanted.lone) = 1 OR max(clue.lone) = 1
            OR max(wanted.near) = 1
        """  # noqa: S608  # words of our own
    )
    for engine, (columns, rows) in _GIVEN.items()
}


def _near(connection: Connection, told: Told) -> Iterator[tuple[int, int]]:
    """Pairs of numbers whose clues say that they may be one."""
    query = NEAR[connection.dialect.name]
    for each in chunks(sorted(told.items()), 50):
        rows = [row for fact, telling in each for row in _wanted(fact, telling)]
        found = connection.execute(query, {"given": as_json(rows)})
        yield from ((row.one, row.two) for row in found)


def _wanted(fact: int, telling: Telling) -> Iterator[Sequence[int]]:
    """What is looked for: near what is near, and in each width what reaches into its days."""
    clues = clues_of(telling)
    lone = int(clues.is_lone)
    for name in sorted(clues.names):
        places = [clue_of(clues.family, name, width) for width in range(len(REACHES))]
        if clues.near is not None:
            begin, end = clues.near
            yield fact, places[0], begin - NARROW, end, begin, 1, lone
        begin, end = clues.far
        for place, most in zip(places, REACHES, strict=True):
            yield fact, place, begin - most, end, begin, 0, lone


def _answers(article: int, told: Told) -> Iterator[dict[str, Any]]:
    """Acts that may answer a demand: of each party, towards each that is named, or to nobody."""
    for fact, one in told.items():
        if one.event.type in ANSWERS and one.told is not None:
            for party in sorted(one.parties_as("actor")):
                for asker in ("", *sorted(one.around)):
                    yield {
                        "party": party,
                        "asker": asker,
                        "told": one.told.isoformat(),
                        "fact": fact,
                        "article": article,
                    }
