"""What the desk answers: pages, JSON, and one shape of errors in both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from memcon.web.asking import Asking
from memcon.web.door import visitor_of
from memcon.web.layout import show
from memcon.web.page import Call, Desk, Page

ADVICE: Final[Mapping[int, tuple[str, str]]] = {
    400: ("This cannot be asked", "Change what you asked for and try again."),
    401: ("A password is asked for", "Programs send it as Authorization: Bearer."),
    403: ("Nothing was changed", "Open the page in the desk itself and try again."),
    404: ("Nothing here", "The address may be mistyped, or the store may be another one."),
    405: ("Nothing can be changed here", "The desk only shows."),
    413: ("This is too large", "memcon add reads larger files."),
    415: ("This form of data is not read here", ""),
    429: ("Too much at once", "Wait a little, then try again."),
    500: ("This page could not be made", "What happened stands in the output of memcon serve."),
    503: ("The store cannot be read", "Look whether it is where it was, then load the page again."),
}
"""What readers are told of each kind of error: its name, and what they can do."""


def show_page(
    request: Request, desk: Desk, page: Page, call: Call, *, status: int = 200
) -> Response:
    """A page as HTML."""
    context = page.make(desk, call)
    twin = f"{request.url.path.rstrip('/') or '/today'}.json" if request.method == "GET" else None
    shown = show(
        page.template,
        page=page,
        context=context,
        asking=call.asking,
        twin=twin,
        viewer=visitor_of(request),
        call=call,
        meant=_meant(desk, call.asking),
    )
    return html(shown, status)


def _meant(desk: Desk, asking: Asking) -> Mapping[str, str]:
    """The names behind the ids that an address gives, by their fields."""
    given = {"who": asking.who, "other": asking.other, "place": asking.place}
    ids = {field: id for field, id in given.items() if id}
    known = desk.dossier.profiles(set(ids.values())) if ids else {}
    return {field: known[id].name for field, id in ids.items() if id in known}


def explain(request: Request, status: int, said: str) -> Response:
    """An error as a page, or as JSON where JSON was asked for."""
    title, advice = ADVICE.get(status, (HTTPStatus(status).phrase, ""))
    told = {"status": status, "title": title, "detail": said, "advice": advice}
    if request.url.path.endswith(".json"):
        return to_json({"error": told}, status)
    viewer = visitor_of(request)
    values = {"error": told, "asking": Asking(), "twin": None, "viewer": viewer}
    return html(show("error.html.j2", **values), status)


def html(text: str, status: int = 200) -> Response:
    """A page."""
    content = text.encode("utf-8", "replace")
    return Response(content, status, media_type="text/html; charset=utf-8")


def to_json(value: Mapping[str, Any], status: int = 200) -> Response:
    """Data."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(content.encode("utf-8", "replace"), status, media_type="application/json")
