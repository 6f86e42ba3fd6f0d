"""What a watch remembers, as values of its book: feeds, reports that wait, reports that were seen.

A report is known by its address. It waits until it was read and is then seen; it waits again when
a feed shows it with another stamp. What no feed has shown for a while is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, TypeVar

from memcon.ingest.address import without_login
from memcon.watch.book import Book, Patch
from memcon.watch.entry import Child, Entry, digest
from memcon.watch.schedule import DAY, MINUTE, wait_after

FEEDS, WAITING, SEEN = "feed", "wait", "seen"
HELD, FRESH, TOLD, OUTBOX = "held", "fresh", "told", "outbox"

FIRST: Final = 100
"""Reports of a feed that are read at the first look; older ones are taken as seen."""
MOST_WAITING: Final = 20_000
MOST_SEEN: Final = 100_000
MOST_STAMPS: Final = 6
"""Stamps kept for one report; the first digits of a stamp are those of its feed."""
PREFIX: Final = 4
FORGET_DAYS: Final = 45
"""A feed that was empty for so long shows its reports anew; they are then the same in the store."""
TRIES: Final = 9
"""A page is asked for so often, over five days: 5 min, 20 min, 80 min, 5 h, 21 h, then daily."""
FIRST_WAIT: Final = 5 * MINUTE
DEEPEST: Final = 2
"""A list of feeds may name an index of sitemaps, and that names sitemaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, sitemap or list: where it is now, how it was when it was last looked at.

    ``due`` is when to look again, ``fails`` how often it has failed in a row, ``looked`` whether
    it was read at least once; ``changed`` is what its ``parent`` says of its last change.
    """

    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    fails: int = 0
    reason: str | None = None
    looked: bool = False
    parent: str | None = None
    depth: int = 0
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A report to be read: ``quiet`` where nothing is told of it, as it was there before."""

    link: str
    quiet: bool
    published: str | None = None
    due: float = 0.0
    tries: int = 0
    reason: str | None = None


T = TypeVar("T", Feed, Waiting)


def load(form: type[T], value: Mapping[str, Any]) -> T:
    """A value of the book as what it stands for; names of another version are passed over."""
    known = {one.name for one in fields(form)}
    return form(**{name: value[name] for name in value if name in known})


def patch(table: str, key: str, value: Feed | Waiting) -> Patch:
    """The step that keeps a value; what is as by default is left out."""
    blank = {one.name: one.default for one in fields(value)}
    kept = {name: one for name, one in asdict(value).items() if one != blank[name]}
    return table, key, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look at a feed came to: the step to take, and what became of its reports.

    ``new`` are to be read, ``passed`` are older ones of a first look, ``left`` found no room.
    """

    patches: tuple[Patch, ...]
    new: int
    passed: int
    left: int


def note_entries(
    book: Book, entries: Iterable[Entry], *, feed: str, quiet: bool, day: int
) -> Found:
    """Reports that a feed names, put down as waiting where they are new or have changed.

    ``day`` is counted from 1970. Where too many wait already, the rest is left for another look.
    """
    waiting, seen = book.table(WAITING), book.table(SEEN)
    room = MOST_WAITING - len(waiting)
    waits: dict[str, Patch] = {}
    marks: dict[str, str] = {}
    passed = left = 0
    for entry in entries:
        stamps = _stamps(marks.get(entry.key, seen.get(entry.key)))
        stamp = f"{digest(feed)[:PREFIX]}{entry.stamp}"
        if _is_news(stamp, stamps, quiet=quiet):
            if quiet and len(waits) >= FIRST:
                passed += 1
            elif len(waits) >= room:
                left += 1
                continue
            else:
                wait = Waiting(link=entry.link, quiet=quiet, published=entry.published)
                waits[entry.key] = patch(WAITING, entry.key, wait)
        kept = list(dict.fromkeys((*stamps, stamp)))[-MOST_STAMPS:]
        marks[entry.key] = " ".join((str(day), *kept))
    patches = (*waits.values(), *((SEEN, key, value) for key, value in marks.items()))
    return Found(patches=patches, new=len(waits), passed=passed, left=left)


def _is_news(stamp: str, stamps: Sequence[str], *, quiet: bool) -> bool:
    """Whether a report is new, or another than this feed has shown; a first look finds no change.

    A second feed that names a report stamps it in its own way: that is no change either.
    """
    if not stamps:
        return True
    own = [one for one in stamps if one[:PREFIX] == stamp[:PREFIX]]
    return bool(own) and stamp not in own and not quiet


def _stamps(value: str | None) -> list[str]:
    return value.split()[1:] if value else []


def note_children(book: Book, url: str, feed: Feed, children: Iterable[Child]) -> Iterator[Patch]:
    """The feeds that a list names: new and changed ones are due, those gone are forgotten."""
    if feed.depth >= DEEPEST:
        return
    known, named = book.table(FEEDS), set()
    for child in (replace(one, url=without_login(one.url)) for one in children):
        if child.url == url or known.get(child.url, {"parent": url}).get("parent") != url:
            continue  # named by somebody else, or by the user
        named.add(child.url)
        before = load(Feed, known[child.url]) if child.url in known else None
        if before is None:
            new = Feed(parent=url, depth=feed.depth + 1, looked=feed.looked, changed=child.changed)
            yield patch(FEEDS, child.url, new)
        elif child.changed != before.changed:
            yield patch(FEEDS, child.url, replace(before, changed=child.changed, due=0.0))
    for other, value in known.items():
        if value.get("parent") == url and other not in named:
            yield FEEDS, other, None


def looked_at(feed: Feed, *, due: float) -> Feed:
    """A feed after a look that went well."""
    return replace(feed, due=due, fails=0, reason=None, looked=True)


def failed(feed: Feed, reason: str, *, now: float, every: float, wait: float | None) -> Feed:
    """A feed after a look that failed: each wait is twice the last, and at least what is asked.

    A new address that fails thrice is forgotten, and the old one tried again.
    """
    fails = feed.fails + 1
    due = now + max(wait_after(fails, first=every), wait or 0.0)
    moved = feed.moved if fails % 3 else None
    return replace(feed, due=due, fails=fails, reason=reason, moved=moved)


def put_off(one: Waiting, reason: str, *, now: float, wait: float | None) -> Waiting | None:
    """A report after a try that failed; ``None`` where it was the last."""
    tries = one.tries + 1
    if tries >= TRIES:
        return None
    due = now + max(wait_after(tries, first=FIRST_WAIT, factor=4), wait or 0.0)
    return replace(one, due=due, tries=tries, reason=reason)


def forget_old(book: Book, *, day: int) -> Iterator[Patch]:
    """The step that keeps the book small: reports that no feed shows any more, alerts long told."""
    seen, waiting = book.table(SEEN), book.table(WAITING)
    days = {key: int(value.split()[0]) for key, value in seen.items() if key not in waiting}
    beyond = max(len(seen) - MOST_SEEN, 0)
    oldest = sorted(days, key=lambda key: (days[key], key))[:beyond]
    old = [key for key in days if days[key] < day - FORGET_DAYS]
    yield from ((SEEN, key, None) for key in {*old, *oldest})
    told = book.table(TOLD)
    yield from ((TOLD, key, None) for key in told if told[key] < day - 4 * FORGET_DAYS)


def day_of(now: float) -> int:
    """The day of a time, counted from 1970."""
    return int(now // DAY)
