"""With ``--edit`` reports are added and facts corrected, from forms and as JSON, and undone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from lxml import html

from memcon.errors import SourceError
from memcon.ingest import handed
from memcon.ingest.address import Resolve, resolve
from memcon.ingest.fetch import Fetcher
from memcon.ingest.options import IngestOptions
from memcon.ingest.transport import Deadline, GuardedTransport
from memcon.record import Article, Record
from memcon.web.intake import A_MINUTE, WAITING
from tests import dossier
from tests.web.conftest import Open as OpenReading
from tests.web.conftest import PlainReader, Work, Working

RECORDS = tuple(dossier.records(6))
RECORD = RECORDS[0]
SAID, EVENT, HELD = RECORD.statements[0], RECORD.events[0], RECORD.positions[0]
TEXT = "Envoys meet in the old harbour\n\nThe envoys of both states met on Monday, it was said.\n"
CHANGING = (
    "/add/text",
    "/add/address",
    "/add/file",
    "/corrections/status",
    "/corrections/date",
    "/corrections/stance",
    "/corrections/source",
    "/corrections/words",
    "/corrections/merge",
    "/corrections/split",
    "/corrections/undo",
)


@pytest.mark.parametrize("path", [*CHANGING, *(f"{path}.json" for path in CHANGING)])
def test_without_edit_nothing_can_be_changed(open_desk: OpenReading, path: str) -> None:
    """A desk that only shows has no address that changes anything."""
    assert open_desk([RECORD]).post(path, data={"text": TEXT}).status_code in (404, 405)


@pytest.mark.parametrize("path", ["/add", f"/correct/{SAID.id}", "/adding/1", "/session.json"])
def test_without_edit_there_are_no_forms(open_desk: OpenReading, path: str) -> None:
    """A desk that only shows has neither the pages with forms nor forms that send anything."""
    desk = open_desk([RECORD])
    assert desk.get(path).status_code == 404
    for shown in ("/", f"/report/{RECORD.article.id}", "/corrections"):
        page = desk.get(shown)
        assert not html.fromstring(page.text).xpath("//form[@method='post']")
        assert "set-cookie" not in page.headers


def test_a_pasted_text_becomes_a_report(work: Work) -> None:
    """What is pasted with what is known of it is read, kept, and shown."""
    desk = work()
    sent = desk.send("/add/text", text=TEXT, site="Harbour News", published="2025-10-21")
    assert sent.status_code == 303
    told = desk.wait(sent.headers["location"])
    (report,) = told["reports"]
    assert (report["outcome"], told["faults"]) == ("added", [])
    page = desk.client.get(f"/report/{report['article']}")
    assert "The envoys of both states met on Monday" in page.text
    kept = desk.client.get(f"/report/{report['article']}.json").json()["article"]
    assert (kept["site"], kept["published"], kept["text"]) == ("Harbour News", "2025-10-21", TEXT)
    shown = html.fromstring(desk.client.get(sent.headers["location"]).text)
    assert f"/report/{report['article']}" in shown.xpath("//section[@id='results']//a/@href")


def test_the_same_text_is_there_before(work: Work) -> None:
    """A text that is added twice is kept once, and that is said."""
    desk = work()
    for outcome in ("added", "same"):
        told = desk.wait(desk.send("/add/text", text=TEXT).headers["location"])
        assert [one["outcome"] for one in told["reports"]] == [outcome]


def test_a_file_becomes_reports(work: Work) -> None:
    """A file of several reports is read one by one; what is wrong with one is told."""
    desk = work()
    lines = b'{"id": "1", "text": "The envoys of both states met on Monday."}\n{"id": "2"}\n'
    sent = desk.client.post(
        "/add/file", data={"token": desk.token}, files={"file": ("../../etc/two.jsonl", lines)}
    )
    told = desk.wait(sent.headers["location"])
    assert [one["source"] for one in told["reports"]] == ["two.jsonl#1"]
    assert len(told["faults"]) == 1
    assert "two.jsonl:2" in told["faults"][0]


@pytest.mark.parametrize(("name", "why"), [("x.exe", "extension"), ("passwd", "extension")])
def test_unknown_files_are_refused(work: Work, name: str, why: str) -> None:
    """A file that memcon does not read is told of in plain words."""
    desk = work()
    sent = desk.client.post(
        "/add/file", data={"token": desk.token}, files={"file": (name, b"MZ\x90")}
    )
    assert why in desk.wait(sent.headers["location"])["faults"][0]


def test_an_address_is_fetched(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page at an address is read as ``memcon add`` reads it."""

    def fetch(url: str, **_: Any) -> Article:
        return dossier.make.article(TEXT, id="article-fetched", source=url, title="Fetched")

    monkeypatch.setattr("memcon.web.actions.adding.article_of_address", fetch)
    desk = work()
    told = desk.wait(desk.send("/add/address", url="https://news.example/a").headers["location"])
    assert [one["title"] for one in told["reports"]] == ["Fetched"]


