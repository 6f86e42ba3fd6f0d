"""One event per happening: mentions of the same meeting, attack or deal made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity, EntityKind
from memcon.record.facts import EventStatus, Role
from memcon.stages.events.candidates import Candidate
from memcon.stages.events.governors import find_governors, kinds_of
from memcon.stages.events.roles import SPEECH
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import prepositions
from memcon.stages.events.telling import is_told
from memcon.text.calendar import interval

PRECEDENCE: Final[tuple[EventStatus, ...]] = (
    "denied",
    "cancelled",
    "postponed",
    "refused",
    "held",
    "planned",
    "proposed",
)
"""Of several statuses of one happening, the one that says how it ended."""
PAIR: Final = 2
STEM: Final = 4
"""Letters that a verb and its noun share: "bomb", "bombing"."""
DEFINITE: Final = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "their", "its", "second", "first"}
)
INDEFINITE: Final = frozenset({"a", "an", "another"})
ENDED: Final = frozenset({"cancelled", "postponed", "refused", "denied"})
SPOTS: Final = frozenset({EntityKind.CITY, EntityKind.FACILITY})
HELPERS: Final = frozenset({"mediator", "host"})
POINTING: Final = frozenset({"CONSULT", "AGREE"})
"""Types that are pointed back to by a noun alone: "the second summit"."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Candidates that tell of one happening, in order of the text."""

    members: tuple[Candidate, ...]

    @property
    def lead(self) -> Candidate:
        """The member that says most: the surest one with the most parties, a date and a place."""
        return max(self.members, key=_weight)

    @property
    def status(self) -> EventStatus:
        """How far it came in the end; a headline's present says less than the report."""
        plain = [member for member in self.members if not is_vague(member)] or self.members
        return min((member.status for member in plain), key=PRECEDENCE.index)

    def with_member(self, candidate: Candidate) -> Happening:
        """The happening with one more mention."""
        return Happening((*self.members, candidate))


def is_vague(candidate: Candidate) -> bool:
    """Whether it is told in the present of a headline, which may be past or to come."""
    headline = {"heading", "present"} <= candidate.features
    return headline and candidate.status == "held" and candidate.when is None


def _weight(candidate: Candidate) -> tuple[int, int, float]:
    known = (candidate.when is not None) + (candidate.where is not None)
    return len(candidate.named), known, candidate.score


def merge(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Happening, ...]:
    """Happenings in the order in which they are first told.

    Mentions that name somebody come first; those that name nobody ("the second summit") then
    join the happening that they can only mean, or are dropped.
    """
    found: list[Happening] = []
    for candidate in candidates:
        if is_told(scene, candidate):
            _join(scene, found, candidate, strict=True)
    for candidate in candidates:
        kind = candidate.trigger.entry.group.type
        if kind in POINTING and not is_told(scene, candidate) and _points(scene, candidate):
            _join(scene, found, candidate, strict=False)
    return tuple(found)


def _join(scene: Scene, found: list[Happening], candidate: Candidate, *, strict: bool) -> None:
    apart = _is_apart if strict else _is_of_other
    fitting = [
        n
        for n, one in enumerate(found)
        if all(_fits(scene, m, candidate) for m in one.members)
        and (_is_meant(one, candidate, told=strict) or (strict and _echoes(scene, one, candidate)))
        and not apart(scene, one, candidate)
    ]
    if fitting:
        best = max(fitting, key=lambda n: _closeness(scene, found[n], candidate))
        found[best] = found[best].with_member(candidate)
    elif strict:
        found.append(Happening((candidate,)))


def _is_meant(one: Happening, candidate: Candidate, *, told: bool) -> bool:
    """Whether both name somebody; else whether a day or place is shared, or no other day told."""
    members = one.members
    if _takers(candidate) and any(_takers(member) for member in members):
        return True
    same_day = candidate.when is not None and any(
        m.when is not None and m.when.days == candidate.when.days for m in members
    )
    place = candidate.where
    there = place is not None and any(
        m.where is not None and m.where.id == place.id for m in members
    )
    return same_day or there or not (told or candidate.when is not None)


