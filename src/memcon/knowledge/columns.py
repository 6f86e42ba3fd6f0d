"""What goes into the columns that are derived: keys of names, capitals, first and last words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.knowledge.names import cut, has_loose_case, is_abbreviation, join_keys
from memcon.knowledge.rows import AliasKind, AliasRow, Caps, Draft
from memcon.record import EntityKind

FAMILY_NAME_FIRST: Final = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM"})
"""States whose people are often written family name first, as in Xi Jinping."""
SHORT_FORM: Final = 5
"""Letters up to which a word with a capital inside is a short form."""


def alias_values(draft: Draft, keys: dict[str, int]) -> Iterator[tuple[str, int, int, int]]:
    """Key, entity, kind and capitals: one row a key and entity.

    The best kind wins, and the least demanding capitals of all spellings with that key.
    """
    best: dict[tuple[str, int], tuple[int, int]] = {}
    for alias in draft.aliases:
        caps = caps_of(alias.text)
        norm = _norm(alias, draft.entities[alias.entity].kind)
        if not norm:
            continue
        short = caps is Caps.ALL and alias.kind <= AliasKind.ALIAS
        row = (int(AliasKind.ABBREVIATION if short else alias.kind), int(caps))
        spot = (norm, keys[alias.entity])
        had = best.get(spot, row)
        best[spot] = (min(had[0], row[0]), min(had[1], row[1]))
    return ((norm, entity, kind, caps) for (norm, entity), (kind, caps) in best.items())


def _norm(alias: AliasRow, kind: EntityKind) -> str:
    """The key; "The Times" and the like keep their article, for "times" is a common word."""
    words = [piece.key for piece in cut(alias.text) if piece.key]
    if kind is EntityKind.ORGANISATION and len(words) == 2 and alias.text.startswith("The "):
        return " ".join(words)
    return join_keys(words)


def caps_of(name: str) -> Caps:
    """What capitals a text must show to be this name."""
    if is_abbreviation(name):
        return Caps.ALL
    if len(name) <= SHORT_FORM and name.isalpha() and sum(map(str.isupper, name)) > 1:
        return Caps.MIXED
    return Caps.FIRST if has_loose_case(name) else Caps.WORDS


def surname_values(draft: Draft, keys: dict[str, int]) -> list[tuple[str, int]]:
    """The last word of every name of a person; the first where the family name comes first."""
    found: set[tuple[str, int]] = set()
    for alias in draft.aliases:
        person = draft.entities[alias.entity]
        if person.kind is not EntityKind.PERSON:
            continue
        words = [piece.key for piece in cut(alias.text) if piece.key and piece.key != ","]
        if len(words) > 1:
            found.add((words[-1], keys[person.id]))
            if person.country in FAMILY_NAME_FIRST:
                found.add((words[0], keys[person.id]))
    return sorted(found)
