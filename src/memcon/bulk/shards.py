"""Shards: runs of reports that are read together, cut where their contents say.

A shard ends after a report whose hash has a certain remainder, so that a report put in or taken out
changes the shard it stands in and no other (content-defined chunking, Muthitacharoen and others,
"A Low-bandwidth Network File System", SOSP 2001). Its key hashes the reports and what reads them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.raw import Raw

LEAST: Final = 64_000
"""Bytes from which a shard may end: about a dozen reports, so that a worker is asked rarely."""
MOST: Final = 1_000_000
"""Bytes after which a shard ends in any case: some minutes of one worker."""
EVERY: Final = 24
"""A shard ends after one of so many reports."""
KEY: Final = 20
"""Characters of a key: 80 bits, so that two shards of a million share one by a chance of 1e-13."""

Item = Raw | SourceError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: a line of JSON, a record's or, if it ``failed``, the reason's."""

    line: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports in the order of the input, and the key that they have in common."""

    key: str
    items: tuple[Item, ...]

    @property
    def first(self) -> str:
        """The source of its first report."""
        return self.items[0].source


def cut_shards(items: Iterable[Item], *, fingerprint: Mapping[str, str]) -> Iterator[Shard]:
    """All reports in shards, in order; ``fingerprint`` says what reads them."""
    reads = json.dumps(sorted(fingerprint.items())).encode()
    held: list[Item] = []
    sums: list[bytes] = []
    size = 0
    for item in items:
        held.append(item)
        sums.append(_sum(item))
        size += len(item.data) if isinstance(item, Raw) else 0
        is_end = int.from_bytes(sums[-1][:4]) % EVERY == 0
        if size >= MOST or (is_end and size >= LEAST):
            yield Shard(_key(reads, sums), tuple(held))
            held, sums, size = [], [], 0
    if held:
        yield Shard(_key(reads, sums), tuple(held))


def _sum(item: Item) -> bytes:
    if isinstance(item, SourceError):
        return hashlib.sha256(str(item).encode(errors="replace")).digest()
    told = json.dumps([item.source, item.form, item.url, item.line]).encode()
    return hashlib.sha256(told + b"\n" + item.data).digest()


def _key(reads: bytes, sums: Iterable[bytes]) -> str:
    return hashlib.sha256(reads + b"".join(sums)).hexdigest()[:KEY]
