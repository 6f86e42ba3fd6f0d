"""The desk on small stores, asked as a browser asks it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from memcon.app.careers import Careers
from memcon.app.dossier import open_dossier
from memcon.app.reading import Reader
from memcon.config import load_settings
from memcon.errors import SourceError
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Article, Record
from memcon.store import Writer
from memcon.web.desk import make_desk
from memcon.web.editing import Editor, editing
from memcon.web.page import Desk
from memcon.web.password import Hashed
from tests import dossier
from tests import factories as make
from tests.web.serving import NoBrowserError, browsing

Open = Callable[[Sequence[Record]], TestClient]
HOME = "http://localhost"
BROWSER_REQUIRED = "MEMCON_TEST_REQUIRE_BROWSER"
"""Set where the tests in a browser must not be left out for want of one."""


@pytest.fixture(scope="session")
def careers(knowledge: KnowledgeBase) -> Careers:
    """Terms of office from the knowledge base that ships."""
    return Careers(knowledge)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser of the machine; where there is none, its tests are left out.

    While it is open an event loop runs in this thread, so other modules must not meet it.
    """
    try:
        with browsing() as started:
            yield started
    except NoBrowserError as error:
        if os.environ.get(BROWSER_REQUIRED):
            pytest.fail(f"tests in a browser are required: {error}")
        pytest.skip(str(error))


@pytest.fixture
def open_desk(tmp_path: Path, careers: Careers) -> Iterator[Open]:
    """Gives the desk on a store of records; it tells faults as pages, as a server does."""
    opened = []

    def open_one(records: Sequence[Record]) -> TestClient:
        store = str(tmp_path / f"memcon{len(opened)}.db")
        with Writer.open(store) as writer:
            list(writer.add(records))
        opened.append(open_dossier(store))
        desk = make_desk(Desk(opened[-1], careers))
        return TestClient(
            desk, base_url=HOME, raise_server_exceptions=False, follow_redirects=False
        )

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, careers: Careers) -> Iterator[TestClient]:
    """The desk on a store of forty synthetic reports."""
    store = str(tmp_path_factory.mktemp("desk") / "memcon.db")
    with Writer.open(store) as writer:
        list(writer.add(list(dossier.records(40))))
    with open_dossier(store) as opened:
        yield TestClient(make_desk(Desk(opened, careers)), base_url=HOME, follow_redirects=False)


class PlainReader:
    """Reads articles as a reader does, and finds nothing in them."""

    made_by = make.MADE_BY

    def read_found(
        self, found: Iterable[Article | SourceError], known: Callable[[Article], bool]
    ) -> Iterator[Record | Article | SourceError]:
        """A record of each article that is new."""
        for one in found:
            is_new = isinstance(one, Article) and not known(one)
            yield make.record(one) if is_new and isinstance(one, Article) else one


@dataclass(frozen=True)
class Working:
    """A browser at a desk with ``--edit``, and what stands behind it."""

    client: TestClient
    editor: Editor

    @property
    def token(self) -> str:
        """The token of the browser's session."""
        return str(self.client.get("/session.json").json()["token"])

    def send(self, path: str, **values: Any) -> Any:
        """Fill in a form of the desk and send it; what comes back."""
        return self.client.post(path, data={"token": self.token, **values})

    def tell(self, path: str, **values: Any) -> Any:
        """The same as JSON."""
        return self.client.post(path, json=values, headers={"X-CSRF-Token": self.token})

    def wait(self, location: str) -> Any:
        """What a job came to, once it is done."""
        for _ in range(200):
            told = self.client.get(f"{location}.json").json()
            if told["state"] == "done":
                return told
            time.sleep(0.05)
        raise AssertionError(f"not done: {told}")


Work = Callable[..., Working]


@pytest.fixture
def work(tmp_path: Path, careers: Careers) -> Iterator[Work]:
    """Gives a desk with ``--edit`` on a store of records; its reader finds nothing in texts."""
    with ExitStack() as stack:

        def open_one(
            records: Sequence[Record] = (), *, hashed: Hashed | None = None, reader: Any = None
        ) -> Working:
            store = str(tmp_path / "editing.db")
            with Writer.open(store) as writer:
                list(writer.add(records))
            kept = stack.enter_context(open_dossier(store))
            settings = load_settings(store=store)
            read = cast(Reader, reader or PlainReader())
            editor = stack.enter_context(editing(settings, reader=read))
            app = make_desk(Desk(kept, careers, editor), hashed=hashed)
            client = TestClient(
                app, base_url=HOME, raise_server_exceptions=False, follow_redirects=False
            )
            return Working(client, editor)

        yield open_one
