from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.markdown import read_markdown
from memcon.ingest.piece import Piece, Role

TEXT = """---
title: River talks
date: 2025-03-04
author: Ada Brunner
---
# River talks end

The **two** sides met in [Lausanne](https://a.example),
and parted.

## What is open

> Nobody builds first.

- a survey
- a hotline

![the lake](lake.jpg)
"""


def test_structure_becomes_roles_and_marks_go() -> None:
    """Headings, quotes and items are known; links, stars and images leave words only."""
    assert read_markdown(TEXT, "a.md").pieces == (
        Piece("River talks end", Role.HEADLINE),
        Piece("The two sides met in Lausanne, and parted."),
        Piece("What is open", Role.HEADING),
        Piece("Nobody builds first.", Role.QUOTE),
        Piece("a survey", Role.LIST),
        Piece("a hotline", Role.LIST),
    )


def test_front_matter_is_metadata() -> None:
    """Title, date and author are read from it."""
    metadata = read_markdown(TEXT, "a.md").metadata
    assert (metadata.title, metadata.authors) == ("River talks", ("Ada Brunner",))
    assert (metadata.published, metadata.published_from) == ("2025-03-04", "metadata")


@given(st.text(alphabet="-#>*` \n[]()!ab:", max_size=120))
def test_any_text_is_read(text: str) -> None:
    """No text raises, and no piece is empty."""
    assert all(piece.text for piece in read_markdown(text, "a.md").pieces)
