"""The rest of a statement: how it is said, by whom, to whom, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.cues import Cues
from memcon.codebook.titles import Titles
from memcon.record import (
    Article,
    Parse,
    Passage,
    Reading,
    Span,
    Statement,
    Time,
    fact_id,
    hull,
)
from memcon.record.entity import EntityKind
from memcon.record.facts import Mode, Sourcing
from memcon.stages.lookup import Linked, Mentions
from memcon.stages.statements.triples import Triple
from memcon.text.quotations import find_quotations

DIRECT: Final = 0.95
"""Share of the words of a content that stand in quotation marks for the mode "direct"."""

CITING: Final = frozenset({"citing", "quoting"})
SPEAKING_FOR: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
BODIES: Final = frozenset({EntityKind.ORGANISATION, EntityKind.COUNTRY, EntityKind.GROUP})
MEDIA_SECTOR: Final = "MED"
LOCATIVES: Final = frozenset({"in", "at", "from"})
ADDRESSING: Final = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What statements are described against: one article's parse, mentions and times."""

    article: Article
    parse: Parse
    mentions: Mentions
    times: tuple[Time, ...]
    quoted: tuple[Span, ...]
    cues: Cues
    persons: frozenset[str]
    """Nouns that a person can be."""

    @staticmethod
    def of(reading: Reading, cues: Cues, titles: Titles) -> Scene:
        """The scene of one reading."""
        blocks = (b for b in reading.article.blocks if b.kind.is_reporting)
        quoted = (q.outer for b in blocks for q in find_quotations(reading.article.text, b.span))
        return Scene(
            article=reading.article,
            parse=reading.parse,
            mentions=Mentions.of(reading),
            times=reading.all(Time),
            quoted=tuple(quoted),
            cues=cues,
            persons=titles.persons | cues.anonymous,
        )


def describe(scene: Scene, triples: Sequence[Triple]) -> Iterator[Statement]:
    """Statements from triples in reading order; an empty source carries on the last speaker."""
    speaker: Linked | None = None
    sourcing: Sourcing = "named"
    for triple in triples:
        if triple.source:
            speaker = speaker_of(scene, triple.source)
            sourcing = _sourcing(scene, triple, speaker)
        yield _statement(scene, triple, speaker, sourcing)


def _statement(
    scene: Scene, triple: Triple, speaker: Linked | None, sourcing: Sourcing
) -> Statement:
    article = scene.article
    spans = (triple.source, triple.cue, triple.content)
    around = tuple(_around(scene, triple))
    return Statement(
        id=fact_id("statement", article.id, *([[s.start, s.end] for s in part] for part in spans)),
        source=Passage.of(article, triple.source),
        cue=Passage.of(article, triple.cue),
        content=Passage.of(article, triple.content),
        speaker=speaker.link.entity if speaker else None,
        mode=mode_of(article.text, triple.content, scene.quoted),
        addressee=_addressee(scene, triple, speaker),
        when=_when(scene, around),
        where=_where(scene, around),
        sourcing=sourcing,
        kind=triple.kind,
        score=round(triple.score, 3),
        reason=triple.reason,
    )


def mode_of(text: str, content: Iterable[Span], quoted: Sequence[Span]) -> Mode:
    """Direct, indirect or mixed, by the share of letters that stand in quotation marks."""
    inside = outside = 0
    for span in content:
        for offset in range(span.start, span.end):
            if text[offset].isalnum():
                if any(q.start <= offset < q.end for q in quoted):
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT * (inside + outside) else "mixed"


def speaker_of(scene: Scene, source: Sequence[Span]) -> Linked | None:
    """The mention that the source phrase is about.

    It covers the head of the phrase; a spokesman without a name speaks for the organisation
    that follows ("a spokesman for the ministry"), an anonymous source for nobody.
    """
    head = source_head(scene.parse, source)
    if head is None:
        return None
    direct = scene.mentions.at(scene.parse.starts[head])
    if direct is not None:
        return direct
    apposed = scene.parse.dependents(head, "appos")
    named = next((scene.mentions.at(scene.parse.starts[token]) for token in apposed), None)
    if named is not None:
        return named
    noun = scene.parse.lemmas[head].lower()
    if noun in scene.persons and noun not in SPEAKING_FOR:
        return None
    bodies = (x for x in scene.mentions.over(source) if x.entity and x.entity.kind in BODIES)
    return next(bodies, None)


