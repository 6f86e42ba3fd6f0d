"""Parties against issues, in every form."""

from __future__ import annotations

from memcon.record import EntityKind, Position, Record
from memcon.record.facts import Stance
from memcon.render.markdown import to_markdown
from memcon.render.matrix import matrix, position_rows
from memcon.render.page import to_html
from tests import factories as make

REPORT = make.article(
    "Norland wants the dam <now>. Sudland rejects the dam.", published="2025-06-10"
)


def position(holder: str, issue: str, stance: Stance, claim: str) -> Position:
    """A position by its parts."""
    return Position(
        id=f"position-{holder}-{issue}",
        holder=holder,
        issue=issue,
        stance=stance,
        claim=claim,
        toward=None,
        change="unchanged",
        when=None,
        according_to="Q2" if holder == "Q1" else None,
        score=0.5,
        reason="by hand",
        evidence=make.passage(REPORT, claim),
        because=(),
    )


def record() -> Record:
    """Two parties on one issue, and one of them on something else."""
    return make.record(
        REPORT,
        [
            make.entity("Norland", EntityKind.COUNTRY, id="Q1"),
            make.entity("Sudland", EntityKind.COUNTRY, id="Q2"),
            position("Q1", "other", "supports", "Norland wants"),
            position("Q1", "big-dams", "demands", "the dam <now>"),
            position("Q2", "big-dams", "rejects", "rejects the dam"),
        ],
    )


def test_issues_stand_against_parties() -> None:
    """Each party has its column, each issue its row; what fits no issue comes last."""
    table = matrix(position_rows(record()))
    assert table.parties == ("Norland", "Sudland")
    assert [row.issue for row in table.rows] == ["Big dams", "Other"]
    claims = [[held.position.claim for held in cell] for cell in table.rows[0].cells]
    assert claims == [["the dam <now>"], ["rejects the dam"]]
    assert table.rows[1].cells[1] == ()


def test_how_a_position_is_held() -> None:
    """Stance, change, teller and the date of the report where the words have none."""
    row = next(row for row in position_rows(record()) if row.issue == "Big dams")
    expected = ("demands", "unchanged", "according to Sudland", "2025-06-10")
    assert row.circumstances == expected
    assert row.side == "for"


def test_the_page_and_the_notes_show_the_matrix() -> None:
    """The HTML page and the Markdown notes hold the table, with hostile words made harmless."""
    page, notes = to_html([record()]), to_markdown(record())
    assert '<table class="matrix">' in page
    assert "the dam &lt;now&gt;" in page
    assert '<div class="held against">' in page
    assert "| **Big dams** | **demands" in notes
    assert "the dam \\<now\\>" in notes


def test_no_positions_no_matrix() -> None:
    """A report in which nobody wants anything has no such section."""
    empty = make.record(REPORT)
    assert not matrix(position_rows(empty))
    assert "matrix" not in to_html([empty]).split("</style>")[1]
    assert "What each party wants" not in to_markdown(empty)
