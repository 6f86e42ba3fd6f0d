"""A site on this machine that has every fault a feed can have, and a clock that costs no time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from tests.ingest.web import REPORT, page, paragraphs

START: Final = 1_761_040_800.0
"""10:00 on 21 October 2025, in UTC."""
HOST: Final = "feeds.example"


class FakeClock:
    """Time that passes by waiting alone; ``alarm`` asks to stop at a time."""

    def __init__(self, now: float = START) -> None:
        self.time = now
        self.alarm = float("inf")

    @property
    def is_stopped(self) -> bool:
        """Whether the alarm has gone off."""
        return self.time >= self.alarm

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time pass at once."""
        self.time += max(seconds, 0.0)


@dataclass(frozen=True)
class Reply:
    """What the site sends; ``slow`` seconds pass before it does."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0
    endless: int = 0
    """So many more megabytes are sent after the body."""


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float
    body: bytes = b""


class Site:
    """What is served, by path, or by host and path; paths that are missing are 404."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.port = 0
        self.pages: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self.ended = threading.Event()

    def url(self, path: str, host: str = HOST) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Reply:
        """What there is to say."""
        self.asked.append(asked)
        host = asked.host.partition(":")[0]
        found = self.pages.get(f"//{host}{asked.path}", self.pages.get(asked.path))
        if found is None:
            return Reply(status=404)
        return found if isinstance(found, Reply) else found(asked)


@contextmanager
def serving(clock: FakeClock) -> Iterator[Site]:
    """A site that is served as long as the block runs."""
    site = Site(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name the library calls
            length = int(self.headers.get("content-length", 0))
            told = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            asked = Asked(self.headers["Host"], self.path, told, clock.now(), body)
            with suppress(OSError):  # whoever asked has left
                self._send(site.answer(asked))

        do_POST = do_GET  # noqa: N815  # the name the library calls

        def _send(self, reply: Reply) -> None:
            site.ended.wait(reply.slow)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.endless:
                self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            for _ in range(reply.endless):
                self.wfile.write(b" " * 1_000_000)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    site.port = server.server_port
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def loopback(host: str, port: int) -> list[str]:
    """The resolver of the tests: names of the example domain are this machine."""
    if host.endswith(".example"):
        return ["127.0.0.1"]
    return [host]


def rss(*items: str, title: str = "News") -> bytes:
    """An RSS feed."""
    inner = "".join(items)
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    return f"{head}<title>{title}</title>{inner}</channel></rss>".encode()


def item(
    link: str, *, guid: str | None = None, title: str = "Talks", date: str = "21 Oct 2025"
) -> str:
    """One item of it."""
    told = f"<title>{title}</title><pubDate>Tue, {date} 08:00:00 GMT</pubDate>"
    return f"<item>{told}<link>{link}</link><guid isPermaLink='false'>{guid or link}</guid></item>"


def report(*more: str, title: str = "River states part without a text") -> Reply:
    """A page with a report that ends in ``more``, which makes it another report."""
    body = paragraphs(*REPORT, *more)
    markup = page(body, head="", title=title)
    return Reply(markup.encode(), headers={"content-type": "text/html; charset=utf-8"})


def atom_of(values: Mapping[str, Any]) -> bytes:
    """An Atom feed with entries by their links and dates of change."""
    entries = "".join(
        f"<entry><id>{link}</id><title>t</title><link href='{link}'/>"
        f"<updated>{date}</updated></entry>"
        for link, date in values.items()
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()
