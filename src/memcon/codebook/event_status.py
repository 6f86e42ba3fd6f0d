"""The table of statuses (``events/status.yaml``): what tells how far a happening has come."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged
from memcon.record.facts import EventStatus


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One row: the conditions on features, and the status they tell (none: no event)."""

    status: EventStatus | None
    any: frozenset[str]
    all: frozenset[str]
    none: frozenset[str]
    example: str

    def holds(self, features: Set[str]) -> bool:
        """Whether the conditions of the row hold of ``features``."""
        some = not self.any or bool(self.any & features)
        return some and self.all <= features and not self.none & features


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Rows in order, classes of governing words and of adjectives by lemma, PLOVER's codes."""

    rows: tuple[StatusRow, ...]
    words: Mapping[str, tuple[str, ...]]
    starts: frozenset[str]
    """The first two words of each of ``words`` that is several: "call_off"."""
    modifiers: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, str | None]]
    quads: Mapping[str, str]
    keeping: frozenset[str]
    """Types that stay what they are at every status."""

    def row(self, features: Set[str]) -> StatusRow | None:
        """The first row that holds."""
        return next((row for row in self.rows if row.holds(features)), None)

    def code(self, type: str, status: EventStatus) -> str:
        """What PLOVER codes for a happening of ``type`` that has come as far as ``status``."""
        return self.codes[self.quads[type]][status] or type


@cache
def load_status() -> StatusTable:
    """The packaged table, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "events", "status.yaml")
    return StatusTable(
        rows=tuple(
            StatusRow(
                status=row["status"],
                any=frozenset(row.get("any", ())),
                all=frozenset(row.get("all", ())),
                none=frozenset(row.get("none", ())),
                example=row["example"],
            )
            for row in data["rows"]
        ),
        words=_by_word(data["words"]),
        starts=frozenset(
            "_".join(word.split("_")[:2])
            for listed in data["words"].values()
            for word in listed.split()
            if "_" in word
        ),
        modifiers=_by_word(data["modifiers"]),
        codes=data["codes"],
        keeping=frozenset(data["keeping"].split()),
        quads={type: quad for quad, types in data["quads"].items() for type in types.split()},
    )


def _by_word(classes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The classes of each word."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in classes.items():
        for word in dict.fromkeys(listed.split()):
            found[word] = (*found.get(word, ()), name)
    return found
