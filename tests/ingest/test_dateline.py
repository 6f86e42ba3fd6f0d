from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.dateline import infer_published


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["They met in Alaska on August 15, 2025.", "On October 21, she left."], "2025-10-21"),
        (["They spoke in Bern on 3 March 2020.", "On 5 April he resigned."], "2020-04-05"),
        (["He spoke on Dec. 30, 2019.", "She replied on January 4."], "2020-01-04"),
        (["He spoke on May 2nd, 2021, and they meet again in June."], "2021-05-02"),
        (["The minister resigned on 2021-05-02."], "2021-05-02"),
        (["Talks ended on Sunday, November 24, 2013, at dawn."], "2013-11-24"),
    ],
)
def test_the_latest_reported_day_dates_the_report(paragraphs: list[str], expected: str) -> None:
    """Full dates anchor; dates without a year take the nearest year."""
    assert infer_published(paragraphs) == expected


@pytest.mark.parametrize(
    "note",
    [
        "This article was amended on 23 October 2025 to correct a name.",
        "Correction: The vote was held on October 23, 2025, not on October 22.",
    ],
)
def test_a_note_about_the_page_dates_no_report(note: str) -> None:
    """A correction tells when the page was changed, not when the report was written."""
    assert infer_published(["They met in Alaska on August 15, 2025.", note]) == "2025-08-15"
    assert infer_published(["They met.", note]) is None


def test_an_abbreviation_ends_no_sentence_of_a_date() -> None:
    """What is announced stays announced beyond the stop of a title."""
    told = ["They met on October 3, 2025.", "They will visit Gen. Lee on October 20."]
    assert infer_published(told) == "2025-10-03"


def test_a_weekday_chooses_the_year() -> None:
    """October 21 was a Tuesday in 2025, not in 2024 or 2026."""
    told = ["They met on January 15, 2025.", "She spoke on Tuesday, October 21."]
    assert infer_published(told) == "2025-10-21"


def test_a_weekday_that_fits_no_year_is_no_date() -> None:
    """Where day and weekday disagree in every year near, the date says nothing."""
    told = ["They met on August 15, 2025.", "She spoke on Saturday, October 21."]
    assert infer_published(told) == "2025-08-15"


@pytest.mark.parametrize(
    "announced",
    [
        "They will meet again on November 5, 2025.",
        "A summit is scheduled for November 5, 2025, in Oslo.",
        "The truce holds until November 5, 2025.",
    ],
)
def test_announced_days_never_win(announced: str) -> None:
    """The future does not date a report, and alone it dates nothing."""
    assert infer_published(["He left on October 2, 2025.", announced]) == "2025-10-02"
    assert infer_published([announced]) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GENEVA, October 21, 2025 (UPI) — The talks began.", "2025-10-21"),
        ("Updated Oct. 22, 2025 14:05 GMT", "2025-10-22"),
        ("Tuesday, 21 October 2025", "2025-10-21"),
    ],
)
def test_a_date_line_settles_it(line: str, expected: str) -> None:
    """A date that stands alone or opens a wire report is the date, whatever else is told."""
    assert infer_published([line, "They met on December 1, 2025."]) == expected


def test_a_date_line_without_a_year_takes_that_of_recent_news() -> None:
    """The year comes from a day reported on shortly before."""
    told = ["OSLO, Nov 7 (AP) - Talks went on.", "The envoys met in Oslo on October 30, 2024."]
    assert infer_published(told) == "2024-11-07"


def test_a_weekday_in_the_date_line_moves_forward() -> None:
    """A line "GENEVA, Monday —" means the Monday after the last day reported."""
    told = [
        "GENEVA, Monday — A day of talks.",
        "They shook hands and parted on Sunday, November 24, 2013.",
    ]
    assert infer_published(told) == "2013-11-25"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The treaty of June 12, 1987, was praised in 2015."],
        ["On October 21 he spoke."],
        ["He may 5 times refuse."],
        ["PORT SUDAN, Nov 7 (Reuters) - The army, at war since April 15, 2023, fled."],
        ["KYIV, March 3 (Reuters)", "Russia invaded its neighbour on Feb. 24, 2022."],
        ["The two sides have faced each other since the armistice of July 27, 1953."],
        ["The envoy praised the Dayton accord of 14 December 1995."],
        ["The pact, which took effect on 2 May 2004, was praised."],
        ["He condemned the attack on October 7, 2023."],
        ["The army, at war since April 15, 2023 - two years now - fled."],
        ["OSLO, Nov 7 (AP) - A year began.", "He was jailed on January 3, 2024."],
        [],
    ],
)
def test_unknown_beats_wrong(paragraphs: list[str]) -> None:
    """Old dates under a later year, dates without any year, and none at all give none."""
    assert infer_published(paragraphs) is None


@given(st.lists(st.text(alphabet="May 1235,Oct.3-8\n ", max_size=60), max_size=4))
def test_any_text_gives_a_date_or_none(paragraphs: list[str]) -> None:
    """Nothing raises; what comes is ISO."""
    found = infer_published(paragraphs)
    assert found is None or len(found) == 10
