"""The watch over a site with faults: nothing lost, nothing doubled, no crash."""

from __future__ import annotations

import gzip
import itertools
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from pkgutil import resolve_name
from shutil import copytree
from typing import Any

import pytest

from memcon.app.alerting import Trouble
from memcon.app.watching import Looked, Quiet
from memcon.errors import StoreError
from memcon.watch.schedule import DAY, HOUR, MINUTE
from tests.watch.site import HOST, START, Reply, Site, atom_of, item, report, rss
from tests.watch.toy import Desk, alerts, kept

PLANNED = "The meeting of Arland and Borland on 2025-10-30 is planned."
CANCELLED = "The meeting of Arland and Borland on 2025-10-30 is cancelled."
BOMB = (
    b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 110))
    + b'<!ENTITY leak SYSTEM "file:///etc/hostname">]>'
)


def troubles(told: Any) -> list[str]:
    """The reasons that were told."""
    return [one.reason for one in told if isinstance(one, Trouble)]


def serve(site: Site, *names: str, **headers: str) -> None:
    """A feed with so many reports, each on its own page."""
    site.pages["/feed"] = Reply(rss(*(item(f"/{name}") for name in names)), headers=headers)
    for name in names:
        site.pages.setdefault(f"/{name}", report(f"It was report {name} of the day."))


def test_the_first_look_is_quiet(desk: Desk, site: Site) -> None:
    """What was there is kept without alerts and told of in one line; what comes then is told."""
    serve(site, "a")
    site.pages["/a"] = report(PLANNED)
    told = desk.once()
    assert alerts(told) == []
    assert told[-1] == Quiet(1)
    serve(site, "b", "a")
    site.pages["/b"] = report(CANCELLED)
    (alert,) = alerts(desk.once())
    assert (alert.kind, alert.reason) == ("meeting", "it was planned before")
    assert alert.title == "meeting cancelled: meeting of Arland and Borland (2025-10-30)"


def test_what_is_the_same_is_not_fetched_again(desk: Desk, site: Site) -> None:
    """The validators of the last answer are sent, and 304 costs one request."""
    serve(site, "a", ETag='W/"x"', **{"Last-Modified": "Tue, 21 Oct 2025 08:00:00 GMT"})
    desk.once()
    site.pages["/feed"] = Reply(status=304)
    told = desk.once()
    assert told == []
    sent = site.asked[-1].headers
    assert sent["if-none-match"] == 'W/"x"'
    assert sent["if-modified-since"] == "Tue, 21 Oct 2025 08:00:00 GMT"
    assert site.paths() == ["/feed", "/a", "/feed"]


def test_nothing_is_loaded_where_nothing_is_new(desk: Desk, site: Site) -> None:
    """Looking at feeds without news needs no language pipeline."""
    site.pages["/feed"] = Reply(rss())
    desk.once()
    assert desk.build.count == 0


def test_changed_items_are_read_again(desk: Desk, site: Site) -> None:
    """A changed date makes a report be fetched anew; a changed text replaces the first."""
    site.pages["/feed"] = Reply(atom_of({"/a": "2025-10-21T08:00:00Z"}))
    site.pages["/a"] = report(PLANNED)
    desk.once()
    site.pages["/feed"] = Reply(atom_of({"/a": "2025-10-21T09:00:00Z"}))
    assert kept(desk.once()) == [("a", "same")]
    site.pages["/feed"] = Reply(atom_of({"/a": "2025-10-21T10:00:00Z"}))
    site.pages["/a"] = report(CANCELLED)
    told = desk.once()
    assert kept(told) == [("a", "changed")]
    assert [one.kind for one in alerts(told)] == ["meeting"]


def test_deleted_items_do_nothing(desk: Desk, site: Site) -> None:
    """What a feed no longer shows stays in the store, and is not fetched when it comes back."""
    serve(site, "a", "b")
    desk.once()
    serve(site, "b")
    assert kept(desk.once()) == []
    serve(site, "a", "b")
    assert kept(desk.once()) == []
    assert len(desk.kept()) == 2


def test_one_address_is_one_report(desk: Desk, site: Site) -> None:
    """Doubled items, shared guids and a second feed cost no second request."""
    site.pages["/a"], site.pages["/b"] = report("One."), report("Two.")
    doubled = (item("/a", guid="1"), item("/a", guid="1"), item("/b", guid="1"))
    site.pages["/feed"] = Reply(rss(*doubled))
    site.pages["/other"] = Reply(rss(item("/a#top", guid="z", title="Talks, again")))
    desk.plan_with(feeds=(site.url("/feed"), site.url("/other")))
    desk.once()
    desk.once()
    assert sorted(site.paths()) == ["/a", "/b", "/feed", "/feed", "/other", "/other"]
    assert len(desk.kept()) == 2


