"""When and where: times and places linked to a trigger by syntax."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity, EntityKind, Parse, Span
from memcon.stages.events.features import clause_verb
from memcon.stages.events.governors import kinds_of
from memcon.stages.events.matching import Trigger
from memcon.stages.events.roles import SPEECH
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_verb
from memcon.stages.lookup import Linked
from memcon.text.calendar import interval

LOCATIVE: Final = frozenset(
    {"in", "at", "near", "inside", "outside", "on", "off", "within", "across", "to", "into"}
)
FINENESS: Final = (EntityKind.FACILITY, EntityKind.CITY, EntityKind.REGION, EntityKind.COUNTRY)
FAR: Final = 9
LIKENING: Final = frozenset({"like", "unlike", "than"})
"""What leads to another happening: "took place, like the one of May 3, in Rome"."""
TOPICS: Final = frozenset({"on", "about", "over", "regarding", "concerning"})
UPWARD: Final = (
    "dobj",
    "nsubj",
    "nsubjpass",
    "xcomp",
    "pobj",
    "prep",
    "acl",
    "pcomp",
    "attr",
    "conj",
    "advcl",
    "compound",
)
OWN_TIME: Final = frozenset(
    {"propose", "announce", "cancel", "postpone", "deny", "refuse", "agreeing"}
)


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days, both ends included, and the expression that says so."""

    begin: str
    end: str
    span: Span

    @property
    def days(self) -> tuple[str, str]:
        """Both ends."""
        return self.begin, self.end


def find_when(scene: Scene, trigger: Trigger) -> When | None:
    """The time nearest to a trigger by syntax; the finer one where two are as near."""
    ranked = sorted(_times(scene, trigger), key=lambda found: (found[0], found[1].span))
    return ranked[0][1] if ranked else None


def _times(scene: Scene, trigger: Trigger) -> Iterator[tuple[int, When]]:
    sentence = scene.parse.sentence_of(trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    for time in scene.times:
        days = interval(time.value) if whole.overlaps(time.span) else None
        if days is None or time.type not in ("DATE", "TIME"):
            continue
        rank = distance(scene, trigger, time.span)
        if rank < FAR:
            yield rank, When(*days, time.span)


def distance(scene: Scene, trigger: Trigger, span: Span) -> int:
    """How far above a phrase the trigger is met; ``FAR`` where the phrase belongs elsewhere."""
    near, above = _anchors(scene, trigger)
    tokens = scene.parse.tokens_in(span)
    if not tokens or tokens[0] in scene.dateline:
        return FAR
    head = _head(scene.parse, tokens)
    if head in near:
        return 0
    for token in scene.parse.ancestors(head):
        if _is_aside(scene, trigger, token, head):
            return FAR
        if token in near:
            return 0
        if token in above:
            return 1
        if is_verb(scene.parse, token):
            return FAR
    return FAR


def _is_aside(scene: Scene, trigger: Trigger, token: int, head: int) -> bool:
    """Whether a preposition leads to what is talked about, or what another noun is of.

    "talks on the war in Ukraine", "extended the accord of 2013".
    """
    parse, word = scene.parse, scene.lemma(token)
    if parse.deps[token] != "prep":
        return False
    if word in LIKENING:
        return True
    if word == "of" and parse.heads[head] == token:
        noun = parse.heads[token]
        return noun != trigger.token and parse.pos[noun] == "NOUN"
    reason = word == "for" and parse.pos[parse.heads[head]] == "ADP"
    return (word in TOPICS or reason) and parse.heads[head] != token


def _head(parse: Parse, tokens: range) -> int:
    return next(
        (t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), tokens[0]
    )


def _anchors(scene: Scene, trigger: Trigger) -> tuple[Set[int], Set[int]]:
    """The trigger's own words, and the verbs above that tell of the same happening."""
    verb = clause_verb(scene, trigger)
    near = {*trigger.tokens, *([] if verb is None else [verb])}
    above: set[int] = set()
    current = trigger.token if verb is None else verb
    for token in scene.parse.ancestors(current):
        dep = scene.parse.deps[current]
        if dep not in UPWARD and not (dep == "ccomp" and _is_speech(scene, trigger)):
            break
        if _has_own_time(scene, token) and trigger.type in scene.table.keeping:
            break
        above.add(token)
        if is_verb(scene.parse, token) and dep != "xcomp":
            break
        current = token
    return near, above


def _has_own_time(scene: Scene, token: int) -> bool:
    """Whether a word tells of an act with a date of its own: "called off on Monday"."""
    return bool(OWN_TIME.intersection(kinds_of(scene, token)))


def _is_speech(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act of speech in the present is told by who reports it: "said that it rejects"."""
    present = scene.parse.tags[trigger.token] in ("VBZ", "VBP")
    return present and trigger.entry.group.type in SPEECH


def find_where(scene: Scene, trigger: Trigger) -> Entity | None:
    """The place that a trigger's clause gives, the finest where it gives several."""
    sentence = scene.parse.sentence_of(trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    found = [
        (
            distance(scene, trigger, linked.span),
            FINENESS.index(linked.entity.kind),
            linked.span,
            linked.entity,
        )
        for linked in scene.mentions.over([whole])
        if linked.entity is not None and linked.entity.kind.is_place and _is_locative(scene, linked)
    ]
    near = [row for row in sorted(found, key=lambda row: row[:3]) if row[0] < FAR]
    return near[0][3] if near else None


def _is_locative(scene: Scene, linked: Linked) -> bool:
    """Whether a place is what a preposition of place governs, alone or as part of an address."""
    if linked.link.reading == "metonym" or linked.mention.form != "name":
        return False
    parse = scene.parse
    tokens = parse.tokens_in(linked.span)
    if not tokens:
        return False
    head = _head(parse, tokens)
    while parse.deps[head] in ("appos", "conj", "compound", "nmod"):
        head = parse.heads[head]
    wide = linked.entity is not None and linked.entity.kind is EntityKind.COUNTRY
    if wide and scene.lemma(parse.heads[head]) == "on":
        return False
    return parse.deps[head] == "pobj" and parse.lemmas[parse.heads[head]].lower() in LOCATIVE
