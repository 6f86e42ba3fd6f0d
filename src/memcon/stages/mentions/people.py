"""People in the text: their names, the titles beside them, and who is whom.

A person is given in full once and by surname after ("Sergey Lavrov … Lavrov"); titles stand
before the name ("Foreign Minister Lavrov") or after it ("Lavrov, the foreign minister").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse
from memcon.stages.mentions.names import PERSON, Name

SHORTEST: Final = 4
"""Letters that a short form must have to be found without the recogniser."""

REACH: Final = 8
"""Tokens before a name in which its title is looked for."""

JOINING: Final = frozenset({"of", "for", "and", "to", "the"})
MODIFYING: Final = frozenset({"NNP", "NNPS", "NN", "JJ", "POS", "HYPH", "VBN"})
SUFFIXES: Final = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
"""What follows a surname and is none."""
OF_ANOTHER: Final = frozenset({"to", "for"})
PARTICLES: Final = frozenset(
    ["al", "bin", "ben", "de", "der", "di", "el", "la", "le", "van", "von", "ul"]
)


def with_short_forms(parse: Parse, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names, and short forms of full names that the recogniser passed over elsewhere."""
    full = [n for n in names if n.label == PERSON and len(n) > 1]
    ends = (parse.words[token] for n in full for token in (n.first, n.last - 1))
    surnames = {word for word in ends if len(word) >= SHORTEST and word.isalpha()}
    known = {t for n in names if n.candidates or len(n) > 1 for t in range(n.first, n.last)}
    missed = {
        token
        for token, word in enumerate(parse.words)
        if word in surnames and token not in known and parse.pos[token] in ("PROPN", "NOUN")
    }
    others = (n for n in names if not (len(n) == 1 and n.first in missed))
    found = (Name(token, token + 1, PERSON) for token in missed)
    return tuple(sorted((*others, *found), key=lambda name: (name.first, -name.last)))


@dataclass(frozen=True, slots=True)
class PersonName:
    """One naming of a person: tokens, the words of the name, title before and after it."""

    name: Name
    text: str
    words: tuple[str, ...]
    title: str | None
    apposition: str | None
    gender: str

    @property
    def is_full(self) -> bool:
        """Whether more than a surname is given."""
        return len(self.words) > 1

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.words[-1]


