"""Which sets are measured together, the floors under them, and what peers reach on them.

All three are data beside this module: ``floors.yaml``, ``report.yaml`` and ``peers.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged
from memcon.evaluate.score import Floor


@dataclass(frozen=True, slots=True)
class QuickRun:
    """A slice of one gold file, and the floors under its figures."""

    task: str
    gold: str
    first: int | None
    floors: tuple[Floor, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One gold file of the report: what to call it, how it was used, which figures to show."""

    gold: str
    name: str
    used: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One task of the report; ``measures`` gives each figure's label and says what it means."""

    task: str
    title: str
    about: str
    measures: Mapping[str, tuple[str, str]]
    sets: tuple[GoldSet, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """What another tool, or people, reach; ``gold`` is ``None`` where measured on other data."""

    task: str
    who: str
    gold: str | None
    data: str
    source: str
    figures: Mapping[str, float]


@cache
def load_quick() -> tuple[QuickRun, ...]:
    """The slices of ``floors.yaml``."""
    return tuple(
        QuickRun(
            row["task"],
            row["gold"],
            row.get("first"),
            tuple(Floor(name, float(least)) for name, least in row["floors"].items()),
        )
        for row in _load("floors.yaml")
    )


@cache
def load_sections() -> tuple[Section, ...]:
    """The sections of ``report.yaml``."""
    return tuple(
        Section(
            row["task"],
            row["title"],
            " ".join(row["about"].split()),
            {name: (one["label"], one["means"]) for name, one in row["measures"].items()},
            tuple(_gold_set(one, row) for one in row["sets"]),
        )
        for row in _load("report.yaml")
    )


@cache
def load_peers() -> tuple[Peer, ...]:
    """The rows of ``peers.yaml``."""
    return tuple(
        Peer(row["task"], row["who"], row.get("gold"), row["data"], row["source"], row["figures"])
        for row in _load("peers.yaml")
    )


def _gold_set(row: Mapping[str, Any], section: Mapping[str, Any]) -> GoldSet:
    shows = row.get("shows") or section["measures"]
    return GoldSet(row["gold"], row["name"], row["used"], tuple(shows))


def _load(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load_packaged("memcon.evaluate", name)
    return rows
