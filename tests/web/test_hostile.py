"""Nothing that a report holds is ever more than text, on whatever page it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.web import hostile
from tests.web.conftest import Work, Working

LISTS = (
    "/",
    "/reports?limit=200",
    "/entities?limit=200",
    "/statements?limit=200",
    "/events",
    "/timeline?limit=200",
    "/map?since=1000",
    "/network?since=1000",
    "/briefing?since=2000",
    "/positions",
    "/search?q=until",
    "/corrections",
    "/add",
)
ACTIVE = (
    "//script[not(@src)]",
    "//script[not(starts-with(@src, '/static/'))]",
    "//style | //iframe | //object | //embed | //math | //base | //img | //template",
    "//svg[not(@viewbox)]",
    "//@*[starts-with(name(), 'on')]",
    "//@*[starts-with(name(), 'hx-on')]",
    "//@style | //@srcdoc",
    "//@href[not(starts-with(., '/') or starts-with(., '#') or starts-with(., 'http'))]",
    "//@href[starts-with(., '//')]",
    "//form/@action[not(starts-with(., '/'))] | //form/@action[starts-with(., '//')]",
    "//@*[starts-with(name(), 'hx-get')][not(starts-with(., '/'))]",
)


@pytest.fixture
def desk(work: Work) -> Working:
    """A desk with ``--edit`` on the hostile reports."""
    return work(list(hostile.records()))


def _check(client: TestClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    shown = html.fromstring(page.text)
    for pattern in ACTIVE:
        assert shown.xpath(pattern) == [], (path, pattern)
    assert "unsafe" not in page.headers["content-security-policy"]
    return str(shown.text_content())


def test_lists_show_text_alone(desk: Working) -> None:
    """No page that lists things has anything in it that a template did not put there."""
    for path in LISTS:
        told = _check(desk.client, path)
        assert "49" not in told.split()
        assert "__subclasses__()>" not in told


def test_reports_show_text_alone(desk: Working) -> None:
    """Each of the reports stands as it is written."""
    rows = desk.client.get("/reports.json?limit=200").json()["reports"]
    assert len(rows) == hostile.COUNT
    for row in rows:
        told = _check(desk.client, f"/report/{row['id']}")
        number = int(row["id"].partition("-")[2])
        payload = hostile.PAYLOADS[number % len(hostile.PAYLOADS)]
        assert _plain(payload) in _plain(told), payload


def _plain(text: str) -> str:
    """Text without what is never shown: controls, and marks that turn the direction of writing."""
    return "".join(char for char in text if char not in "\1\ufffd\u202e")


def test_forms_show_text_alone(desk: Working) -> None:
    """What stands in the fields of a form is text as well."""
    for number in range(0, hostile.COUNT, 7):
        _check(desk.client, f"/correct/article-{number}")
        record = desk.client.get(f"/report/article-{number}.json").json()
        _check(desk.client, f"/correct/{record['statements'][0]['id']}")
        person = next(one for one in record["entities"] if one["kind"] == "person")
        _check(desk.client, f"/entity/{quote(person['id'], safe='')}")


def _sent() -> Iterator[dict[str, str]]:
    for payload in hostile.PAYLOADS[::5]:
        plain = payload.replace("\1", "")
        yield {"text": f"{plain} The envoys met on Monday, it was said.", "title": plain}


def test_what_is_typed_is_text(desk: Working) -> None:
    """What is typed into a form and does not fit comes back as text."""
    for values in _sent():
        sent = desk.send("/add/text", **values, published="<script>")
        assert sent.status_code == 400
        shown = html.fromstring(sent.text)
        assert not any(shown.xpath(pattern) for pattern in ACTIVE)
        assert shown.xpath("string(//textarea)").strip() == values["text"].strip()


def test_what_is_added_is_text(desk: Working) -> None:
    """A pasted report is shown as it was pasted, and so are the names of files."""
    for values in list(_sent())[:4]:
        job = desk.send("/add/text", **values).headers["location"]
        for report in desk.wait(job)["reports"]:
            _check(desk.client, f"/report/{report['article']}")
        _check(desk.client, job)
    name = '"><img src=x onerror=alert(1)>.txt'
    sent = desk.client.post(
        "/add/file", data={"token": desk.token}, files={"file": (name, b"It was said so.")}
    )
    desk.wait(sent.headers["location"])
    _check(desk.client, sent.headers["location"])
