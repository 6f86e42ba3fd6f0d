"""How fast the desk answers many readers at once.

    python -m benchmarks.desk [--store FILE] [--reports 3000] [--readers 20] [--seconds 4]
        [--only NAME]... [--pause SECONDS]

Serves a store, or one that it fills with synthetic reports, and lets so many readers ask each kind
of page as fast as answers come: "anew" with addresses that nobody asked for before, "again" with
the same few. Drives ``wrk`` where it is on the PATH, else a slower loader in Python. Tells median
and 95th percentile and the CPU that the desk spends on one answer, in milliseconds, then failures,
and the bytes of the heaviest page with all that it loads. On a busy machine only the CPU says much:
so many readers who never pause wait for so many times as much.

With ``--pause`` readers are as people are: each looks at other pages of all kinds, none of which
anybody asked for before, and so many seconds at each.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote

import httpx
from tests.dossier import ISSUES, TYPES
from tests.web.serving import serving_process

from benchmarks.store import fill
from memcon.app.dossier import Dossier, open_dossier

FEW: Final = 8
"""Addresses of each kind that are asked for again and again."""
WEIGHED: Final = 5
ASSET: Final = re.compile(r'"(/static/[^"?]+)')
TWINS: Final = frozenset({"briefing", "entity", "events", "matrix", "network", "report", "today"})
"""Pages whose JSON is measured too; the others' rests on the same rows."""
SCRIPT: Final = """
local paths, at = {{}}, 0
for line in io.lines("{file}") do paths[#paths + 1] = line end
function request()
  at = at + 1
  local path = paths[at % #paths + 1]
  if {anew} then
    path = path .. (path:find("?", 1, true) and "&" or "?") .. "n={salt}-" .. at
  end
  return wrk.format("GET", path)
end
function done(summary, latency, _)
  local bad = summary.errors.status + summary.errors.timeout + summary.errors.read
  io.write(string.format("RESULT %d %d %d %d\\n", latency:percentile(50),
    latency:percentile(95), summary.requests, bad))
end
"""
"""What wrk runs: times are in microseconds."""


@dataclass(frozen=True, slots=True)
class Times:
    """What many readers met with: milliseconds, how many answers, and those that were none."""

    median: float
    late: float
    answers: int
    failed: int


def addresses(ask: Dossier, choose: Random) -> dict[str, list[str]]:
    """Addresses of each kind of page, about whatever the store holds, drawn by chance."""
    days = _days(ask, choose)
    reports = [r for d in days for r in ask.reports(since=d, until=d, limit=8)]
    events = [row for d in days for row in ask.events(since=d, until=d, limit=4)]
    said = [row for d in days for row in ask.statements(since=d, until=d, limit=4)]
    words = [word for row in said for word in row["content"].split()]
    names = [row["id"] for row in ask.entities(limit=500)]
    choose.shuffle(names)
    who = [f"?who={quote(one)}" for one in names[:200]]
    cells = [(row["holder"], row["issue"]) for row in ask.positions(limit=1000)]
    weeks = [f"?since={one}" for one in days]
    return {
        "today": ["/"],
        "reports": ["/reports", *(f"/reports{one}" for one in who)],
        "report": [f"/report/{row['id']}" for row in reports],
        "entities": ["/entities", *(f"/entities?kind={k}" for k in ("person", "country", "city"))],
        "entity": [f"/entity/{quote(one)}" for one in names],
        "matrix": ["/positions", *(f"/positions?until={one}" for one in days)],
        "issue": [f"/positions?issue={one}" for one in ISSUES],
        "history": [f"/positions/{quote(a)}/{quote(b)}" for a, b in cells],
        "statements": ["/statements", *(f"/statements{one}" for one in (*who, *weeks))],
        "events": ["/events", *(f"/events{one}" for one in who), *_typed("/events")],
        "event": [f"/event/{row['members'][-1]['event']}" for row in events],
        "timeline": ["/timeline", *(f"/timeline{one}" for one in (*who, *weeks))],
        "map": ["/map", *(f"/map{one}" for one in who), *_typed("/map")],
        "network": ["/network", *(f"/network{one}" for one in who)],
        "briefing": [f"/briefing{one}" for one in who],
        "search": [f"/search?q={quote(one)}" for one in dict.fromkeys(words)],
        "feed": ["/events.atom", "/positions.atom", *(f"/events.atom{one}" for one in who)],
        "corrections": ["/corrections"],
    }


