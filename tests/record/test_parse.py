from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import EMPTY_PARSE, Sentence, Span
from tests import factories as make

#        0      1     2    3     4   5      6
TEXT = "Envoys from Rome said  talks failed."
HEADS = (3, 0, 1, 3, 5, 3, 3)
DEPS = ("nsubj", "prep", "pobj", "ROOT", "nsubj", "ccomp", "punct")
PARSE = make.hand_parse(TEXT, heads=HEADS, deps=DEPS)


@given(st.text(alphabet="ab .\n“", max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_tokens_in_are_those_that_overlap(text: str, start: int, length: int) -> None:
    """The tokens in a span are exactly those that share a code point with it."""
    parse = make.hand_parse(text)
    span = Span(start, start + length)
    brute = [
        index
        for index in range(len(parse))
        if parse.starts[index] < span.end and span.start < parse.ends[index]
    ]
    assert list(parse.tokens_in(span)) == brute


@given(st.text(alphabet="ab .\n“", max_size=40), st.integers(0, 45))
def test_token_at_is_the_one_that_covers(text: str, offset: int) -> None:
    """An offset has the token that covers it; white space and the end have none."""
    parse = make.hand_parse(text)
    brute = [i for i in range(len(parse)) if parse.starts[i] <= offset < parse.ends[i]]
    assert parse.token_at(offset) == (brute[0] if brute else None)


@given(st.data())
def test_subtrees_partition_the_dependents(data: st.DataObject) -> None:
    """A subtree is its token and the subtrees of its children, each token once, in order."""
    size = data.draw(st.integers(1, 9))
    heads = [data.draw(st.integers(0, index)) for index in range(size)]
    parse = make.hand_parse("a " * size, heads=heads)
    for token in range(size):
        parts = [t for child in parse.children[token] for t in parse.subtree(child)]
        assert parse.subtree(token) == tuple(sorted([token, *parts]))
        assert all(token in (t, *parse.ancestors(t)) for t in parse.subtree(token))


def test_subtree_of_the_example() -> None:
    """A noun governs its preposition and what follows; the root governs all."""
    assert parse_words(PARSE.subtree(0)) == ["Envoys", "from", "Rome"]
    assert PARSE.subtree(3) == tuple(range(7))
    assert PARSE.subtree_range(5) == (4, 6)


def parse_words(tokens: tuple[int, ...]) -> list[str]:
    """The words of the example at ``tokens``."""
    return [PARSE.words[token] for token in tokens]


def test_span_covers_first_to_last() -> None:
    """The span of a token range takes in the space between the tokens."""
    assert PARSE.span(3, 5) == Span(17, 28)
    assert TEXT[17:28] == "said  talks"


def test_ancestors_run_up_to_the_root() -> None:
    """Governors come nearest first; a root has none."""
    assert list(PARSE.ancestors(2)) == [1, 0, 3]
    assert list(PARSE.ancestors(3)) == []


def test_dependents_are_chosen_by_label() -> None:
    """Direct dependents of the labels asked for, in order."""
    assert PARSE.dependents(3, "nsubj", "ccomp") == (0, 5)
    assert PARSE.dependents(3, "dobj") == ()


@pytest.mark.parametrize(("token", "expected"), [(0, 0), (2, 0), (3, 1), (6, 1)])
def test_sentence_of_a_token(token: int, expected: int) -> None:
    """A token belongs to the sentence whose range holds it."""
    sentences = (Sentence(0, 3, 0), Sentence(3, 7, 0))
    parse = make.hand_parse(TEXT, sentences=sentences)
    assert parse.sentence_index(token) == expected
    assert parse.sentence_of(token) == sentences[expected]


def test_empty_parse_holds_nothing() -> None:
    """Before the pipeline has run there are no tokens anywhere."""
    assert len(EMPTY_PARSE) == 0
    assert list(EMPTY_PARSE.tokens_in(Span(0, 9))) == []
    assert EMPTY_PARSE.token_at(0) is None
