"""The desk answers only whom it should, shows hostile words as text, and tells faults one way."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from memcon.app.dossier import Dossier
from memcon.errors import StoreError
from memcon.record import Event, Participant, Passage, Period, Position, Record
from memcon.web.guard import HEADERS, host_name
from memcon.web.pages import PAGES
from tests import factories as make
from tests.render.reports import HOSTILE, full
from tests.web.conftest import Open

REPORT = "article-1"
PLACES = (
    "/",
    "/reports",
    "/entities",
    f"/report/{REPORT}",
    "/statements",
    "/timeline",
    "/events",
    "/event/event-1",
    "/map?since=1000",
    "/briefing?since=2000",
    "/positions",
    "/search?q=until",
    "/entity/mc:HOSTILE",
)


def _hostile() -> Record:
    """A report whose every field is hostile, with an event and a position of hostile words."""
    record = full(HOSTILE)
    words = make.passage(record.article, f"Nobody {HOSTILE} has left")
    common: dict[str, Any] = {"evidence": words, "score": 0.9, "reason": HOSTILE}
    happened = Event(
        id="event-1",
        type="CONSULT",
        code="CONSULT",
        what=HOSTILE,
        status="planned",
        participants=(Participant(None, words, "actor"),),
        where="Q585",
        when=Period("2025-10-22", "2025-10-23", Passage(())),
        **common,
    )
    held = Position(
        id="position-1",
        holder=f"mc:{HOSTILE}",
        issue=HOSTILE,
        stance="demands",
        claim=HOSTILE,
        toward="Q585",
        change="hardened",
        when="2025-10-22",
        because=(),
        **common,
    )
    return replace(record, events=(happened,), positions=(held,))


@pytest.mark.parametrize("place", PLACES)
def test_hostile_words_are_text(open_desk: Open, place: str) -> None:
    """Script, markup and template syntax in every field of a report show as they are."""
    desk = open_desk([_hostile()])
    if "HOSTILE" in place:
        rows = desk.get("/entities.json").json()["entities"]
        place = f"/entity/{next(row['name'] for row in rows if row['kind'] == 'person')}"
    page = desk.get(place)
    assert page.status_code == 200
    shown = html.fromstring(page.text)
    assert not shown.xpath("//script[not(@src)] | //img | //svg[not(@viewbox)] | //@onerror")
    assert all(str(src).startswith("/static/") for src in shown.xpath("//script/@src"))
    assert "<script>alert('x')" in shown.text_content()
    assert "49" not in shown.text_content().split()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//e.example/x"])
def test_links_lead_to_the_web_only(open_desk: Open, url: str) -> None:
    """An address that is none of the web is no link; one that is tells nobody where it stood."""
    page = html.fromstring(open_desk([full(url=url)]).get(f"/report/{REPORT}").text)
    assert url not in page.xpath("//a/@href")
    page = html.fromstring(open_desk([full()]).get(f"/report/{REPORT}").text)
    (rel,) = page.xpath("//a[starts-with(@href, 'https://example.org')]/@rel")
    assert {"noopener", "nofollow"} <= set(rel.split())


def test_words_looked_for_are_text(filled: TestClient) -> None:
    """What is typed into the address comes back as text."""
    words = "<script>alert(1)</script>"
    page = filled.get("/search", params={"q": words})
    assert words not in page.text
    assert html.fromstring(page.text).xpath("//form//input[@name='q' and @value]/@value") == [words]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
        "/static/..%2fdesk.py",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static//etc/passwd",
        "/report/..%2f..%2fetc%2fpasswd",
        "/fact/%00",
        "/entity/..%2f..%2f..%2fetc%2fpasswd",
        "/entity/%00",
    ],
)
def test_no_path_leads_out(filled: TestClient, path: str) -> None:
    """Nothing but the pages and the listed files can be had."""
    answer = filled.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
@pytest.mark.parametrize("path", ["/", "/reports.json", "/static/desk.css", "/nothing"])
def test_other_names_are_refused(filled: TestClient, host: str, path: str) -> None:
    """A name of the web that points here is not answered (DNS rebinding)."""
    answer = filled.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "memcon" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8470", "127.0.0.1:99", "[::1]:8470"])
def test_this_machine_is_answered(filled: TestClient, host: str) -> None:
    """The names of the machine itself are answered on any port."""
    assert filled.get("/", headers={"Host": host}).status_code == 200


def test_ports_are_no_part_of_a_name() -> None:
    """A port is cut off; the colons of an address are not taken for one."""
    assert host_name("Example.org:80") == "example.org"
    assert host_name("[::1]") == "[::1]"


@pytest.mark.parametrize("path", ["/", "/today.json", "/nothing", "/static/desk.css", "/fact/none"])
def test_every_answer_is_guarded(filled: TestClient, path: str) -> None:
    """All answers carry the headers that keep browsers from doing harm with them."""
    answer = filled.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(filled: TestClient, method: str) -> None:
    """The desk only shows."""
    assert filled.request(method, "/reports").status_code == 405


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/report/none", 404), ("/timeline?since=soon", 400), ("/static/x", 404)],
)
def test_faults_have_one_shape(filled: TestClient, path: str, status: int) -> None:
    """A fault is a page with the menu, or as JSON the status and what is wrong."""
    page = filled.get(path)
    assert page.status_code == status
    assert html.fromstring(page.text).xpath("//nav//a")
    head, _, query = path.partition("?")
    told = filled.get(f"{head}.json?{query}")
    assert told.status_code == status
    assert told.json()["error"]["status"] == status


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=many", "limit=²", "until=2025-13", "who=Nobody"]
)
def test_what_does_not_fit_is_told(filled: TestClient, query: str) -> None:
    """A filter that does not fit is a fault of the caller, named in the answer."""
    answer = filled.get(f"/statements.json?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[2] in answer.json()["error"]["detail"]


def test_overlong_addresses_are_refused(filled: TestClient) -> None:
    """Nobody can make the desk work on endless words."""
    assert filled.get(f"/search?q={'x' * 5000}").status_code == 414
    assert filled.get(f"/search?q={'x' * 400}").status_code == 400


ASKED = [page for page in PAGES if page.asks and "{" not in page.path]
ODD = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "\x00",
            "'",
            '"',
            '"" OR',
            "a*",
            "NEAR(",
            "%",
            "\\",
            "-1",
            "0000",
            "9999-12-31",
            "2025-02-31",
        ]
    ),
)


@given(data=st.data())
def test_no_query_breaks_a_page(filled: TestClient, data: st.DataObject) -> None:
    """Whatever stands in an address, the answer is a page or says what does not fit."""
    page = data.draw(st.sampled_from(ASKED))
    query = data.draw(st.dictionaries(st.sampled_from(page.asks), ODD, max_size=4))
    answer = filled.get(data.draw(st.sampled_from([page.path, page.twin])), params=query)
    assert answer.status_code in (200, 400), (answer.status_code, query)


@given(name=ODD, part=st.sampled_from(["report", "fact", "entity", "positions/x", "static"]))
def test_no_path_breaks_the_desk(filled: TestClient, name: str, part: str) -> None:
    """Whatever stands in a path, there is a page at it or none."""
    answer = filled.get(f"/{part}/{quote(name, safe='')}")
    assert answer.status_code in (200, 302, 400, 404)


def test_a_broken_page_tells_no_secrets(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own is a page without a trace of the code."""

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("secret-detail")

    monkeypatch.setattr(Dossier, "statements", break_down)
    for path in ("/statements", "/statements.json"):
        answer = open_desk([full()]).get(path)
        assert answer.status_code == 500
        assert "secret-detail" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_store_that_is_gone_is_told(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store cannot be read, the page says so and what to do."""

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("memcon.db: cannot be opened")

    monkeypatch.setattr(Dossier, "reports", refuse)
    answer = open_desk([full()]).get("/reports")
    assert answer.status_code == 503
    assert "cannot be opened" in answer.text


def test_files_of_others_are_as_published() -> None:
    """What is vendored has the digest and the licence that its list names."""
    folder = Path(str(files("memcon.web"))) / "static" / "vendor"
    listed = tomllib.loads((folder / "VENDOR.toml").read_text("utf-8"))["file"]
    assert {one["name"] for one in listed} == {path.name for path in folder.glob("*.js")}
    drawn = tomllib.loads((folder / "VENDOR.toml").read_text("utf-8"))["drawn"]
    assert {one["name"] for one in drawn} == {path.name for path in folder.glob("*.svg")}
    for one in (*listed, *drawn):
        digest = hashlib.sha256((folder / one["name"]).read_bytes()).hexdigest()
        assert digest == one["sha256"], one["name"]
        assert (folder / one["licence_file"]).exists()


def test_the_api_is_described(filled: TestClient) -> None:
    """The OpenAPI document names every twin with the parameters that it takes."""
    told = filled.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "/report/{id}.json" in told["paths"]
    taken = told["paths"]["/timeline.json"]["get"]["parameters"]
    assert {one["name"] for one in taken} >= {"who", "since", "limit"}
    named = told["paths"]["/entity/{name}.json"]["get"]["parameters"]
    assert named == [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]


def test_assets_may_be_kept(filled: TestClient) -> None:
    """Style sheets have their own type and may be kept by browsers for good."""
    answer = filled.get("/static/desk.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
