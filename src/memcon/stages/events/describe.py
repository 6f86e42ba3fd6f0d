"""Events from happenings: type, words, parties, period, score and reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import EntityKind, Event, Participant, Passage, Period, Span, fact_id, hull
from memcon.stages.events.candidates import Candidate
from memcon.stages.events.fitting import is_moved
from memcon.stages.events.merging import Happening
from memcon.stages.events.parties import phrase_span
from memcon.stages.events.roles import Part, distinct
from memcon.stages.events.scene import Scene
from memcon.stages.events.settings import When
from memcon.stages.events.syntax import is_verb
from memcon.stages.statements.clauses import trimmed

WORDS: Final = 14
"""Words of the phrase that says what an event is, at most."""
DIGITS: Final = 3


def describe(scene: Scene, happening: Happening) -> Event:
    """The event of a happening."""
    article, lead = scene.article, happening.lead
    status = happening.status
    told = [span for member in happening.members for span in evidence_of(scene, member)]
    spans = tuple({article.quote(span): span for span in reversed(told)}.values())
    parts = parts_of(happening)
    when = _when_of(happening)
    where = next((m.where for m in (lead, *happening.members) if m.where is not None), None)
    because = tuple(dict.fromkeys(key for m in happening.members for key in m.because))
    evidence = Passage.of(article, _apart(spans))
    return Event(
        id=fact_id("event", article.id, lead.type, [[s.start, s.end] for s in evidence.spans]),
        type=lead.type,
        code=code_of(scene, happening),
        mode=lead.mode,
        what=what_of(scene, lead, parts),
        status=status,
        participants=tuple(
            Participant(
                part.party.entity.id if part.party.entity else None,
                Passage.of(article, [part.party.span]),
                part.role,
            )
            for part in parts
        ),
        where=where.id if where else None,
        when=Period(when.begin, when.end, Passage.of(article, [when.span])) if when else None,
        reported=all(member.because for member in happening.members),
        because=because,
        score=round(max(member.score for member in happening.members), DIGITS),
        reason=lead.why,
        evidence=evidence,
    )


def _when_of(happening: Happening) -> When | None:
    """The days of the mention that says most; of what was put off those it was put off to."""
    dated = [m for m in (happening.lead, *happening.members) if m.when is not None]
    later = [m for m in dated if any(is_moved(one, m) for one in dated)]
    return next((m.when for m in (*later, *dated)), None)


def code_of(scene: Scene, happening: Happening) -> str:
    """PLOVER's code for what happened and how far it came."""
    deed = happening.lead.trigger.entry.group.type
    if happening.lead.type != deed:
        return happening.lead.type
    return scene.table.code(deed, happening.status)


def parts_of(happening: Happening) -> tuple[Part, ...]:
    """The parties of all mentions, each once; those of the mention that says most come first."""
    lead = happening.lead
    others = [part for member in happening.members if member is not lead for part in member.parts]
    known = [part for part in others if part.party.entity is not None and not part.party.thing]
    known = [part for part in known if not _is_told_by(part, lead.parts)]
    if any(part.party.entity is not None for part in lead.parts):
        return distinct([*lead.parts, *known])
    return distinct([*known, *lead.parts])


def _is_told_by(part: Part, parts: tuple[Part, ...]) -> bool:
    """Whether a party is among others already: itself, or a state by a person of it."""
    entity = part.party.entity
    for other in parts:
        known = other.party.entity
        if entity is None or known is None:
            continue
        state = entity.kind is EntityKind.COUNTRY and known.kind is EntityKind.PERSON
        if entity.id == known.id or (state and entity.country == known.country):
            return True
    return False


def evidence_of(scene: Scene, candidate: Candidate) -> Iterator[Span]:
    """The words from the first to the last that tell of the event within its sentence.

    Before them what "it" means, where that is the meeting of the sentence before.
    """
    before = meant_before(scene, candidate)
    if before is not None:
        yield phrase_span(scene.parse, before)
    tokens = candidate.trigger.tokens
    told = (*tokens, *candidate.governing)
    spans = [scene.parse.span(token, token + 1) for token in told]
    spans += [part.party.span for part in candidate.parts]
    if candidate.when is not None:
        spans.append(candidate.when.span)
    sentence = scene.parse.sentence_of(candidate.trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    yield hull(span for span in spans if whole.contains(span))


def meant_before(scene: Scene, candidate: Candidate) -> int | None:
    """The noun of an earlier sentence that "it" means."""
    parse, trigger = scene.parse, candidate.trigger
    here = parse.sentence_index(trigger.token)
    return next((t for t in trigger.tokens if parse.sentence_index(t) != here), None)


def _apart(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Spans of which none overlaps the one before; those that do are joined."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = hull([last, span])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def what_of(scene: Scene, candidate: Candidate, parts: tuple[Part, ...]) -> str:
    """A short phrase in the article's own words, parties by name."""
    trigger = candidate.trigger
    if trigger.entry.noun and not is_verb(scene.parse, _first_verb(scene, candidate)):
        names = [_name(scene, part) for part in parts[:3] if not part.party.thing]
        words = " ".join(scene.parse.words[token] for token in trigger.tokens)
        return f"{words}: {', '.join(names)}" if names else words
    subject = next(iter(scene.parse.dependents(trigger.token, "nsubjpass")), None)
    actors = [_name(scene, part) for part in parts if part.role in ("actor", "mediator")]
    if subject is not None:
        before = meant_before(scene, candidate)
        subject = subject if before is None else before
        actors = [scene.article.quote(phrase_span(scene.parse, subject))]
    first = _first_verb(scene, candidate)
    told = scene.article.quote(_words_after(scene, first)).split()
    short = " ".join(told[:WORDS]) + (" …" if len(told) > WORDS else "")
    return f"{_listed(actors)} {short}".strip()


def _first_verb(scene: Scene, candidate: Candidate) -> int:
    """The trigger; where it is what is refused or promised, the verb that says so."""
    trigger = candidate.trigger
    if candidate.type == trigger.type:
        return trigger.token
    verbs = [t for t in candidate.governing if is_verb(scene.parse, t) and t < trigger.token]
    return min(verbs, default=trigger.token)


def _words_after(scene: Scene, verb: int) -> Span:
    """A verb and what follows of its own clause, up to a mark or a joined clause."""
    parse = scene.parse
    last = parse.subtree_range(verb)[1]
    for child in parse.children[verb]:
        if child > verb and parse.deps[child] in ("punct", "conj", "cc", "advcl", "parataxis"):
            last = min(last, parse.subtree_range(child)[0])
    return parse.span(*trimmed(parse, verb, max(last, verb + 1)))


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _name(scene: Scene, part: Part) -> str:
    entity = part.party.entity
    return entity.name if entity else scene.article.quote(part.party.span)
