"""The desk as one ASGI application: every page and its JSON twin, and one shape of errors."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from memcon.errors import ResourceError, StoreError, UsageError
from memcon.web.asking import Asking, read_asking
from memcon.web.assets import load_assets
from memcon.web.guard import LOOPBACK, Guard
from memcon.web.layout import show
from memcon.web.openapi import describe
from memcon.web.page import Call, Desk, Missing, Page
from memcon.web.pages import PAGES

YEAR: Final = "public, max-age=31536000, immutable"
ADVICE: Final[Mapping[int, tuple[str, str]]] = {
    400: ("This cannot be asked", "Change what you asked for and try again."),
    404: ("Nothing here", "The address may be mistyped, or the store may be another one."),
    405: ("Nothing can be changed here", "The desk only shows."),
    500: ("This page could not be made", "What happened stands in the output of memcon serve."),
    503: ("The store cannot be read", "Look whether it is where it was, then load the page again."),
}
"""What readers are told of each kind of error: its name, and what they can do."""


def make_desk(desk: Desk, *, hosts: Collection[str] = LOOPBACK) -> ASGIApp:
    """The application that shows ``desk``, answering calls to ``hosts`` alone."""
    app = Starlette(
        routes=[
            *(route for page in PAGES for route in _routes(desk, page)),
            Route("/fact/{id}", lambda request: _to_passage(desk, request)),
            Route("/openapi.json", lambda _: _json(describe(PAGES))),
            Route("/static/{name}", _asset),
        ],
        exception_handlers={
            HTTPException: _explain_http,
            Missing: lambda request, error: _explain(request, 404, str(error)),
            UsageError: lambda request, error: _explain(request, 400, str(error)),
            StoreError: lambda request, error: _explain(request, 503, str(error)),
            ResourceError: lambda request, error: _explain(request, 503, str(error)),
            Exception: lambda request, _: _explain(request, 500, "The fault is memcon's own."),
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, hosts=hosts)


def _routes(desk: Desk, page: Page) -> tuple[Route, Route]:
    """The JSON twin comes first: its end is part of no name."""

    def to_json(request: Request) -> Response:
        return _json(page.make(desk, _call(request)).to_json())

    def to_html(request: Request) -> Response:
        call = _call(request)
        context = page.make(desk, call)
        twin = f"{request.url.path.rstrip('/') or '/today'}.json"
        return _html(show(page.template, page=page, context=context, asking=call.asking, twin=twin))

    return Route(page.twin, to_json), Route(page.path, to_html)


def _call(request: Request) -> Call:
    return Call(request.path_params, read_asking(request.query_params))


def _to_passage(desk: Desk, request: Request) -> Response:
    """A fact's own address leads to its passage in its report."""
    fact = request.path_params["id"]
    article = desk.dossier.article_of(fact)
    if article is None:
        raise Missing("There is no such fact in the store.")
    return RedirectResponse(f"/report/{article}?at={fact}#{fact}", HTTPStatus.FOUND)


def _asset(request: Request) -> Response:
    asset = load_assets().get(request.path_params["name"])
    if asset is None:
        raise Missing("There is no such file.")
    headers = {"Cache-Control": YEAR, "Content-Type": asset.media_type}
    return Response(asset.content, headers=headers)


def _explain_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = "There is no page at this address." if status == 404 else HTTPStatus(status).phrase
    return _explain(request, status, said)


def _explain(request: Request, status: int, said: str) -> Response:
    """An error as a page, or as JSON where JSON was asked for."""
    title, advice = ADVICE.get(status, (HTTPStatus(status).phrase, ""))
    told = {"status": status, "title": title, "detail": said, "advice": advice}
    if request.url.path.endswith(".json"):
        return _json({"error": told}, status)
    return _html(show("error.html.j2", error=told, asking=Asking(), twin=None), status)


def _html(text: str, status: int = 200) -> Response:
    content = text.encode("utf-8", "replace")
    return Response(content, status, media_type="text/html; charset=utf-8")


def _json(value: Mapping[str, Any], status: int = 200) -> Response:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(content.encode("utf-8", "replace"), status, media_type="application/json")
