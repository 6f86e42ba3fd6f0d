"""The command: what it writes where, and how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memcon.cli import main
from memcon.watch.clock import WallClock
from tests.watch.site import Reply, Site, item, report, rss

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], site: Site
) -> Run:
    """Runs ``memcon watch`` once over the site, on this machine's own address."""

    def run(*words: str, feed: str = "/feed") -> tuple[int, str, str]:
        url = site.url(feed, "127.0.0.1")
        given = ["memcon", "watch", url, "--once", "--allow-private", *words]
        monkeypatch.setattr(sys, "argv", given)
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    monkeypatch.chdir(tmp_path)
    return run


def test_a_first_look_at_an_empty_feed(run: Run, site: Site, tmp_path: Path) -> None:
    """One line on standard error; the store and what is remembered are made."""
    site.pages["/feed"] = Reply(rss())
    code, out, err = run()
    assert (code, out) == (0, "")
    assert err.rstrip().endswith("/feed: first look: 0 new")
    assert sorted(path.name for path in tmp_path.glob("memcon.db*")) == [
        "memcon.db",
        "memcon.db.watch",
    ]
    assert run("--quiet")[2] == ""


def test_faults_are_told_and_end_with_one(run: Run) -> None:
    """With the reason and when it is tried again, even where it is to be quiet."""
    code, out, err = run("--quiet")
    assert (code, out) == (1, "")
    assert "/feed: the server answers 404 (again at 2" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--every", "soon"], "--every"),
        (["--every", "5s"], "--every"),
        (["--for", "0m"], "--for"),
        (["--issue", "no-such-issue"], "--issue"),
        (["--webhook", "file:///x"], "--webhook"),
        (["missing.opml"], "missing.opml"),
        (["--atom", "nowhere/a.xml"], "--atom"),
        (["--mail", "nowhere/a.mbox"], "--mail"),
    ],
)
def test_wrong_usage_is_told(words: list[str], told: str, run: Run, site: Site) -> None:
    """Before anything is fetched."""
    code, _, err = run(*words)
    assert code == 2
    assert told in err
    assert site.asked == []


@pytest.mark.usefixtures("knowledge")
def test_a_real_report_makes_an_alert(run: Run, site: Site) -> None:
    """Read by the language pipeline itself: as JSON and as text, with the words of the report."""
    site.pages["/feed"] = Reply(rss())
    run()
    words = "Russian Foreign Minister Sergey Lavrov will meet his Turkish counterpart, Hakan Fidan,"
    site.pages["/a"] = report(f"{words} in Ankara on 30 October 2025.")
    site.pages["/feed"] = Reply(rss(item(site.url("/a", "127.0.0.1"))))
    code, out, err = run("--format", "jsonl", "--who", "Turkey")
    assert code == 0
    assert err.rstrip().endswith("/a: added")
    (alert,) = [json.loads(line) for line in out.splitlines()]
    assert (alert["kind"], alert["date"]) == ("meeting", "2025-10-30")
    assert alert["title"].startswith("meeting planned: ")
    assert "Lavrov" in alert["quotes"][0]


def test_ctrl_c_ends_a_watch(site: Site, tmp_path: Path) -> None:
    """At once where it only waits, and without an error."""
    site.pages["/feed"] = Reply(rss())
    words = ["watch", site.url("/feed", "127.0.0.1"), "--allow-private", "--every", "1d"]
    command = [sys.executable, "-m", "memcon", *words]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as watch:  # noqa: S603  # our own command
        assert watch.stderr is not None
        assert "first look" in watch.stderr.readline()
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=20) == 0
        assert watch.stderr.read() == ""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C as on a terminal: what runs in the background may have to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_the_clock_of_the_wall_waits_and_stops() -> None:
    """Stopping ends all waiting; a second signal is as ever."""
    clock = WallClock()
    began = clock.now()
    clock.wait(0.05)
    assert 0.04 < clock.now() - began < 5
    with clock.stopping_on_signals():
        signal.raise_signal(signal.SIGINT)
        assert clock.is_stopped
        clock.wait(1000)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
