"""Lines of a large, perhaps compressed file, one at a time, in bounded memory."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from memcon.errors import SourceError

LONGEST: Final = 64_000_000
"""Bytes beyond which a line is passed over unread."""
ENDLESS: Final = 20
"""Longest lines after which a file without line ends is given up: a compression bomb."""
BUFFER: Final = 1 << 20
HEAD: Final = 1 << 20
"""Bytes at either end of a file by which it is known again."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file.

    ``text`` is ``None`` where the line is too long. ``end`` is the position after it in the
    unpacked bytes, ``done`` the bytes of the packed file read so far.
    """

    number: int
    text: bytes | None
    end: int
    done: int


def fingerprint(path: Path, *options: object) -> str:
    """A digest that tells files apart by size, beginning and end, and readings by options."""
    hashed = hashlib.sha256(repr((path.stat().st_size, options)).encode())
    with path.open("rb") as file:
        hashed.update(file.read(HEAD))
        file.seek(max(path.stat().st_size - HEAD, 0))
        hashed.update(file.read(HEAD))
    return hashed.hexdigest()


def read_lines(path: Path, *, start: int = 0, number: int = 0) -> Iterator[Line]:
    """The lines of a file, unpacked where it is gzip or bzip2 (by its first bytes).

    ``start`` is a position in the unpacked bytes, after ``number`` lines. Raises
    ``SourceError`` where the file is cut off or not readable.
    """
    try:
        with path.open("rb") as raw, _unpacked(raw) as file:
            file.seek(start)
            yield from _lines(file, raw, Line(number, None, start, 0))
    except EOFError as error:
        raise SourceError(str(path), "ends too early; was the download cut short?") from error
    except (OSError, zlib.error) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from error


def _unpacked(raw: BinaryIO) -> io.BufferedReader:
    magic = raw.read(3)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)), BUFFER)
    if magic == b"BZh":
        return io.BufferedReader(cast(io.RawIOBase, bz2.BZ2File(raw)), BUFFER)
    return cast(io.BufferedReader, raw)


def _lines(file: io.BufferedReader, raw: BinaryIO, last: Line) -> Iterator[Line]:
    number, at, endless = last.number, last.end, 0
    while text := file.readline(LONGEST):
        at += len(text)
        is_whole = text.endswith(b"\n")
        if not is_whole and len(text) == LONGEST:
            endless += 1
            if endless > ENDLESS:
                raise SourceError(str(raw.name), "holds no lines, or a line without end")
            continue
        number += 1
        yield Line(number, None if endless else text, at, raw.tell())
        endless = 0
