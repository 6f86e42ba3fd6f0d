"""Article extraction beside trafilatura's, on the article-extraction-benchmark.

    python benchmarks/pages.py GOLD_DIR

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
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import trafilatura

from memcon.errors import SourceError
from memcon.ingest.charset import decode_page
from memcon.ingest.layout import find_kinds
from memcon.ingest.page import read_page
from memcon.record import BlockKind

SHINGLE = 4
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


def main() -> int:
    """Print both readers' scores; exit code 1 where memcon's F1 is the lower."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with ground-truth.json and html/")
    parser.add_argument("--verbose", action="store_true", help="one line per page as well")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    truth = json.loads((options.gold / "ground-truth.json").read_text("utf-8"))
    gold = {key: row["articleBody"] for key, row in truth.items()}
    pages = {k: page for k, page in load_pages(options.gold / "html").items() if k in gold}
    readers = {"memcon": read_memcon, "trafilatura": read_trafilatura}
    for reader in readers.values():
        reader(next(iter(pages.values())))
    scores = {}
    for name, reader in readers.items():
        scores[name] = found = run(pages, gold, reader, verbose=options.verbose)
        print(
            f"{name:<12} F1 {found.f1:.3f}  precision {found.precision:.3f}  "
            f"recall {found.recall:.3f}  pages per CPU second {found.speed:.0f}  (n={len(pages)})"
        )
    return 0 if scores["memcon"].f1 >= scores["trafilatura"].f1 else 1


if __name__ == "__main__":
    sys.exit(main())
