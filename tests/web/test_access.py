"""Everybody can use the pages: axe-core finds no barrier, keys do what the mouse does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from memcon.record import fact_id
from memcon.store import Writer
from tests import dossier
from tests.render.reports import HOSTILE, full
from tests.web.serving import Watched, serving, watching
from tests.web.test_charts import TOLD, meeting

MOST_BYTES = 500_000
PAGES = (
    "/",
    "/reports",
    "/report/a-1",
    "/entities",
    "/entity/Q901",
    "/positions",
    "/statements",
    "/events?since=2025",
    f"/event/{fact_id('event', 2)}",
    "/timeline?since=2025",
    "/map?since=2025",
    "/network?since=2000",
    "/briefing",
    "/briefing?who=Arvenia&other=Beltane",
    "/search?q=note",
    "/corrections",
)
COLOURED = tuple(one for one in PAGES if one.startswith(("/t", "/map", "/n", "/rep", "/pos")))
"""Pages that have colours of their own; axe takes a second for a page."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk on synthetic reports, a hostile one, and meetings on the map."""
    store = str(tmp_path_factory.mktemp("access") / "memcon.db")
    meetings = [meeting(n, one, day, has_place=has) for n, (one, day, has) in enumerate(TOLD)]
    with Writer.open(store) as writer:
        list(writer.add([*dossier.records(5), full(HOSTILE), *meetings]))
    with serving(store) as home:
        yield home


@pytest.fixture
def desk(browser: Any, served: str) -> Iterator[Watched]:
    """A tab on the desk; in the end nothing was asked of others, and nothing went wrong."""
    with watching(browser.new_page(viewport={"width": 1280, "height": 900}), served) as watched:
        yield watched


def _days(address: str) -> tuple[str, str]:
    query = parse_qs(urlsplit(address).query)
    return query["since"][0], query["until"][0]