def test_pages_that_fail_are_tried_again_and_given_up(desk: Desk, site: Site) -> None:
    """Later and later, over five days; told of at first and at last, with the reason."""
    serve(site, "a", "b")
    site.pages["/a"] = Reply(status=500)
    desk.plan_with(every=DAY)
    told = desk.once(once=False, seconds=10 * DAY)
    tried = [one.at - START for one in site.asked if one.path == "/a"]
    gaps = [round((late - soon) / MINUTE) for soon, late in itertools.pairwise(tried)]
    assert gaps == [5, 20, 80, 320, 1280, 1440, 1440, 1440]
    reasons = [(one.reason, one.again is None) for one in told if isinstance(one, Trouble)]
    assert reasons == [("the server answers 500", False), ("the server answers 500", True)]
    assert kept(told) == [("b", "added")]


def test_a_page_that_comes_back_is_kept_once(desk: Desk, site: Site) -> None:
    """A report whose page failed at first is read when it is there."""
    serve(site, "a")
    site.pages["/a"] = Reply(status=404)
    assert troubles(desk.once()) == ["the server answers 404"]
    site.pages["/a"] = report("At last.")
    assert kept(desk.once()) == []
    desk.clock.wait(6 * MINUTE)
    assert kept(desk.once()) == [("a", "added")]


def test_no_page_is_no_report(desk: Desk, site: Site) -> None:
    """Pictures, empty pages, foreign languages and half bodies are named and do no harm."""
    serve(site, "a", "b", "c", "d", "e")
    site.pages["/a"] = Reply(b"%PDF", headers={"content-type": "application/pdf"})
    site.pages["/b"] = Reply(b"<p>nothing</p>")
    site.pages["/c"] = Reply(b"")
    site.pages["/d"] = Reply(b"x", headers={"content-encoding": "gzip"})
    told = desk.once()
    assert len(troubles(told)) == 4
    assert kept(told) == [("e", "added")]


# Politeness


def test_a_host_is_asked_at_its_own_pace(desk: Desk, site: Site) -> None:
    """The gap is kept, the one that robots.txt asks for where that is longer."""
    serve(site, "a", "b")
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 30\n")
    desk.once()
    times = [one.at - START for one in site.asked]
    assert times == [0, 1, 31, 61]


def test_another_host_is_asked_meanwhile(desk: Desk, site: Site) -> None:
    """While one host rests the others are asked; links may lead to other hosts."""
    desk.plan_with(feeds=(site.url("/feed"), site.url("/side", "other.example")), gap=60.0)
    site.pages["/side"] = Reply(rss(item(site.url("/b"))))
    site.pages["/feed"] = Reply(rss(item(site.url("/a", "other.example"))))
    site.pages["/a"], site.pages["/b"] = report("One."), report("Two.")
    desk.once()
    assert len(desk.kept()) == 2
    for host in (HOST, "other.example"):
        times = [one.at for one in site.asked if one.host.startswith(host)]
        assert all(late - soon >= 60 for soon, late in itertools.pairwise(times))
    assert site.asked[-1].at - START < 200


def test_robots_txt_is_honoured(desk: Desk, site: Site) -> None:
    """What it forbids is not asked for; where it is out of reach nothing is."""
    serve(site, "a", "private")
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n")
    told = desk.once()
    assert troubles(told) == [f"robots.txt of {HOST} does not allow fetching it"]
    assert "/private" not in site.paths()
    site.pages["/robots.txt"] = Reply(status=500)
    desk.clock.wait(2 * DAY)
    before = len(site.paths())
    assert "out of reach" in troubles(desk.once())[0]
    assert len(site.paths()) == before


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["7200", formatdate(START + 2 * HOUR + 1, usegmt=True)])
def test_retry_after_is_kept(desk: Desk, site: Site, status: int, form: str) -> None:
    """The whole host is left alone until the time that it names, through a new start as well."""
    serve(site, "a", "b")
    site.pages["/a"] = Reply(status=status, headers={"Retry-After": form})
    assert troubles(desk.once()) == [f"the server answers {status}: come back later"]
    asked = len(site.asked)
    desk.clock.time = START + HOUR
    assert desk.once() == []
    assert len(site.asked) == asked
    site.pages["/a"] = report("Here now.")
    desk.clock.time = START + 2 * HOUR + 5 * MINUTE
    assert sorted(kept(desk.once())) == [("a", "added"), ("b", "added")]