INSIDE = (
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://172.16.3.4/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
)

REFUSALS = ("not a public address", "not known", "not an address")


def test_addresses_inside_are_refused(work: Work) -> None:
    """In whatever spelling, an address of this machine or its network is not fetched."""
    desk = work()
    for url in INSIDE:
        told = desk.wait(_take(desk, url))
        assert told["reports"] == []
        assert any(why in told["faults"][0] for why in REFUSALS), (url, told["faults"])


def _fetch(url: str, resolver: Resolve) -> str:
    """Why the page at an address is not fetched; ``news.example`` redirects as its path says."""

    def make(deadline: Deadline, source: str) -> httpx.BaseTransport:
        return Redirecting(GuardedTransport(deadline, source=source, resolver=resolver))

    options = IngestOptions(respect_robots=False)
    fetcher = Fetcher(options, make_transport=make)
    with pytest.raises(SourceError) as refused:
        handed.article_of_address(url, options=options, fetcher=fetcher)
    return refused.value.reason


class Redirecting(httpx.BaseTransport):
    """Leads from ``news.example`` to the address in its query; all else is asked for in earnest."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """A redirect, or what the guarded transport says."""
        if request.url.host != "news.example":
            return self._inner.handle_request(request)
        return httpx.Response(302, headers={"location": request.url.params["to"]})

    def close(self) -> None:
        """Close what is asked in earnest."""
        self._inner.close()


@pytest.mark.parametrize("to", [*INSIDE[:12], "http://[::1]/", "file:///etc/passwd", "//10.0.0.1/"])
def test_redirects_inside_are_refused(to: str) -> None:
    """A public page that leads inside is not followed there."""
    url = f"http://news.example/?to={quote(to, safe='')}"
    reason = _fetch(url, resolve)
    assert any(why in reason for why in (*REFUSALS, "only http", "Invalid"))


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["fd00::1"]])
def test_names_that_turn_inside_are_refused(found: list[str]) -> None:
    """A name is judged by the address that is connected to, at each connection (DNS rebinding)."""
    answers = iter([["8.8.8.8"], found])
    assert next(answers) == ["8.8.8.8"]  # as it was when somebody looked
    assert "not a public address" in _fetch(
        "http://rebinding.example/", lambda host, port: next(answers)
    )


def _take(desk: Working, url: str) -> str:
    """Hands an address over past the limit of how many a minute may bring."""
    options = desk.editor.options
    find = lambda: [handed.article_of_address(url, options=options)]  # noqa: E731
    desk.editor.intake._rate._times.clear()
    return f"/adding/{desk.editor.intake.take(url, find)}"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "/etc/passwd", "etc/passwd", "-", "ftp://a.example/", "//a/b"]
)
def test_only_addresses_of_the_web_are_taken(work: Work, url: str) -> None:
    """No path of the machine and no other scheme gets as far as the line."""
    desk = work()
    sent = desk.send("/add/address", url=url)
    assert sent.status_code == 400
    assert "http://" in html.fromstring(sent.text).xpath("string(//*[@role='alert'])")
    assert desk.tell("/add/address.json", url=url).status_code == 400


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "empty"),
        ({"text": "   "}, "empty"),
        ({"text": TEXT, "published": "soon"}, "date"),
        ({"text": TEXT, "title": "x" * 400}, "characters"),
        ({"text": TEXT, "site": "a\x00b"}, "no text"),
    ],
)
def test_what_does_not_fit_is_told_beside_the_form(
    work: Work, values: dict[str, str], why: str
) -> None:
    """The form comes back with what was typed and what is wrong."""
    sent = work().send("/add/text", **values)
    assert sent.status_code == 400
    shown = html.fromstring(sent.text)
    assert why in shown.xpath("string(//*[@role='alert'])")
    assert shown.xpath("//form[@action='/add/text']")
    if values.get("published"):
        assert shown.xpath("string(//textarea)").strip() == TEXT.strip()


def test_too_many_are_put_off(work: Work) -> None:
    """While a report is read only so many wait, and only so many come in a minute."""
    go = threading.Event()

    class Slow(PlainReader):
        def read_found(
            self, found: Iterable[Article | SourceError], known: Callable[[Article], bool]
        ) -> Iterator[Record | Article | SourceError]:
            go.wait(10)
            return super().read_found(found, known)

    desk = work(reader=Slow())
    codes = [desk.tell("/add/text.json", text=f"{TEXT}{n}").status_code for n in range(WAITING + 3)]
    go.set()
    assert codes[0] == 201
    assert codes[-1] == 429
    for n in range(A_MINUTE):
        last = desk.tell("/add/text.json", text=f"{TEXT}{n}")
    assert last.status_code == 429
    assert "minute" in last.json()["error"]["detail"]


def test_a_reader_that_breaks_reads_on(work: Work) -> None:
    """A fault of memcon's own is told without its traces, and the next report is read."""

    class Broken(PlainReader):
        def read_found(
            self, found: Iterable[Article | SourceError], known: Callable[[Article], bool]
        ) -> Iterator[Record | Article | SourceError]:
            for one in found:
                if isinstance(one, Article) and "break" in one.text:
                    raise RuntimeError("secret-detail")
                yield from super().read_found([one], known)

    desk = work(reader=Broken())
    told = desk.wait(desk.send("/add/text", text=f"{TEXT} break").headers["location"])
    assert "secret-detail" not in str(told)
    assert told["faults"]
    assert desk.wait(desk.send("/add/text", text=TEXT).headers["location"])["reports"]


