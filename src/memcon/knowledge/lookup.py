"""From names to candidates: exact look-up of folded names, and names in running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from memcon.knowledge.database import Database
from memcon.knowledge.dates import first_day, last_day, shifted
from memcon.knowledge.names import SMALL, Piece, cut
from memcon.knowledge.rows import AliasKind, Caps
from memcon.knowledge.stopwords import StopWords
from memcon.knowledge.words import word_set
from memcon.record import Span

FACTORS: Final = {
    AliasKind.NAME: 1.0,
    AliasKind.ALIAS: 0.8,
    AliasKind.ABBREVIATION: 0.9,
    AliasKind.ADJECTIVE: 1.0,
    AliasKind.DEMONYM: 1.0,
    AliasKind.METONYM: 1.0,
    AliasKind.PASSING: 0.8,
}
"""How much an entity's weight counts under one of its names."""
PREFIXES: Final = word_set("the al an ar as ash at ad az el ibn bin de van von la le")
"""Words in lower case with which a name may begin."""
LONG_ABBREVIATION: Final = 4
"""Letters from which an abbreviation is also written with one capital only (Nato, Unesco)."""
SOFTENED: Final = 0.2
"""Factor for an abbreviation written like a word."""
FORESEEN: Final = 60
"""Days before its beginning from which a thing is written of: a summit that is being prepared."""
REMEMBERED: Final = 365
"""Days after its end (its beginning where it goes on) in which it bears its passing names."""
CACHED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity that a name may mean.

    ``prior`` is its share (0 to 1) among all that bear the name literally, by how often the
    news means them; metonyms share among themselves. ``alias_kind`` is ``name``, ``alias``,
    ``abbreviation``, ``adjective``, ``demonym``, ``metonym`` or ``passing name``.
    """

    entity_id: str
    alias_kind: str
    prior: float


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in running text, with its candidates, best first.

    ``span`` is in code points of the text searched. ``is_initial``: it begins a sentence or
    quotation, so its capital says nothing. ``beside_name``: a capitalised word stands next to
    it that is in no match, so it may be a part of a longer, unknown name. ``is_given_name``:
    the word is a usual given name as well, or the surname of somebody known.
    """

    span: Span
    text: str
    candidates: tuple[Candidate, ...]
    is_initial: bool
    beside_name: bool
    is_given_name: bool


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Bearer:
    """One that bears a name: its id, how, and from when to when it exists."""

    id: str
    kind: AliasKind
    caps: Caps
    weight: float
    begin: str | None
    end: str | None

    def is_known(self, on: str | None) -> bool:
        """Whether it may be written of on a date; without one, passing names are refused."""
        if self.begin is None or on is None:
            return self.kind is not AliasKind.PASSING
        if last_day(on) < shifted(first_day(self.begin), -FORESEEN):
            return False
        if self.kind is not AliasKind.PASSING:
            return True
        return first_day(on) <= shifted(last_day(self.end or self.begin), REMEMBERED)


