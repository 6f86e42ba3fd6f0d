"""Sentences in, positions out, by the real pipeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

import memcon
from memcon.knowledge.base import KnowledgeBase


class Wants(NamedTuple):
    """A position with names for ids."""

    who: str
    issue: str
    stance: str
    toward: str | None
    teller: str | None
    denied: bool
    change: str | None
    claim: str


Read = Callable[[str], list[Wants]]


@pytest.fixture(scope="session")
def wants(knowledge: KnowledgeBase) -> Read:
    """The positions in a text; ``knowledge`` skips where it cannot be opened."""
    assert knowledge is not None

    def read(text: str) -> list[Wants]:
        record = memcon.read_text(text, published="2025-06-10")
        names = {entity.id: entity.name for entity in record.entities}
        return [
            Wants(
                names[held.holder],
                held.issue,
                held.stance,
                names.get(held.toward or ""),
                names.get(held.according_to or ""),
                held.denied,
                held.change,
                held.claim,
            )
            for held in record.positions
        ]

    return read
