"""What events are read against: one article's parse, mentions, times and statements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    Scored,
    Span,
    SpanIndex,
    Statement,
    Time,
)
from memcon.record.excerpt import SILENT
from memcon.stages.events.attachment import (
    with_clauses_at_meetings,
    with_infinitives,
    with_persons_joined,
)
from memcon.stages.lookup import Mentions

EVERY: Final = 6
"""Sentences in which a report of private life has at least one noun of it."""
OPENING: Final = 12
"""Sentences at the beginning among which a dateline is looked for."""
_PLACE: Final = r"(?:[A-Z][a-z]+ )?[A-Z][A-Z.\u2019' -]{2,}(?:, ?[A-Z][\w.]+(?: [A-Z][\w.]+)*)*"
_DAY: Final = r"(?:,? [A-Z][a-z]+\.? \d{1,2}(?:,? \d{4})?)"
_AGENCY: Final = r"(?:,? ?\([^()]{1,30}\)|,? [A-Z]{2,})"
DATELINE: Final = re.compile(
    rf"\s*(?:{_PLACE}{_DAY}?|[A-Z]\w+(?: [A-Z]\w+)*{_DAY}){_AGENCY}?,? ?(?:-{{1,2}}|—|–|:)\s"
)
"""What opens a report: "KYIV, Aug 16 (Agency) -"."""
NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything around the events of one article."""

    article: Article
    parse: Parse
    mentions: Mentions
    times: tuple[Time, ...]
    times_at: SpanIndex[Time]
    roles: SpanIndex[Scored]
    """The parties that the encoder sees, by their words."""
    said: SpanIndex[tuple[int, Statement]]
    """What was said or written, by its contents, with its number in the reading."""
    triggers: Triggers
    table: StatusTable
    dateline: range
    """Tokens of "KYIV, Aug 16 (Agency) -", which tell of no event."""
    is_private: bool
    """Whether it is a report of sport, business or the arts."""
    labels: Mapping[int, str]
    """The name recogniser's label of each token that is part of a name."""

    @staticmethod
    def of(reading: Reading) -> Scene:
        """The scene of one reading."""
        dateline = _dateline(reading.article, reading.parse)
        parse = with_persons_joined(_without(reading.parse, dateline))
        parse = with_clauses_at_meetings(parse, load_triggers())
        parse = with_infinitives(parse, load_triggers())
        return Scene(
            article=reading.article,
            parse=parse,
            mentions=Mentions.of(reading),
            times=reading.all(Time),
            times_at=SpanIndex((time.span, time) for time in reading.all(Time)),
            roles=SpanIndex((one.span, one) for one in parse.signals.roles),
            said=SpanIndex(
                (span, (number, one))
                for number, one in enumerate(reading.all(Statement))
                if one.kind in ("speech", "writing")
                for span in one.content.spans
            ),
            triggers=load_triggers(),
            table=load_status(),
            is_private=_is_private(parse, load_triggers()),
            dateline=dateline,
            labels={t: name.label for name in parse.names for t in range(name.first, name.last)},
        )

    @property
    def published(self) -> str:
        """The day of publication as an ISO date; empty where it is not known."""
        return self.article.published or ""

    def lemma(self, token: int) -> str:
        """The lemma of a token, in small letters; names in the plural have none of the parser."""
        lemma = self.parse.lemmas[token].lower()
        plural = self.parse.tags[token] == "NNPS" and lemma.endswith("s")
        lemma = lemma[:-1] if plural else lemma
        return self.triggers.lemmas.get(lemma, lemma)

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


def _is_private(parse: Parse, triggers: Triggers) -> bool:
    """Whether nouns of private life abound: one for every few sentences."""
    told = sum(lemma.lower() in triggers.leisure for lemma in parse.lemmas)
    return told * EVERY >= len(parse.sentences) and told > 1


def _dateline(article: Article, parse: Parse) -> range:
    """The tokens of the first dateline at the beginning of a sentence."""
    for sentence in parse.sentences[:OPENING]:
        span = parse.span(sentence.first, sentence.last)
        found = DATELINE.match(article.text, span.start, span.end)
        if found is not None:
            return parse.tokens_in(Span(found.start(), found.end()))
    return range(0)


def _without(parse: Parse, dateline: range) -> Parse:
    """The parse with a dateline that is nobody's subject and governs nothing.

    What hung from it hangs from the sentence's first verb instead, which becomes the root.
    """
    orphans = [t for t in range(len(parse)) if parse.heads[t] in dateline and t not in dateline]
    if not dateline:
        return parse
    heads, deps = list(parse.heads), list(parse.deps)
    root = next((t for t in orphans if parse.pos[t] in ("VERB", "AUX")), None)
    for token in dateline:
        deps[token] = "punct"
        if parse.heads[token] == token and root is not None:
            heads[token] = root
    for token in orphans:
        above = parse.heads[token]
        if parse.deps[token] in ("conj", "appos") and parse.heads[above] not in dateline:
            heads[token], deps[token] = parse.heads[above], parse.deps[above]
        elif root is not None:
            heads[token] = root
    if root is not None:
        deps[root] = "ROOT"
    return replace(parse, heads=tuple(heads), deps=tuple(deps))
