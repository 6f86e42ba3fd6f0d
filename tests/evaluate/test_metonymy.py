"""Place or actor: labels of names, and what is counted."""

from __future__ import annotations

import pytest

from memcon.errors import SourceError
from memcon.evaluate.metonymy import Target, find, read_answer, score
from memcon.record import Record
from tests import factories as make
from tests.evaluate.hand import place, row

TEXT = "Oslo refused, officials in Oslo said."
FIRST, SECOND = (0, 4), (27, 31)


@pytest.fixture
def record() -> Record:
    """The first name stands for the state, the second for the city."""
    article = make.article(TEXT)
    actor, city = make.mention(article, "Oslo"), make.mention(article, "Oslo", nth=1)
    links = [
        make.link(actor, "mc:norway", named="mc:oslo", reading="metonym"),
        make.link(city, "mc:oslo", reading="literal"),
    ]
    return make.record(article, [actor, city, *links])


def test_readings_of_a_record(record: Record) -> None:
    """The mention at that place counts, else the first that overlaps, else literal."""
    asked = {FIRST: "metonymic", SECOND: "literal", (2, 12): "metonymic", (5, 9): "literal"}
    assert {at: find(Target(at, "mixed"), record) for at in asked} == asked


def test_shares_of_right_readings() -> None:
    """Mixed gold is left out of the accuracy; what was not read is wrong."""
    gold = [Target(FIRST, label) for label in ("literal", "literal", "metonymic", "mixed", "mixed")]
    result = score(list(zip(gold, ["literal", None, "literal", "metonymic", None], strict=True)))
    figures = result.figures
    assert result.counts == {"texts": 5, "gold": 3, "found": 2}
    assert figures["accuracy"] == pytest.approx(1 / 3)
    assert figures["majority"] == pytest.approx(2 / 3)
    assert figures["accuracy_with_mixed"] == pytest.approx(2 / 5)
    assert (figures["literal.p"], figures["literal.r"], figures["metonymic.f1"]) == (0.5, 0.5, 0.0)
    assert figures["macro_f1"] == 0.25


def test_gold_has_three_labels() -> None:
    """Another label is an error."""
    assert read_answer(row(text=TEXT, label="mixed", **place(TEXT, "Oslo"))).bounds == FIRST
    with pytest.raises(SourceError, match="the label 'odd'"):
        read_answer(row(text=TEXT, label="odd", **place(TEXT, "Oslo")))
