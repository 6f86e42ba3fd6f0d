"""Names as they are written, to the keys under which they are found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from memcon.knowledge.columns import FAMILY_NAME_FIRST, caps_of
from memcon.knowledge.names import cut, join_keys
from memcon.knowledge.rows import AliasKind, Caps

LONGEST: Final = 200
"""Characters beyond which a text is no name."""


def name_rows(texts: Iterable[str], *, first: str | None = None) -> list[tuple[str, int, int]]:
    """Key, alias kind and capitals of every name; ``first`` is the name that comes first.

    One row a key: the best kind, and the least demanding capitals of all spellings.
    """
    best: dict[str, tuple[int, int]] = {}
    named = [(first, AliasKind.NAME)] if first else []
    for text, kind in (*named, *((text, AliasKind.ALIAS) for text in texts)):
        norm = _norm(text) if len(text) <= LONGEST else ""
        if norm:
            caps = caps_of(text)
            row = (int(AliasKind.ABBREVIATION if caps is Caps.ALL else kind), int(caps))
            had = best.get(norm, row)
            best[norm] = (min(had[0], row[0]), min(had[1], row[1]))
    return [(norm, *row) for norm, row in best.items()]


def _norm(text: str) -> str:
    """The key; two words of which the first is "The" keep it, for "times" is a common word."""
    words = [piece.key for piece in cut(text) if piece.key]
    if len(words) == 2 and text.startswith("The "):
        return " ".join(words)
    return join_keys(words)


def surname_rows(texts: Iterable[str], country: str | None) -> set[str]:
    """The folded words under which a person is called by surname, as in the built-in base."""
    found = set()
    for text in texts:
        words = [piece.key for piece in cut(text) if piece.key and piece.key != ","]
        if len(words) > 1 and len(text) <= LONGEST:
            found.add(words[-1])
            if country in FAMILY_NAME_FIRST:
                found.add(words[0])
    return found
