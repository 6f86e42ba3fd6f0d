from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.watch.entry import Child, to_address
from memcon.watch.feeds import MOST_ENTRIES, read_listing
from tests.watch.site import atom_of, item, rss

URL = "https://news.example/world/feed"
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def _links(body: bytes, charset: str | None = None) -> list[str]:
    return [entry.link for entry in read_listing(body, url=URL, charset=charset).entries]


def test_rss_names_its_items() -> None:
    """Links are made whole, fragments left out, dates kept."""
    first, second = read_listing(rss(item("/a#x"), item("b")), url=URL).entries
    assert (first.link, second.link) == ("https://news.example/a", "https://news.example/world/b")
    assert first.published == "2025-10-21"


def test_atom_names_the_report_itself() -> None:
    """Of several links of an entry the one to the report is followed."""
    links = '<link rel="self" href="/self"/><link href="/a"/><link rel="replies" href="/r"/>'
    feed = atom_of({"/x": "2025"}).replace(b"<link href='/x'/>", links.encode())
    assert _links(feed) == ["https://news.example/a"]


def test_json_feed_names_its_items() -> None:
    """What is no item, or has no address, is passed over."""
    items = [{"id": "1", "url": "/a", "date_published": "2025-10-21T08:00:00Z"}, 7, {"id": "x"}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    (entry,) = read_listing(body, url=URL).entries
    assert (entry.link, entry.published) == ("https://news.example/a", "2025-10-21")


def test_an_id_may_be_the_address() -> None:
    """An item without a link is where its id says, if that is an address."""
    feed = rss("<item><guid>https://news.example/a</guid></item><item><guid>17</guid></item>")
    assert _links(feed) == ["https://news.example/a"]


def test_stamps_change_with_what_is_told() -> None:
    """Id, date and title make the stamp; the address alone makes the key."""

    def stamp(**told: str) -> tuple[str, str]:
        (entry,) = read_listing(rss(item("/a", **told)), url=URL).entries
        return entry.key, entry.stamp

    told = [stamp(), stamp(guid="z"), stamp(title="Other"), stamp(date="22 Oct 2025")]
    assert len({key for key, _ in told}) == 1
    assert len({mark for _, mark in told}) == len(told)


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1251"])
def test_encodings_are_found(code: str) -> None:
    """By mark, by zeros, by what is declared; what is declared wrongly costs no item."""
    text = rss(item("/Москва" if code == "cp1251" else "/Zürich")).decode()
    declared = text.replace('encoding="utf-8"', f'encoding="{code}"')
    for markup in (text, declared):
        assert len(_links(markup.encode(code), code)) == 1
        assert len(_links(markup.encode(code))) == 1


def test_a_sitemap_gives_the_newest_first() -> None:
    """Dates of change or of publication put pages in order."""
    told = "<news:news><news:publication_date>2025-10-21T08:00Z</news:publication_date></news:news>"
    rows = (("/old", "<lastmod>2025-01-01</lastmod>"), ("/new", told), ("/none", ""))
    inner = "".join(f"<url><loc>https://news.example{p}</loc>{d}</url>" for p, d in rows)
    body = f"<urlset {MAP} {NEWS}>{inner}</urlset>".encode()
    for form in (body, gzip.compress(body), body[: -len("</urlset>")]):
        listing = read_listing(form, url=URL)
        assert [e.link.rpartition("/")[2] for e in listing.entries] == ["new", "old", "none"]
    assert listing.entries[0].published == "2025-10-21"


def test_an_index_gives_sitemaps_of_news_first() -> None:
    """Then those that changed last."""
    rows = (("/a.xml", "2025-01"), ("/b.xml", "2025-10"), ("/news.xml", "2024"))
    inner = "".join(f"<sitemap><loc>{p}</loc><lastmod>{d}</lastmod></sitemap>" for p, d in rows)
    listing = read_listing(f"<sitemapindex {MAP}>{inner}</sitemapindex>".encode(), url=URL)
    assert [c.url.rpartition("/")[2] for c in listing.children] == ["news.xml", "b.xml", "a.xml"]
    assert listing.children[1] == Child("https://news.example/b.xml", "2025-10")


def test_opml_names_feeds() -> None:
    """Groups are opened, each feed is named once."""
    one = '<outline type="rss" xmlUrl="https://a.example/feed"/>'
    body = f"<opml version='2.0'><body>{one}<outline text='g'>{one}</outline></body></opml>"
    assert read_listing(body.encode(), url=URL).children == (Child("https://a.example/feed"),)


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body[:-30],
        lambda body: body.replace(b"<title>", b"<title>A & B <b", 1),
        lambda body: body.replace(b"</item>", b"", 1),
        lambda body: b"<?php warning ?>\n\n" + body,
        lambda body: body.replace(b"News", b"\x08\xff"),
        lambda body: body.replace(b'"utf-8"', b'"no-such-code"'),
    ],
)
def test_damage_costs_no_whole_item(damage: object) -> None:
    """What can be read of a malformed feed is read."""
    found = _links(damage(rss(item("/a"), item("/b"), item("/c"))))  # type: ignore[operator]
    assert found[:2] == ["https://news.example/a", "https://news.example/b"]


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"<html><p>x</html>", b"<rss", b"<rss>", b"{", b"{}", b'{"a":' * 100_000],
)
def test_rubbish_is_named(body: bytes) -> None:
    """What is no feed at all is one clear error."""
    with pytest.raises(SourceError, match=r"is no|damaged"):
        read_listing(body, url=URL)


