"""When and where: times and places linked to a trigger by syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.record import Entity, EntityKind, Parse, Span, hull
from memcon.stages.events.features import clause_verb
from memcon.stages.events.governors import find_governors, kinds_of, names_of
from memcon.stages.events.matching import Trigger
from memcon.stages.events.occasions import is_venue
from memcon.stages.events.roles import SPEECH, Part
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import RELATIVES, is_verb
from memcon.stages.lookup import Linked
from memcon.text.calendar import interval

LOCATIVE: Final = frozenset(
    {"in", "at", "near", "inside", "outside", "on", "off", "within", "across", "to", "into"}
)
FINENESS: Final = (EntityKind.FACILITY, EntityKind.CITY, EntityKind.REGION, EntityKind.COUNTRY)
FAR: Final = 9
LIKENING: Final = frozenset({"like", "unlike", "than"})
SINCE: Final = frozenset({"since"})
"""What leads to another happening: "took place, like the one of May 3, in Rome"."""
THERE: Final = frozenset({"at", "during"})
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
JOINED: Final = re.compile(r"[\s,]*\b(and|to|until|till|through)\b\s*|\s*([-–—/])\s*")
"""What stands between the first and the last day of a stretch."""
LONGEST: Final = 62
"""Days between the two that are still one stretch."""
UNTIL: Final = frozenset({"to", "until", "till"})
HITTING: Final = frozenset({"ASSAULT"})
SET: Final = frozenset({"plan", "due"})
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
    """The time nearest to a trigger by syntax, the earlier in the text where two are as near.

    Days that are joined are one stretch: "on Thursday and Friday", "from 3 to 5 July".
    """
    times = list(_times(scene, trigger))
    near = [found for found in times if found[0] < FAR]
    if not near:
        return None
    best = min(near, key=lambda found: (found[0], found[1].span))[1]
    later = next((when for _, when in times if _is_put_off_to(scene, trigger, when)), None)
    if later is not None:
        return later
    found = _stretch(scene, best, [when for _, when in times])
    return None if _is_of_act(scene, trigger, found) else found


def _is_put_off_to(scene: Scene, trigger: Trigger, when: When) -> bool:
    """Whether a meeting was put off to a day: "pushed back from May 3 to May 10"."""
    parse = scene.parse
    token = _head(parse, parse.tokens_in(when.span))
    before = parse.heads[token]
    verb = parse.heads[before]
    verb = verb if is_verb(parse, verb) else parse.heads[verb]
    if scene.lemma(before) not in UNTIL or "postpone" not in kinds_of(scene, verb):
        return False
    above = {trigger.token, *(g.token for g in find_governors(scene, trigger.token))}
    return verb in above


def _is_of_act(scene: Scene, trigger: Trigger, when: When) -> bool:
    """Whether a day is that of calling off or proposing, not of the meeting itself."""
    own = bool(trigger.used) and _has_own_time(scene, trigger.token)
    if not own or trigger.type != "CONSULT" or when.end > scene.published:
        return False
    parse = scene.parse
    for token in parse.ancestors(_head(parse, parse.tokens_in(when.span))):
        if token in trigger.used:
            return False
        if token == trigger.token:
            return True
    return False


def _stretch(scene: Scene, when: When, all_: Sequence[When]) -> When:
    """A time with those that are joined to it before and after."""
    for other in all_:
        first, last = sorted((when, other), key=lambda one: one.span)
        if first.span.end <= last.span.start and _are_joined(scene, first, last):
            return When(first.begin, last.end, hull([first.span, last.span]))
    return when


def _are_joined(scene: Scene, first: When, last: When) -> bool:
    """Whether two times are the ends of one stretch; two days with "and" where one follows."""
    found = JOINED.fullmatch(scene.article.text[first.span.end : last.span.start])
    if found is None or first.end >= last.begin:
        return False
    gap = (date.fromisoformat(last.begin) - date.fromisoformat(first.end)).days
    return gap == 1 if found[1] == "and" else gap <= LONGEST


def _times(scene: Scene, trigger: Trigger) -> Iterator[tuple[int, When]]:
    sentence = scene.parse.sentence_of(trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    for _, time in scene.times_at.over(whole):
        days = interval(time.value)
        if days is None or time.type not in ("DATE", "TIME"):
            continue
        yield distance(scene, trigger, time.span), When(*days, time.span)


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
            told = _told_in(scene.parse, token)
            set_ = scene.parse.heads[told] in near | above and _is_set(scene, told, token)
            return 1 if set_ else FAR
    return FAR


def _told_in(parse: Parse, verb: int) -> int:
    """The verb of the clause that an infinitive is in: "were" of "that were to begin in May"."""
    above = parse.heads[verb]
    return above if parse.deps[verb] == "xcomp" and parse.lemmas[above] == "be" else verb


def _is_set(scene: Scene, verb: int, inner: int) -> bool:
    """Whether a verb beside a meeting's noun says when it is: "a summit set for 18 March".

    ``inner`` is the verb itself, or the infinitive after "was to".
    """
    parse = scene.parse
    loose = parse.deps[verb] == "advcl" and parse.tags[verb] in ("VBN", "VBD")
    if parse.deps[verb] not in ("acl", "relcl") and not loose:
        return False
    if loose and parse.dependents(verb, "mark", "aux", "advmod"):
        return False
    subjects = parse.dependents(verb, "nsubj", "nsubjpass")
    if any(parse.words[subject].lower() not in RELATIVES for subject in subjects):
        return False
    told = any(name in scene.triggers.occurring for name in names_of(scene, inner))
    return told or bool(SET.intersection(kinds_of(scene, inner)))


def _is_aside(scene: Scene, trigger: Trigger, token: int, head: int) -> bool:
    """Whether a preposition leads to what is talked about, or what another noun is of.

    "talks on the war in Ukraine", "extended the accord of 2013".
    """
    parse, word = scene.parse, scene.lemma(token)
    if _is_told_about(scene, trigger, token) or word == "instead":
        return True
    if parse.deps[token] != "prep":
        return False
    if word in LIKENING:
        return True
    if word in SINCE and not is_verb(parse, parse.heads[token]):
        return True  # "the first talks since July"
    if word == "of" and parse.heads[head] == token:
        noun = parse.heads[token]
        return noun != trigger.token and parse.pos[noun] == "NOUN"
    reason = word == "for" and parse.pos[parse.heads[head]] == "ADP"
    return (word in TOPICS or reason) and parse.heads[head] != token


def _is_told_about(scene: Scene, trigger: Trigger, token: int) -> bool:
    """Whether a word is another meeting that is talked about: "discussed the summit of May"."""
    parse = scene.parse
    if parse.deps[token] != "dobj" or parse.heads[token] != trigger.token or token in trigger.used:
        return False
    topic = "topic" in kinds_of(scene, trigger.token)
    return topic and scene.lemma(token) in scene.triggers.nouns


def _head(parse: Parse, tokens: range) -> int:
    """The highest of some tokens; of several the first."""
    tops = [t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t]
    return min(tops, key=lambda top: len(list(parse.ancestors(top))), default=tokens[0])


def _anchors(scene: Scene, trigger: Trigger) -> tuple[Set[int], Set[int]]:
    """The trigger's own words, and the verbs above that tell of the same happening."""
    verb = clause_verb(scene, trigger)
    near = {*trigger.tokens, *([] if verb is None else [verb])}
    above: set[int] = set()
    current = trigger.token if verb is None else verb
    offer = trigger.entry.group.role == "host" and verb is not None
    for token in scene.parse.ancestors(current):
        dep = scene.parse.deps[current]
        if offer and dep in ("acl", "advcl"):
            break  # "a letter that invites him was handed over on Monday"
        if dep == "appos" and scene.labels.get(token) == "DATE":
            above.add(token)  # "3 May: talks of the ministers in Rome"
            break
        if dep not in UPWARD and not (dep == "ccomp" and _is_speech(scene, trigger)):
            break
        own = _has_own_time(scene, token) and not _is_done_there(scene, current)
        if own and trigger.type in scene.table.keeping:
            break
        above.add(token)
        if is_verb(scene.parse, token) and dep != "xcomp":
            break
        current = token
    return near, above


