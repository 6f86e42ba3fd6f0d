from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Span
from memcon.text.quotations import find_quotations

SHAPES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("straight", 'He said "we agree" twice.', ("we agree",)),
    ("curly", "He said “we agree” twice.", ("we agree",)),
    ("guillemets", "He said «we agree» twice.", ("we agree",)),
    ("guillemets with spaces", "He said « we agree » twice.", ("we agree",)),
    ("single guillemets", "He said ‹we agree› twice.", ("we agree",)),
    ("low and high", "He said „we agree“ twice.", ("we agree",)),
    ("low and right", "He said „we agree” twice.", ("we agree",)),
    ("two in a row", "“Yes,” she said. “No,” he said.", ("Yes,", "No,")),
    ("two straight in a row", '"Yes," she said. "No," he said.', ("Yes,", "No,")),
    ("broken by the cue", "“We waited,” she said, “in vain.”", ("We waited,", "in vain.")),
    ("at the beginning", "“Talks go on,” he said.", ("Talks go on,",)),
    ("the whole paragraph", "“Talks go on.”", ("Talks go on.",)),
    ("single curly outer", "‘Talks go on,’ she said.", ("Talks go on,",)),
    ("single straight outer", "'Talks go on,' she said.", ("Talks go on,",)),
    ("apostrophe within single", "‘It’s Oslo’s turn,’ she said.", ("It’s Oslo’s turn,",)),
    ("apostrophe within straight single", "'It's a pause,' she said.", ("It's a pause,",)),
    ("apostrophe within double", "“Russia’s aim isn’t peace,” he said.",
     ("Russia’s aim isn’t peace,",)),
    ("apostrophe before double", "The envoys’ “peace signals” failed.", ("peace signals",)),
    ("straight apostrophe before double", "The envoys' \"peace signals\" failed.",
     ("peace signals",)),
    ("plural possessives alone", "The envoys’ talks and the states’ aims failed.", ()),
    ("years and contractions alone", "It wasn't so in the '90s, they'd say.", ()),
    ("no marks", "The talks failed.", ()),
    ("nested single in double", "“He told me ‘never’ again,” she said.",
     ("He told me ‘never’ again,",)),
    ("nested double in guillemets", "«He said “never” to me», she wrote.",
     ("He said “never” to me",)),
    ("unclosed to the end", "He said: “The talks go on. We wait", ("The talks go on. We wait",)),
    ("straight unclosed to the end", 'He said: "The talks go on.', ("The talks go on.",)),
    ("an odd number", "“Yes,” he said. “No, and never", ("Yes,", "No, and never")),
    ("an odd number, straight", '"Yes," he said. "No, and never', ("Yes,", "No, and never")),
    ("only a closing mark", "The talks go on,” he said.", ()),
    ("only a straight closing mark", 'The talks go on," he said.', ()),
    ("nothing between", "He said “” and \"\" and “ ”.", ()),
    ("after a bracket", '("we agree")', ("we agree",)),
    ("after a dash", 'He said—"we agree"—and left.', ("we agree",)),
    ("mark before punctuation", "A “pause”, not an “end”; so he said.", ("pause", "end")),
    ("inches", 'A 6" pipe broke in Oslo.', ()),
)  # fmt: skip


def _inner(text: str) -> tuple[str, ...]:
    paragraph = Span(0, len(text))
    return tuple(text[q.inner.start : q.inner.end] for q in find_quotations(text, paragraph))


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, inner, id=name) for name, text, inner in SHAPES]
)
def test_shapes_of_quotation(text: str, expected: tuple[str, ...]) -> None:
    """Every shape of quotation that news uses is found, and nothing that merely looks like one."""
    assert _inner(text) == expected


def test_outer_takes_in_the_marks() -> None:
    """The outer span has the marks, the inner one has neither marks nor edge spaces."""
    text = "So « we agree » then"
    (found,) = find_quotations(text, Span(0, len(text)))
    assert text[found.outer.start : found.outer.end] == "« we agree »"
    assert text[found.inner.start : found.inner.end] == "we agree"
    assert found.closed


def test_unclosed_quotation_ends_with_the_words() -> None:
    """Without its closing mark a quotation is open and ends before the trailing space."""
    text = "He said “we agree  "
    (found,) = find_quotations(text, Span(0, len(text)))
    assert not found.closed
    assert text[found.outer.start : found.outer.end] == "“we agree"


def test_a_quotation_over_paragraphs_opens_anew_in_each() -> None:
    """Each paragraph is read for itself: the first stays open, the next has its own mark."""
    text = "“First things first.\n\n“Then the rest,” he said."
    cut = text.index("\n")
    (first,) = find_quotations(text, Span(0, cut))
    (second,) = find_quotations(text, Span(cut + 2, len(text)))
    assert (first.closed, second.closed) == (False, True)
    assert text[second.inner.start : second.inner.end] == "Then the rest,"


def test_marks_outside_the_paragraph_do_not_matter() -> None:
    """What stands before or after the paragraph changes nothing in it."""
    text = "“open\n\n“we agree” he said\n\n”"
    start, end = text.index("“we"), text.index(" said")
    (found,) = find_quotations(text, Span(start, end))
    assert text[found.inner.start : found.inner.end] == "we agree"


MARKED = st.text(alphabet="ab .,!\n\t(—“”„‟«»‹›‘’'\"", min_size=1, max_size=60)


@given(MARKED | st.text(min_size=1, max_size=60), st.data())
def test_any_text_gives_ordered_spans(text: str, data: st.DataObject) -> None:
    """Whatever the text: no error, spans in order and apart, inner in outer in paragraph."""
    start = data.draw(st.integers(0, len(text) - 1))
    paragraph = Span(start, data.draw(st.integers(start + 1, len(text))))
    at = paragraph.start
    for found in find_quotations(text, paragraph):
        assert at <= found.outer.start
        assert paragraph.contains(found.outer)
        assert found.outer.contains(found.inner)
        assert text[found.inner.start : found.inner.end].strip()
        assert not text[found.inner.start].isspace()
        assert not text[found.inner.end - 1].isspace()
        at = found.outer.end
