"""The desk in a process of its own, and the browser of the machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


class NoBrowserError(Exception):
    """There is no browser here, or nothing to drive it with."""


@dataclass
class Watched:
    """A tab, the address of the desk, and what went wrong in the tab."""

    tab: Any
    home: str
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Load a page of the desk."""
        self.tab.goto(self.home + path)


@contextmanager
def watching(tab: Any, home: str) -> Iterator[Watched]:
    """A tab on a desk; in the end nothing was asked of others, and nothing went wrong."""
    watched = Watched(tab, home)
    tab.on("console", lambda said: watched.faults.append(said.text) if said.type == "error" else 0)
    tab.on("pageerror", lambda fault: watched.faults.append(str(fault)))
    tab.on("dialog", lambda asked: (watched.faults.append(asked.message), asked.dismiss()))
    tab.on(
        "request",
        lambda asked: None if asked.url.startswith(home) else watched.outside.append(asked.url),
    )
    yield watched
    tab.close()
    assert (watched.outside, watched.faults) == ([], [])


@contextmanager
def serving(store: str, *options: str) -> Iterator[str]:
    """Serves ``store`` as a user would; gives the address of the desk."""
    with serving_process(store, *options) as (home, _):
        yield home


@contextmanager
def serving_process(store: str, *options: str) -> Iterator[tuple[str, int]]:
    """The same, with the number of the process."""
    command = [sys.executable, "-m", "memcon", "serve", "--store", store, "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stderr is not None
            home = process.stderr.readline().partition(" at ")[2].split()[0].rstrip("/")
            yield home, process.pid
        finally:
            process.terminate()


@contextmanager
def browsing() -> Iterator[Any]:
    """The browser of the machine; raises ``NoBrowserError`` that says what is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as error:
        raise NoBrowserError("playwright is not installed (pip install playwright)") from error
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NoBrowserError(f"there is no browser here ({', '.join(PROGRAMS)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()
