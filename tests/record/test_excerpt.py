from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Article, Block, BlockKind, Span
from memcon.record.excerpt import BETWEEN, SILENT, Excerpt
from tests import factories as make

WORDS = st.text(alphabet="ab “”’é🕊\n", min_size=1, max_size=20).filter(str.strip)
PIECES = st.lists(st.tuples(st.none() | st.sampled_from(BlockKind), WORDS), max_size=8)


def _article(pieces: list[tuple[BlockKind | None, str]]) -> Article:
    """Pieces one after the other; those without a kind are furniture."""
    text, blocks = "", []
    for kind, words in pieces:
        if kind is not None:
            blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return make.article(text, blocks=tuple(blocks))


def _spoken(pieces: list[tuple[BlockKind | None, str]]) -> list[str]:
    unread = (None, BlockKind.BACKGROUND, *SILENT)
    return [words for kind, words in pieces if kind not in unread]


@given(PIECES)
def test_only_spoken_blocks_are_in_it(pieces: list[tuple[BlockKind | None, str]]) -> None:
    """The excerpt is the spoken blocks in order: no headings, captions, background, furniture."""
    assert Excerpt.of(_article(pieces)).text == BETWEEN.join(_spoken(pieces))


@given(PIECES, st.data())
def test_every_range_leads_back_to_its_words(
    pieces: list[tuple[BlockKind | None, str]], data: st.DataObject
) -> None:
    """Whatever the range: its spans are in order, apart, and show its words without the seams."""
    article = _article(pieces)
    excerpt = Excerpt.of(article)
    start = data.draw(st.integers(0, len(excerpt.text)))
    end = data.draw(st.integers(start, len(excerpt.text)))
    spans = excerpt.to_article([(start, end)])
    of_blocks = {
        begin + n
        for begin, words in zip(excerpt.begins, _spoken(pieces), strict=True)
        for n in range(len(words))
    }
    words = "".join(excerpt.text[at] for at in range(start, end) if at in of_blocks)
    assert "".join(map(article.quote, spans)) == words
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(PIECES)
def test_every_block_leads_back_to_itself(pieces: list[tuple[BlockKind | None, str]]) -> None:
    """The range of a whole block is the block's span in the article."""
    excerpt = Excerpt.of(_article(pieces))
    for begin, span in zip(excerpt.begins, excerpt.spans, strict=True):
        assert excerpt.to_article([(begin, begin + len(span))]) == (span,)


def test_a_range_over_two_blocks_is_split() -> None:
    """A quotation that runs over a paragraph's end is one span in each; no heading between."""
    report = make.article(
        "“We wait.\n\nA heading\n\n“We hope,” Ruiz said.",
        BlockKind.PARAGRAPH, BlockKind.HEADING,
    )  # fmt: skip
    excerpt = Excerpt.of(report)
    assert excerpt.text == "“We wait.\n\n“We hope,” Ruiz said."
    spans = excerpt.to_article([(0, excerpt.text.index(" Ruiz"))])
    assert [report.quote(span) for span in spans] == ["“We wait.", "“We hope,”"]


def test_several_ranges_keep_their_order() -> None:
    """Ranges come back one by one, as they were given."""
    report = make.article("Oslo waits.\n\nRome hopes.")
    excerpt = Excerpt.of(report)
    at = [excerpt.text.index(word) for word in ("hopes", "Oslo")]
    spans = excerpt.to_article([(at[0], at[0] + 5), (at[1], at[1] + 4)])
    assert [report.quote(span) for span in spans] == ["hopes", "Oslo"]


@pytest.mark.parametrize("seam", [(10, 11), (11, 12), (10, 12)])
def test_the_seam_between_blocks_is_nowhere(seam: tuple[int, int]) -> None:
    """What lies between two blocks of the excerpt has no words in the article."""
    excerpt = Excerpt.of(make.article("Oslo waits\n\nRome hopes"))
    assert excerpt.text[10:12] == BETWEEN
    assert excerpt.to_article([seam]) == ()


def test_nothing_is_spoken_in_headings_alone() -> None:
    """An article of headings, or of no blocks, has an empty excerpt."""
    for report in (make.article("Talks go on", BlockKind.HEADLINE), make.article("x", blocks=())):
        assert Excerpt.of(report) == Excerpt("", (), ())
        assert Excerpt.of(report).to_article([]) == ()
