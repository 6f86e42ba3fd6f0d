"""Small builders of the things that tests are about; each gives a valid whole from a few words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from memcon.record import (
    EMPTY_PARSE,
    Article,
    Block,
    BlockKind,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    Link,
    Mention,
    Parse,
    Passage,
    Reading,
    Record,
    Sentence,
    Span,
    Statement,
    Time,
    fact_id,
    fold,
)
from memcon.record.facts import LinkReading, MentionForm, Mode, TimeType

if TYPE_CHECKING:
    from memcon.nlp import Parser

BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
TOKEN: Final = re.compile(r"\w+|[^\w\s]")
MADE_BY: Final[Mapping[str, str]] = {"memcon": "0"}


def article(text: str, *kinds: BlockKind, **over: Any) -> Article:
    """An article of ``text`` with one block between blank lines; paragraphs beyond ``kinds``."""
    spans = tuple(_paragraphs(text))
    listed = (*kinds, *[BlockKind.PARAGRAPH] * (len(spans) - len(kinds)))
    blocks = tuple(Block(kind, span) for kind, span in zip(listed, spans, strict=True))
    given = {"id": "article-1", "source": "report.txt", "text": text, "blocks": blocks, **over}
    return Article(**given)


def _paragraphs(text: str) -> Iterable[Span]:
    edges = [(0, 0), *(m.span() for m in BLANK_LINE.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(edges):
        words = text[start:end]
        if words.strip():
            left = len(words) - len(words.lstrip())
            yield Span(start + left, start + len(words.rstrip()))


def find(where: Article, quote: str, nth: int = 0) -> Span:
    """Where ``quote`` stands in an article, for the ``nth`` time counted from 0."""
    at = -1
    for _ in range(nth + 1):
        at = where.text.index(quote, at + 1)
    return Span(at, at + len(quote))


def passage(where: Article, *quotes: str) -> Passage:
    """The passage of an article that consists of ``quotes``."""
    return Passage.of(where, [find(where, quote) for quote in quotes])


def parse_of(parser: Parser, where: Article) -> Parse:
    """What the real pipeline sees in one article."""
    return parser.parse([where])[0].parse


def hand_parse(
    where: Article | str,
    *,
    heads: Sequence[int] | None = None,
    deps: Sequence[str] | None = None,
    sentences: Sequence[Sentence] | None = None,
    **columns: Sequence[str],
) -> Parse:
    """A parse without a pipeline: words and single marks as tokens, columns given by hand.

    Without ``heads`` every token is a root, without ``sentences`` all are one sentence.
    """
    text = where if isinstance(where, str) else where.text
    found = list(TOKEN.finditer(text))
    words = tuple(match.group() for match in found)
    blank = ("",) * len(words)
    whole = (Sentence(0, len(words), 0),) if words else ()
    return Parse(
        words=words,
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        lemmas=tuple(columns.get("lemmas", [word.lower() for word in words])),
        tags=tuple(columns.get("tags", blank)),
        pos=tuple(columns.get("pos", blank)),
        deps=tuple(deps if deps is not None else blank),
        heads=tuple(heads if heads is not None else range(len(words))),
        sentences=tuple(sentences if sentences is not None else whole),
        names=(),
    )


def reading(where: Article, facts: Iterable[Fact] = (), *, parse: Parse = EMPTY_PARSE) -> Reading:
    """A reading of an article that holds ``facts``."""
    return Reading(where, parse).adding(facts)


def mention(where: Article, quote: str, *, nth: int = 0, form: MentionForm = "name") -> Mention:
    """The ``nth`` mention of ``quote`` in an article."""
    evidence = Evidence.of(where, find(where, quote, nth))
    key = fact_id("mention", where.id, evidence.span.start, evidence.span.end)
    return Mention(id=key, evidence=evidence, form=form)


def link(
    of: Mention,
    entity: str | None,
    *,
    named: str | None = None,
    reading: LinkReading | None = None,
) -> Link:
    """The edge from a mention to the entity it means."""
    return Link(
        mention=of.id, entity=entity, named=named, reading=reading, score=0.9, reason="by hand"
    )


def linked(
    where: Article, quote: str, entity: str | None, *, nth: int = 0, named: str | None = None
) -> tuple[Mention, Link]:
    """A mention together with its link."""
    made = mention(where, quote, nth=nth)
    return made, link(made, entity, named=named)


def entity(name: str, kind: EntityKind = EntityKind.PERSON, **over: Any) -> Entity:
    """An entity whose id is drawn from its name unless given."""
    return Entity(**{"id": f"mc:{name.lower().replace(' ', '-')}", **over}, name=name, kind=kind)


def time(where: Article, quote: str, value: str, *, type: TimeType = "DATE", nth: int = 0) -> Time:
    """A time expression with its value."""
    evidence = Evidence.of(where, find(where, quote, nth))
    key = fact_id("time", where.id, evidence.span.start, evidence.span.end, value)
    return Time(id=key, evidence=evidence, type=type, value=value, reason="by hand")


def statement(
    report: Article,
    content: str | Sequence[str],
    *,
    source: str = "",
    cue: str = "",
    speaker: str | None = None,
    mode: Mode = "indirect",
    **over: Any,
) -> Statement:
    """A statement by its words; without ``source`` and ``cue`` a continued one."""
    quotes = (content,) if isinstance(content, str) else tuple(content)
    said = passage(report, *quotes)
    key = fact_id("statement", report.id, [[s.start, s.end] for s in said.spans])
    return Statement(
        **{"id": key, "sourcing": "named", "kind": "speech", "score": 0.9, **over},
        source=passage(report, *([source] if source else [])),
        cue=passage(report, *([cue] if cue else [])),
        content=said,
        speaker=speaker,
        mode=mode,
        reason="by hand",
    )


def record(where: Article, facts: Iterable[Fact] = (), *, parse: Parse = EMPTY_PARSE) -> Record:
    """The record of an article that holds ``facts``."""
    return fold(reading(where, facts, parse=parse), made_by=MADE_BY)
