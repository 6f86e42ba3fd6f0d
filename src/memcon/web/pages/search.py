"""Words looked for in reports and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Page

LIMIT: Final = 50
WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, and how much of each kind."""

    asking: Asking
    found: tuple[Json, ...]

    @property
    def title(self) -> str:
        """The words looked for."""
        return f"Search: {self.asking.q}" if self.asking.q else "Search"

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many of each kind were found, most first."""
        return dict(Counter(row["kind"] for row in self.found).most_common())

    @property
    def rows(self) -> tuple[Json, ...]:
        """What is shown: all, or one kind."""
        wanted = self.asking.kind
        return tuple(row for row in self.found if wanted in (None, row["kind"]))

    def runs(self, text: str) -> tuple[tuple[str, bool], ...]:
        """``text`` cut where words begin and end that were looked for; those are ``True``."""
        return tuple(find_words(text, self.asking.q or ""))

    def to_json(self) -> Json:
        """The rows of ``memcon search``."""
        return {"words": self.asking.q, "kinds": dict(self.kinds), "found": list(self.rows)}


def find_words(text: str, words: str) -> Iterator[tuple[str, bool]]:
    """Runs of ``text``, ``True`` for words that begin as one of ``words`` does.

    The index knows words by their stems; their beginnings show nearly the same to the eye.
    """
    stems = sorted({_stem(word) for word in WORD.findall(words)}, key=len, reverse=True)
    if not stems:
        yield text, False
        return
    pattern = rf"\b(?:{'|'.join(map(re.escape, stems))})\w*"
    at = 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def _stem(word: str) -> str:
    """``word`` without the ending that inflection would change: "talks" and "talked" are one."""
    return word[: max(4, len(word) - 3)].casefold()


def make(desk: Desk, call: Call) -> Search:
    """What has the words, best first; nothing where none are given."""
    asking = call.asking
    if asking.q is None:
        return Search(asking, ())
    return Search(asking, tuple(desk.dossier.search(asking.q, **asking.filters(limit=LIMIT))))


PAGE: Final = Page(
    path="/search",
    template="search.html.j2",
    tells="Reports and facts that have all the words, best first.",
    make=make,
    asks=("q", "who", "source", "since", "until", "limit"),
)
