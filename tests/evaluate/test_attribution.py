"""Who said what: what counts as right, and for which kind of content."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.evaluate.attribution import Answer, Said, find, read_answer, score
from memcon.evaluate.score import Score
from tests import factories as make
from tests.evaluate.hand import REPORT, REPORT_SAID, row, said

GOLD = read_answer(row(text=REPORT, attributions=list(REPORT_SAID)))


def found(*rows: dict[str, Any]) -> tuple[Said, ...]:
    """What was found, from lines like those of gold."""
    return read_answer(row(text=REPORT, attributions=list(rows))).said


def scored(*rows: dict[str, Any]) -> Score:
    """The score of one article."""
    return score([(GOLD, found(*rows))])


def test_gold_against_itself_is_perfect() -> None:
    """Every figure of a kind that occurs is 1."""
    figures = scored(*REPORT_SAID).figures
    assert {name for name, value in figures.items() if value != 1.0} == {
        name for name in figures if name.startswith("mixed.")
    }


def test_unread_articles_count_as_empty() -> None:
    """Recall has the whole gold below it."""
    result = score([(GOLD, None), (GOLD, GOLD.said)])
    assert result.figures["attribution.r"] == 0.5
    assert result.figures["attribution.p"] == 1.0
    assert result.counts == {"texts": 2, "gold": 6, "found": 3}


def test_half_of_the_words_are_enough() -> None:
    """A content that shares two words of four counts; exact measures do not forgive."""
    figures = scored(said(REPORT, "The envoy", "said", "that talks would")).figures
    assert figures["attribution.p"] == 1.0
    assert figures["exact.content.p"] == 0.0
    assert figures["exact.cue.p"] == 1.0
    assert figures["strict.f1"] == 0.0
    assert figures["partial.content.p"] == pytest.approx(2 / 3)


def test_wrong_source_is_no_attribution() -> None:
    """It was detected, but its source is wrong."""
    figures = scored(said(REPORT, "Norland", "said", "talks would resume")).figures
    assert (figures["attribution.p"], figures["detection.p"]) == (0.0, 1.0)
    assert figures["source_given_content"] == 0.0


def test_missing_source_fits_only_a_missing_one() -> None:
    """A continued quotation has no source in gold either."""
    bare = said(REPORT, "", "", '"We are ready,"')
    assert scored(bare).figures["attribution.p"] == 0.0
    gold = Answer(REPORT, found(bare))
    assert score([(gold, found(bare))]).figures["attribution.f1"] == 1.0


def test_doubled_statements_cost_precision() -> None:
    """Each gold attribution is met once."""
    figures = scored(REPORT_SAID[0], REPORT_SAID[0]).figures
    assert figures["attribution.p"] == 0.5
    assert figures["exact.content.p"] == 1.0


def test_kinds_are_told_apart() -> None:
    """The quoted statement is the direct one."""
    figures = scored(REPORT_SAID[1]).figures
    assert figures["direct.attribution.f1"] == 1.0
    assert figures["quoted.attribution.f1"] == 1.0
    assert figures["indirect.attribution.r"] == 0.0


def test_statements_of_a_record() -> None:
    """Broken contents stay broken; classes choose."""
    article = make.article(REPORT)
    record = make.record(
        article,
        [
            make.statement(article, ["talks", "resume"], source="The envoy", cue="said"),
            make.statement(article, "the bridge stays shut", kind="thought"),
        ],
    )
    both, speech = find(record), find(record, frozenset({"speech"}))
    assert [len(one.content) for one in both] == [2, 1]
    assert speech == both[:1]
    assert both[1].source == ()


def test_wrong_gold_is_refused() -> None:
    """Gold without attributions, or with offsets beyond the text."""
    with pytest.raises(SourceError, match="'attributions' is missing"):
        read_answer(row(text="x"))
    with pytest.raises(SourceError, match="lies outside the text of 1 characters"):
        read_answer(row(text="x", attributions=[{"content": [[0, 2]]}]))
