"""What words say of an actor: nouns and modifiers of news language and their PLOVER sectors.

The words stand in ``tables/sectors.yaml``. The noun that heads a phrase decides, unless it is a
weak one ("leader") and a word before it says more ("union leader"), or that word overrules nouns
of its kind ("rebel soldiers", "former minister").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

from memcon.knowledge.names import key_of

Kind = Literal["head", "weak", "mark", "count", "thing"]
PARTS: Final[Mapping[str, Kind]] = {"counts": "count", "things": "thing"}
FIELDS: Final[Mapping[str, Kind]] = {"heads": "head", "weak": "weak", "marks": "mark"}
SURNAMES: Final = "surnames"
PLURALS: Final = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""))
"""Endings of plurals and what stands in their place in the singular."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word or row of words says; ``over`` are the sectors it overrules as a mark."""

    kind: Kind
    sector: str | None
    over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Words of the lexicon at tokens ``[first, last)`` of a phrase."""

    first: int
    last: int
    senses: tuple[Sense, ...]

    @property
    def noun(self) -> Sense | None:
        """What it says as the head of a phrase; a mark may stand as a noun ("the displaced")."""
        return min(self.senses, key=lambda sense: sense.kind == "mark", default=None)

    def marks(self) -> Iterator[Mark]:
        """What it says of a noun after it."""
        for sense in self.senses:
            if sense.sector is not None and sense.kind in ("head", "mark"):
                yield Mark(sense.sector, sense.over)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something said of a noun: a sector, and the sectors whose nouns it overrules."""

    sector: str
    over: frozenset[str] = frozenset()


def sector_of(noun: Sense, marks: Iterable[Mark]) -> str | None:
    """The sector of a noun with what is said of it, nearest first."""
    sector, is_open = noun.sector, noun.kind != "head"
    for mark in marks:
        if is_open or sector in mark.over:
            sector, is_open = mark.sector, False
    return sector


@dataclass(frozen=True, slots=True)
class SectorWords:
    """The lexicon: senses by folded words, and those of its nouns that are surnames as well."""

    senses: Mapping[str, tuple[Sense, ...]]
    surnames: frozenset[str]
    longest: int

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> Self:
        """The lexicon that the rows of ``tables/sectors.yaml`` make."""
        found: dict[str, list[Sense]] = {}
        for row in rows:
            if row.get("part") != SURNAMES:
                for word, sense in _row_senses(row):
                    found.setdefault(key_of(word), []).append(sense)
        surnames = (word for row in rows if row.get("part") == SURNAMES for word in _words(row))
        longest = max((len(words.split()) for words in found), default=0)
        return cls({word: tuple(one) for word, one in found.items()}, frozenset(surnames), longest)

    def find(self, keys: Sequence[str]) -> Iterator[Lexeme]:
        """The words of the lexicon in a row of folded words: leftmost, then longest."""
        at = 0
        while at < len(keys):
            last, senses = next(self._entries(keys, at), (at + 1, ()))
            if senses:
                yield Lexeme(at, last, senses)
            at = last

    def _entries(self, keys: Sequence[str], at: int) -> Iterator[tuple[int, tuple[Sense, ...]]]:
        for last in range(min(len(keys), at + self.longest), at, -1):
            *before, noun = keys[at:last]
            for form in _singulars(noun):
                senses = self.senses.get(" ".join((*before, form)))
                if senses:
                    yield last, senses


def _row_senses(row: Mapping[str, Any]) -> Iterator[tuple[str, Sense]]:
    over = frozenset(row.get("over") or ())
    for field, kind in FIELDS.items():
        of_mark = over if kind == "mark" else frozenset[str]()
        sense = Sense(PARTS.get(row.get("part") or "", kind), row.get("sector"), of_mark)
        for word in _words(row, field):
            yield word, sense


def _words(row: Mapping[str, Any], field: str = "heads") -> Iterator[str]:
    """The entries of a field, which is one text cut at commas."""
    return (word.strip() for word in (row.get(field) or "").split(",") if word.strip())


def _singulars(word: str) -> Iterator[str]:
    """A word as written, then what it may be the plural of."""
    yield word
    for plural, singular in PLURALS:
        if word.endswith(plural) and len(word) > len(plural) + 2:
            yield word.removesuffix(plural) + singular
