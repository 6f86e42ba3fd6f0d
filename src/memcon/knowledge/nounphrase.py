"""A phrase taken apart without a parser: names, words of the lexicon, core and tails.

News phrases for actors are built alike: what stands before the head says of what kind and whose
it is ("Turkish riot police"), a name after it who it is, and tails say the rest ("of the United
Nations in Mali").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from memcon.knowledge.bodies import Bodies, Body
from memcon.knowledge.lookup import Match
from memcon.knowledge.names import Piece, cut
from memcon.knowledge.port import Knowledge
from memcon.knowledge.sectors import Lexeme
from memcon.knowledge.surnames import PARTICLES
from memcon.knowledge.words import word_set
from memcon.record import EntityKind

CUTTING: Final = word_set(
    "of in from at for to near across throughout inside within around on by with against under "
    "over between among based living fleeing loyal who that which whose operating residing named "
    "called ordered accused suspected belonging representing outside along as"
)
"""Words that end the core of a phrase and begin a tail."""
JOINING: Final = word_set("and or")
"""Words that do so where what stands before them says something by itself."""
DIRECTIONS: Final = word_set(
    "north south east west northern southern eastern western central upper lower greater inner"
)
OPENING: Final = word_set("the a an this that these those his her its their our my new")
AFTER: Final = word_set(
    "backed funded aligned linked allied supported controlled occupied born trained friendly made "
    "held armed sponsored"
)
"""Words after a name that make it somebody else's: "Iran-backed fighters"."""
BEFORE: Final = word_set("pro anti non ethnic")
HAPPENINGS: Final = frozenset({EntityKind.EVENT, EntityKind.OTHER})
LEAD: Final = "of "
ADJECTIVAL: Final = frozenset({"adjective", "demonym"})


@dataclass(frozen=True, slots=True)
class Named:
    """A known name at tokens ``[first, last)``: an entity of the knowledge base, or a body."""

    first: int
    last: int
    entity: str | None = None
    body: Body | None = None
    is_adjective: bool = False
    is_given: bool = False
    """Whether it is a usual name of people as well: "Jordan"."""
    is_other: bool = False
    """Whether it says whose side somebody is on, not whose they are: "pro-Russian"."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows the core after ``word``, at tokens ``[first, last)``."""

    word: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A phrase: its words, the names and lexicon words in them, core ``[first, last)``, tails."""

    words: str
    pieces: tuple[Piece, ...]
    names: tuple[Named, ...]
    lexemes: tuple[Lexeme, ...]
    first: int
    last: int
    tails: tuple[Tail, ...]

    def names_in(self, first: int, last: int) -> tuple[Named, ...]:
        """The names that lie within tokens ``[first, last)``, in order."""
        return tuple(name for name in self.names if first <= name.first and name.last <= last)

    def lexemes_in(self, first: int, last: int) -> tuple[Lexeme, ...]:
        """The lexicon words that lie within tokens ``[first, last)``, in order."""
        return tuple(one for one in self.lexemes if first <= one.first and one.last <= last)

    def is_unknown_name(self, token: int) -> bool:
        """Whether a token is capitalised and neither a known name nor a word of the lexicon."""
        piece = self.pieces[token]
        covered: tuple[Named | Lexeme, ...] = (*self.names, *self.lexemes)
        if piece.key in DIRECTIONS or any(one.first <= token < one.last for one in covered):
            return False
        return piece.form[:1].isupper()

    def is_part_of_name(self, token: int) -> bool:
        """Whether a token is written as a part of a name: "Ho-jen", "de Klerk"."""
        piece = self.pieces[token]
        is_joined = self.words[max(piece.start - 1, 0) : piece.start] == "-"
        return piece.is_capital or is_joined or piece.key in PARTICLES

    def text(self, first: int, last: int) -> str:
        """Tokens ``[first, last)`` as written."""
        return self.words[self.pieces[first].start : self.pieces[last - 1].end]


def read_phrase(base: Knowledge, text: str, countries: Sequence[str]) -> NounPhrase:
    """Takes ``text`` apart; among several bodies of one name that of ``countries`` is meant."""
    pieces = cut(text)
    lexemes = tuple(base.sector_words.find([piece.key for piece in pieces]))
    names = _free(_names(base, text, pieces, countries), lexemes)
    lexemes = tuple(one for one in lexemes if not any(_overlap(one, name) for name in names))
    first, last, tails = _cut_apart(text, pieces, (*names, *lexemes))
    is_long = last - first > 1
    kept = (n for n in names if not (is_long and n.first < last and _is_persons(base, n)))
    marked = tuple(_with_side(name, pieces) for name in kept)
    return NounPhrase(text, pieces, marked, lexemes, first, last, tails)


def _names(
    base: Knowledge, text: str, pieces: Sequence[Piece], countries: Sequence[str]
) -> tuple[Named, ...]:
    """The known names, the longest first where two overlap."""
    found = [*_known(base, text, pieces), *_bodies(base.bodies, pieces, countries)]
    chosen: list[Named] = []
    for name in sorted(found, key=lambda name: (name.first - name.last, name.first)):
        if not any(_overlap(name, other) for other in chosen):
            chosen.append(name)
    return tuple(sorted(chosen, key=lambda name: name.first))


def _known(base: Knowledge, text: str, pieces: Sequence[Piece]) -> Iterator[Named]:
    starts = {piece.start: at for at, piece in enumerate(pieces)}
    ends = {piece.end: at + 1 for at, piece in enumerate(pieces)}
    for match in _matches(base, text):
        first, last = starts.get(match.span.start), ends.get(match.span.end)
        if first is not None and last is not None:
            best = match.candidates[0]
            is_adjective = best.alias_kind in ADJECTIVAL
            yield Named(
                first,
                last,
                entity=best.entity_id,
                is_adjective=is_adjective,
                is_given=match.is_given_name,
            )


def _matches(base: Knowledge, text: str) -> Iterator[Match]:
    """Names of possible actors and places, also within those of events ("Rwandan genocide")."""
    # A word before the phrase makes its first capital say as much as any other.
    for match in base.find(LEAD + text):
        found = replace(match, span=match.span.shift(-len(LEAD)))
        if any(base.kind(one.entity_id) not in HAPPENINGS for one in match.candidates):
            yield found
        else:
            inner = base.find(LEAD + match.text[:-1])
            yield from (
                replace(one, span=one.span.shift(found.span.start - len(LEAD))) for one in inner
            )


def _bodies(bodies: Bodies, pieces: Sequence[Piece], countries: Sequence[str]) -> Iterator[Named]:
    for first in range(len(pieces)):
        for last in range(first + 1, min(len(pieces), first + bodies.longest) + 1):
            body = bodies.find(pieces[first:last], countries)
            if body is not None:
                yield Named(first, last, body=body)


def _free(names: Iterable[Named], lexemes: Sequence[Lexeme]) -> tuple[Named, ...]:
    """The names without those that are rather words: "central" in "central bank"."""
    return tuple(name for name in names if not any(_is_word(name, one) for one in lexemes))


def _is_word(name: Named, lexeme: Lexeme) -> bool:
    """Whether a name is a part of longer words, or a body called by a word ("Congress")."""
    if not (lexeme.first <= name.first and name.last <= lexeme.last):
        return False
    return lexeme.last - lexeme.first > name.last - name.first or name.body is not None


def _is_persons(base: Knowledge, name: Named) -> bool:
    """Whether the name of a town is rather a part of somebody's name: "David Hale"."""
    if not name.is_given or name.last - name.first > 1 or name.entity is None:
        return False
    return base.kind(name.entity) is EntityKind.CITY and base.stands_for(name.entity) is None


