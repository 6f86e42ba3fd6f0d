"""Article extraction beside trafilatura's, on the article-extraction-benchmark.

    python -m benchmarks.pages GOLD_DIR

``GOLD_DIR`` holds ``ground-truth.json`` and ``html/*.html`` or ``html/*.html.gz``. The measure
is that benchmark's own (Scrapinghub 2019, github.com/scrapinghub/article-extraction-benchmark,
``evaluate.py``): texts become bags of four-word shingles; precision and recall are averaged
over pages; F1 is their harmonic mean. Its ground truth is the article body: no headline, no
photo captions, but explanatory boxes. memcon is therefore scored on the text of all its blocks
other than headline and caption; trafilatura on ``extract(html, include_comments=False)``.
Pages in other languages are scored too, so the language check is left out here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import trafilatura

from benchmarks.reports import EXAMPLES
from benchmarks.rows import Note, Row
from benchmarks.turns import compared, in_turn, rates
from memcon.errors import SourceError
from memcon.ingest import sources
from memcon.ingest.charset import decode_page
from memcon.ingest.layout import find_kinds
from memcon.ingest.page import read_page
from memcon.record import BlockKind

SHINGLE = 4
GOLD = "Pages with a known text"
BODY = frozenset(BlockKind) - {BlockKind.HEADLINE, BlockKind.CAPTION}


class Scores(NamedTuple):
    """Precision and recall, each 0 to 1, and pages read in a second of processor time."""

    precision: float
    recall: float
    speed: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_memcon(page: bytes) -> str:
    """The body text that memcon reads; empty where it refuses the page."""
    try:
        pieces = read_page(decode_page(page, "page"), "page").pieces
    except SourceError:
        return ""
    kinds = find_kinds(pieces)
    return "\n".join(p.text for p, kind in zip(pieces, kinds, strict=True) if kind in BODY)


def read_trafilatura(page: bytes) -> str:
    """The body text that trafilatura extracts by itself."""
    return trafilatura.extract(page, include_comments=False) or ""


def shingle(text: str) -> Counter[tuple[str, ...]]:
    """Bag of runs of four words; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    count = max(1, len(words) - SHINGLE + 1) if words else 0
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(count))


def score_page(predicted: str, gold: str) -> tuple[float | None, float | None]:
    """Precision and recall of one page; ``None`` where there is nothing to divide by."""
    found, true = shingle(predicted), shingle(gold)
    shared = (found & true).total()
    precision = shared / found.total() if found else None
    return precision, shared / true.total() if true else None


def run(
    pages: Mapping[str, bytes],
    gold: Mapping[str, str],
    read: Callable[[bytes], str],
    *,
    verbose: bool,
) -> Scores:
    """Scores of one reader over all pages."""
    began = time.process_time()
    texts = {key: read(page) for key, page in pages.items()}
    seconds = time.process_time() - began
    scored = {key: score_page(texts[key], gold[key]) for key in pages}
    if verbose:
        for key, (precision, recall) in scored.items():
            print(f"  {key[:8]} precision {precision or 0:.3f} recall {recall or 0:.3f}")
    return Scores(
        statistics.mean(p for p, _ in scored.values() if p is not None),
        statistics.mean(r for _, r in scored.values() if r is not None),
        len(pages) / seconds,
    )


def load_pages(folder: Path) -> dict[str, bytes]:
    """The pages by key, the file name up to its first dot."""
    plain = {p.name.split(".")[0]: p.read_bytes() for p in sorted(folder.glob("*.html"))}
    packed = {
        p.name.split(".")[0]: gzip.decompress(p.read_bytes())
        for p in sorted(folder.glob("*.html.gz"))
    }
    return plain | packed


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Speed on the pages of the examples; and F1 on the gold pages where they are."""
    copies, rounds = (30, 7) if full else (5, 5)
    logging.disable(logging.CRITICAL)
    paths = sorted(str(path) for path in EXAMPLES.glob("*/*.html")) * copies
    pages = [Path(path).read_bytes() for path in paths]
    works: dict[str, Callable[[], object]] = {
        "trafilatura": lambda: [read_trafilatura(page) for page in pages],
        "memcon, text and blocks": lambda: [read_memcon(page) for page in pages],
        "memcon ingest, whole": lambda: list(sources(paths)),
    }
    took = in_turn(works, rounds=rounds)
    yield from compared("Pages of the examples", took)
    yield from rates("Pages of the examples", took, count=len(pages), what="pages")
    gold = Path(os.environ.get("MEMCON_SHARED", "")) / "gold/pages"
    if (gold / "ground-truth.json").exists():
        for name, found in score(gold, verbose=False).items():
            yield from _rows(name, found)
    else:
        yield Note(text="F1 was not measured: the gold pages are not here.")


def _rows(name: str, found: Scores) -> Iterator[Row]:
    cells = {"F1": found.f1, "precision": found.precision, "recall": found.recall}
    for what, value in cells.items():
        yield Row(table=GOLD, subject=name, measure=what, value=value)
    yield Row(table=GOLD, subject=name, measure="pages a CPU second", value=found.speed)


def score(folder: Path, *, verbose: bool) -> dict[str, Scores]:
    """Both readers on the gold pages of a folder."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    gold = {key: row["articleBody"] for key, row in truth.items()}
    pages = {k: page for k, page in load_pages(folder / "html").items() if k in gold}
    readers = {"trafilatura": read_trafilatura, "memcon": read_memcon}
    for reader in readers.values():
        reader(next(iter(pages.values())))
    return {name: run(pages, gold, reader, verbose=verbose) for name, reader in readers.items()}


def main() -> int:
    """Print both readers' scores; exit code 1 where memcon's F1 is the lower."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with ground-truth.json and html/")
    parser.add_argument("--verbose", action="store_true", help="one line per page as well")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scores = score(options.gold, verbose=options.verbose)
    for name, found in scores.items():
        print(
            f"{name:<12} F1 {found.f1:.3f}  precision {found.precision:.3f}  "
            f"recall {found.recall:.3f}  pages per CPU second {found.speed:.0f}"
        )
    return 0 if scores["memcon"].f1 >= scores["trafilatura"].f1 else 1


if __name__ == "__main__":
    sys.exit(main())
