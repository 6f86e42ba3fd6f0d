"""The page of accuracy is drawn from data that fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.evaluate.report import measure_sections, to_markdown
from memcon.evaluate.suite import GoldSet, Peer, Section, load_peers, load_quick, load_sections
from memcon.evaluate.task import TASKS
from tests import factories as make
from tests.evaluate.hand import Answering, place, write_lines

TEXT = "On Friday they met."
SECTION = Section(
    "time",
    "When",
    "About times.",
    {"value.f1": ("value F1", "same value"), "strict.f1": ("strict F1", "same ends")},
    (GoldSet("one.jsonl", "One", "For tuning.", ("value.f1", "strict.f1")),),
)
PEERS = (
    Peer("time", "Clock", "one.jsonl", "One", "by hand", {"value.f1": 0.25}),
    Peer("time", "Sundial", None, "stones", "by hand", {"value.f1": 0.5}),
    Peer("geo", "Map", None, "stones", "by hand", {"value.f1": 0.75}),
)
ROWS = """\
| set | measure | memcon | peers on the same data |
|---|---|---|---|
| One | value F1 | 1.000 | Clock 0.250 |
|  | strict F1 | 1.000 | – |
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A page of one set."""
    timexes = [place(TEXT, "Friday", type="DATE", value="2025-10-17")]
    write_lines(tmp_path / "one.jsonl", [{"id": "a", "text": TEXT, "timexes": timexes}])
    article = make.article(TEXT)
    record = make.record(article, [make.time(article, "Friday", "2025-10-17")])
    measured = measure_sections([SECTION], tmp_path, Answering([record]))
    return to_markdown([SECTION], measured, PEERS)


def test_page_holds_figures_beside_peers(page: str) -> None:
    """Peers on the same data stand in the row, others below the table."""
    assert ROWS in page
    assert "- Sundial, stones (by hand): value F1 0.500" in page
    assert "Map" not in page


def test_page_says_what_was_measured(page: str) -> None:
    """Meaning, size and use, and the parts that read the texts."""
    assert "- **value F1**: same value" in page
    assert "- **One** (`one.jsonl`): 1 items. For tuning." in page
    assert "- memcon: 0" in page


def test_sections_cover_every_task_once() -> None:
    """The packaged page has a section per task, in known names."""
    sections = load_sections()
    assert sorted(section.task for section in sections) == sorted(TASKS)
    for section in sections:
        assert all(name in section.measures for one in section.sets for name in one.shows)


def test_peers_belong_to_sections() -> None:
    """Every peer is of a known task, set and measure, and says who measured it."""
    sections = {section.task: section for section in load_sections()}
    for peer in load_peers():
        section = sections[peer.task]
        assert peer.gold is None or peer.gold in {one.gold for one in section.sets}
        assert set(peer.figures) <= set(section.measures)
        assert peer.who
        assert peer.source


def test_quick_runs_are_floored() -> None:
    """Every task has a slice with floors, and every floor is a share."""
    runs = load_quick()
    assert {run.task for run in runs} == set(TASKS)
    assert all(run.floors and run.first for run in runs)
    assert all(0 <= floor.least <= 1 for run in runs for floor in run.floors)


def test_two_tasks_share_a_set(tmp_path: Path) -> None:
    """Each section shows its own figures of the file."""
    timexes = [place(TEXT, "Friday", type="DATE", value="2025-10-17")]
    mentions = [place(TEXT, "they", chain="0_Lund_ACTOR")]
    rows = [{"id": "a", "text": TEXT, "timexes": timexes, "mentions": mentions}]
    write_lines(tmp_path / "one.jsonl", rows)
    chosen = GoldSet("one.jsonl", "One", "For tuning.", ("b3.f1",))
    chains = Section("chains", "Who", "Of chains.", {"b3.f1": ("B-cubed", "alike")}, (chosen,))
    article = make.article(TEXT)
    record = make.record(article, [make.time(article, "Friday", "2025-10-17")])
    measured = measure_sections([SECTION, chains], tmp_path, Answering([record]))
    page = to_markdown([SECTION, chains], measured, ())
    assert "| One | value F1 | 1.000 | – |" in page
    assert "| One | B-cubed | 1.000 | – |" in page
