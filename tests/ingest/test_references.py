from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.references import mend_references, unescape


@pytest.mark.parametrize(
    ("markup", "mended"),
    [
        ("Rhine &amp;amp; Rhone", "Rhine &amp; Rhone"),
        ("&amp;amp;quot;No&amp;quot;", "&quot;No&quot;"),
        ("caf&amp;#233; &amp;#xE9;", "caf&#233; &#xE9;"),
        ("a &amp; b; c", "a &amp; b; c"),
        ("?a=1&amp;b=2;", "?a=1&amp;b=2;"),
        ("&amp;nosuchname;", "&amp;nosuchname;"),
    ],
)
def test_what_was_escaped_again_is_escaped_once(markup: str, mended: str) -> None:
    """Any number of times too often; what only looks alike is left alone."""
    assert mend_references(markup) == mended


@given(st.text(alphabet="&amp;quot#3x", max_size=40))
def test_mending_is_done_at_once(markup: str) -> None:
    """Nothing is left to mend."""
    assert mend_references(mend_references(markup)) == mend_references(markup)


def test_complete_references_are_read() -> None:
    """Only what ends in a semicolon and is known: an address keeps its parts."""
    assert (
        unescape("Q&amp;A &#8217; ?a=1&copy=2 &nosuchname; &") == "Q&A ’ ?a=1&copy=2 &nosuchname; &"
    )
