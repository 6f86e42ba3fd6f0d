"""What the words of a phrase say of an actor: its country, its sector, the entity it names.

The head of the core decides with what stands before it; names say whose somebody is; tails say
it where the core does not ("rebels in Darfur"), and of what kind where the head says little
("chairman of a bank").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.knowledge.nounphrase import Named, NounPhrase, read_phrase
from memcon.knowledge.port import Knowledge
from memcon.knowledge.sectors import Lexeme, Mark, Sense, sector_of
from memcon.knowledge.surnames import by_lone_surname
from memcon.knowledge.words import word_set
from memcon.record import EntityKind

GOVERNMENT: Final = "GOV"
PEOPLE: Final = "CVL"
ABOVE_STATES: Final = "IGO"
SOMEBODY: Final = "UNK"
LOCATING: Final = word_set(
    "of in from at across throughout inside within around near based among operating living "
    "residing ,"
)
"""Words after which a place says whose an actor is."""
SAYING: Final = word_set("of for at with from representing")
"""Words after which a body says of what kind an actor is."""
DEEPEST: Final = 3
"""How many tails inside tails are read."""
BODIES: Final = frozenset({EntityKind.ORGANISATION, EntityKind.GROUP})
ABSTRACT: Final = (
    *("tion", "sion", "ment", "nes", "ity", "ism"),
    *("ance", "ence", "ing", "ship", "ure"),
)
"""Endings of nouns for doings and qualities, without a last s."""
PLAIN: Final = Sense("weak", None)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a phrase was found: the date, and the countries of the entities spoken of."""

    base: Knowledge
    on: str | None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What words say; ``by`` are those that say the sector or name the entity."""

    country: str | None = None
    sector: str | None = None
    by: str = ""
    entity: str | None = None


NOTHING: Final = Said()
Tails = Sequence[tuple[str, Said]]


def read_words(asked: Asked, text: str, *, depth: int = DEEPEST) -> Said:
    """What the words of a phrase say; nothing where they name no actor."""
    phrase = read_phrase(asked.base, text, asked.countries)
    if phrase.first == phrase.last:
        return NOTHING
    named = _named_head(asked.base, phrase)
    if named is not None:
        return _of_name(asked, phrase, named)
    head = _head(asked.base, phrase)
    noun = head.noun if head else None
    if head is None and _is_unknown_name(asked.base, phrase):
        return _apposed(asked, phrase, depth)
    if _is_thing(phrase, noun):
        return NOTHING
    tails = tuple(_tails(asked, phrase, depth)) if depth else ()
    if head is not None and depth and _is_counted(phrase, head):
        text = phrase.text(phrase.tails[0].first, len(phrase.pieces))
        counted = read_words(asked, text, depth=depth - 1)
        return counted if counted.country else _located(asked, phrase, head, counted, tails)
    end = head.first if head else phrase.last
    marks = (*_marks(asked.base, phrase, end), *_tail_marks(noun, tails))
    by = phrase.text(head.first, head.last) if head else phrase.text(phrase.first, phrase.last)
    said = Said(sector=sector_of(noun or PLAIN, marks), by=by)
    return _located(asked, phrase, head, said, tails)


def _is_counted(phrase: NounPhrase, head: Lexeme) -> bool:
    """Whether the head only counts those named after "of": "a crowd of students"."""
    is_count = any(sense.kind == "count" for sense in head.senses)
    return is_count and bool(phrase.tails) and phrase.tails[0].word == "of"


def code_of(base: Knowledge, name: str, sector: str | None) -> str | None:
    """The code of a body that belongs to no state, in the place of a country."""
    return base.bodies.code(name) or (ABOVE_STATES if sector == ABOVE_STATES else None)


# heads


def _named_head(base: Knowledge, phrase: NounPhrase) -> Named | None:
    """The name that is the whole core, or the body that ends it: "the rebel group Hamas"."""
    names = phrase.names_in(phrase.first, phrase.last)
    if not names or names[-1].last != phrase.last or names[-1].is_adjective:
        return None
    named = names[-1]
    is_body = named.entity is None or base.kind(named.entity) in BODIES
    return named if is_body or named.first == phrase.first else None


def _of_name(asked: Asked, phrase: NounPhrase, named: Named) -> Said:
    """A name with what stands before it: another country than its own makes it another body."""
    base, by = asked.base, phrase.text(named.first, named.last)
    country, sector = _country_of_name(base, named), _sector_of_name(base, named)
    marks = tuple(_marks(base, phrase, named.first))
    sector = sector_of(Sense("head", sector), marks) if sector else None
    before = next(_countries(base, phrase, named.first), None)
    is_other = before is not None and country is not None and before != country
    return Said(before or country, sector, by, None if is_other else named.entity)


def _head(base: Knowledge, phrase: NounPhrase) -> Lexeme | None:
    """The last word of the lexicon in the core; after it nothing but somebody's name."""
    lexemes = list(phrase.lexemes_in(phrase.first, phrase.last))
    while lexemes and _is_surname(base, phrase, lexemes):
        lexemes.pop()
    if not lexemes or _is_first_name(phrase, lexemes[-1]):
        return None
    rest = range(lexemes[-1].last, phrase.last)
    return lexemes[-1] if all(map(phrase.is_part_of_name, rest)) else None


