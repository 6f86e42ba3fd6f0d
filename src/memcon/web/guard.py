"""What stands before every page: whom the desk answers, and what browsers may do with answers.

The host of a call is checked because a page of the web can point a name of its own at this
machine and so read what the desk says (DNS rebinding; OWASP, and CVE-2018-5702 for a case).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
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
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
MISDIRECTED: Final = 421
"""The call was meant for another host (RFC 9110, 15.5.20)."""
LONGEST_ADDRESS: Final = 4096
TOO_LONG: Final = 414


TOO_LARGE: Final = 413
SMALL_BODY: Final = 10_000


class Guard:
    """An ASGI application behind the checks; ``hosts`` are the names it answers to.

    With ``any_address`` it answers to every IP address as well: no page of the web can point
    one at this machine. ``most_bytes`` is how much one call may bring.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = LOOPBACK,
        any_address: bool = False,
        most_bytes: int = SMALL_BODY,
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)
        self._any_address = any_address
        self._most_bytes = most_bytes

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

        app = self._refusal(scope) or self._app
        await app(scope, limit_body(receive, self._most_bytes), send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._answers_to(host_name(headers.get("host", ""))):
            return PlainTextResponse("The desk does not answer to this name.\n", MISDIRECTED)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse("This address is too long.\n", TOO_LONG)
        if _declared(headers) > self._most_bytes:
            said = f"This is more than {self._most_bytes:,} bytes, the limit of the desk.\n"
            return PlainTextResponse(said, TOO_LARGE)
        return None

    def _answers_to(self, host: str) -> bool:
        return host in self._hosts or (self._any_address and _is_address(host))


def limit_body(receive: Receive, most: int) -> Receive:
    """``receive`` that breaks off with an error of status 413 after ``most`` bytes."""
    size = 0

    async def receive_some() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(TOO_LARGE, f"This is more than {most:,} bytes, the limit.")
        return message

    return receive_some


def _declared(headers: Headers) -> int:
    """The length that a call says its body has; 0 where it says none."""
    length = headers.get("content-length", "")
    return int(length[:18]) if length.isascii() and length.isdigit() else 0


def _is_address(host: str) -> bool:
    with suppress(ValueError):
        return bool(ipaddress.ip_address(host.removeprefix("[").removesuffix("]")))
    return False


def host_name(header: str) -> str:
    """The host in a ``Host`` header, without its port and in small letters."""
    name, colon, port = header.rpartition(":")
    return (name if colon and port.isdigit() else header).casefold()
