"""What a feed, a sitemap or a list of feeds names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

DIGITS: Final = 16
LONGEST: Final = 2000
"""Characters of an address that is followed; longer ones are tricks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report that is named: where it is, and a ``stamp`` that changes when it does.

    ``published`` is an ISO date.
    """

    link: str
    stamp: str
    published: str | None = None

    @property
    def key(self) -> str:
        """What it is known by: its address alone, whichever feed names it."""
        return digest(self.link)


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap or feed named by a list; ``changed`` is what the list says of its last change."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is named: reports, or further lists."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()


def digest(*parts: str) -> str:
    """A short name for some words."""
    payload = "\n".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(payload).hexdigest()[:DIGITS]


def to_address(found: object, base: str) -> str | None:
    """An http(s) address without fragment, made whole; ``None`` where it is none."""
    if not isinstance(found, str) or not found.strip():
        return None
    try:
        whole = urldefrag(urljoin(base, found.strip())).url
        parts = urlsplit(whole)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return whole if is_web and len(whole) <= LONGEST and whole.isprintable() else None
