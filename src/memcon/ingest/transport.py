"""HTTP connections that go only where they were allowed to, and end in time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Any, Final

import httpcore
import httpx

from memcon.ingest.address import Resolve, find_public_address, resolve

MIN_WAIT: Final = 0.001


@dataclass(slots=True)
class Deadline:
    """A point in time by the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def limit(self, timeout: float | None) -> float:
        """``timeout`` or what is left, whichever is less; raises ``httpcore.ReadTimeout``."""
        left = self.at - time.monotonic()
        if left <= MIN_WAIT:
            raise httpcore.ReadTimeout("time is up")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, a byte at a time or not."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        limit = self._deadline.limit(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # the type httpcore gives it
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to the address that was checked, never to a name."""

    def __init__(
        self, deadline: Deadline, *, source: str, resolver: Resolve, allow_private: bool
    ) -> None:
        self._deadline = deadline
        self._source = source
        self._resolver = resolver
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = self._find_address(host, port)
        limit = self._deadline.limit(timeout)
        stream = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
        return _Stream(stream, self._deadline)

    def _find_address(self, host: str, port: int) -> str:
        if self._allow_private:
            return self._resolver(host, port)[0]
        return find_public_address(host, port, source=self._source, resolver=self._resolver)


class _Body(httpx.SyncByteStream):
    """The body of an httpcore response, as httpx wants it."""

    def __init__(self, inner: httpcore.Response) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        return self._inner.iter_stream()

    def close(self) -> None:
        self._inner.close()


@cache
def _trust() -> SSLContext:
    """The certificates that are trusted, read once: that takes longer than a request."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport to public addresses only; all it does ends at ``deadline``.

    Raises ``SourceError`` for an address that is refused and ``httpcore`` errors otherwise.
    No proxy is used: a proxy would resolve names out of our sight.
    """

    def __init__(
        self,
        deadline: Deadline,
        *,
        source: str,
        resolver: Resolve = resolve,
        allow_private: bool = False,
    ) -> None:
        backend = _Backend(deadline, source=source, resolver=resolver, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request``; the body of the response is read as it is asked for."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions={}
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
