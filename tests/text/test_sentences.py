from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text.sentences import ends_sentence, find_sentences

# Paragraphs with | where one sentence ends and the next begins.
ROWS = (
    "Talks failed. |They met on Monday! |Nobody left? |Yes…",
    "He met Mr. Rubio and Gen. Lee. |They spoke.",
    "The U.S. Secretary of State left. |He flew home.",
    "He went back to the U.S. |The talks go on.",
    "George W. Bush spoke. |J. K. Rowling did not.",
    "They met at 10 a.m. Friday. |They left at 4 p.m. |It rained.",
    "They met on Oct. 20 in Oslo. |They met in Oct. |Nobody left.",
    "It was No. 5 of ten. |He said No. |Nobody left.",
    "Oil Co. shares fell. |He works for Oil Co. |The firm is old.",
    "“We agree.” |He left. |“Do we?” he asked. |(He did.) |“We do.”",
    "The rate was 3.5 percent. |It rose to 4. |20 states agreed.",
    "He waited ... and left. |It was over.",
    "St. Petersburg hosts it. |Dr. Lee vs. Ms. Ray is on.",
    "No stop at the end",
)


@pytest.mark.parametrize("row", ROWS)
def test_sentences_as_readers_see_them(row: str) -> None:
    """A sentence ends at its mark, not at that of an abbreviation in it."""
    text = row.replace("|", "")
    found = [text[span.start : span.end] for span in find_sentences(text)]
    assert found == [part.strip() for part in row.split("|")]


@given(st.text(alphabet='aB. !?"”(\nU5', max_size=40))
def test_sentences_hold_all_but_white_space(text: str) -> None:
    """Of any text nothing is lost, and no two sentences share anything."""
    spans = list(find_sentences(text))
    assert all(before.end <= after.start for before, after in pairwise(spans))
    joined = "".join(text[span.start : span.end] for span in spans)
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("He left.", True),
        ("“He left.” ", True),
        ("(He left!)", True),
        ("He left", False),
        ("European Union (EU)", False),
        ("He said:", False),
        ("”", False),
        ("", False),
    ],
)
def test_a_sentence_ends_with_its_mark(text: str, ended: bool) -> None:
    """Closing marks may follow the end mark, but end nothing alone."""
    assert ends_sentence(text) is ended


def test_other_marks_may_count() -> None:
    """A caller that takes a colon for an end says so."""
    assert ends_sentence("He said: ", also=":")
