"""Groups from scored pairs."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from memcon.resolve.grouping import Pair, group, pair_of

KEYS = tuple("abcdefgh")
scores_of = st.dictionaries(
    st.sampled_from([pair_of(*pair) for pair in combinations(KEYS, 2)]),
    st.integers(0, 10).map(lambda tenths: tenths / 10),
)


def test_no_chain_joins_what_is_unlike() -> None:
    """Where a is like b and b like c, that does not make a and c one."""
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.0}
    assert group("abc", scores, least=0.5) == (("a", "b"), ("c",))


def test_mean_of_all_pairs_decides() -> None:
    """A group takes in what is like its members on the whole."""
    scores = {("a", "b"): 0.9, ("a", "c"): 0.4, ("b", "c"): 0.7}
    assert group("abc", scores, least=0.5) == (("a", "b", "c"),)
    assert group("abc", scores, least=0.6) == (("a", "b"), ("c",))


def test_what_is_missing_counts_as_unlike() -> None:
    """A pair without a score counts as 0 in the mean, and yet forbids nothing."""
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8}
    assert group("abc", scores, least=0.5) == (("a", "b"), ("c",))
    assert group("abc", scores, least=0.4) == (("a", "b", "c"),)


def test_people_decide_over_scores() -> None:
    """What must be together is, whatever the score; what must not be is not."""
    scores = {("a", "b"): 0.9, ("a", "c"): 0.0}
    found = group("abc", scores, least=0.5, together=[("c", "a")], apart=[("b", "a")])
    assert found == (("a", "c"), ("b",))


def test_together_wins_over_apart() -> None:
    """The later decision of two that clash is the caller's to drop; here joining wins."""
    assert group("ab", {}, least=0.5, together=[("a", "b")], apart=[("a", "b")]) == (("a", "b"),)


def test_decisions_on_unknown_keys_change_nothing() -> None:
    """A pair that names something that is not there is passed over."""
    assert group("ab", {}, least=0.5, together=[("a", "x")], apart=[("y", "b")]) == (("a",), ("b",))


@given(scores_of, st.permutations(KEYS), st.randoms(use_true_random=False))
def test_order_does_not_matter(scores: dict[Pair, float], keys: list[str], random: object) -> None:
    """Any order of keys and scores gives the same groups."""
    shuffled = list(scores.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = group(keys, dict(shuffled), least=0.5)
    assert again == group(KEYS, scores, least=0.5)
    assert sorted(key for members in again for key in members) == sorted(KEYS)


@given(scores_of)
def test_nothing_forbidden_is_joined(scores: dict[Pair, float]) -> None:
    """No group holds a pair of score 0, and every mean is high enough."""
    for members in group(KEYS, scores, least=0.5):
        inside = [scores.get(pair) for pair in combinations(members, 2)]
        assert 0.0 not in inside


@given(scores_of)
def test_no_two_groups_should_have_been_joined(scores: dict[Pair, float]) -> None:
    """Between two groups in the end the mean is too low, or something forbids."""
    for one, other in combinations(group(KEYS, scores, least=0.5), 2):
        across = [scores.get(pair_of(a, b)) for a in one for b in other]
        mean = sum(score or 0.0 for score in across) / len(across)
        assert mean < 0.5 or 0.0 in across
