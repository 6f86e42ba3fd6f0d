"""Parts of bounded size: what is compared all with all is split where there is too much of it.

How finely a thing is put away depends on how many there are beside it, and on nothing else: so any
order of adding gives the same parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

Path = tuple[str, ...]
"""Where a thing is put away, from the widest part to the narrowest."""


def partition(paths: Mapping[str, Path], *, most: int) -> Iterator[tuple[str, ...]]:
    """The keys of ``paths`` by parts: the widest that hold no more than ``most``, or the narrowest.

    All paths have the same length.
    """
    yield from _parts(sorted(paths), paths, 0, most)


def _parts(
    keys: Iterable[str], paths: Mapping[str, Path], depth: int, most: int
) -> Iterator[tuple[str, ...]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        parts[paths[key][depth]].append(key)
    for part in parts.values():
        if len(part) <= most or depth + 1 == len(paths[part[0]]):
            yield tuple(part)
        else:
            yield from _parts(part, paths, depth + 1, most)
