"""Spans become sets of words; heads and quotation marks are found without a parser."""

from __future__ import annotations

import pytest

from memcon.evaluate.wording import Wording, find_quoted
from tests.evaluate.hand import spans


def test_marks_and_blanks_at_the_edge_do_not_count() -> None:
    """Two spans that differ in marks alone hold the same words; a cut word counts whole."""
    text = '"Not now," he said.'
    wording = Wording(text)
    inside = wording.words([(1, 8)])
    assert wording.words([(0, 10)]) == inside
    assert wording.words([(2, 6)]) == inside
    assert wording.words([(8, 10), (3, 3)]) == frozenset()


HEADS = (
    ("a spokesman for the Norland army", "spokesman"),
    ("Sen. Ola Berg of Velport", "Berg"),
    ("Aker, the envoy", "Aker"),
    ("the navy's chief", "chief"),
    ("the navy’s", "navy"),
    ("vice-chair Dahl", "Dahl"),
    ("of two minds", "minds"),
    ("Dahl (right)", "Dahl"),
    ("Dahl – and Berg", "Dahl"),
    ('"', None),
)


@pytest.mark.parametrize(("source", "head"), HEADS)
def test_heads(source: str, head: str | None) -> None:
    """The last word before what describes it."""
    wording = Wording(source)
    found = wording.head([(0, len(source))])
    assert (None if found is None else wording.forms[found]) == head


QUOTED = (
    ('He said "yes" twice', "yes"),
    ("He said “yes” twice", "yes"),
    ("He said «yes» twice", "yes"),
    ("He said ''yes'' twice", "yes"),
    ("He said ``yes'' twice", "yes"),
    ("He said 'yes' twice", ""),
    ('He said "yes\ntwice', "yes"),
    ("He said “yes\n“twice", "yes twice"),
)


@pytest.mark.parametrize(("text", "inside"), QUOTED)
def test_words_inside_quotation_marks(text: str, inside: str) -> None:
    """Double marks of every shape; a line's end closes."""
    quoted = find_quoted(text)
    words = [word for word in text.split() if quoted[text.index(word.strip("\"'`“”«»"))]]
    assert " ".join(word.strip("\"'`“”«»") for word in words) == inside


def test_kinds_of_content() -> None:
    """All, some or none of the words within marks."""
    text = 'They "will not go" there.'
    wording = Wording(text)
    kinds = [
        wording.kind(wording.words(spans(text, one))) for one in ("will not", 'go" there', "They")
    ]
    assert kinds == ["direct", "mixed", "indirect"]
    assert wording.kind(frozenset()) == "indirect"
