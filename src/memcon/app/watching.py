"""Watching: feeds are looked at, what is new in them is read and kept, what it changes is told.

One thing is done after another, each host at its own pace, and each step is written down before
the next, so that a watch that was ended at any moment goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.app.alerting import Alerting, Trouble
from memcon.app.dossier import Kept
from memcon.app.reading import Reader
from memcon.errors import SourceError, StageError
from memcon.ingest.address import without_login
from memcon.ingest.options import IngestOptions
from memcon.ingest.source import article_of_page
from memcon.record import Article
from memcon.store import Outcome, Writer, utc_now
from memcon.watch import state
from memcon.watch.alerts import Alert
from memcon.watch.book import Book, Patch
from memcon.watch.clock import Clock
from memcon.watch.entry import Listing
from memcon.watch.feeds import read_listing
from memcon.watch.politeness import Gates, host_of
from memcon.watch.schedule import DAY, MINUTE
from memcon.watch.state import FEEDS, FRESH, HELD, WAITING, Feed, Found, Waiting
from memcon.watch.visiting import BusyError, Visit, Visitor

MANY: Final = 25
"""New reports after which alerts are told, where more of them still wait."""
NOT_MODIFIED: Final = 304
BEGIN: Final = 0.0


@dataclass(frozen=True, slots=True)
class Looked:
    """A feed was read: how many reports are new, and how many older ones were passed over."""

    url: str
    new: int
    passed: int = 0
    is_first: bool = False
    lists: int = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """So many reports that were there at the first look are in the store now, without alerts."""

    count: int


Told = Looked | Kept | Quiet | Alert | Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a watch works with."""

    book: Book
    reader: Reader
    writer: Writer
    visitor: Visitor
    gates: Gates
    clock: Clock
    options: IngestOptions
    alerting: Alerting


