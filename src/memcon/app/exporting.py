"""Data sets out of a dossier: what was asked for, in a format, into a file or folder."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, Unpack

from memcon.app.asked import Asked
from memcon.errors import UsageError
from memcon.export import FORMATS, Folder, Material, Stream
from memcon.export.cells import to_bytes
from memcon.record import Record
from memcon.text.spacing import without_surrogates

Row = dict[str, Any]
Counted = Callable[[Iterable[Record]], Iterable[Record]]


class Answering(Protocol):
    """What a data set is made from, as :class:`memcon.app.dossier.Dossier` gives it."""

    def records(self, articles: Collection[str] | None = None) -> Iterator[Record]:
        """The records of some articles or of all, by id."""

    def fitting(self, **asked: Unpack[Asked]) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the facts that fit a question, and of their reports."""

    def events(self, **asked: Unpack[Asked]) -> Sequence[Row]:
        """The happenings that fit."""

    def positions(self, **asked: Unpack[Asked]) -> Sequence[Row]:
        """The histories of positions that fit."""

    def pass_events(self) -> Iterable[Row]:
        """All happenings, one by one."""

    def pass_positions(self) -> Iterable[Row]:
        """All histories of positions, one by one."""

    def article_of(self, fact_id: str) -> str | None:
        """The id of the article that a fact stands in."""


def material_of(
    dossier: Answering, asked: Asked, *, counted: Counted = lambda records: records
) -> Material:
    """What fits a question: its facts, happenings with all their reports, and those reports.

    ``counted`` sees the records go by. Raises ``UsageError`` for names that nobody has.
    """
    if not any(asked.values()):
        whole = (dossier.pass_events, dossier.pass_positions)
        return Material(lambda: iter(counted(dossier.records())), *whole)
    facts, articles = dossier.fitting(**asked)
    events = dossier.events(**asked)
    members = {member["event"] for row in events for member in row["members"]}
    found = {dossier.article_of(one) for one in members - facts}
    wanted = articles | {one for one in found if one is not None}
    return Material(
        lambda: iter(counted(dossier.records(wanted))),
        lambda: events,
        lambda: dossier.positions(**asked),
        fitting=facts | members,
    )


def find_format(name: str) -> Stream | Folder:
    """The format of that name; raises ``UsageError`` that names them all."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def export_lines(name: str, material: Material) -> Iterator[str]:
    """A data set piece by piece; raises ``UsageError`` where it is more than one file."""
    form = find_format(name)
    if isinstance(form, Folder):
        raise UsageError(f"{name} is {len(form.files)} files: name a folder for them")
    return map(without_surrogates, form.lines(material))


def write_export(name: str, material: Material, out: Path, *, force: bool = False) -> list[Path]:
    """Write a data set to ``out``, all of it or nothing, and give the files that were written.

    Raises ``UsageError`` where ``out`` cannot be written, or is there already and not ``force``.
    """
    form = find_format(name)
    try:
        target = out.resolve()  # a link stays a link
        if isinstance(form, Folder):
            _write_folder(form, material, target, force=force)
            return [out / file for file in form.files]
        _write_file(form, material, target, force=force)
        return [out]
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror}") from error


def _write_file(form: Stream, material: Material, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise UsageError(f"{target} is a folder: name a file")
    if target.exists() and not target.is_file():
        _fill(target, "wb", form.lines(material))  # a device or a pipe is written to
        return
    _refuse([target], force=force)
    draft = _beside(target)
    try:
        _fill(draft, "xb", form.lines(material))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _fill(path: Path, mode: str, pieces: Iterable[str]) -> None:
    with path.open(mode) as file:
        file.writelines(map(to_bytes, pieces))


def _write_folder(form: Folder, material: Material, target: Path, *, force: bool) -> None:
    """Files of other names in the folder stay as they are."""
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file: name a folder")
    _refuse([target / file for file in form.files], force=force)
    is_new = not target.exists()
    draft = _beside(target) if is_new else _beside(target / "draft")
    draft.mkdir(parents=True)
    try:
        form.write(material, draft)
        target.mkdir(exist_ok=True)
        for file in form.files:
            (draft / file).replace(target / file)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse(paths: Iterable[Path], *, force: bool) -> None:
    taken = next((path for path in paths if path.exists()), None)
    if taken is not None and not force:
        raise UsageError(f"{taken} is there already; --force replaces it")


def _beside(target: Path) -> Path:
    return target.with_name(f".memcon-{secrets.token_hex(8)}.tmp")