def source_head(parse: Parse, source: Sequence[Span]) -> int | None:
    """The token of the source phrase that governs the others."""
    tokens = [token for span in source for token in parse.tokens_in(span)]
    inside = frozenset(tokens)
    roots = [
        token for token in tokens if parse.heads[token] not in inside or token == parse.heads[token]
    ]
    nouns = [token for token in roots if parse.pos[token] in ("NOUN", "PROPN", "PRON")]
    return next(iter(nouns or roots), None)


def _sourcing(scene: Scene, triple: Triple, speaker: Linked | None) -> Sourcing:
    head = source_head(scene.parse, triple.source)
    entity = speaker.entity if speaker else None
    if entity is not None and entity.sector == MEDIA_SECTOR:
        return "secondhand"
    if entity is not None and entity.kind is EntityKind.PERSON:
        return "named"
    if any(scene.parse.words[t].lower() in CITING for t in _sentence(scene, triple)):
        return "secondhand"
    if head is not None and scene.parse.lemmas[head].lower() in scene.cues.anonymous:
        return "anonymous"
    return "named"


def _sentence(scene: Scene, triple: Triple) -> range:
    """Tokens of the sentence of the cue; of the content where there is no cue."""
    anchor = hull(triple.cue or triple.content)
    token = scene.parse.token_at(anchor.start)
    if token is None:
        return range(0)
    sentence = scene.parse.sentence_of(token)
    return range(sentence.first, sentence.last)


def _around(scene: Scene, triple: Triple) -> Iterator[Span]:
    """The attributing sentence without what it attributes: where its circumstances stand."""
    if not triple.cue:
        return
    for token in _sentence(scene, triple):
        span = scene.parse.span(token, token + 1)
        if not any(span.overlaps(part) for part in (*triple.content, *triple.source)):
            yield span


def _when(scene: Scene, around: Sequence[Span]) -> str | None:
    """The one date that the attributing clause gives, as an ISO date; none where it gives two."""
    days = {
        time.value
        for time in scene.times
        if time.type == "DATE" and is_day(time.value) and any(time.span.overlaps(s) for s in around)
    }
    return days.pop() if len(days) == 1 else None


def is_day(value: str) -> bool:
    """Whether a TIMEX3 value is one calendar day."""
    return len(value) == 10 and value.replace("-", "").isdigit()


def _where(scene: Scene, around: Sequence[Span]) -> str | None:
    """The place after "in" or "at" in the attributing clause, read literally."""
    for linked in scene.mentions.over(around):
        entity = linked.entity
        token = scene.parse.token_at(linked.span.start)
        if token is None or entity is None or not entity.kind.is_place or not token:
            continue
        if linked.link.reading != "metonym" and _is_governed(scene.parse, linked.span, LOCATIVES):
            return entity.id
    return None


def _is_governed(parse: Parse, span: Span, prepositions: frozenset[str]) -> bool:
    """Whether the phrase at ``span`` is the object of one of ``prepositions``."""
    inside = parse.tokens_in(span)
    return any(
        parse.deps[token] == "pobj" and parse.lemmas[parse.heads[token]].lower() in prepositions
        for token in inside
    )


def _addressee(scene: Scene, triple: Triple, speaker: Linked | None) -> str | None:
    """To whom: the object of "told", or the object of "to" under the cue."""
    for cue in (token for span in triple.cue for token in scene.parse.tokens_in(span)):
        for token in _addressed(scene.parse, cue):
            found = scene.mentions.at(scene.parse.starts[token])
            told = found.link.entity if found else None
            if told is not None and (speaker is None or told != speaker.link.entity):
                return told
    return None


def _addressed(parse: Parse, cue: int) -> Iterator[int]:
    if parse.lemmas[cue].lower() in ADDRESSING:
        yield from parse.dependents(cue, "dobj", "dative")
    for preposition in parse.dependents(cue, "prep", "dative"):
        if parse.lemmas[preposition].lower() == "to":
            yield from parse.dependents(preposition, "pobj")
