"""Role nouns of news language and the roles of offices that they may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from memcon.knowledge.names import key_of


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """What a noun may stand for: ``roles`` best first, ``leads`` being the leader's office.

    ``titular``: only an office whose title holds the noun; ``bodies``: never an office of a
    state; ``sector``: the PLOVER code of such a person.
    """

    roles: tuple[str, ...]
    titular: bool
    bodies: bool
    sector: str | None


Lexicon = Mapping[str, tuple[RoleNoun, ...]]
"""Role nouns by folded noun."""


def role_nouns(rows: Iterable[Mapping[str, Any]]) -> Lexicon:
    """The lexicon that the rows of ``tables/roles.yaml`` make."""
    found: dict[str, list[RoleNoun]] = {}
    for row in rows:
        noun = RoleNoun(
            roles=tuple(row["roles"]),
            titular=bool(row.get("titular")),
            bodies=bool(row.get("bodies")),
            sector=row.get("sector"),
        )
        for word in row["nouns"]:
            found.setdefault(key_of(word), []).append(noun)
    return {word: tuple(nouns) for word, nouns in found.items()}
