"""Small ZIM files by hand, to the openZIM format: old ones, extended ones, damaged ones.

libzim writes today's files (see ``test_wikipedia``); this writes what it no longer does.
"""

from __future__ import annotations

import lzma
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

MIMES = ("text/html", "text/plain", "image/png")
HEADER = 80


@dataclass(frozen=True)
class Page:
    """An entry: content in the cluster by that number, or a redirect to a path."""

    path: str
    content: bytes = b""
    title: str = ""
    namespace: str = "A"
    mime: int = 0
    redirect: str | None = None
    cluster: int = 0

    @property
    def order(self) -> bytes:
        """Entries stand in order of namespace and path."""
        return (self.namespace + self.path).encode()


def cluster_bytes(contents: Sequence[bytes], *, kind: int = 4, extended: bool = False) -> bytes:
    """A cluster: kind 1 is plain, 4 xz, 5 zstd."""
    width, form = (8, "Q") if extended else (4, "I")
    at = width * (len(contents) + 1)
    offsets = [at]
    for content in contents:
        at += len(content)
        offsets.append(at)
    data = struct.pack(f"<{len(offsets)}{form}", *offsets) + b"".join(contents)
    if kind == 4:
        data = lzma.compress(data)
    elif kind == 5:
        import zstandard

        data = zstandard.compress(data)
    return bytes([kind | (0x10 if extended else 0)]) + data


def dirent(page: Page, number: int, blob: int) -> bytes:
    """A directory entry; a redirect gives the number of its target."""
    head = (b"\0", page.namespace.encode(), struct.pack("<I", 0))
    texts = page.path.encode() + b"\0" + page.title.encode() + b"\0"
    if page.redirect is not None:
        return struct.pack("<H", 0xFFFF) + b"".join(head) + struct.pack("<I", number) + texts
    place = struct.pack("<II", page.cluster, blob)
    return struct.pack("<H", page.mime) + b"".join(head) + place + texts


def write_zim(
    path: Path, pages: Sequence[Page], *, kind: int = 4, extended: bool = False, version: int = 5
) -> Path:
    """A ZIM file of pages."""
    pages = sorted(pages, key=lambda page: page.order)
    numbers = {page.path: number for number, page in enumerate(pages)}
    count = max((page.cluster for page in pages), default=0) + 1
    contents: list[list[bytes]] = [[] for _ in range(count)]
    entries = []
    for page in pages:
        if page.redirect is None:
            contents[page.cluster].append(page.content)
        target = numbers.get(page.redirect or "", 10**6)
        entries.append(dirent(page, target, len(contents[page.cluster]) - 1))
    clusters = [cluster_bytes(some, kind=kind, extended=extended) for some in contents]
    mimes = b"".join(mime.encode() + b"\0" for mime in MIMES) + b"\0"
    paths_at = HEADER + len(mimes)
    titles_at = paths_at + 8 * len(pages)
    clusters_at = titles_at + 4 * len(pages)
    at = clusters_at + 8 * len(clusters)
    entry_at, cluster_at = [], []
    for places, parts in ((entry_at, entries), (cluster_at, clusters)):
        for part in parts:
            places.append(at)
            at += len(part)
    header = struct.pack(
        "<IHH16sIIQQQQIIQ",
        *(72173914, version, 0, b"\0" * 16, len(pages), len(clusters)),
        *(paths_at, titles_at, clusters_at, HEADER, 0xFFFFFFFF, 0xFFFFFFFF, at),
    )
    body = b"".join(
        (
            header,
            mimes,
            struct.pack(f"<{len(pages)}Q", *entry_at),
            struct.pack(f"<{len(pages)}I", *range(len(pages))),
            struct.pack(f"<{len(clusters)}Q", *cluster_at),
            *entries,
            *clusters,
        )
    )
    path.write_bytes(body + md5(body, usedforsecurity=False).digest())
    return path


def html(title: str, lead: str, *, before: str = "") -> bytes:
    """A page as Wikipedia's are in ZIM files."""
    return (
        f"<html><head><title>{title}</title></head><body><h1 id='firstHeading'>{title}</h1>"
        f"<div id='mw-content-text'><section data-mw-section-id='0'>{before}<p>{lead}</p>"
        "<p>A second paragraph, which is no part of any card in this base.</p>"
        "</section></div></body></html>"
    ).encode()
