"""Visits: an address asked politely, through its redirects, as far as robots.txt allows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from protego import Protego

from memcon.errors import SourceError
from memcon.ingest.address import Resolve, resolve, without_login
from memcon.ingest.exchange import Answer, NoAnswerError, Request, exchange
from memcon.ingest.fetch import PAGE_TYPES, PLAIN_TYPES, REDIRECTS, ROBOTS_BYTES, Fetched
from memcon.ingest.options import IngestOptions
from memcon.watch.clock import Clock
from memcon.watch.politeness import MOST_HOSTS, Gates, host_of
from memcon.watch.schedule import DAY, parse_retry_after

BUSY: Final = frozenset({429, 503})
FOR_GOOD: Final = frozenset({301, 308})
SERVER_ERROR: Final = 500


class BusyError(SourceError):
    """A host asks to come back later, in ``wait_s`` seconds where it says when, or is down."""

    def __init__(self, source: str, reason: str, *, host: str, wait_s: float | None) -> None:
        super().__init__(source, reason)
        self.host = host
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was found: the answer, and the new address where all redirects are for good."""

    answer: Answer
    moved: str | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a site's robots.txt said, and until when that is believed."""

    robots: Protego | None
    until: float


class Visitor:
    """Asks addresses, each host at its own pace; ``trusted`` hosts may be private ones."""

    def __init__(
        self,
        options: IngestOptions,
        clock: Clock,
        *,
        gates: Gates,
        trusted: frozenset[str] = frozenset(),
        resolver: Resolve = resolve,
    ) -> None:
        self._options = options
        self._clock = clock
        self._gates = gates
        self._trusted = trusted
        self._resolver = resolver
        self._rules: OrderedDict[str, _Rules] = OrderedDict()

    def visit(self, url: str, *, headers: Mapping[str, str] | None = None) -> Visit:
        """The answer to ``url`` or to what it redirects to: 200, or 304 where headers ask so.

        Raises ``BusyError`` for 429, 503 and no answer at all, ``SourceError`` for all else.
        """
        target, moved = url, True
        for _ in range(self._options.max_redirects + 1):
            self._check_robots(target, url)
            answer = self._ask(target, headers or {})
            if answer.status not in REDIRECTS:
                self._check_status(answer, url)
                is_moved = moved and target != url
                return Visit(answer=answer, moved=target if is_moved else None)
            moved = moved and answer.status in FOR_GOOD
            target = _onward(answer, target, url)
        reason = f"redirects more than {self._options.max_redirects} times"
        raise SourceError(without_login(url), reason)

    def fetch(self, url: str) -> Fetched:
        """The page at ``url``, to be made an article of; raises as ``visit``."""
        answer = self.visit(url).answer
        kind = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        if kind not in PAGE_TYPES | PLAIN_TYPES:
            reason = f"is {kind or 'of no type'}, not a page or plain text"
            raise SourceError(without_login(url), reason)
        return Fetched(
            url=answer.url, body=answer.body, charset=answer.charset, is_plain=kind in PLAIN_TYPES
        )

    def _ask(self, url: str, headers: Mapping[str, str], *, limit: int | None = None) -> Answer:
        """One request once its host is free; none is under way meanwhile."""
        host, now = host_of(url), self._clock.now()
        held_s = self._gates.held_until(host) - now
        if held_s > 0:
            reason = f"{host} has asked to be left alone for a while"
            raise BusyError(without_login(url), reason, host=host, wait_s=held_s)
        self._clock.wait(self._gates.free_at(host) - now)
        options = replace(self._options, allow_private=host in self._trusted)
        if limit is not None:
            options = replace(options, max_bytes=limit)
        try:
            request = Request(url=url, headers=headers)
            return exchange(request, options=options, resolver=self._resolver)
        except NoAnswerError as error:
            raise BusyError(error.source, error.reason, host=host, wait_s=None) from error
        finally:
            self._gates.note(host, self._clock.now())

    def _check_status(self, answer: Answer, url: str) -> None:
        source, status = without_login(url), answer.status
        if status in BUSY:
            raise self._busy(answer, source, f"the server answers {status}: come back later")
        if status not in (200, 304):
            raise SourceError(source, f"the server answers {status}")

    def _busy(self, answer: Answer, source: str, reason: str) -> BusyError:
        wait_s = parse_retry_after(answer.headers.get("retry-after"), now=self._clock.now())
        return BusyError(source, reason, host=host_of(answer.url), wait_s=wait_s)

    def _check_robots(self, target: str, source: str) -> None:
        """Raises ``SourceError`` where robots.txt forbids ``target`` or cannot be had."""
        if not self._options.respect_robots:
            return
        parts = urlsplit(target)
        rules = self._rules_of(f"{parts.scheme}://{host_of(target)}", without_login(source))
        if rules is not None and not rules.can_fetch(target, self._options.user_agent):
            reason = f"robots.txt of {parts.hostname} does not allow fetching it"
            raise SourceError(without_login(source), reason)

    def _rules_of(self, site: str, source: str) -> Protego | None:
        """The rules of a site, asked for once a day (RFC 9309, 2.4)."""
        kept = self._rules.get(site)
        if kept is None or kept.until <= self._clock.now():
            kept = _Rules(self._read_rules(site, source), self._clock.now() + DAY)
            self._rules[site] = kept
            while len(self._rules) > MOST_HOSTS:
                self._rules.popitem(last=False)
        if kept.robots is not None:
            delay = kept.robots.crawl_delay(self._options.user_agent)
            self._gates.slow_down(host_of(site), delay)
        return kept.robots

    def _read_rules(self, site: str, source: str) -> Protego | None:
        """RFC 9309, 2.3.1: absent (4xx) allows all; out of reach, nothing is allowed."""
        target = f"{site}/robots.txt"
        for _ in range(self._options.max_redirects + 1):
            answer = self._ask(target, {}, limit=max(ROBOTS_BYTES, self._options.max_bytes))
            if answer.status in REDIRECTS:
                target = _onward(answer, target, source)
                continue
            if answer.status in BUSY or answer.status >= SERVER_ERROR:
                reason = f"robots.txt of {host_of(site)} is out of reach ({answer.status})"
                raise self._busy(answer, source, reason)
            found = answer.body[:ROBOTS_BYTES].decode("utf-8", "replace")
            return Protego.parse(found) if found else None
        return None


def _onward(answer: Answer, target: str, source: str) -> str:
    """Where a redirect leads; raises ``SourceError`` where that is no web address."""
    location = answer.headers.get("location", "")
    try:
        found = urljoin(target, location.strip()).partition("#")[0]
        scheme = urlsplit(found).scheme
    except ValueError:
        found, scheme = location, ""
    if not location or scheme not in ("http", "https"):
        shown = without_login(found)[:200] if location else "nowhere"
        raise SourceError(without_login(source), f"redirects to {shown}; only http and https count")
    return found