def test_a_job_that_is_not_there(work: Work) -> None:
    """An unknown number is a page that says so."""
    assert work().client.get("/adding/none").status_code == 404


def _other() -> str:
    return next(one.id for one in RECORD.entities if one.office and one.id != SAID.speaker)


CORRECTIONS = (
    ("status", {"fact": EVENT.id, "value": "denied"}, f"/fact/{EVENT.id}"),
    ("date", {"fact": SAID.id, "value": "2031-02"}, f"/fact/{SAID.id}"),
    ("stance", {"fact": HELD.id, "value": "undecided"}, f"/fact/{HELD.id}"),
    ("source", {"fact": SAID.id, "entity": _other()}, f"/fact/{SAID.id}"),
    (
        "words",
        {"article": RECORD.article.id, "words": RECORD.mentions[0].quote, "entity": _other()},
        f"/report/{RECORD.article.id}",
    ),
    ("merge", {"one": EVENT.id, "other": RECORDS[1].events[0].id}, f"/fact/{EVENT.id}"),
    ("split", {"one": EVENT.id, "other": RECORDS[1].events[0].id}, f"/fact/{EVENT.id}"),
    ("merge", {"one": str(SAID.speaker), "other": _other()}, f"/entity/{_other()}"),
    ("split", {"one": str(SAID.speaker), "other": _other()}, f"/entity/{SAID.speaker}"),
)


@pytest.mark.parametrize(("kind", "values", "place"), CORRECTIONS)
def test_a_correction_is_made_and_undone(
    work: Work, kind: str, values: dict[str, str], place: str
) -> None:
    """Each kind is signed, leads to what it is about, is shown there, and is taken back there."""
    desk = work(RECORDS)
    before = desk.client.get(f"/report/{RECORD.article.id}.json").json()
    sent = desk.send(f"/corrections/{kind}", author="Ana Ruiz", note="on video", **values)
    assert (sent.status_code, sent.headers["location"]) == (303, place)
    (row,) = desk.client.get("/corrections.json").json()["corrections"]
    assert (row["author"], row["note"], row["undone"]) == ("Ana Ruiz", "on video", False)
    page = html.fromstring(_follow(desk, place))
    (mark,) = page.xpath("//*[@class='corrected']")
    assert "corrected by Ana Ruiz: on video" in mark.text_content()
    form = {one.get("name"): one.get("value") for one in mark.xpath(".//input")}
    undone = desk.client.post(mark.xpath(".//form/@action")[0], data=form)
    assert undone.status_code == 303
    assert not html.fromstring(_follow(desk, undone.headers["location"])).xpath(
        "//*[@class='corrected']"
    )
    assert desk.client.get(f"/report/{RECORD.article.id}.json").json() == before
    rows = desk.client.get("/corrections.json").json()["corrections"]
    assert [one["undone"] for one in rows if one["kind"] != "undo"] == [True]


def _follow(desk: Working, place: str) -> str:
    return str(desk.client.get(place, follow_redirects=True).text)


