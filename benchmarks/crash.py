"""Kills ``add`` at any moment, adds again, and asks whether the store is as if nothing had been.

    python -m benchmarks.crash [--postgres] [--kills 20] [--reports 200]

Each trial fills a new store, is killed (SIGKILL) after a random number of reports, checks that
all that was told of as added is there and nothing half, adds again, and compares the dump with
that of an undisturbed run. With ``--postgres`` it starts a server of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine, text
from tests import dossier
from tests.postgres import serving
from tests.settled import settled

from memcon.store import View, Writer
from memcon.store.location import locate

READY = "ready"


def add(store: str, reports: int) -> None:
    """Add reports one by one; names each as soon as it is safe."""
    with Writer.open(store) as writer:
        print(READY, flush=True)
        for record in dossier.records(reports):
            writer.add([record])
            print(record.article.id, flush=True)


def start(store: str, reports: int) -> subprocess.Popen[str]:
    """A process that adds."""
    command = [sys.executable, "-m", "benchmarks.crash", "--store", store]
    command += ["--reports", str(reports)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def killed_after(store: str, *, reports: int, told: int, wait_s: float) -> list[str]:
    """The reports that a process told of before it was killed: ``told`` of them, or a few more."""
    process = start(store, reports)
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(told + 1)]
    time.sleep(wait_s)
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().split()
    process.wait()
    assert lines[0] == READY, "the process did not start"
    return lines[1:]


def digest(store: str) -> str:
    """The same for equal stores: of all that is kept and resolved, and of all answers."""
    with View.open(store) as view:
        rows = (*view.dump(), *map(str, view.timeline()), str(view.counts()))
    rows = (*rows, str(settled(store)))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def clear(store: str) -> None:
    """Drop what a trial left in a PostgreSQL database."""
    engine = create_engine(locate(store))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS memcon CASCADE"))
    engine.dispose()


def trial(store: str, *, reports: int, told: int, wait_s: float) -> tuple[str, int]:
    """The digest after a kill and a second run, and how many reports were safe at the kill."""
    named = killed_after(store, reports=reports, told=told, wait_s=wait_s)
    with View.open(store) as view:
        kept = [record.article.id for record in view.records()]
    assert set(named) <= set(kept), "what was told of as added is not there"
    assert len(kept) <= len(named) + 1, "more is there than was worked on"
    assert not settled(store)["unsettled"], "what is there is not resolved"
    add_again = start(store, reports)
    add_again.communicate()
    assert add_again.returncode == 0
    return digest(store), len(kept)


def run(address: str | None, *, kills: int, reports: int) -> None:
    """The trials, in files of SQLite or in the PostgreSQL database at ``address``."""
    choose = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        stores = [address or str(Path(folder) / f"{n}.db") for n in range(kills + 1)]
        start(stores[0], reports).communicate()
        wanted = digest(stores[0])
        for number, store in enumerate(stores[1:], 1):
            if address:
                clear(address)
            told, wait_s = choose.randrange(reports), choose.uniform(0, 0.02)
            found, safe = trial(store, reports=reports, told=told, wait_s=wait_s)
            assert found == wanted, f"kill {number} at {safe} reports: the stores differ"
            print(f"kill {number}: {safe} of {reports} were safe; equal after a second run")
    print(f"{kills} kills, {kills} equal stores")


def main() -> None:
    """Run the trials and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--at", help="the address of an empty PostgreSQL database to use")
    parser.add_argument("--store", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.store:
        add(given.store, given.reports)
    elif given.postgres:
        with serving() as address:
            assert address, "PostgreSQL is not installed"
            run(address, kills=given.kills, reports=given.reports)
    else:
        run(given.at, kills=given.kills, reports=given.reports)


if __name__ == "__main__":
    main()
