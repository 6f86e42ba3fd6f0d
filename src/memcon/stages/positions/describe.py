"""Positions from signs: holder, issue, stance, claim, change, chain and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.issues import OTHER
from memcon.record import Entity, Passage, Position, Span, fact_id, hull
from memcon.record.facts import Stance
from memcon.record.stance import FIRMNESS, side_of
from memcon.stages.positions.anaphora import (
    Spoken,
    is_empty,
    issue_before,
    meant,
    named_before,
    names_a_proposal,
    names_texts,
    points_back,
    taken_up,
)
from memcon.stages.positions.changes import change_told
from memcon.stages.positions.matching import NOTHING, Match, match_claim
from memcon.stages.positions.polarity import kept_from, turned
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign, Voice, voices_at
from memcon.stages.positions.sure import is_public, is_sure, speaks_for_none
from memcon.stages.positions.topic import with_topic
from memcon.stages.statements.clauses import trimmed

DIGITS: Final = 3
EVALUATED: Final[frozenset[Stance]] = frozenset({"supports", "opposes"})
"""Stances on a move or a decision that may be what the whole report is about."""
WEIGHTS: Final = {"full": 1.0, "weak": 0.8, "stress": 0.6, "assert": 0.5}


@dataclass(frozen=True, slots=True)
class Held:
    """A position with its holder, before those of one party on one issue are joined."""

    position: Position
    holder: Entity
    toward: Entity | None
    teller: Entity | None
    """Who says so, where it is not the holder."""
    sentence: int
    own: bool
    """Whether the sign names its holder, rather than being what somebody says."""


def describe_all(scene: Scene, signs: Iterable[Sign]) -> Iterator[Held]:
    """The positions of signs in order; words such as "the demand" take up the issue before."""
    spoken: list[Spoken] = []
    matched: list[tuple[Sign, Match]] = []
    for sign in signs:
        found = _match(scene, _without_source(scene, sign), spoken)
        if found is None:
            continue
        heard, match = found[0], _referred(scene, found, spoken)
        matched.append((heard, match))
        if match.issue != OTHER and match.shown == "claim":
            spoken.append(Spoken(heard, _towards(scene, heard, match), match))
    for sign, match in with_topic(scene, matched):
        yield from describe(scene, sign, match)


def _without_source(scene: Scene, sign: Sign) -> Sign:
    """The sign, its claim cut where whoever says it was taken into it: ", the envoy told us"."""
    first, last = sign.claim
    for said in scene.said_in(sign.token):
        for span in (*said.source.spans, *said.cue.spans):
            start = next(iter(scene.parse.tokens_in(span)), last)
            last = start if max(first, sign.token) < start < last else last
    last = min(last, _misread_source(scene, first, last))
    if last == sign.claim[1]:
        return sign
    return replace(sign, claim=trimmed(scene.parse, first, last))


def _misread_source(scene: Scene, first: int, last: int) -> int:
    """Where a source begins that the parser took for an apposition: ", its envoy, told us"."""
    parse = scene.parse
    for verb in range(first + 1, last):
        told = scene.lemma(verb) in scene.cues.clause and parse.tags[verb] == "VBD"
        if told and parse.words[verb - 1] == "," and parse.deps[verb] != "relcl":
            return next(t for t in range(first, verb) if parse.words[t] == ",")
    return last


def _match(scene: Scene, sign: Sign, spoken: Sequence[Spoken]) -> tuple[Sign, Match] | None:
    """The issue of a claim; what only points back has that of the claim it takes up.

    ``None`` where a claim says nothing by itself and there is nothing that it takes up.
    """
    match = match_claim(scene, sign.token, sign.claim)
    if match.issue == OTHER and is_empty(scene, sign):
        return None
    if match.issue == OTHER and (short := named_before(scene, sign, spoken)):
        return sign, short
    if (match.places and not match.hinted) or not points_back(scene, sign):
        return sign, match
    found = taken_up(scene, sign, spoken)
    if found is not None:
        return found
    told = issue_before(scene, sign) if names_a_proposal(scene, sign) else None
    if told is not None and match.issue == OTHER:
        return sign, told
    unknown = match.issue == OTHER or (match.hinted and not names_texts(scene, sign))
    if not unknown or names_a_proposal(scene, sign):
        return sign, match
    judged = sign.own and sign.stance in EVALUATED
    return (replace(sign, needs_issue=True), NOTHING) if judged else None


def _referred(scene: Scene, found: tuple[Sign, Match], spoken: Sequence[Spoken]) -> Match:
    """The issue of a sign; one without any, on a thing named before, has that of what it is of."""
    sign, match = found
    return match if match.issue != OTHER else meant(scene, sign, spoken) or match


def describe(scene: Scene, sign: Sign, match: Match) -> Iterator[Held]:
    """The positions of a sign, one for each holder; none where it is too weak or taken back."""
    sentence = scene.sentence(sign.token)
    if match.issue == OTHER and (sign.needs_issue or sign.weight == "stress"):
        return
    if not is_sure(scene, sign, match):
        return
    voices = voices_at(scene, sign.token)
    weak = match.hinted
    for holder in sign.holders:
        told = next((voice for voice in voices if voice.party is not None), None)
        if told is not None and told.denied and told.party == holder:
            continue
        if speaks_for_none(scene, holder) or (match.issue == OTHER and not is_public(holder)):
            continue
        if weak and told is not None and told.party != holder and match.issue != OTHER:
            continue  # what somebody else says in passing
        yield Held(
            position=_position(scene, sign, holder, match, voices),
            holder=holder,
            toward=sign.toward if sign.toward != holder else None,
            teller=teller.party if (teller := _teller(holder, voices)) else None,
            sentence=sentence.start,
            own=sign.own,
        )


def _position(
    scene: Scene, sign: Sign, holder: Entity, match: Match, voices: Sequence[Voice]
) -> Position:
    article, parse = scene.article, scene.parse
    stance = _towards(scene, sign, match)
    claim = parse.span(*sign.claim)
    evidence = Passage.of(article, [hull([parse.span(sign.token, sign.token + 1), claim])])
    teller = _teller(holder, voices)
    according = teller.party.id if teller and teller.party else None
    sentence = scene.sentence(sign.token)
    parts = (article.id, holder.id, match.issue, stance, according)
    return Position(
        id=fact_id("position", *parts, [claim.start, claim.end]),
        holder=holder.id,
        issue=match.issue,
        stance=stance,
        claim=article.quote(claim),
        toward=sign.toward.id if sign.toward and sign.toward != holder else None,
        change=change_told(scene, sign.claim, sentence, stance),
        when=next((v.statement.when for v in voices if v.statement and v.statement.when), None),
        according_to=according,
        denied=bool(teller and teller.denied),
        score=round(WEIGHTS[sign.weight] * (0.4 + 0.6 * match.score), DIGITS),
        reason=f"{sign.reason}; issue by {match.reason}",
        evidence=evidence,
        because=_because(scene, evidence.hull, voices),
    )


def _towards(scene: Scene, sign: Sign, match: Match) -> Stance:
    """The stance towards the thing that the issue names."""
    issue = scene.issues.by_id.get(match.issue)
    if issue is None or match.shown != "claim":
        return turned(scene, sign, match.places) if issue and issue.ends else sign.stance
    if not issue.ends:
        return kept_from(scene, sign, match.places)
    return turned(scene, sign, match.places)


def _teller(holder: Entity, voices: Sequence[Voice]) -> Voice | None:
    """Who says that the holder holds it, where it is not the holder."""
    for voice in voices:
        if voice.party is not None:
            return voice if voice.party.id != holder.id else None
    return None


def _because(scene: Scene, where: Span, voices: Sequence[Voice]) -> tuple[str, ...]:
    said = [voice.statement.id for voice in voices if voice.statement]
    happened = {number: event.id for _, (number, event) in scene.events.over(where)}
    return (*said, *(happened[number] for number in sorted(happened)))


def join(scene: Scene, found: Sequence[Held]) -> tuple[Held, ...]:
    """One position for each party, issue, side and teller: later mentions add their words.

    Claims on no known issue, and those that share a sentence without overlapping, stay apart.
    """
    kept: list[Held] = []
    for held in found:
        place = next((n for n, one in enumerate(kept) if _is_same(one, held)), None)
        if place is None:
            kept.append(held)
        else:
            kept[place] = _joined(scene, kept[place], held)
    return tuple(kept)


def _is_same(one: Held, other: Held) -> bool:
    a, b = one.position, other.position
    if (a.holder, a.issue, side_of(a.stance)) != (b.holder, b.issue, side_of(b.stance)):
        return False
    if a.according_to != b.according_to or a.denied != b.denied:
        return False
    overlap = any(s.overlaps(t) for s in a.evidence.spans for t in b.evidence.spans)
    apart = one.sentence != other.sentence or not (one.own and other.own)
    return overlap or (a.issue != OTHER and apart)


def _joined(scene: Scene, one: Held, other: Held) -> Held:
    first, second = one.position, other.position
    lead, rest = (second, first) if second.score > first.score else (first, second)
    spans = sorted({*first.evidence.spans, *second.evidence.spans})
    apart: list[Span] = []
    for span in spans:
        if apart and span.start <= apart[-1].end:
            apart[-1] = hull([apart[-1], span])
        else:
            apart.append(span)
    firmest = max(first.stance, second.stance, key=lambda stance: FIRMNESS[stance])
    position = replace(
        lead,
        stance=firmest,
        toward=lead.toward or rest.toward,
        change=lead.change or rest.change,
        when=lead.when or rest.when,
        evidence=Passage.of(scene.article, apart),
        because=tuple(dict.fromkeys((*lead.because, *rest.because))),
    )
    return replace(one, position=position, toward=one.toward or other.toward)
