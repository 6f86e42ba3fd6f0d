"""Which kind of source a file is, and adding it to the base in a folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from memcon.errors import SourceError, UsageError
from memcon.knowledge.adding.found import Added
from memcon.knowledge.adding.stylebook import add_stylebook
from memcon.knowledge.adding.wikidata import LEAST_SITELINKS, Tell, add_dump
from memcon.knowledge.adding.wikipedia import add_zim

ZIM_MAGIC: Final = b"ZIM\x04"
TABLES: Final = (".csv", ".tsv", ".yaml", ".yml")
DUMPS: Final = (".json", ".json.gz", ".json.bz2", ".jsonl", ".jsonl.gz", ".jsonl.bz2")
KNOWN_KINDS: Final = "a .zim file, a Wikidata dump (.json .json.gz .json.bz2), .csv or .yaml"


def add(source: Path, folder: Path, *, least_sitelinks: int = LEAST_SITELINKS, tell: Tell) -> Added:
    """Adds a file to the user's base in ``folder``, which is made where it is missing.

    ``least_sitelinks`` is the number of Wikipedia articles that a thing of a Wikidata dump
    must have. Raises ``UsageError`` where ``folder`` is a file, and ``SourceError`` where the
    source cannot be added; the base is then as it was.
    """
    if not source.is_file():
        raise SourceError(str(source), "is not a file")
    with base_folder(folder):
        return _adder(source, least_sitelinks, tell)(source, folder)


class base_folder:  # noqa: N801  # reads as a statement
    """Makes the folder of a user's base, and takes it away again where nothing came into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        if self._folder.exists() and not self._folder.is_dir():
            raise UsageError(
                f"{self._folder} is one finished base; --kb names a folder for what you add"
            )
        self._folder.mkdir(parents=True, exist_ok=True)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # not empty
            self._folder.rmdir()


def _adder(source: Path, least: int, tell: Tell) -> Callable[[Path, Path], Added]:
    with source.open("rb") as file:
        is_zim = file.read(4) == ZIM_MAGIC
    name = source.name.lower()
    if is_zim or name.endswith((".zim", ".zimaa")):
        return lambda path, folder: add_zim(path, folder, tell=tell)
    if name.endswith(TABLES):
        return add_stylebook
    if name.endswith(DUMPS):
        return lambda path, folder: add_dump(path, folder, least_sitelinks=least, tell=tell)
    raise SourceError(str(source), f"is of no kind that can be added: {KNOWN_KINDS}")
