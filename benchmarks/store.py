"""What it costs to keep many synthetic reports, and to ask them.

    python -m benchmarks.store [--postgres] [--reports 100000] [--batch 100]
        [--keep FOLDER] [--moved FILE]

Adds reports as a busy desk takes them in (see ``tests/newsroom.py``) in transactions of
``--batch``, and tells at several sizes the cost of adding one (the last thousand before each), the
size on disk, and the times of questions: median and 95th percentile over ``--asks`` of each kind.
With ``--keep``, the store stays there, and a later run goes on with it.
With ``--moved``, a filled store of SQLite is laid into PostgreSQL, asked, and a thousand reports
are added to it.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from tests.dossier import ISSUES, TYPES, World
from tests.newsroom import A_DAY, FIRST_DAY, Newsroom
from tests.postgres import serving

from benchmarks.moving import move
from memcon.app.asked import Asked
from memcon.app.dossier import Dossier, open_dossier
from memcon.record import Record
from memcon.store import Writer
from memcon.store.connecting import open_reading
from memcon.store.location import locate

WINDOW: Final = 1000
WARM: Final = 2500
"""Reports after which a newsroom tells stories of all ages."""
SIZES: Final = (1000, 3000, 10_000, 30_000, 60_000)
ASKED: Final = (1000, 10_000, 30_000)
"""Sizes at which questions are asked, besides the last."""


def written(reports: int, *, after: int) -> Iterator[Record]:
    """Reports up to a number; those that come after others are of a newsroom that knows its way."""
    if not after:
        return Newsroom(World.of()).records(reports)
    begun = max(0, after - WARM)
    return islice(
        Newsroom(World.of(), seed=after).records(reports - begun, after=begun), after - begun, None
    )


def reports_in(store: str) -> int:
    """How many reports a store holds."""
    with open_reading(locate(store), wait_s=30).connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM article")).scalar_one())


def fill(
    store: str, *, reports: int, batch: int, after: int = 0
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Sizes reached, each with the wall and CPU seconds that one of the last thousand took.

    Goes on after as many reports as there are.
    """
    told = {size for size in SIZES if size < reports} | {reports}
    wall, busy, size = 0.0, 0.0, after
    made = written(reports, after=after)
    with Writer.open(store) as writer:
        while chunk := list(islice(made, batch)):
            begun = time.perf_counter(), time.process_time()
            writer.add(chunk)
            wall += time.perf_counter() - begun[0]
            busy += time.process_time() - begun[1]
            size += len(chunk)
            if size in told:
                yield size, (wall / WINDOW, busy / WINDOW)
            if size % WINDOW == 0:
                wall, busy = 0.0, 0.0


def questions(
    ask: Dossier, world: World, days: int
) -> dict[str, Callable[[random.Random], object]]:
    """Questions of each kind, about what is drawn by chance: parties as often as reports do."""

    def somebody(choose: random.Random) -> str:
        return choose.choice((*world.people, *world.states)).name

    def busiest(choose: random.Random) -> str:
        return choose.choice(world.states[:5]).name

    def since(choose: random.Random, length: int) -> Asked:
        first = FIRST_DAY + datetime.timedelta(days=choose.randrange(max(1, days - length)))
        last = first + datetime.timedelta(days=length - 1)
        return {"since": first.isoformat(), "until": last.isoformat()}

    def words(choose: random.Random, least: int, most: int) -> str:
        return world.words[choose.randrange(least, most)]

    return {
        "search, a rare word": lambda c: ask.search(words(c, 500, 20_000)),
        "search, a frequent word": lambda c: ask.search(words(c, 0, 20)),
        "search, two words": lambda c: ask.search(f"{words(c, 5, 300)} {words(c, 5, 300)}"),
        "timeline, latest 50": lambda c: ask.timeline(limit=50),
        "timeline of one, a month": lambda c: ask.timeline(who=somebody(c), **since(c, 30)),
        "timeline of one, latest 50": lambda c: ask.timeline(who=somebody(c), limit=50),
        "timeline of the busiest, 50": lambda c: ask.timeline(who=busiest(c), limit=50),
        "timeline of all, a week": lambda c: ask.timeline(**since(c, 7)),
        "timeline of all, a week, 50": lambda c: ask.timeline(**since(c, 7), limit=50),
        "events, latest 50": lambda c: ask.events(limit=50),
        "events of one type, 50": lambda c: ask.events(
            type=c.choice(TYPES), who=somebody(c), limit=50
        ),
        "positions, 50": lambda c: ask.positions(limit=50),
        "positions on an issue, 50": lambda c: ask.positions(
            who=c.choice(world.states).name, issue=c.choice(ISSUES), limit=50
        ),
        "attention, 20": lambda c: ask.attention(limit=20),
        "attention of one, 20": lambda c: ask.attention(who=busiest(c), limit=20),
        "entity": lambda c: ask.entity(somebody(c)),
    }


