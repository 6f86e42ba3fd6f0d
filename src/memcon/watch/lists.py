"""What to watch, as people name it: addresses, OPML files, files with an address a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from memcon.errors import UsageError
from memcon.watch.entry import to_address
from memcon.watch.feeds import ROOT
from memcon.watch.sitemaps import read_opml


def read_names(names: Iterable[str]) -> tuple[str, ...]:
    """The addresses to watch, each once.

    Raises ``UsageError`` for what is no address, for a file that names none, and for nothing.
    """
    found = dict.fromkeys(url for name in names for url in _read_name(name))
    if not found:
        raise UsageError("there is nothing to watch: name a feed, or a file with feeds")
    return tuple(found)


def _read_name(name: str) -> Iterator[str]:
    if "://" in name:
        yield _checked(name, name)
        return
    try:
        text = Path(name).read_text("utf-8-sig", "replace")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{name} is no address and no file that can be read ({reason})") from error
    urls = tuple(_read_list(text, name))
    if not urls:
        raise UsageError(f"{name} names no feed")
    yield from urls


def _read_list(text: str, name: str) -> Iterator[str]:
    root = ROOT.search(text)
    if root is not None and root[1] == "opml":
        yield from (child.url for child in read_opml(text[root.start() :], base=""))
        return
    if root is not None:
        raise UsageError(f"{name} is a feed in a file: give its address, or read it by memcon add")
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#"):
            yield _checked(line, name)


def _checked(line: str, name: str) -> str:
    found = to_address(line, "")
    if found is None:
        at = "" if line == name else f"{name}: "
        raise UsageError(f"{at}{line[:200]!r} is no address of the web")
    return found
