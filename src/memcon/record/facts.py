"""The facts memcon reads out of an article. All are frozen and only ever added.

A fact's ``id`` says what is claimed; ``score`` (0 to 1) and ``reason`` say how sure the
stage is and why. Entities are named by id, so that a better linker can re-link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.record.evidence import Evidence, Passage
from memcon.record.span import Span

MentionForm = Literal["name", "nominal", "pronoun"]
LinkReading = Literal["literal", "metonym"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Mode = Literal["direct", "indirect", "mixed"]
Sourcing = Literal["named", "anonymous", "secondhand"]
StatementClass = Literal["speech", "writing", "thought", "intention", "act"]
EventStatus = Literal["proposed", "planned", "held", "postponed", "cancelled", "refused", "denied"]
EventMode = Literal["visit", "meet", "phone", "third-party"]
Role = Literal["actor", "recipient", "mediator", "host"]
Stance = Literal["demands", "supports", "offers", "conditions", "undecided", "opposes", "rejects"]
Change = Literal["unchanged", "hardened", "softened", "reversed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name, describe or stand for an entity."""

    id: str
    evidence: Evidence
    form: MentionForm

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.evidence.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge from a mention to the entity it means; ``entity`` is ``None`` where unknown.

    ``named`` is the entity literally named where that is another one: in "Moscow's demands"
    the state is meant and the city is named, and ``reading`` is ``"metonym"``.
    """

    mention: str
    entity: str | None
    named: str | None = None
    reading: LinkReading | None = None
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression with its TIMEX3 type and value (ISO 8601 based)."""

    id: str
    evidence: Evidence
    type: TimeType
    value: str
    reason: str

    @property
    def span(self) -> Span:
        """Where the expression stands."""
        return self.evidence.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: a source, the cue that attributes, and the content.

    ``source`` is empty for an unattributed quotation whose speaker is carried on from the
    one before; ``speaker`` is the entity meant. ``when`` is an ISO date, ``where`` and
    ``addressee`` are entity ids.
    """

    id: str
    source: Passage
    cue: Passage
    content: Passage
    speaker: str | None
    mode: Mode
    addressee: str | None = None
    when: str | None = None
    where: str | None = None
    sourcing: Sourcing
    kind: StatementClass
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One party to an event: the entity, if known, the words that name it, and its part."""

    entity: str | None
    passage: Passage
    role: Role


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, as ISO dates; ``passage`` is what says so."""

    begin: str
    end: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, typed by PLOVER, with the status the article gives it.

    ``code`` is what PLOVER would code, where the status makes that another type than that of
    what happens: a summit called off is a CONSULT with the status ``cancelled`` and the code
    REJECT. ``mode`` is PLOVER's for meetings. ``reported`` says that the article knows it only
    from what somebody says; ``because`` names those statements.
    """

    id: str
    type: str
    code: str
    mode: EventMode | None = None
    what: str
    status: EventStatus
    participants: tuple[Participant, ...]
    where: str | None
    when: Period | None
    reported: bool = False
    because: tuple[str, ...] = ()
    score: float
    reason: str
    evidence: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one party wants on one issue, in the words that carry it.

    ``according_to`` is who says so, where it is not the holder; ``denied`` says that he denies it.
    """

    id: str
    holder: str
    issue: str
    stance: Stance
    claim: str
    toward: str | None
    change: Change | None
    when: str | None
    according_to: str | None = None
    denied: bool = False
    score: float
    reason: str
    evidence: Passage
    because: tuple[str, ...]
