"""In a real browser reports are added and facts corrected: by mouse, by keyboard, unscripted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from memcon.store import Writer
from tests import dossier
from tests.web import hostile
from tests.web.serving import Watched, serving, watching

RECORDS = tuple(dossier.records(6))
RECORD = RECORDS[0]
EVENT, SAID = RECORD.events[0], RECORD.statements[0]
TEXT = (
    "Envoys part without a text\n\n"
    "The foreign minister of Norway said on Tuesday that the talks in Geneva would go on.\n\n"
    "“We have time,” she told reporters."
)
SLOW_MS = 90_000
"""The first report waits for the language networks to be loaded."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk with ``--edit``, on a store with hostile reports."""
    store = str(tmp_path_factory.mktemp("editing") / "memcon.db")
    with Writer.open(store) as writer:
        list(writer.add([*RECORDS, *hostile.records()]))
    with serving(store, "--edit") as home:
        yield home


@pytest.fixture
def desk(browser: Any, served: str) -> Iterator[Watched]:
    """A tab on the desk; in the end nothing was asked of others, and nothing went wrong."""
    with watching(browser.new_page(viewport={"width": 1280, "height": 900}), served) as watched:
        yield watched


def _paste(tab: Any, text: str) -> None:
    tab.fill("#addtext-text", text)
    tab.fill("#addtext-published", "2025-10-22")
    tab.get_by_role("button", name="Add the text").click()


def test_a_report_is_pasted_and_opened(desk: Watched) -> None:
    """The page tells how far the report is without being loaded anew, and leads to it."""
    desk.go("/")
    desk.tab.get_by_role("link", name="Add a report").click()
    _paste(desk.tab, TEXT)
    desk.tab.wait_for_url("**/adding/*")
    desk.tab.evaluate("window.kept = true")
    link = desk.tab.get_by_role("link", name="Envoys part without a text")
    link.wait_for(timeout=SLOW_MS)
    assert desk.tab.evaluate("window.kept") is True
    link.click()
    desk.tab.wait_for_url("**/report/*")
    assert "would go on" in desk.tab.locator(".report").inner_text()
    assert desk.tab.locator(".note").count() > 0


def test_a_report_is_pasted_without_scripts(browser: Any, served: str) -> None:
    """With scripts off the page that tells how far it is loads itself again."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{served}/add")
    _paste(tab, f"{TEXT}\n\nNothing more was said.")
    tab.wait_for_selector("text=Done.", timeout=SLOW_MS)
    tab.get_by_role("link", name="Envoys part without a text").click()
    assert "Nothing more was said." in tab.locator(".report").inner_text()
    context.close()


def test_a_link_is_corrected_and_undone(desk: Watched) -> None:
    """Whom a statement is of is looked up, chosen, shown as corrected, and taken back."""
    other = next(one for one in RECORD.entities if one.office and one.id != SAID.speaker)
    before = RECORD.entity(SAID.speaker)
    assert before is not None
    desk.go(f"/fact/{SAID.id}")
    note = desk.tab.locator(f".note:has(a[href='/fact/{SAID.id}'])")
    assert before.name in note.inner_text()
    note.get_by_role("link", name="Correct").click()
    note.locator(".options").wait_for()  # in its place, the report stays where it is
    desk.tab.fill("input[name=who]", other.name)
    desk.tab.get_by_role("button", name="Look up").click()
    desk.tab.locator(f"input[type=radio][value={other.id}]").check()
    form = desk.tab.locator("form[action='/corrections/source']")
    form.locator("input[name=author]").fill("Ana Ruiz")
    form.get_by_role("button").click()
    corrected = note.locator(".corrected")
    corrected.wait_for()
    assert "corrected by Ana Ruiz" in corrected.inner_text()
    assert other.name in note.inner_text()
    corrected.get_by_role("button", name="Undo").click()
    corrected.wait_for(state="detached")
    assert before.name in note.inner_text()


def test_a_status_is_corrected_by_keyboard(desk: Watched) -> None:
    """Tab, arrows and enter are all that a correction needs, and focus is seen on the way."""
    desk.go(f"/correct/{EVENT.id}")
    choice = desk.tab.locator("select[name=value]")
    for _ in range(40):
        desk.tab.keyboard.press("Tab")
        if choice.evaluate("one => one === document.activeElement"):
            break
    assert choice.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    before = choice.input_value()
    desk.tab.keyboard.press("ArrowDown" if before != "denied" else "ArrowUp")
    chosen = choice.input_value()
    assert chosen != before
    desk.tab.keyboard.press("Tab")
    desk.tab.keyboard.type("Keys")
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**/report/**")
    assert f"status: {chosen}, corrected by Keys" in desk.tab.locator("main").inner_text()


def test_a_wrong_address_is_told(desk: Watched) -> None:
    """An address of the machine itself is refused, and the page says why."""
    desk.go("/add")
    desk.tab.fill("#addaddress-url", "http://127.0.0.1:1/")
    desk.tab.get_by_role("button", name="Fetch the page").click()
    fault = desk.tab.locator(".fault")
    fault.wait_for(timeout=20_000)
    assert "not a public address" in fault.inner_text()


def test_nothing_hostile_runs(desk: Watched) -> None:
    """Each hostile payload is looked at: no script runs, nothing opens, nothing is loaded."""
    lists = (
        "/",
        "/reports?limit=200",
        "/statements?limit=200",
        "/entities?limit=200",
        "/search?q=go",
    )
    reports = [f"/report/article-{number}" for number in range(len(hostile.PAYLOADS))]
    for path in (*lists, *reports, "/correct/article-1", "/timeline?limit=200"):
        desk.tab.goto(desk.home + path, wait_until="domcontentloaded")
        assert desk.tab.evaluate(f"window.{hostile.MARK}") is None, path


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(desk: Watched, width: int) -> None:
    """The forms fit a telephone."""
    desk.tab.set_viewport_size({"width": width, "height": 800})
    ids = (RECORD.article.id, SAID.id, EVENT.id, RECORD.positions[0].id, SAID.speaker)
    for path in ("/add", "/corrections", f"/report/{ids[0]}", *(f"/correct/{id}" for id in ids)):
        desk.go(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.tab.evaluate(wide) == 0, path


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(desk: Watched, width: int, scheme: str) -> None:
    """No form has a barrier that axe-core knows of, on its page or in its place in a report."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    desk.tab.set_viewport_size({"width": width, "height": 900})
    desk.tab.emulate_media(color_scheme=scheme)
    report = f"/report/{RECORD.article.id}"
    pages = (
        report,
        "/add",
        "/corrections",
        f"/correct/{SAID.id}?who=Geneva",
        f"/correct/{EVENT.id}",
    )
    for path in pages:
        desk.go(path)
        if path == report:
            desk.tab.locator(".note .edit").first.click()
            desk.tab.locator(".note .options").wait_for()
        told = axe.run(desk.tab, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in told] == [], path