def test_a_page_tells_of_its_feeds() -> None:
    """Whoever gives the address of a site learns which feeds it has."""
    link = '<link rel="alternate" href="/rss.xml" type="application/rss+xml" title="News">'
    page = f"<html><head><link rel='icon' href='/i.png'>{link}{link}</head></html>"
    with pytest.raises(SourceError, match=r"the page names https://news\.example/rss\.xml$"):
        read_listing(page.encode(), url=URL)


def test_no_entity_is_ever_declared() -> None:
    """References to them stand for nothing, in feeds, sitemaps and OPML."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    feed = rss(item("/a", title="&a;&f;")).replace(b"<rss", bomb + b"<rss")
    plain = rss(item("/a", title=""))
    assert read_listing(feed, url=URL) == read_listing(plain, url=URL)
    sitemap = f"<urlset {MAP}><url><loc>https://news.example/&a;x</loc></url></urlset>"
    assert _links(bomb + sitemap.encode())[0] in ("https://news.example/x", "https://news.example/")


def test_the_number_of_entries_has_a_limit() -> None:
    """A feed without end gives its first so many."""
    assert len(_links(rss(*(item(f"/{n}") for n in range(MOST_ENTRIES + 5))))) == MOST_ENTRIES


@pytest.mark.parametrize(
    "body",
    [b"<rss><channel>" + b"<item/>" * 400_000, b'{"items":[' + b"{}," * 400_000, b"{" * 9_000_000],
)
def test_feeds_that_would_fill_the_memory_are_refused(body: bytes) -> None:
    """Before they are read."""
    with pytest.raises(SourceError, match="the limit for a feed"):
        read_listing(body, url=URL)


def test_what_grows_in_unpacking_is_refused() -> None:
    """A small packed file that becomes a large one is not unpacked to its end."""
    with pytest.raises(SourceError, match="larger than 20 MB unpacked"):
        read_listing(gzip.compress(b" " * 30_000_000), url=URL)
    with pytest.raises(SourceError, match="damaged"):
        read_listing(b"\x1f\x8b" + b"x" * 50, url=URL)


@pytest.mark.parametrize(
    "address", ["", "ftp://a.example/", "javascript:x", "http://", "http://[", "/\x00", None, 7]
)
def test_addresses_are_checked(address: object) -> None:
    """Only web addresses are followed."""
    assert to_address(address, URL) is None


PARTS = (
    *("<rss>", "<channel>", "<item>", "</item>", "<link>/a</link>", "<feed>", "<entry>"),
    *("<![CDATA[", "]]>", "<!--", "<!DOCTYPE a [", "<urlset>", "<url><loc>", "<sitemapindex>"),
    *("<opml>", "<outline xmlUrl='", "&#0;", "\x00", "\ud800", "<?xml", '{"items":['),
    *"<>&;\"'/=ax ",
)
MARKUP = st.sampled_from(PARTS)


@given(st.lists(MARKUP, max_size=40))
def test_no_feed_breaks_the_reader(parts: list[str]) -> None:
    """Whatever a server sends is a listing or an error with a reason."""
    for root in ("", "<rss><channel>", '<feed xmlns="http://www.w3.org/2005/Atom">', "<urlset>"):
        try:
            listing = read_listing((root + "".join(parts)).encode("utf-8", "replace"), url=URL)
        except SourceError:
            continue
        assert all(entry.link.startswith("http") for entry in listing.entries)
