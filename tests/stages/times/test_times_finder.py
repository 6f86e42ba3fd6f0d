"""The stage as a whole: its contract, its anchors, and any text at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import NameSpan, Reading, Time
from memcon.stages.times import TIMES, find_times
from tests import factories
from tests.stages.times.toy import read

if TYPE_CHECKING:
    from memcon.nlp import Parser

TEXT = (
    "Monday Friday May 20 2025 1998 last next the a two three days weeks ago later of in on at "
    "10 p.m. noon to - , . every quarter third first year year's '98 1990s century 7/8/07 half "
    "recent now early morning Christmas and 9:30 GMT twenty thirty hundred past 31 29 February"
)
WORDS = TEXT.split()


def test_stage_declares_what_it_does() -> None:
    """It needs nothing before it and writes times alone."""
    assert (TIMES.name, TIMES.reads, TIMES.writes) == ("times", (), (Time,))
    (times,) = TIMES.build(None)([read("They met on Monday.")])
    assert [time.value for time in times if isinstance(time, Time)] == ["2025-10-20"]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from((None, "2025", "2025-10-22")))
def test_any_text_gives_sound_times(words: list[str], published: str | None) -> None:
    """Spans lie in the text in order and apart; values are never empty; a rerun gives the same."""
    reading = read(" ".join(words) or "x", published)
    times = find_times(reading)
    at = 0
    for time in times:
        assert time.span.start >= at
        assert time.evidence.quote == reading.article.text[time.span.start : time.span.end]
        assert time.value
        at = time.span.end
    assert find_times(reading) == times


def test_no_expression_crosses_a_line() -> None:
    """A headline's last word and the date below it stay apart."""
    times = find_times(read("Markets shut until Friday\n\nSeptember 18, 2008\n\nThey met."))
    assert [time.evidence.quote for time in times] == ["Friday", "September 18, 2008"]


def test_wrapped_lines_are_one_line() -> None:
    """A line that goes on with a small letter or a number was only wrapped."""
    times = find_times(read("They met on October\n20, and left two\nweeks ago."))
    assert [time.value for time in times] == ["2025-10-20", "2025-W41"]


def test_part_of_a_name_is_no_date() -> None:
    """The recogniser's names are left alone, unless the name is the date."""
    reading = read("They met June Carter in May.")
    name = NameSpan(reading.parse.span(2, 4), 2, 4, "PERSON")
    named = replace(reading, parse=replace(reading.parse, names=(name,)))
    assert [time.value for time in find_times(named)] == ["2025-05"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They met on Tuesday.", "weekday: published 2025-10-22"),
        ("They met on 3 May 2025.", "day-month-year: as written"),
        ("They meet every Friday.", "every-weekday: as written"),
        ("They met on 3 May and left two days later.", "units-later: counted from 2025-05-03"),
        ("They met in May 2024 and left the following month.", "from-month: counted from 2024-05"),
        ("On 3 May, in May 2025, two days later.", "units-later: counted from 2025-05-03"),
        ("They met in May and left two days later.", "units-later: no date to count from"),
        ("They met on Monday at 10 p.m. sharp.", "hour: on 2025-10-20"),
        ("They met on July 7-9.", "month-days: published 2025-10-22"),
        ("They met on July 7-9, 2024.", "month-days-year: as written"),
    ],
)
def test_reason_names_rule_and_anchor(text: str, reason: str) -> None:
    """The reason says what the value was read from, and says publication only where it was that."""
    assert find_times(read(text))[-1].reason == reason


def test_reason_says_that_nothing_anchors() -> None:
    """Without any date the value is unknown, and the reason says why."""
    (time,) = find_times(read("They met on Tuesday.", None))
    assert (time.value, time.reason) == ("XXXX-WXX-2", "weekday: undated")


def test_dateline_anchors() -> None:
    """What was written the day before publication counts from the day it was written."""
    times = find_times(read("OSLO, October 21 (NTB) -- They will meet tomorrow."))
    assert [time.value for time in times] == ["2025-10-21", "2025-10-22"]
    assert times[1].reason == "tomorrow: read as of 2025-10-21"


def test_ids_follow_the_claim() -> None:
    """Same words and value, same id; another publication, another claim."""
    first, again = (find_times(read("They met on Monday."))[0].id for _ in range(2))
    other = find_times(read("They met on Monday.", "2025-10-29"))[0].id
    assert first == again != other


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers met in Oslo on Thursday.", "2025-10-16"),
        ("The ministers will meet in Oslo on Thursday.", "2025-10-23"),
        ("The ministers are due to meet in Oslo on Thursday.", "2025-10-23"),
        ("A meeting scheduled for Thursday was called off.", "2025-10-23"),
        ("He welcomed the talks held on Thursday.", "2025-10-16"),
        ("The court had been expected to rule in March.", "2025-03"),
        ("Elections are to be held in March.", "2026-03"),
    ],
)
def test_tense_gives_direction(parser: Parser, text: str, value: str) -> None:
    """With the real parse, the verb tells whether a weekday or month is past or to come."""
    article = factories.article(text, published="2025-10-22")
    times = find_times(Reading(article, factories.parse_of(parser, article)))
    assert [time.value for time in times] == [value]
