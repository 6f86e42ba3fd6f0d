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


@given(st.text())
def test_without_controls_keeps_every_other_character(text: str) -> None:
    """Only controls change, each into one character, so that nothing moves."""
    kept = without_controls(text)
    assert len(kept) == len(text)
    assert all(new in (old, "�") for new, old in zip(kept, text, strict=True))
    assert not set(kept) & set("\x00\x07\x1b\r\x7f\x85\x9b")
