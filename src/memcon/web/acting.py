"""Actions as routes: a form leads on to what it made, its JSON twin says what was made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from memcon.errors import UsageError
from memcon.web.action import Action, Done, read_given
from memcon.web.answer import explain, show_page, to_json
from memcon.web.asking import Asking
from memcon.web.door import Door, remember_author
from memcon.web.editing import Editor
from memcon.web.page import Call, Desk, Missing
from memcon.web.receiving import STALE, Brought, read_form, read_json, token_of

CREATED = 201
SEE_OTHER = 303


class Acting:
    """One action on one desk, as a form and as JSON."""

    def __init__(self, desk: Desk, editor: Editor, action: Action, door: Door) -> None:
        self._desk = desk
        self._editor = editor
        self._action = action
        self._door = door

    @property
    def routes(self) -> tuple[Route, Route]:
        """The form and its JSON twin."""
        action = self._action
        return (
            Route(action.twin, self._from_json, methods=["POST"]),
            Route(action.path, self._from_form, methods=["POST"]),
        )

    async def _from_json(self, request: Request) -> Response:
        read = read_form if self._action.has_file else read_json
        brought = await self._take(request, await read(request))
        done = await run_in_threadpool(self._do, brought)
        answer = to_json({"id": done.id, "location": done.location}, CREATED)
        answer.headers["location"] = quote(done.location, safe="/:?=&#%")
        return answer

    async def _from_form(self, request: Request) -> Response:
        brought = await self._take(request, await read_form(request))
        try:
            done = await run_in_threadpool(self._do, brought)
        except UsageError as error:
            return await run_in_threadpool(self._show_again, request, brought[0], str(error))
        answer = RedirectResponse(done.location, SEE_OTHER)
        author = brought[0].get("author")
        if isinstance(author, str) and author.strip():
            remember_author(request, answer, author.strip())
        return answer

    async def _take(self, request: Request, brought: Brought) -> Brought:
        if not self._door.accepts(request, token_of(request, brought[0])):
            raise HTTPException(403, STALE)
        return brought

    def _do(self, brought: Brought) -> Done:
        values, file = brought
        given = read_given(self._action.takes, values, file)
        return self._action.do(self._editor, given)

    def _show_again(self, request: Request, values: Mapping[str, object], fault: str) -> Response:
        """The form once more, with what was typed and what is wrong with it."""
        typed = {name: one for name, one in values.items() if isinstance(one, str)}
        page, about = self._action.form, self._action.about
        path = {"id": typed.get(about, "")} if about else {}
        who = typed.get("entity") or typed.get("other")
        with suppress(Missing, UsageError):
            call = Call(path, Asking(who=who), given=typed, fault=fault)
            return show_page(request, self._desk, page, call, status=400)
        return explain(request, 400, fault)