class Lookup:
    """Names of one knowledge base. Reads on demand and keeps what it has read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._heads: Mapping[str, int] | None = None
        self._aliases = lru_cache(maxsize=CACHED)(self._read_aliases)
        self._is_surname = lru_cache(maxsize=CACHED)(database.is_surname)
        self._stops = StopWords.of(database.lexicon("stopwords"))

    def candidates(self, name: str, on: str | None = None) -> tuple[Candidate, ...]:
        """What ``name`` may mean on a date, best first; capitals count, stop words do not."""
        pieces = [piece for piece in cut(name) if piece.key]
        found = self._match(tuple(pieces), on) if pieces else ()
        if not found and len(pieces) > 1 and pieces[0].key == "the":
            return self._match(tuple(pieces[1:]), on)
        return found

    def find(self, text: str, on: str | None = None) -> tuple[Match, ...]:
        """The names in ``text``: leftmost, then longest; whole words, no overlaps."""
        pieces = cut(text)
        found: list[_Found] = []
        at = 0
        while at < len(pieces):
            hit = self._find_at(pieces, at, on) if _may_begin(pieces, at) else None
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.last
        covered = {index for hit in found for index in range(hit.first, hit.last)}
        return tuple(self._to_match(text, pieces, hit, covered) for hit in found)

    def _to_match(
        self, text: str, pieces: Sequence[Piece], hit: _Found, covered: set[int]
    ) -> Match:
        start, end = pieces[hit.first].start, pieces[hit.last - 1].end
        before, after = hit.first - 1, hit.last
        return Match(
            span=Span(start, end),
            text=text[start:end],
            candidates=hit.candidates,
            is_initial=_is_initial(pieces, hit.first),
            beside_name=(
                (_is_loose_name(pieces, before, covered) and not _is_initial(pieces, before))
                or _is_loose_name(pieces, after, covered)
            ),
            is_given_name=hit.last - hit.first == 1 and self._is_a_persons(pieces[hit.first].key),
        )

    def _is_a_persons(self, word: str) -> bool:
        return word in self._stops.people or self._is_surname(word)

    def _find_at(self, pieces: Sequence[Piece], at: int, on: str | None) -> _Found | None:
        if self._heads is None:
            self._heads = self._database.heads()
        longest = self._heads.get(pieces[at].key, 1)
        last = at + 1
        while last < len(pieces) and last - at < longest and pieces[last].key:
            last += 1
        for end in range(last, at, -1):
            window = tuple(pieces[at:end])
            if window[-1].key == "," or (end == at + 1 and self._is_stopped(pieces, at)):
                continue
            candidates = self._match(window, on)
            if candidates and not (len(window) == 1 and self._is_plain_word(window[0], candidates)):
                return _Found(at, end, candidates)
        return None

    def _match(self, window: tuple[Piece, ...], on: str | None) -> tuple[Candidate, ...]:
        bearers = self._aliases(" ".join(piece.key for piece in window))
        return _ranked(
            [
                (row.id, row.kind, row.weight * _likeness(window, row.caps))
                for row in bearers
                if row.is_known(on) and self._has_caps(window, row.caps)
            ]
        )

    def _read_aliases(self, norm: str) -> tuple[_Bearer, ...]:
        return tuple(
            _Bearer(id, AliasKind(kind), Caps(caps), weight, begin, end)
            for id, kind, caps, weight, begin, end in self._database.aliases(norm)
        )

    def _has_caps(self, window: Sequence[Piece], caps: Caps) -> bool:
        """Whether the text is capitalised as the name demands."""
        if caps is not Caps.ALL:
            return _is_capitalised(window, caps)
        if all(piece.form.isupper() or piece.form.isdigit() for piece in window):
            return True
        word = window[0]
        return (
            len(window) == 1
            and len(word.key) >= LONG_ABBREVIATION
            and word.is_capital
            and word.form[1:].islower()
            and word.key not in self._stops.never
        )

    def _is_plain_word(self, piece: Piece, candidates: Sequence[Candidate]) -> bool:
        """Whether a common word stands in capitals, and not for an abbreviation ("SAVE")."""
        return (
            piece.is_upper
            and piece.key in self._stops.never
            and all(item.alias_kind != "abbreviation" for item in candidates)
        )

    def _is_stopped(self, pieces: Sequence[Piece], at: int) -> bool:
        """Whether one word alone is better taken for a common word."""
        piece = pieces[at]
        if piece.form.isdigit():
            return True
        if piece.is_upper:
            return piece.key in self._stops.never and _is_shouted(pieces, at)
        return piece.key in self._stops.never or (
            piece.key in self._stops.initial and _is_initial(pieces, at)
        )


def _ranked(rows: Sequence[tuple[str, AliasKind, float]]) -> tuple[Candidate, ...]:
    if not rows:
        return ()
    scored = [(id, kind, weight * FACTORS[kind]) for id, kind, weight in rows]
    sums = {True: 0.0, False: 0.0}
    for _, kind, score in scored:
        sums[kind is AliasKind.METONYM] += score
    ranked = sorted(scored, key=lambda row: (row[1] is AliasKind.METONYM, -row[2], row[0]))
    return tuple(
        Candidate(id, kind.label, round(score / sums[kind is AliasKind.METONYM], 4))
        for id, kind, score in ranked
    )


def _is_capitalised(window: Sequence[Piece], caps: Caps) -> bool:
    """Whether a name that is no abbreviation has the capitals it needs."""
    if caps is Caps.FIRST:
        return window[0].is_capital
    if caps is Caps.MIXED:
        return sum(map(str.isupper, window[0].form)) > 1
    return all(piece.is_capital or piece.key in SMALL for piece in window) and any(
        piece.is_capital for piece in window
    )


def _likeness(window: Sequence[Piece], caps: Caps) -> float:
    """Less for an abbreviation not in capitals: "Guam" is rather the island than GUAM."""
    is_soft = caps is Caps.ALL and any(map(str.islower, window[0].form))
    return SOFTENED if is_soft else 1.0


def _may_begin(pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    if not piece.key or piece.key == ",":
        return False
    if piece.is_capital:
        return True
    return piece.key in PREFIXES and at + 1 < len(pieces) and pieces[at + 1].is_capital


def _is_shouted(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a neighbour is a longer word in capitals: a headline set in capitals."""
    near = [*pieces[max(at - 1, 0) : at], *pieces[at + 1 : at + 2]]
    return any(piece.is_upper and len(piece.key) > 3 for piece in near)


def _is_initial(pieces: Sequence[Piece], at: int) -> bool:
    return at == 0 or not pieces[at - 1].key


def _is_loose_name(pieces: Sequence[Piece], at: int, covered: set[int]) -> bool:
    if not 0 <= at < len(pieces) or at in covered:
        return False
    piece = pieces[at]
    return bool(piece.key) and piece.form[:1].isupper() and not piece.is_upper