@dataclass(frozen=True, slots=True)
class Person:
    """All namings of one person in an article, in reading order, the full ones first."""

    namings: tuple[PersonName, ...]
    fullest: PersonName = field(init=False)
    """The longest naming; the first of equals."""
    gender: str = field(init=False)
    """``male``, ``female`` or empty, by honorifics."""

    def __post_init__(self) -> None:
        genders = (naming.gender for naming in self.namings if naming.gender)
        object.__setattr__(self, "fullest", max(self.namings, key=_length))
        object.__setattr__(self, "gender", next(genders, ""))

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles before the name, in order."""
        return tuple(dict.fromkeys(n.title for n in self.namings if n.title))

    @property
    def role(self) -> str | None:
        """What the article says the person is: an apposition rather than a title."""
        said = [n.apposition for n in self.namings if n.apposition]
        return said[0] if said else next(iter(self.titles), None)


def find_people(parse: Parse, names: Sequence[Name], titles: Titles) -> tuple[Person, ...]:
    """The people named in an article; every name with the label PERSON belongs to one."""
    namings = [_naming(parse, name, titles) for name in names if name.label == PERSON]
    people: list[list[PersonName]] = []
    fullest: list[PersonName] = []
    bearing: defaultdict[str, set[int]] = defaultdict(set)
    # Full names first: a headline may use the surname before the text gives the name.
    for naming in sorted((n for n in namings if n.words), key=lambda n: (not n.is_full,)):
        alike = sorted({number for word in _ends(naming) for number in bearing[word]})
        number = next((n for n in alike if _is_same(fullest[n], naming)), len(people))
        if number == len(people):
            people.append([])
            fullest.append(naming)
        people[number].append(naming)
        fullest[number] = max(fullest[number], naming, key=_length)
        for word in _ends(naming):
            bearing[word].add(number)
    return tuple(Person(tuple(namings)) for namings in people)


def _length(naming: PersonName) -> int:
    return len(naming.words)


def _ends(naming: PersonName) -> frozenset[str]:
    """Words of which namings of one person share one: the first, the last and its last part."""
    first, last = naming.words[0].casefold(), naming.words[-1].casefold()
    return frozenset((first, last, _last_part(last)))


def _is_same(known: PersonName, naming: PersonName) -> bool:
    """Whether a shorter or equal naming can be of the person with the longer one."""
    long, short = [w.casefold() for w in known.words], [w.casefold() for w in naming.words]
    if len(short) > len(long):
        long, short = short, long
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or _last_part(short[0]) == _last_part(long[-1])
    if long[0] == short[0]:
        return _last_part(long[-1]) == _last_part(short[-1])
    return long[-len(short) :] == short


def _last_part(word: str) -> str:
    """The word after its last hyphen: "Asiri" of "al-Asiri"."""
    return word.rpartition("-")[2]


def _naming(parse: Parse, name: Name, titles: Titles) -> PersonName:
    first = name.first
    gender = ""
    while first < name.last - 1 and _is_called(parse, first, titles):
        gender = gender or titles.honorifics.get(_as_title(parse, first), "")
        first += 1
    before = first - 1
    if before >= 0 and _as_title(parse, before) in titles.honorifics:
        gender = gender or titles.honorifics[_as_title(parse, before)]
    bare = Name(first, name.last, name.label, name.candidates)
    text = as_written(parse, first, name.last)
    words = tuple(w for w in text.split() if w[:1].isalnum() and w not in SUFFIXES)
    title = title_before(parse, first, titles)
    return PersonName(bare, text, words, title, _apposition(parse, bare, titles), gender)


def _is_called(parse: Parse, token: int, titles: Titles) -> bool:
    return _as_title(parse, token) in titles.honorifics or parse.words[token] in titles.ranks


def _as_title(parse: Parse, token: int) -> str:
    """The word, "MS." of a transcript as "Ms."."""
    word = parse.words[token]
    return word.title() if word.isupper() else word


def title_before(parse: Parse, first: int, titles: Titles) -> str | None:
    """The title that ends directly before token ``first``: "Russian Foreign Minister".

    The words of a noun phrase to the left that hold a person noun; nothing but a joined
    phrase ("of State", "for the Sahel") may stand between that noun and the name.
    """
    window = list(_left_window(parse, first))
    nouns = [token for token in window if parse.words[token].lower() in titles.persons]
    if not nouns:
        return None
    tail = range(nouns[0] + 1, first)
    joined = tail and parse.words[tail[0]].lower() in JOINING
    if tail and not joined and any(parse.pos[token] != "PROPN" for token in tail):
        return None
    start = min(window)
    # "an aide to Secretary of State Rubio": what is before "to" is said of somebody else.
    start = max([start, *(t + 1 for t in window if t < nouns[0] and _is_of_another(parse, t))])
    while start < nouns[0] and parse.words[start].lower() in JOINING | {"-"}:
        start += 1
    end = first
    while end - 1 > nouns[0] and _as_title(parse, end - 1) in titles.honorifics:
        end -= 1
    return " ".join(as_written(parse, start, end).split())


def _is_of_another(parse: Parse, token: int) -> bool:
    return parse.words[token].lower() in OF_ANOTHER


def _left_window(parse: Parse, first: int) -> Iterator[int]:
    """Tokens to the left that can belong to a title, nearest first."""
    if not first:
        return
    begin = parse.sentence_of(first).first
    for token in range(first - 1, max(begin, first - REACH) - 1, -1):
        word = parse.words[token].lower()
        if word not in JOINING and parse.tags[token] not in MODIFYING:
            return
        if word == "and" and any(n.last == token and n.label == PERSON for n in parse.names):
            return
        # "led the journalist Ana Lima": the article of an office follows "of" or "for".
        if word == "the" and parse.words[token - 1].lower() not in JOINING:
            return
        yield token


def as_written(parse: Parse, first: int, last: int) -> str:
    """The words of a range of tokens with single spaces where the text has any."""
    parts = [parse.words[first]]
    for token in range(first + 1, last):
        gap = parse.starts[token] > parse.ends[token - 1]
        parts.append((" " if gap else "") + parse.words[token])
    return "".join(parts)


def _apposition(parse: Parse, name: Name, titles: Titles) -> str | None:
    """What follows the name and says who it is: ", the ministry's spokesman,"."""
    for token in range(name.first, name.last):
        for apposed in parse.dependents(token, "appos"):
            if apposed < name.last or parse.lemmas[apposed].lower() not in titles.persons:
                continue
            first, last = parse.subtree_range(apposed)
            if first < name.last:
                continue
            clauses = [parse.subtree_range(c)[0] for c in parse.dependents(apposed, "relcl", "acl")]
            last = min([last, *(c for c in clauses if c > apposed)])
            return as_written(parse, first, last).rstrip(" ,;:—–-")
    return _explained(parse, name, titles)


def _explained(parse: Parse, name: Name, titles: Titles) -> str | None:
    """What a name between commas explains: "the UN envoy for Chad, Ada Holm,"."""
    comma = name.first - 1
    apposed = [t for t in range(name.first, name.last) if parse.deps[t] == "appos"]
    if not apposed or comma < 0 or parse.words[comma] != ",":
        return None
    # The parser may hang the name on the last noun of the title: "for Chad, Ada Holm,".
    for noun in parse.ancestors(apposed[0]):
        if noun < comma and parse.lemmas[noun].lower() in titles.persons:
            first = parse.subtree_range(noun)[0]
            told = as_written(parse, first, comma).removeprefix("The ")
            return told if comma - first <= 2 * REACH else None
        if parse.deps[noun] not in ("pobj", "prep", "nmod"):
            return None
    return None
