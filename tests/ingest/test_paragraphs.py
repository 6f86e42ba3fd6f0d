from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.paragraphs import find_paragraphs


def _texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_paragraphs(text)]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\n"])
def test_blank_or_single_lines_part_paragraphs(gap: str) -> None:
    """Blank lines part paragraphs, single ones too where lines end with their sentences."""
    assert _texts(f"One went home.{gap}Two stayed.") == ["One went home.", "Two stayed."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken inside a sentence belong together."""
    text = "The two ministers\nmet in the old\ncapital and\nsigned nothing.\n\nThey left."
    assert _texts(text) == [text[: text.index("\n\n")], "They left."]


def test_wrapped_text_without_blank_lines_is_split_after_short_last_lines() -> None:
    """A short line that ends a sentence ends its paragraph."""
    text = (
        "The two ministers met in the old capital on\nthe river and then they signed nothing\n"
        "at all.\nA spokesman for the northern side said\nthat it was too early for more "
        "than\nthat."
    )
    assert len(_texts(text)) == 2


def test_bullets_stand_alone() -> None:
    """Items of a list are pieces of their own even in wrapped text."""
    text = "They agreed on\nthree points:\n- a truce that\nholds\n- a pipeline that\nruns"
    assert _texts(text)[1:] == ["- a truce that\nholds", "- a pipeline that\nruns"]


@given(st.text(alphabet=st.sampled_from("aB. \n\r\t-“”\u2029\xa0"), max_size=200) | st.text())
def test_spans_are_ordered_trimmed_and_complete(text: str) -> None:
    """Spans do not overlap, have no outer white space and leave out nothing but white space."""
    spans = find_paragraphs(text)
    at = 0
    for span in spans:
        assert span.start >= at
        assert text[at : span.start].strip("\x0b\x0c \t\n\r\u2028\u2029\xa0").strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert not text[at:].strip()
