"""One event per happening: mentions of the same meeting, attack or deal made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.record.facts import EventStatus
from memcon.stages.events.candidates import Candidate
from memcon.stages.events.fitting import HELPERS, POINTING, fits, is_vague
from memcon.stages.events.scene import Scene
from memcon.stages.events.settings import When
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
WEEKS: Final = 21
"""Days around its publication of which a report is."""
DEFINITE: Final = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "their", "its", "second", "first"}
)
INDEFINITE: Final = frozenset({"a", "an", "another"})
CALLED: Final = "gov:cancel"
ENDED: Final = frozenset({"cancelled", "postponed", "refused", "denied"})


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
        if any(member.status == "postponed" for member in plain):  # what does not take place yet
            plain = [one for one in plain if one.status != "cancelled" or CALLED in one.features]
        return min((member.status for member in plain), key=PRECEDENCE.index)

    def with_member(self, candidate: Candidate) -> Happening:
        """The happening with one more mention."""
        return Happening((*self.members, candidate))


def _weight(candidate: Candidate) -> tuple[int, int, float]:
    known = (candidate.when is not None) + (candidate.where is not None)
    return len(candidate.named), known, candidate.score


def merge(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Happening, ...]:
    """Happenings in the order in which they are first told; each is of one kind."""
    kinds: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        kinds.setdefault(candidate.trigger.entry.group.kind, []).append(candidate)
    found = (one for alike in kinds.values() for one in _merge_alike(scene, alike))
    return tuple(sorted(found, key=lambda one: one.members[0].trigger.token))


def _merge_alike(scene: Scene, candidates: Sequence[Candidate]) -> list[Happening]:
    """The happenings of one kind.

    Mentions that name somebody come first; those that name nobody ("the second summit") then
    join the happening that they can only mean, or are dropped.
    """
    found: list[Happening] = []
    late: list[tuple[Candidate, bool]] = []
    for candidate in candidates:
        told = is_told(scene, candidate)
        if not told or _is_pointer(scene, candidate):
            late.append((candidate, told))
        elif not _join(scene, found, candidate, strict=True):
            found.append(Happening((candidate,)))
    for candidate, told in late:
        points = candidate.trigger.entry.group.type in POINTING and _points(scene, candidate)
        if points and not _join(scene, found, candidate, strict=False) and told:
            found.append(Happening((candidate,)))
    return found


def _is_pointer(scene: Scene, candidate: Candidate) -> bool:
    """Whether a meeting is told of before: "The meeting, hosted by Oman", "The talks, which"."""
    if candidate.type != "CONSULT" or _takers(candidate):
        return False
    if any(part.role not in HELPERS for part in candidate.parts):
        return False
    nouns = [t for t in candidate.trigger.tokens if scene.parse.pos[t] == "NOUN"]
    dets = {scene.parse.words[c].lower() for t in nouns for c in scene.parse.dependents(t, "det")}
    return bool(dets & {"the", "this", "these"}) and not scene.is_heading(candidate.trigger.token)


def _join(scene: Scene, found: list[Happening], candidate: Candidate, *, strict: bool) -> bool:
    """Whether a candidate joins one of the happenings, which it then does."""
    apart = _is_apart if strict else _is_of_other
    fitting = [
        n
        for n, one in enumerate(found)
        if all(fits(scene, m, candidate) for m in one.members)
        and (
            _is_meant(scene, one, candidate, told=strict)
            or (strict and _echoes(scene, one, candidate))
        )
        and not apart(scene, one, candidate)
    ]
    if fitting:
        best = max(fitting, key=lambda n: _closeness(scene, found[n], candidate))
        found[best] = found[best].with_member(candidate)
    return bool(fitting)


def _is_meant(scene: Scene, one: Happening, candidate: Candidate, *, told: bool) -> bool:
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
    dated = candidate.when is not None and not _is_fresh(scene, one, candidate.when)
    return same_day or there or not (told or dated)


def _is_fresh(scene: Scene, one: Happening, when: When) -> bool:
    """Whether a day may be that of a meeting told without one: it is of these weeks."""
    if not scene.published or any(member.when is not None for member in one.members):
        return False
    gap = date.fromisoformat(when.begin) - date.fromisoformat(scene.published[:10])
    return abs(gap.days) <= WEEKS


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
    day = candidate.when
    same = day is not None and any(m.when and m.when.days == day.days for m in one.members)
    other = ended and bool(nouns or new) and not nouns & _words(scene, candidate) and not same
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
