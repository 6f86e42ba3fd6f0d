"""Attributions match one to one, as many as possible."""

from __future__ import annotations

from memcon.evaluate.matching import match


def test_matching_is_as_large_as_possible() -> None:
    """A first choice moves on where another has no second."""
    weights = {("a", "x"): 0.9, ("a", "y"): 0.5, ("b", "x"): 0.8}
    assert match(["a", "b"], ["x", "y"], lambda g, f: weights.get((g, f), 0.0)) == {0: 1, 1: 0}


def test_matching_prefers_the_heavier() -> None:
    """Where both fit, the better one is taken."""
    assert match(["a"], ["x", "y"], lambda _, f: {"x": 0.5, "y": 0.6}[f]) == {0: 1}


def test_nothing_fits() -> None:
    """Weights of 0 are no pairs."""
    assert match(["a"], ["x"], lambda _, __: 0.0) == {}
