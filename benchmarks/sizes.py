"""What is downloaded and what lies on the disk afterwards."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

import memcon
from benchmarks.rows import Note, Row

PACKAGE: Final = Path(memcon.__file__).parent
MEGABYTE: Final = 1_000_000
LISTED: Final = 8
PARTS: Final = {
    "encoder": "nlp/models/encoder/",
    "knowledge base": "knowledge/builtin.sqlite",
    "all else": "",
}
EXTRAS: Final = ("", "web", "mcp", "export", "parquet", "cluster", "bench")


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Sizes of memcon's own parts and of what it needs; ``full`` makes no difference."""
    yield from _own()
    yield from _needed()
    yield Note(text="Packed is what a wheel takes: every file compressed by itself (deflate).")


def _own() -> Iterator[Row]:
    sizes: dict[str, list[int]] = {name: [0, 0] for name in PARTS}
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(PACKAGE).as_posix()
            part = next(part for part, prefix in PARTS.items() if name.startswith(prefix))
            data = path.read_bytes()
            sizes[part][0] += len(zlib.compress(data))
            sizes[part][1] += len(data)
    sizes["whole"] = [sum(one[at] for one in sizes.values()) for at in (0, 1)]
    for part, (packed, installed) in sizes.items():
        for measure, size in (("packed", packed), ("installed", installed)):
            yield _row("memcon itself", part, measure, size)


def _needed() -> Iterator[Row]:
    core = _closure("memcon", "")
    total = sum(core.values())
    yield _row("Installed with memcon", "all that reading needs", "size", total)
    for name in sorted(core, key=core.__getitem__, reverse=True)[:LISTED]:
        yield _row("Installed with memcon", f"of it {name}", "size", core[name])
    for extra in EXTRAS[1:]:
        more = sum(size for name, size in _closure("memcon", extra).items() if name not in core)
        yield _row("Installed with memcon", f"extra {extra}, on top", "size", more)


def _closure(name: str, extra: str) -> dict[str, int]:
    """Bytes of every distribution that one needs, itself left out."""
    found: dict[str, int] = {}
    waiting = [(name, frozenset({extra}))]
    seen = set()
    while waiting:
        key, extras = waiting.pop()
        dist = _distribution(key)
        if dist is None or (key, extras) in seen:
            continue
        seen.add((key, extras))
        found[_plain(key)] = _size(dist)
        waiting += list(_wanted(dist, extras))
    found.pop(_plain(name), None)
    return found


def _wanted(dist: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in dist.requires or ():
        needed = Requirement(text)
        marker = needed.marker
        if marker is None or any(marker.evaluate({"extra": one}) for one in extras | {""}):
            yield _plain(needed.name), frozenset(needed.extras)


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _size(dist: Distribution) -> int:
    paths = (Path(str(file.locate())) for file in dist.files or () if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _row(table: str, subject: str, measure: str, size: int) -> Row:
    return Row(table=table, subject=subject, measure=measure, value=size / MEGABYTE, unit="MB")
