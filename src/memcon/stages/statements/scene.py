"""What statements are described against: one article's parse, mentions and times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from memcon.codebook.cues import Cues
from memcon.codebook.titles import Titles
from memcon.record import (
    Article,
    Block,
    BlockKind,
    EntityKind,
    Parse,
    Reading,
    Span,
    SpanIndex,
    Time,
)
from memcon.stages.lookup import Linked, Mentions
from memcon.text.quotations import find_quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything around the statements of one article."""

    article: Article
    parse: Parse
    mentions: Mentions
    people: tuple[Linked, ...]
    """Mentions of people by name or role, in order."""
    times: SpanIndex[Time]
    quoted: tuple[Span, ...]
    """Stretches within quotation marks, and block quotations."""
    cues: Cues
    persons: frozenset[str]
    """Nouns that a person can be."""
    pronouns: Mapping[str, str]
    """Third-person pronouns that mean a person, and the gender they tell."""

    @staticmethod
    def of(reading: Reading, cues: Cues, titles: Titles) -> Scene:
        """The scene of one reading."""
        article = reading.article
        blocks = (block for block in article.blocks if block.kind.is_reporting)
        mentions = Mentions.of(reading)
        return Scene(
            article=article,
            parse=reading.parse,
            mentions=mentions,
            people=tuple(linked for linked in mentions.all if _is_named_person(linked)),
            times=SpanIndex((time.span, time) for time in reading.all(Time)),
            quoted=tuple(span for block in blocks for span in _quoted(article, block)),
            cues=cues,
            persons=titles.persons | cues.anonymous,
            pronouns=titles.pronouns,
        )


def _quoted(article: Article, block: Block) -> Iterator[Span]:
    """What a block quotes: all of a block quotation, else what stands within marks."""
    if block.kind is BlockKind.QUOTE:
        yield block.span
        return
    yield from (quoted.outer for quoted in find_quotations(article.text, block.span))


def _is_named_person(linked: Linked) -> bool:
    person = linked.entity is not None and linked.entity.kind is EntityKind.PERSON
    return person and linked.mention.form != "pronoun"
