"""A ZIM file of Wikipedia (kiwix.org): pages become cards, redirects names.

Pages are read in the order in which they lie in the file, so that each cluster is unpacked
once. A page joins an entity of a Wikidata dump that was added before by its title, else one of
the built-in base by name, kind and country; other proper names become entities of their own.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np

from memcon.errors import SourceError
from memcon.knowledge.adding.database import Pages, Work
from memcon.knowledge.adding.found import Added, Found
from memcon.knowledge.adding.known import Known, is_alike, one_of
from memcon.knowledge.adding.lead import (
    NONE,
    card_of,
    description_of,
    first_paragraph,
    is_disambiguation,
    is_proper,
    kind_of,
)
from memcon.knowledge.adding.lines import fingerprint
from memcon.knowledge.adding.wikidata import FILE as WIKIDATA
from memcon.knowledge.adding.wikidata import SHOWN, Tell, file_date
from memcon.knowledge.adding.zimfile import Entry, Fault, ZimFile
from memcon.knowledge.database import FORMAT
from memcon.knowledge.names import key_of
from memcon.knowledge.rows import EntityRow, SourceRow
from memcon.record import EntityKind

VERSION: Final = 1
CONTENT: Final = ("C", "A")
"""Namespaces of pages, in new files and in old ones."""
PAGE: Final = 0xFFFFFFFF
"""Stands for "no redirect" in the table of redirects."""
HOPS: Final = 5
"""Redirects that are followed one after another."""
PER_NAME: Final = 0.5
"""Weight for each redirect: what is much written of is called by many names."""
LISTS: Final = re.compile(r"^(?:Lists? of|Index of|Outline of|Timeline of|Template:|Category:)\b")
_QUALIFIER: Final = re.compile(r"\s+\([^()]*\)$")
_EDITION: Final = re.compile(r"_\d{4}-\d{2}$")


@dataclass(slots=True)
class Tally:
    """What was passed over because it is damaged."""

    skipped: int = 0
    faults: tuple[str, ...] = ()

    def blame(self, reason: object) -> None:
        """Counts an entry or cluster that cannot be read."""
        self.skipped += 1
        if len(self.faults) < SHOWN:
            self.faults = (*self.faults, str(reason))


@dataclass(frozen=True, slots=True)
class Directory:
    """Redirects by entry (``PAGE`` where none), and pages by number, in order of content."""

    targets: np.ndarray[tuple[int], np.dtype[np.uint32]]
    pages: np.ndarray[tuple[int], np.dtype[np.uint32]]
    redirects: np.ndarray[tuple[int], np.dtype[np.int64]]

    def page_of(self, number: int) -> int | None:
        """The page that an entry leads to over at most ``HOPS`` redirects."""
        for _ in range(HOPS):
            if number >= len(self.targets):
                return None
            if self.targets[number] == PAGE:
                return number
            number = int(self.targets[number])
        return None


def add_zim(path: Path, folder: Path, *, tell: Tell) -> Added:
    """Adds a ZIM file to the base in ``folder``; work that was stopped is taken up again.

    Raises ``SourceError`` where the file is no ZIM file, is cut off or holds no pages.
    """
    mark = fingerprint(path, VERSION, FORMAT)
    known, pages = Known(), Pages(folder / WIKIDATA)
    try:
        with ZimFile(path) as file:
            about = file.metadata()
            target = folder / f"zim-{_slug(about.get('Name') or path.stem)}.sqlite"
            with Work(target.with_name(f"{target.name}.part"), mark) as work:
                job = _Job(file, work, PageReader(about, path, known, pages), Tally(), tell)
                job.read()
                counts = work.write(target, source=job.reader.source, offices=())
    finally:
        known.close()
        pages.close()
    return Added(
        source=str(path),
        entities=counts.entities,
        names=counts.names,
        joined=job.joined,
        skipped=job.tally.skipped,
        faults=job.tally.faults,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", _EDITION.sub("", name).lower()).strip("_") or "pages"


class PageReader:
    """Turns pages into what is kept of them."""

    def __init__(self, about: dict[str, str], path: Path, known: Known, pages: Pages) -> None:
        self._known, self._pages = known, pages
        language = about.get("Language", "eng").split(",")[0].strip()
        self.wiki = "enwiki" if language in ("eng", "en") else f"{language}wiki"
        self._date = about.get("Date", "")[:10] or file_date(path)
        title = about.get("Title") or about.get("Name") or path.stem
        self.source = SourceRow(
            title, "CC BY-SA 4.0", self._date, f"pages of {self.wiki} ({path.name})"
        )

    def read(self, entry: Entry, html: bytes, *, redirects: int) -> Found | None:
        """What is kept of one page; ``None`` for lists, works, concepts and empty pages."""
        paragraph = None if LISTS.match(entry.title) else first_paragraph(html)
        if paragraph is None or is_disambiguation(paragraph):
            return None
        name = _QUALIFIER.sub("", entry.title)
        said = kind_of(paragraph)
        joined = self._joined(entry.title, name, said, paragraph)
        if joined is None and not self._is_entity(entry.title, said, paragraph):
            return None
        id, kind = joined or (f"{self.wiki}:{entry.title}", EntityKind(said or "other"))
        row = EntityRow(
            id=id,
            name=name,
            kind=kind,
            weight=1.0 + PER_NAME * redirects,
            description=description_of(paragraph),
            card=card_of(paragraph),
            card_source=f"{self.source.name} (Wikipedia, CC BY-SA 4.0)",
            card_as_of=self._date,
        )
        return Found(key=entry.number, row=row, page=entry.title)

    def _is_entity(self, title: str, said: str | None, paragraph: str) -> bool:
        """Whether a page that nothing is known of is of something with a proper name."""
        if said == NONE or (said is None and " " not in title):
            return False
        return is_proper(title, paragraph)

    def _joined(
        self, title: str, name: str, said: str | None, paragraph: str
    ) -> tuple[str, EntityKind] | None:
        found = self._pages.find(title) if self.wiki == "enwiki" else None
        if found is not None or said in (None, NONE):
            return found
        wanted = EntityRow(id="", name=name, kind=EntityKind(said), weight=0.0)
        if wanted.kind is EntityKind.PERSON and " " not in name:
            return None
        rows = [row for row in self._known.bearers(name) if is_alike(wanted, row)]
        text = f" {key_of(paragraph)} "
        same = one_of([(row, row.weight) for row in rows if self._is_told(row, text)])
        return (same.id, same.kind) if same else None

    def _is_told(self, row: EntityRow, text: str) -> bool:
        """Whether the text names the country of an entity, or the entity has none."""
        if row.country is None or row.kind is EntityKind.COUNTRY:
            return True
        names = self._known.names(self._known.states.get(row.country, ""))
        return any(f" {norm} " in text for norm, _ in names)


class _Job:
    """The reading of one file into its work file."""

    def __init__(
        self, file: ZimFile, work: Work, reader: PageReader, tally: Tally, tell: Tell
    ) -> None:
        self.file, self.work, self.reader = file, work, reader
        self.tally, self.tell = tally, tell
        self.joined = int(work.counts.get("joined", 0))

    def read(self) -> None:
        """Reads redirects, then pages; goes on where an earlier try was committed."""
        directory = read_directory(self.file, self.tally)
        if not len(directory.pages):
            raise SourceError(self.reader.source.gives, "holds no pages")
        at = self.work.at
        if not at:
            self._read_redirects(directory)
        done = at
        for found in self._pages(directory, at):
            done += 1
            is_due = found is not None and self.work.put(found)
            if found is not None and found.row and not found.row.id.startswith(self.reader.wiki):
                self.joined += 1
            if is_due:
                self._commit(done)
            if done % 200 == 0:
                self.tell(done, len(directory.pages))
        self._commit(done)
        self.tell(done, len(directory.pages))

    def _commit(self, done: int) -> None:
        self.work.commit(done, {"joined": self.joined})

    def _read_redirects(self, directory: Directory) -> None:
        for number in np.flatnonzero(directory.targets != PAGE):
            page = directory.page_of(int(number))
            if page is not None and self.work.put_name(page, self.file.entry(int(number)).title):
                self.work.commit(0, {})

    def _pages(self, directory: Directory, start: int) -> Iterator[Found | None]:
        entries = (self.file.entry(int(number)) for number in directory.pages[start:])
        for cluster, group in groupby(entries, key=lambda entry: entry.cluster):
            pages = list(group)
            try:
                blobs = self.file.blobs(cluster, [page.blob for page in pages])
            except Fault as fault:
                self.tally.blame(f"{fault}: {len(pages)} pages passed over")
                yield from (None for _ in pages)
                continue
            for page, html in zip(pages, blobs, strict=True):
                redirects = int(directory.redirects[page.number])
                yield self.reader.read(page, html, redirects=redirects)


def read_directory(file: ZimFile, tally: Tally) -> Directory:
    """All entries once: 16 bytes of memory for each."""
    targets = np.full(len(file), PAGE, np.uint32)
    numbers, clusters, blobs = array("I"), array("I"), array("I")
    for entry in _entries(file, tally):
        if entry.namespace not in CONTENT:
            continue
        if entry.target is not None:
            targets[entry.number] = entry.target
        elif entry.mime.startswith("text/html"):
            for column, value in ((numbers, entry.number), (clusters, entry.cluster)):
                column.append(value)
            blobs.append(entry.blob)
    order = np.lexsort((np.array(blobs), np.array(clusters)))
    into = targets[targets < len(file)]
    return Directory(
        targets=targets,
        pages=np.array(numbers, np.uint32)[order],
        redirects=np.bincount(into, minlength=len(file)),
    )


def _entries(file: ZimFile, tally: Tally) -> Iterator[Entry]:
    for number in range(len(file)):
        try:
            yield file.entry(number)
        except Fault as fault:
            tally.blame(fault)