def test_a_host_that_is_silent_holds_up_nobody(desk: Desk, site: Site) -> None:
    """A time-out costs one wait, and the other host's reports are read."""
    desk.limit(timeout_s=0.3)
    desk.plan_with(feeds=(site.url("/feed"), site.url("/feed", "slow.example")))
    serve(site, "a")
    site.pages["//slow.example/feed"] = Reply(b"x", slow=2.0)
    told = desk.once()
    assert "in time" in troubles(told)[0]
    assert kept(told) == [("a", "added")]


def test_feeds_that_fail_are_asked_less_and_less(desk: Desk, site: Site) -> None:
    """Each wait is twice the last, up to a day; one word is told; all is well once it is back."""
    site.pages["/feed"] = Reply(status=500)
    told = desk.once(once=False, seconds=3 * DAY)
    times = [one.at - START for one in site.asked if one.path == "/feed"]
    gaps = [round((late - soon) / MINUTE) for soon, late in itertools.pairwise(times)]
    assert gaps == [15, 30, 60, 120, 240, 480, 960, 1440]
    assert troubles(told) == ["the server answers 500"]
    serve(site, "a")
    desk.clock.wait(2 * DAY)
    assert kept(desk.once()) == [("a", "added")]


# Redirects


def test_a_move_for_good_is_remembered(desk: Desk, site: Site) -> None:
    """After 301 the new address is asked; after 302 the old one."""
    serve(site, "a")
    feed = site.pages["/feed"]
    site.pages["/new"] = feed
    site.pages["/feed"] = Reply(status=302, headers={"location": "/new"})
    desk.once()
    site.pages["/feed"] = Reply(status=301, headers={"location": "/new"})
    desk.once()
    desk.once()
    assert site.paths() == ["/feed", "/new", "/a", "/feed", "/new", "/new"]


def test_a_new_address_that_fails_is_forgotten(desk: Desk, site: Site) -> None:
    """After three faults the old address is asked again."""
    serve(site, "a")
    feed = site.pages["/feed"]
    site.pages["/new"] = feed
    site.pages["/feed"] = Reply(status=301, headers={"location": "/new"})
    desk.once()
    site.pages["/feed"], site.pages["/new"] = feed, Reply(status=410)
    desk.once(once=False, seconds=6 * HOUR)
    assert site.paths()[-1] == "/feed"


def test_redirects_end(desk: Desk, site: Site) -> None:
    """Loops, redirects to nowhere and to other schemes are faults of that feed alone."""
    for path, location in (("/feed", "/feed"), ("/b", ""), ("/c", "file:///etc/passwd")):
        site.pages[path] = Reply(status=302, headers={"location": location})
    site.pages["/d"] = Reply(rss(item("/x")))
    site.pages["/x"] = report()
    desk.plan_with(feeds=[site.url(path) for path in ("/feed", "/b", "/c", "/d")])
    told = desk.once()
    assert len(troubles(told)) == 3
    assert kept(told) == [("x", "added")]


@pytest.mark.parametrize("target", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "[::1]"])
def test_no_way_leads_inside(desk: Desk, site: Site, target: str) -> None:
    """Links and redirects to this machine and its network are refused, whatever the user allows."""
    inside = f"http://{target}:{site.port}/secret"
    site.pages["/secret"] = report("Secret.")
    site.pages["/feed"] = Reply(rss(item(inside), item("/hop")))
    site.pages["/hop"] = Reply(status=302, headers={"location": inside})
    told = desk.once()
    assert all("not a public address" in reason for reason in troubles(told))
    assert len(troubles(told)) == 2
    assert "/secret" not in site.paths()


def test_feeds_inside_need_leave(desk: Desk, site: Site) -> None:
    """Without leave even a feed that the user names is not fetched from this machine."""
    serve(site, "a")
    desk.plan_with(allow_private=False)
    assert "not a public address" in troubles(desk.once())[0]
    assert site.asked == []


# Hostile and broken feeds


def test_entities_do_nothing(desk: Desk, site: Site) -> None:
    """Bombs do not grow and files are not read; the items are there."""
    body = rss(item("/a", title="&l; &leak;"))
    site.pages["/feed"] = Reply(body.replace(b"<rss", BOMB + b"<rss", 1))
    site.pages["/a"] = report()
    assert kept(desk.once()) == [("a", "added")]


