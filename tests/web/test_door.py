"""Changes are taken from the desk's own pages alone, and a desk with a password lets nobody in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message, Receive

from memcon.errors import UsageError
from memcon.web import receiving
from memcon.web.action import is_place
from memcon.web.door import TRIES
from memcon.web.guard import HEADERS
from memcon.web.password import Hashed, Lockup
from memcon.web.rate import Rate
from memcon.web.session import KNOWN_LASTS, Signer
from tests import dossier
from tests.web.conftest import HOME, Open, Work, Working

RECORDS = tuple(dossier.records(2))
EVENT = RECORDS[0].events[0]
CHANGE = {"fact": EVENT.id, "value": "denied"}
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def hashed() -> Hashed:
    """The hash of the password, made once: that takes its time on purpose."""
    return Hashed.of(PASSWORD)


@pytest.fixture
def desk(work: Work) -> Working:
    """A desk with ``--edit``."""
    return work(RECORDS)


def _nothing_changed(desk: Working) -> bool:
    return desk.client.get("/corrections.json").json() == {"corrections": []}


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "http://localhost.evil.example"},
)


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/corrections/status", "/add/text"])
def test_forms_of_other_pages_are_refused(
    desk: Working, headers: dict[str, str], path: str
) -> None:
    """Even with a token, what another site sends changes nothing."""
    data = {"token": desk.token, "text": "A report.", **CHANGE}
    assert desk.client.post(path, data=data, headers=headers).status_code == 403
    assert _nothing_changed(desk)


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_own_forms_are_taken(desk: Working, headers: dict[str, str]) -> None:
    """A form of the desk itself changes what it says."""
    data = {"token": desk.token, **CHANGE}
    assert desk.client.post("/corrections/status", data=data, headers=headers).status_code == 303
    assert not _nothing_changed(desk)


def test_a_form_needs_the_token_of_its_session(desk: Working) -> None:
    """No token, a made-up one and that of another browser are refused alike."""
    other = TestClient(desk.client.app, base_url=HOME)
    stolen = other.get("/session.json").json()["token"]
    for token in ("", "x", stolen, f"{desk.token}x", "ü"):
        sent = desk.client.post("/corrections/status", data={"token": token, **CHANGE})
        assert sent.status_code == 403, token
    assert desk.client.post("/corrections/status.json", json=CHANGE).status_code == 403
    desk.client.cookies.clear()
    data = {"token": stolen, **CHANGE}
    assert desk.client.post("/corrections/status", data=data).status_code == 403
    assert _nothing_changed(desk)


def test_a_token_is_never_in_an_address(desk: Working) -> None:
    """The token does not count where it stands in the address."""
    path = f"/corrections/status?token={desk.token}"
    assert desk.client.post(path, data=CHANGE).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_json_is_sent_as_json(desk: Working, kind: str) -> None:
    """What a page of another site may send without asking is not read as JSON."""
    headers = {"Content-Type": kind, "X-CSRF-Token": desk.token}
    sent = desk.client.post("/corrections/status.json", content=b"{}", headers=headers)
    assert sent.status_code == 415


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b'{"fact": 1}', b'{"fact":"\\ud800"}'],
)
def test_broken_json_is_told(desk: Working, body: bytes) -> None:
    """Whatever is no object of texts is a fault of the caller."""
    headers = {"Content-Type": "application/json", "X-CSRF-Token": desk.token}
    sent = desk.client.post("/corrections/status.json", content=body, headers=headers)
    assert sent.status_code == 400


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x; charset=none-such",
    ],
)
@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n\r\n--x--", b"\x00\xff" * 50])
def test_broken_forms_are_told(desk: Working, kind: str, body: bytes) -> None:
    """Whatever is no form is a fault of the caller."""
    sent = desk.client.post("/add/file", content=body, headers={"Content-Type": kind})
    assert sent.status_code in (400, 403)


async def _never() -> Message:
    await asyncio.sleep(60)
    return {}


async def _gone() -> Message:
    return {"type": "http.disconnect"}


@pytest.mark.parametrize(("receive", "status"), [(_never, 408), (_gone, 400)])
@pytest.mark.parametrize(
    ("read", "kind"),
    [(receiving.read_form, receiving.FORMS[0]), (receiving.read_json, "application/json")],
)
def test_nobody_is_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
    read: Callable[[Request], Any],
    kind: str,
    receive: Receive,
    status: int,
) -> None:
    """What does not arrive in time, or is broken off, is given up and breaks nothing."""
    monkeypatch.setattr(receiving, "SECONDS", 0.01)
    content_type = f"{kind}; boundary=x".encode()
    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", content_type)]}
    with pytest.raises(HTTPException) as caught:
        asyncio.run(read(Request(scope, receive)))
    assert caught.value.status_code == status


def test_cookies_are_for_this_desk_alone(desk: Working) -> None:
    """The session's cookie is out of the reach of scripts and of other sites."""
    cookie = desk.client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in desk.client.get("/static/desk.css").headers


