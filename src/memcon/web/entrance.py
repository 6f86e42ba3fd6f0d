"""Coming in and going: the page that asks for the password."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from memcon.web.action import is_place
from memcon.web.answer import html, to_json
from memcon.web.asking import Asking
from memcon.web.door import Door, set_cookie, visitor_of
from memcon.web.layout import show
from memcon.web.receiving import STALE, TOKEN_HEADER, read_form, token_of
from memcon.web.session import COOKIE, KNOWN_LASTS

SEE_OTHER = 303
WRONG = "That is not the password."
TOO_OFTEN = "That was tried too often; wait a minute."


def entrance_routes(door: Door) -> tuple[Route, ...]:
    """The page, the two actions, and the token for programs."""

    def ask(request: Request) -> Response:
        return _show(request, request.query_params.get("to", "/"))

    async def come_in(request: Request) -> Response:
        values, _ = await read_form(request)
        _check(door, request, values)
        to, password = str(values.get("to") or "/"), str(values.get("password") or "")
        is_right = await run_in_threadpool(door.opens, request, password)
        if is_right is None:
            return _show(request, to, fault=TOO_OFTEN, status=429)
        if not is_right:
            return _show(request, to, fault=WRONG, status=403)
        answer = RedirectResponse(to if is_place(to) else "/", SEE_OTHER)
        value = door.signer.cookie(door.signer.begin(is_known=True))
        answer.headers.append("set-cookie", set_cookie(request, COOKIE, value, lasts=KNOWN_LASTS))
        return answer

    async def go(request: Request) -> Response:
        values, _ = await read_form(request)
        _check(door, request, values)
        if session := door.session(request):
            door.signer.end(session)
        return RedirectResponse("/login", SEE_OTHER)

    return (
        Route("/login", ask),
        Route("/login", come_in, methods=["POST"]),
        Route("/logout", go, methods=["POST"]),
    )


def tell_session(request: Request) -> Response:
    """The token that a program sends with each change, beside the cookie of this answer."""
    visitor = visitor_of(request)
    return to_json({"token": visitor.token, "header": TOKEN_HEADER, "author": visitor.author})


def _check(door: Door, request: Request, values: object) -> None:
    if not isinstance(values, dict) or not door.accepts(request, token_of(request, values)):
        raise HTTPException(403, STALE)


def _show(request: Request, to: str, *, fault: str | None = None, status: int = 200) -> Response:
    values = {"to": to if is_place(to) else "/", "fault": fault, "viewer": visitor_of(request)}
    return html(show("login.html.j2", asking=Asking(), twin=None, **values), status)
