"""From names to candidates: exact look-up of folded names, and names in running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache, partial
from typing import Final, NamedTuple

from memcon.knowledge.beginnings import END, steps
from memcon.knowledge.database import Database
from memcon.knowledge.dates import first_day, last_day, shifted
from memcon.knowledge.names import SMALL, Piece, cut
from memcon.knowledge.rows import AliasKind, Caps
from memcon.knowledge.running import PREFIXES, Chunks, Running
from memcon.knowledge.stopwords import StopWords
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
LONG_ABBREVIATION: Final = 4
"""Letters from which an abbreviation is also written with one capital only (Nato, Unesco)."""
SOFTENED: Final = 0.2
"""Factor for an abbreviation written like a word."""
FORESEEN: Final = 60
"""Days before its beginning from which a thing is written of: a summit that is being prepared."""
REMEMBERED: Final = 365
"""Days after its end (its beginning where it goes on) in which it bears its passing names."""
CACHED: Final = 50_000
Window = tuple[Piece, ...]
"""Words in a row, which may be a name."""


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


class _Found(NamedTuple):
    first: int
    last: int
    candidates: tuple[Candidate, ...]


class _Stop(Enum):
    """Where a word is no name: where other words in capitals stand beside it, at a beginning."""

    NOWHERE = auto()
    SHOUTED = auto()
    INITIAL = auto()
    ALWAYS = auto()


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
        self._steps = lru_cache(maxsize=CACHED)(partial(steps, database))
        self._chunks = Chunks(lambda piece: bool(self._steps(piece.key)))
        self._aliases = lru_cache(maxsize=CACHED)(self._read_aliases)
        self._match = lru_cache(maxsize=CACHED)(self._ranked)
        self._meant = lru_cache(maxsize=CACHED)(self._read_meant)
        self._stop = lru_cache(maxsize=CACHED)(self._read_stop)
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
        running = Running(text, self._chunks)
        pieces, found, free = running.pieces, list[_Found](), 0
        for at in running.beginnings():
            if at < free or (pieces[at].key in PREFIXES and not _is_begun(pieces, at)):
                continue
            hit = self._find_at(pieces, at, on)
            if hit is not None:
                found.append(hit)
                free = hit.last
        covered = {index for hit in found for index in range(hit.first, hit.last)}
        return tuple(self._to_match(text, running, hit, covered) for hit in found)

    def _to_match(self, text: str, running: Running, hit: _Found, covered: set[int]) -> Match:
        span, pieces = running.span(hit.first, hit.last - 1), running.pieces
        before = hit.first - 1
        return Match(
            span=span,
            text=text[span.start : span.end],
            candidates=hit.candidates,
            is_initial=_is_initial(pieces, hit.first),
            beside_name=(
                (_is_loose_name(pieces, before, covered) and not _is_initial(pieces, before))
                or _is_loose_name(pieces, hit.last, covered)
            ),
            is_given_name=hit.last - hit.first == 1 and self._is_a_persons(pieces[hit.first].key),
        )

    def _is_a_persons(self, word: str) -> bool:
        return word in self._stops.people or self._is_surname(word)

    def _find_at(self, pieces: Sequence[Piece], at: int, on: str | None) -> _Found | None:
        """The longest name that begins at a piece."""
        for end in self._ends(pieces, at):
            if end == at + 1 and self._is_stopped(pieces, at):
                continue
            candidates = self._meant(tuple(pieces[at:end]), on)
            if candidates:
                return _Found(at, end, candidates)
        return None

    def _ends(self, pieces: Sequence[Piece], at: int) -> list[int]:
        """Where names end that begin at a piece, capitals aside, the longest first."""
        ends: list[int] = []
        steps = self._steps(pieces[at].key)
        for last in range(at + 1, len(pieces) + 1):
            if steps.get(END):
                ends.append(last)
            if last == len(pieces) or (steps := steps.get(pieces[last].key)) is None:
                break
        return ends[::-1]

    def _read_meant(self, window: Window, on: str | None) -> tuple[Candidate, ...]:
        """What words in a text may mean: no common word in capitals ("SAVE"), none on a comma."""
        found = () if window[-1].key == "," else self._match(window, on)
        return () if len(window) == 1 and self._is_plain_word(window[0], found) else found

    def _ranked(self, window: Window, on: str | None) -> tuple[Candidate, ...]:
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
        stop = self._stop(pieces[at])
        if stop is _Stop.SHOUTED:
            return _is_shouted(pieces, at)
        return stop is _Stop.ALWAYS or (stop is _Stop.INITIAL and _is_initial(pieces, at))

    def _read_stop(self, word: Piece) -> _Stop:
        if word.form.isdigit():
            return _Stop.ALWAYS
        if word.key in self._stops.never:
            return _Stop.SHOUTED if word.is_upper else _Stop.ALWAYS
        is_initial = word.key in self._stops.initial and not word.is_upper
        return _Stop.INITIAL if is_initial else _Stop.NOWHERE


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


def _is_begun(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a capital stands where a name would begin, or after a small word there."""
    return pieces[at].is_capital or (at + 1 < len(pieces) and pieces[at + 1].is_capital)


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
