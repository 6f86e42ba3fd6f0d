from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.render.controls import printable, without_controls


@given(st.text())
def test_printable_text_can_be_printed(text: str) -> None:
    """Whatever the text, its printable form is one line without anything a terminal obeys."""
    line = printable(text)
    assert line.isprintable()
    assert printable(line) == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv’s “peace” – Genève\u00a0🕊", "Kyiv’s “peace” – Genève 🕊"),
        ("a\n\tb", "a b"),
        ("\x1b[2Jgone\x9b", "�[2Jgone�"),
        ("so\u00adft \u202eback\u202c", "soft back"),
        ("\ud800", "�"),
    ],
)
def test_printable_form(text: str, expected: str) -> None:
    """Words stay, white space is one space, controls are a mark, invisible marks go."""
    assert printable(text) == expected


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=st.characters() | st.sampled_from(TURNING)))
def test_without_controls_keeps_every_other_character(text: str) -> None:
    """A control becomes one mark, what turns the direction of writing goes, all else stays."""
    kept = without_controls(text)
    straight = [char for char in text if char not in TURNING]
    assert len(kept) == len(straight)
    assert all(new in (old, "�") for new, old in zip(kept, straight, strict=True))
    assert not set(kept) & set("\x00\x07\x1b\r\x7f\x85\x9b")