def _typed(path: str) -> Iterator[str]:
    return (f"{path}?type={one}" for one in TYPES)


def _days(ask: Dossier, choose: Random, number: int = 60) -> list[str]:
    """Days on which reports were published, from all of the time that the store covers."""
    last = ask.reports(limit=1)[0]["published"]
    first = ask.reports(until=f"{int(last[:4]) - 6}", limit=1)
    years = range(int(first[0]["published"][:4]) if first else int(last[:4]) - 6, int(last[:4]) + 1)
    drawn = (f"{choose.choice(years)}-{choose.randint(1, 12):02}" for _ in count())
    found: dict[str, None] = {}
    for _, until in zip(range(number), drawn, strict=False):
        rows = ask.reports(until=f"{until}-{choose.randint(1, 28):02}", limit=1)
        found.update((row["published"], None) for row in rows)
    return list(found) or [last]


def twin(address: str) -> str:
    """The address of the same page as JSON."""
    path, mark, query = address.partition("?")
    return f"{'/today' if path == '/' else path}.json{mark}{query}"


def with_wrk(
    home: str, paths: Sequence[str], *, readers: int, seconds: int, salt: int | None
) -> Times:
    """What ``wrk`` measures; with ``salt`` every address is asked for once alone."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "ask.lua")
        listed.write_text("\n".join(paths), "utf-8")
        anew = "false" if salt is None else "true"
        script.write_text(SCRIPT.format(file=listed, anew=anew, salt=salt or 0), "utf-8")
        command = ["wrk", "-t1", f"-c{readers}", f"-d{seconds}s", "--timeout", "30s"]
        told = subprocess.run(
            [*command, "-s", str(script), home], check=True, capture_output=True, text=True
        ).stdout
    numbers = told.rpartition("RESULT ")[2].split()
    median, late, answers, failed = map(int, numbers)
    return Times(median / 1000, late / 1000, answers, failed)


def with_python(
    home: str, paths: Sequence[str], *, readers: int, seconds: int, salt: int | None
) -> Times:
    """The same without wrk: the loader itself takes a good part of a processor."""
    took: list[float] = []
    bad = 0

    async def read(client: httpx.AsyncClient, numbers: Iterator[int], end: float) -> None:
        nonlocal bad
        while time.perf_counter() < end:
            at = next(numbers)
            path = paths[at % len(paths)]
            more = "" if salt is None else f"{'&' if '?' in path else '?'}n={salt}-{at}"
            begun = time.perf_counter()
            answer = await client.get(home + path + more)
            took.append(1000 * (time.perf_counter() - begun))
            bad += answer.status_code >= 400

    async def read_all() -> None:
        numbers, end = count(), time.perf_counter() + seconds
        async with httpx.AsyncClient(timeout=30) as client:
            await asyncio.gather(*(read(client, numbers, end) for _ in range(readers)))

    asyncio.run(read_all())
    took.sort()
    return Times(took[len(took) // 2], took[int(len(took) * 0.95)], len(took), bad)


def weigh(home: str, paths: Sequence[str]) -> int:
    """The bytes of the heaviest of some pages with the files that it loads."""
    with httpx.Client(base_url=home, timeout=60) as client:

        def size(path: str) -> int:
            answer = client.get(path)
            files = set(ASSET.findall(answer.text))
            return len(answer.content) + sum(len(client.get(one).content) for one in files)

        return max(map(size, paths[:WEIGHED]))


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that is served: its address, the number of its process, and who asks it."""

    home: str
    process: int
    drive: Callable[..., Times]

    def load(self, paths: Sequence[str], *, salt: int | None) -> str:
        """What asking came to, as part of a line; begins when earlier calls are done."""
        httpx.get(f"{self.home}/corrections?n={time.time()}", timeout=60)
        begun = self._busy()
        times = self.drive(self.home, paths, salt=salt)
        busy = 1000 * (self._busy() - begun) / max(times.answers, 1)
        return f"{times.median:10.1f}{times.late:10.1f}{busy:10.1f}{times.failed:8}"

    def warm(self, paths: Sequence[str]) -> None:
        """Ask for each once."""
        for path in paths:
            httpx.get(self.home + path, timeout=60)

    def _busy(self) -> float:
        """Seconds that the desk has kept a processor busy (Linux, proc(5))."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(desk: Served, kinds: dict[str, list[str]], only: Sequence[str]) -> None:
    """Ask for every kind of page and print the figures."""
    heads = ("anew", "p95", "CPU", "failed", "again", "p95", "CPU", "failed", "bytes")
    print(f"{'milliseconds':<16}" + "".join(f"{h:>{8 if h == 'failed' else 10}}" for h in heads))
    for salt, (name, paths) in enumerate(_with_twins(kinds)):
        if not only or name.partition(".")[0] in only:
            weight = weigh(desk.home, paths)
            anew = desk.load(paths, salt=int(time.time()) + salt)
            desk.warm(paths[:FEW])
            again = desk.load(paths[:FEW], salt=None)
            print(f"{name:<16}{anew}{again}{weight:10,}", flush=True)


def stroll(
    home: str, kinds: dict[str, list[str]], *, readers: int, seconds: int, pause: float
) -> None:
    """Readers who look at each page for a while, and what each kind of page took, printed."""
    took: dict[str, list[float]] = defaultdict(list)
    failed = asyncio.run(_stroll_all(home, kinds, took, (readers, seconds, pause)))
    took["all pages"] = [one for some in took.values() for one in some]
    print(f"{readers} readers, {pause:g} s at each page; every page asked for once, milliseconds")
    print(f"{'':<16}{'answers':>10}{'median':>10}{'p95':>10}{'longest':>10}")
    for name, times in took.items():
        times.sort()
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{name:<16}{len(times):>10}{middle:>10.1f}{late:>10.1f}{times[-1]:>10.1f}")
    print(f"{failed} failed")


async def _stroll_all(
    home: str,
    kinds: dict[str, list[str]],
    took: dict[str, list[float]],
    load: tuple[int, int, float],
) -> int:
    """Fills ``took`` with milliseconds by kind of page; gives how many answers were none."""
    readers, seconds, pause = load
    end, salt = time.perf_counter() + seconds, int(time.time())

    async def read(client: httpx.AsyncClient, reader: int) -> int:
        choose, bad, asked = Random(reader), 0, count()
        await asyncio.sleep(choose.random() * pause)
        while time.perf_counter() < end:
            name = choose.choice(list(kinds))
            path = choose.choice(kinds[name])
            path += f"{'&' if '?' in path else '?'}n={salt}-{reader}-{next(asked)}"
            begun = time.perf_counter()
            answer = await client.get(home + path)
            took[name].append(1000 * (time.perf_counter() - begun))
            bad += answer.status_code >= 400
            await asyncio.sleep(pause)
        return bad

    async with httpx.AsyncClient(timeout=60) as client:
        return sum(await asyncio.gather(*(read(client, one) for one in range(readers))))


def _with_twins(kinds: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    for name, paths in kinds.items():
        yield name, paths
        if name in TWINS:
            yield f"{name}.json", list(map(twin, paths))


def _driver(readers: int, seconds: int) -> Callable[..., Times]:
    drive = with_wrk if shutil.which("wrk") else with_python
    return partial(drive, readers=readers, seconds=seconds)


def main() -> None:
    """Serve a store and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", help="a store that is there; it is only read")
    parser.add_argument("--reports", type=int, default=3000, help="of a store that is filled")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=4, help="for each kind of page, twice")
    parser.add_argument("--only", action="append", default=[], help="one kind of page")
    parser.add_argument("--pause", type=float, help="seconds that a reader looks at a page")
    given = parser.parse_args()
    with ExitStack() as stack:
        store = given.store
        if store is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            store = str(Path(folder) / "memcon.db")
            list(fill(store, reports=given.reports, batch=100))
        with open_dossier(store) as ask:
            kinds = addresses(ask, Random(5))
        home, process = stack.enter_context(serving_process(store))
        if given.pause is not None:
            load = {"readers": given.readers, "seconds": given.seconds, "pause": given.pause}
            wanted = {name: kinds[name] for name in given.only or kinds}
            stroll(home, wanted, **load)
            return
        drive = _driver(given.readers, given.seconds)
        measure(Served(home, process, drive), kinds, given.only)


if __name__ == "__main__":
    main()