def _is_surname(base: Knowledge, phrase: NounPhrase, lexemes: Sequence[Lexeme]) -> bool:
    """Whether the last word is a part of a name: "Ann Bishop", "Attorney-General Noel Porter"."""
    lexeme, earlier = lexemes[-1], lexemes[:-1]
    piece = phrase.pieces[lexeme.first]
    if lexeme.first == phrase.first or not piece.is_capital or lexeme.last - lexeme.first > 1:
        return False
    if piece.key not in base.sector_words.surnames:
        return False
    before = range(phrase.first, lexeme.first)
    is_after_name = phrase.is_unknown_name(lexeme.first - 1) and bool(earlier)
    return is_after_name or all(map(phrase.is_unknown_name, before))


def _is_first_name(phrase: NounPhrase, lexeme: Lexeme) -> bool:
    """Whether a pronoun is rather the first part of a name: "He Long"."""
    is_pronoun = lexeme.noun is not None and lexeme.noun.sector == SOMEBODY
    return is_pronoun and lexeme.last < phrase.last and phrase.is_part_of_name(lexeme.last)


def _is_thing(phrase: NounPhrase, noun: Sense | None) -> bool:
    """Whether the core is headed by what does nothing, listed or by its ending."""
    if noun is not None:
        return noun.kind == "thing"
    last = phrase.pieces[phrase.last - 1]
    return not last.is_capital and last.key.removesuffix("s").endswith(ABSTRACT)


def _is_unknown_name(base: Knowledge, phrase: NounPhrase) -> bool:
    """Whether the core is somebody's name that is not known: "Douglas Paul James"."""
    tokens = range(phrase.first, phrase.last)
    names = phrase.names_in(phrase.first, phrase.last)
    if any(name.is_adjective or (_is_state(base, name) and not name.is_given) for name in names):
        return False
    return any(map(phrase.is_unknown_name, tokens)) and all(map(phrase.is_part_of_name, tokens))


def _apposed(asked: Asked, phrase: NounPhrase, depth: int) -> Said:
    """What is said of an unknown name after a comma: "Mary Foo, the union's lawyer"."""
    if not depth or not phrase.tails or phrase.tails[0].word != ",":
        return NOTHING
    text = phrase.text(phrase.tails[0].first, len(phrase.pieces))
    return read_words(asked, text, depth=depth - 1)


def _is_state(base: Knowledge, named: Named) -> bool:
    return named.entity is not None and base.kind(named.entity) is EntityKind.COUNTRY


# sectors


def _marks(base: Knowledge, phrase: NounPhrase, end: int) -> Iterator[Mark]:
    """What words and names before token ``end`` say of a noun there, nearest first."""
    lexemes = phrase.lexemes_in(phrase.first, end)
    names = (name for name in phrase.names_in(phrase.first, end) if not name.is_other)
    before: list[Lexeme | Named] = [*lexemes, *names]
    for one in sorted(before, key=lambda one: -one.first):
        if isinstance(one, Lexeme):
            yield from one.marks()
        else:
            sector = _sector_of_name(base, one)
            if sector not in (None, ABOVE_STATES):
                yield Mark(sector or "")


