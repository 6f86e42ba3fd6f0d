"""Alerts as an Atom feed (RFC 4287): a file that any feed reader follows, the newest so many."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree  # our own file, checked first to have no document type

from memcon.errors import UsageError
from memcon.render.controls import printable
from memcon.watch.alerts import Alert
from memcon.watch.files import check_folder, replace_file

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
PREFIX: Final = f"{{{NAMESPACE}}}"
MOST: Final = 100
"""Alerts that the file keeps, the newest first."""


@dataclass(frozen=True, slots=True)
class AtomFile:
    """The feed at ``path``; an alert that is in it is never put there twice."""

    path: Path
    most: int = MOST

    def check(self) -> None:
        """Raises ``UsageError`` where the file is there and is no such feed, or cannot be made."""
        check_folder("--atom", self.path)
        self._load(at=0.0)

    def add(self, alerts: Iterable[Alert], *, at: float) -> None:
        """Put alerts on top, ``at`` so many seconds since 1970. Raises ``OSError``."""
        feed = self._load(at=at)
        kept = feed.findall(f"{PREFIX}entry")
        ids = {one.findtext(f"{PREFIX}id") for one in kept}
        made = [_entry(one, at) for one in alerts if _urn(one.id) not in ids]
        for one in kept:
            feed.remove(one)
        feed.extend([*reversed(made), *kept][: self.most])
        if made:
            _set(feed, "updated", _time(at))
        ElementTree.register_namespace("", NAMESPACE)
        ElementTree.indent(feed)
        data = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
        replace_file(self.path, data + b"\n")

    def _load(self, *, at: float) -> ElementTree.Element:
        if not self.path.exists():
            return _blank(self.path.name, at)
        data = self.path.read_bytes()
        try:
            feed = None if b"<!" in data else ElementTree.fromstring(data)  # noqa: S314  # as above
        except ElementTree.ParseError:
            feed = None
        if feed is None or feed.tag != f"{PREFIX}feed":
            raise UsageError(f"--atom {self.path} is there and no Atom feed; name another file")
        return feed


def _blank(name: str, at: float) -> ElementTree.Element:
    feed = ElementTree.Element(f"{PREFIX}feed")
    _set(feed, "id", _urn(name))
    _set(feed, "title", "memcon: alerts")
    _set(feed, "updated", _time(at))
    author = ElementTree.SubElement(feed, f"{PREFIX}author")
    _set(author, "name", "memcon")
    return feed


def _entry(alert: Alert, at: float) -> ElementTree.Element:
    entry = ElementTree.Element(f"{PREFIX}entry")
    _set(entry, "id", _urn(alert.id))
    _set(entry, "title", alert.title)
    _set(entry, "updated", _time(at))
    if "://" in alert.report:
        ElementTree.SubElement(entry, f"{PREFIX}link", rel="alternate", href=alert.report)
    ElementTree.SubElement(entry, f"{PREFIX}category", term=alert.kind)
    told = zip(alert.quotes, alert.sources, strict=False)
    quoted = (f"“{words}” ({where})" for words, where in told)
    _set(entry, "content", "\n".join(map(printable, (alert.reason, *quoted))))
    return entry


def _set(parent: ElementTree.Element, name: str, words: str) -> None:
    found = parent.find(f"{PREFIX}{name}")
    element = ElementTree.SubElement(parent, f"{PREFIX}{name}") if found is None else found
    element.text = words if name == "content" else printable(words)


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"memcon:{name}").urn


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
