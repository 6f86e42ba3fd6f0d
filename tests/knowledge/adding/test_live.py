"""Office-holders asked live: politely, with answers in the recorded shape, and never half."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from memcon.errors import SourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.adding import live
from memcon.knowledge.adding.live import Service, update

ENTITY = "http://www.wikidata.org/entity/"
Answer = tuple[int, str | None, bytes]


def uri(id: str) -> dict[str, str]:
    """A value that is an item."""
    return {"type": "uri", "value": f"{ENTITY}{id}"}


def text(value: str, **more: str) -> dict[str, str]:
    """A value that is a text."""
    return {"type": "literal", "value": value, **more}


def time(value: str) -> dict[str, str]:
    """A value that is a point in time."""
    kind = "http://www.w3.org/2001/XMLSchema#dateTime"
    return {"type": "literal", "datatype": kind, "value": f"{value}T00:00:00Z"}


def precision(value: int) -> dict[str, str]:
    """A value that is a precision."""
    kind = "http://www.w3.org/2001/XMLSchema#integer"
    return {"type": "literal", "datatype": kind, "value": str(value)}


def term(person: str, name: str, begin: str, **more: Any) -> dict[str, Any]:
    """A row as the service gives it: a foreign minister of Ukraine."""
    row: dict[str, Any] = {
        "state": uri("Q212"),
        "role": text("foreign_minister"),
        "office": uri("Q9500"),
        "officeLabel": {**text("Minister of Foreign Affairs of Ukraine"), "xml:lang": "en"},
        "person": uri(person),
        "personLabel": {**text(name), "xml:lang": "en"},
        "begin": time(begin),
        "beginPrecision": precision(11),
    }
    return row | more


def answer(rows: list[dict[str, Any]]) -> bytes:
    """A whole answer."""
    names = sorted({name for row in rows for name in row})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


class Fake:
    """The query service: gives rows for Ukraine, names for people, and notes what was asked."""

    def __init__(self, rows: list[dict[str, Any]], names: Mapping[str, str] | None = None) -> None:
        self.rows, self.names = rows, names or {}
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.refusals: list[Answer] = []

    def get(self, url: str) -> Answer:
        """The answer to a question."""
        query = parse_qs(urlparse(url).query)["query"][0]
        self.asked.append(query)
        if self.refusals:
            return self.refusals.pop(0)
        if "altLabel" in query:
            rows = [{"person": uri(id), "name": text(name)} for id, name in self.names.items()]
            return 200, None, answer(rows)
        return 200, None, answer(self.rows if "wd:Q212 " in query else [])

    def service(self) -> Service:
        """The client that asks it."""
        return Service(self.get, sleep=self.slept.append, endpoint="https://example.org/sparql")


ROWS = [
    term("Q9501", "Anna Kovalenko", "2026-03-10", description=text("Ukrainian diplomat")),
    term(
        "Q9502",
        "Bohdan Old",
        "2001-02-03",
        end=time("2002-01-01"),
        endPrecision=precision(10),
        ended=time("2002-01-01"),
    ),
]


def quiet(done: int, total: int) -> None:
    """No progress bar."""


def opened(folder: Path, fake: Fake) -> KnowledgeBase:
    """The base after an update."""
    folder.mkdir(exist_ok=True)
    update(folder, fake.service(), today="2026-05-04", tell=quiet)
    return KnowledgeBase.open(folder)


def test_newcomers_hold_office_from_their_day_on(tmp_path: Path) -> None:
    """The office is that of the built-in base; who held it before has left it."""
    base = opened(tmp_path / "own", Fake(ROWS, {"Q9501": "Anna V. Kovalenko"}))
    now = base.resolve("the Ukrainian foreign minister", "2026-04-01")
    assert now.entity is not None
    assert (now.entity.id, now.entity.name) == ("Q9501", "Anna Kovalenko")
    assert now.entity.office is not None
    assert now.entity.office.of == "Q212"
    (held,) = base.holders("foreign_minister", of="UKR", on="2026-05-01")
    assert held.last_known is False
    built = KnowledgeBase.open()
    before, was = (
        known.holders("foreign_minister", of="UKR", on="2025-03-01") for known in (base, built)
    )
    assert [one.person for one in before] == [one.person for one in was]
    assert base.career("Q9502")[0].end == "2002-01"
    assert base.candidates("Anna V. Kovalenko")[0].entity_id == "Q9501"
    assert base.origins("Q9501") == ("Wikidata asked on 2026-05-04",)


def test_every_state_is_asked_for_once_in_small_questions(tmp_path: Path) -> None:
    """Not all at once, and never two questions without a pause."""
    fake = Fake(ROWS)
    opened(tmp_path / "own", fake)
    states = [query for query in fake.asked if "VALUES ?state" in query]
    named = " ".join(query.split("VALUES ?state {")[1].split("}")[0] for query in states).split()
    assert len(named) == len(set(named)) > 190
    assert max(query.count("wd:Q") for query in states) <= live.STATES_A_QUESTION + 2
    assert len(fake.slept) == len(fake.asked) - 1
    assert min(fake.slept) >= 1


@pytest.mark.parametrize(
    ("wait", "slept"),
    [("7", 7.0), (None, 5.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 5.0), ("9999", 120)],
)
def test_a_busy_service_is_waited_for(wait: str | None, slept: float) -> None:
    """As long as it says, within reason; then the question is asked again."""
    fake = Fake(ROWS)
    fake.refusals = [(429, wait, b"Too many requests"), (503, None, b"")]
    assert fake.service().ask("SELECT wd:Q212 ") == ROWS
    assert fake.slept[0] == slept
    assert fake.asked[0] == fake.asked[1] == fake.asked[2]


@pytest.mark.parametrize(
    ("refusals", "reason"),
    [
        ([(429, "1", b"")] * 9, "is busy"),
        ([(403, None, b"")], "MEMCON_USER_AGENT"),
        ([(400, None, b"")], "does not take the question"),
        ([(200, None, b"<html>")], "not JSON"),
        ([(200, None, b"{}")], "without results"),
        ([(200, None, b"[" * 100_000)], "not JSON"),
    ],
)
def test_refusals_are_told_and_change_nothing(
    tmp_path: Path, refusals: list[Answer], reason: str
) -> None:
    """The base keeps what an earlier update gave."""
    before = opened(tmp_path / "own", Fake(ROWS))
    fake = Fake(ROWS)
    fake.refusals = refusals
    with pytest.raises(SourceError, match=reason):
        opened(tmp_path / "own", fake)
    assert KnowledgeBase.open(tmp_path / "own").version == before.version


def test_offline_is_told_in_words(tmp_path: Path) -> None:
    """Whoever has no network learns that, and nothing is left behind."""

    def get(url: str) -> Answer:
        raise SourceError("https://example.org/sparql", "the host example.org is not known")

    service = Service(get, sleep=[].append, endpoint="https://example.org/sparql")
    with pytest.raises(SourceError, match="online"):
        update(tmp_path, service, today="2026-05-04", tell=quiet)
    assert not list(tmp_path.iterdir())


def test_an_answer_without_anybody_is_refused(tmp_path: Path) -> None:
    """An empty service must not empty the base."""
    with pytest.raises(SourceError, match="no office-holders"):
        update(tmp_path, Fake([]).service(), today="2026-05-04", tell=quiet)


ODD: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda row: {name: value for name, value in row.items() if name != "personLabel"},
    lambda row: row | {"person": {"type": "bnode", "value": "t1"}},
    lambda row: row | {"begin": text("soon")},
    lambda row: row | {"beginPrecision": text("-")},
    lambda row: row | {"ended": {"type": "bnode", "value": "t1"}},
    lambda row: row | {"office": 5},
    lambda row: row | {"state": []},
]


@pytest.mark.parametrize("change", ODD)
def test_odd_rows_are_passed_over(
    tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """A row that lacks a value, or whose end is unknown, is counted; the others come in."""
    fake = Fake([change(term("Q9503", "Odd One", "2024-01-01")), *ROWS])
    added = update(tmp_path, fake.service(), today="2026-05-04", tell=quiet)
    assert added.skipped == 1
    assert added.entities == 2


def test_death_ends_a_term(tmp_path: Path) -> None:
    """A minister who died in office holds it no longer."""
    dead = term("Q9504", "Late One", "2026-03-12", died=time("2026-04-01"))
    base = opened(tmp_path / "own", Fake([dead]))
    assert base.career("Q9504")[0].end == "2026-04-01"