def _is_done_there(scene: Scene, preposition: int) -> bool:
    """Whether it is done at the meeting, on its day: "agreed at a summit on 4 May"."""
    at = scene.parse.deps[preposition] == "prep" and scene.lemma(preposition) in THERE
    return at and is_verb(scene.parse, scene.parse.heads[preposition])


def _has_own_time(scene: Scene, token: int) -> bool:
    """Whether a word tells of an act with a date of its own: "called off on Monday"."""
    return bool(OWN_TIME.intersection(kinds_of(scene, token)))


def _is_speech(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act of speech in the present is told by who reports it: "said that it rejects"."""
    present = scene.parse.tags[trigger.token] in ("VBZ", "VBP")
    return present and trigger.entry.group.type in SPEECH


def sentences_of(scene: Scene, trigger: Trigger) -> list[Span]:
    """The sentences of a trigger: its own, and the one before where "it" points back."""
    parse = scene.parse
    numbers = sorted({parse.sentence_index(token) for token in trigger.tokens})
    return [parse.span(parse.sentences[n].first, parse.sentences[n].last) for n in numbers]


def find_where(scene: Scene, trigger: Trigger) -> Entity | None:
    """The place that a trigger's clause gives, the finest where it gives several."""
    spans = sentences_of(scene, trigger)
    places = [(linked.span, _place_of(scene, linked)) for linked in scene.mentions.over(spans)]
    found = [
        (distance(scene, trigger, span), FINENESS.index(place.kind), span, place)
        for span, place in places
        if place is not None
    ]
    near = [row for row in sorted(found, key=lambda row: row[:3]) if row[0] < FAR]
    return near[0][3] if near else None


def _place_of(scene: Scene, linked: Linked) -> Entity | None:
    """The place that a mention gives; the city itself in "the Luanda summit"."""
    tokens = scene.parse.tokens_in(linked.span)
    venue = bool(tokens) and is_venue(scene, _head(scene.parse, tokens))
    named = scene.mentions.entities.get(linked.link.named or "") if venue else None
    place = named or linked.entity
    return place if place and place.kind.is_place and _is_locative(scene, linked) else None


def find_goal(trigger: Trigger, parts: Sequence[Part]) -> Entity | None:
    """The place that a visit goes to or an attack hits, where it is one place."""
    group = trigger.entry.group
    if not group.place or (group.mode != "visit" and group.type not in HITTING):
        return None
    goals = [part.party.entity for part in parts if part.role == "recipient"]
    places = [goal for goal in goals if goal is not None and goal.kind.is_place]
    fine = [place for place in places if place.kind is not EntityKind.COUNTRY]
    return fine[0] if len(places) == 1 and fine else None


def _is_locative(scene: Scene, linked: Linked) -> bool:
    """Whether a place is what a preposition of place governs, alone or as part of an address."""
    parse = scene.parse
    tokens = parse.tokens_in(linked.span)
    if not tokens or linked.mention.form != "name":
        return False
    head = _head(parse, tokens)
    if is_venue(scene, head):
        return True
    if linked.link.reading == "metonym":
        return False
    while parse.deps[head] in ("appos", "conj", "compound", "nmod"):
        head = parse.heads[head]
    wide = linked.entity is not None and linked.entity.kind is EntityKind.COUNTRY
    if wide and scene.lemma(parse.heads[head]) == "on":
        return False
    return parse.deps[head] == "pobj" and parse.lemmas[parse.heads[head]].lower() in LOCATIVE