def _sector_of_name(base: Knowledge, named: Named) -> str | None:
    """The sector of a body, and that of a government for a palace or ministry building."""
    if named.body is not None:
        return named.body.sector
    row = base.row(named.entity or "")
    if row.kind is EntityKind.FACILITY and base.stands_for(row.id) is not None:
        return GOVERNMENT
    return row.sector if row.kind in BODIES else None


def _tail_marks(noun: Sense | None, tails: Tails) -> Iterator[Mark]:
    """What tails say of a noun that says little itself."""
    for word, said in tails:
        is_kind = said.sector not in (None, SOMEBODY, ABOVE_STATES, PEOPLE)
        if noun is not None and word in SAYING and is_kind:
            yield Mark(said.sector or "")


def _tails(asked: Asked, phrase: NounPhrase, depth: int) -> Iterator[tuple[str, Said]]:
    """What each tail says by itself."""
    for tail in phrase.tails:
        if tail.word in LOCATING | SAYING:
            text = phrase.text(tail.first, tail.last)
            yield tail.word, read_words(asked, text, depth=depth - 1)


# countries


def _located(
    asked: Asked, phrase: NounPhrase, head: Lexeme | None, said: Said, tails: Tails
) -> Said:
    """What was said, with the country of the nearest name before the head, else of a tail."""
    country = next(_countries(asked.base, phrase, head.last if head else phrase.last), None)
    if country is None and head is not None:
        country = _country_after(asked.base, phrase, head)
    if country is None:
        country = next(
            (s.country for word, s in tails if s.country and _tells_whose(word, s)), None
        )
    if country is None:
        country = _country_of_surname(asked, phrase, head)
    return Said(country or said.country, said.sector, said.by, said.entity)


def _tells_whose(word: str, said: Said) -> bool:
    """Whether a tail says whose an actor is: "in Kenya", "for the Kenyan army"; not "for Kenya"."""
    return word in LOCATING or (word in SAYING and said.sector is not None)


def _countries(base: Knowledge, phrase: NounPhrase, end: int) -> Iterator[str]:
    """Countries of the names before token ``end``, nearest first.

    Of two that stand together the first says where: "Bosnian Serbs" are of Bosnia.
    """
    names = [name for name in phrase.names_in(phrase.first, end) if not name.is_other]
    for name in reversed(names):
        others = (one for one in names if one.last == name.first)
        first = next((one for one in others if one.is_adjective and name.is_adjective), name)
        country = _country_of_name(base, first)
        if country is not None:
            yield country


def _country_after(base: Knowledge, phrase: NounPhrase, head: Lexeme) -> str | None:
    """The country of a state or region that alone follows the head: "Red Cross Australia"."""
    after = phrase.names_in(head.last, phrase.last)
    is_alone = len(after) == 1 and (after[0].first, after[0].last) == (head.last, phrase.last)
    if not is_alone or after[0].entity is None or after[0].is_given or after[0].is_other:
        return None
    row = base.row(after[0].entity)
    return row.country if row.kind in (EntityKind.COUNTRY, EntityKind.REGION) else None


def _country_of_name(base: Knowledge, named: Named) -> str | None:
    if named.body is not None:
        return named.body.country
    row = base.row(named.entity or "")
    return row.country or code_of(base, row.name, row.sector)


def _country_of_surname(asked: Asked, phrase: NounPhrase, head: Lexeme | None) -> str | None:
    """The country of a leader whose surname stands before the head: "the Biden team"."""
    end = head.first if head else phrase.last
    unknown = [token for token in range(phrase.first, end) if phrase.is_unknown_name(token)]
    for token in unknown:
        if token - 1 not in unknown and token + 1 not in unknown:
            held = by_lone_surname(asked.base, phrase.pieces[token].form, asked.on)
            if held is not None:
                return asked.base.row(held.person).country
    return None
