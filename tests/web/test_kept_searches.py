"""Searches kept under a name: shown, followed, forgotten, and safe."""

from __future__ import annotations

import re

import pytest

from memcon.app import searching
from tests import dossier
from tests.web.conftest import Open, Work, Working


@pytest.fixture
def desk(work: Work) -> Working:
    """A desk with ``--edit``."""
    return work(list(dossier.records(3)))


def _kept(desk: Working) -> list[dict[str, str]]:
    found: list[dict[str, str]] = desk.client.get("/search.json").json()["kept"]
    return found


def test_a_search_is_kept_and_followed(desk: Working) -> None:
    """The form of a search keeps it under a name; Today and the search page lead to it."""
    page = desk.client.get("/search?q=note&since=2020&limit=5").text
    address = re.search(r'name="search" value="([^"]+)"', page)
    assert address is not None
    answer = desk.send("/searches/keep", name="All notes", search=address[1].replace("&amp;", "&"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?q=note&since=2020"
    (kept,) = _kept(desk)
    assert (kept["name"], kept["feed"]) == ("All notes", "/search.atom?q=note&since=2020")
    assert desk.client.get(kept["feed"]).headers["content-type"].startswith("application/atom+xml")
    for path in ("/", "/search"):
        assert f'<a href="{kept["address"].replace("&", "&amp;")}">All notes</a>' in (
            desk.client.get(path).text
        )
    assert desk.client.get("/today.json").json()["searches"] == [kept]


def test_a_search_is_forgotten(desk: Working) -> None:
    """It is gone from the list, and cannot be forgotten twice."""
    made = desk.tell("/searches/keep.json", name="Notes", search="/search?q=note").json()
    assert [one["id"] for one in _kept(desk)] == [made["id"]]
    assert desk.send("/searches/forget", id=made["id"]).status_code == 303
    assert _kept(desk) == []
    assert desk.tell("/searches/forget.json", id=made["id"]).status_code == 400


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("/events?who=Q1", "no address of a search"),
        ("/search?who=Q1", "no address of a search"),
        ("//elsewhere.example/search?q=a", "no address of this desk"),
        ("/search?q=a&since=soon", "not a date"),
    ],
)
def test_only_searches_are_kept(desk: Working, search: str, said: str) -> None:
    """Other addresses, and searches that cannot be asked, are refused with a reason."""
    answer = desk.tell("/searches/keep.json", name="Odd", search=search)
    assert (answer.status_code, said in answer.json()["error"]["detail"]) == (400, True)
    assert _kept(desk) == []


def test_names_are_of_one_search_alone(desk: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is taken is refused, in the form too, and so is one search too many."""
    assert desk.send("/searches/keep", name="A", search="/search?q=a").status_code == 303
    again = desk.send("/searches/keep", name="A", search="/search?q=b")
    assert (again.status_code, "is called" in again.text) == (400, True)
    monkeypatch.setattr(searching, "MOST", 1)
    assert desk.send("/searches/keep", name="B", search="/search?q=b").status_code == 400


def test_changes_bring_the_token(desk: Working) -> None:
    """A form of another page keeps and forgets nothing."""
    made = desk.tell("/searches/keep.json", name="A", search="/search?q=a").json()
    for path, values in (
        ("/searches/keep", {"name": "B", "search": "/search?q=b"}),
        ("/searches/forget", {"id": made["id"]}),
    ):
        assert desk.client.post(path, data={"token": "none", **values}).status_code == 403
    assert [one["name"] for one in _kept(desk)] == ["A"]


def test_names_are_text(desk: Working) -> None:
    """What looks like markup shows as it was typed."""
    name = '<b onclick="x">"{{ 7 * 7 }}"</b>'
    assert desk.send("/searches/keep", name=name, search="/search?q=a").status_code == 303
    page = desk.client.get("/").text
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page
    assert "{{ 7 * 7 }}" in page


def test_who_only_reads_changes_nothing(open_desk: Open) -> None:
    """Without ``--edit`` there is no form, and nothing takes one."""
    client = open_desk(list(dossier.records(2)))
    assert "/searches/keep" not in client.get("/search?q=note").text
    assert client.post("/searches/keep", data={"name": "A", "search": "/search?q=a"}).is_error