def test_behind_https_the_cookie_stays_there(work: Work) -> None:
    """Where the desk is called by https, its cookie is never sent in the clear."""
    client = TestClient(work(RECORDS).client.app, base_url="https://localhost")
    assert "Secure" in client.get("/").headers["set-cookie"]


def test_too_much_is_refused(desk: Working) -> None:
    """A body beyond the limit is not read, whether it says its length or not."""
    most = desk.editor.options.max_bytes
    large = desk.client.post("/add/file", content=b"", headers={"Content-Length": str(most * 2)})
    assert large.status_code == 413

    def drip() -> Iterator[bytes]:
        for _ in range(most // 1_000_000 + 2):
            yield b"x" * 1_000_000

    headers = {"Content-Type": "application/json", "X-CSRF-Token": desk.token}
    assert desk.client.post("/add/text.json", content=drip(), headers=headers).status_code == 413


def test_a_reading_desk_takes_no_bodies(open_desk: Open) -> None:
    """Where nothing can be changed, nobody can fill the memory."""
    desk = open_desk([])
    sent = desk.post("/reports", content=b"", headers={"Content-Length": "1000000"})
    assert sent.status_code == 413


@pytest.mark.parametrize("path", ["/add", "/corrections", "/session.json", "/adding/none"])
def test_changing_pages_are_guarded(desk: Working, path: str) -> None:
    """They carry the same headers as all others, and may be kept by no cache."""
    answer = desk.client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "private" in answer.headers["cache-control"]
    assert desk.client.get(path, headers={"Host": "evil.example"}).status_code == 421


def test_a_password_is_asked_for(work: Work, hashed: Hashed) -> None:
    """Nothing but the form for the password is shown to those who have not given it."""
    desk = work(RECORDS, hashed=hashed).client
    for path in ("/", "/reports", f"/report/{RECORDS[0].article.id}", "/add", "/nothing"):
        assert desk.get(path).status_code == 303
        assert desk.get(path).headers["location"].startswith("/login?to=")
    for path in ("/today.json", "/openapi.json", "/session.json"):
        assert desk.get(path).status_code == 401
    assert desk.post("/corrections/status", data=CHANGE).status_code == 401
    page = desk.get("/login?to=/reports")
    assert page.status_code == 200
    assert RECORDS[0].article.title not in page.text
    assert desk.get("/static/desk.css").status_code == 200


def _sign_in(desk: TestClient, password: str, to: str = "/") -> int:
    form = html.fromstring(desk.get("/login").text)
    (token,) = form.xpath("//main//input[@name='token']/@value")
    sent = desk.post("/login", data={"token": token, "password": password, "to": to})
    return sent.status_code


def test_the_password_lets_in_and_signing_out_ends_it(work: Work, hashed: Hashed) -> None:
    """The right password shows everything until one signs out; then its cookie is worth nothing."""
    desk = work(RECORDS, hashed=hashed).client
    assert _sign_in(desk, "wrong horse") == 403
    assert desk.get("/").status_code == 303
    guest = dict(desk.cookies)
    assert _sign_in(desk, PASSWORD) == 303
    assert dict(desk.cookies) != guest
    page = desk.get("/")
    assert page.status_code == 200
    known = dict(desk.cookies)
    (token,) = html.fromstring(page.text).xpath("//form[@action='/logout']//@value")
    assert desk.post("/logout", data={"token": token}).status_code == 303
    desk.cookies.update(known)
    assert desk.get("/").status_code == 303


def test_signing_in_needs_the_form(work: Work, hashed: Hashed) -> None:
    """Nobody is signed in by a form of another page."""
    desk = work(RECORDS, hashed=hashed).client
    assert desk.post("/login", data={"password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "x"])
def test_signing_in_leads_to_the_desk(work: Work, hashed: Hashed, to: str) -> None:
    """Wherever a link to the form says, one lands on a page of the desk."""
    desk = work(RECORDS, hashed=hashed).client
    page = html.fromstring(desk.get("/login", params={"to": to}).text)
    assert page.xpath("//input[@name='to']/@value") == ["/"]
    (token,) = page.xpath("//main//input[@name='token']/@value")
    sent = desk.post("/login", data={"token": token, "password": PASSWORD, "to": to})
    assert sent.headers["location"] == "/"


def test_programs_bring_the_password(work: Work, hashed: Hashed) -> None:
    """A call with the password needs no cookie and no token; a wrong one opens nothing."""
    desk = work(RECORDS, hashed=hashed).client
    desk.cookies.clear()
    right = {"Authorization": f"Bearer {PASSWORD}"}
    answer = desk.get("/reports.json", headers=right)
    assert (answer.status_code, len(answer.json()["reports"])) == (200, 2)
    assert "set-cookie" not in answer.headers
    made = desk.post("/corrections/status.json", json=CHANGE, headers=right)
    assert made.status_code == 201
    wrong = {"Authorization": "Bearer wrong"}
    assert desk.get("/reports.json", headers=wrong).status_code == 401
    assert desk.post("/corrections/status.json", json=CHANGE, headers=wrong).status_code == 401


def test_passwords_cannot_be_tried_for_long(work: Work) -> None:
    """After some wrong ones in a minute even the right one has to wait."""
    cheap = Hashed(2, 1, 1, b"salt", b"never")
    desk = work(RECORDS, hashed=cheap).client
    codes = [_sign_in(desk, f"guess {n}") for n in range(TRIES + 1)]
    assert set(codes[:TRIES]) == {403}
    assert codes[TRIES] == 429


def test_a_password_is_kept_as_its_hash(hashed: Hashed) -> None:
    """The text of a hash reads back, fits its password alone, and differs each time."""
    again = Hashed.read(str(hashed))
    assert again == hashed
    assert again.fits(PASSWORD)
    assert not again.fits(PASSWORD.upper())
    assert PASSWORD not in str(hashed)
    assert str(Hashed.of(PASSWORD)) != str(hashed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "scrypt$1$2$3",
        "scrypt$a$8$1$AA$AA",
        "md5$2$8$1$AA==$AA==",
        "scrypt$2$8$1$AA==$",
    ],
)
def test_what_is_no_hash_is_told(text: str) -> None:
    """A setting that is no hash is named, not taken for a password."""
    with pytest.raises(UsageError, match="hash-password"):
        Hashed.read(text)


@pytest.mark.parametrize("password", ["", "short", "x" * 2000])
def test_weak_passwords_are_refused(password: str) -> None:
    """A password has a length."""
    with pytest.raises(UsageError, match="characters"):
        Hashed.of(password)


def test_a_known_password_is_quick(hashed: Hashed) -> None:
    """A program that brings it with each call pays for the hash once."""
    lockup = Lockup(hashed)
    assert not lockup.knows(PASSWORD)
    assert lockup.opens(PASSWORD)
    assert lockup.knows(PASSWORD)
    assert not lockup.knows("wrong")


def test_sessions_are_signed_and_end() -> None:
    """A cookie that was changed, made by another desk, or is over, is none."""
    now = [1000.0]
    signer = Signer(now=lambda: now[0])
    session = signer.begin(is_known=True)
    cookie = signer.cookie(session)
    assert signer.read(cookie) == session
    guest = signer.cookie(signer.begin())
    raised = guest.rsplit(".", 2)[0] + ".1." + guest.rsplit(".", 1)[1]
    for forged in (None, "", "a.b", "a.b.c.d", cookie[:-1], raised, "ü." * 50):
        assert signer.read(forged) is None
    assert Signer(now=lambda: now[0]).read(cookie) is None
    now[0] += KNOWN_LASTS + 1
    assert signer.read(cookie) is None


def test_rates_forget() -> None:
    """So many times in a while for each name, and again when the while is over."""
    now = [0.0]
    rate = Rate(2, seconds=60, now=lambda: now[0])
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now[0] = 61
    assert rate.allows("a")


@pytest.mark.parametrize(
    ("path", "fits"),
    [("/a?b=c", True), ("/", True), ("", False), ("a", False), ("//a", False), ("/a\nb", False)],
)
def test_places_of_the_desk(path: str, fits: bool) -> None:
    """A place begins with one slash and holds no control character."""
    assert is_place(path) is fits
