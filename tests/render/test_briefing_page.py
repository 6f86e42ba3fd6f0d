"""A briefing as a page: quiet, self-contained, and safe to open."""

from __future__ import annotations

from lxml import html

from memcon.render.briefing_page import to_page
from tests.render import briefings
from tests.render.reports import HOSTILE


def test_numbers_lead_to_their_sources() -> None:
    """Every link within the page has its target."""
    page = html.fromstring(to_page(briefings.full()))
    links = {link.get("href") for link in page.iter("a") if link.get("href", "").startswith("#")}
    assert links == {"#source-1", "#source-2"}
    assert links <= {f"#{one.get('id')}" for one in page.iter() if one.get("id")}


def test_sources_are_linked_without_trust() -> None:
    """The one address of the web, and none for a source without."""
    page = html.fromstring(to_page(briefings.full()))
    (link,) = [one for one in page.iter("a") if not one.get("href", "").startswith("#")]
    assert (link.get("href"), link.get("rel")) == (briefings.URL, "noopener nofollow")


def test_positions_are_a_table_by_issue() -> None:
    """An issue stands once beside its lines."""
    page = html.fromstring(to_page(briefings.full()))
    heads = [(one.text, one.get("rowspan")) for one in page.iter("th") if one.get("rowspan")]
    assert heads == [("Borders plain", "2"), ("Ceasefire plain", "1")]


def test_it_says_what_was_left_out() -> None:
    """Below the section that is cut."""
    assert "2 further lines" in to_page(briefings.full())


def test_hostile_words_stay_words() -> None:
    """No element, no attribute and no script comes of them."""
    page = html.fromstring(to_page(briefings.full(HOSTILE, url=f"https://x.example/{HOSTILE}")))
    assert not [one.tag for one in page.iter("script", "img", "iframe", "object")]
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    assert page.text_content().count("{{ 7*7 }}") > 10


def test_nothing_comes_from_elsewhere() -> None:
    """No script, no request: the page's own policy forbids them."""
    page = to_page(briefings.full())
    assert "default-src 'none'" in page
    assert not any(f"<{tag}" in page for tag in ("script", "link", "img", "iframe"))
    assert "@import" not in page
    assert "url(" not in page


def test_it_has_a_dark_and_a_printed_form() -> None:
    """By the reader's own settings."""
    page = to_page(briefings.full())
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_nothing_is_a_page_too() -> None:
    """The title, and that there is nothing."""
    page = html.fromstring(to_page(briefings.empty()))
    assert page.findtext(".//h1") == "Norland"
    assert not list(page.iter("section"))
