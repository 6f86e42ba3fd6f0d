"""The first page shows at once, also where the store is not small."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from memcon.store import Writer
from tests import dossier
from tests.web.serving import serving, watching

REPORTS = 1000
"""With one sentence each: to keep them takes most of this test's time."""
BATCH = 100
MOST_MS = 1000
PAINTED = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null
)).observe({type: "paint", buffered: true}))"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk on a thousand reports."""
    store = str(tmp_path_factory.mktemp("paint") / "memcon.db")
    with Writer.open(store) as writer:
        records = dossier.records(REPORTS, sentences=1, world=dossier.World.of())
        while some := list(islice(records, BATCH)):
            writer.add(some)
    with serving(store) as home:
        yield home


def test_today_is_painted_within_a_second(browser: Any, served: str) -> None:
    """Somebody who opens the desk sees words in less than a second, the best time of three."""
    times = []
    for _ in range(3):
        with watching(browser.new_context().new_page(), served) as tab:
            tab.go("/")
            times.append(tab.tab.evaluate(PAINTED))
            assert tab.tab.locator(".new li").count() > 0
    assert 0 < min(times) < MOST_MS, times
