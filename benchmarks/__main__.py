"""Measures what memcon costs beside its peers and writes the page.

usage: python -m benchmarks [--only NAME]... [--full] [--date DATE] [--render]

Every part runs in a process of its own and keeps its figures in ``benchmarks/results/NAME.jsonl``;
then ``docs/benchmarks.md`` and its picture are written from all that is kept. ``--render`` measures
nothing. ``--date`` is the day that the page names, today if not given.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.page import to_page
from benchmarks.parts import BY_NAME, PARTS, Part
from benchmarks.rows import (
    Conditions,
    Measured,
    from_lines,
    machine,
    read_measured,
    to_lines,
    write_measured,
)

ROOT: Final = Path(__file__).parents[1]
RESULTS: Final = Path(__file__).parent / "results"
PAGE: Final = ROOT / "docs/benchmarks.md"
PICTURE: Final = ROOT / "docs/img/benchmarks.svg"


def stored(folder: Path = RESULTS) -> dict[str, Measured]:
    """What is kept of every part that was measured."""
    paths = {part.name: folder / f"{part.name}.jsonl" for part in PARTS}
    return {name: read_measured(path) for name, path in paths.items() if path.exists()}


def run(part: Part, folder: Path, *, full: bool, date: str) -> None:
    """Measures one part in a process of its own and keeps the figures."""
    begin, load = time.perf_counter(), os.getloadavg()[0]
    command = [sys.executable, "-m", "benchmarks", "--measure", part.name]
    command += ["--full"] if full else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    conditions = Conditions(
        part=part.name,
        date=date,
        full=full,
        seconds=round(time.perf_counter() - begin, 1),
        load=(round(load, 1), round(os.getloadavg()[0], 1)),
        **machine(),  # type: ignore[arg-type]
    )
    write_measured(folder / f"{part.name}.jsonl", conditions, from_lines(done.stdout))


def render(folder: Path = RESULTS) -> None:
    """Writes the page and its picture from what is kept."""
    from benchmarks.plot import to_svg

    measured = stored(folder)
    PAGE.write_text(to_page(measured), "utf-8")
    PICTURE.write_text(to_svg(measured), "utf-8")


def main() -> int:
    """Run the parts; a part that breaks is told of and does not stop the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", choices=tuple(BY_NAME), help="one part")
    parser.add_argument("--full", action="store_true", help="larger sizes; takes about an hour")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder of the figures")
    parser.add_argument("--render", action="store_true", help="write the page from what is kept")
    parser.add_argument("--measure", choices=tuple(BY_NAME), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        sys.stdout.write(to_lines(BY_NAME[given.measure].measure(full=given.full)))
        return 0
    broken = 0
    for part in () if given.render else PARTS:
        if given.only is None or part.name in given.only:
            print(f"{part.name} …", file=sys.stderr, flush=True)
            try:
                run(part, given.out, full=given.full, date=given.date)
            except subprocess.CalledProcessError:
                broken += 1
                print(f"{part.name} broke; its older figures stay", file=sys.stderr)
    render(given.out)
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
