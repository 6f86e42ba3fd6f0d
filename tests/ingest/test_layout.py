from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.layout import find_kinds, is_heading_like
from memcon.ingest.paragraphs import find_paragraphs
from memcon.ingest.piece import Piece, Role
from memcon.record import BlockKind
from tests.ingest.web import REPORT


def _kinds(*texts: str) -> list[str | None]:
    return [kind and kind.value for kind in find_kinds([Piece(text) for text in texts])]


def test_plain_text_gets_headline_lead_and_headings() -> None:
    """Short lines without a full stop, before prose, are headings; the first is the headline."""
    kinds = _kinds("River talks end", REPORT[0], REPORT[1], "What comes next", REPORT[3])
    assert kinds == ["headline", "lead", "paragraph", "heading", "paragraph"]


def test_furniture_in_plain_text_belongs_to_no_block() -> None:
    """Markers, bylines, dates and teasers are no part of the report."""
    furniture = ("Logo", "By Jane Doe", "Updated 3 hours ago", "Read more: Old story", "Share")
    assert _kinds(*furniture, REPORT[0]) == [None] * 5 + ["paragraph"]


def test_a_caption_stands_beside_its_marker() -> None:
    """The paragraph in caption form next to "Image 1" is the caption, its neighbour is not."""
    caption = "The two envoys met at the Château d’Ouchy in Lausanne on March 3, 2025."
    kinds = _kinds(REPORT[0], caption, "Image 1", REPORT[1], REPORT[3])
    assert kinds == ["lead", "caption", None, "paragraph", "paragraph"]


def test_a_lone_text_is_never_furniture() -> None:
    """One sentence given to be read is read."""
    assert _kinds("Read more about the talks") == ["paragraph"]


def test_a_short_line_before_no_prose_is_no_heading() -> None:
    """Lines of a table or a list of names are not headings."""
    assert _kinds("North 3", "South 2", REPORT[0])[0] == "paragraph"


def test_a_quotation_is_no_heading() -> None:
    """A short quoted sentence is a paragraph."""
    assert not is_heading_like("“We will not sign.”")
    assert is_heading_like("North Rejects “Peace Signals” from the South")


def test_markup_decides_where_there_is_some() -> None:
    """Roles of the markup become kinds; a heading over nothing is dropped."""
    pieces = [
        Piece("River talks end", Role.HEADLINE),
        Piece(REPORT[0], Role.LEAD),
        Piece("They met at the lake.", Role.CAPTION),
        Piece(REPORT[2], Role.QUOTE),
        Piece("a truce", Role.LIST),
        Piece("In other matters", Role.HEADING),
    ]
    kinds = [kind and kind.value for kind in find_kinds(pieces)]
    assert kinds == ["headline", "lead", "caption", "quote", "list", None]


def test_text_of_background_alone_stays_reporting() -> None:
    """An encyclopaedia entry that is the whole text is what there is to read."""
    kinds = _kinds("Muscat", "Muscat is the capital of Oman.", "Doha", "Doha is the capital.")
    assert "background" not in kinds


def test_seed_page(shared: Path) -> None:
    """On the first real page nothing of the hand annotation is missed or taken too much."""
    text = (shared / "seed/page.txt").read_text("utf-8")
    expected = json.loads((shared / "seed/expected.json").read_text("utf-8"))
    spans = find_paragraphs(text)
    texts = [text[span.start : span.end] for span in spans]
    kinds = dict(zip(texts, find_kinds([Piece(one) for one in texts]), strict=True))
    by_kind = {kind: [one for one in texts if kinds[one] is kind] for kind in BlockKind}
    assert [one for one in texts if kinds[one] is None] == expected["boilerplate"]
    assert by_kind[BlockKind.CAPTION] == expected["captions"]
    assert by_kind[BlockKind.HEADING] == expected["headings"]
    start = texts.index(expected["article_ends_before"])
    assert by_kind[BlockKind.BACKGROUND] == texts[start:]


@pytest.mark.filterwarnings("error")
@given(st.lists(st.text(max_size=80).filter(str.strip), max_size=12), st.sampled_from(Role))
def test_every_piece_gets_one_kind(texts: list[str], role: Role) -> None:
    """As many kinds as pieces, whatever they say."""
    assert len(find_kinds([Piece(text, role) for text in texts])) == len(texts)
