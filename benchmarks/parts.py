"""The parts of a run, in order: what each compares, and the module that measures it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from benchmarks.rows import Note, Row


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page; ``module`` has ``measure(full=…)``, which gives its rows."""

    name: str
    title: str
    module: str
    about: str

    def measure(self, *, full: bool) -> Iterator[Row | Note]:
        """Measures; loads the libraries that it needs."""
        work: Callable[..., Iterator[Row | Note]] = import_module(self.module).measure
        return work(full=full)


PARTS: Final = (
    Part(
        "reading",
        "Reading a report",
        "benchmarks.reading",
        "The whole of memcon beside the bare spaCy pipeline that it runs, and beside its encoder "
        "alone. memcon computes the pipeline's networks with numpy's matrix library: where spaCy's "
        "own knows the processor better than it did this one, the bare pipeline costs less and the "
        "ratios are higher.",
    ),
    Part(
        "growth",
        "Growth",
        "benchmarks.growth",
        "What a report costs when there are more of them, and what a thousand words cost when a "
        "text is longer, stage by stage; every size in a process of its own.",
    ),
    Part(
        "startup",
        "Start-up",
        "benchmarks.startup",
        "Wall time from the command to the end of the answer.",
    ),
    Part(
        "statements",
        "Who said what",
        "benchmarks.statements",
        "memcon's statements beside textacy's direct quotations on reports that are parsed "
        "already, and how many of the statements that were annotated in the examples each finds.",
    ),
    Part(
        "times",
        "When",
        "benchmarks.times",
        "memcon's times beside `dateparser.search`, told the same day of publication, on the "
        "sentences of `tests/data/times.jsonl`.",
    ),
    Part(
        "pages",
        "Pages",
        "benchmarks.pages",
        "memcon's reading of web pages beside trafilatura alone, which it is built on.",
    ),
    Part(
        "names",
        "Names",
        "benchmarks.kb",
        "Finding 200,000 names in the examples. The others compare letters; memcon asks for the "
        "capitals of names, knows diacritics and possessives, and gives candidates with priors.",
    ),
    Part(
        "store",
        "The store",
        "benchmarks.keeping",
        "Keeping made-up reports in SQLite and asking about them, as `benchmarks/store.py` says.",
    ),
    Part(
        "bulk",
        "Bulk runs",
        "benchmarks.engines",
        "The local engine beside Dask distributed, two processes each; CPU is that of all "
        "processes together.",
    ),
    Part(
        "sizes",
        "Sizes",
        "benchmarks.sizes",
        "What is downloaded, and what lies on the disk afterwards.",
    ),
)
BY_NAME: Final = {part.name: part for part in PARTS}
