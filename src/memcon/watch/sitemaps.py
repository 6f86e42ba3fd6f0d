"""Sitemaps, indexes of them (sitemaps.org; Google's news extension) and OPML lists of feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from memcon.watch.entry import Child, Entry, Listing, digest, to_address

MOST_CHILDREN: Final = 20
"""Sitemaps of an index that are looked at: those of news, then those changed last."""
MOST_FEEDS: Final = 1000
DATE_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class _Named:
    """A page or a sitemap: which of them, its address, and its fields by their names."""

    tag: str
    link: str
    fields: Mapping[str, str]

    @property
    def changed(self) -> str:
        """When it changed last, as far as it says so."""
        return self.fields.get("lastmod") or self.fields.get("publication_date") or ""


def read_sitemap(markup: str, *, base: str, most: int) -> Listing:
    """The ``most`` newest pages of a sitemap, or the newest sitemaps of an index."""
    newest = nlargest(most, _named(markup, base), key=lambda one: one.changed)
    entries = dict.fromkeys(_to_entry(one) for one in newest if one.tag == "url")
    indexed = [one for one in newest if one.tag == "sitemap"]
    indexed.sort(key=lambda one: "news" in urlsplit(one.link).path, reverse=True)
    children = {one.link: Child(one.link, one.changed or None) for one in indexed[:MOST_CHILDREN]}
    return Listing(entries=tuple(entries), children=tuple(children.values()))


def read_opml(markup: str, *, base: str) -> tuple[Child, ...]:
    """The feeds that an OPML file lists (opml.org, version 2.0), each once."""
    found: dict[str, Child] = {}
    for _, element in _events(markup, "outline"):
        url = to_address(element.get("xmlUrl"), base)
        if url is not None:
            found.setdefault(url, Child(url))
        element.clear()
    return tuple(found.values())[:MOST_FEEDS]


def _to_entry(one: _Named) -> Entry:
    published = one.fields.get("publication_date", "")[:DATE_LENGTH]
    stamp = digest("", one.changed, one.fields.get("title", ""))
    return Entry(link=one.link, stamp=stamp, published=published or None)


def _named(markup: str, base: str) -> Iterator[_Named]:
    """Each page or sitemap that is named, with the words of the elements within."""
    for tag, element in _events(markup, "url", "sitemap"):
        fields = {
            _local(inner): inner.text.strip()
            for inner in element.iter()
            if isinstance(inner.tag, str) and inner.text and inner.text.strip()
        }
        link = to_address(fields.get("loc"), base)
        if link is not None:
            yield _Named(tag, link, fields)
        _let_go(element)


def _let_go(element: etree._Element) -> None:
    """Forget what was read: a sitemap may be long."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _events(markup: str, *names: str) -> Iterator[tuple[str, etree._Element]]:
    """Elements as they end; of broken markup those before the break and what can be mended."""
    reading = etree.iterparse(
        BytesIO(markup.encode("utf-8", "replace")),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        recover=True,
    )
    try:
        for _, element in reading:
            yield _local(element), element
    except etree.XMLSyntaxError:
        return


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
