"""Speed of `memcon read` beside the bare spaCy pipeline on the same texts, in the same run.

usage: python benchmarks/reading.py FOLDER [--rounds 4] [--copies 5]

The two alternate (A B A B …) in one process, so that a noisy machine treats both alike; the
figures are CPU seconds, and what counts is their ratio. Start-up is the wall time of a fresh
process that reads one short text, the best of three; memory is the peak of a fresh process.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from memcon.app import Reader
from memcon.config import load_settings
from memcon.ingest import sources
from memcon.nlp import Parser
from memcon.record import Article

SHORT = "Foreign Minister Sergey Lavrov said on Monday that talks would resume in Geneva.\n"
MEGABYTE = 1024


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process that ``work`` takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


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


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--copies", type=int, default=5)
    given = parser.parse_args()

    articles = [item for item in sources([given.folder]) if isinstance(item, Article)]
    articles *= given.copies
    words = sum(len(article.text.split()) for article in articles)
    reader, bare = Reader(load_settings()), Parser()
    texts = [article.text for article in articles]

    def read_all() -> None:
        for article in articles:
            reader.read_article(article)

    def parse_all() -> None:
        for _ in bare.pipe(texts):
            pass

    read_all(), parse_all()  # what is loaded on first use is not part of the rate
    pairs = [(cpu_seconds(parse_all), cpu_seconds(read_all)) for _ in range(given.rounds)]
    spacy_s, memcon_s = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(read / parse for parse, read in pairs)
    seconds, peak = start_up()

    print(f"{len(articles)} reports, {words} words, {given.rounds} rounds, CPU seconds (median)")
    print(f"bare spaCy pipeline   {spacy_s:7.2f} s  {words / spacy_s:8.0f} words/s")
    print(f"memcon read           {memcon_s:7.2f} s  {words / memcon_s:8.0f} words/s")
    print(f"memcon beside spaCy   {ratio:7.2f} times its time")
    print(f"start-up to the first record {seconds:.2f} s (best of 3), peak memory {peak} MB")


if __name__ == "__main__":
    main()
