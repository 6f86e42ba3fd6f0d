"""A JSON dump of Wikidata to a file of a user's base: one pass, resumable, in bounded memory.

The dump is one JSON array with an item a line (wikidata.org, "Wikidata:Database download"). A
search for a few property names in the bytes of a line tells most that are of no interest
before they are parsed.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import yaml

from memcon.errors import SourceError
from memcon.knowledge.adding import database
from memcon.knowledge.adding.database import Office, Work
from memcon.knowledge.adding.found import Added, Found
from memcon.knowledge.adding.items import Reader
from memcon.knowledge.adding.known import Known, is_alike, is_apart, one_of
from memcon.knowledge.adding.lines import Line, fingerprint, read_lines
from memcon.knowledge.adding.offices import make_offices
from memcon.knowledge.database import FORMAT
from memcon.knowledge.rows import AliasKind, EntityRow, SourceRow
from memcon.record import EntityKind

VERSION: Final = 1
"""Raised when the same dump would give other rows: unfinished work is then begun anew."""
FILE: Final = "wikidata.sqlite"
LEAST_SITELINKS: Final = 1
SHOWN: Final = 10
"""Faults that are told with their line."""
SHORT: Final = 500
"""Bytes up to which a line is parsed in any case: items are longer, so it may be malformed."""
PART: Final = 200_000
"""Lines after which work is saved even if little of them was kept."""
_WANTED: Final = re.compile(rb'"P(?:39|17|625|159|571|58[025]|576|279|1001|1906|1313|2388)"\s*:')
_ALWAYS: Final = re.compile(rb'"P(?:39|279|1001|1906|1313|2388)"\s*:')
"""Properties of items that are wanted however few sitelinks they have."""
_MODIFIED: Final = re.compile(rb'"modified"\s*:\s*"(\d{4}-\d\d-\d\d)T')

Tell = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""


@dataclass(slots=True)
class Tally:
    """What was counted while reading; goes into the work file."""

    lines: int = 0
    items: int = 0
    malformed: int = 0
    faults: tuple[str, ...] = ()
    as_of: str = ""

    def blame(self, number: int, reason: str) -> None:
        """Counts a line that cannot be read."""
        self.malformed += 1
        if len(self.faults) < SHOWN:
            self.faults = (*self.faults, f"line {number}: {reason}")

    @classmethod
    def of(cls, counts: Mapping[str, Any]) -> Self:
        """What a work file has of an earlier try."""
        return cls(**dict(counts) | {"faults": tuple(counts.get("faults", ()))})

    def as_dict(self) -> dict[str, Any]:
        """All counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def add_dump(
    path: Path, folder: Path, *, least_sitelinks: int = LEAST_SITELINKS, tell: Tell
) -> Added:
    """Adds a dump to the base in ``folder``; work that was stopped is taken up again.

    Raises ``SourceError`` where the file cannot be read to its end or holds no items; the
    base is then as it was.
    """
    mark = fingerprint(path, VERSION, FORMAT, least_sitelinks)
    known = Known()
    try:
        with Work(folder / f"{FILE}.part", mark) as work:
            tally = _read(path, work, known, least_sitelinks=least_sitelinks, tell=tell)
            return _finish(path, folder, work=work, known=known, tally=tally)
    finally:
        known.close()


def _read(path: Path, work: Work, known: Known, *, least_sitelinks: int, tell: Tell) -> Tally:
    tally = Tally.of(work.counts)
    ours = frozenset(database.ids(known.database.path, "mc:geonames/"))
    reader = Reader(states=known.iso_of, known=ours, least_sitelinks=least_sitelinks)
    total, end = path.stat().st_size, work.at
    for line in read_lines(path, start=end, number=tally.lines):
        end, tally.lines = line.end, line.number
        found = _item_of(line, reader, tally, least_sitelinks)
        is_due = found is not None and work.put(found)
        if is_due or line.number % PART == 0:
            work.commit(end, tally.as_dict())
        if line.number % 500 == 0:
            tell(line.done, total)
    work.commit(end, tally.as_dict())
    tell(total, total)
    if not tally.items:
        raise SourceError(str(path), "holds no items of Wikidata")
    return tally


