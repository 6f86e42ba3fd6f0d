from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Statement, fact_id
from memcon.record.ids import ID_LENGTH, ids_at
from tests import factories as make

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("mention", "article-1", [0, 6]), "mention-64ea7282f7e21624"),
        (("statement", "article-1", [[0, 6]], [], [[7, 9]]), "statement-bd2e5c7ae95512e2"),
        (("event", "Genève", None, 1), "event-14b3bd08c8fffc6e"),
    ],
)
def test_ids_never_change(parts: tuple[object, ...], expected: str) -> None:
    """Ids that stand in stores and files today are the same in every later version."""
    kind, *claimed = parts
    assert fact_id(str(kind), *claimed) == expected


@given(st.lists(JSON, max_size=4), st.lists(JSON, max_size=4))
def test_ids_differ_where_claims_differ(one: list[object], other: list[object]) -> None:
    """Equal ids mean equal claims; types count, so 1 is not True and "1" is not 1."""
    assert (fact_id("x", *one) == fact_id("x", *other)) == (repr(one) == repr(other))


@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text_has_an_id(text: str) -> None:
    """Every text, lone surrogates included, gives an id of the usual form."""
    kind, _, digits = fact_id("x", text).rpartition("-")
    assert kind == "x"
    assert len(digits) == ID_LENGTH
    assert set(digits) <= set("0123456789abcdef")


def test_tuples_count_as_lists() -> None:
    """A claim read back from JSON has the id it had before."""
    assert fact_id("x", (1, 2)) == fact_id("x", [1, 2])


def test_kind_is_part_of_the_claim() -> None:
    """Facts of two kinds about the same words have different hashes, not prefixes alone."""
    assert fact_id("a", 1).rpartition("-")[2] != fact_id("b", 1).rpartition("-")[2]


def test_who_claims_it_does_not_matter() -> None:
    """Another score and reason leave a statement's id as it is."""
    report = make.article("Lavrov said talks go on.")
    said: Statement = make.statement(report, "talks go on", source="Lavrov", cue="said")
    again = replace(said, score=0.1, reason="another stage")
    assert again.id == said.id


@given(st.text(), st.integers(min_value=0), st.integers(min_value=0))
def test_ids_of_places_are_the_same_as_one_by_one(owner: str, start: int, end: int) -> None:
    """What gives many of them gives those of ``fact_id``, whatever the owner is called."""
    assert ids_at("mention", owner)(start, end) == fact_id("mention", owner, start, end)
