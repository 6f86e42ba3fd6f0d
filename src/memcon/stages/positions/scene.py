"""What positions are read against: one article's parse, mentions, statements and the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from memcon.codebook.cues import Cues, load_cues
from memcon.codebook.issues import Issues
from memcon.codebook.patterns import Forms
from memcon.codebook.stances import Stances, load_stances
from memcon.record import Article, EntityKind, Event, Parse, Reading, SpanIndex, Statement
from memcon.stages.lookup import Mentions
from memcon.stages.positions.holders import Holders
from memcon.stages.tools import Tools

VERBS: Final = ("VERB", "AUX")
MISREAD: Final = {"hop": "hope"}
"""Lemmas that the parser takes for another: its "hopes" and "hoped" are of "hop"."""
CLASSES: Final = {
    EntityKind.COUNTRY: "@state",
    EntityKind.CITY: "@place",
    EntityKind.REGION: "@place",
    EntityKind.FACILITY: "@place",
    EntityKind.PERSON: "@person",
    EntityKind.ORGANISATION: "@group",
    EntityKind.GROUP: "@group",
}
"""Words of cue phrases that stand for any name of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything around the positions of one article."""

    article: Article
    parse: Parse
    mentions: Mentions
    statements: SpanIndex[Statement]
    events: SpanIndex[tuple[int, Event]]
    """What happens, by its evidence, with its number in the reading."""
    holders: Holders
    tables: Stances
    issues: Issues
    cues: Cues
    lemmas: tuple[str, ...]
    """The lemma of each token, in small letters."""
    words: tuple[str, ...]
    """The form of each token, in small letters."""
    spelled: dict[int, Forms] = field(default_factory=dict)
    """Lemmas and forms of tokens that were asked for; kept, as they are asked for often."""

    @staticmethod
    def of(reading: Reading, tools: Tools) -> Scene:
        """The scene of one reading."""
        article, mentions = reading.article, Mentions.of(reading)
        said = reading.all(Statement)
        return Scene(
            article=article,
            parse=reading.parse,
            mentions=mentions,
            statements=SpanIndex((span, one) for one in said for span in one.content.spans),
            events=SpanIndex(
                (span, (number, one))
                for number, one in enumerate(reading.all(Event))
                for span in one.evidence.spans
            ),
            holders=Holders(tools.knowledge, article.published, reading.parse, mentions),
            tables=load_stances(),
            issues=tools.issues,
            cues=load_cues(),
            lemmas=tuple(MISREAD.get(low := lemma.lower(), low) for lemma in reading.parse.lemmas),
            words=tuple(word.lower() for word in reading.parse.words),
        )

    def lemma(self, token: int) -> str:
        """The lemma of a token, in small letters; empty before the first and after the last."""
        return self.lemmas[token] if 0 <= token < len(self.lemmas) else ""

    def word(self, token: int) -> str:
        """The form of a token, in small letters; empty before the first and after the last."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def forms(self, tokens: Collection[int]) -> tuple[tuple[int, ...], list[Forms]]:
        """Tokens that are words, and their lemmas and forms; for names, what they name."""
        kept = tuple(t for t in tokens if any(map(str.isalnum, self.words[t])))
        return kept, [self.spelled.get(t) or self._spell(t) for t in kept]

    def _spell(self, token: int) -> Forms:
        found = self._class(token) or self.lemmas[token], self.words[token]
        self.spelled[token] = found
        return found

    def _class(self, token: int) -> str | None:
        """What a name ends at ``token``: "@place", "@state", "@person" or "@group"."""
        if self.parse.pos[token] != "PROPN":
            return None
        linked = self.mentions.at(self.parse.starts[token])
        if linked is None or linked.entity is None or linked.mention.form != "name":
            return None
        ends = self.parse.ends[token] >= linked.span.end
        return CLASSES.get(linked.entity.kind) if ends else None

    def sentence(self, token: int) -> range:
        """The tokens of the sentence of ``token``."""
        found = self.parse.sentence_of(token)
        return range(found.first, found.last)

    def said_in(self, token: int) -> tuple[Statement, ...]:
        """The statements whose contents hold ``token``, innermost first."""
        span = self.parse.span(token, token + 1)
        over = {one.id: one for part, one in self.statements.over(span) if part.contains(span)}
        return tuple(sorted(over.values(), key=_length))

    def is_verb(self, token: int) -> bool:
        """Whether a token is a verb."""
        return self.parse.pos[token] in VERBS

    def is_person(self, token: int) -> bool:
        """Whether a name or pronoun is that of one person."""
        if self.word(token) in ("him", "her", "me", "you"):
            return True
        linked = self.mentions.at(self.parse.starts[token])
        entity = linked.entity if linked else None
        return entity is not None and entity.kind is EntityKind.PERSON

    def verbs_above(self, token: int) -> Iterator[int]:
        """The verbs that govern a token, nearest first."""
        return (above for above in self.parse.ancestors(token) if self.is_verb(above))


def _length(said: Statement) -> int:
    return sum(len(span) for span in said.content.spans)
