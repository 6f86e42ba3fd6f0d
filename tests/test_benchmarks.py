"""The benchmarks' own parts: fair turns, figures kept as lines, and the page made of them."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from benchmarks.__main__ import PAGE, stored
from benchmarks.page import sections, to_page, to_tables
from benchmarks.parts import PARTS
from benchmarks.reports import long_text, one_line, short_reports
from benchmarks.rows import Conditions, Measured, Note, Row, read_measured, write_measured
from benchmarks.turns import Took, compared, in_turn

CONDITIONS = Conditions(
    part="reading",
    date="2026-02-03",
    full=False,
    seconds=12.0,
    load=(0.5, 1.5),
    cores=2,
    memory_gib=8,
    python="3.11.9",
)
ROWS = (
    Row(table="Speed", subject="peer", measure="CPU", value=2.0, unit="s", ratio=1.0),
    Row(table="Speed", subject="memcon", measure="CPU", value=3.0, unit="s", ratio=1.5),
    Row(table="Speed", subject="memcon", measure="found", value=1234),
)
NOTES = (Note(text="Two rounds."), Note(text="printed by itself", verbatim=True))


def test_what_is_compared_takes_turns() -> None:
    """After one round that does not count, A and B alternate."""
    done: list[str] = []
    rounds = in_turn({"A": lambda: done.append("A"), "B": lambda: done.append("B")}, rounds=2)
    assert done == ["A", "B"] * 3
    assert [list(one) for one in rounds] == [["A", "B"]] * 2


def test_ratios_are_of_the_same_round() -> None:
    """A machine that is slow for one whole round does not change the ratio."""
    rounds = [
        {"A": Took(1.0, 1.0), "B": Took(2.0, 2.0)},
        {"A": Took(10.0, 10.0), "B": Took(20.0, 20.0)},
        {"A": Took(3.0, 3.0), "B": Took(6.0, 6.0)},
    ]
    ratios = {(row.subject, row.measure): row.ratio for row in compared("t", rounds)}
    assert ratios == {(name, of): n for name, n in (("A", 1), ("B", 2)) for of in ("CPU", "wall")}


def test_lines_keep_everything(tmp_path: Path) -> None:
    """What is written for a part is read again."""
    path = tmp_path / "new" / "reading.jsonl"
    write_measured(path, CONDITIONS, (*ROWS, *NOTES))
    assert read_measured(path) == Measured(CONDITIONS, ROWS, NOTES)


def test_a_table_has_a_line_a_subject() -> None:
    """Figures stand in the column of their measure, with their ratio; gaps are shown."""
    assert to_tables(ROWS).splitlines() == [
        "| Speed | CPU | found |",
        "|---|---:|---:|",
        "| peer | 2 s (1.00×) | – |",
        "| memcon | 3 s (1.50×) | 1,234 |",
    ]


def test_every_part_has_a_section() -> None:
    """Parts are listed in their order, whether or not they were measured."""
    page = to_page({"reading": Measured(CONDITIONS, ROWS, NOTES)})
    assert list(sections(page)) == [part.title for part in PARTS]
    assert page.count("Not measured yet.") == len(PARTS) - 1
    assert "| memcon | 3 s (1.50×) | 1,234 |" in page
    assert "```text\nprinted by itself\n```" in page


@pytest.mark.parametrize(("load", "word"), [((0.5, 1.5), "idle enough"), ((0.5, 4.0), "busy")])
def test_a_busy_machine_is_told_of(load: tuple[float, float], word: str) -> None:
    """More processes than cores at the start or the end make the machine busy."""
    conditions = replace(CONDITIONS, load=load)
    assert f": {word}." in to_page({"reading": Measured(conditions, ROWS, ())})


def test_parts_are_known_by_name_and_can_be_found() -> None:
    """Names are unique, and the module of each part is there."""
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert all(find_spec(part.module) for part in PARTS)


def test_the_page_is_made_of_what_is_kept() -> None:
    """``docs/benchmarks.md`` says what the kept figures say."""
    assert PAGE.read_text("utf-8") == to_page(stored())


def test_equal_figures_give_an_equal_picture() -> None:
    """The picture holds no date and no chance."""
    pytest.importorskip("matplotlib")
    from benchmarks.plot import to_svg

    reading = [replace(row, table="The same reports") for row in ROWS]
    measured = {"reading": Measured(CONDITIONS, tuple(reading), ())}
    picture = to_svg(measured)
    assert picture == to_svg(measured)
    assert "1.50×" in picture


def test_made_up_reports_differ_and_repeat() -> None:
    """Every number gives a report of its own, the same each time."""
    texts = [one.text for one in short_reports(0, 30)]
    assert texts == [one.text for one in short_reports(0, 30)]
    assert len(set(texts)) == len(texts)


def test_texts_have_the_size_asked() -> None:
    """A long text has about the words asked for; a line exactly its characters, and no break."""
    assert 1000 <= len(long_text(1000).split()) < 1300
    line = one_line(5000)
    assert (len(line), "\n" in line) == (5000, False)
