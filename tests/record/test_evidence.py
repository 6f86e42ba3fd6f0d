from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Evidence, Passage, Span
from tests import factories as make


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans in it, in any order, overlapping or not."""
    text = draw(st.text(min_size=1, max_size=80))
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    pairs = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=5))
    return text, [Span(*pair) for pair in pairs]


@given(texts_with_spans())
def test_quote_is_the_slice(drawn: tuple[str, list[Span]]) -> None:
    """The quote of evidence is the text between its offsets, whatever the text."""
    text, spans = drawn
    report = make.article(text)
    for span in spans:
        evidence = Evidence.of(report, span)
        assert evidence.quote == text[span.start : span.end]
        assert len(evidence.quote) == len(span)


@given(texts_with_spans())
def test_passage_is_in_reading_order(drawn: tuple[str, list[Span]]) -> None:
    """Parts are sorted, each quotes its slice, and the hull covers them all."""
    text, spans = drawn
    made = Passage.of(make.article(text), spans)
    assert list(made.spans) == sorted(spans)
    assert made.quote == " … ".join(text[s.start : s.end] for s in sorted(spans))
    assert all(made.hull.contains(span) for span in spans)


def test_evidence_beyond_the_text_is_refused() -> None:
    """No evidence points past the end of its article."""
    with pytest.raises(ValueError, match="beyond the text"):
        Evidence.of(make.article("Short."), Span(2, 7))


def test_empty_passage_is_false_and_quotes_nothing() -> None:
    """A passage without parts is falsy, quotes the empty text and has no hull."""
    empty = Passage.of(make.article("Short."), ())
    assert not empty
    assert empty.quote == ""
    with pytest.raises(ValueError, match="no spans"):
        _ = empty.hull


def test_broken_quotation_is_one_passage_of_two_parts() -> None:
    """Parts that a cue stands between are joined by an ellipsis."""
    report = make.article("“We waited,” she said, “and nobody came.”")
    made = make.passage(report, "“and nobody came.”", "“We waited,”")
    assert made.quote == "“We waited,” … “and nobody came.”"
    assert made
