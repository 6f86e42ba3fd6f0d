from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Span
from memcon.render.segments import Mark, MarkKind, cut_segments

TEXT = "abcdefghijklmnopqrstuvwxyz"
KINDS = st.sampled_from(["mention", "time", "content", "cue"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Any span of the text."""
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, draw(st.integers(start + 1, len(TEXT))))


@given(spans(), st.lists(st.tuples(spans(), KINDS), max_size=6))
def test_runs_joined_are_the_text(span: Span, drawn: list[tuple[Span, MarkKind]]) -> None:
    """However marks overlap, the runs are the text, and each run lies in its marks wholly."""
    marks = [Mark(where, kind) for where, kind in drawn]
    at = span.start
    for run in cut_segments(TEXT, span, marks):
        here = Span(at, at + len(run.text))
        assert run.text == TEXT[here.start : here.end]
        assert list(run.marks) == [mark for mark in marks if mark.span.overlaps(here)]
        assert all(mark.span.contains(here) for mark in run.marks)
        at = here.end
    assert at == span.end


def test_kinds_are_named_once() -> None:
    """Two marks of one kind give its name once, in the order of the marks."""
    marks = [Mark(Span(0, 4), "cue"), Mark(Span(0, 4), "time"), Mark(Span(0, 9), "cue")]
    (run,) = cut_segments(TEXT, Span(0, 4), marks)
    assert run.kinds == "cue time"
    assert run.mark("cue") is marks[0]
    assert run.mark("mention") is None
