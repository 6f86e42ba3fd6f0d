from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Span
from memcon.stages.statements.triples import Triple
from memcon.stages.statements.union import SURE, merge
from tests import factories as make

TEXT = make.article(
    "According to the envoy, Haddad believes that the border is shut. Ruiz said the talks go on, "
    "and she added that nobody had left. The ministry called for a truce."
)


def _triple(source: str, cue: str, *content: str, by: str = "", score: float = 0.9) -> Triple:
    """A triple by its words."""
    return Triple(
        source=tuple(make.find(TEXT, words) for words in (source,) if words),
        cue=tuple(make.find(TEXT, words) for words in (cue,) if words),
        content=tuple(make.find(TEXT, words) for words in content),
        score=score,
        reason=by,
    )


SAID = _triple("Ruiz", "said", "the talks go on", by="tagger")
ADDED = _triple("she", "added", "nobody had left", by="rules")
BELIEVES = _triple("Haddad", "believes", "the border is shut", by="tagger")
OUTER = _triple("the envoy", "According to", "Haddad believes that the border is shut", by="rules")
CALLED = _triple("The ministry", "called for", "a truce", by="rules", score=SURE - 0.1)


def test_what_only_one_of_them_sees_is_kept() -> None:
    """A sure triple of the rules is added where the tagger found nothing."""
    assert merge([SAID], [ADDED]) == (SAID, ADDED)
    assert merge([SAID], []) == (SAID,)
    assert merge([], [ADDED]) == (ADDED,)
    assert merge([], []) == ()


def test_unsure_triples_of_the_rules_are_left_out() -> None:
    """Rules that guess do not stand alone; the tagger's triples all do."""
    assert merge([], [CALLED]) == ()
    assert merge([], [replace(CALLED, score=SURE)]) == (replace(CALLED, score=SURE),)
    assert merge([CALLED], []) == (CALLED,)


@pytest.mark.parametrize(
    "content", ["the talks go on", "nobody had left", "Ruiz said the talks go on, and she added"]
)
def test_one_cue_attributes_once(content: str) -> None:
    """Two triples with one cue are one statement, whatever their contents; the tagger's stays."""
    assert merge([SAID], [_triple("Ruiz", "said", content, by="rules")]) == (SAID,)


@pytest.mark.parametrize(
    ("content", "same"),
    [
        ("the talks go on", True),
        ("the talks go on,", True),
        ("talks go on", True),
        ("talks", False),
        ("go on, and she added that nobody had left", False),
        ("nobody had left", False),
    ],
)
def test_alike_contents_are_one_statement(content: str, same: bool) -> None:
    """Contents that share more than half of their text are the same, whatever the cue."""
    ruled = _triple("she", "added", content, by="rules")
    assert merge([SAID], [ruled]) == ((SAID,) if same else tuple(_in_order(SAID, ruled)))


def _in_order(*triples: Triple) -> list[Triple]:
    return sorted(triples, key=lambda triple: triple.content)


def test_contents_of_several_spans_are_compared_as_wholes() -> None:
    """A broken content and an unbroken one over the same words are alike."""
    broken = _triple("", "", "the talks", "go on", by="rules")
    assert merge([SAID], [broken]) == (SAID,)


def test_what_attributes_an_attribution_is_another_statement() -> None:
    """Of “according to X, Y believes that …” both are kept, though they share most words."""
    assert merge([BELIEVES], [OUTER]) == (OUTER, BELIEVES)
    assert merge([OUTER], [BELIEVES]) == (OUTER, BELIEVES)


def test_a_continued_quotation_is_judged_by_its_content() -> None:
    """Without cues only the contents can be the same."""
    first = _triple("", "", "the talks go on", by="tagger")
    assert merge([first], [_triple("", "", "the talks go on", by="rules")]) == (first,)
    assert merge([first], [_triple("", "", "a truce", by="rules")])[1].reason == "rules"


def test_a_continued_quotation_is_not_said_twice() -> None:
    """What the tagger has as a part of a longer content is no statement of its own."""
    longer = _triple("Ruiz", "said", "the talks go on", "nobody had left", by="tagger")
    assert merge([longer], [_triple("", "", "nobody had left", by="rules")]) == (longer,)


def test_the_next_speakers_words_are_theirs() -> None:
    """A part of a content that the rules attribute to somebody else is taken from it."""
    longer = _triple("Ruiz", "said", "the talks go on, and she", "nobody had left", by="tagger")
    kept = replace(longer, content=longer.content[:1])
    assert merge([longer], [ADDED]) == (kept, ADDED)


def test_a_source_that_the_tagger_missed() -> None:
    """The rules give the source where cue and content are the same; else nobody does."""
    nobody = replace(SAID, source=())
    assert merge([nobody], [replace(SAID, reason="rules")]) == (SAID,)
    assert merge([nobody], [replace(ADDED, cue=SAID.cue)]) == (nobody,)
    assert merge([SAID], [replace(SAID, source=ADDED.source)]) == (SAID,)


def test_turns_stand_above_both() -> None:
    """A turn of a transcript replaces what others make of its colon or its words."""
    turn = replace(SAID, content=(make.find(TEXT, "the talks go on, and"),), reason="turn")
    assert merge([SAID, BELIEVES], [ADDED], [turn]) == (BELIEVES, turn, ADDED)


SPANS = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(1, 12)
)
TRIPLES = st.lists(
    st.builds(
        lambda cue, content, score: Triple(cue=cue, content=content, score=score, reason="x"),
        st.tuples() | st.tuples(SPANS),
        st.tuples(SPANS),
        st.sampled_from([0.5, 0.9]),
    ),
    max_size=6,
)


@given(TRIPLES, TRIPLES)
def test_all_of_the_tagger_and_only_sure_rules_in_order(
    tagged: list[Triple], ruled: list[Triple]
) -> None:
    """Whatever is found: in order of content, nothing of the tagger lost, no unsure rule kept."""
    merged = merge(tagged, ruled)
    assert [triple.content for triple in merged] == sorted(triple.content for triple in merged)
    assert all(triple.cue in [other.cue for other in merged] for triple in tagged)
    assert len(merged) - len(tagged) <= sum(triple.score >= SURE for triple in ruled)
