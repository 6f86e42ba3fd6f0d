from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from memcon.errors import SourceError
from memcon.ingest.fetch import Fetched, Fetcher
from memcon.ingest.options import IngestOptions
from memcon.ingest.transport import Deadline
from tests.ingest.web import page

HTML = {"content-type": "text/html; charset=utf-8"}
URL = "https://upland.example/talks"


@dataclass(frozen=True)
class Answer:
    """What the fake server sends, byte for byte, or the error that befalls the request."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    content: bytes = b""
    error: Exception | None = None


MISSING = Answer(404)


def _fetch(answers: Mapping[str, Answer], url: str = URL, **options: Any) -> Fetched:
    def handle(request: httpx.Request) -> httpx.Response:
        answer = answers.get(str(request.url), MISSING)
        if answer.error:
            raise answer.error
        stream = httpx.ByteStream(answer.content)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream)

    def make(deadline: Deadline, source: str) -> httpx.BaseTransport:
        return httpx.MockTransport(handle)

    return Fetcher(IngestOptions(**options), make_transport=make).fetch(url)


def _page(**over: Any) -> Answer:
    return Answer(**{"content": page().encode()} | over)


def test_a_page_comes_with_its_final_address_and_charset() -> None:
    """Redirects are followed and the last address is known."""
    moved = Answer(301, {"location": "/world/talks#top"})
    found = _fetch({URL: moved, "https://upland.example/world/talks": _page()})
    assert (found.url, found.charset) == ("https://upland.example/world/talks", "utf-8")
    assert found.body == page().encode()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(403), "403 Forbidden"),
        (Answer(200, {"content-type": "application/pdf"}), "application/pdf"),
        (Answer(302, {"location": "file:///etc/passwd"}), "only http"),
        (Answer(302, {"location": URL}), "redirects more than 5"),
        (Answer(200, HTML | {"content-encoding": "br"}), "compressed"),
        (Answer(error=httpx.ConnectTimeout("slow")), "in time"),
        (Answer(error=httpx.ConnectError("refused")), "cannot be fetched"),
    ],
)
def test_what_cannot_be_fetched_has_a_reason(answer: Answer, reason: str) -> None:
    """Status, type, redirect, encoding and network faults are told apart."""
    with pytest.raises(SourceError, match=reason) as raised:
        _fetch({URL: answer})
    assert raised.value.source == URL


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "https://a.example/\x00",
        "http://xn--/",
    ],
)
def test_only_http_addresses_are_fetched(url: str) -> None:
    """Other schemes and broken addresses are refused before anything is sent."""
    with pytest.raises(SourceError, match=r"only http|not an address"):
        _fetch({}, url)


def test_robots_txt_is_honoured() -> None:
    """What it forbids is not fetched, unless that is switched off."""
    rules = Answer(content=b"User-agent: *\nDisallow: /talks\n")
    answers = {"https://upland.example/robots.txt": rules, URL: _page()}
    with pytest.raises(SourceError, match=r"robots\.txt"):
        _fetch(answers)
    assert _fetch(answers, respect_robots=False).body


def test_a_site_whose_robots_txt_fails_is_left_alone() -> None:
    """Server errors forbid (RFC 9309); a missing file allows."""
    broken = {"https://upland.example/robots.txt": Answer(503), URL: _page()}
    with pytest.raises(SourceError, match=r"out of reach"):
        _fetch(broken)
    assert _fetch({URL: _page()}).body


def test_size_is_limited_before_and_after_unpacking() -> None:
    """A small packed body that grows beyond the limit is refused, as is a large one."""
    bomb = gzip.compress(b"a" * 5_000_000)
    packed = _page(headers=HTML | {"content-encoding": "gzip"}, content=bomb)
    for answer in (_page(content=b"a" * 200_000), packed):
        with pytest.raises(SourceError, match=r"larger than 0.1 MB"):
            _fetch({URL: answer}, max_bytes=100_000)


def test_packed_pages_are_unpacked_and_broken_ones_refused() -> None:
    """Gzip is read; damaged or cut data is an error, never half a page."""
    whole = gzip.compress(page().encode())
    headers = HTML | {"content-encoding": "gzip"}
    assert _fetch({URL: _page(headers=headers, content=whole)}).body == page().encode()
    for content in (whole[:-30], b"not gzip"):
        with pytest.raises(SourceError, match=r"damaged|cut short"):
            _fetch({URL: _page(headers=headers, content=content)})


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "http://localhost/",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0x7f000001/",
    ],
)
def test_addresses_inside_are_refused(url: str) -> None:
    """The real transport refuses before it connects."""
    with pytest.raises(SourceError, match=r"not a public address|not known|not an address"):
        Fetcher(IngestOptions()).fetch(url)


def test_every_name_is_checked_when_it_is_used() -> None:
    """A name that turns private between two requests is refused at the second."""
    answers = iter([["127.0.0.1"]])
    fetcher = Fetcher(IngestOptions(), resolver=lambda host, port: next(answers))
    with pytest.raises(SourceError, match=r"127\.0\.0\.1, which is not a public address"):
        fetcher.fetch("http://upland.example/")


class _Handler(BaseHTTPRequestHandler):
    """A site on this machine: a page, a redirect inside, a body that drips."""

    def do_GET(self) -> None:  # the name the library calls
        """Answer by path."""
        if self.path == "/robots.txt":
            self.send_error(404)
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):  # the reader leaves before the end
                for _ in range(50):
                    self.wfile.write(b"<p>")
                    self.wfile.flush()
                    time.sleep(0.1)
        else:
            body = f"{self.headers['Host']} {self.headers['User-Agent']}".encode()
            self.send_response(200)
            self.send_header("content-type", "text/plain")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # as in the library
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Callable[[str], str]]:
    """A server on the loopback address; gives the address of a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield lambda path: f"http://upland.example:{server.server_port}{path}"
    server.shutdown()
    thread.join()
    server.server_close()


def _inside(**options: Any) -> Fetcher:
    loaded = IngestOptions(allow_private=True, user_agent="memcon-test", **options)
    return Fetcher(loaded, resolver=lambda host, port: ["127.0.0.1"])


def test_the_connection_goes_to_the_resolved_address(site: Callable[[str], str]) -> None:
    """The name is sent as host, the resolver's address is what is connected to."""
    found = _inside().fetch(site("/page"))
    assert found.is_plain
    assert found.body.startswith(b"upland.example:")
    assert found.body.endswith(b"memcon-test")


def test_time_is_limited_as_a_whole(site: Callable[[str], str]) -> None:
    """A server that drips a byte at a time is left after the total time."""
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"in time"):
        _inside(total_seconds=0.5).fetch(site("/drip"))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "url", ["http://xn--/", "http://me:secret@[/", "ftp://me:secret@a.example/"]
)
def test_a_malformed_address_is_one_error(url: str) -> None:
    """A host that cannot be decoded is refused, and no password shown."""
    with pytest.raises(SourceError) as caught:
        _fetch({}, url)
    assert "secret" not in str(caught.value)
