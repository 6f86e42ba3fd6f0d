"""What statements are described against: one article's parse, mentions and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from memcon.codebook.cues import Cues
from memcon.codebook.titles import Titles
from memcon.record import Article, EntityKind, Parse, Reading, Span, Time
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
    times: tuple[Time, ...]
    quoted: tuple[Span, ...]
    """Stretches within quotation marks."""
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
            times=reading.all(Time),
            quoted=tuple(q.outer for b in blocks for q in find_quotations(article.text, b.span)),
            cues=cues,
            persons=titles.persons | cues.anonymous,
            pronouns=titles.pronouns,
        )


def _is_named_person(linked: Linked) -> bool:
    person = linked.entity is not None and linked.entity.kind is EntityKind.PERSON
    return person and linked.mention.form != "pronoun"
