"""Parts that are slow to build, made once for all tests; material that may be absent."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from memcon.errors import ResourceError

if TYPE_CHECKING:  # loaded by the fixtures that need them, so that pure tests start at once
    from memcon.knowledge.base import KnowledgeBase
    from memcon.nlp import Parser

# No deadline: the machines that run these are shared. Derandomised: a gate must not flicker.
settings.register_profile("memcon", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("memcon")


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The real language pipeline."""
    from memcon.nlp import Parser

    return Parser()


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base that ships with memcon."""
    from memcon.knowledge.base import KnowledgeBase

    try:
        return KnowledgeBase.open()
    except ResourceError as error:
        pytest.skip(f"the built-in knowledge base cannot be opened: {error}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material, where ``MEMCON_SHARED`` names one."""
    folder = os.environ.get("MEMCON_SHARED")
    if not folder:
        pytest.skip("MEMCON_SHARED is not set: no shared material to test on")
    return Path(folder)