def _overlap(one: Named | Lexeme, other: Named | Lexeme) -> bool:
    return one.first < other.last and other.first < one.last


def _cut_apart(
    text: str, pieces: Sequence[Piece], whole: Sequence[Named | Lexeme]
) -> tuple[int, int, tuple[Tail, ...]]:
    """The core and the tails; names and lexicon words are never cut."""
    inside = {token for one in whole for token in range(one.first, one.last)}
    begun = min((one.last for one in whole if _says(one)), default=len(pieces))
    cuts = [
        at
        for at, piece in enumerate(pieces)
        if at not in inside
        and (_is_cut(text, pieces, at) or (piece.key in JOINING and at >= begun))
    ]
    first = 0
    while first < len(pieces) and (
        first in cuts or (pieces[first].key in OPENING and first not in inside)
    ):
        first += 1
    cuts = [at for at in cuts if at > first]
    edges = (*cuts, len(pieces))
    tails = (Tail(pieces[at].key, at + 1, end) for at, end in pairwise(edges) if at + 1 < end)
    return first, edges[0], tuple(tails)


def _says(one: Named | Lexeme) -> bool:
    """Whether a name or word says by itself who or of what kind somebody is."""
    return isinstance(one, Named) or (one.noun is not None and one.noun.kind == "head")


def _is_cut(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word or mark ends what stands before it.

    Neither the mark in "7,000" does so, nor "...", nor a word joined to the one before it
    ("eastern-based").
    """
    piece = pieces[at]
    if text[max(piece.start - 1, 0) : piece.start] == "-":
        return False
    if piece.key != ",":
        return piece.key in CUTTING or (not piece.key and "." not in piece.form)
    return not (at + 1 < len(pieces) and pieces[at + 1].start == piece.end)


def _with_side(name: Named, pieces: Sequence[Piece]) -> Named:
    after = pieces[name.last].key if name.last < len(pieces) else ""
    before = pieces[name.first - 1].key if name.first else ""
    return replace(name, is_other=after in AFTER or before in BEFORE)
