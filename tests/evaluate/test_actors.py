"""Whom a phrase means: fields of the answer, and phrases that mean nobody."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.evaluate.actors import Answer, Found, find, read_answer, score
from memcon.knowledge.actors import Actor
from tests import factories as make
from tests.evaluate.hand import row


def answer(**expect: Any) -> Answer:
    """Gold that states some fields."""
    return read_answer(row(phrase="x", none=False, expect=expect))


def found(**fields: str) -> Found:
    """An answer with some fields."""
    return Found({"country": "", "role": "", "wiki": "", **fields})


NOBODY = Found(None)


def test_fields_are_judged_one_by_one() -> None:
    """Joint asks for country and sector, where gold states them."""
    figures = score(
        [
            (answer(country="NOR", role="GOV"), found(country="NOR", role="MIL")),
            (answer(country="NOR", wiki="Ola Bérg"), found(country="NOR", wiki=" ola berg")),
        ]
    ).figures
    assert figures == {"country": 1.0, "joint": 0.5, "role": 0.0, "wiki": 1.0}


def test_any_of_several_sectors_is_right() -> None:
    """A list in gold names alternatives."""
    figures = score([(answer(role=["GOV", "LEG"]), found(role="LEG"))]).figures
    assert figures == {"joint": 1.0, "role": 1.0}


def test_nothing_is_right_for_no_actor_and_for_fields_stated_empty() -> None:
    """It has to be said, though: an answer that is missing is wrong."""
    nobody = read_answer(row(phrase="x", none=True, expect=None))
    assert score([(nobody, NOBODY)]).figures == {"joint": 1.0, "none": 1.0}
    assert score([(nobody, found(wiki="A"))]).figures == {"joint": 1.0, "none": 1.0}
    assert score([(nobody, found(country="NOR"))]).figures == {"joint": 0.0, "none": 0.0}
    assert score([(nobody, None)]).figures == {"joint": 0.0, "none": 0.0}
    empty = answer(country="", role="GOV")
    assert score([(empty, NOBODY)]).figures == {"country": 1.0, "joint": 0.0, "role": 0.0}


def test_fields_that_memcon_never_gives() -> None:
    """A second sector is right only where gold states there is none."""
    figures = score([(answer(role2="GOV"), found()), (answer(role2=""), found())]).figures
    assert figures == {"role2": 0.5}


def test_marked_and_repeated_records_are_left_out() -> None:
    """They are counted as texts, not as gold."""
    marked = read_answer(row(phrase="x", none=True, mark="xfail"))
    doubled = read_answer(row(phrase="x", none=True, dup=True))
    result = score([(marked, NOBODY), (doubled, NOBODY)])
    assert (result.figures, result.counts) == ({}, {"texts": 2, "gold": 0})


def test_answers_of_an_actor() -> None:
    """Country and sector as given, the entity's name; nothing where there is no actor."""
    person = make.entity("Ola Berg", country="NOR", sector="GOV")
    meant = Actor(entity=person, country="SWE", sector=None, score=0.9, reason="")
    assert find(meant) == found(country="SWE", wiki="Ola Berg")
    shown = Actor(entity=None, country="SWE", sector="MIL", score=0.7, reason="")
    assert find(shown) == found(country="SWE", role="MIL")
    assert find(Actor(entity=None, country=None, sector=None, score=0.0, reason="")) == NOBODY


def test_wrong_gold_is_refused() -> None:
    """Lines without a phrase, and fields of other kinds."""
    with pytest.raises(SourceError, match="'phrase'"):
        read_answer(row(text="x"))
    for expect in ("NOR", {"role": 1}, {"role": []}):
        with pytest.raises(SourceError, match="'expect'"):
            read_answer(row(phrase="x", expect=expect))
