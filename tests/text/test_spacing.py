from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text.spacing import letters_of, squash, without_surrogates


@pytest.mark.parametrize(
    ("text", "squashed"),
    [
        (" a\n\tb\u00a0 c ", "a b c"),
        ("so\u00adft\u200b", "soft"),
        ("a\x00b", "a b"),
        ("\u202egnp\u202c.exe", "gnp.exe"),
        ("e\u0301", "é"),
    ],
)
def test_squash(text: str, squashed: str) -> None:
    """White space and controls are single spaces, what has no ink goes, letters are composed."""
    assert squash(text) == squashed


@given(st.text())
def test_squash_is_done_once(text: str) -> None:
    """What is squashed stays as it is."""
    assert squash(squash(text)) == squash(text)


def test_letters_are_equal_whatever_the_layout() -> None:
    """Marks, spaces and case make no other key."""
    assert letters_of("“The U.N.”, he") == letters_of("the un - He")


def test_halves_of_pairs_are_replaced() -> None:
    """What no file can hold as UTF-8 is a mark; all else stays."""
    assert without_surrogates("a\ud800b 🕊") == "a�b 🕊"
