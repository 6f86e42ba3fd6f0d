"""Who and what stands in the same sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from memcon.record import LinkedMention, Record, Span, SpanIndex
from memcon.text.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of one report and the mentions in them, found by place."""

    sentences: SpanIndex[Span]
    mentions: SpanIndex[LinkedMention]

    @classmethod
    def of(cls, record: Record) -> Surroundings:
        """The surroundings in one record."""
        sentences = SpanIndex((span, span) for span in _sentences(record))
        return cls(sentences, SpanIndex((linked.span, linked) for linked in record.mentions))

    def sentences_of(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The sentences that ``spans`` touch, in order; the spans where there are none."""
        listed = tuple(spans)
        found = {one for span in listed for _, one in self.sentences.over(span)}
        return tuple(sorted(found)) or listed

    def mentions_in(self, spans: Iterable[Span]) -> tuple[LinkedMention, ...]:
        """The linked mentions that ``spans`` touch, in order of the text."""
        found = {m.span: m for span in spans for _, m in self.mentions.over(span)}
        return tuple(found[span] for span in sorted(found) if found[span].link.entity is not None)

    def entities_by(self, span: Span) -> frozenset[str]:
        """Ids of the entities named in the sentences that ``span`` touches."""
        linked = self.mentions_in(self.sentences_of([span]))
        return frozenset(m.link.entity for m in linked if m.link.entity is not None)


def _sentences(record: Record) -> Iterator[Span]:
    for block in record.article.blocks:
        for span in find_sentences(record.article.quote(block.span)):
            yield span.shift(block.span.start)
