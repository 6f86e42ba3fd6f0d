"""Who may come in, and whose changes are taken: sessions, the password, and where a form stood.

A change is taken from a page of the desk itself alone (``Sec-Fetch-Site``, ``Origin``; W3C, "Fetch
Metadata Request Headers") and with the token of the session, or from a program that brings the
password with every call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memcon.web.action import LONGEST_NAME, Action
from memcon.web.password import Lockup
from memcon.web.rate import Rate
from memcon.web.session import AUTHOR, AUTHOR_LASTS, COOKIE, Session, Signer

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOGIN: Final = "/login"
OPEN: Final = "/static/"
"""What is shown to those who have not given the password yet."""
VISITOR: Final = "memcon.visitor"
BEARER: Final = "bearer "
TRIES: Final = 10
"""Wrong passwords in a minute from one address."""
FOREIGN: Final = "This came from another page than one of this desk, so nothing was changed."
CLOSED: Final = "This desk asks for a password."

Explain = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who calls: with ``token`` every form is sent, ``actions`` are what may be done."""

    token: str | None = None
    author: str = ""
    actions: Mapping[str, Action] = field(default_factory=dict)
    has_password: bool = False
    is_in: bool = True
    is_trusted: bool = False
    """Whether the call itself brought the password, as no page of the web can make a browser do."""

    @property
    def may_edit(self) -> bool:
        """Whether there is anything to be done."""
        return bool(self.actions)


READER: Final = Visitor()
"""Whoever calls a desk that only shows."""


def visitor_of(request: Request) -> Visitor:
    """Who calls."""
    found: Visitor = request.scope.get(VISITOR, READER)
    return found


class Door:
    """An ASGI application that lets in those who may, and tells it who they are."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        explain: Explain,
        lockup: Lockup | None = None,
        actions: Mapping[str, Action] | None = None,
    ) -> None:
        self._app = app
        self._explain = explain
        self._lockup = lockup
        self._actions = actions or {}
        self.signer = Signer()
        self._tries = Rate(TRIES, seconds=60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        found = self.signer.read(request.cookies.get(cookie_name(request)))
        session = found or self.signer.begin()
        is_trusted = await run_in_threadpool(self._brings_password, request)
        visitor = self._visitor(request, session, is_trusted=is_trusted)
        scope[VISITOR] = visitor
        if found is None and not is_trusted and not request.url.path.startswith(OPEN):
            send = _giving(send, set_cookie(request, COOKIE, self.signer.cookie(session)))
        await (self._refusal(request, visitor) or self._app)(scope, receive, send)

    def opens(self, request: Request, password: str) -> bool | None:
        """Whether a password is right; ``None`` where there were too many tries."""
        caller = request.client.host if request.client else ""
        if self._lockup is None:
            return None
        if self._lockup.knows(password):
            return True
        return self._lockup.opens(password) if self._tries.allows(caller) else None

    def session(self, request: Request) -> Session | None:
        """The session that a call belongs to."""
        return self.signer.read(request.cookies.get(cookie_name(request)))

    def accepts(self, request: Request, token: str) -> bool:
        """Whether a change may be made: it brings the token of its session, or the password."""
        session = self.signer.read(request.cookies.get(cookie_name(request)))
        return visitor_of(request).is_trusted or self.signer.accepts(session, token)

    def _visitor(self, request: Request, session: Session, *, is_trusted: bool) -> Visitor:
        return Visitor(
            token=self.signer.token(session),
            author=unquote(request.cookies.get(AUTHOR, ""))[:LONGEST_NAME],
            actions=self._actions,
            has_password=self._lockup is not None,
            is_in=self._lockup is None or session.is_known or is_trusted,
            is_trusted=is_trusted,
        )

    def _brings_password(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        if self._lockup is None or not given.lower().startswith(BEARER):
            return False
        return bool(self.opens(request, given[len(BEARER) :].strip()))

    def _refusal(self, request: Request, visitor: Visitor) -> Response | None:
        path = request.url.path
        if request.method not in SAFE and not visitor.is_trusted and not is_own(request.headers):
            return self._explain(request, 403, FOREIGN)
        if visitor.is_in or path == LOGIN or path.startswith(OPEN):
            return None
        if path.endswith(".json") or request.method not in SAFE:
            return self._explain(request, 401, CLOSED)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{LOGIN}?to={quote(path + query, safe='')}", 303)


def is_own(headers: Headers) -> bool:
    """Whether a call came from a page of this desk, or from no browser."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def cookie_name(request: Request) -> str:
    """The name of the session's cookie: cookies of one machine are not kept apart by port."""
    return f"{COOKIE}-{request.url.port or ''}".rstrip("-")


def set_cookie(request: Request, name: str, value: str, *, lasts: int | None = None) -> str:
    """A ``Set-Cookie`` header: sent to this desk alone, and out of the reach of scripts."""
    made = SimpleCookie()
    key = cookie_name(request) if name == COOKIE else name
    made[key] = value
    made[key]["path"], made[key]["samesite"] = "/", "Strict"
    made[key]["httponly"] = True
    if lasts is not None:
        made[key]["max-age"] = str(lasts)
    if request.url.scheme == "https" or request.headers.get("origin", "").startswith("https:"):
        made[key]["secure"] = True
    return str(made[key].OutputString())


def remember_author(request: Request, response: Response, author: str) -> None:
    """Let the browser send the name along the next time."""
    value = quote(author, safe="")
    response.headers.append("set-cookie", set_cookie(request, AUTHOR, value, lasts=AUTHOR_LASTS))


def _giving(send: Send, cookie: str) -> Send:
    async def send_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if not any("session" in one for one in headers.getlist("set-cookie")):
                headers.append("set-cookie", cookie)
        await send(message)

    return send_cookie
