"""What events are read against: one article's parse, mentions, times and statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from memcon.codebook.event_status import StatusTable, load_status
from memcon.codebook.events import Triggers, load_triggers
from memcon.record import (
    Article,
    BlockKind,
    Entity,
    EntityKind,
    Parse,
    Reading,
    Statement,
    Time,
)
from memcon.record.excerpt import SILENT
from memcon.stages.lookup import Mentions

NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything around the events of one article."""

    article: Article
    parse: Parse
    mentions: Mentions
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    triggers: Triggers
    table: StatusTable
    labels: Mapping[int, str]
    """The name recogniser's label of each token that is part of a name."""

    @staticmethod
    def of(reading: Reading) -> Scene:
        """The scene of one reading."""
        parse = reading.parse
        return Scene(
            article=reading.article,
            parse=parse,
            mentions=Mentions.of(reading),
            times=reading.all(Time),
            statements=reading.all(Statement),
            triggers=load_triggers(),
            table=load_status(),
            labels={t: name.label for name in parse.names for t in range(name.first, name.last)},
        )

    def lemma(self, token: int) -> str:
        """The lemma of a token, in small letters."""
        return self.parse.lemmas[token].lower()

    def called(self, word: str) -> Entity | None:
        """The person or state that the article mentions by a name that ends with ``word``."""
        for linked in self.mentions.all:
            entity = linked.entity
            if entity is None or entity.kind not in NAMED or linked.mention.form != "name":
                continue
            if linked.mention.evidence.quote.split()[-1] == word:
                return entity
        return None

    def is_heading(self, token: int) -> bool:
        """Whether a token stands in a headline or heading."""
        block = self.article.blocks[self.parse.sentence_of(token).block]
        return block.kind in (BlockKind.HEADLINE, BlockKind.HEADING)

    def is_silent(self, token: int) -> bool:
        """Whether a token stands in a block that nobody speaks in."""
        return self.article.blocks[self.parse.sentence_of(token).block].kind in SILENT
