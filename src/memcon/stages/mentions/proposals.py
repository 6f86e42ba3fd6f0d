"""The proposers of names: the knowledge base, the recogniser, patterns of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from memcon.codebook.places import load_places
from memcon.codebook.titles import load_titles
from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.lookup import Match
from memcon.record import EntityKind, Parse, Span
from memcon.stages.mentions.names import SITED, USED, Name, Proposer, Scene
from memcon.stages.mentions.people import as_written
from memcon.stages.mentions.shouted import propose_shouted

HAPPENINGS: Final = frozenset({EntityKind.EVENT, EntityKind.OTHER})
BODIES: Final = frozenset({EntityKind.ORGANISATION})
COMPOUND: Final = re.compile(
    r"[A-Z]\S*-(?:led|backed|based|born|style|era|made|run|held|owned|allied|controlled|funded)"
)
NO_NAME: Final = re.compile(
    rf"[DRI]-[A-Z][\w.]*|(?:[Pp]ro|[Aa]nti|[Pp]ost|[Pp]re|[Nn]on)-[A-Z]\S*|{COMPOUND.pattern}"
)
"""Words with a name in them that are none themselves."""
TRAILING: Final = frozenset({"of", "and", "or", "for", "to", "in", "on", "&"})
ARTICLES: Final = frozenset({"the", "a", "an"})


def propose_known(scene: Scene) -> Iterator[Name]:
    """Names of the knowledge base that begin and end with tokens."""
    parse = scene.parse
    for block in scene.article.blocks:
        if not block.kind.is_reporting:
            continue
        for match in _all_matches(scene.knowledge, scene.article.quote(block.span), scene.on):
            span = match.span.shift(block.span.start)
            tokens = parse.tokens_in(span)
            aligned = tokens and parse.span(tokens[0], tokens[-1] + 1) == span
            token = None if aligned else _compound(parse, span)
            if token is not None:
                yield Name(token, token + 1, None, match.candidates)
            elif aligned and (len(tokens) > 1 or not _is_doubtful(match)):
                name = Name(tokens[0], tokens[-1] + 1, None, match.candidates)
                yield _with_article(scene, name)


def _compound(parse: Parse, span: Span) -> int | None:
    """The token that a known name begins and a participle ends: "U.S.-led"."""
    token = bisect_right(parse.starts, span.start) - 1
    if token < 0 or parse.starts[token] != span.start or parse.ends[token] <= span.end:
        return None
    return token if COMPOUND.fullmatch(parse.words[token]) else None


def _all_matches(knowledge: KnowledgeBase, text: str, on: str | None) -> Iterator[Match]:
    """Known names, with those inside the names of events: "Gaza" in "Gaza agreement"."""
    for match in knowledge.find(text, on):
        yield match
        kinds = {knowledge.kind(candidate.entity_id) for candidate in match.candidates}
        if kinds <= HAPPENINGS and len(match.span) > 1:
            # Without its last letter the longer name is gone and the names in it are found.
            for inner in knowledge.find(match.text[:-1], on):
                if inner.span.end < len(match.text) - 1:
                    yield replace(inner, span=inner.span.shift(match.span.start))


def _is_doubtful(match: Match) -> bool:
    """Whether one known word may be a part of an unknown person's name ("Jordan Smith")."""
    return match.beside_name and match.is_given_name


def _with_article(scene: Scene, name: Name) -> Name:
    """A body with the capital article that belongs to its name: "told The Associated Press"."""
    kinds = {scene.knowledge.kind(candidate.entity_id) for candidate in name.candidates}
    if kinds <= BODIES and _has_own_article(scene.parse, name.first):
        return replace(name, first=name.first - 1)
    return name


def _has_own_article(parse: Parse, first: int) -> bool:
    """Whether "The" before a token is written with a capital though no sentence begins there."""
    before = first - 1
    if before < 0 or parse.words[before] != "The":
        return False
    return before > parse.sentence_of(before).first and parse.pos[before - 1] not in ("PUNCT",)


