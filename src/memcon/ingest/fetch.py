"""Pages by address: the one place of this room that uses the network.

Only http and https, only public addresses (each redirect is checked anew), within limits of
size, time and redirects, and as far as ``robots.txt`` allows (RFC 9309).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx
from protego import Protego

from memcon.errors import SourceError
from memcon.ingest.address import Resolve, resolve, without_login
from memcon.ingest.options import MEGABYTE, IngestOptions
from memcon.ingest.transport import Deadline, GuardedTransport

MakeTransport = Callable[[Deadline, str], httpx.BaseTransport]
"""From a deadline and the name of the source to the transport of one fetch."""

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
PLAIN_TYPES: Final = frozenset({"text/plain", "text/markdown"})
ROBOTS_BYTES: Final = 512_000
"""RFC 9309, 2.5: a crawler reads at least 500 kibibytes of robots.txt."""

CHUNK: Final = 65_536
GZIP_BITS: Final = 47
"""zlib's "any header": gzip or zlib."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it arrived: final address, body without compression, declared charset."""

    url: str
    body: bytes
    charset: str | None
    is_plain: bool


class Fetcher:
    """Fetches pages under ``options``; keeps what it learnt of each site's robots.txt.

    ``resolver`` and ``make_transport`` stand in for the network in tests.
    """

    def __init__(
        self,
        options: IngestOptions,
        *,
        resolver: Resolve = resolve,
        make_transport: MakeTransport | None = None,
    ) -> None:
        self._options = options
        self._resolver = resolver
        self._make_transport = make_transport or self._make_guarded
        self._robots: dict[str, Protego] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at ``url``; raises ``SourceError`` with the reason where there is none.

        A login in ``url`` is used and then forgotten: no error and no result holds it.
        """
        deadline = Deadline.after(self._options.total_seconds)
        source = without_login(url)
        try:
            with httpx.Client(
                transport=self._make_transport(deadline, source),
                headers={"User-Agent": self._options.user_agent, "Accept-Encoding": "gzip"},
                timeout=self._options.read_seconds,
                trust_env=False,
            ) as client:
                return self._follow(client, url, source, deadline)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise SourceError(source, "the server did not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise SourceError(source, f"cannot be fetched ({error})") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
            raise SourceError(source, f"cannot be fetched ({error})") from error

    def _make_guarded(self, deadline: Deadline, source: str) -> httpx.BaseTransport:
        return GuardedTransport(
            deadline,
            source=source,
            resolver=self._resolver,
            allow_private=self._options.allow_private,
        )

    def _follow(
        self, client: httpx.Client, address: str, source: str, deadline: Deadline
    ) -> Fetched:
        target = to_target(address, source)
        for _ in range(self._options.max_redirects + 1):
            self._ask_robots(client, target, source, deadline)
            with closing(_send(client, target)) as response:
                onward = _redirect_of(response)
                if onward is None:
                    return self._read(response, source, deadline)
                target = to_target(str(target.join(onward)), source)
        raise SourceError(source, f"redirects more than {self._options.max_redirects} times")

    def _read(self, response: httpx.Response, source: str, deadline: Deadline) -> Fetched:
        if response.status_code != 200:
            raise SourceError(source, f"the server answers {_name_status(response)}")
        kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        if kind not in PAGE_TYPES | PLAIN_TYPES:
            raise SourceError(source, f"is {kind or 'of no type'}, not a page or plain text")
        return Fetched(
            url=without_login(str(response.url)),
            body=read_body(response, source, self._options.max_bytes, deadline),
            charset=response.charset_encoding,
            is_plain=kind in PLAIN_TYPES,
        )

    def _ask_robots(
        self, client: httpx.Client, target: httpx.URL, source: str, deadline: Deadline
    ) -> None:
        """Raises ``SourceError`` where robots.txt forbids ``target`` or cannot be read."""
        if not self._options.respect_robots:
            return
        site = f"{target.scheme}://{target.netloc.decode('ascii')}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(client, site, source, deadline)
        if not self._robots[site].can_fetch(str(target), self._options.user_agent):
            raise SourceError(source, f"robots.txt of {target.host} does not allow fetching it")

    def _read_robots(
        self, client: httpx.Client, site: str, source: str, deadline: Deadline
    ) -> Protego:
        """RFC 9309, 2.3.1: absent (4xx) allows all, unreachable (5xx) forbids all."""
        target = httpx.URL(f"{site}/robots.txt")
        for _ in range(self._options.max_redirects + 1):
            with closing(_send(client, target)) as response:
                onward = _redirect_of(response)
                if onward is None:
                    return _parse_robots(response, source, deadline)
                target = to_target(str(target.join(onward)), source)
        return Protego.parse("")


def _parse_robots(response: httpx.Response, source: str, deadline: Deadline) -> Protego:
    status = response.status_code
    if status >= 500:
        raise SourceError(source, f"robots.txt of {response.url.host} is out of reach ({status})")
    if status != 200:
        return Protego.parse("")
    body = b"".join(_unpack(response, source, deadline, limit=ROBOTS_BYTES))[:ROBOTS_BYTES]
    return Protego.parse(body.decode("utf-8", "replace"))


def to_target(address: str, source: str) -> httpx.URL:
    """The address as it can be asked; raises ``SourceError`` where it is not http or https."""
    try:
        target = httpx.URL(address)
        host = target.host
    except (httpx.InvalidURL, ValueError) as error:
        reason = "" if "@" in address else f" ({error})"
        raise SourceError(source, f"is not an address{reason}") from error
    if target.scheme not in ("http", "https") or not host:
        shown = without_login(address)[:200]
        raise SourceError(source, f"leads to {shown}; only http and https are fetched")
    return target.copy_with(fragment=None)


def _send(client: httpx.Client, target: httpx.URL) -> httpx.Response:
    return client.send(client.build_request("GET", target), stream=True)


def _redirect_of(response: httpx.Response) -> str | None:
    if response.status_code in REDIRECTS:
        return response.headers.get("location") or None
    return None


def _name_status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def read_body(response: httpx.Response, source: str, limit: int, deadline: Deadline) -> bytes:
    """The body without compression; raises ``SourceError`` beyond ``limit`` bytes."""
    chunks = []
    size = 0
    for chunk in _unpack(response, source, deadline, limit=limit + 1):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise SourceError(source, f"is larger than {limit / MEGABYTE:g} MB, the limit")
    return b"".join(chunks)


def _unpack(
    response: httpx.Response, source: str, deadline: Deadline, *, limit: int
) -> Iterator[bytes]:
    """Chunks of the body, at most ``limit`` bytes in all, never more than a chunk at a time."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceError(source, f"is compressed in a way not asked for ({encoding})")
    inflater = None if encoding in ("identity", "") else zlib.decompressobj(GZIP_BITS)
    size = 0
    for raw in response.iter_raw(CHUNK):
        deadline.limit(None)
        for chunk in _inflate(raw, inflater, source):
            yield chunk
            size += len(chunk)
            if size >= limit:
                return
    if inflater is not None and not inflater.eof:
        raise SourceError(source, "arrived cut short (compressed data ends too early)")


def _inflate(raw: bytes, inflater: zlib._Decompress | None, source: str) -> Iterator[bytes]:
    if inflater is None:
        yield raw
        return
    try:
        while raw:
            yield inflater.decompress(raw, CHUNK)
            raw = inflater.unconsumed_tail
    except zlib.error as error:
        raise SourceError(source, "arrived damaged (bad compression)") from error
