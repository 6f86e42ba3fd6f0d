"""Alerts in files and by webhook."""

from __future__ import annotations

import json
import mailbox
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # has no stubs
import pytest

from memcon.app.alerting import Trouble
from memcon.errors import SourceError, UsageError
from memcon.ingest.options import IngestOptions
from memcon.watch.alerts import Alert, alert_from
from memcon.watch.atom import AtomFile
from memcon.watch.mail import MailFile
from memcon.watch.schedule import DAY, HOUR
from memcon.watch.webhook import Webhook
from tests.watch.site import START, Asked, Reply, Site, item, loopback, report, rss
from tests.watch.toy import Desk, alerts

HOSTILE = "“Yes”, said <Arland> & left\x1b[31m\nFrom here on\u202e"


def alert(number: int, **over: Any) -> Alert:
    """An alert."""
    values = {
        "id": f"alert-{number:04}",
        "kind": "meeting",
        "date": "2025-10-30",
        "title": f"meeting held: {number}",
        "reason": "it was planned before",
        "who": {"Q1": "Arland"},
        "issue": None,
        "report": f"https://a.example/{number}",
        "sources": ("https://a.example/0",),
        "quotes": ("They met.",),
        "facts": ("event-1",),
    }
    return Alert(**(values | over))


def test_the_feed_is_one_that_others_read(tmp_path: Path) -> None:
    """Newest first, each once, the oldest let go; words of hostile pages are words."""
    file = AtomFile(tmp_path / "alerts.xml", most=3)
    for number in range(4):
        file.add([alert(number)], at=START + number)
    file.add([alert(3), alert(4, title=HOSTILE, quotes=(HOSTILE,))], at=START + 9)
    feed = feedparser.parse((tmp_path / "alerts.xml").read_bytes())
    assert not feed.bozo
    assert [one.link.rpartition("/")[2] for one in feed.entries] == ["4", "3", "2"]
    assert feed.entries[0].title == "“Yes”, said <Arland> & left\ufffd[31m From here on"
    assert (feed.feed.updated, feed.entries[2].updated) == (
        "2025-10-21T10:00:09+00:00",
        "2025-10-21T10:00:02+00:00",
    )
    assert all(one.id.startswith("urn:uuid:") for one in (feed.feed, *feed.entries))
    assert feed.feed.author == "memcon"
    assert list(tmp_path.iterdir()) == [tmp_path / "alerts.xml"]


@pytest.mark.parametrize(
    "text", ["my notes", "<rss/>", '<!DOCTYPE a [<!ENTITY b "c">]><feed/>', ""]
)
def test_another_file_is_no_feed(text: str, tmp_path: Path) -> None:
    """It is told before the watch begins, and left as it is."""
    path = tmp_path / "notes"
    path.write_text(text)
    with pytest.raises(UsageError, match="no Atom feed"):
        AtomFile(path).check()
    assert path.read_text() == text


def test_the_mailbox_is_one_that_others_read(tmp_path: Path) -> None:
    """Each alert is one message, once; lines that begin with "From" split nothing."""
    path = tmp_path / "alerts.mbox"
    quotes = ("From here on", HOSTILE)
    file = MailFile(path)
    file.add([alert(1, reason="From now on", quotes=quotes, sources=("a", "b"))], at=START)
    file.add([alert(1), alert(2, title=HOSTILE)], at=START)
    with closing(mailbox.mbox(path)) as box:
        first, second = list(box)
    assert first["Subject"] == "[memcon] meeting held: 1"
    assert first["Date"] == "Tue, 21 Oct 2025 10:00:00 -0000"
    assert first["Message-ID"] != second["Message-ID"]
    parsed = message_from_bytes(second.as_bytes(), policy=policy.default)
    assert parsed["Subject"] == "[memcon] “Yes”, said <Arland> & left\ufffd[31m From here on"
    body = message_from_bytes(first.as_bytes(), policy=policy.default).get_content()
    assert "https://a.example/1" in body
    assert "\x1b" not in body