def _takers(candidate: Candidate) -> frozenset[str]:
    """Ids of the known parties; of a meeting without those who only bring the others together.

    A deal is known by who mediated it, but a mediator has many meetings.
    """
    if candidate.type != "CONSULT":
        return candidate.named
    named = (part.party.entity for part in candidate.parts if part.role not in HELPERS)
    return frozenset(entity.id for entity in named if entity is not None)


def _echoes(scene: Scene, one: Happening, candidate: Candidate) -> bool:
    """Whether a mention that names nobody says it in the words of another.

    A headline in a name of its sentence or the same noun; others in the noun of the meeting and of
    those who meet, where both have one status: "The commission's meeting was cancelled".
    """
    for member in one.members:
        if scene.is_heading(member.trigger.token) != scene.is_heading(candidate.trigger.token):
            names = _proper(scene, member) & _proper(scene, candidate)
            if names or _words(scene, member) & _words(scene, candidate):
                return True
        same = _callings(scene, member) & _callings(scene, candidate)
        if same and _words(scene, member) & _words(scene, candidate):
            return member.status == candidate.status
    return False


def _proper(scene: Scene, candidate: Candidate) -> frozenset[str]:
    sentence = scene.parse.sentence_of(candidate.trigger.token)
    tokens = range(sentence.first, sentence.last)
    return frozenset(scene.lemma(t) for t in tokens if scene.parse.pos[t] == "PROPN")


def _callings(scene: Scene, candidate: Candidate) -> frozenset[str]:
    heads = [party.head for party in candidate.parties if party.head >= 0]
    nouns = (t for t in candidate.trigger.tokens if scene.parse.pos[t] == "NOUN")
    heads += [t for n in nouns for word, t in prepositions(scene.parse, n) if word == "of"]
    return frozenset(scene.lemma(head) for head in heads)


def _is_of_other(scene: Scene, one: Happening, candidate: Candidate) -> bool:
    """Whether a mention without parties is of another day, or of the end of something else."""
    if candidate.mode != "visit" and any(member.mode == "visit" for member in one.members):
        return True
    ended = candidate.status in ENDED and candidate.status != one.status
    nouns = frozenset(word for member in one.members for word in _words(scene, member))
    new = _is_indefinite(scene, candidate)
    other = ended and bool(nouns or new) and not nouns & _words(scene, candidate)
    return other or _is_of_other_day(scene, one, candidate)


