from __future__ import annotations

import pytest

from memcon.watch import politeness
from memcon.watch.politeness import LONGEST_GAP_S, Gates, host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://me:secret@A.example:8080/x", "a.example:8080"),
        ("http://a.example", "a.example"),
        ("http://[", ""),
    ],
)
def test_hosts_are_told_by_name_and_port(url: str, host: str) -> None:
    """Small letters, no login; a broken address is at no host."""
    assert host_of(url) == host


def test_a_gap_lies_between_two_requests() -> None:
    """The longer one that is asked for, up to a limit; a shorter one changes nothing."""
    gates = Gates(gap=2.0)
    assert gates.free_at("a") == 0.0
    for asked, gap in ((None, 2.0), (0.5, 2.0), (30.0, 30.0), (1e9, LONGEST_GAP_S)):
        gates.slow_down("a", asked)
        gates.note("a", 100.0)
        assert gates.free_at("a") == 100.0 + gap
    assert gates.free_at("b") == 0.0


def test_silence_is_kept_to_its_latest_end() -> None:
    """A shorter hold does not end a longer one; what is over is forgotten."""
    gates = Gates()
    gates.hold("a", 100.0)
    gates.hold("a", 50.0)
    assert gates.held_until("a") == 100.0
    gates.release(99.0)
    assert gates.held_until("a") == 100.0
    gates.release(100.0)
    assert gates.held_until("a") == 0.0


def test_hosts_are_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those not asked for longest."""
    monkeypatch.setattr(politeness, "MOST_HOSTS", 2)
    gates = Gates()
    for host in "abac":
        gates.note(host, 1.0)
    assert [gates.free_at(host) > 0 for host in "abc"] == [True, False, True]
