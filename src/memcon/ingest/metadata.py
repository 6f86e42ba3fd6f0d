"""What the head of a page says about it: JSON-LD, then OpenGraph and other meta elements.

Vocabularies: schema.org NewsArticle and its kin, the Open Graph protocol, Dublin Core, and the
names that publishers use. Visible dates are left to htmldate, text to ``dateline``.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from memcon.ingest.address import without_login
from memcon.ingest.day import day_of_url, to_day
from memcon.ingest.references import unescape
from memcon.record import PublishedFrom
from memcon.text.spacing import letters_of, squash, without_surrogates

ARTICLE_TYPES: Final = re.compile(r"(?:Article|BlogPosting|Report|LiveBlog\w*)$")
DATE_NAMES: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "article.created",
    "rnews:datepublished",
    "og:published_time",
    "date",
)
TITLE_NAMES: Final = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
SITE_NAMES: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")
AUTHOR_NAMES: Final = ("author", "article:author", "byl", "dc.creator", "parsely-author")
SITE_TAIL: Final = re.compile(r"\s+(?:[|»•·]|[-–—])\s+")
SITE_HEAD: Final = re.compile(r"([^:|»]{3,40}?)\s*[:|»]\s+(?=\S)")
FAR_AHEAD: Final = datetime(2100, 1, 1)
"""htmldate refuses dates beyond a limit that is today's by default; reading knows no today."""

MAX_AUTHOR: Final = 80
logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # a page without a date is no fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Title, site, authors, canonical URL and ISO date of publication, so far as known."""

    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None


def read_metadata(root: HtmlElement, *, url: str | None = None) -> Metadata:
    """The metadata of the page; ``url`` is where it was fetched from, if it was."""
    linked = _find_linked(root)
    named = _read_named(root)
    canonical = _find_url(root, linked, named, url)
    published, origin = _find_published(root, linked, named, canonical)
    named_site = _text(_deep(linked, "publisher", "name")) or _first(named, SITE_NAMES)
    site = named_site or (urlsplit(canonical).hostname if canonical else None)
    return Metadata(
        title=_find_title(root, linked, named, site),
        site=site,
        authors=_find_authors(linked, named),
        url=canonical,
        published=published,
        published_from=origin,
    )


def _find_linked(root: HtmlElement) -> Mapping[str, object]:
    """The JSON-LD object that describes the article; empty where there is none."""
    for script in root.iterfind('.//script[@type="application/ld+json"]'):
        for found in _read_objects(script.text or ""):
            kinds = found.get("@type")
            listed = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in listed):
                return found
    return {}


def _read_objects(text: str) -> Iterator[Mapping[str, object]]:
    try:
        stack = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while stack:
        value = stack.pop(0)
        if isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, dict):
            yield value
            stack.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


def _read_named(root: HtmlElement) -> dict[str, str]:
    """Meta elements by lower-case name, the first of each."""
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = squash(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                named.setdefault(name, content)
    return named


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if named.get(name)), None)


def _text(value: object) -> str | None:
    return squash(unescape(without_surrogates(value))) or None if isinstance(value, str) else None


def _deep(value: object, *path: str) -> object:
    for key in path:
        if isinstance(value, list):
            value = value[0] if value else None
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _find_title(
    root: HtmlElement, linked: Mapping[str, object], named: Mapping[str, str], site: str | None
) -> str | None:
    title = _text(linked.get("headline")) or _first(named, TITLE_NAMES)
    element = root.find(".//title")
    if not title and element is not None:
        title = squash(element.text_content())
    return _without_site(title, site) if title else None


def _without_site(title: str, site: str | None) -> str:
    """``title`` without "Site: " or " | Site"; a bar is trusted, other signs beside the site."""
    opening = SITE_HEAD.match(title)
    if opening and _is_site(opening.group(1), site):
        return title[opening.end() :]
    parts = SITE_TAIL.split(title)
    if len(parts) < 2:
        return title
    head = title[: title.rindex(parts[-1])].rstrip(" |»•·-–—")
    named = _is_site(parts[-1], site)
    barred = title[len(head) :].lstrip()[:1] in ("|", "»", "•", "·")
    return head if head and (named or (barred and len(parts[-1].split()) <= 4)) else title


def _is_site(words: str, site: str | None) -> bool:
    return bool(site and letters_of(words)) and letters_of(words) in letters_of(site or "")


def _find_authors(linked: Mapping[str, object], named: Mapping[str, str]) -> tuple[str, ...]:
    value = linked.get("author")
    listed = value if isinstance(value, list) else [value]
    names = [_text(_deep(one, "name")) or _text(one) for one in listed]
    if not any(names):
        names = [_first(named, AUTHOR_NAMES)]
    clean = (re.sub(r"(?i)^by\s+", "", name) for name in names if name)
    kept = (name for name in clean if len(name) <= MAX_AUTHOR and "://" not in name)
    return tuple(dict.fromkeys(kept))


def _find_url(
    root: HtmlElement, linked: Mapping[str, object], named: Mapping[str, str], url: str | None
) -> str | None:
    """The canonical address: an absolute http URL with a path, else where it came from."""
    link = root.find('.//link[@rel="canonical"]')
    entity = linked.get("mainEntityOfPage")
    candidates = (
        link.get("href") if link is not None else None,
        named.get("og:url"),
        _text(entity) or _text(_deep(entity, "@id")),
        _text(linked.get("url")),
    )
    for candidate in candidates:
        found = _to_url(candidate, url)
        if found:
            return found
    return _to_url(url, None) if url else None


def _to_url(candidate: str | None, base: str | None) -> str | None:
    if not candidate:
        return None
    try:
        parts = urlsplit(urljoin(base or "", candidate.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if parts.path in ("", "/") and not parts.query:
        return None
    return without_login(parts._replace(fragment="").geturl())


def _find_published(
    root: HtmlElement, linked: Mapping[str, object], named: Mapping[str, str], url: str | None
) -> tuple[str | None, PublishedFrom | None]:
    stated = (_text(linked.get("datePublished")), *(named.get(name) for name in DATE_NAMES))
    for value in stated:
        day = to_day(value)
        if day:
            return day, "metadata"
    in_url = day_of_url(url or "")
    visible = _find_visible(root)
    if visible and visible != in_url:
        return visible, "metadata"
    return (in_url, "url") if in_url else (None, None)


def _find_visible(root: HtmlElement) -> str | None:
    """The date that htmldate finds in ``time`` elements and the like (Barbaresi 2020, JOSS)."""
    from htmldate import find_date  # slow to load, and needed for pages alone

    found = find_date(
        deepcopy(root), extensive_search=False, original_date=True, max_date=FAR_AHEAD
    )
    return to_day(found)
