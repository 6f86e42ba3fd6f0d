"""``memcon kb find`` as people type: without capitals, by surname, with slips."""

from __future__ import annotations

import pytest

from memcon.cli.finding import found
from memcon.errors import UsageError
from memcon.knowledge import KnowledgeBase


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """The knowledge base that ships."""
    return KnowledgeBase.open()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NATO", "NATO"),
        ("nato", "NATO"),
        ("turkey", "Turkey"),
        ("security council", "UN Security Council"),
        ("Lukashenko", "Alexander Lukashenko"),
        ("lukashenko", "Alexander Lukashenko"),
    ],
)
def test_what_is_typed_is_found(base: KnowledgeBase, typed: str, name: str) -> None:
    """Capitals may be missing, and so may the given name."""
    assert base.name(found(base, typed, None)[0].id) == name


def test_small_places_are_found_last(base: KnowledgeBase) -> None:
    """The gazetteer answers where nothing else bears the name."""
    (first, *_) = found(base, "Wabaunsee County", None)
    assert first.how == "place"
    assert base.row(first.id).country == "USA"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Moscwo", "Moscow"), ("United Natoins", "United Nations"), ("Lukashenkoo", "Lukashenko")],
)
def test_a_slip_is_answered_by_what_may_be_meant(
    base: KnowledgeBase, typed: str, meant: str
) -> None:
    """Names that are written nearly so are proposed."""
    with pytest.raises(UsageError, match=f"did you mean .*{meant}"):
        found(base, typed, None)


@pytest.mark.parametrize("typed", ["", "  ", "?!"])
def test_no_name_is_told(base: KnowledgeBase, typed: str) -> None:
    """Nothing to find is not the same as nothing found."""
    with pytest.raises(UsageError, match="say which name to find"):
        found(base, typed, None)