def propose_recognised(scene: Scene) -> Iterator[Name]:
    """What the recogniser of the language pipeline saw."""
    parse = scene.parse
    for name in parse.names:
        if name.label in USED:
            first, last = _bare(parse, name.first, name.last)
            if first < last and _is_a_name(parse, first, last):
                found = Name(first, last, name.label)
                own = name.label == "ORG" and _has_own_article(parse, first)
                yield replace(found, first=first - 1) if own else found


def _bare(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The range without a leading article and punctuation around it."""
    while first < last and (parse.words[first].lower() in ARTICLES or _is_mark(parse, first)):
        first += 1
    while first < last and _trails(parse, last - 1):
        last -= 1
    return _without_address(parse, first, last), last


def _trails(parse: Parse, token: int) -> bool:
    """Whether a token ends no name: a mark, "'s", "of"."""
    word = parse.words[token]
    return parse.tags[token] == "POS" or word in TRAILING or _is_mark(parse, token)


def _without_address(parse: Parse, first: int, last: int) -> int:
    """Where a name begins after "His Excellency" or "Extraordinary and Plenipotentiary"."""
    addresses, words = load_titles().addresses, parse.words[first:last]
    begin = 1 if words and words[0].lower() in ("his", "her", "your", "their") else 0
    end = begin
    while end < len(words) and (words[end] in addresses or (end > begin and words[end] == "and")):
        end += 1
    return first + end if end > begin else first


def _is_a_name(parse: Parse, first: int, last: int) -> bool:
    """Whether a range has a capital and is no mark of a party ("R-Ohio") or "Paris-led"."""
    if not any(parse.words[t][:1].isupper() for t in range(first, last)):
        return False
    return NO_NAME.fullmatch(as_written(parse, first, last)) is None


def _is_mark(parse: Parse, token: int) -> bool:
    return parse.pos[token] == "PUNCT" and not any(map(str.isalnum, parse.words[token]))


def propose_abbreviated(scene: Scene) -> Iterator[Name]:
    """American states and Canadian provinces in short, after a place: "Fresno, Calif."."""
    parse, short = scene.parse, load_places().abbreviations
    seen = {t for name in parse.names if name.label in SITED for t in range(name.first, name.last)}
    end = 0
    for token, word in enumerate(parse.words):
        if not word[:1].isupper():
            continue
        last = token + 1
        full = None if token < end else short.get(word) or short.get(f"{word}.")
        if token >= end and last < len(parse) and word + parse.words[last] in short:
            full, last = short[word + parse.words[last]], last + 1  # "W. Va."
        if full is None or not _is_abbreviation(parse, token, word, recognised=token in seen):
            continue
        candidates = [
            candidate
            for candidate in scene.knowledge.candidates(full)
            if scene.knowledge.row(candidate.entity_id).country in ("USA", "CAN")
        ]
        # Washington, D.C. alone is a city.
        candidates.sort(key=lambda one: scene.knowledge.kind(one.entity_id) != EntityKind.REGION)
        if candidates:
            end = last
            yield Name(token, last, "GPE", tuple(candidates[:1]))


def _is_abbreviation(parse: Parse, token: int, word: str, *, recognised: bool) -> bool:
    """Whether a short form stands for a state: by the comma and place before it, or its label."""
    follows = token > 1 and parse.words[token - 1] == "," and parse.words[token - 2][:1].isupper()
    if token > 1 and parse.words[token - 1] == "-" and parse.words[token - 2] in ("D", "R", "I"):
        return False  # "Senator Ana Ruiz (D-Ore.)"
    if word.isupper() and len(word) == 2 and "." not in word:
        return follows and parse.pos[token] == "PROPN"
    return follows or (recognised and "." in word)


KNOWING: Final[tuple[Proposer, ...]] = (propose_known, propose_abbreviated)
"""Proposers that give candidates."""
SEEING: Final[tuple[Proposer, ...]] = (propose_shouted, propose_recognised)
"""Proposers that give labels, the most trusted first: a later one adds what those before passed
over."""
