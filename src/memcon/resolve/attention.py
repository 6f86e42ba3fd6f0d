"""What deserves attention, computed from what was reported up to a day; never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.positions import PositionHistory
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


def _changes(positions: Iterable[PositionHistory]) -> Iterator[Notice]:
    for history in positions:
        entries = {entry.id: entry for entry in history.entries}
        for entry in history.changes:
            before = entries[entry.before] if entry.before else entry
            yield Notice(
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
        if first and _days(known[history.holder], first.when) >= NOTED:
            yield Notice(
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
        when = one.when
        if one.type == "CONSULT" and one.status == "planned" and when and when[1] + GRACE < today:
            last = one.tellings[-1]
            reason = f"planned for {when[1]}, and nobody reports that it was held"
            yield _notice("overdue", when[1], one, [last], reason)


def _unanswered(happenings: Sequence[Happening], today: date) -> Iterator[Notice]:
    """Demands on a named party that has neither agreed nor refused since, as far as reported."""
    for one in happenings:
        asked = one.tellings[0]
        if one.type != "REQUEST" or not asked.told or not PATIENCE < today - asked.told < FORGOTTEN:
            continue
        for asker, addressee in _demand(one):
            if not any(_answers(other, asked, asker, addressee) for other in happenings):
                reason = f"no answer of {addressee} to {asker} is reported"
                yield _notice("unanswered", asked.told, one, [asked], reason)


def _demand(one: Happening) -> Iterator[tuple[str, str]]:
    """Who asks and who is asked, where one party does each."""
    askers, asked = one.lead.parties_as("actor"), one.lead.parties_as("recipient")
    if len(askers) == len(asked) == 1 and askers != asked:
        yield min(askers), min(asked)


def _answers(other: Happening, asked: Telling, asker: str, addressee: str) -> bool:
    """Whether an event is an act of the addressee, after the demand, of a kind that answers.

    It has to be towards the asker or, by its words, on the same matter.
    """
    if other.type not in ANSWERS:
        return False
    for telling in other.tellings:
        later = telling.told and asked.told and telling.told >= asked.told
        related = asker in telling.around or share_of(telling.words, asked.words) >= ON_IT
        if later and related and addressee in telling.parties_as("actor"):
            return True
    return False


def _contradictions(found: Iterable[Contradiction]) -> Iterator[Notice]:
    for one in found:
        yield Notice(
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
