"""Data sets out: one module for each format; :data:`FORMATS` names them all.

A format either gives the text of one file, piece by piece, or writes several files into a folder.
Equal material gives equal bytes: everything is in order, and no format looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from memcon.export import (
    bibtex,
    csl,
    dna,
    ftm,
    graphml,
    ics,
    jsonl,
    jsonld,
    parquet,
    polecat,
    sheets,
)
from memcon.export.material import Material


@dataclass(frozen=True, slots=True)
class Stream:
    """A format of one file; what it gives is written as UTF-8."""

    lines: Callable[[Material], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Folder:
    """A format of several files, which it writes into a folder that is there."""

    write: Callable[[Material, Path], None]
    files: Sequence[str]


FORMATS: Final[Mapping[str, Stream | Folder]] = {
    "jsonl": Stream(jsonl.lines),
    "csv": Folder(sheets.write, sheets.FILES),
    "parquet": Folder(parquet.write, parquet.FILES),
    "dna": Stream(dna.lines),
    "polecat": Stream(polecat.lines),
    "graphml": Folder(graphml.write, graphml.FILES),
    "ics": Stream(ics.lines),
    "ftm": Stream(ftm.lines),
    "jsonld": Stream(jsonld.lines),
    "bibtex": Stream(bibtex.lines),
    "csl": Stream(csl.lines),
}

__all__ = ["FORMATS", "Folder", "Material", "Stream"]
