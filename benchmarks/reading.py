"""Speed of reading beside the bare spaCy pipeline and the encoder alone on the same texts.

usage: python -m benchmarks.reading [FOLDER] [--rounds 4] [--copies 5]

The pipeline, the whole of memcon and the encoder alone take turns in one process; what counts are
the ratios. Peak memory is that of fresh processes that read the same texts once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.reports import EXAMPLES
from benchmarks.rows import Note, Row
from benchmarks.turns import compared, fresh_in_turn, in_turn, python, rates

BARE: Final = "bare spaCy pipeline"
WHOLE: Final = "memcon read, all stages"
PARSE: Final = "memcon's parse alone"
ENCODER: Final = "encoder alone"
PARSED: Final = """
import sys
from memcon.ingest import sources
from memcon.nlp.pipeline import load_pipeline
for doc in load_pipeline().pipe(one.text for one in sources(sys.argv[1:])):
    pass
"""
TABLE: Final = "The same reports"


def measure(*, full: bool) -> Iterator[Row | Note]:
    """All stages on the examples."""
    yield from compare(str(EXAMPLES), rounds=6 if full else 4, copies=5 if full else 1)


def compare(folder: str, *, rounds: int, copies: int) -> Iterator[Row | Note]:
    """All stages on the reports of a folder, each read so many times."""
    memory = _memory(folder)  # first: a child's peak counts that of its parent
    from memcon.app import Reader
    from memcon.config import load_settings
    from memcon.ingest import sources
    from memcon.nlp import Parser
    from memcon.nlp.encoder import Encoder
    from memcon.nlp.pipeline import load_pipeline
    from memcon.record import Article

    articles = [one for one in sources([folder]) if isinstance(one, Article)] * copies
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    reader, bare, encoder = (
        Reader(load_settings(threads=1)),
        load_pipeline(),
        Encoder.load(threads=1),
    )
    parser = Parser()
    works = {
        BARE: lambda: list(bare.pipe(texts)),
        WHOLE: lambda: list(reader.read_articles(articles)),
        PARSE: lambda: parser.parse(articles),
        ENCODER: lambda: encoder.find(texts),
    }
    took = in_turn(works, rounds=rounds)
    yield from compared(TABLE, took)
    yield from rates(TABLE, took, count=words, what="words")
    yield from memory
    yield Note(
        text=f"{len(articles)} reports of {words:,} words, {rounds} rounds, on one thread. The "
        "bare pipeline is given whole reports, which takes more memory than memcon's paragraphs."
    )


def _memory(folder: str) -> list[Row]:
    commands = {
        BARE: [*python(PARSED), folder],
        WHOLE: [sys.executable, "-m", "memcon", "read", folder, "--format", "jsonl"],
    }
    took = fresh_in_turn(commands, rounds=1)
    return [one for one in compared(TABLE, took, peak=True) if one.measure == "peak memory"]


def main() -> None:
    """Measure and print."""
    from benchmarks.page import to_tables

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(EXAMPLES), type=Path)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--copies", type=int, default=5)
    given = parser.parse_args()
    found = compare(str(given.folder), rounds=given.rounds, copies=given.copies)
    print(to_tables([one for one in found if isinstance(one, Row)]))


if __name__ == "__main__":
    main()
