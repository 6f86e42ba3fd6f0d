"""Who reprinted whom, kept: each new report is compared with those that share a band with it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, select

from memcon.record import Article
from memcon.record.decode import article_from
from memcon.resolve.copies import Copy, Print, compare, in_order, is_better, weeks_beside
from memcon.store import tables
from memcon.store.keeping import COLUMNS
from memcon.store.settling.rows import drop, drop_each, fetch, put

BITS: Final = 40
"""A band is a number below 2**40; above it stands the week."""
KEPT: Final = 500


class Prints:
    """The texts of reports by their numbers, those that were last needed ready."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Print] = OrderedDict()

    def keep(self, number: int, article: Article) -> Print:
        """The print of a report that was just read."""
        self._kept[number] = made = Print.of(article)
        self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    def of(self, connection: Connection, numbers: Collection[int]) -> dict[int, Print]:
        """The prints of many reports."""
        found = {number: self._kept[number] for number in numbers if number in self._kept}
        missing = [number for number in numbers if number not in found]
        article = tables.article
        for row in fetch(connection, (article,), article.c.number, missing):
            values = {name: getattr(row, name) for name in COLUMNS}
            kept = article_from({**values, **json.loads(row.about)})
            found[row.number] = self.keep(row.number, kept)
        return found


def settle_copies(
    connection: Connection, prints: Prints, articles: Mapping[int, Article | None]
) -> set[int]:
    """Compare reports with what is kept; gives the numbers of those whose source is another now.

    An article that is ``None`` no longer counts.
    """
    before = _families(connection, articles)
    orphans = _forget(connection, prints, articles)
    made = {n: prints.keep(n, one) for n, one in articles.items() if one is not None}
    for number, one in sorted(made.items()):
        if one.is_long:
            _remember(connection, number, one)
    again = {*(n for n, one in made.items() if one.is_long), *orphans}
    for number in sorted(again):
        _compare(connection, prints, number)
    after = roots(connection, {*before, *_families(connection, articles)})
    return {n for n, root in after.items() if before.get(n, n) != root}


def roots(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The report that each goes back to in the end; itself where it is no copy."""
    found = {number: number for number in numbers}
    waiting = set(found)
    copy = tables.copy.c
    while waiting:
        those = {found[number] for number in waiting}
        rows = fetch(connection, (copy.article, copy.source), copy.article, those)
        sources = {row.article: row.source for row in rows}
        waiting = {number for number in waiting if found[number] in sources}
        found.update((number, sources[found[number]]) for number in waiting)
    return found


def copies_of(connection: Connection, numbers: Collection[int]) -> set[int]:
    """These reports and all that go back to one of them."""
    found, edge, copy = set(numbers), set(numbers), tables.copy.c
    while edge:
        rows = fetch(connection, (copy.article,), copy.source, edge)
        edge = {row.article for row in rows} - found
        found |= edge
    return found


def _families(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The roots of reports, and of all that go back to the same ones."""
    first = set(roots(connection, list(numbers)).values())
    return roots(connection, {*copies_of(connection, first), *numbers})


def _forget(
    connection: Connection, prints: Prints, articles: Mapping[int, Article | None]
) -> set[int]:
    """Forget what was kept of reports; gives those that were copies of them."""
    weeks = {
        row.article: row.week
        for row in fetch(connection, (tables.sketch,), tables.sketch.c.article, articles)
    }
    old = prints.of(connection, list(weeks))
    rows = [
        {"band": band, "article": number}
        for number, one in old.items()
        for band in _placed(one, weeks[number])
    ]
    drop_each(connection, tables.band, rows)
    drop(connection, tables.sketch, tables.sketch.c.article, weeks)
    copy = tables.copy.c
    orphans = {r.article for r in fetch(connection, (copy.article,), copy.source, weeks)}
    drop(connection, tables.copy, copy.article, {*weeks, *orphans})
    return orphans - set(articles)


def _remember(connection: Connection, number: int, one: Print) -> None:
    put(connection, tables.sketch, [{"article": number, "week": one.week}])
    bands = _placed(one, one.week)
    put(connection, tables.band, [{"band": band, "article": number} for band in bands])


def _placed(one: Print, week: int) -> list[int]:
    return sorted((week << BITS) + band for band in one.bands())


def _compare(connection: Connection, prints: Prints, number: int) -> None:
    """Put a report and those like it in order: each keeps its likeliest source."""
    (one,) = prints.of(connection, [number]).values()
    held = tables.band.c
    places = [place for week in weeks_beside(one.week) for place in _placed(one, week)]
    rows = fetch(connection, (held.article,), held.band, places)
    near = {row.article for row in rows} - {number}
    for other, second in prints.of(connection, near).items():
        numbers = {one.article.id: number, second.article.id: other}
        copied = compare(*in_order(one, second))
        if copied is not None:
            _offer(connection, prints, copied, numbers)


def _offer(
    connection: Connection, prints: Prints, copied: Copy, numbers: Mapping[str, int]
) -> None:
    """Keep a copy unless a likelier source of it is known."""
    kept, number, source = tables.copy, numbers[copied.article], numbers[copied.of]
    had = connection.execute(select(kept).where(kept.c.article == number)).first()
    if had is not None:
        known = prints.of(connection, [source, had.source])
        old = Copy(copied.article, known[had.source].article.id, had.score, had.reason)
        if not is_better(copied, known[source], old, known[had.source]):
            return
        drop(connection, kept, kept.c.article, [number])
    row = {"article": number, "source": source, "score": copied.score, "reason": copied.reason}
    put(connection, kept, [row])