def test_a_folder_takes_one_file_for_each(tmp_path: Path) -> None:
    """Named by the alert, so that none is there twice."""
    file = MailFile(tmp_path)
    file.add([alert(1), alert(2)], at=START)
    file.add([alert(1)], at=START)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["alert-0001.eml", "alert-0002.eml"]
    message = message_from_bytes((tmp_path / names[0]).read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert "They met." in message.get_content()


# The webhook


def _news(site: Site) -> None:
    """A report that two alerts are about."""
    site.pages["/feed"] = Reply(rss(item("/a")))
    site.pages["/a"] = report(
        "The meeting of Arland and Borland on 2025-11-12 is planned.",
        "The meeting of Corland and Dorland on 2025-11-13 is planned.",
    )


def _look(desk: Desk, site: Site) -> None:
    """The first look, at an empty feed."""
    site.pages["/feed"] = Reply(rss())
    desk.once()


def _posts(site: Site) -> list[Asked]:
    return [one for one in site.asked if one.path == "/hook"]


def test_alerts_are_posted(desk: Desk, site: Site) -> None:
    """As JSON, one request for each, with a key that tells whoever gets it twice."""
    desk.plan_with(webhook=site.url("/hook"))
    site.pages["/hook"] = Reply(status=204)
    _look(desk, site)
    _news(site)
    told = alerts(desk.once())
    assert len(told) == 2
    posts = _posts(site)
    assert [alert_from(json.loads(one.body)) for one in posts] == told
    assert [one.headers["idempotency-key"] for one in posts] == [one.id for one in told]
    assert posts[0].headers["content-type"] == "application/json"


def test_posts_that_fail_come_later(desk: Desk, site: Site) -> None:
    """In order, each once, after ever longer waits, through a new start as well."""
    desk.plan_with(webhook=site.url("/hook"))
    site.pages["/hook"] = Reply(status=500)
    _look(desk, site)
    _news(site)
    told = desk.once()
    assert [one.reason for one in told if isinstance(one, Trouble)] == ["the webhook answers 500"]
    assert len(_posts(site)) == 1
    desk.once(once=False, seconds=HOUR)
    tries = len(_posts(site))
    assert 3 < tries < 8
    site.pages["/hook"] = Reply(status=200)
    desk.clock.wait(DAY)
    assert alerts(desk.once()) == []
    keys = [one.headers["idempotency-key"] for one in _posts(site)[tries:]]
    assert keys == [one.id for one in alerts(told)]


def test_an_alert_that_is_never_taken_is_given_up(desk: Desk, site: Site) -> None:
    """And told of; the next one is posted."""
    desk.plan_with(webhook=site.url("/hook"))
    refused: list[str] = []

    def answer(asked: Asked) -> Reply:
        refused[:] = refused or [asked.headers["idempotency-key"]]
        return Reply(status=400 if asked.headers["idempotency-key"] in refused else 200)

    site.pages["/hook"] = answer
    _look(desk, site)
    _news(site)
    told = desk.once(once=False, seconds=2 * DAY)
    assert [one.again is None for one in told if isinstance(one, Trouble)] == [False, True]
    assert _posts(site)[-1].headers["idempotency-key"] not in refused


def test_a_webhook_inside_needs_leave(site: Site) -> None:
    """Without it no request goes to this machine; redirects are not followed at all."""
    hook = Webhook(site.url("/hook"), IngestOptions(), resolver=loopback)
    with pytest.raises(SourceError, match="not a public address"):
        hook.post(alert(1))
    assert site.asked == []
    site.pages["/hook"] = Reply(status=307, headers={"location": "/elsewhere"})
    allowed = Webhook(site.url("/hook"), IngestOptions(), allow_private=True, resolver=loopback)
    with pytest.raises(SourceError, match="answers 307"):
        allowed.post(alert(1))
    assert site.paths() == ["/hook"]


def test_no_login_is_shown(site: Site) -> None:
    """A password in the address is sent, and is in no error."""
    url = site.url("/hook").replace("http://", "http://me:secret@")
    hook = Webhook(url, IngestOptions(), allow_private=True, resolver=loopback)
    with pytest.raises(SourceError) as caught:
        hook.post(alert(1))
    assert "secret" not in str(caught.value)
    assert site.asked[0].headers["authorization"].startswith("Basic ")


def test_alerts_are_told_by_party_and_issue(desk: Desk, site: Site) -> None:
    """What is not asked for is neither told nor written; a name the store has not met fits none."""
    _look(desk, site)
    site.pages["/a"] = report("The meeting of Arland and Borland on 2025-11-12 is planned.")
    site.pages["/b"] = report("The meeting of Corland and Dorland on 2025-11-13 is planned.")
    site.pages["/feed"] = Reply(rss(item("/a"), item("/b")))
    desk.wants(who="Corland")
    told = alerts(desk.once())
    assert [one.title for one in told] == [
        "meeting planned: meeting of Corland and Dorland (2025-11-13)"
    ]
    site.pages["/c"] = report("The meeting of Arland and Borland on 2025-11-12 is cancelled.")
    site.pages["/feed"] = Reply(rss(item("/c")))
    desk.wants(who="Nobody Known")
    assert alerts(desk.once()) == []
    site.pages["/d"] = report("The meeting of Arland and Corland on 2025-11-15 is planned.")
    site.pages["/feed"] = Reply(rss(item("/d")))
    desk.wants(issue="ceasefire")
    assert alerts(desk.once()) == []
