"""Reads ZIM files: entries in order, redirects, and the contents of clusters.

An own small reader of the openZIM format (wiki.openzim.org, "ZIM file format"), versions 5 and
6: libzim is under the GPL. Clusters are plain, xz or zstd; the last needs the package
``zstandard`` (``pip install 'memcon[zim]'``). Nothing in the file is trusted: positions are
checked, and a cluster is unpacked to a bound.
"""

from __future__ import annotations

import lzma
import mmap
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from memcon.errors import ResourceError, SourceError

MAGIC: Final = 72173914
REDIRECT: Final = 0xFFFF
NO_CONTENT: Final = (0xFFFE, 0xFFFD)
PLAIN: Final = (0, 1)
XZ: Final = 4
ZSTD: Final = 5
EXTENDED: Final = 0x10
MOST_UNPACKED: Final = 256_000_000
"""Bytes to which a cluster may unpack; writers close clusters at two million."""
LONGEST_PATH: Final = 8192
_HEADER: Final = struct.Struct("<IHH16sIIQQQQIIQ")
_HEAD: Final = struct.Struct("<HBcI")


class Fault(Exception):  # noqa: N818  # never leaves this package's reading of one entry
    """One entry or cluster cannot be read; the rest may be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the directory.

    ``target`` is the number of the entry that a redirect leads to, else ``None``; ``cluster``
    and ``blob`` say where the content of another one lies.
    """

    number: int
    namespace: str
    path: str
    title: str
    mime: str
    target: int | None
    cluster: int
    blob: int


