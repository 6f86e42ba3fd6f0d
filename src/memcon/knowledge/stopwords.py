"""Names that are common words or given names too, as the word lists of a file give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from memcon.knowledge.words import word_set


@dataclass(frozen=True, slots=True)
class StopWords:
    """Folded words that are no names.

    ``never``: not on their own; ``initial``: not where they begin a sentence; ``people``:
    given names, which may be a part of a longer name.
    """

    never: frozenset[str] = frozenset()
    initial: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Self:
        """The lists of ``tables/stopwords.yaml``, one a row."""
        return cls(**{name: word_set(words) for row in rows for name, words in row.items()})