def test_bodies_have_a_limit(desk: Desk, site: Site) -> None:
    """A hundred megabytes are not read to the end, nor a small body that grows to them."""
    desk.limit(max_bytes=1_000_000)
    bomb = gzip.compress(b" " * 100_000_000)
    gzipped = {"content-encoding": "gzip"}
    site.pages["/feed"] = Reply(b"<rss>", endless=100)
    site.pages["/packed"] = Reply(bomb, headers=gzipped)
    site.pages["/file.xml.gz"] = Reply(bomb)
    serve_pages = {
        "/page": Reply(b"<p>", endless=100),
        "/ok": Reply(rss(item("/page"), item("/a"))),
    }
    site.pages |= {**serve_pages, "/a": report()}
    desk.plan_with(feeds=[site.url(p) for p in ("/feed", "/packed", "/file.xml.gz", "/ok")])
    told = desk.once()
    assert sum("larger than" in reason for reason in troubles(told)) == 4
    assert kept(told) == [("a", "added")]


def test_malformed_feeds_give_what_they_have(desk: Desk, site: Site) -> None:
    """Broken markup, a cut end, a wrong encoding: their items are read; rubbish is named."""
    whole = rss(item("/a", title="A & B <b"), item("/b", title="Zürich"))
    site.pages["/feed"] = Reply(whole[:-20])
    latin = whole.decode().replace("/a", "/c").replace("/b", "/d").encode("latin-1")
    site.pages["/latin"] = Reply(latin, headers={"content-type": "text/xml; charset=utf-8"})
    site.pages["/rubbish"] = Reply(b"\x00\xff\xfe rubbish")
    site.pages["/html"] = Reply(b"<html><body>Welcome</body></html>")
    for name in "abcd":
        site.pages[f"/{name}"] = report(f"It is {name}.")
    desk.plan_with(feeds=[site.url(p) for p in ("/feed", "/latin", "/rubbish", "/html")])
    told = desk.once()
    assert [name for name, _ in sorted(kept(told))] == ["a", "b", "c", "d"]
    assert troubles(told) == ["is no feed, sitemap or OPML file"] * 2


# Sitemaps


def test_an_index_is_followed_to_what_changed(desk: Desk, site: Site) -> None:
    """Sitemaps of an index are read, packed ones too; those that did not change are left."""
    head = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

    def index(old: str, new: str) -> Reply:
        rows = (("/old.xml", old), ("/new.xml.gz", new))
        inner = "".join(
            f"<sitemap><loc>{site.url(p)}</loc><lastmod>{d}</lastmod></sitemap>" for p, d in rows
        )
        return Reply(f"<sitemapindex {head}>{inner}</sitemapindex>".encode())

    def urls(*names: str) -> bytes:
        inner = "".join(f"<url><loc>{site.url(f'/{name}')}</loc></url>" for name in names)
        return f"<urlset {head}>{inner}</urlset>".encode()

    for name in "abc":
        site.pages[f"/{name}"] = report(f"It is {name}.", PLANNED if name == "c" else "")
    site.pages["/feed"] = index("2025-10-01", "2025-10-20")
    site.pages["/old.xml"] = Reply(urls("a"))
    site.pages["/new.xml.gz"] = Reply(gzip.compress(urls("b")))
    first = desk.once()
    assert sorted(kept(first)) == [("a", "added"), ("b", "added")]
    assert alerts(first) == []
    site.pages["/feed"] = index("2025-10-01", "2025-10-21")
    site.pages["/new.xml.gz"] = Reply(gzip.compress(urls("c", "b")))
    second = desk.once()
    assert kept(second) == [("c", "added")]
    assert [one.kind for one in alerts(second)] == ["meeting"]
    assert site.paths().count("/old.xml") == 1


def test_a_long_history_is_passed_over(desk: Desk, site: Site, monkeypatch: Any) -> None:
    """Of a first look the first so many are read; the others are never asked for."""
    monkeypatch.setattr("memcon.watch.state.FIRST", 2)
    serve(site, "a", "b", "c", "d")
    told = desk.once()
    assert told[0] == Looked(site.url("/feed"), 2, 2, True)
    serve(site, "e", "a", "b", "c", "d")
    assert kept(desk.once()) == [("e", "added")]


# Time


def test_it_looks_again_and_again(desk: Desk, site: Site) -> None:
    """Feeds are looked at each quarter of an hour until the time is over."""
    serve(site, "a")
    desk.once(once=False, seconds=HOUR)
    times = [one.at - START for one in site.asked if one.path == "/feed"]
    assert len(times) == 4
    assert desk.clock.time <= START + HOUR


