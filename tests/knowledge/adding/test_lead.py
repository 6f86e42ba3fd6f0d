"""The first paragraph of a page: found, cleaned, and what it says the thing is."""

from __future__ import annotations

import pytest

from memcon.knowledge.adding.lead import (
    card_of,
    description_of,
    first_paragraph,
    is_disambiguation,
    is_proper,
    kind_of,
)
from tests.knowledge.adding.zim_writer import html

LEAD = "The Testopil Accord was a treaty that two river states signed in 1994."


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<p class='mw-empty-elt'></p>",
        "<p>Short.</p>",
        "<table class='infobox'><tr><td><p>A row of the infobox, long enough to be read.</p></td>"
        "</tr></table>",
        "<div class='hatnote'><p>This page is about the treaty, not the town of it.</p></div>",
        "<style>.p { content: 'a rule that is long enough to be a paragraph' }</style>",
        "<p><span id='coordinates'>Coordinates: 49°30′N 31°30′E / 49.5°N 31.5°E</span></p>",
    ],
)
def test_the_first_paragraph_that_says_something(before: str) -> None:
    """Boxes, notes, coordinates and empty paragraphs stand before it and are passed over."""
    assert first_paragraph(html("Testopil Accord", LEAD, before=before)) == LEAD


def test_references_and_empty_brackets_go() -> None:
    """Marks of notes and what pronunciation leaves behind are no text of a card."""
    page = html(
        "Testopil",
        "<b>Testopil</b> (<span class='IPA'>[x]</span>)<sup class='reference'>[1]</sup> is a town"
        " in Ukraine [2] , on the river.",
    )
    assert first_paragraph(page) == "Testopil is a town in Ukraine, on the river."


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html></html>",
        b'<meta http-equiv="refresh" content="0;URL=\'Kyiv#History\'"><p>'
        + b"word " * 20
        + b"</p>",
    ],
)
def test_pages_without_a_paragraph(page: bytes) -> None:
    """Empty and damaged pages, and those that only lead to a part of another."""
    assert first_paragraph(page) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Anna Nowak (born 1 May 1970) is a Polish politician and lawyer who was …", "person"),
        ("Testopil (Ukrainian: Тестопіль) is a city in the Kyiv Oblast of Ukraine.", "city"),
        ("The Ministry of Rivers is a government agency of Utopia.", "organisation"),
        ("The Testopil Accord was a peace treaty signed in 1994.", "other"),
        ("The siege of Testopil was a battle between two armies.", "event"),
        ("The Lowland Front is a rebel group active in the delta.", "organisation"),
        ("Testopil Nights is a 1999 film about the siege.", "none"),
        ("Testopil is a genus of moths in the family of owlets.", "none"),
        ("The Strait of Testopil is a narrow strait between two seas.", "region"),
        ("Testopil Air Base is an air base of the air force.", "facility"),
        ("Once upon a time nothing was said at all about it.", None),
    ],
)
def test_kinds_by_the_noun_of_the_first_sentence(sentence: str, kind: str | None) -> None:
    """The last noun before "of", "in" or "that" decides."""
    assert kind_of(sentence) == kind


def test_descriptions_are_the_words_before_the_first_preposition() -> None:
    """As short as those of the built-in base."""
    assert description_of("Anna Nowak is a Polish politician who was first.") == "Polish politician"
    assert description_of("No such sentence stands here.") is None


@pytest.mark.parametrize(
    ("title", "text", "is_name"),
    [
        ("Minsk agreements", "The Minsk agreements were signed in Minsk.", True),
        ("Peace process", "A peace process is a set of talks.", False),
        ("Diplomacy", "In short, diplomacy is the art of talks.", False),
        ("NATO", "NATO is an alliance.", True),
        ("Testopil", "Testopil is a town.", True),
        ("2014 referendum", "The referendum of 2014 was held.", True),
        ("Treaty of Testopil", "The treaty of Testopil was signed.", True),
    ],
)
def test_proper_names_and_common_words(title: str, text: str, is_name: bool) -> None:
    """A word that stands in lower case in its own article is no name."""
    assert is_proper(title, text) is is_name


def test_disambiguation_pages_are_told() -> None:
    """Pages that list what a name may mean."""
    assert is_disambiguation("Testopil may refer to:")
    assert not is_disambiguation(LEAD)


def test_cards_end_behind_a_sentence() -> None:
    """A long paragraph is cut where a sentence ends, one long sentence where it must."""
    text = "A sentence of some words. " * 40
    card = card_of(text)
    assert len(card) <= 600
    assert card.endswith("words.")
    assert card_of("word " * 300).endswith("…")
    assert card_of("Short.") == "Short."
