"""What names begin with: the words of a text are followed as long as a name may go on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, Protocol

from memcon.knowledge.database import Database

END: Final = "."
"""The step that is there where a name is complete; no word is written so."""
HELD: Final = 2_000
"""Names with one first word up to which all are held in memory; beyond, the file is asked."""
CACHED: Final = 1_000


class Steps(Protocol):
    """What may follow the words read so far."""

    def get(self, word: str, /) -> Any:  # noqa: ANN401 - dictionaries of dictionaries
        """The steps after a folded word; something true for ``END`` where a name is complete."""


class Asked:
    """Steps in a file that holds too many names with one first word: looked up one by one."""

    def __init__(self, database: Database, words: str) -> None:
        self._database = database
        self._words = words
        self.get = lru_cache(maxsize=CACHED)(self._get)

    def _get(self, word: str) -> bool | Asked | None:
        if word == END:
            return self._words in self._database.beginning(self._words, 1)
        words = f"{self._words} {word}"
        return Asked(self._database, words) if self._database.beginning(words, 1) else None


def steps(database: Database, word: str) -> Steps:
    """The steps after a folded word; empty where no name begins with it."""
    names = database.beginning(word, HELD + 1)
    if len(names) > HELD:
        return Asked(database, word)
    top: dict[str, Any] = {}
    for name in names:
        at = top
        for next_word in name.split(" ")[1:]:
            at = at.setdefault(next_word, {})
        at[END] = True
    return top
