"""Bulk runs over one corpus: the engines beside each other in the same run.

usage: python benchmarks/bulk.py CORPUS [--jobs 2] [--limit 5000] [--kill]

CORPUS is a file or folder that `memcon bulk` reads. The local engine and Dask on this machine take
turns; what counts are the CPU seconds of all processes together and whether both wrote the same
bytes. With --kill a worker of the Dask run is killed in the middle.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import os
import resource
import signal
import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from memcon.app.bulk import Plan, Progress, run_bulk
from memcon.bulk import Input, find_inputs, read_inputs
from memcon.config import load_settings
from memcon.errors import SourceError


@dataclass(frozen=True)
class Took:
    """What a run took, of all its processes."""

    cpu: float
    wall: float
    last: Progress


def cpu_seconds() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(plan: Plan, *, kill: bool) -> Took:
    """Run it once."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    killer = threading.Timer(30, kill_worker) if kill else None
    if killer:
        killer.start()
    *_, last = run_bulk(load_settings(), plan)
    if killer:
        killer.cancel()
    return Took(cpu_seconds() - cpu, time.perf_counter() - wall, last)


def kill_worker() -> None:
    """Kill one process that Dask has started."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            command = path.read_bytes()
            parent = int((path.parent / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"spawn_main" in command:
                os.kill(int(path.parent.name), signal.SIGKILL)
                print(f"killed {path.parent.name}")
                return


def same(one: Path, other: Path) -> bool:
    """Whether two outputs hold the same files with the same bytes."""
    names = sorted(str(path.relative_to(one)) for path in one.rglob("*") if path.is_file())
    found = sorted(str(path.relative_to(other)) for path in other.rglob("*") if path.is_file())
    return names == found and not filecmp.cmpfiles(one, other, names, shallow=False)[1]


def first(corpus: str, folder: Path, limit: int) -> str:
    """The first reports of a JSON lines corpus in a file of their own; else the corpus itself."""
    if not corpus.endswith(".jsonl"):
        return corpus
    inputs = [one for one in find_inputs([corpus]) if isinstance(one, Input)]
    raws = islice(read_inputs(inputs, max_bytes=20_000_000), limit)
    path = folder / "corpus.jsonl"
    with path.open("wb") as file:
        file.writelines(
            raw.data.rstrip(b"\n") + b"\n" for raw in raws if not isinstance(raw, SourceError)
        )
    return str(path)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int, default=5000)
    parser.add_argument("--kill", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = first(given.corpus, folder, given.limit)
        took = {}
        for engine in ("local", "dask"):
            plan = Plan((corpus,), str(folder / engine), engine=engine, workers=given.jobs)
            took[engine] = measure(plan, kill=given.kill and engine == "dask")
        for engine, one in took.items():
            ratio = one.cpu / took["local"].cpu
            rate = one.last.reports / one.wall * 60
            print(
                f"{engine:<6} {one.last.reports:6} reports, {one.last.failed} failed   "
                f"CPU {one.cpu:7.1f} s ({ratio:4.2f}x)   wall {one.wall:7.1f} s   "
                f"{rate:7.0f} reports a minute"
            )
        print("same bytes" if same(folder / "local", folder / "dask") else "DIFFERENT")


if __name__ == "__main__":
    main()