def _is_of_other_day(scene: Scene, one: Happening, candidate: Candidate) -> bool:
    """Whether the sentence of a mention names days, and none of the happening: "in 2017"."""
    sentence = scene.parse.sentence_of(candidate.trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    times = (time for span, time in scene.times_at.over(whole) if whole.contains(span))
    said = [interval(time.value) for time in times if time.type == "DATE"]
    days = [found for found in said if found is not None]
    known = [m.when for m in one.members if m.when is not None]
    return bool(days and known) and not any(
        begin <= when.end and when.begin <= end for begin, end in days for when in known
    )


def _closeness(scene: Scene, one: Happening, candidate: Candidate) -> tuple[int, int, int, int]:
    """Shared place, shared noun, shared status, and nearness in the text."""
    place = candidate.where
    there = place is not None and any(
        place.name in scene.article.quote(span) for span in _spans(scene, one)
    )
    status = any(member.status == candidate.status for member in one.members)
    gap = min(abs(m.trigger.token - candidate.trigger.token) for m in one.members)
    nouns = _words(scene, candidate)
    noun = any(nouns & _words(scene, member) for member in one.members)
    ended = status and candidate.status in ENDED
    return int(there), int(noun) + 2 * int(ended), int(status), -gap


def _words(scene: Scene, candidate: Candidate) -> frozenset[str]:
    nouns = (t for t in candidate.trigger.tokens if scene.parse.pos[t] in ("NOUN", "PROPN"))
    return frozenset(scene.lemma(noun) for noun in nouns)


def _spans(scene: Scene, one: Happening) -> Iterable:  # type: ignore[type-arg]
    for member in one.members:
        sentence = scene.parse.sentence_of(member.trigger.token)
        yield scene.parse.span(sentence.first, sentence.last)


def _fits(scene: Scene, one: Candidate, other: Candidate) -> bool:
    if one.trigger.entry.group.kind != other.trigger.entry.group.kind:
        return False
    if _is_about(scene, one, other) or _is_about(scene, other, one):
        return False
    if {one.mode, other.mode} == {"visit", "meet"} and not _is_one_stay(scene, one, other):
        return False
    if one.type in SPEECH - {"AGREE"}:
        return _is_one_act(scene, one, other) and _dates_fit(one, other)
    if one.trigger.entry.group.kind not in POINTING | {"press"} and not _is_one_deed(
        scene, one, other
    ):
        return False
    checks = (_status_fits, _modes_fit, _dates_fit, _places_fit, _parties_fit)
    return all(check(one, other) for check in checks)


def _is_one_stay(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether a journey and a meeting are told in one sentence, of one day or of one place."""
    sentences = {scene.parse.sentence_index(c.trigger.token) for c in (one, other)}
    day = one.when is not None and other.when is not None
    place = one.where is not None and other.where is not None
    head = any(scene.is_heading(c.trigger.token) for c in (one, other))
    return len(sentences) == 1 or day or place or head


def _is_about(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether one meeting is what another one talks about: "discussed yesterday's summit"."""
    said = one.trigger.token
    if "topic" not in kinds_of(scene, said):
        return False
    return any(governor.token == said for governor in find_governors(scene, other.trigger.token))


def _is_apart(scene: Scene, one: Happening, candidate: Candidate) -> bool:
    """Whether a mention is of something new: "a round", or a hope after what was called off."""
    words = {token for member in one.members for token in member.trigger.tokens}
    if words & set(candidate.trigger.tokens):
        return False
    if candidate.status == one.status or all(map(scene.is_heading, words)):
        return False
    passed = any(m.when is not None and m.when.end < scene.published for m in one.members)
    if one.status == "cancelled" and passed and _is_to_come(candidate):
        return True
    return _is_indefinite(scene, candidate)


def _is_to_come(one: Candidate) -> bool:
    """Whether it is still hoped for, on no day that is told."""
    return one.status in ("planned", "proposed") and one.when is None


def _is_indefinite(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words are of a meeting not told of before: "a round", "another summit"."""
    for token in candidate.trigger.tokens:
        words = {scene.parse.words[c].lower() for c in scene.parse.dependents(token, "det")}
        if scene.parse.pos[token] == "NOUN" and words & INDEFINITE:
            return True
    return False


def _is_one_deed(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether two deeds are told in one word, sentence or headline, or of one day."""
    if _differs(one, other, "actor"):
        return False
    heads = [c.trigger.entry.head for c in (one, other)]
    if heads[0][:STEM] == heads[1][:STEM]:
        return True
    if any(scene.is_heading(c.trigger.token) for c in (one, other)):
        return True
    sentences = {scene.parse.sentence_index(c.trigger.token) for c in (one, other)}
    if len(sentences) == 1:
        return True
    return one.when is not None and other.when is not None and one.when.days == other.when.days


def _is_one_act(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether two acts of speech are one: by the same to the same, or in a headline too."""
    if one.type != other.type or not _shares(one, other, "actor"):
        return False
    heading = scene.is_heading(one.trigger.token) or scene.is_heading(other.trigger.token)
    return _shares(one, other, "recipient") or (heading and not _differs(one, other, "recipient"))


def _shares(one: Candidate, other: Candidate, role: Role) -> bool:
    return bool(_states_as(one, role) & _states_as(other, role))


def _differs(one: Candidate, other: Candidate, role: Role) -> bool:
    mine, theirs = _states_as(one, role), _states_as(other, role)
    return bool(mine and theirs) and not mine & theirs


def _states_as(candidate: Candidate, role: Role) -> frozenset[str]:
    entities = (part.party.entity for part in candidate.parts if part.role == role)
    return frozenset(_state(entity) for entity in entities if entity is not None)


def _modes_fit(one: Candidate, other: Candidate) -> bool:
    """A call is no meeting, unless both name one day."""
    if one.mode is None or other.mode is None or _is_told_on(one) or _is_told_on(other):
        return True
    phone = [candidate.mode == "phone" for candidate in (one, other)]
    return phone[0] == phone[1] or (one.when is not None and other.when is not None)


def _is_told_on(candidate: Candidate) -> bool:
    """Whether it goes on about what was told: "They talked for an hour", by whatever means."""
    pointing = any(part.party.head < 0 for part in candidate.parts)
    return pointing and candidate.when is None and not candidate.trigger.used


def _status_fits(one: Candidate, other: Candidate) -> bool:
    """What was held is not what was planned or called off, unless the day is the same.

    Nor is one party's refusal the end of what others agreed on.
    """
    refused = [c.status in ("refused", "denied") for c in (one, other)]
    if (
        one.status != other.status
        and any(refused)
        and min(len(_states(one)), len(_states(other))) < PAIR
    ):
        return False
    held = [c.status in ("held", "denied") for c in (one, other)]
    if held[0] == held[1] or is_vague(one) or is_vague(other):
        return True
    return one.when is not None and other.when is not None and one.when.days == other.when.days


def _dates_fit(one: Candidate, other: Candidate) -> bool:
    if one.when is None or other.when is None:
        return True
    return one.when.begin <= other.when.end and other.when.begin <= one.when.end


def _places_fit(one: Candidate, other: Candidate) -> bool:
    here, there = one.where, other.where
    if here is None or there is None or here.id == there.id:
        return True
    if here.country and there.country and here.country != there.country:
        return False
    return not (here.kind is EntityKind.CITY and there.kind is EntityKind.CITY)


def _parties_fit(one: Candidate, other: Candidate) -> bool:
    """Whether the parties of one are among those of the other: people by name, else by state."""
    mine, theirs = _people(one), _people(other)
    if mine and theirs:
        return mine <= theirs or theirs <= mine
    here, there = _states(one), _states(other)
    if not here or not there:
        return True
    return here <= there or there <= here


def _people(candidate: Candidate) -> frozenset[str]:
    entities = (part.party.entity for part in candidate.parts if part.role not in HELPERS)
    return frozenset(e.id for e in entities if e is not None and e.kind is EntityKind.PERSON)


def _states(candidate: Candidate) -> frozenset[str]:
    """The states of those who take part; a city that is visited takes no part."""
    parties = (part.party for part in candidate.parts if part.role not in HELPERS)
    known = ((party.entity, party.thing) for party in parties if party.entity is not None)
    return frozenset(_state(e) for e, thing in known if not (thing and e.kind in SPOTS))


def _state(entity: Entity) -> str:
    return entity.country or entity.id


def _points(scene: Scene, candidate: Candidate) -> bool:
    """Whether words are of something told elsewhere: "the summit", or one that was put off."""
    return candidate.status in ENDED or _is_definite(scene, candidate)


def _is_definite(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words point back to something told elsewhere."""
    for token in candidate.trigger.tokens:
        if scene.parse.pos[token] in ("NOUN", "PROPN"):
            words = {scene.parse.words[c].lower() for c in scene.parse.children[token]}
            if words & DEFINITE or scene.is_heading(token):
                return True
    return False
