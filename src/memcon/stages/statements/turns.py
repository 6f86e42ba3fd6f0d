"""Turns of transcripts and interviews: "LAVROV: We have no answer." at the start of a paragraph.

Nothing in such a paragraph is a cue but the colon, and all of it is what is said. Lines that
merely look alike ("UPDATE: …", "OSLO: The ministry said …") are told from turns by their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.record import Article, Parse, Span, overlapping
from memcon.stages.statements.page import spoken_blocks
from memcon.stages.statements.triples import Triple

LABEL: Final = re.compile(r"(?:From\s+)?(?P<who>[^\W\d_][^:\n“”\"«»]{1,60}?)(?P<colon>:)\s+(?=\S)")
MOST_WORDS: Final = 6
NO_SPEAKERS: Final = frozenset([
    "note", "update", "breaking", "correction", "exclusive", "watch", "read", "more", "related",
    "photo", "video", "source", "file", "date", "time", "location", "live", "analysis", "opinion",
    "fact", "ps", "who", "what", "where", "when", "why", "how",
])  # fmt: skip
"""Labels of lines that nobody speaks, by their first word."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that begins with a label: who it names, the colon, and what follows."""

    who: Span
    colon: Span
    said: Span


def find_turns(article: Article, parse: Parse) -> tuple[Triple, ...]:
    """The turns of an article, each with its label as the source and the colon as the cue."""
    labelled = list(_labelled(article))
    people = _people(parse, labelled)
    places = [name.span for name in parse.names if name.label in ("GPE", "LOC")]
    shouted = {turn for turn in labelled if _is_shouted(article, turn, places)}
    turns = (
        turn
        for turn in labelled
        if (turn in shouted and len(shouted) > 1) or _is_known(article, turn, people)
    )
    return tuple(
        Triple(
            source=(turn.who,),
            cue=(turn.colon,),
            content=(turn.said,),
            kind="speech",
            mode="direct",
            score=0.9,
            reason=f"a paragraph that begins with “{article.quote(turn.who)}:” is what they say",
        )
        for turn in turns
    )


def _labelled(article: Article) -> Iterator[_Turn]:
    for block in spoken_blocks(article):
        found = LABEL.match(article.text, block.span.start, block.span.end)
        if found is None or len(found["who"].split()) > MOST_WORDS:
            continue
        if re.split(r"\W", found["who"].lower())[0] not in NO_SPEAKERS:
            who, colon = Span(*found.span("who")), Span(*found.span("colon"))
            yield _Turn(who, colon, Span(found.end(), block.span.end))


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