def ask(question: Callable[[random.Random], object], *, asks: int) -> str:
    """Median and 95th percentile of a question's wall and CPU time, in milliseconds."""
    choose = random.Random(11)
    wall, busy = [], []
    for _ in range(asks):
        begun = time.perf_counter(), time.process_time()
        question(choose)
        wall.append(1000 * (time.perf_counter() - begun[0]))
        busy.append(1000 * (time.process_time() - begun[1]))
    middle, late = asks // 2, int(asks * 0.95)
    times = (sorted(wall)[middle], sorted(wall)[late], sorted(busy)[middle], sorted(busy)[late])
    return "{:9.1f} {:9.1f} {:9.1f} {:9.1f}".format(*times)


def is_there(store: str) -> bool:
    """Whether a file of SQLite was kept from an earlier run."""
    return "://" not in store and Path(store).exists()


def size_of(store: str) -> int:
    """Bytes on disk, without what has yet to be moved out of the log of SQLite."""
    if "://" not in store:
        with contextlib.closing(sqlite3.connect(store)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(store).stat().st_size
    engine = create_engine(locate(store))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(found.scalar_one())


def measure(store: str, *, reports: int, batch: int, asks: int) -> None:
    """Fill a store, ask it at several sizes, and print the figures."""
    print("milliseconds; CPU is that of this process, which is all there is with SQLite")
    costs: dict[int, float] = {}
    after = reports_in(store) if is_there(store) else 0
    for size, (wall, busy) in fill(store, reports=reports, batch=batch, after=after):
        costs[size] = busy
        times = busy / costs[min(costs)]
        print(f"\nadd one at {size:>7,}: wall {1000 * wall:.2f} CPU {1000 * busy:.2f}", end="")
        print(f", {times:.2f} times the first; {size_of(store) / size / 1024:.1f} KiB a report")
        if size in ASKED or size == reports:
            tell(store, days=size // A_DAY, asks=asks)


def tell(store: str, *, days: int, asks: int) -> None:
    """Ask a store and print how long the answers took."""
    if "://" in store:
        engine = create_engine(locate(store), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ANALYZE"))
    with open_dossier(store) as dossier:
        print(f"{'':<28}    median       p95   CPU med   CPU p95")
        for name, question in questions(dossier, World.of(), days).items():
            print(f"{name:<28} {ask(question, asks=asks)}", flush=True)


def measure_moved(source: str, store: str, *, batch: int, asks: int) -> None:
    """Lay a filled store of SQLite into PostgreSQL, and print the figures of that."""
    begun = time.perf_counter()
    rows = move(source, store)
    print(f"moved {rows:,} rows in {time.perf_counter() - begun:.0f} s")
    size = reports_in(store)
    print(f"{size:,} reports, {size_of(store) / size / 1024:.1f} KiB each")
    tell(store, days=size // A_DAY, asks=asks)
    for _, (wall, busy) in fill(store, reports=size + WINDOW, batch=batch, after=size):
        print(f"add one after {size:,}: wall {1000 * wall:.2f} CPU {1000 * busy:.2f}")


def main() -> None:
    """Measure one engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--asks", type=int, default=200)
    parser.add_argument("--moved", help="a filled store of SQLite to lay into PostgreSQL")
    parser.add_argument("--keep", type=Path, help="keep the SQLite store in this folder")
    given = parser.parse_args()
    values = {"reports": given.reports, "batch": given.batch, "asks": given.asks}
    if given.postgres:
        with serving() as address:
            if address is None:
                sys.exit("PostgreSQL is not installed")
            if given.moved:
                measure_moved(given.moved, address, batch=given.batch, asks=given.asks)
            else:
                measure(address, **values)
    else:
        with contextlib.ExitStack() as stack:
            folder = given.keep or stack.enter_context(tempfile.TemporaryDirectory())
            measure(str(Path(folder) / "memcon.db"), **values)


if __name__ == "__main__":
    main()
