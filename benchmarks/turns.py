"""Taking time fairly: what is compared takes turns, A B A B, so that noise treats all alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.rows import Row

MEGABYTE: Final = 1024
"""Kibibytes, in which the kernel tells memory."""
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that something took, and the peak in megabytes of a process of its own."""

    cpu: float
    wall: float
    peak: float = 0.0


def timed(work: Work) -> Took:
    """What ``work`` takes in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Took(time.process_time() - cpu, time.perf_counter() - wall)


def in_turn(works: Mapping[str, Work], *, rounds: int) -> list[dict[str, Took]]:
    """What each took in every round, after one round that does not count."""
    for work in works.values():  # what is loaded on first use is not part of the rate
        work()
    return [{name: timed(work) for name, work in works.items()} for _ in range(rounds)]


def fresh(command: Sequence[str], given: bytes = b"") -> Took:
    """What a process of its own takes. Call it while this process is small.

    A child's peak memory counts its parent's at the fork.
    """
    begin = time.perf_counter()
    with subprocess.Popen(
        command,
        env=_as_installed(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - begin
    return Took(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / MEGABYTE)


def _as_installed() -> dict[str, str]:
    """The environment in which modules are compiled once, as an installer does, not each time."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def fresh_in_turn(
    commands: Mapping[str, Sequence[str]], *, rounds: int, given: bytes = b""
) -> list[dict[str, Took]]:
    """As :func:`in_turn`, each in a process of its own."""
    return in_turn_of({name: _fresh(command, given) for name, command in commands.items()}, rounds)


def in_turn_of(works: Mapping[str, Callable[[], Took]], rounds: int) -> list[dict[str, Took]]:
    """What each says that it took in every round; the first round fills the disk's cache."""
    for work in works.values():
        work()
    return [{name: work() for name, work in works.items()} for _ in range(rounds)]


def python(code: str) -> list[str]:
    """The command that runs ``code``."""
    return [sys.executable, "-c", code]


def compared(
    table: str, rounds: Sequence[Mapping[str, Took]], *, peak: bool = False
) -> Iterator[Row]:
    """CPU and wall seconds of all, with their ratios to the first of the same round."""
    clocks = {"CPU": "cpu", "wall": "wall"} | ({"peak memory": "peak"} if peak else {})
    base = next(iter(rounds[0]))
    for name in rounds[0]:
        for measure, clock in clocks.items():
            values = [getattr(row[name], clock) for row in rounds]
            yield Row(
                table=table,
                subject=name,
                measure=measure,
                value=median(values),
                unit="MB" if clock == "peak" else "s",
                ratio=median(
                    getattr(row[name], clock) / getattr(row[base], clock) for row in rounds
                ),
            )


def rates(
    table: str, rounds: Sequence[Mapping[str, Took]], *, count: float, what: str
) -> Iterator[Row]:
    """How many a CPU second of all that was read in a round."""
    for name in rounds[0]:
        rate = count / median(row[name].cpu for row in rounds)
        yield Row(table=table, subject=name, measure=f"{what} a CPU second", value=rate)


def peak_here() -> float:
    """The most memory that this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MEGABYTE


def _fresh(command: Sequence[str], given: bytes) -> Callable[[], Took]:
    return lambda: fresh(command, given)
