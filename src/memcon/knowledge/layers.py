"""Several knowledge bases read as one: what a user added beside what ships with memcon.

A user's base is a folder with one file for each source that was added, all of one layout.
Nothing is copied: every question goes to every file, and what they say of one entity is put
together by its id. Where two files speak of the same thing, the earlier layer is believed:
a user's own entities, then the tables of memcon, then what was taken from elsewhere.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

from memcon.errors import ResourceError
from memcon.knowledge.database import FORMAT, Database
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.rows import EntityRow, HoldingRow, OfficeRow
from memcon.knowledge.terms import joined

PLACES: Final = ("own-", "", "live", "zim-", "wikidata")
"""Beginnings of file names, most believed first; the built-in file stands at the empty one."""
BUILT_IN: Final = "built-in"
Bearer = tuple[str, int, int, float, str | None, str | None]


def layer_paths(folder: Path) -> tuple[Path, ...]:
    """The files of a user's base with the built-in one among them, most believed first."""
    return tuple(sorted((*folder.glob("*.sqlite"), BUILTIN), key=lambda path: _place(path)))


def _place(path: Path) -> tuple[int, int, str]:
    if path == BUILTIN:
        return (1, 1, "")
    ranks = (n for n, start in enumerate(PLACES) if start and path.name.startswith(start))
    return (next(ranks, 1), 0, path.name)


class Layers(Database):
    """A chain of files that answers as one file does.

    What ``Database`` asks of one file is asked of all, and equal rows are given once; only
    what has to be put together is said anew here. Raises ``ResourceError`` as ``Database``.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ResourceError(f"knowledge base not found: {folder}")
        self.path = folder
        self.layers = tuple(map(_open, layer_paths(folder)))
        self._same = _resolved(dict(chain.from_iterable(map(_same_ids, reversed(self.layers)))))
        self._others: dict[str, list[str]] = {}
        for other, id in sorted(self._same.items()):
            self._others.setdefault(id, []).append(other)

    def close(self) -> None:
        """Closes all files."""
        for layer in self.layers:
            layer.close()

    def labels(self, id: str) -> tuple[str, ...]:
        """The names of the files that hold an entity, most believed first."""
        return tuple(label_of(layer) for layer, row in self._entities(id) if row.weight)

    def meta(self) -> dict[str, str]:
        """The digest of all digests, and the layout."""
        digests = "\n".join(layer.meta()["digest"] for layer in self.layers)
        return {"digest": hashlib.sha256(digests.encode()).hexdigest(), "format": FORMAT}

    def counts(self) -> dict[str, int]:
        """Entities by kind, one held by several files counted in each."""
        return dict(sum((Counter(layer.counts()) for layer in self.layers), Counter[str]()))

    def aliases(self, norm: str) -> list[Bearer]:
        """Id, alias kind, capitals, weight, begin and end of all that ``norm`` may name."""
        found: dict[str, Bearer] = {}
        for row in super().aliases(norm):
            id, kind, caps, weight, begin, end = found.get(row[0], row)
            best = (min(kind, row[1]), min(caps, row[2]), max(weight, row[3]))
            found[id] = (id, *best, begin or row[4], end or row[5])
        return list(found.values())

    def entity(self, id: str) -> EntityRow | None:
        """One entity, each field from the first file that has it."""
        rows = [row for _, row in self._entities(id)]
        if not any(row.weight for row in rows):
            return None
        rows.sort(key=lambda row: not row.weight)  # mere references last
        merged: dict[str, Any] = {
            field.name: next(
                (value for row in rows if (value := getattr(row, field.name)) is not None), None
            )
            for field in fields(EntityRow)
        }
        merged |= _card_of(rows) | {"id": id, "weight": max(row.weight for row in rows)}
        return EntityRow(**merged)

    def offices(self, *, of: str | None = None, id: str | None = None) -> list[OfficeRow]:
        """Offices of an entity, or the one office with an id, as last checked by any file."""
        found: dict[str, OfficeRow] = {}
        for row in super().offices(of=of, id=id):
            had = found.setdefault(row.id, row)
            found[row.id] = replace(had, as_of=max(had.as_of, row.as_of))
        return list(found.values())

    def holdings(self, *, office: str | None = None, person: str | None = None) -> list[HoldingRow]:
        """All who held an office, or all offices that a person held, in order of begin."""
        if person is None:
            return joined([self._held(layer, office or "") for layer in self.layers])
        offices = dict.fromkeys(row.office for row in super().holdings(person=person))
        rows = (row for id in offices for row in self.holdings(office=id) if row.person == person)
        return sorted(rows, key=lambda row: (row.begin, row.office))

    def _held(self, layer: Database, office: str) -> tuple[str, list[HoldingRow]]:
        checked = max((row.as_of for row in layer.offices(id=office)), default="")
        rows = layer.holdings(office=office)
        return checked, [replace(row, person=self._shown(row.person)) for row in rows]

    def _entities(self, id: str) -> Iterator[tuple[Database, EntityRow]]:
        for layer in self.layers:
            for known in (id, *self._others.get(id, ())):
                row = layer.entity(known)
                if row is not None:
                    yield layer, row

    def _rows(self, query: str, *values: object) -> list[Any]:
        found = [
            tuple(map(self._shown, row))
            for layer in self.layers
            for given in self._spellings(values)
            for row in layer._rows(query, *given)
        ]
        return list(dict.fromkeys(found))

    def _spellings(self, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The values with the id among them written in each way that a file may know it by."""
        ways = [values]
        for at, value in enumerate(values):
            for other in self._others.get(value, ()) if isinstance(value, str) else ():
                ways.append((*values[:at], other, *values[at + 1 :]))
        return ways

    def _shown(self, cell: Any) -> Any:  # noqa: ANN401  # whatever a column holds
        """An id under which an entity is shown; anything else as it is."""
        return self._same.get(cell, cell) if isinstance(cell, str) else cell


def _open(path: Path) -> Database:
    try:
        return Database(path)
    except ResourceError as error:
        if path == BUILTIN:
            raise
        reason = "is damaged or of another layout; delete it and add its source again"
        raise ResourceError(f"{path} {reason}") from error


def label_of(layer: Database) -> str:
    """What a person calls a file: its sources, or that it is the built-in one."""
    if layer.path == BUILTIN:
        return BUILT_IN
    return ", ".join(f"{row[0]} {row[2]}".strip() for row in layer.sources()) or layer.path.stem


def _same_ids(layer: Database) -> Iterator[tuple[str, str]]:
    yield from layer.same().items()


def _resolved(same: dict[str, str]) -> dict[str, str]:
    """The map with chains followed to their end, and rings left out."""
    found = {}
    for other in same:
        id, seen = same[other], {other}
        while id in same and id not in seen:
            seen.add(id)
            id = same[id]
        if id not in seen:
            found[other] = id
    return found


def _card_of(rows: Sequence[EntityRow]) -> dict[str, str | None]:
    """The card of the first row that has one, with its own source and date."""
    row = next((row for row in rows if row.card), rows[0])
    return {"card": row.card, "card_source": row.card_source, "card_as_of": row.card_as_of}