def _item_of(line: Line, reader: Reader, tally: Tally, least: int) -> Found | None:
    """What is kept of one line."""
    if line.text is None:
        tally.blame(line.number, "too long")
        return None
    text = line.text.strip().rstrip(b",")
    if not text or text in (b"[", b"]"):
        return None
    if not text.startswith(b"{") or not text.endswith(b"}"):
        tally.blame(line.number, "not a JSON object")
        return None
    tally.items += 1
    if len(text) > SHORT and not _is_wanted(text, least):
        return None
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        tally.items -= 1
        tally.blame(line.number, f"not JSON in UTF-8 ({type(error).__name__})")
        return None
    modified = _MODIFIED.search(text)
    if modified:
        tally.as_of = max(tally.as_of, modified[1].decode())
    return reader.read(item)


def _is_wanted(text: bytes, least: int) -> bool:
    """Whether a line may be kept, by its bytes alone; errs on the side of keeping."""
    if not _WANTED.search(text):
        return False
    return text.count(b'"site"') >= least or _ALWAYS.search(text) is not None


def _finish(path: Path, folder: Path, *, work: Work, known: Known, tally: Tally) -> Added:
    work.settle(roots())
    work.index_names()
    work.put_same(find_same(work, known))
    as_of = tally.as_of or file_date(path)
    gives = f"people in office, places, bodies, events ({path.name})"
    source = SourceRow("Wikidata", "CC0-1.0", f"dump of {as_of}", gives)
    offices: Iterable[Office] = make_offices(work, known, as_of=as_of)
    counts = work.write(folder / FILE, source=source, offices=offices)
    return Added(
        source=str(path),
        entities=counts.entities,
        names=counts.names,
        terms=counts.terms,
        joined=counts.joined,
        skipped=tally.malformed,
        faults=tally.faults,
    )


def file_date(path: Path) -> str:
    """The day on which a file was last written, where it says no better date itself."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date().isoformat()


@lru_cache(maxsize=1)
def roots() -> tuple[tuple[int, str, str | None, int], ...]:
    """The classes of ``classes.yaml``: number, kind, sector, rank."""
    text = (Path(__file__).parent / "classes.yaml").read_text("utf-8")
    return tuple(
        (int(id[1:]), row["kind"], row.get("sector"), rank)
        for rank, row in enumerate(yaml.safe_load(text))
        for id in row["classes"]
    )


def find_same(work: Work, known: Known) -> Iterator[tuple[str, int]]:
    """Entities of the built-in base without an id of Wikidata, each with the one that it is."""
    for id in database.ids(known.database.path, "mc:"):
        row = known.database.entity(id)
        if row is not None and not id.startswith("mc:geonames/"):
            key = _same_as(row, work, known)
            if key is not None:
                yield id, key


def _same_as(row: EntityRow, work: Work, known: Known) -> int | None:
    names = known.names(row.id)
    norms = [norm for norm, kind in names if kind <= AliasKind.ALIAS]
    if row.kind is EntityKind.PERSON:
        norms = [norm for norm in norms if " " in norm]
    found = {key: other for norm in norms for key, other in work.bearers(norm)}
    fits = {
        key: other
        for key, other in found.items()
        if is_alike(row, other) and not is_apart(row, other)
    }
    if len(fits) > 1 and row.kind is EntityKind.PERSON:
        bodies = _bodies(row, known)
        fits = {key: fits[key] for key in fits if work.bodies_of(key) & bodies} or fits
    return one_of([(key, other.weight) for key, other in fits.items()])


def _bodies(row: EntityRow, known: Known) -> set[int]:
    """The numbers of the bodies in whose offices a person of the built-in base was."""
    held = known.database.holdings(person=row.id)
    offices = (known.database.offices(id=one.office) for one in held)
    ids = {found[0].of for found in offices if found}
    return {int(id[1:]) for id in ids if id.startswith("Q")}