@pytest.mark.parametrize(
    ("width", "scheme", "pages"), [(1280, "light", PAGES), (360, "dark", COLOURED)]
)
def test_axe_finds_nothing(desk: Watched, width: int, scheme: str, pages: tuple[str, ...]) -> None:
    """No page has a barrier that axe-core knows of, narrow or wide, dark or light."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    desk.tab.set_viewport_size({"width": width, "height": 900})
    desk.tab.emulate_media(color_scheme=scheme)
    found = {}
    for path in pages:
        desk.go(path)
        told = axe.run(desk.tab, options={"resultTypes": ["violations"]})
        if told.response["violations"]:
            found[path] = [
                (one["id"], one["nodes"][0]["html"]) for one in told.response["violations"]
            ]
    assert found == {}


def test_pages_are_light_and_fit_the_screen(desk: Watched) -> None:
    """No page weighs more than half a megabyte with all that it loads, and none scrolls sideways.

    Drawings and the matrix scroll in their frames.
    """
    answers: list[Any] = []
    desk.tab.on("response", lambda answer: answers.append(answer))
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in PAGES:
        answers.clear()
        desk.go(path)
        desk.tab.wait_for_load_state("networkidle")
        assert 0 < sum(len(one.body()) for one in answers) < MOST_BYTES, path
        for width in (360, 1280):
            desk.tab.set_viewport_size({"width": width, "height": 800})
            assert desk.tab.evaluate(wide) == 0, (path, width)


def test_the_timeline_is_moved_by_keys(desk: Watched) -> None:
    """Arrows move the days, plus and minus zoom, and the address says so."""
    desk.go("/timeline?since=2025-01-01&until=2025-12-31")
    for key, address in (
        ("ArrowRight", ("2025-07-02", "2026-07-01")),
        ("ArrowLeft", ("2025-01-01", "2025-12-31")),
        ("+", ("2025-04-02", "2025-09-30")),
    ):
        desk.tab.focus("[data-chart=timeline]")
        desk.tab.keyboard.press(key)
        desk.tab.wait_for_url(re.compile(f"since={address[0]}&until={address[1]}"))


def test_days_are_chosen_by_dragging(desk: Watched) -> None:
    """What the mouse is drawn over is what is shown next."""
    desk.go("/timeline?since=2025-01-01&until=2025-12-31")
    before = desk.tab.url
    box = desk.tab.locator("[data-chart=timeline] svg").bounding_box()
    y = box["y"] + box["height"] - 3
    desk.tab.mouse.move(box["x"] + box["width"] * 0.5, y)
    desk.tab.mouse.down()
    desk.tab.mouse.move(box["x"] + box["width"] * 0.75, y, steps=4)
    desk.tab.mouse.up()
    desk.tab.wait_for_function("before => location.href !== before", arg=before)
    since, until = _days(desk.tab.url)
    assert "2025-06-25" < since < "2025-07-08"
    assert "2025-09-25" < until < "2025-10-08"


def test_the_wheel_zooms_with_ctrl_alone(desk: Watched) -> None:
    """With Ctrl held the wheel zooms the timeline and the map where the mouse is."""
    desk.go("/timeline?since=2025-01-01&until=2025-12-31")
    before = desk.tab.url
    desk.tab.hover("[data-chart=timeline]")
    desk.tab.mouse.wheel(0, -100)
    desk.tab.wait_for_timeout(200)
    assert desk.tab.url == before
    desk.tab.keyboard.down("Control")
    desk.tab.mouse.wheel(0, -100)
    desk.tab.wait_for_url("**since=2025-04-02&until=2025-09-30**")
    desk.go("/map?since=2025")
    box = desk.tab.locator("[data-chart=map] svg").bounding_box()
    desk.tab.mouse.move(box["x"] + box["width"] * 0.53, box["y"] + box["height"] * 0.25)
    desk.tab.mouse.wheel(0, -100)
    desk.tab.wait_for_url("**region=europe**")
    desk.tab.wait_for_timeout(400)  # one turn of the wheel is one step
    desk.tab.mouse.wheel(0, 100)
    desk.tab.wait_for_function("!location.search.includes('region')")
    desk.tab.keyboard.up("Control")


def test_the_timeline_is_filtered(desk: Watched) -> None:
    """A status in the legend leaves its own marks alone, and taking it back shows all."""
    desk.go("/timeline?since=2025&who=Arvenia")
    marks = desk.tab.locator("a.happening")
    assert marks.count() == 3
    desk.tab.get_by_role("link", name="cancelled 1").click()
    desk.tab.wait_for_url("**status=cancelled**")
    assert marks.count() == 1
    desk.tab.get_by_role("link", name="cancelled 1").click()
    desk.tab.wait_for_function("document.querySelectorAll('a.happening').length === 3")


def test_a_mark_opens_its_happening(desk: Watched) -> None:
    """Marks are reached and opened by keyboard, and lead on to the passage."""
    desk.go("/timeline?since=2025&status=planned&who=Arvenia")
    desk.tab.locator("a.happening").focus()
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**/event/**")
    desk.tab.locator(".course a.to").first.click()
    desk.tab.wait_for_url("**/report/**")
    assert desk.tab.locator(".block .found").first.is_visible()


def test_the_slider_shows_an_earlier_day(desk: Watched) -> None:
    """One step to the left shows the matrix as of the day before, in the address too."""
    desk.go("/positions")
    slider = desk.tab.locator("#asof")
    days = slider.get_attribute("data-days").split()
    slider.focus()
    desk.tab.keyboard.press("ArrowLeft")
    desk.tab.wait_for_url(f"**until={days[-2]}**")
    desk.tab.wait_for_selector(f"#asof-day:text-is('{days[-2]}')")
    assert desk.tab.locator("input[name=until]").input_value() == days[-2]


def test_a_pair_is_told_on_focus(desk: Watched) -> None:
    """How often two met shows to the keyboard as it does to the mouse."""
    desk.go("/network?since=2025&who=Arvenia")
    edge = desk.tab.locator("a.edge").first
    words = "node => getComputedStyle(node.querySelector('text')).opacity"
    assert edge.evaluate(words) == "0"
    edge.focus()
    assert edge.evaluate(words) == "1"
    assert edge.locator("text").text_content() == "1 held, 1 ahead"


def test_the_map_has_land_and_places(desk: Watched) -> None:
    """The world is drawn from a file of the desk itself, and a place leads to its events."""
    desk.go("/map?since=2025&region=europe")
    land = desk.tab.locator("use.land").bounding_box()
    assert land["width"] > 900
    desk.tab.locator("a.place .hit").first.click()
    desk.tab.wait_for_url("**/events?**place=Q903**")
    assert desk.tab.locator("table.rows tbody tr").count() == 2


def test_drawings_work_without_scripts(browser: Any, served: str) -> None:
    """Zooming, the parts of the world and the day of the matrix are links and fields."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{served}/timeline?since=2025-01-01&until=2025-12-31")
    tab.click("[data-move=closer]")
    assert _days(tab.url) == ("2025-04-02", "2025-09-30")
    tab.goto(f"{served}/map?since=2025")
    tab.get_by_role("link", name="Africa").click()
    assert tab.locator("a.place").count() == 0
    tab.goto(f"{served}/positions")
    assert tab.locator("#asof").is_hidden()
    tab.fill("input[name=until]", "2020")
    tab.click(".filters button")
    tab.wait_for_url("**until=2020**")
    context.close()


def test_print_has_the_content_alone(desk: Watched) -> None:
    """On paper there are the drawing and the table, without menu, forms and links that move."""
    desk.go("/timeline?since=2025")
    desk.tab.emulate_media(media="print")
    assert desk.tab.locator("a.happening").first.is_visible()
    for hidden in (".top nav", ".filters", ".moves", ".find"):
        assert desk.tab.locator(hidden).is_hidden(), hidden
