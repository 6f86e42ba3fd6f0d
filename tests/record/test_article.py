from __future__ import annotations

import pytest

from memcon.record import Article, Block, BlockKind, Span
from tests import factories as make

TEXT = "Talks in Oslo\n\nLogo\n\nThe envoys met."
P = BlockKind.PARAGRAPH


def _with(*spans: tuple[int, int]) -> Article:
    return make.article(TEXT, blocks=tuple(Block(P, Span(*span)) for span in spans))


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param(((15, 19), (0, 13)), id="out of order"),
        pytest.param(((0, 13), (12, 19)), id="overlapping"),
        pytest.param(((0, 13), (0, 13)), id="twice"),
        pytest.param(((0, 13), (21, len(TEXT) + 1)), id="beyond the text"),
    ],
)
def test_blocks_that_do_not_fit_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    """Blocks lie in the text, in order, without overlap."""
    with pytest.raises(ValueError, match="block out of order or out of text"):
        _with(*spans)


def test_blocks_may_touch_and_leave_gaps() -> None:
    """Neighbouring blocks need nothing between them, and furniture lies in none."""
    assert len(_with((0, 5), (5, 13), (21, len(TEXT))).blocks) == 3


def test_block_at_gives_the_covering_block() -> None:
    """An offset belongs to the block that covers it; furniture belongs to none."""
    report = _with((0, 13), (21, len(TEXT)))
    assert report.block_at(0) == report.blocks[0]
    assert report.block_at(12) == report.blocks[0]
    assert report.block_at(13) is None
    assert report.block_at(16) is None
    assert report.block_at(len(TEXT) - 1) == report.blocks[1]
    assert report.block_at(len(TEXT)) is None


def test_quote_gives_the_exact_words() -> None:
    """A quote is the text between the offsets, in code points."""
    report = make.article("A 🕊 in Genève.")
    assert report.quote(Span(2, 3)) == "🕊"
    assert report.quote(Span(7, 13)) == "Genève"


def test_background_is_not_reporting() -> None:
    """Facts are read from all kinds of block but background."""
    assert [kind for kind in BlockKind if not kind.is_reporting] == [BlockKind.BACKGROUND]


def test_headings_are_titles() -> None:
    """Headline and heading stand over text; nothing else does."""
    assert {k for k in BlockKind if k.is_title} == {BlockKind.HEADLINE, BlockKind.HEADING}
