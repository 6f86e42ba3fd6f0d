from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import BlockKind
from memcon.render.outline import extract_around, outline, shortened, title_of
from tests import factories as make
from tests.render.reports import full


@given(st.text(max_size=120), st.integers(4, 60))
def test_shortened_is_one_short_line(text: str, most: int) -> None:
    """A short form is one line, at most two code points longer than asked, and begins alike."""
    line = shortened(text, most)
    assert len(line) <= most + 2
    assert len(line.splitlines()) <= 1
    assert " ".join(text.split()).startswith(line.removesuffix(" …"))


def test_short_texts_stay_whole() -> None:
    """What fits is not cut."""
    assert shortened("a  b\nc", 5) == "a b c"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Given", "Text.", "Given"),
        (None, "A caption.\n\nThe report begins.", "The report begins."),
        (None, "", "report.txt"),
    ],
)
def test_title_of_an_article(title: str | None, text: str, expected: str) -> None:
    """The title; else the first words that are no caption; else the source."""
    report = make.article(text, *([BlockKind.CAPTION] if "caption" in text else []), title=title)
    assert title_of(report) == expected


@pytest.mark.parametrize(
    ("origin", "published", "expected"),
    [
        ("given", "2025-10-22", "2025-10-22"),
        ("text", "2025-10-22", "2025-10-22 (from the text)"),
        (None, None, "date unknown"),
    ],
)
def test_byline_says_where_the_date_is_from(
    origin: str | None, published: str | None, expected: str
) -> None:
    """A date that was inferred is shown as such, and a missing one as unknown."""
    report = make.article("x.", published=published, published_from=origin)
    assert outline(make.record(report)).byline == expected


def test_names_stand_for_ids() -> None:
    """A statement row has the names of who spoke and to whom."""
    first, second = outline(full()).statements
    assert (first.who, first.said_by, first.to) == ("Ana plain Ruiz", "", "Oslo plain")
    assert (second.who, second.to) == ("the ministry", None)


def test_words_of_a_source_are_kept_where_they_say_more() -> None:
    """A name in full needs no part of it beside; another word does."""
    ana = make.entity("Ana Ruiz")
    report = make.article("Ruiz said it goes on. She said so again.")
    said = [
        make.statement(report, "it goes on", source="Ruiz", cue="said", speaker=ana.id),
        make.statement(report, "so", source="She", cue="said", speaker=ana.id),
    ]
    rows = outline(make.record(report, [ana, *said])).statements
    assert [row.said_by for row in rows] == ["", "She"]


def test_circumstances_say_what_was_not_said() -> None:
    """The class of a statement is told where it is neither speech nor writing."""
    report = make.article("The envoys hoped it would end.")
    said = make.statement(report, "it would end", source="The envoys", cue="hoped", kind="thought")
    (row,) = outline(make.record(report, [said])).statements
    assert row.circumstances == ("thought", "“hoped”", "indirect")


def test_a_statement_without_source_is_unnamed() -> None:
    """Where nobody is named, the row says so."""
    report = make.article("“It goes on.”")
    (said,) = outline(make.record(report, [make.statement(report, "“It goes on.”")])).statements
    assert said.who == "unnamed"


def test_dates_are_a_timeline() -> None:
    """Days come in calendar order; durations and vague times are left out."""
    report = make.article("In May, on Friday, for weeks, now, in 2014, this week.")
    times = [
        make.time(report, "this week", "2025-W01"),
        make.time(report, "May", "2025-05"),
        make.time(report, "Friday", "2025-01-03"),
        make.time(report, "weeks", "P2W", type="DURATION"),
        make.time(report, "now", "PRESENT_REF"),
        make.time(report, "2014", "2014"),
    ]
    rows = outline(make.record(report, times)).dates
    days = [row.day for row in rows]
    assert days == ["2014", "2024-12-30 to 2025-01-05", "2025-01-03", "2025-05"]


def test_one_sentence_is_told_once_a_day() -> None:
    """Expressions of one day in one sentence share a row; those of other sentences do not."""
    report = make.article("On Monday, Oct 20, they met. They left on Monday evening.")
    times = [
        make.time(report, "Monday", "2025-10-20"),
        make.time(report, "Oct 20", "2025-10-20"),
        make.time(report, "Monday evening", "2025-10-20TEV"),
    ]
    first, second = outline(make.record(report, times)).dates
    assert (first.day, first.quotes) == ("2025-10-20", ("Monday", "Oct 20"))
    assert (second.day, second.quotes) == ("2025-10-20", ("Monday evening",))


@pytest.mark.parametrize("at", [0, 10, 20, 30, 50])
def test_extract_of_a_long_sentence_holds_its_expression(at: int) -> None:
    """However late in a long sentence a date stands, it is in the extract."""
    words = ["word"] * 50
    words.insert(at, "Monday")
    report = make.article(" ".join(words) + ".")
    extract = extract_around(report, make.find(report, "Monday"))
    assert "Monday" in extract
    assert len(extract) <= 170


def test_extract_is_the_sentence_around() -> None:
    """A date is shown with its own sentence, not its neighbours'."""
    report = make.article("Talks failed. They met on Monday in Oslo. Nobody left.\n\nMore.")
    assert extract_around(report, make.find(report, "Monday")) == "They met on Monday in Oslo."


def test_extract_goes_on_after_abbreviations() -> None:
    """The stop of a title or a state is no end of the sentence that is shown."""
    words = "On Monday Mr. Lee of the U.S. Senate met Gen. Ray on Oct. 20"
    report = make.article(f"Talks failed. {words}. Nobody left.")
    assert extract_around(report, make.find(report, "Monday")) == f"{words}."
    assert extract_around(report, make.find(report, "Oct. 20")) == f"{words}."


@given(st.text(alphabet="ab. !\nU", min_size=1, max_size=50), st.data())
def test_extract_of_any_text_stays_in_its_block(text: str, data: st.DataObject) -> None:
    """Whatever the block, the extract is a stretch of it and takes in the words asked for."""
    report = make.article(text)
    for block in report.blocks:
        at = data.draw(st.integers(block.span.start, block.span.end - 1))
        word = make.find(report, text[at], text[:at].count(text[at]))
        extract = extract_around(report, word)
        assert extract in " ".join(report.quote(block.span).split())
