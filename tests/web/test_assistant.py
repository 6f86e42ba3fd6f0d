"""An assistant asks the dossier through the Model Context Protocol, and is given passages."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from memcon.app.dossier import Dossier, open_dossier
from memcon.config import load_settings
from memcon.record import Article, Record
from memcon.store import Writer
from memcon.web.assistant import MOST, ROOM, answer, fit, make_server, told
from tests import dossier
from tests.render.reports import full

NAMES = {
    "search",
    "timeline",
    "statements",
    "events",
    "positions",
    "entity",
    "attention",
    "brief",
    "read_text",
}
RECORDS = tuple(dossier.records(12))
PARTY = RECORDS[0].positions[0].holder


class OneReader:
    """Reads every text as the same report."""

    def read_article(self, article: Article) -> Record:
        """The report, whatever the article says."""
        return full()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of a dozen synthetic reports."""
    path = str(tmp_path_factory.mktemp("assistant") / "memcon.db")
    with Writer.open(path) as writer:
        list(writer.add(RECORDS))
    return path


@pytest.fixture(scope="module")
def kept(store: str) -> Iterator[Dossier]:
    """The dossier in it."""
    with open_dossier(store) as opened:
        yield opened


def _ask(kept: Dossier, store: str, tool: str, **given: Any) -> Any:
    """What a client is answered, in this process."""

    async def ask() -> Any:
        server = make_server(kept, OneReader(), load_settings(store=store))  # type: ignore[arg-type]
        async with Client(server) as client:
            return await client.call_tool(tool, given)

    return anyio.run(ask)


def test_every_tool_says_what_it_does(kept: Dossier, store: str) -> None:
    """A client is told of the tools, what each takes, and that none of them changes anything."""

    async def ask() -> Any:
        server = make_server(kept, OneReader(), load_settings(store=store))  # type: ignore[arg-type]
        async with Client(server) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(ask)
    assert {one.name for one in tools} == NAMES
    assert all(one.description and one.annotations.read_only_hint for one in tools)
    (found,) = (one for one in tools if one.name == "timeline")
    assert found.input_schema["properties"]["limit"]["maximum"] == MOST


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("search", {"words": "report"}, "quote"),
        ("timeline", {}, "quote"),
        ("statements", {}, "content"),
        ("events", {}, "members"),
        ("positions", {"who": PARTY}, "entries"),
        ("attention", {}, "quotes"),
    ],
)
def test_answers_have_passages_and_sources(
    kept: Dossier, store: str, tool: str, given: dict[str, Any], words: str
) -> None:
    """Every row has words of a report, and says in which they stand."""
    told = _ask(kept, store, tool, limit=5, **given)
    rows = told.structured_content["rows"]
    assert 0 < len(rows) <= 5
    sources = {record.article.source for record in RECORDS}
    for row in rows:
        assert row[words]
        assert any(source in json.dumps(row) for source in sources)
    assert json.loads(told.content[0].text) == told.structured_content


def test_an_entity_is_known_by_its_name(kept: Dossier, store: str) -> None:
    """A name leads to what the dossier knows of whom it means."""
    name = next(one.name for one in RECORDS[0].entities if one.id == PARTY)
    row = _ask(kept, store, "entity", name=name).structured_content
    assert (row["id"], bool(row["positions"])) == (PARTY, True)


def test_a_briefing_is_text_with_sources(kept: Dossier, store: str) -> None:
    """A briefing comes as Markdown and names the reports it rests on."""
    text = _ask(kept, store, "brief", who=PARTY).structured_content["markdown"]
    assert text.startswith("# ")
    assert any(record.article.title in text for record in RECORDS)


def test_a_text_is_read(kept: Dossier, store: str) -> None:
    """A text is read, its facts given in its own words, and nothing of it is kept."""
    before = len(kept.reports())
    row = _ask(kept, store, "read_text", text="The envoys met on Monday in Oslo.")
    said = row.structured_content["statements"]
    assert said[0]["quote"] == "“We plain go on until June.”"
    assert len(kept.reports()) == before


@pytest.mark.parametrize(
    ("tool", "given", "why"),
    [
        ("statements", {"who": "Nobody Atall"}, "Nobody Atall"),
        ("timeline", {"limit": 100_000}, "limit"),
        ("search", {"words": ""}, "words"),
        ("timeline", {"since": "soon"}, "soon"),
        ("read_text", {"text": "x" * 200_000}, "text"),
        ("entity", {"name": "x" * 1000}, "name"),
    ],
)
def test_what_cannot_be_asked_is_told(
    kept: Dossier, store: str, tool: str, given: dict[str, Any], why: str
) -> None:
    """A fault is told to the assistant in plain words, without traces."""
    told = _ask(kept, store, tool, **given)
    assert told.is_error
    assert why in told.content[0].text
    assert "Traceback" not in told.content[0].text


def test_answers_are_bounded() -> None:
    """What is too much for one answer is cut, and the answer says so."""
    rows = [{"quote": "x" * 1000, "n": n} for n in range(200)]
    told_of = answer(rows)
    assert len(json.dumps(told_of)) < ROOM * 1.1
    assert str(200 - len(told_of["rows"])) in told_of["note"]
    row = fit({"name": "A", "statements": rows})
    assert row["cut"]
    assert len(json.dumps(row)) <= ROOM
    assert answer(rows[:2]) == {"rows": rows[:2], "note": None}


def test_a_record_is_told_in_its_words() -> None:
    """Every quote of what was read stands in the report."""
    record = RECORDS[0]
    row = told(record)
    for kind in ("statements", "events", "positions"):
        assert len(row[kind]) == len(getattr(record, kind))
        for one in row[kind]:
            assert all(part in record.article.text for part in one["quote"].split(" … "))


def test_it_speaks_over_standard_input(store: str, tmp_path: Path) -> None:
    """A client starts the command and asks it; the store stays as it is."""
    before = Path(store).read_bytes()
    arguments = ["-m", "memcon", "mcp", "--store", store]
    start = StdioServerParameters(command=sys.executable, args=arguments, cwd=str(tmp_path))

    async def ask() -> Any:
        async with Client(start) as client:
            return await client.call_tool("statements", {"limit": 1})

    with anyio.from_thread.start_blocking_portal() as portal:
        told_of = portal.call(ask)
    assert len(told_of.structured_content["rows"]) == 1
    assert Path(store).read_bytes() == before
