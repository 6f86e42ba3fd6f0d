"""A site with faults and a watch over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch.site import FakeClock, Site, serving
from tests.watch.toy import Desk


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on this machine."""
    with serving(FakeClock()) as served:
        yield served


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    """A watch over the site."""
    return Desk(tmp_path, site)
