"""What statements are described against: one article's parse, mentions and times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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

BODIES: Final = frozenset({EntityKind.ORGANISATION, EntityKind.COUNTRY, EntityKind.GROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything around the statements of one article."""

    article: Article
    parse: Parse
    mentions: Mentions
    people: tuple[Linked, ...]
    """Mentions of people by name or role, in order."""
    bodies: tuple[Linked, ...]
    """Mentions of organisations, states and groups, in order."""
    surnames: Mapping[str, Sequence[Linked]]
    """The people by the last words of their names, in lower case."""
    times: SpanIndex[Time]
    quoted: tuple[Span, ...]
    """Stretches within quotation marks, and block quotations."""
    cues: Cues
    persons: frozenset[str]
    """Nouns that a person can be."""
    titles: Titles

    @staticmethod
    def of(reading: Reading, cues: Cues, titles: Titles) -> Scene:
        """The scene of one reading."""
        article = reading.article
        blocks = (block for block in article.blocks if block.kind.is_reporting)
        mentions = Mentions.of(reading)
        people = tuple(one for one in mentions.all if is_person(one) and not is_pronoun(one))
        return Scene(
            article=article,
            parse=reading.parse,
            mentions=mentions,
            people=people,
            bodies=tuple(one for one in mentions.all if is_body(one) and not is_pronoun(one)),
            surnames=_by_surname(people),
            times=SpanIndex((time.span, time) for time in reading.all(Time)),
            quoted=tuple(span for block in blocks for span in _quoted(article, block)),
            cues=cues,
            persons=titles.persons | cues.anonymous,
            titles=titles,
        )


def _quoted(article: Article, block: Block) -> Iterator[Span]:
    """What a block quotes: all of a block quotation, else what stands within marks."""
    if block.kind is BlockKind.QUOTE:
        yield block.span
        return
    yield from (quoted.outer for quoted in find_quotations(article.text, block.span))


def is_person(linked: Linked | None) -> bool:
    """Whether a mention means a person."""
    entity = linked.entity if linked else None
    return entity is not None and entity.kind is EntityKind.PERSON


def is_body(linked: Linked | None) -> bool:
    """Whether a mention means an organisation, a state or a group."""
    entity = linked.entity if linked else None
    return entity is not None and entity.kind in BODIES


def is_state(linked: Linked) -> bool:
    """Whether a mention means a state."""
    return linked.entity is not None and linked.entity.kind is EntityKind.COUNTRY


def is_pronoun(linked: Linked) -> bool:
    """Whether a mention is a pronoun."""
    return linked.mention.form == "pronoun"


def _by_surname(people: Iterable[Linked]) -> Mapping[str, Sequence[Linked]]:
    found: defaultdict[str, list[Linked]] = defaultdict(list)
    for linked in people:
        if linked.entity is not None:
            found[linked.entity.name.split()[-1].casefold()].append(linked)
    return found