def test_a_corrected_value_is_shown(work: Work) -> None:
    """The report has the new status, and who says so, without forms for those who only read."""
    desk = work(RECORDS)
    desk.send("/corrections/status", fact=EVENT.id, value="denied", author="Ana")
    event = desk.client.get(f"/report/{RECORD.article.id}.json").json()["events"][0]
    assert (event["status"], event["reason"]) == ("denied", "corrected by Ana")


def test_the_author_is_remembered(work: Work) -> None:
    """The name that was signed with stands in the next form; scripts cannot read it."""
    desk = work(RECORDS)
    sent = desk.send("/corrections/date", fact=SAID.id, value="2031", author="Žofia “Z”")
    (cookie,) = (one for one in sent.headers.get_list("set-cookie") if "author" in one)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    shown = html.fromstring(desk.client.get(f"/correct/{SAID.id}").text)
    assert set(shown.xpath("//input[@name='author']/@value")) == {"Žofia “Z”"}


def test_whom_a_name_means_is_looked_up(work: Work) -> None:
    """A name is looked up in the store and the knowledge base, and one of those found is chosen."""
    desk = work(RECORDS)
    name = next(one.name for one in RECORD.entities if one.id == _other())
    found = html.fromstring(desk.client.get(f"/correct/{SAID.id}", params={"who": name}).text)
    assert found.xpath("//input[@type='radio']/@value") == [_other()]
    known = desk.client.get(f"/correct/{SAID.id}.json", params={"who": "António Guterres"}).json()
    assert [one["name"] for one in known["found"]] == ["António Guterres"]


@pytest.mark.parametrize(
    ("kind", "values", "why"),
    [
        ("status", {"fact": EVENT.id, "value": "odd"}, "none of"),
        ("status", {"fact": SAID.id, "value": "held"}, "event"),
        ("date", {"fact": "event-none", "value": "2025"}, "no fact"),
        ("date", {"fact": SAID.id, "value": "soon"}, "not a date"),
        ("source", {"fact": SAID.id, "entity": "Nobody Atall"}, "knows"),
        ("words", {"article": RECORD.article.id, "words": "zzz", "entity": "Q1"}, "zzz"),
        ("merge", {"one": EVENT.id, "other": EVENT.id}, "same"),
        ("undo", {"correction": "correction-none"}, "no correction"),
    ],
)
def test_corrections_that_do_not_fit_change_nothing(
    work: Work, kind: str, values: dict[str, str], why: str
) -> None:
    """What is wrong is told in plain words, and nothing is kept."""
    desk = work(RECORDS)
    sent = desk.send(f"/corrections/{kind}", **values)
    told = desk.tell(f"/corrections/{kind}.json", **values)
    assert (sent.status_code, told.status_code) == (400, 400)
    assert why in html.fromstring(sent.text).xpath("string(//*[@role='alert'])")
    assert why in told.json()["error"]["detail"]
    assert desk.client.get("/corrections.json").json() == {"corrections": []}


def test_json_does_what_forms_do(work: Work) -> None:
    """A program sends the token in a header and is told the id of what it made."""
    desk = work(RECORDS)
    made = desk.tell("/corrections/status.json", fact=EVENT.id, value="denied", author="Ana")
    assert made.status_code == 201
    told = made.json()
    assert told["location"] == made.headers["location"] == f"/fact/{EVENT.id}"
    (row,) = desk.client.get("/corrections.json").json()["corrections"]
    assert row["id"] == told["id"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_no_form_leads_elsewhere(work: Work, back: str) -> None:
    """Where a form leads in the end is a page of the desk."""
    desk = work(RECORDS)
    made = desk.tell("/corrections/status.json", fact=EVENT.id, value="denied").json()
    sent = desk.send("/corrections/undo", correction=made["id"], back=back)
    assert sent.status_code == 400


@pytest.mark.parametrize("id", [RECORD.article.id, SAID.id, EVENT.id, HELD.id, str(SAID.speaker)])
def test_everything_can_be_corrected_from_its_page(work: Work, id: str) -> None:
    """Reports, facts and entities have a page of corrections, reached from where they are shown."""
    desk = work(RECORDS)
    place = f"/report/{RECORD.article.id}" if not id.startswith("Q") else f"/entity/{id}"
    links = html.fromstring(desk.client.get(place).text).xpath("//a[@class='edit']/@href")
    assert f"/correct/{id}" in links
    page = desk.client.get(f"/correct/{id}")
    assert page.status_code == 200
    assert html.fromstring(page.text).xpath("//main//form")
