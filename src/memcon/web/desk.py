"""The desk as one ASGI application: every page and its JSON twin, and one shape of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from http import HTTPStatus
from threading import Event, Thread
from typing import Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from memcon.errors import ResourceError, StoreError, UsageError
from memcon.web.acting import Acting
from memcon.web.actions import ACTIONS
from memcon.web.answer import explain, show_page, to_json
from memcon.web.asking import read_asking
from memcon.web.assets import load_assets
from memcon.web.door import Door, visitor_of
from memcon.web.entrance import entrance_routes, tell_session
from memcon.web.feeds import FEEDS
from memcon.web.guard import LOOPBACK, SMALL_BODY, Guard
from memcon.web.intake import BusyError
from memcon.web.memory import Answer, Memory
from memcon.web.openapi import describe
from memcon.web.page import Call, Desk, Document, Missing, Page
from memcon.web.pages import EDITING, PAGES
from memcon.web.pages.briefing import DOWNLOADS
from memcon.web.password import Hashed, Lockup
from memcon.web.warming import COMMON, keep_warm

DOCUMENTS: Final = (*FEEDS, *DOWNLOADS)
AsyncLifespan = AbstractAsyncContextManager[None]
YEAR: Final = "public, max-age=31536000, immutable"
THREADS: Final = 8
"""Calls that are worked on at once."""
BESIDE_FILE: Final = 100_000
"""Bytes that a form may have beside its file."""


def make_desk(
    desk: Desk,
    *,
    hosts: Collection[str] = LOOPBACK,
    any_address: bool = False,
    hashed: Hashed | None = None,
) -> ASGIApp:
    """The application that shows ``desk``, answering calls to ``hosts`` alone.

    With ``any_address`` it answers to every IP address too; with ``hashed`` it asks for a password.
    """
    memory = Memory(desk.dossier.revision)
    routes = _reading(desk, memory)
    is_plain = desk.editor is None and hashed is None
    app = Starlette(
        lifespan=_warm(desk, routes) if is_plain else _few_threads,
        exception_handlers={
            HTTPException: _explain_http,
            Missing: lambda request, error: explain(request, 404, str(error)),
            UsageError: lambda request, error: explain(request, 400, str(error)),
            BusyError: lambda request, error: explain(request, 429, str(error)),
            StoreError: lambda request, error: explain(request, 503, str(error)),
            ResourceError: lambda request, error: explain(request, 503, str(error)),
            Exception: lambda request, _: explain(request, 500, "The fault is memcon's own."),
        },
    )
    app.router.redirect_slashes = False
    app.router.routes += routes
    if is_plain:
        return Guard(app, hosts=hosts, any_address=any_address)
    actions = {one.path: one for one in ACTIONS} if desk.editor else {}
    lockup = Lockup(hashed) if hashed else None
    door = Door(app, explain=explain, lockup=lockup, actions=actions)
    app.router.routes[:0] = _changing(desk, door, has_password=lockup is not None)
    most = desk.editor.options.max_bytes + BESIDE_FILE if desk.editor else SMALL_BODY
    return Guard(door, hosts=hosts, any_address=any_address, most_bytes=most)


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    """Calls take turns: more at once would wait for the same processors, and each hold memory."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _warm(desk: Desk, routes: Sequence[BaseRoute]) -> Callable[[Starlette], AsyncLifespan]:
    """The same, with the common pages made ahead: where all see the same, not by session."""
    common = [r for r in routes if isinstance(r, Route) and r.path in COMMON]
    pages = [partial(route.endpoint, _plain(route.path)) for route in common]

    @asynccontextmanager
    async def run(app: Starlette) -> AsyncIterator[None]:
        stop = Event()
        warming = Thread(target=partial(keep_warm, desk.dossier.revision, pages, stop=stop))
        warming.start()
        try:
            async with _few_threads(app):
                yield
        finally:
            stop.set()
            await to_thread.run_sync(warming.join)

    return run


def _plain(path: str) -> Request:
    """A call of a page as it stands in the menu."""
    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    return Request({**scope, "query_string": b"", "path_params": {}})


def _reading(desk: Desk, memory: Memory) -> list[BaseRoute]:
    """All that shows and changes nothing."""
    actions = ACTIONS if desk.editor else ()
    pages = (*PAGES, *EDITING) if desk.editor else PAGES
    return [
        *(_file(desk, document, memory) for document in DOCUMENTS),
        *(route for page in PAGES for route in _routes(desk, page, memory)),
        *(route for page in pages[len(PAGES) :] for route in _routes(desk, page)),
        Route("/fact/{id}", lambda request: _to_passage(desk, request)),
        Route("/openapi.json", lambda _: to_json(describe(pages, actions, DOCUMENTS))),
        Route("/static/{name}", _asset),
    ]


def _changing(desk: Desk, door: Door, *, has_password: bool) -> list[BaseRoute]:
    """Actions, coming in and going."""
    routes: list[BaseRoute] = [Route("/session.json", tell_session)]
    if has_password:
        routes += entrance_routes(door)
    if desk.editor is not None:
        for action in ACTIONS:
            routes += Acting(desk, desk.editor, action, door).routes
    return routes


def _routes(desk: Desk, page: Page, memory: Memory | None = None) -> tuple[Route, Route]:
    """The JSON twin comes first: its end is part of no name.

    Without ``memory`` every answer is made anew.
    """

    def to_twin(request: Request) -> Response:
        def make() -> Response:
            return to_json(page.make(desk, _call(request)).to_json())

        return _remembered(memory, request, make) if memory else make()

    def to_html(request: Request) -> Response:
        def make() -> Response:
            return show_page(request, desk, page, _call(request))

        viewer = visitor_of(request)  # forms hold the token of the session
        return _remembered(memory, request, make, viewer.token, viewer.author) if memory else make()

    return Route(page.twin, to_twin), Route(page.path, to_html)


def _file(desk: Desk, document: Document, memory: Memory) -> Route:
    """The route of a feed or a download."""

    def to_file(request: Request) -> Response:
        home = str(request.base_url).rstrip("/")

        def make() -> Response:
            call = Call({"path": document.path}, read_asking(request.query_params))
            content = document.make(desk, call, home)
            name = document.path.removeprefix("/")
            kept = {"Content-Disposition": f'attachment; filename="{name}"'}
            headers = kept if document.is_download else {}
            return Response(content, headers=headers, media_type=document.media_type)

        return _remembered(memory, request, make, home)

    return Route(document.path, to_file)


def _remembered(
    memory: Memory, request: Request, make: Callable[[], Response], *whose: str | None
) -> Response:
    """The answer to the same call, where nothing has changed since; ``whose`` says for whom."""

    def make_anew() -> Answer:
        made = make()
        return Answer(bytes(made.body), tuple(made.raw_headers))

    key = request.scope["path"], request.scope["query_string"], *whose
    kept = memory.answer(key, make_anew)
    response = Response(kept.content)
    response.raw_headers = list(kept.headers)
    return response


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
    said = error.detail if isinstance(error, HTTPException) else ""
    return explain(request, status, "There is no page at this address." if status == 404 else said)
