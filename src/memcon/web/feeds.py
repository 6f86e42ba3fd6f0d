"""Questions that are followed: their answers as Atom feeds (RFC 4287), the latest first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from xml.etree import ElementTree  # writes alone

from memcon.render.controls import printable
from memcon.render.outline import shortened
from memcon.text.calendar import interval
from memcon.web.asking import one_of
from memcon.web.layout import history_url, issue_label
from memcon.web.page import Call, Desk, Document, Json
from memcon.web.pages.happening import STATUSES, address_of, with_status
from memcon.web.pages.positions import NEWS
from memcon.web.pages.search import find

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml"
MOST: Final = 50
"""Entries of one feed, the latest."""
READ: Final = 400
UNKNOWN: Final = "1970-01-01"
"""The day of what has none: an entry needs one."""
LONGEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: an ``id`` of its own, where it leads, since when it is so, and what it says."""

    id: str
    title: str
    address: str
    day: str | None
    words: str

    @property
    def updated(self) -> str:
        """The first day that its date covers."""
        days = interval(self.day) if self.day else None
        return f"{days[0] if days else UNKNOWN}T00:00:00Z"


def write(call: Call, home: str, title: str, entries: Iterable[Entry]) -> bytes:
    """The feed at the address of ``call``, with full addresses that begin with ``home``."""
    latest = sorted(entries, key=lambda one: (one.updated, one.id), reverse=True)[:MOST]
    path = call.path["path"]
    query = f"?{asked}" if (asked := call.asking.query()) else ""
    feed = ElementTree.Element("feed", xmlns=NAMESPACE)
    _say(feed, "id", _urn(f"{path}{query}"))
    _say(feed, "title", f"memcon: {title}")
    _say(feed, "updated", max((one.updated for one in latest), default=f"{UNKNOWN}T00:00:00Z"))
    _say(ElementTree.SubElement(feed, "author"), "name", "memcon")
    ElementTree.SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=f"{home}{path}{query}")
    page = f"{home}{path.removesuffix('.atom')}{query}"
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    for one in latest:
        _add(feed, home, one)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(feed: ElementTree.Element, home: str, one: Entry) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _say(entry, "id", _urn(one.id))
    _say(entry, "title", one.title)
    _say(entry, "updated", one.updated)
    ElementTree.SubElement(
        entry, "link", rel="alternate", type="text/html", href=home + one.address
    )
    _say(entry, "content", one.words)


def _say(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = printable(words)


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"memcon:{name}").urn


def search_feed(desk: Desk, call: Call, home: str) -> bytes:
    """What has the words looked for, the latest first."""
    asking = call.asking
    rows = [row for row in find(desk, asking) if asking.kind in (None, row["kind"])]
    return write(call, home, f"search for {asking.q or 'nothing'}", map(_found, rows))


def _found(row: Json) -> Entry:
    is_report = row["kind"] == "article"
    title = row["title"] if is_report else f"{row['kind'].capitalize()}: {row['quote']}"
    return Entry(
        id=row["id"],
        title=shortened(title or row["article"], LONGEST),
        address=f"/report/{row['id']}" if is_report else f"/fact/{row['id']}",
        day=row["date"],
        words=f"{row['quote']} ({row['site'] or row['article']})",
    )


def events_feed(desk: Desk, call: Call, home: str) -> bytes:
    """Happenings; each new status makes an entry of its own."""
    status = one_of("status", call.asking.status, STATUSES)
    asked = replace(call.asking, limit=READ).filters()
    rows = with_status(desk.dossier.events(**asked), status)
    return write(call, home, "meetings and events", map(_happened, rows))


def _happened(row: Json) -> Entry:
    told = [step["date"] for step in row["history"] if step["date"]]
    parties = ", ".join(one["name"] for one in row["participants"])
    quotes = " / ".join(f"{one['quote']} ({one['source']})" for one in row["members"])
    return Entry(
        id=f"{row['id']} {row['status']}",
        title=shortened(f"{row['status'].capitalize()}: {row['what']}", LONGEST),
        address=address_of(row),
        day=told[-1] if told else None,
        words=f"{parties}: {quotes}",
    )


def positions_feed(desk: Desk, call: Call, home: str) -> bytes:
    """Positions that hardened, softened or were reversed."""
    rows = desk.dossier.positions(**replace(call.asking, limit=READ).filters())
    changed = (
        _changed(row, entry) for row in rows for entry in row["entries"] if entry["change"] in NEWS
    )
    return write(call, home, "positions that changed", changed)


def _changed(row: Json, entry: Json) -> Entry:
    who = row["name"] or row["holder"]
    return Entry(
        id=entry["id"],
        title=f"{who} on {issue_label(row['issue']).lower()}: {entry['change']}",
        address=history_url(row["holder"], row["issue"]),
        day=entry["when"],
        words=f"{entry['stance']}: {entry['quote']} ({entry['source']})",
    )


FEEDS: Final = tuple(
    Document(path=path, media_type=MEDIA_TYPE, tells=tells, make=make, asks=asks)
    for path, tells, make, asks in (
        (
            "/search.atom",
            "A search as a feed: what has all the words, the latest first.",
            search_feed,
            ("q", "kind", "who", "source", "since", "until"),
        ),
        (
            "/events.atom",
            "Meetings and events as a feed: each new status is an entry.",
            events_feed,
            ("who", "type", "status", "place", "source", "since", "until"),
        ),
        (
            "/positions.atom",
            "Changed positions as a feed.",
            positions_feed,
            ("who", "issue", "source", "since", "until"),
        ),
    )
)