def test_it_stops_between_reports(desk: Desk, site: Site) -> None:
    """When asked to stop the report at hand is finished, and the rest is read next time."""
    serve(site, "a", "b", "c")
    desk.clock.alarm = START + 2.5
    first = desk.once()
    desk.clock.alarm = float("inf")
    second = desk.once()
    assert len(kept(first)) == 2
    assert len(kept(second)) == 1


def test_two_watches_do_not_meet(desk: Desk, site: Site) -> None:
    """A second watch over the same store is told that there is one."""
    serve(site)
    with desk.open(), pytest.raises(StoreError, match="another memcon watch"), desk.open():
        pass


# Being killed


class KilledError(BaseException):
    """The process is gone."""


STEPS = (
    "memcon.watch.book.Book.write",
    "memcon.store.Writer.add",
    "memcon.watch.atom.AtomFile.add",
    "memcon.watch.mail.MailFile.add",
)
"""What leaves something behind."""


class Killer:
    """Ends the process at a step, counted since it was armed; ``steps`` counts them."""

    def __init__(self) -> None:
        self.steps = 0
        self.at: int | None = None

    def arm(self, at: int | None) -> None:
        """End it at this step."""
        self.steps, self.at = 0, at

    def around(self, step: Any) -> Any:
        """A step that is counted."""

        def taken(*given: Any, **named: Any) -> Any:
            self.steps += 1
            if self.steps - 1 == self.at:
                raise KilledError
            return step(*given, **named)

        return taken


@pytest.fixture
def killer(monkeypatch: pytest.MonkeyPatch) -> Killer:
    """Something that may end a watch before any step that it takes."""
    made = Killer()
    for name in STEPS:
        monkeypatch.setattr(name, made.around(resolve_name(name)))
    return made


def _look(desk: Desk, site: Site) -> None:
    """The first look, at two reports."""
    site.pages["/a"] = report(PLANNED)
    site.pages["/b"] = report("Arland supports the ceasefire.")
    site.pages["/feed"] = Reply(rss(item("/a"), item("/b")))
    desk.once()


def _go_on(desk: Desk, site: Site) -> None:
    """Two more reports, about which something is told."""
    desk.clock.time = START + DAY
    site.pages["/c"] = report(CANCELLED)
    site.pages["/d"] = report("Arland opposes the ceasefire.")
    old = (item("/a"), item("/b"))
    site.pages["/feed"] = Reply(rss(item("/c"), item("/d", date="22 Oct 2025"), *old))
    desk.once()


def _result(desk: Desk) -> tuple[Any, ...]:
    """What is left: the store, and the alerts that are in each file."""
    mail = (desk.folder / "alerts.mbox").read_text().splitlines()
    ids = sorted(line for line in mail if line.startswith("Message-ID"))
    return desk.dump(), ids, (desk.folder / "alerts.xml").read_text().count("<entry>")


def test_a_killed_watch_goes_on(desk: Desk, site: Site, killer: Killer, tmp_path: Path) -> None:
    """Killed before any step it ends with the same store, feed and mailbox as unharmed."""
    before, whole = tmp_path / "before", tmp_path / "whole"
    before.mkdir()
    desk.move(before)
    _look(desk, site)
    desk.move(copytree(before, whole))
    killer.arm(None)
    _go_on(desk, site)
    result, steps = _result(desk), killer.steps
    assert (len(result[1]), result[2]) == (2, 2)
    assert steps > 12
    for at in range(steps):
        desk.move(copytree(before, tmp_path / f"killed-{at}"))
        killer.arm(at)
        with pytest.raises(KilledError):
            _go_on(desk, site)
        killer.arm(None)
        _go_on(desk, site)
        assert _result(desk) == result, at


@pytest.mark.parametrize("alive", [5, 8])
def test_a_watch_that_keeps_dying_gets_there(
    desk: Desk, site: Site, killer: Killer, tmp_path: Path, alive: int
) -> None:
    """Though each start takes a few steps alone, from the first look on."""
    results = []
    for name, at in (("whole", None), ("dying", alive)):
        folder = tmp_path / name
        folder.mkdir()
        desk.move(folder)
        desk.clock.time = START
        for part in (_look, _go_on):
            for _ in range(30):
                killer.arm(at)
                with suppress(KilledError):
                    part(desk, site)
                    break
            else:
                pytest.fail("it never ends")
        results.append(_result(desk))
    assert results[0] == results[1]
