"""Expressions in our own words, their spans and values, each as published on a given day."""

from __future__ import annotations

import pytest

from memcon.stages.times import find_times
from tests.stages.times.toy import WEDNESDAY, read

ROWS: tuple[tuple[str, str], ...] = (
    # --- full dates
    ("They signed on [October 20, 2025].", "2025-10-20"),
    ("They signed on [Oct. 20, 2025], in Oslo.", "2025-10-20"),
    ("They signed on [20 October 2025].", "2025-10-20"),
    ("They signed on [Monday, October 20, 2025].", "2025-10-20"),
    ("They signed on [the 20th of October].", "2025-10-20"),
    ("They signed on [2025-10-20].", "2025-10-20"),
    ("They signed on [9/30/25].", "2025-09-30"),
    ("They signed on [30/9/2025].", "2025-09-30"),
    ("They signed on [May 2nd, 1997].", "1997-05-02"),
    ("The treaty of [30 March 1856] ended the war.", "1856-03-30"),
    # --- dates without a year
    ("They met on [October 20].", "2025-10-20"),
    ("They met on [20 October].", "2025-10-20"),
    ("They will meet on [November 3].", "2025-11-03"),
    ("They met on [December 30].", "2024-12-30"),
    ("They will meet on [January 5].", "2026-01-05"),
    ("They met on [Sept. 3].", "2025-09-03"),
    ("They met on [Monday, October 20].", "2025-10-20"),
    ("They met on [March 1st].", "2025-03-01"),
    ("They will meet on [7 June next year].", "2026-06-07"),
    ("They will meet on [June 7 of next year].", "2026-06-07"),
    ("They met on [Monday, June 7, last year].", "2024-06-07"),
    ("They met in 1998 and signed on [June 7 the following year].", "1999-06-07"),
    # --- months
    ("They met in [March 2022].", "2022-03"),
    ("They met in [March of 2022].", "2022-03"),
    ("They met in [March last year].", "2024-03"),
    ("They met in [September].", "2025-09"),
    ("They met in [December].", "2024-12"),
    ("They will meet in [December].", "2025-12"),
    ("They will meet in [February].", "2026-02"),
    ("They met [last May].", "2025-05"),
    ("They met [last November].", "2024-11"),
    ("They will meet [next March].", "2026-03"),
    ("They met in [early September].", "2025-09"),
    ("They met in [mid-September].", "2025-09"),
    ("They will leave by [the end of November].", "2025-11"),
    ("They met [last month].", "2025-09"),
    ("They will meet [next month].", "2025-11"),
    ("They met [earlier this month].", "2025-10"),
    ("They met [later that month], after a truce.", "2025-10"),
    # --- weekdays
    ("They met on [Monday].", "2025-10-20"),
    ("They met [Wednesday].", "2025-10-22"),
    ("They met on [Thursday].", "2025-10-16"),
    ("They will meet on [Thursday].", "2025-10-23"),
    ("They will meet on [Monday].", "2025-10-27"),
    ("Ministers are to meet on [Friday].", "2025-10-24"),
    ("They met [last Friday].", "2025-10-17"),
    ("They met [last Wednesday].", "2025-10-15"),
    ("They will meet [next Tuesday].", "2025-10-28"),
    ("They will meet [this Friday].", "2025-10-24"),
    ("They met on [Monday of last week].", "2025-10-13"),
    ("The vote is on [the second Sunday of November].", "2025-11-09"),
    ("The vote was on [the last Thursday of September].", "2025-09-25"),
    ("Borders have been shut since [Sunday].", "2025-10-19"),
    ("Borders were shut until [Sunday].", "2025-10-26"),
    # --- today and near
    ("They met [today].", "2025-10-22"),
    ("They met [earlier today].", "2025-10-22"),
    ("They met [yesterday].", "2025-10-21"),
    ("They met [late yesterday].", "2025-10-21"),
    ("They will meet [tomorrow].", "2025-10-23"),
    ("They met [the day before yesterday].", "2025-10-20"),
    ("They will meet [the day after tomorrow].", "2025-10-24"),
    # --- weeks
    ("They met [last week].", "2025-W42"),
    ("They met [this week].", "2025-W43"),
    ("They will meet [next week].", "2025-W44"),
    ("They met [earlier this week].", "2025-W43"),
    ("They will meet [early next week].", "2025-W44"),
    ("They will meet by [the end of next week].", "2025-W44"),
    ("They met in [the week of October 6].", "2025-W41"),
    ("They met over [the weekend].", "2025-W42-WE"),
    ("They will meet [this weekend].", "2025-W43-WE"),
    ("They met [last weekend].", "2025-W42-WE"),
    # --- years
    ("They met in [2014].", "2014"),
    ("The [1995] accord failed.", "1995"),
    ("They met [last year].", "2024"),
    ("They met [earlier this year].", "2025"),
    ("They will meet [next year].", "2026"),
    ("They will meet [early next year].", "2026"),
    ("They met in [late 2024].", "2024"),
    ("They will leave by [the end of 2027].", "2027"),
    ("They will leave by [year-end].", "2025"),
    ("They will leave by [the end of the year].", "2025"),
    ("It was the class of ['98].", "1998"),
    ("It was built in [nineteen eighty-four].", "1984"),
    ("Spending rose in [fiscal 2024].", "2024"),
    ("Spending rose in [fiscal year 2024].", "2024"),
    ("The fort fell in [1066].", "1066"),
    # --- decades and centuries
    ("He ruled in [the 1970s].", "197"),
    ("He ruled in [the late 1970s].", "197"),
    ("He ruled in [the '80s].", "198"),
    ("He ruled in [the eighties].", "198"),
    ("The border dates from [the 19th century].", "18"),
    ("The border dates from [the twentieth century].", "19"),
    ("It is the worst flood [this century].", "20"),
    # --- quarters, halves, seasons
    ("Output fell in [the third quarter].", "2025-Q3"),
    ("Output fell in [the third quarter of 2023].", "2023-Q3"),
    ("Output fell in [the fourth quarter of last year].", "2024-Q4"),
    ("The bank had a [third-quarter] loss.", "2025-Q3"),
    ("Output fell [last quarter].", "2025-Q3"),
    ("Output will fall [this quarter].", "2025-Q4"),
    ("Output fell in [the first half of 2024].", "2024-H1"),
    ("They met [last summer].", "2025-SU"),
    ("They met [last fall].", "2024-FA"),
    ("They met in [the summer of 2019].", "2019-SU"),
    ("They met in [the summer].", "2025-SU"),
    ("They will meet [next spring].", "2026-SP"),
    # --- counted from publication
    ("They met [two days ago].", "2025-10-20"),
    ("They met [ten days ago].", "2025-10-12"),
    ("They met [three weeks ago].", "2025-W40"),
    ("They met [two months ago].", "2025-08"),
    ("They met [five years ago].", "2020"),
    ("They met [almost four years ago].", "2021"),
    ("They met [a decade ago].", "2015"),
    ("They met [several years ago].", "PAST_REF"),
    ("They met [years ago].", "PAST_REF"),
    ("It ends [three days from now].", "2025-10-25"),
    # --- counted from the text
    ("They met on May 3 and left [two days later].", "2025-05-05"),
    ("They met on May 3 and left [the next day].", "2025-05-04"),
    ("They met on May 3, having left [a day earlier].", "2025-05-02"),
    ("They met on May 3 and signed [the same day].", "2025-05-03"),
    ("They met in March 2014 and signed [three months later].", "2014-06"),
    ("They met in 1998 and signed [two years later].", "2000"),
    ("They met in 1998 and signed [the following year].", "1999"),
    ("They met on May 5, 2025 and signed [the following week].", "2025-W20"),
    ("They met on May 3, 2025, and left [the following Monday].", "2025-05-05"),
    ("Profit fell in the third quarter of 2024 from [a year earlier].", "2023-Q3"),
    ("They met on May 3, when May had begun, and left [two days later].", "2025-05-05"),
    ("They met last week and signed [the following week].", "2025-W43"),
    # --- counted from dates that are too coarse for it
    ("They met in March and left [three days later].", "XXXX-XX-XX"),
    ("They met on May 3, came back in June, and left [two days later].", "XXXX-XX-XX"),
    ("They met in March, having left [two weeks earlier].", "XXXX-WXX"),
    ("They met in March and left [the following Monday].", "XXXX-WXX-1"),
    ("They met in 2019 and signed [two months later].", "XXXX-XX"),
    ("They met last week and left [three days later].", "XXXX-XX-XX"),
    ("They met in the 1990s and signed [two years later].", "XXXX"),
    # --- references
    ("He is [now] in Geneva.", "PRESENT_REF"),
    ("He is [currently] in Geneva.", "PRESENT_REF"),
    ("He [recently] left Geneva.", "PAST_REF"),
    ("He will [soon] be in Geneva.", "FUTURE_REF"),
    ("Attacks rose in [recent weeks].", "PAST_REF"),
    ("That may change in [the future].", "FUTURE_REF"),
    ("That may change in [the near future].", "FUTURE_REF"),
    ("Such talks failed in [the past].", "PAST_REF"),
    # --- lengths
    ("They spoke for [two hours].", "PT2H"),
    ("They spoke for [an hour].", "PT1H"),
    ("They spoke for [90 minutes].", "PT90M"),
    ("They spoke for [half an hour].", "PT30M"),
    ("They spoke for [an hour and a half].", "PT1H30M"),
    ("They spoke for [two and a half hours].", "PT2H30M"),
    ("It was a [two-day] visit.", "P2D"),
    ("It lasted [nearly forty years].", "P40Y"),
    ("It lasted [2 1/2 years].", "P2Y6M"),
    ("It lasted [a couple of years].", "P2Y"),
    ("It lasted [several weeks].", "PXW"),
    ("It lasted [more than a decade].", "P10Y"),
    ("It lasted [two decades].", "P20Y"),
    ("It went on for [weeks].", "PXW"),
    ("Prices rose over [the past three months].", "P3M"),
    ("Prices will rise over [the next six months].", "P6M"),
    ("Prices rose in [the first nine months].", "P9M"),
    ("It takes [two to three weeks].", "P2W"),
    ("The [eight-month-old] truce broke.", "P8M"),
    ("It lasted [at least 18 months].", "P18M"),
    # --- sets
    ("They meet [every Friday].", "XXXX-WXX-5"),
    ("They meet [every month].", "P1M"),
    ("They meet [every two weeks].", "P2W"),
    ("They meet [every other year].", "P2Y"),
    ("They meet [daily].", "P1D"),
    ("They meet on [Tuesdays].", "XXXX-WXX-2"),
    ("They meet [every morning].", "XXXX-XX-XXTMO"),
    ("They meet [each summer].", "XXXX-SU"),
    # --- parts of a day, and clocks
    ("They met on [Monday evening].", "2025-10-20TEV"),
    ("They met [this morning].", "2025-10-22TMO"),
    ("They met [last night].", "2025-10-21TNI"),
    ("They will meet [tonight].", "2025-10-22TNI"),
    ("They met at [noon Monday].", "2025-10-20T12:00"),
    ("They met at [10 p.m. Monday].", "2025-10-20T22:00"),
    ("They met at [10:35 a.m.] on Monday.", "2025-10-20T10:35"),
    ("They met at [14:58 UTC].", "2025-10-22T14:58Z"),
    ("They met at [0800 GMT].", "2025-10-22T08:00Z"),
    ("They met at [9 a.m. EST Monday].", "2025-10-20T09:00"),
    ("They met at [four in the afternoon].", "2025-10-22T16:00"),
    # --- holidays
    ("They will meet after [Christmas].", "2025-12-25"),
    ("They met on [Christmas Day].", "2024-12-25"),
    ("They met on [New Year's Day].", "2025-01-01"),
    ("They met on [Independence Day].", "2025-07-04"),
    ("They met on [Good Friday].", "2025-04-18"),
    ("They met [last Easter].", "2025-04-20"),
    ("They met on [Easter Monday 2024].", "2024-04-01"),
    ("They will meet on [Thanksgiving].", "2025-11-27"),
    ("They met on [Election Day 2024].", "2024-11-05"),
    # --- ranges: each end is an expression of its own
    ("They met on [July 7]–9.", "2025-07-07"),
    ("They met on July 7–[9].", "2025-07-09"),
    ("They met on July 7-[9, 2024], in Oslo.", "2024-07-09"),
    ("The war of [1992]-1995 was long.", "1992"),
    ("They met between [Monday] and Wednesday.", "2025-10-20"),
)

