"""The rest of a statement: how it is said, by whom, to whom, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from memcon.record import (
    EntityKind,
    Parse,
    Passage,
    Span,
    SpanIndex,
    Statement,
    fact_id,
    hull,
    overlapping,
)
from memcon.record.facts import Mode, Sourcing, StatementClass
from memcon.stages.lookup import Linked
from memcon.stages.statements.classes import class_of
from memcon.stages.statements.scene import Scene
from memcon.stages.statements.sources import source_head
from memcon.stages.statements.speakers import find_speakers
from memcon.stages.statements.triples import Triple

DIRECT: Final = 0.95
"""Share of the words of a content that stand in quotation marks for the mode "direct"."""

CITING: Final = frozenset({"citing", "quoting"})
COUNTED: Final = frozenset({"one", "two", "three", "some", "many", "several", "other", "others"})
MEDIA_SECTOR: Final = "JRN"
LOCATIVES: Final = frozenset({"in", "at", "from"})
ADDRESSING: Final = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge"})


def describe(scene: Scene, triples: Sequence[Triple]) -> Iterator[Statement]:
    """Statements from triples in reading order, each with what is known of it."""
    sourcing: Sourcing = "named"
    said = SpanIndex((span, None) for triple in triples for span in triple.content)
    for triple, speaker in zip(triples, find_speakers(scene, triples), strict=True):
        if triple.source and not (speaker is None and _is_pronoun(scene, triple)):
            sourcing = _sourcing(scene, triple, speaker)
        yield _statement(scene, triple, speaker, sourcing=sourcing, said=said)


def _statement(
    scene: Scene,
    triple: Triple,
    speaker: Linked | None,
    *,
    sourcing: Sourcing,
    said: SpanIndex[None],
) -> Statement:
    article = scene.article
    spans = (triple.source, triple.cue, triple.content)
    around = tuple(_circumstances(scene, triple, said))
    mode = triple.mode or mode_of(article.text, triple.content, scene.quoted)
    return Statement(
        id=fact_id("statement", article.id, *([[s.start, s.end] for s in part] for part in spans)),
        source=Passage.of(article, triple.source),
        cue=Passage.of(article, triple.cue),
        content=Passage.of(article, triple.content),
        speaker=speaker.link.entity if speaker else None,
        mode=mode,
        addressee=_addressee(scene, triple, speaker),
        when=_when(scene, around),
        where=_where(scene, around),
        sourcing=sourcing,
        kind=triple.kind or _class_of(scene, triple, mode),
        score=round(triple.score, 3),
        reason=triple.reason,
    )


def _is_pronoun(scene: Scene, triple: Triple) -> bool:
    head = source_head(scene.parse, triple.source)
    return head is not None and scene.parse.tags[head] in ("PRP", "WP")


def _class_of(scene: Scene, triple: Triple, mode: Mode) -> StatementClass:
    return class_of(scene.parse, triple.cue, mode, scene.cues, learned=triple.learned)


def mode_of(text: str, content: Iterable[Span], quoted: Sequence[Span]) -> Mode:
    """Direct, indirect or mixed, by the share of letters that stand in quotation marks."""
    inside = whole = 0
    for span in content:
        whole += _letters(text, span.start, span.end)
        for quote in overlapping(quoted, span):
            inside += _letters(text, max(span.start, quote.start), min(span.end, quote.end))
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT * whole else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def _sourcing(scene: Scene, triple: Triple, speaker: Linked | None) -> Sourcing:
    head = source_head(scene.parse, triple.source)
    entity = speaker.entity if speaker else None
    if entity is not None and entity.sector == MEDIA_SECTOR:
        return "secondhand"
    if entity is not None and entity.kind is EntityKind.PERSON:
        return "named"
    if head is not None and scene.parse.lemmas[head].lower() in scene.cues.media:
        return "secondhand"
    if any(scene.parse.words[t].lower() in CITING for t in _sentence(scene, triple)):
        return "secondhand"
    return "anonymous" if head is not None and _is_unnamed(scene, head) else "named"


def _is_unnamed(scene: Scene, head: int) -> bool:
    """Whether a source is "a senior official", "sources" or "one of them"."""
    lemma = scene.parse.lemmas[head].lower()
    return lemma in scene.cues.anonymous or (lemma in COUNTED and scene.parse.tags[head] != "PRP")


def _sentence(scene: Scene, triple: Triple) -> range:
    """Tokens of the sentence of the cue; of the content where there is no cue."""
    anchor = hull(triple.cue or triple.content)
    token = scene.parse.token_at(anchor.start)
    if token is None:
        return range(0)
    sentence = scene.parse.sentence_of(token)
    return range(sentence.first, sentence.last)


def _circumstances(scene: Scene, triple: Triple, said: SpanIndex[None]) -> Iterator[Span]:
    """What stands under the cue and is neither what is said nor who says it.

    "said at a forum in Doha on Monday" has a place and a day; "the war in Sudan goes on, and he
    believes" has neither.
    """
    cue = {token for span in triple.cue for token in scene.parse.tokens_in(span)}
    if not cue:
        return
    tokens = _sentence(scene, triple)
    around = scene.parse.span(tokens.start, tokens.stop)
    beside = (span for span, _ in said.over(around) if not _holds_any(span, triple.cue))
    apart = (*triple.source, *beside)
    for token in tokens:
        span = scene.parse.span(token, token + 1)
        governed = token in cue or not cue.isdisjoint(scene.parse.ancestors(token))
        if governed and not any(span.overlaps(part) for part in apart):
            yield span


def _holds_any(around: Span, spans: Sequence[Span]) -> bool:
    return any(around.contains(span) for span in spans)


def _when(scene: Scene, around: Sequence[Span]) -> str | None:
    """The one date that the attributing clause gives, as an ISO date; none where it gives two."""
    days = {
        time.value
        for span in around
        for _, time in scene.times.over(span)
        if time.type == "DATE" and is_day(time.value)
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
