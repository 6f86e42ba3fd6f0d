"""Whether cost grows with size alone: many short reports, and one long text, in fresh processes.

usage: python -m benchmarks --only growth [--full]
       python -m benchmarks.growth profile WORDS

``profile`` reads one text of so many words and prints which functions took the time in each stage.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import Final

from benchmarks.rows import Note, Row
from benchmarks.turns import peak_here, timed

REPORTS: Final = (10, 100, 1000)
LENGTHS: Final = (2000, 20_000)
LINE: Final = 100_000
FULL_REPORTS: Final = 10_000
FULL_LENGTH: Final = 200_000
FULL_LINE: Final = 1_000_000
LEAST: Final = 100
"""Reports that are read in any case, in runs of the size measured: few take too short a time."""
SHOWN: Final = 12


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Cost a report and a word at several sizes, each in processes of their own, in turn."""
    reports = (*REPORTS, FULL_REPORTS) if full else REPORTS
    lengths = (*LENGTHS, FULL_LENGTH) if full else LENGTHS
    yield from _many(reports, rounds=3 if full else 1)
    yield from _long(lengths)
    yield from _line(FULL_LINE if full else LINE)
    yield Note(
        text="Short reports are a paragraph of an example between two made-up sentences with "
        "invented people; a long text is such reports one after the other. The ratio is to the "
        "cost at the first size."
    )


def _many(sizes: Sequence[int], *, rounds: int) -> Iterator[Row]:
    """The ratio is to the first size, the median over rounds in turn."""
    asked = [{size: _asked("reports", size) for size in sizes} for _ in range(rounds)]
    for size in sizes:
        cell = partial(Row, table="Short reports", subject=f"{size:,} reports")
        costs = [one[size]["cpu"] / one[size]["reports"] for one in asked]
        first = [one[sizes[0]]["cpu"] / one[sizes[0]]["reports"] for one in asked]
        ratio = median(cost / base for cost, base in zip(costs, first, strict=True))
        yield cell(measure="CPU a report", value=1000 * median(costs), unit="ms", ratio=ratio)
        peak = median(one[size]["peak"] for one in asked)
        yield cell(measure="peak memory", value=peak, unit="MB")


def _long(sizes: Sequence[int]) -> Iterator[Row]:
    found = {size: _asked("words", size) for size in sizes}
    base = found[sizes[0]]
    for size, one in found.items():
        cell = partial(Row, table="One long text", subject=f"{size:,} words")
        for name in _stages(one):
            cost, first = _cost(one, name), _cost(base, name)
            measure = f"{name}, CPU a 1,000 words" if name == "whole" else name
            yield cell(measure=measure, value=1000 * cost, unit="ms", ratio=cost / first)
        yield cell(measure="peak memory", value=one["peak"], unit="MB")


def _line(size: int) -> Iterator[Row]:
    one = _asked("line", size)
    cell = partial(Row, table="One line", subject=f"{size:,} characters on one line")
    cost = 1000 * _cost(one, "whole")
    yield cell(measure="CPU a 1,000 words", value=cost, unit="ms")
    yield cell(measure="peak memory", value=one["peak"], unit="MB")


def _stages(found: Mapping[str, float]) -> list[str]:
    return ["whole", *(name for name in found if name not in ("whole", "words", "peak", "fold"))]


def _cost(found: Mapping[str, float], stage: str) -> float:
    return 1000 * found[stage] / found["words"]


def _asked(kind: str, size: int) -> dict[str, float]:
    """The answer of a fresh process."""
    command = [sys.executable, "-m", "benchmarks.growth", kind, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def read_many(size: int) -> dict[str, float]:
    """CPU seconds and peak memory of reading so many reports as they come."""
    from benchmarks.reports import short_reports
    from memcon.app import Reader
    from memcon.config import load_settings

    reader = Reader(load_settings(threads=1))
    runs = max(1, LEAST // size)

    def read() -> None:
        for run in range(runs):
            for _ in reader.read_articles(short_reports(run * size, size)):
                pass

    list(reader.read_articles(short_reports(0, 3)))  # loads what is loaded on first use
    took = timed(read)
    return {"cpu": took.cpu, "reports": runs * size, "peak": peak_here()}


def read_one(text: str) -> dict[str, float]:
    """CPU seconds of each stage, words and peak memory of reading one text."""
    from benchmarks.reports import short_reports
    from benchmarks.stages import Stages
    from memcon.ingest import article_of_text

    stages = Stages()
    stages.seconds(list(short_reports(0, 3)))
    found = stages.seconds([article_of_text(text)])
    whole = {"whole": sum(found.values()), "words": float(len(text.split()))}
    return {**whole, **found, "peak": peak_here()}


def profile(words: int) -> None:
    """Print the functions of each stage that took most time themselves."""
    from benchmarks.reports import long_text
    from benchmarks.stages import Stages
    from memcon.ingest import article_of_text

    stages = Stages()
    article = article_of_text(long_text(words))
    for name, finder in stages.finders.items():
        readings = stages.before(name, [article])
        watched = cProfile.Profile()
        watched.runcall(finder, readings)
        print(f"stage {name}, {words:,} words")
        pstats.Stats(watched).sort_stats("tottime").print_stats(SHOWN)


def main() -> None:
    """Read something of one size and print what it took, as JSON; or profile."""
    from benchmarks.reports import long_text, one_line

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("reports", "words", "line", "profile"))
    parser.add_argument("size", type=int)
    given = parser.parse_args()
    size: int = given.size
    if given.kind == "profile":
        profile(size)
    elif given.kind == "reports":
        print(json.dumps(read_many(size)))
    else:
        print(json.dumps(read_one(long_text(size) if given.kind == "words" else one_line(size))))


if __name__ == "__main__":
    main()