OTHER_DAYS: tuple[tuple[str, str, str], ...] = (
    ("1998-02-13", "They met [Friday].", "1998-02-13"),
    ("1998-02-13", "They will meet in [August].", "1998-08"),
    ("1998-02-13", "They met in [December].", "1997-12"),
    ("2000-01-06", "They met on [Nov. 25].", "1999-11-25"),
    ("2000-01-06", "They met on [Thanksgiving Day].", "1999-11-25"),
    ("2000-01-06", "They met [last November].", "1999-11"),
    ("2000-01-06", "They met [last week].", "1999-W52"),
    ("2000-01-06", "Output fell in [the fourth quarter].", "1999-Q4"),
    ("2024-02-29", "They met [last year].", "2023"),
    ("2024-03-31", "They met [last month].", "2024-02"),
    ("2024-12-31", "They will meet [tomorrow].", "2025-01-01"),
)

UNDATED: tuple[tuple[str | None, str, str], ...] = (
    (None, "They met on [October 20].", "XXXX-10-20"),
    (None, "They met on [Monday].", "XXXX-WXX-1"),
    (None, "They met in [September].", "XXXX-09"),
    (None, "They met [today].", "XXXX-XX-XX"),
    (None, "They met [last week].", "XXXX-WXX"),
    (None, "They met [last year].", "XXXX"),
    (None, "They met in [2014].", "2014"),
    (None, "They met on October 20, 2025 and again on [Tuesday].", "XXXX-WXX-2"),
    (None, "They met on [May 4], at war since March 3, 2025.", "XXXX-05-04"),
    ("2025-10", "They met [last month].", "2025-09"),
    ("2025-10", "They met on [Friday].", "XXXX-WXX-5"),
    ("2025-10", "They met on [October 20].", "2025-10-20"),
    ("2025", "They met [last year].", "2024"),
    ("2025", "They met in [September].", "2025-09"),
)

