"""The stories, read once for all tests of this folder."""

from __future__ import annotations

import pytest

from tests.resolve.stories import Story, load_stories


@pytest.fixture(scope="session")
def stories() -> tuple[Story, ...]:
    """The annotated stories with their records."""
    return load_stories()
