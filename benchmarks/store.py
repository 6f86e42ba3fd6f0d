"""What it costs to keep many synthetic reports, and to ask them.

    python -m benchmarks.store [--postgres] [--reports 100000] [--batch 100]

Adds reports in transactions of ``--batch``, and tells the cost of adding one at several sizes
(the last thousand before each), the size on disk, and the times of questions at the end: median
and 95th percentile over ``--asks`` different ones of each kind.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine, text
from tests import dossier
from tests.dossier import World
from tests.postgres import serving

from memcon.store import Filter, View, Writer
from memcon.store.location import locate

WINDOW = 1000
SENTENCES = 10
"""Each gives one statement, one event and one position; the text has about 430 words."""


def fill(
    store: str, world: World, *, reports: int, batch: int
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Sizes reached, each with the wall and CPU seconds that one of the last thousand took."""
    told = {size for size in (1000, 3000, 10_000, 30_000, 100_000, reports) if size <= reports}
    made = dossier.records(reports, world=world, sentences=SENTENCES)
    wall, busy, size = 0.0, 0.0, 0
    with Writer.open(store) as writer:
        while chunk := list(islice(made, batch)):
            begun = time.perf_counter(), time.process_time()
            writer.add(chunk)
            wall, busy = (
                wall + time.perf_counter() - begun[0],
                busy + time.process_time() - begun[1],
            )
            size += len(chunk)
            if size in told:
                yield size, (wall / WINDOW, busy / WINDOW)
            if size % WINDOW == 0:
                wall, busy = 0.0, 0.0


def questions(view: View, world: World) -> dict[str, Callable[[random.Random], object]]:
    """Questions of each kind, about what is drawn by chance."""

    def somebody(choose: random.Random) -> str:
        return choose.choice((*world.people, *world.states)).name

    def year(choose: random.Random) -> str:
        return str(choose.randrange(2015, 2026))

    def words(choose: random.Random, least: int, most: int) -> str:
        return world.words[choose.randrange(least, most)]

    return {
        "search, a rare word": lambda c: view.search(words(c, 500, 20_000)),
        "search, a frequent word": lambda c: view.search(words(c, 0, 20)),
        "search, two words": lambda c: view.search(f"{words(c, 5, 300)} {words(c, 5, 300)}"),
        "timeline of one, a month": lambda c: view.timeline(
            Filter(who=somebody(c), since=f"{(y := year(c))}-03", until=f"{y}-03")
        ),
        "timeline of one, latest 50": lambda c: view.timeline(Filter(who=somebody(c), limit=50)),
        "timeline of all, a week": lambda c: view.timeline(
            Filter(since=f"{(y := year(c))}-03-01", until=f"{y}-03-07")
        ),
        "positions on an issue": lambda c: view.positions(
            Filter(who=c.choice(world.states).name, issue=c.choice(dossier.ISSUES))
        ),
        "events of a type": lambda c: view.events(
            Filter(type=c.choice(dossier.TYPES), who=somebody(c), since=year(c), limit=50)
        ),
        "entity": lambda c: view.entity(c.choice(world.people).name),
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


def size_of(store: str) -> int:
    """Bytes on disk."""
    if "://" not in store:
        return sum(path.stat().st_size for path in Path(store).parent.glob("*.db*"))
    engine = create_engine(locate(store))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(found.scalar_one())


def measure(store: str, *, reports: int, batch: int, asks: int) -> None:
    """Fill a store, ask it, and print the figures."""
    world = World.of()
    print("milliseconds; CPU is that of this process, which is all there is with SQLite")
    costs = {}
    for size, (wall, busy) in fill(store, world, reports=reports, batch=batch):
        costs[size] = busy
        print(f"add one at {size:>7,}: wall {1000 * wall:.2f} CPU {1000 * busy:.2f}", flush=True)
    print(
        f"CPU at the end is {costs[reports] / costs[min(costs)]:.2f} times that at the first size"
    )
    print(f"{size_of(store) / reports / 1024:.1f} KiB a report on disk")
    if "://" in store:
        engine = create_engine(locate(store), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ANALYZE"))
    with View.open(store) as view:
        print(f"{'':<28}    median       p95   CPU med   CPU p95")
        for name, question in questions(view, world).items():
            print(f"{name:<28} {ask(question, asks=asks)}", flush=True)


def main() -> None:
    """Measure one engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--asks", type=int, default=200)
    given = parser.parse_args()
    values = {"reports": given.reports, "batch": given.batch, "asks": given.asks}
    if given.postgres:
        with serving() as address:
            if address is None:
                sys.exit("PostgreSQL is not installed")
            measure(address, **values)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(str(Path(folder) / "memcon.db"), **values)


if __name__ == "__main__":
    main()
