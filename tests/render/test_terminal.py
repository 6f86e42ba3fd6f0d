from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from memcon.record import Record
from memcon.render.terminal import to_terminal
from tests import factories as make
from tests.render.reports import HOSTILE, full


def _shown(record: Record, *, width: int = 100) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None, highlight=False).print(to_terminal(record))
    return out.getvalue()


def test_the_terminal_shows_all_parts() -> None:
    """Title, byline, blocks, speakers, contents, dates and cards are on the screen."""
    text = " ".join(_shown(full(), width=200).split())
    for part in (
        "Talks plain end",
        "The plain Example · A. plain Writer · 2025-10-22",
        "Who said what",
        "Ana plain Ruiz",
        "the ministry",
        "“We plain go on until June.”",
        "2025-10-20",
        "Background",
        "A plain envoy.",
    ):
        assert part in text
    assert "Glossary plain" not in text


def test_brackets_are_words_not_style() -> None:
    """What looks like the terminal library's markup is shown as it is."""
    assert "[b]x[/b]" in _shown(full("[b]x[/b]"))
    assert "{{" in _shown(full(HOSTILE), width=400)


@pytest.mark.parametrize("code", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\r"])
def test_control_characters_do_not_reach_the_terminal(code: str) -> None:
    """A hostile report cannot clear the screen, set the title or overwrite what was shown."""
    shown = _shown(full(f"a{code}b")).replace("\n", "")
    assert [char for char in shown if not char.isprintable()] == []


@pytest.mark.parametrize("width", [30, 80])
def test_narrow_terminals_lose_no_title(width: int) -> None:
    """A title that is longer than a line goes on in the next one."""
    report = make.article("Text.", title="Envoys meet again " * 6 + "at last")
    assert "at last" in _shown(make.record(report), width=width)


def test_lines_fit_the_terminal() -> None:
    """No line is longer than the terminal, so that none is broken by it."""
    lines = _shown(full("a word that goes on " * 9), width=80).splitlines()
    assert max(len(line) for line in lines) <= 80


@pytest.mark.parametrize("width", [20, 40, 80])
def test_narrow_terminals_lose_no_speaker(width: int) -> None:
    """However narrow the terminal, the words of a speaker's name are there."""
    text = "".join(_shown(full(), width=width).split())
    assert "ministry" in text


def test_an_empty_report_is_shown() -> None:
    """A report without blocks and facts is a title and a line."""
    assert "report.txt" in _shown(make.record(make.article("")))
