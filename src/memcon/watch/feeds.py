"""From the body of an answer to what it names: RSS, Atom, JSON Feed, sitemaps, OPML.

Everything before the root element is cut off, and with it any document type: no entity is ever
declared, so none can grow or lead anywhere (OWASP, "XML External Entity Prevention").
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Any, Final

import fastfeedparser  # type: ignore[import-untyped]  # has no stubs

from memcon.errors import SourceError
from memcon.ingest.charset import decode_text
from memcon.ingest.options import MEGABYTE
from memcon.watch.entry import Entry, Listing, digest, to_address
from memcon.watch.sitemaps import read_opml, read_sitemap

MOST_BYTES: Final = 20 * MEGABYTE
"""A sitemap is not larger than this, unpacked: it is read piece by piece."""
MOST_FEED: Final = 8 * MEGABYTE
MOST_TAGS: Final = 300_000
"""A feed is held in memory as a tree, which may be a hundred times as large as its text."""
MOST_PATIENCE: Final = MEGABYTE
"""The patient reader takes seconds for so much."""
MOST_ENTRIES: Final = 2000
JSON_NAMES: Final[Mapping[str, str]] = {
    "url": "link",
    "date_published": "published",
    "date_modified": "updated",
}
FAULTS: Final = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)
"""What the readers of feeds raise on feeds that are made to hurt."""
GZIP: Final = b"\x1f\x8b"
HEAD: Final = 8192
ROOT: Final = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF|urlset|sitemapindex|opml)\b")
ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
LINK: Final = re.compile(r"<link\s[^<>]{0,1000}>", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(r"\b(href|type)\s*=\s*[\"']([^\"']*)[\"']")
FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json"}
)
HEAD_OF_PAGE: Final = 200_000
FEW: Final = 3
NAMED: Final = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_listing(body: bytes, *, url: str, charset: str | None = None) -> Listing:
    """What the answer from ``url`` names; raises ``SourceError`` where it is no list of reports."""
    body = unpack(body, url)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        _check_size(len(body), body.count(b"{"), url)
        return Listing(entries=_unique(_read_json(body, url)))
    text = _decode(body, url, charset)
    root = ROOT.search(text)
    if root is None:
        raise SourceError(url, f"is no feed, sitemap or OPML file{_hint(text, url)}")
    markup = text[root.start() :]
    if root[1] == "opml":
        return Listing(children=read_opml(markup, base=url))
    if root[1] in ("urlset", "sitemapindex"):
        return read_sitemap(markup, base=url, most=MOST_ENTRIES)
    _check_size(len(body), markup.count("<"), url)
    return Listing(entries=_unique(_read_feed(markup, url)))


def _hint(text: str, url: str) -> str:
    """The feeds that a page names in its head (WHATWG HTML standard, link type "alternate")."""
    links = (dict(ATTRIBUTE.findall(link)) for link in LINK.findall(text, 0, HEAD_OF_PAGE))
    named = (to_address(one.get("href"), url) for one in links if one.get("type") in FEED_TYPES)
    found = list(dict.fromkeys(one for one in named if one))[:FEW]
    return f"; the page names {' and '.join(found)}" if found else ""


def _check_size(size: int, parts: int, url: str) -> None:
    if size > MOST_FEED:
        raise SourceError(url, f"is larger than {MOST_FEED / MEGABYTE:g} MB, the limit for a feed")
    if parts > MOST_TAGS:
        raise SourceError(url, f"has more than {MOST_TAGS:,} elements, the limit for a feed")


def unpack(body: bytes, url: str) -> bytes:
    """A gzip file unpacked, as sitemaps are kept; raises ``SourceError`` where it is too large."""
    if not body.startswith(GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        found = inflater.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise SourceError(url, "arrived damaged (bad compression)") from error
    if len(found) > MOST_BYTES:
        raise SourceError(url, f"is larger than {MOST_BYTES / MEGABYTE:g} MB unpacked, the limit")
    return found


def _decode(body: bytes, url: str, charset: str | None) -> str:
    """The characters: a stray byte is shown as such and never costs the feed."""
    found = ENCODING.search(body, 0, HEAD)
    declared = charset or (found[1].decode("ascii") if found else None)
    wide = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(body[:2])
    try:
        return body.decode(wide, "replace") if wide else decode_text(body, url, declared=declared)
    except SourceError:
        return body.decode("utf-8", "replace")


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first so many entries, each once."""
    return tuple(dict.fromkeys(islice(entries, MOST_ENTRIES)))


def _read_feed(markup: str, url: str) -> Iterator[Entry]:
    """The fast reader's entries; the patient one's where the fast one loses some."""
    data = markup.encode("utf-8", "replace")
    found = _read_fast(data)
    named = len(NAMED.findall(markup))
    if len(found) < named or not found:
        patient, is_broken = _read_patiently(data)
        if is_broken and not (patient or found):
            raise SourceError(url, "is a damaged feed, and nothing in it can be read")
        found = max(found, patient, key=len)
    for row in found:
        entry = _to_entry(row, url)
        if entry is not None:
            yield entry


def _read_fast(data: bytes) -> list[Any]:
    try:
        return list(fastfeedparser.parse(data, include_content=False, include_media=False).entries)
    except FAULTS:
        return []


def _read_patiently(data: bytes) -> tuple[list[Any], bool]:
    """Entries, and whether the feed is malformed."""
    import feedparser  # type: ignore[import-untyped]  # has no stubs; seldom needed, slow to load

    if len(data) > MOST_PATIENCE:
        return [], True
    try:  # a stream: bytes would be tried as the name of a file
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except FAULTS:
        return [], True
    return list(feed.entries), bool(feed.bozo)


def _to_entry(row: Mapping[str, Any], url: str) -> Entry | None:
    """An entry of a feed, if it names an address: its link, else an id that is one."""
    guid, title = (_text(row, name) for name in ("id", "title"))
    link = to_address(_link(row), url)
    if link is None and "://" in guid:
        link = to_address(guid, url)
    if link is None:
        return None
    published, updated = (_text(row, name) for name in ("published", "updated"))
    return Entry(
        link=link, stamp=digest(guid, updated or published, title), published=_day(published)
    )


def _link(row: Mapping[str, Any]) -> str:
    """The address of the report itself: feeds also link to the feed and to comments."""
    links = row.get("links")
    for one in links if isinstance(links, list) else ():
        if one.get("rel") in (None, "alternate") and one.get("href"):
            return str(one["href"])
    return _text(row, "link")


def _text(row: Mapping[str, Any], name: str) -> str:
    """A field as it stands: the reader's own ``get`` puts one date in the place of another."""
    value = dict.get(row, name) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def _day(published: str) -> str | None:
    found = DATE.match(published)
    return found[0] if found else None


def _read_json(body: bytes, url: str) -> Iterator[Entry]:
    """The entries of a JSON Feed (version 1.1, jsonfeed.org)."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise SourceError(url, "is a damaged JSON feed") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError(url, "is no JSON feed: it has no items")
    for item in items:
        if isinstance(item, dict):
            entry = _to_entry({JSON_NAMES.get(name, name): item[name] for name in item}, url)
            if entry is not None:
                yield entry
