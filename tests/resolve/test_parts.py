"""Closed parts of bounded size: the same whichever of their keys is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from memcon.resolve.partition import partition
from memcon.resolve.parts import LEVELS, part_of

MOST = 4
KEYS = range(12)
LIKE = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), st.sampled_from((*LEVELS, 0.6, 1.0))
)
Links = Mapping[int, Mapping[int, float]]


def _links(scores: Mapping[tuple[int, int], float]) -> Links:
    links: dict[int, dict[int, float]] = {key: {} for key in KEYS}
    for (one, other), score in scores.items():
        if one != other:
            links[one][other] = links[other][one] = score
    return links


def _part(links: Links, key: int) -> frozenset[int]:
    def near(keys: Iterable[int]) -> Links:
        return {one: links[one] for one in keys}

    return part_of(key, near, most=MOST)


@given(LIKE)
def test_parts_are_closed_and_small(scores: Mapping[tuple[int, int], float]) -> None:
    """Every key of a part has that part, none is larger than allowed."""
    links = _links(scores)
    for key in KEYS:
        part = _part(links, key)
        assert key in part
        assert len(part) <= MOST
        assert {_part(links, one) for one in part} == {part}


def test_the_likeliest_hold_together_where_there_are_many() -> None:
    """A chain that is too long breaks where it is weakest."""
    chain = {(at, at + 1): 0.6 for at in range(7)} | {(2, 3): 0.99, (5, 6): 0.9}
    links = _links(chain)
    assert _part(links, 2) == {2, 3}
    assert _part(links, 6) == {5, 6}
    assert _part(links, 0) == {0}
    assert _part(_links({(0, 1): 0.5, (1, 2): 0.5}), 0) == {0, 1, 2}


def test_things_are_put_away_no_finer_than_needed() -> None:
    """What is few enough stays together; of the rest each part is split by what comes next."""
    paths = {f"a{at}": ("a", str(at % 2), str(at)) for at in range(6)} | {"b": ("b", "0", "0")}
    parts = {frozenset(part) for part in partition(paths, most=3)}
    assert parts == {frozenset({"a0", "a2", "a4"}), frozenset({"a1", "a3", "a5"}), frozenset("b")}
    assert {frozenset(part) for part in partition(paths, most=6)} == {
        frozenset(paths) - {"b"},
        frozenset("b"),
    }
