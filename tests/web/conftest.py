"""The desk on small stores, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from memcon.app.careers import Careers
from memcon.app.dossier import open_dossier
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Record
from memcon.store import Writer
from memcon.web.desk import make_desk
from memcon.web.page import Desk
from tests import dossier

Open = Callable[[Sequence[Record]], TestClient]
HOME = "http://localhost"


@pytest.fixture(scope="session")
def careers(knowledge: KnowledgeBase) -> Careers:
    """Terms of office from the knowledge base that ships."""
    return Careers(knowledge)


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
