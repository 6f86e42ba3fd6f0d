"""Every page of the desk at three widths: ``python -m tests.web.screenshots STORE FOLDER``.

``--docs`` before them writes the pictures of the documents alone, such as ``docs/img``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

from tests.web.serving import browsing, serving

WIDTHS: Final = (1280, 360, 2560)
HEIGHT: Final = 900
DOCUMENTS: Final = {
    "desk-timeline": ("/timeline", 842),
    "desk-matrix": ("/positions?since=2025-08", 746),
    "desk-map": ("/map?since=2010&region=europe", 820),
}
"""Pictures of the documents, from the examples: what they show, and how high they are."""


def find_addresses(home: str) -> dict[str, str]:
    """One address of each page by the name of its picture, those with most to show."""
    rows = _ask(f"{home}/positions.json")["positions"]
    cell = max(rows, key=lambda row: len(row["entries"]))
    said = _ask(f"{home}/statements.json")["statements"]
    happenings = _ask(f"{home}/events.json?since=1900")["events"]
    course = max(happenings, key=lambda row: len(row["history"]))
    person = _ask(f"{home}/entities.json?kind=person")["entities"][0]
    return {
        "today": "/",
        "reports": "/reports",
        "report": f"/fact/{said[len(said) // 2]['id']}",
        "entities": "/entities",
        "entity": f"/entity/{cell['holder']}",
        "person": f"/entity/{person['id']}",
        "positions": "/positions",
        "history": f"/positions/{cell['holder']}/{cell['issue']}",
        "statements": "/statements",
        "events": "/events",
        "event": f"/event/{course['members'][-1]['event']}",
        "timeline": "/timeline",
        "map": "/map?since=1900",
        "network": "/network?since=1900",
        "briefing": f"/briefing?who={cell['holder']}",
        "search": "/search?q=ceasefire",
        "missing": "/nothing",
    }


def find_forms(home: str) -> dict[str, str]:
    """The same of the pages that are there with ``--edit`` alone."""
    said = _ask(f"{home}/statements.json")["statements"][-1]
    held = _ask(f"{home}/positions.json")["positions"][0]
    told = max(_ask(f"{home}/events.json")["events"], key=lambda row: len(row["members"]))
    report = _ask(f"{home}/reports.json")["reports"][0]["id"]
    return {
        "add": "/add",
        "correct-statement": f"/correct/{said['id']}?who=Putin",
        "correct-event": f"/correct/{told['members'][0]['event']}",
        "correct-position": f"/correct/{held['entries'][-1]['id']}",
        "correct-report": f"/correct/{report}",
        "correct-entity": f"/correct/{held['holder']}?who=China",
        "corrections": "/corrections",
    }


def _ask(address: str) -> Any:
    with urlopen(address) as answer:  # noqa: S310  # our own desk
        return json.load(answer)


@contextmanager
def _tab(width: int, scheme: str) -> Iterator[Any]:
    with browsing() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
        )
        yield context.new_page()


def take(store: str, folder: Path) -> None:
    """Write the pictures into ``folder``, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving(store) as home:
        _take(home, find_addresses(home), folder)
    with serving(store, "--edit") as home:
        _take(home, find_forms(home), folder)


def take_documents(store: str, folder: Path) -> None:
    """Write the pictures of the documents into ``folder``."""
    with serving(store) as home, _tab(WIDTHS[0], "light") as tab:
        for name, (address, height) in DOCUMENTS.items():
            tab.set_viewport_size({"width": WIDTHS[0], "height": height})
            tab.goto(home + address)
            tab.screenshot(path=folder / f"{name}.png")


def _take(home: str, addresses: dict[str, str], folder: Path) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            with _tab(width, scheme) as tab:
                for name, address in addresses.items():
                    tab.goto(home + address)
                    tab.screenshot(path=folder / f"{name}-{width}-{scheme}.png")


if __name__ == "__main__":
    chosen = take_documents if "--docs" in sys.argv else take
    store, folder = sys.argv[-2:]
    chosen(store, Path(folder))
