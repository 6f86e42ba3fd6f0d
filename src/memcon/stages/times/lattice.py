"""Where rules match in a run of lexemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.times import Guards
from memcon.record import NameSpan, Parse
from memcon.stages.times.grammar import NUMBER, CompiledRule, Grammar, Index, start_of
from memcon.stages.times.lexemes import Lexeme
from memcon.stages.times.numbers import read_number
from memcon.stages.times.patterns import Binds
from memcon.stages.times.scene import Scene

_SOON: Final = 16
"""Lexemes within which all that a rule cannot do without has to start."""
_MODERN: Final = range(1900, 2101)
"""Years that need no preposition before them."""


Names = Mapping[int, NameSpan]
"""The name that each token is a part of."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule and the lexemes ``[start, end)`` that it matched."""

    compiled: CompiledRule
    start: int
    end: int
    binds: Binds


def read_slots(match: Match, scene: Scene) -> Mapping[str, object]:
    """The values of a match's slots; phrases are valued in ``scene``."""
    return {
        bind.name: evaluate(bind.value, scene) if isinstance(bind.value, Match) else bind.value
        for bind in match.binds
    }


def evaluate(match: Match, scene: Scene) -> object:
    """The value of a match; ``None`` where the words make none."""
    slots = read_slots(match, scene)
    for bind in match.binds:
        if slots[bind.name] is None:
            return None
    return match.compiled.value(scene, slots) if match.compiled.value else None


class Lattice:
    """One run of lexemes and what has been matched in it so far."""

    def __init__(
        self, grammar: Grammar, parse: Parse, *, names: Names, lexemes: Sequence[Lexeme]
    ) -> None:
        self._grammar = grammar
        self._parse = parse
        self.lexemes = lexemes
        self._keys = tuple(lexeme.key for lexeme in lexemes)
        self._starts = tuple(map(start_of, self._keys))
        self._names = names
        self._filled: dict[tuple[str, int], tuple[tuple[int, object], ...]] = {}

    def key(self, at: int) -> str | None:
        """The word at ``at``; ``None`` beyond the end."""
        return self._keys[at] if at < len(self._keys) else None

    def fill(self, kind: str, at: int) -> Sequence[tuple[int, object]]:
        """Ends and values of all phrases of ``kind`` that start at ``at``."""
        if at >= len(self._keys):
            return ()
        found = self._filled.get((kind, at))
        if found is None:
            self._filled[kind, at] = ()  # ends the recursion of a kind that starts with itself
            found = self._filled[kind, at] = tuple(self._fill(kind, at))
        return found

    def _fill(self, kind: str, at: int) -> Iterator[tuple[int, object]]:
        grammar = self._grammar
        if words := grammar.words.get(kind):
            for length in range(grammar.longest[kind], 0, -1):
                value = words.get(self._keys[at : at + length])
                if value is not None and at + length <= len(self._keys):
                    yield at + length, value
        elif shape := grammar.shapes.get(kind):
            if found := shape.fullmatch(self._keys[at]):
                yield at + 1, found[1] if "text" in shape.groupindex else int(found[1])
        elif kind == NUMBER:
            yield from read_number(self.lexemes, at, cardinals=grammar.cardinals)
        else:
            for match in self._matches(grammar.kinds[kind], at):
                yield match.end, match

    def matches(self, at: int) -> list[Match]:
        """All rules that match at ``at``: the longest first, then by the order of the files."""
        found = list(self._matches(self._grammar.top, at))
        return (
            sorted(found, key=lambda match: (-match.end, match.compiled.order)) if found else found
        )

    def _matches(self, index: Index, at: int) -> Iterator[Match]:
        entries = index.get(self._starts[at])
        if entries is None:
            return
        soon = frozenset(self._starts[at : at + _SOON])
        for entry in entries.among(soon):
            if any(map(soon.isdisjoint, entry.needs)):
                continue
            compiled = entry.compiled
            for end, binds in compiled.pattern.match(self, at, ()):
                match = Match(compiled, at, end, binds)
                if self._allowed(match, compiled.rule.guards):
                    yield match

    def _allowed(self, match: Match, guards: Guards) -> bool:
        before = self._keys[match.start - 1] if match.start else ""
        after = self.key(match.end) or ""
        if guards.prev and before not in guards.prev:
            return False
        if guards.next and after not in guards.next:
            return False
        if before in guards.not_prev or after in guards.not_next:
            return False
        if guards.number == "year" and not self._reads_as_year(match, before, after):
            return False
        if guards.outside and self._in_name(match, guards.outside):
            return False
        return all(self._fits(bind.name, bind.start, guards) for bind in match.binds)

    def _in_name(self, match: Match, labels: frozenset[str]) -> bool:
        """Whether the match is a part, and not the whole, of a name of one of these kinds."""
        first = self.lexemes[match.start].token
        last = self.lexemes[match.end - 1].token
        name = self._names.get(first)
        return (
            name is not None
            and name.label in labels
            and (name.first < first or last + 1 < name.last)
        )

    def _fits(self, name: str, at: int, guards: Guards) -> bool:
        """Whether the first word of a slot has the case and the tag that the rule asks for."""
        lexeme = self.lexemes[at]
        if name in guards.capital and not lexeme.text[0].isupper():
            return False
        if name in guards.lower and lexeme.text[0].isupper():
            return False
        tag = self._parse.tags[lexeme.token]
        tags, barred = guards.tags.get(name), guards.not_tags.get(name)
        return (tags is None or tag in tags) and (barred is None or tag not in barred)

    def _reads_as_year(self, match: Match, before: str, after: str) -> bool:
        """Whether four figures are a year: by size, what stands before, and what they count."""
        lexeme = self.lexemes[match.start]
        if before in self._grammar.not_years or after in ("%", "percent", "-", "/"):
            return after == "-" and before not in self._grammar.not_years and self._dash_year(match)
        if int(lexeme.key) not in _MODERN and before not in self._grammar.before_years:
            return False
        return after not in self._grammar.counted

    def _dash_year(self, match: Match) -> bool:
        after = self.key(match.end + 1) or ""
        return not after.isdigit() or len(after) in (2, 4)
