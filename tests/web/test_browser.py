"""The desk in a real browser: cards, passages, filters, the keyboard, and nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from memcon.store import Writer
from tests import dossier
from tests.render.reports import HOSTILE, full
from tests.web.serving import Watched, serving, watching


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk on a store with a hostile report."""
    store = str(tmp_path_factory.mktemp("browser") / "memcon.db")
    with Writer.open(store) as writer:
        list(writer.add([*dossier.records(20), full(HOSTILE)]))
    with serving(store) as home:
        yield home


@pytest.fixture
def desk(browser: Any, served: str) -> Iterator[Watched]:
    """A tab on the desk; in the end nothing was asked of others, and nothing went wrong."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    with watching(tab, served) as watched:
        yield watched


def test_cards_show_on_hover_and_focus(desk: Watched) -> None:
    """A mark shows the card of what it means to the mouse and to the keyboard."""
    desk.go("/report/article-1")
    preview, mark = desk.tab.locator("#preview"), desk.tab.locator("a[data-card]").first
    assert preview.is_hidden()
    mark.hover()
    assert "envoy" in preview.inner_text()
    desk.tab.keyboard.press("Escape")
    assert preview.is_hidden()
    mark.focus()
    assert preview.is_visible()


def test_a_fact_is_followed_to_its_passage(desk: Watched) -> None:
    """A click on a fact scrolls to its marked words."""
    desk.go("/statements")
    row = desk.tab.locator("table.said tbody tr").first
    words = row.locator("q").inner_text()
    row.locator("a.to").click()
    desk.tab.wait_for_url("**/report/**")
    found = desk.tab.locator(".block .found")
    assert "".join(found.all_inner_texts()) == words
    assert found.first.is_visible()


def test_filters_change_the_list_alone(desk: Watched) -> None:
    """A choice narrows the list without loading the page anew, and the address says so."""
    desk.go("/timeline")
    desk.tab.evaluate("window.kept = true")
    desk.tab.select_option("select[name=type]", "CONSULT")
    desk.tab.wait_for_url("**type=CONSULT**")
    desk.tab.wait_for_selector("#results tbody tr.event")
    assert desk.tab.evaluate("window.kept") is True
    assert desk.tab.locator("#results tr.statement").count() == 0
    desk.tab.reload()
    assert desk.tab.locator("select[name=type]").input_value() == "CONSULT"


def test_filters_are_folded_on_narrow_screens(desk: Watched) -> None:
    """A telephone shows the list first; filters that are set stay in sight."""
    desk.tab.set_viewport_size({"width": 360, "height": 800})
    desk.go("/statements")
    field = desk.tab.locator(".filters input[name=who]")
    assert field.is_hidden()
    desk.tab.click(".narrow summary")
    assert field.is_visible()
    desk.go("/statements?since=2020")
    assert field.is_visible()


def test_the_matrix_opens_a_history(desk: Watched) -> None:
    """A cell leads to the positions that it stands for."""
    desk.go("/positions")
    desk.tab.locator("a.cell").first.click()
    desk.tab.wait_for_url("**/positions/*/*")
    assert desk.tab.locator(".step").count() > 0


def test_search_by_keyboard(desk: Watched) -> None:
    """The slash key and the enter key are all that a search needs."""
    desk.go("/")
    desk.tab.keyboard.press("/")
    desk.tab.keyboard.type("report")
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**/search?q=report")
    assert desk.tab.locator("mark").count() > 0


def test_pages_read_without_scripts(browser: Any, served: str) -> None:
    """Filters and passages work with scripts off."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{served}/timeline")
    tab.select_option("select[name=type]", "CONSULT")
    tab.click(".filters button")
    tab.wait_for_url("**type=CONSULT**")
    tab.locator("a.to").first.click()
    tab.wait_for_url("**/report/**")
    assert tab.locator(".block .found").count() > 0
    context.close()