class ZimFile:
    """One opened file. Raises ``SourceError`` where it is no ZIM file, or is cut off."""

    def __init__(self, path: Path) -> None:
        self._name = str(path)
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise SourceError(self._name, "is empty") from error
        try:
            self._read_header()
        except SourceError:
            self._data.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._data.close()

    def __len__(self) -> int:
        return int(self._entries)

    def _read_header(self) -> None:
        if len(self._data) < _HEADER.size:
            raise SourceError(self._name, "is not a ZIM file")
        header = _HEADER.unpack_from(self._data)
        magic, version, _, _, self._entries, self._clusters, paths, _, clusters, mimes, *_ = header
        checksum = header[-1]
        if magic != MAGIC:
            raise SourceError(self._name, "is not a ZIM file")
        if version not in (5, 6):
            raise SourceError(self._name, f"is a ZIM file of version {version}; 5 and 6 are read")
        ends = (paths + 8 * self._entries, clusters + 8 * self._clusters, checksum + 16)
        if max(ends) > len(self._data):
            raise SourceError(self._name, "ends too early; was the download cut short?")
        self._paths, self._positions, self._end = paths, clusters, checksum
        self._mimes = self._read_mimes(mimes)

    def _read_mimes(self, at: int) -> list[str]:
        found: list[str] = []
        while at < len(self._data) and (end := self._data.find(b"\0", at, at + LONGEST_PATH)) > at:
            found.append(self._data[at:end].decode("utf-8", "replace"))
            at = end + 1
        return found

    def entry(self, number: int) -> Entry:
        """One entry by its number in order of path; raises ``Fault`` where it is damaged."""
        try:
            (at,) = struct.unpack_from("<Q", self._data, self._paths + 8 * number)
            mime, _, namespace, _ = _HEAD.unpack_from(self._data, at)
            is_redirect, is_empty = mime == REDIRECT, mime in NO_CONTENT
            size = 12 if is_redirect else 8 if is_empty else 16
            one, two = (*struct.unpack_from("<I", self._data, at + 8), 0) if is_redirect else (0, 0)
            if not is_redirect and not is_empty:
                one, two = struct.unpack_from("<II", self._data, at + 8)
            path = self._string(at + size)
            title = self._string(at + size + len(path) + 1)
        except (struct.error, OverflowError) as error:
            raise Fault(f"entry {number} is damaged") from error
        return Entry(
            number=number,
            namespace=namespace.decode("latin-1"),
            path=path.decode("utf-8", "replace"),
            title=(title or path).decode("utf-8", "replace"),
            mime="" if is_redirect or mime >= len(self._mimes) else self._mimes[mime],
            target=one if is_redirect else None,
            cluster=one,
            blob=two,
        )

    def _string(self, at: int) -> bytes:
        end = self._data.find(b"\0", at, at + LONGEST_PATH)
        if end < 0:
            raise Fault("a path without end")
        return self._data[at:end]

    def metadata(self) -> dict[str, str]:
        """Texts under ``M/``: Name, Title, Language, Date and others."""
        found = {}
        for number in self._metadata_numbers():
            try:
                entry = self.entry(number)
                if entry.namespace == "M" and entry.target is None and "image" not in entry.mime:
                    blobs = self.blobs(entry.cluster, (entry.blob,))
                    found[entry.path] = blobs[0][:1000].decode("utf-8", "replace")
            except Fault:
                continue
        return found

    def _metadata_numbers(self) -> Iterator[int]:
        """Entries under ``M/``, found by halving: paths are in order of namespace and path."""
        low, high = 0, self._entries
        while low < high:
            middle = (low + high) // 2
            is_before = self._namespace(middle) < "M"
            low, high = (middle + 1, high) if is_before else (low, middle)
        while low < self._entries and self._namespace(low) == "M":
            yield low
            low += 1

    def _namespace(self, number: int) -> str:
        try:
            return self.entry(number).namespace
        except Fault:
            return ""

    def blobs(self, cluster: int, wanted: Sequence[int]) -> list[bytes]:
        """Contents of one cluster by their numbers; raises ``Fault`` where it is damaged."""
        data, width = self._unpacked(cluster)
        form = "<Q" if width == 8 else "<I"
        try:
            (first,) = struct.unpack_from(form, data)
            count = first // width
            if first > len(data) or count < 1:
                raise Fault(f"cluster {cluster} is damaged")
            ends = struct.unpack_from(f"<{count}{form[1]}", data)
            return [bytes(data[ends[number] : ends[number + 1]]) for number in wanted]
        except (struct.error, IndexError) as error:
            raise Fault(f"cluster {cluster} is damaged") from error

    def _unpacked(self, cluster: int) -> tuple[bytes, int]:
        """The bytes of a cluster behind its first, unpacked, and the width of its offsets."""
        if cluster >= self._clusters:
            raise Fault(f"there is no cluster {cluster}")
        start, end = self._bounds(cluster)
        kind = self._data[start]
        packed = self._data[start + 1 : end]
        return unpack(packed, kind & 0x0F), 8 if kind & EXTENDED else 4

    def _bounds(self, cluster: int) -> tuple[int, int]:
        at = self._positions + 8 * cluster
        (start,) = struct.unpack_from("<Q", self._data, at)
        end = self._end
        if cluster + 1 < self._clusters:
            (end,) = struct.unpack_from("<Q", self._data, at + 8)
        # Other parts of the file may lie behind a cluster: packed data knows its own end.
        if not start < len(self._data):
            raise Fault(f"cluster {cluster} lies outside the file")
        return start, end if end > start else min(self._end, len(self._data))


def unpack(packed: bytes, kind: int) -> bytes:
    """The bytes of a cluster; raises ``Fault`` where they are damaged or beyond the bound."""
    if kind in PLAIN:
        return packed
    try:
        if kind == XZ:
            found = lzma.LZMADecompressor(memlimit=MOST_UNPACKED).decompress(packed, MOST_UNPACKED)
        elif kind == ZSTD:
            found = _unpack_zstd(packed)
        else:
            raise Fault(f"unknown compression {kind}")
    except (lzma.LZMAError, EOFError) as error:
        raise Fault(f"a cluster is damaged: {error}") from error
    if len(found) >= MOST_UNPACKED:
        raise Fault("a cluster is larger than is read")
    return found


def _unpack_zstd(packed: bytes) -> bytes:
    try:
        import zstandard
    except ImportError as error:
        raise ResourceError(
            "this ZIM file is packed with zstd: pip install 'memcon[zim]' (or zstandard)"
        ) from error
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_UNPACKED)
        with unpacker.stream_reader(packed, read_across_frames=False) as stream:
            return stream.read(MOST_UNPACKED)
    except zstandard.ZstdError as error:
        raise Fault(f"a cluster is damaged: {error}") from error
