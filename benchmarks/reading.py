"""Speed of `memcon read` beside the bare spaCy pipeline on the same texts, in the same run.

usage: python benchmarks/reading.py FOLDER [--rounds 4] [--copies 5]

The pipeline, the whole of memcon and the statements model alone take turns (A B C A B C …) in
one process, so that a noisy machine treats all alike; what counts are the ratios. Start-up is
the wall time of a fresh process that reads one short text, the best of three; memory is the
peak of a fresh process.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from memcon.app import Reader
from memcon.config import load_settings
from memcon.ingest import sources
from memcon.nlp import Parser
from memcon.nlp.encoder import Encoder
from memcon.record import Article

SHORT = "Foreign Minister Sergey Lavrov said on Monday that talks would resume in Geneva.\n"
MEGABYTE = 1024


def seconds_of(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds that ``work`` takes in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def start_up() -> tuple[float, int]:
    """Best wall seconds of three fresh processes, and the peak memory of one in megabytes."""
    best = min(_fresh() for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // MEGABYTE
    return best, peak


def _fresh() -> float:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "memcon", "read", "-", "--format", "jsonl"]
    subprocess.run(command, input=SHORT.encode(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def print_rounds(rounds: Sequence[Sequence[tuple[float, float]]], words: int) -> None:
    """One line for each kind of work, with its ratio to the bare pipeline in the same round."""
    names = ("bare spaCy pipeline", "memcon read, all stages", "statements model alone")
    for number, name in enumerate(names):
        cpu, wall = (median(row[number][clock] for row in rounds) for clock in (0, 1))
        cpu_ratio, wall_ratio = (
            median(row[number][clock] / row[0][clock] for row in rounds) for clock in (0, 1)
        )
        print(
            f"{name:<26} CPU {cpu:6.2f} s ({cpu_ratio:4.2f}x)   wall {wall:6.2f} s "
            f"({wall_ratio:4.2f}x)   {words / wall:6.0f} words/s"
        )


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--copies", type=int, default=5)
    given = parser.parse_args()

    # First, while this process is small: a child's peak memory counts its parent's at the fork.
    seconds, peak = start_up()
    articles = [item for item in sources([given.folder]) if isinstance(item, Article)]
    articles *= given.copies
    words = sum(len(article.text.split()) for article in articles)
    reader, bare, tagger = Reader(load_settings()), Parser(), Encoder.load()
    texts = [article.text for article in articles]

    def read_all() -> None:
        for _ in reader.read_articles(articles):
            pass

    def tag_all() -> None:
        tagger.find(texts)

    def parse_all() -> None:
        for _ in bare.pipe(texts):
            pass

    work = (parse_all, read_all, tag_all)
    for each in work:  # what is loaded on first use is not part of the rate
        each()
    rounds = [[seconds_of(each) for each in work] for _ in range(given.rounds)]
    print(f"{len(articles)} reports, {words} words, medians of {given.rounds} rounds in turn")
    print_rounds(rounds, words)
    print(f"start-up to the first record {seconds:.2f} s (best of 3), peak memory {peak} MB")


if __name__ == "__main__":
    main()
