"""What a name may mean when a person types it: more forgiving than the reading of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.knowledge.base import KnowledgeBase

MOST: Final = 12
"""Entities shown for a name that only the less certain ways find."""


@dataclass(frozen=True, slots=True)
class Found:
    """One entity: its share among those of the name, or in words how else it was found."""

    id: str
    how: str


def found(base: KnowledgeBase, name: str, on: str | None) -> tuple[Found, ...]:
    """What ``name`` may mean, best first; raises ``UsageError`` with what may have been meant."""
    if not any(map(str.isalnum, name)):
        raise UsageError("say which name to find, as in: memcon kb find NATO")
    for ways in (_by_name(base, name, on), _by_surname(base, name), _by_place(base, name)):
        if ways:
            return ways
    raise UsageError(f"nothing in the knowledge base is called {name!r}{_advice(base, name)}")


def _by_name(base: KnowledgeBase, name: str, on: str | None) -> tuple[Found, ...]:
    """As written, else in the capitals that names have."""
    for written in dict.fromkeys((name, name.title(), name.upper())):
        candidates = base.candidates(written, on) or base.candidates(written)
        if candidates:
            return tuple(Found(one.entity_id, f"{one.prior:5.2f}") for one in candidates)
    return ()


def _by_surname(base: KnowledgeBase, name: str) -> tuple[Found, ...]:
    return tuple(Found(id, "surname") for id in base.people_named(name)[:MOST])


def _by_place(base: KnowledgeBase, name: str) -> tuple[Found, ...]:
    return tuple(Found(place.id, "place") for place in base.places(name)[:MOST])


def _advice(base: KnowledgeBase, name: str) -> str:
    near = base.names_like(name)
    return f"; did you mean {_listed(near)}?" if near else ""


def _listed(words: Sequence[str]) -> str:
    """As people list choices: "a or b", "a, b or c"."""
    return " or ".join(_halves(words))


def _halves(words: Sequence[str]) -> Iterator[str]:
    if len(words) > 1:
        yield ", ".join(words[:-1])
    yield words[-1]