class Watch:
    """Watches ``feeds``, looking at each again after ``every`` seconds."""

    def __init__(self, feeds: Sequence[str], parts: Parts, *, every: float) -> None:
        self._parts = parts
        self._book, self._clock = parts.book, parts.clock
        self._every = every
        self._given = {without_login(url): url for url in feeds}
        self._counts = Counter[Outcome | str]()
        self._quiet = 0
        self._until: float | None = None

    def run(self, *, once: bool = False, seconds: float | None = None) -> Iterator[Told]:
        """Watch until stopped; ``once`` does what there is to do now, ``seconds`` is an end.

        Raises ``StoreError`` where the store or the book cannot be written.
        """
        self._until = None if seconds is None else self._clock.now() + seconds
        self._begin()
        while True:
            yield from self._work()
            due = self._next()
            if once or self._is_over() or (self._until is not None and due >= self._until):
                return
            self._clock.wait(max(due - self._clock.now(), 1.0))

    def _begin(self) -> None:
        """Feeds that did not fail are looked at now; hosts that asked for silence keep it.

        What an older memcon has kept is resolved first: alerts are read from what is.
        """
        self._parts.writer.settle()
        for host, until in self._book.table(HELD).items():
            self._parts.gates.hold(host, until)
        known = self._book.table(FEEDS)
        feeds = {url: state.load(Feed, known.get(url, {})) for url in self._given}
        self._book.write(
            state.patch(FEEDS, url, replace(feed, due=BEGIN, parent=None, depth=0))
            for url, feed in feeds.items()
            if not feed.fails
        )

    def _work(self) -> Iterator[Told]:
        """All that is due, then the alerts."""
        started = utc_now()
        while not self._is_over() and (task := self._pick()) is not None:
            table, key = task
            yield from self._look(key) if table == FEEDS else self._read(key)
            if len(self._book.table(FRESH)) >= MANY:
                yield from self._parts.alerting.run()
        yield from self._parts.alerting.run()
        yield from self._finish(started)

    def _finish(self, started: str) -> Iterator[Told]:
        if self._quiet:
            yield Quiet(self._quiet)
        if self._counts:
            reader = self._parts.reader if self._counts["read"] else None
            made_by = reader.made_by if reader else None
            self._parts.writer.note_run(made_by=made_by, started=started, counts=self._counts)
        self._quiet, self._counts = 0, Counter()
        now = self._clock.now()
        self._parts.gates.release(now)
        over = [host for host, until in self._book.table(HELD).items() if until <= now]
        old = state.forget_old(self._book, day=state.day_of(now))
        self._book.write([*((HELD, host, None) for host in over), *old])

    def _is_over(self) -> bool:
        ended = self._until is not None and self._clock.now() >= self._until
        return ended or self._clock.is_stopped

    # What to do next

    def _tasks(self) -> Iterator[tuple[float, str, str, str]]:
        """All there is to do: from when on, at which host, table and key; feeds come first."""
        for url, feed in self._book.table(FEEDS).items():
            if self._is_watched(url):
                yield feed.get("due", BEGIN), host_of(feed.get("moved") or url), FEEDS, url
        for key, one in self._book.table(WAITING).items():
            yield one.get("due", BEGIN), host_of(one["link"]), WAITING, key

    def _is_watched(self, url: str | None) -> bool:
        """Whether a feed is one of those given, or named by one of them."""
        while url is not None and url not in self._given:
            url = self._book.table(FEEDS).get(url, {}).get("parent")
        return url is not None

    def _pick(self) -> tuple[str, str] | None:
        """What is due and can be done soonest."""
        now, gates = self._clock.now(), self._parts.gates
        best, soonest = None, float("inf")
        for due, host, table, key in self._tasks():
            if max(due, gates.held_until(host)) <= now:
                ready = max(gates.free_at(host), now)
                if ready < soonest:
                    best, soonest = (table, key), ready
        return best

    def _next(self) -> float:
        """When something will be due, in seconds since 1970."""
        gates = self._parts.gates
        times = [max(due, gates.held_until(host)) for due, host, _, _ in self._tasks()]
        return min((*times, self._parts.alerting.due), default=float("inf"))

    # Feeds

    def _look(self, url: str) -> Iterator[Told]:
        feed = state.load(Feed, self._book.table(FEEDS)[url])
        asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        headers = {name: value for name, value in asked.items() if value}
        try:
            visit = self._parts.visitor.visit(
                feed.moved or self._given.get(url, url), headers=headers
            )
            listing = _listing(visit, url)
        except SourceError as error:
            yield from self._note_failure(url, feed, error)
            return
        yield from self._note_look(url, feed, visit, listing)

    def _note_look(
        self, url: str, feed: Feed, visit: Visit, listing: Listing | None
    ) -> Iterator[Told]:
        now = self._clock.now()
        # A list says when its sitemaps change; one that does not say is looked at by itself.
        due = now + (self._every if feed.changed is None else max(self._every, DAY))
        looked = state.looked_at(feed, due=due)
        if listing is None:
            self._book.write([state.patch(FEEDS, url, looked)])
            return
        day = state.day_of(now)
        found = state.note_entries(
            self._book, listing.entries, feed=url, quiet=not feed.looked, day=day
        )
        children = list(state.note_children(self._book, url, feed, listing.children))
        looked = _with_marks(looked, visit, found, is_plain=url == self._given.get(url, url))
        self._book.write([*found.patches, *children, state.patch(FEEDS, url, looked)])
        if found.new or found.passed or children or not feed.looked:
            lists = sum(value is not None for _, _, value in children)
            yield Looked(url, found.new, found.passed, not feed.looked, lists)

    def _note_failure(self, url: str, feed: Feed, error: SourceError) -> Iterator[Told]:
        wait = error.wait_s if isinstance(error, BusyError) else None
        now = self._clock.now()
        after = state.failed(feed, error.reason, now=now, every=self._every, wait=wait)
        self._book.write([state.patch(FEEDS, url, after), *self._hold(error, now)])
        if after.reason != feed.reason:
            yield Trouble(url, error.reason, again=after.due)

    def _hold(self, error: SourceError | StageError, now: float) -> Iterator[Patch]:
        """Leave a host alone that asks for it, or that does not answer."""
        if isinstance(error, BusyError):
            wait = state.FIRST_WAIT if error.wait_s is None else max(error.wait_s, MINUTE)
            self._parts.gates.hold(error.host, now + wait)
            yield HELD, error.host, self._parts.gates.held_until(error.host)

    # Reports

    def _read(self, key: str) -> Iterator[Told]:
        one = state.load(Waiting, self._book.table(WAITING)[key])
        try:
            kept = self._keep(one)
        except (SourceError, StageError) as error:
            yield from self._put_off(key, one, error)
            return
        self._book.write([(WAITING, key, None)])
        self._quiet += one.quiet
        self._counts[kept.outcome] += 1
        yield kept

    def _keep(self, one: Waiting) -> Kept:
        """Fetch, read and add one report; what is in the store as it is now is not read again."""
        options = replace(self._parts.options, published=one.published)
        page = self._parts.visitor.fetch(one.link)
        article = article_of_page(page, options=options, source=without_login(one.link))
        reader, writer = self._parts.reader, self._parts.writer
        self._counts["read"] += 1
        if writer.holds(article, made_by=reader.made_by):
            return Kept(article.source, article.id, "same")
        return Kept(article.source, article.id, self._add(article, is_quiet=one.quiet))

    def _add(self, article: Article, *, is_quiet: bool) -> Outcome:
        record = self._parts.reader.read_article(article)
        if not is_quiet:  # before it is added: whatever happens then, it will be told of
            self._book.write([(FRESH, article.id, True)])
        (outcome,) = self._parts.writer.add([record])
        return outcome

    def _put_off(self, key: str, one: Waiting, error: SourceError | StageError) -> Iterator[Told]:
        wait = error.wait_s if isinstance(error, BusyError) else None
        now = self._clock.now()
        after = state.put_off(one, error.reason, now=now, wait=wait)
        later = (WAITING, key, None) if after is None else state.patch(WAITING, key, after)
        self._book.write([later, *self._hold(error, now)])
        self._counts["failed"] += after is None
        if after is None or one.reason is None:
            yield Trouble(one.link, error.reason, again=after.due if after else None)


def _listing(visit: Visit, url: str) -> Listing | None:
    """What a feed names; ``None`` where it is as it was."""
    answer = visit.answer
    if answer.status == NOT_MODIFIED:
        return None
    base = answer.url
    try:
        return read_listing(answer.body, url=base, charset=answer.charset)
    except SourceError as error:
        raise SourceError(url, error.reason) from error


def _with_marks(feed: Feed, visit: Visit, found: Found, *, is_plain: bool) -> Feed:
    """A feed with what the server wants to be asked with; not where reports are left for later.

    ``is_plain`` says that its address holds no login, which a new address would lose.
    """
    headers = {} if found.left else visit.answer.headers
    moved = visit.moved if visit.moved and is_plain else feed.moved
    return replace(
        feed, moved=moved, etag=headers.get("etag"), modified=headers.get("last-modified")
    )
