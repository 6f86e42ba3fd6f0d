"""The book of a watch: a file of lines, each one step that was taken, whole or not at all.

A step changes values in named tables. Opening the book takes the steps again; a last line that
was cut short by a crash is as if its step had never been. Now and then the file is written anew,
without the steps that later ones made void.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import FileIO
from pathlib import Path
from typing import Any, Final, Self

from memcon.errors import StoreError

HEAD: Final = b'{"memcon watch":1}\n'
SPARE_LINES: Final = 5000
"""Void steps that a file may hold before it is written anew."""

PARTS: Final = 3
Patch = tuple[str, str, Any]
"""Table, key and value; ``None`` takes the key away."""


class Book:
    """Named tables of JSON values in one file; made by :meth:`open`, closed by ``with``."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self._path = path
        self._file = file
        self._tables: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._lines = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a book, made where there is none.

        Raises ``StoreError`` where the file is another one, or another process writes it.
        """
        try:
            file = _open_alone(path)
            book = cls(path, file)
            book._read()
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from error
        return book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def table(self, name: str) -> Mapping[str, Any]:
        """The values of a table by their keys, as they are now."""
        return self._tables[name]

    def write(self, patches: Iterable[Patch]) -> None:
        """Take one step; it is safe when this returns. Raises ``StoreError``."""
        last = {(table, key): value for table, key, value in patches}
        step = [[*where, value] for where, value in last.items() if self._is_news(*where, value)]
        if not step:
            return
        try:
            self._put(_line(step))
            os.fsync(self._file.fileno())
            self._apply(step)
            self._lines += 1
            if self._lines > SPARE_LINES:
                self._rewrite()
        except OSError as error:
            raise StoreError(f"{self._path}: {error.strerror or error}") from error

    def _put(self, line: bytes) -> None:
        """The whole line or, on a full disk, nothing."""
        end = self._file.tell()
        if self._file.write(line) != len(line):
            self._file.truncate(end)
            self._file.seek(end)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _is_news(self, table: str, key: str, value: object) -> bool:
        return self._tables[table].get(key) != value

    def _apply(self, step: Iterable[list[Any]]) -> None:
        for table, key, value in step:
            if value is None:
                self._tables[table].pop(key, None)
            else:
                self._tables[table][key] = value

    def _read(self) -> None:
        """Take all steps again; what a crash left half written at the end is cut off."""
        good = 0
        with self._path.open("rb") as lines:
            for line in lines:
                if good == 0:
                    self._check(line)
                if not line.endswith(b"\n"):
                    break
                if good:
                    self._apply(_step(line))
                    self._lines += 1
                good += len(line)
        self._lines = max(self._lines - sum(map(len, self._tables.values())), 0)
        self._file.truncate(good)
        self._file.seek(good)
        if good == 0:
            self._put(HEAD)

    def _check(self, line: bytes) -> None:
        """A first line that was cut short is ours as well."""
        ours = HEAD if line.endswith(b"\n") else HEAD[: len(line)]
        if line != ours:
            self._file.close()
            raise StoreError(f"{self._path} is no state of memcon watch; name another file")

    def _rewrite(self) -> None:
        """The tables alone, in a new file that takes the place of the old one at once."""
        fresh = self._path.with_name(f"{self._path.name}.new")
        with fresh.open("wb") as writing:
            writing.write(HEAD)
            for table, values in self._tables.items():
                writing.writelines(_line([[table, key, values[key]]]) for key in values)
            writing.flush()
            os.fsync(writing.fileno())
        file = fresh.open("r+b", buffering=0)
        _lock(file, fresh)
        file.seek(0, os.SEEK_END)
        fresh.replace(self._path)
        _settle(self._path.parent)
        self._file.close()
        self._file, self._lines = file, 0


def _settle(folder: Path) -> None:
    """Make sure that a change of name survives a loss of power."""
    if sys.platform != "win32":
        number = os.open(folder, os.O_RDONLY)
        os.fsync(number)
        os.close(number)


def _line(step: list[Any]) -> bytes:
    return (json.dumps(step, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def _step(line: bytes) -> list[list[Any]]:
    """A step as it was written; nothing where the disk has damaged it: all steps are retaken."""
    try:
        step = json.loads(line)
    except ValueError:
        return []
    listed = step if isinstance(step, list) else []
    return [patch for patch in listed if isinstance(patch, list) and len(patch) == PARTS]


def _open_alone(path: Path) -> FileIO:
    """The file, which no other process writes; it is there under its name still."""
    while True:
        file = path.open("r+b" if path.exists() else "x+b", buffering=0)
        _lock(file, path)
        if path.exists() and os.fstat(file.fileno()).st_ino == path.stat().st_ino:
            return file
        file.close()  # another process has just written it anew


def _lock(file: FileIO, path: Path) -> None:
    if sys.platform != "win32":
        import fcntl  # where there is none, nothing keeps a second watch out

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise StoreError(f"{path} is in use: another memcon watch is running") from None
