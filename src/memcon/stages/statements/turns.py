"""Turns of transcripts and interviews: "LAVROV: We have no answer." at the start of a paragraph.

Nothing in such a paragraph is a cue but the colon, and all of it is what is said. Lines that
merely look alike ("UPDATE: …", "OSLO: The ministry said …") are told from turns by their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import load_titles
from memcon.record import Article, Block, BlockKind, Parse, Span, overlapping
from memcon.stages.statements.page import spoken_blocks
from memcon.stages.statements.triples import Triple

LABEL: Final = re.compile(
    r"[\"“«]?(?P<whose>From\s+)?(?P<who>[^\W\d_](?:[^:\n“”\"«»]{0,60}?\w\.?)?)"
    r"(?P<aside>\s+\([^)\n]{1,60}\))?(?P<colon>:)\s+(?=\S)(?P<mark>[\"“«])?"
)
OPENING: Final = frozenset('"“«')
CLOSING: Final = frozenset('"”»')
ASIDE: Final = re.compile(r"[\"“«]?[\[(]")
MOST_WORDS: Final = 6
UNSPOKEN: Final = frozenset({BlockKind.HEADLINE, BlockKind.CAPTION})
NO_SPEAKERS: Final = frozenset([
    "note", "update", "breaking", "correction", "exclusive", "watch", "read", "more", "related",
    "photo", "video", "source", "file", "date", "time", "location", "live", "analysis", "opinion",
    "fact", "ps", "who", "what", "where", "when", "why", "how",
])  # fmt: skip
"""Labels of lines that nobody speaks, by their first word."""
ASKED: Final = frozenset({"Q", "A"})
"""The labels of questions and answers: letters that are labels only together."""
SMALL: Final = frozenset({"of", "the", "for", "and", "to", "de", "al", "bin", "van", "von"})


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that begins with a label: who it names, the colon, and what follows."""

    who: Span
    colon: Span
    said: Span
    is_signed: bool
    """Whether a quotation follows a label that says whose it is: "From Chairwoman Ruiz: “…”"."""


def find_turns(article: Article, parse: Parse) -> tuple[Triple, ...]:
    """The turns of an article, each with its label as the source and the colon as the cue."""
    labelled = list(_labelled(article))
    people = _people(parse, labelled)
    places = [name.span for name in parse.names if name.label in ("GPE", "LOC")]
    shouted = {turn for turn in labelled if _is_shouted(article, turn, places)}
    turns = (
        turn
        for turn in labelled
        if (turn in shouted and len(shouted) > 1)
        or turn.is_signed
        or _is_known(article, turn, people)
    )
    return tuple(
        Triple(
            source=(turn.who,),
            cue=(turn.colon,),
            content=(turn.said, *_going_on(article, turn)),
            kind="speech",
            mode="direct",
            score=0.9,
            reason=f"a paragraph that begins with “{article.quote(turn.who)}:” is what they say",
        )
        for turn in turns
    )


def _going_on(article: Article, turn: _Turn) -> Iterator[Span]:
    """The paragraphs after a turn that is quoted as a whole: each opens the quotation again."""
    blocks = list(spoken_blocks(article))
    number = next((n for n, b in enumerate(blocks) if b.span.contains(turn.said)), len(blocks))
    mark = article.text[blocks[number].span.start] if number < len(blocks) else ""
    if mark not in OPENING or article.text[turn.said.end - 1] in CLOSING:
        return
    for block in blocks[number + 1 :]:
        text = article.quote(block.span)
        if text[0] != mark or LABEL.match(text) or ASIDE.match(text) or text[-1] in CLOSING:
            return
        yield block.span


def _labelled(article: Article) -> Iterator[_Turn]:
    """The labelled paragraphs; of headings those whose label begins a paragraph as well."""
    found = [turn for block in article.blocks if (turn := _turn(article, block))]
    spoken = [block.span for block in spoken_blocks(article)]
    labels = {article.quote(turn.who) for turn in found if overlapping(spoken, turn.who)}
    shouted = {word for word in labels if word.isupper() and len(word) > 1}
    letters = {word for word in labels if len(word) == 1}
    for turn in found:
        word = article.quote(turn.who)
        heard = word in labels or (word.isupper() and len(shouted) > 1)
        if heard and (len(word) > 1 or letters >= ASKED):
            yield turn


def _turn(article: Article, block: Block) -> _Turn | None:
    """The turn that a block is, where it begins with a label that somebody can have."""
    found = LABEL.match(article.text, block.span.start, block.span.end)
    if found is None or not block.kind.is_reporting or block.kind in UNSPOKEN:
        return None
    words = found["who"].split()
    if len(words) > MOST_WORDS or re.split(r"\W", words[0].lower())[0] in NO_SPEAKERS:
        return None
    named = all(word[0].isupper() or word in SMALL for word in words)
    persons = load_titles().persons
    titled = any(word.lower().rstrip(".") in persons for word in words[:-1])
    signed = bool(found["mark"]) and named and (bool(found["whose"]) or titled)
    who, colon = Span(*found.span("who")), Span(*found.span("colon"))
    return _Turn(who, colon, _ink(article, found.end("colon"), block.span.end), signed)


def _ink(article: Article, start: int, end: int) -> Span:
    """The span without white space at its start."""
    words = article.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end)


def _people(parse: Parse, labelled: list[_Turn]) -> frozenset[str]:
    """Last words of the names of people outside the labels, in lower case."""
    labels = [turn.who for turn in labelled]
    return frozenset(
        parse.words[name.last - 1].lower()
        for name in parse.names
        if name.label == "PERSON" and not overlapping(labels, name.span)
    )


def _is_shouted(article: Article, turn: _Turn, places: Sequence[Span]) -> bool:
    """Whether a label is all capitals and not the place of a date line."""
    return article.quote(turn.who).isupper() and not overlapping(places, turn.who)


def _is_known(article: Article, turn: _Turn, people: frozenset[str]) -> bool:
    """Whether a label is a name, and of somebody named elsewhere in the report."""
    words = article.quote(turn.who).split()
    return words[-1].lower() in people and all(word[0].isupper() for word in words)
