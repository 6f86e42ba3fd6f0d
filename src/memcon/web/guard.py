"""What stands before every page: whom the desk answers, and what browsers may do with answers.

The host of a call is checked because a page of the web can point a name of its own at this
machine and so read what the desk says (DNS rebinding; OWASP, and CVE-2018-5702 for a case).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
MISDIRECTED: Final = 421
"""The call was meant for another host (RFC 9110, 15.5.20)."""
LONGEST_ADDRESS: Final = 4096
TOO_LONG: Final = 414


class Guard:
    """An ASGI application behind the checks; ``hosts`` are the names it answers to."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if host_name(Headers(scope=scope).get("host", "")) not in self._hosts:
            return PlainTextResponse("The desk does not answer to this name.\n", MISDIRECTED)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse("This address is too long.\n", TOO_LONG)
        return None


def host_name(header: str) -> str:
    """The host in a ``Host`` header, without its port and in small letters."""
    name, colon, port = header.rpartition(":")
    return (name if colon and port.isdigit() else header).casefold()
