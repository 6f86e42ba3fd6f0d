"""What deserves attention, computed from what was reported up to a day; never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.positions import Entry, PositionHistory
from memcon.resolve.readouts import Contradiction
from memcon.resolve.words import share_of
from memcon.text.calendar import to_date

Kind = Literal["change", "first", "overdue", "unanswered", "contradiction"]
GRACE: Final = timedelta(days=2)
"""A meeting is reported within two days, or its silence is noted."""
PATIENCE: Final = timedelta(days=7)
"""A demand that nobody has answered after a week is unanswered."""
FORGOTTEN: Final = timedelta(days=365)
"""What was asked a year ago is no longer news."""
SOON: Final = timedelta(days=30)
"""Days within which an act on the same matter answers a demand without naming who asked."""
NOTED: Final = timedelta(days=14)
"""A party is known once it has been reported on for two weeks: before, all it says is new."""
ON_IT: Final = 0.3
"""Share of the words that two sentences on one matter have in common."""
ANSWERS: Final = frozenset({"REJECT", "AGREE", "CONCEDE", "COOPERATE", "RETREAT", "AID", "SUPPORT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to look at: the day on which it came about, the facts behind it, and why."""

    kind: Kind
    date: str | None
    about: tuple[str, ...]
    sources: tuple[str, ...]
    quotes: tuple[str, ...]
    facts: tuple[str, ...]
    reason: str


def find_notices(
    happenings: Sequence[Happening],
    positions: Sequence[PositionHistory],
    contradictions: Iterable[Contradiction],
    *,
    today: date,
) -> tuple[Notice, ...]:
    """All notices as of ``today``, the newest first."""
    found = (
        *_changes(positions),
        *_firsts(positions),
        *_overdue(happenings, today),
        *_unanswered(happenings, today),
        *_contradictions(contradictions),
    )
    ordered = sorted(found, key=lambda one: (one.kind, one.about, one.sources))
    return tuple(sorted(ordered, key=lambda one: one.date or "", reverse=True))


def _changes(positions: Sequence[PositionHistory]) -> Iterator[Notice]:
    entries = {entry.id: entry for history in positions for entry in history.entries}
    for history in positions:
        for entry in history.changes:
            before = entries[entry.before] if entry.before else entry
            yield change_notice(history, before, entry)


def change_notice(history: PositionHistory, before: Entry, entry: Entry) -> Notice:
    """A change, with both passages; ``history`` says whose it is, and on which issue."""
    return Notice(
        kind="change",
        date=entry.when,
        about=(history.holder, history.issue),
        sources=(before.source, entry.source),
        quotes=(before.quote, entry.quote),
        facts=(before.id, entry.id),
        reason=f"{history.name} has {entry.change} its position: {entry.reason}",
    )


def _firsts(positions: Sequence[PositionHistory]) -> Iterator[Notice]:
    """First words of a party on an issue, once it has been heard of for a while."""
    known: dict[str, str] = {}
    for history in positions:
        for entry in history.entries:
            if entry.when:
                known[history.holder] = min(known.get(history.holder, entry.when), entry.when)
    for history in positions:
        first = next((entry for entry in history.entries if entry.when), None)
        if first and is_noted(known[history.holder], first.when):
            yield first_notice(history, first)


def is_noted(since: str | None, until: str | None) -> bool:
    """Whether a party of whom one has known since a day is no longer new on another."""
    return _days(since, until) >= NOTED


def first_notice(history: PositionHistory, first: Entry) -> Notice:
    """First words on an issue."""
    return Notice(
        kind="first",
        date=first.when,
        about=(history.holder, history.issue),
        sources=(first.source,),
        quotes=(first.quote,),
        facts=(first.id,),
        reason=f"first report of what {history.name} wants on {history.issue}",
    )


def _days(since: str | None, until: str | None) -> timedelta:
    begin, end = to_date(since or ""), to_date(until or "")
    return end - begin if begin and end else timedelta(0)


def _overdue(happenings: Iterable[Happening], today: date) -> Iterator[Notice]:
    for one in happenings:
        found = overdue_notice(one)
        if found and found[1] < today:
            yield found[0]


def overdue_notice(one: Happening) -> tuple[Notice, date] | None:
    """What is noted of a planned meeting after a day, which is given, unless it is held."""
    when = one.when
    if one.type != "CONSULT" or one.status != "planned" or not when:
        return None
    reason = f"planned for {when[1]}, and nobody reports that it was held"
    return _notice("overdue", when[1], one, [one.tellings[-1]], reason), when[1] + GRACE


def _unanswered(happenings: Sequence[Happening], today: date) -> Iterator[Notice]:
    """Demands on a named party that has neither agreed nor refused since, as far as reported."""
    for one in happenings:
        demand = demand_of(one)
        if demand is None or not PATIENCE < today - demand.told < FORGOTTEN:
            continue
        if not any(answers(t, demand) for other in happenings for t in other.tellings):
            yield demand.notice


@dataclass(frozen=True, slots=True)
class Demand:
    """What one party asks of another: noted where nobody answers."""

    asker: str
    addressee: str
    told: date
    words: frozenset[str]
    notice: Notice


def demand_of(one: Happening) -> Demand | None:
    """The demand that a happening is, where one party asks and one is asked."""
    asked = one.tellings[0]
    if one.type != "REQUEST" or not asked.told:
        return None
    askers, others = one.lead.parties_as("actor"), one.lead.parties_as("recipient")
    if not len(askers) == len(others) == 1 or askers == others:
        return None
    asker, addressee = min(askers), min(others)
    reason = f"no answer of {addressee} to {asker} is reported"
    notice = _notice("unanswered", asked.told, one, [asked], reason)
    return Demand(asker, addressee, asked.told, asked.words, notice)


def answers(telling: Telling, demand: Demand) -> bool:
    """Whether what is told is an act of the addressee, after the demand, of a kind that answers.

    It has to be towards the asker or, within a month, by its words on the same matter.
    """
    if telling.event.type not in ANSWERS or demand.addressee not in telling.parties_as("actor"):
        return False
    if telling.told is None or telling.told < demand.told:
        return False
    soon = telling.told - demand.told <= SOON
    return demand.asker in telling.around or (
        soon and share_of(telling.words, demand.words) >= ON_IT
    )


def _contradictions(found: Iterable[Contradiction]) -> Iterator[Notice]:
    for one in found:
        yield contradiction_notice(one)


def contradiction_notice(one: Contradiction) -> Notice:
    """Two reports that cannot both be right."""
    return Notice(
        kind="contradiction",
        date=None,
        about=(one.happening, one.matter),
        sources=one.sources,
        quotes=one.quotes,
        facts=one.events,
        reason=one.reason,
    )


def _notice(
    kind: Kind, day: date, one: Happening, tellings: Sequence[Telling], reason: str
) -> Notice:
    return Notice(
        kind=kind,
        date=day.isoformat(),
        about=(one.id,),
        sources=tuple(telling.source for telling in tellings),
        quotes=tuple(telling.event.evidence.quote for telling in tellings),
        facts=tuple(telling.event.id for telling in tellings),
        reason=reason,
    )