NOTHING = (
    "They may meet and might march on.",
    "They may agree.",
    "The Sun reported it and The Sunday Herald ran it.",
    "The second man sat in the second row.",
    "Some 2,000 people and 1500 soldiers left.",
    "He paid $1998 for room 1984.",
    "He hosts the Today show.",
    "The present was a book.",
    "The 44-year-old lawyer is 44 years old.",
    "Jan Novak left with no one.",
    "A quarter of the votes and three-quarters of the seats.",
    "It fell in the fall of the wall.",
    "High noon is a film.",
    "He asked for a second.",
    "Resolution 1701 and flight 1549 and Article 2019.",
    "He is on 60 Maple Street at 10 Downing Street.",
)


def check(text: str, value: str, published: str | None) -> None:
    """The bracketed words, and no others at that place, have the value."""
    start, end = text.index("["), text.index("]") - 1
    found = find_times(read(text.replace("[", "").replace("]", ""), published))
    here = [(t.evidence.quote, t.value) for t in found if t.span.start < end and t.span.end > start]
    assert here == [(text[start + 1 : end + 1], value)]


@pytest.mark.parametrize(("text", "value"), ROWS)
def test_value_on_wednesday(text: str, value: str) -> None:
    """Published on Wednesday, 22 October 2025."""
    check(text, value, WEDNESDAY)


@pytest.mark.parametrize(("published", "text", "value"), OTHER_DAYS)
def test_value_on_other_days(published: str, text: str, value: str) -> None:
    """The same words on another day mean another date."""
    check(text, value, published)


@pytest.mark.parametrize(("published", "text", "value"), UNDATED)
def test_value_without_a_day(published: str | None, text: str, value: str) -> None:
    """Unknown parts are X: full dates in the text, which may be history, fill in nothing."""
    check(text, value, published)


@pytest.mark.parametrize("text", NOTHING)
def test_no_time(text: str) -> None:
    """Words that only look like times give nothing."""
    assert [(t.evidence.quote, t.value) for t in find_times(read(text))] == []
