"""What a part measured, as JSON lines: the first line says under what conditions."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

GIBIBYTE: Final = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure: a cell of ``table``, in the line of ``subject`` and the column of ``measure``."""

    table: str
    subject: str
    measure: str
    value: float
    unit: str = ""
    ratio: float | None = None
    """To the first subject of the table, in the same run; the median over rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence below the tables; ``verbatim`` is what a program printed."""

    text: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When and on what a part was measured; no name of a machine."""

    part: str
    date: str
    full: bool
    seconds: float
    load: tuple[float, float]
    """Processes that wanted to run in the last minute, at the start and at the end."""
    cores: int
    memory_gib: float
    python: str


@dataclass(frozen=True, slots=True)
class Measured:
    """All that a part measured."""

    conditions: Conditions
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


def machine() -> dict[str, object]:
    """Cores, memory and Python of this machine."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages / GIBIBYTE),
        "python": platform.python_version(),
    }


def to_lines(found: Iterable[Conditions | Row | Note]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)


def from_lines(text: str) -> tuple[Row | Note, ...]:
    """What :func:`to_lines` wrote, without conditions."""
    return tuple(
        Row(**data) if "measure" in data else Note(**data)
        for data in map(json.loads, text.splitlines())
    )


def read_measured(path: Path) -> Measured:
    """The file of one part."""
    first, _, rest = path.read_text("utf-8").partition("\n")
    data = json.loads(first)
    found = from_lines(rest)
    return Measured(
        Conditions(**{**data, "load": tuple(data["load"])}),
        tuple(one for one in found if isinstance(one, Row)),
        tuple(one for one in found if isinstance(one, Note)),
    )


def write_measured(path: Path, conditions: Conditions, found: Sequence[Row | Note]) -> None:
    """Replaces the file of one part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_lines((conditions, *found)), "utf-8")
