"""The history of a position: what one party wants on one issue, entry by entry, and what changed.

Entries are in the order of the days of which they tell. Swings inside a period show, for each entry
is compared with the one before it on the same matter. What others say of a party stands apart from
what it says itself: a change is one within a thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from memcon.record import Position, Record, Statement
from memcon.record.facts import Change, Stance
from memcon.record.stance import compare
from memcon.resolve.matters import is_one_matter, issue_of
from memcon.resolve.parties import Parties
from memcon.resolve.people import Identity
from memcon.resolve.words import content_words

LAST: Final = "9999"
FEW: Final = 40
"""Entries of one holder that are all compared, whatever their issues; of more, those on one."""
BACK: Final = 40
"""Entries, back from the one that is compared, among which others on its matter are sought."""
KIN: Final = 8
"""Entries on one matter that decide on which issue it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a party wanted on one day, as one report has it.

    ``according_to`` is who says so where it is known to be another party; ``own`` says that the
    party itself does. ``before`` is the position that ``change`` is against, by its id; ``also``
    are reports that tell the same again, ``reprints`` the ids of the positions in them. Of the
    first entry on a matter ``change`` is what the report itself says of it.
    """

    id: str
    article: str
    source: str
    when: str | None
    stance: Stance
    claim: str
    quote: str
    toward: str | None
    according_to: str | None
    own: bool
    denied: bool = False
    change: Change | None = None
    before: str | None = None
    reason: str = ""
    also: tuple[str, ...] = ()
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionHistory:
    """The entries of one holder on one issue, in order of their days."""

    holder: str
    name: str
    issue: str
    entries: tuple[Entry, ...]

    @property
    def changes(self) -> tuple[Entry, ...]:
        """The entries with which the position changed."""
        return tuple(one for one in self.entries if one.change not in (None, "unchanged"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One entry on its way into a history: whose it is, on which issue, and from which source.

    ``root`` is the report that its own goes back to, where that is a copy.
    """

    holder: str
    name: str
    issue: str
    root: str
    entry: Entry

    @property
    def rank(self) -> str:
        """By what entries are put in order: their day, and then their place."""
        return f"{self.entry.when or LAST} {self.entry.article} {self.entry.id}"

    @property
    def point(self) -> Point:
        """What of it is compared."""
        entry = self.entry
        return Point(
            id=entry.id,
            issue=self.issue,
            claim=entry.claim,
            stance=entry.stance,
            when=entry.when,
            teller=entry.according_to or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What of an entry is compared: what is wanted on which issue, when, and who says so."""

    id: str
    issue: str
    claim: str
    stance: Stance
    when: str | None
    teller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an entry stands to those before it.

    ``issue`` is that of the matter, ``kin`` the ids of the last entries on the matter, the latest
    first; ``before`` is the one of an earlier day that ``change`` is against.
    """

    issue: str
    kin: tuple[str, ...]
    before: str | None = None
    change: Change | None = None
    reason: str = ""


def find_positions(
    records: Iterable[Record], *, known: Mapping[str, Identity], copies: Mapping[str, str]
) -> tuple[PositionHistory, ...]:
    """All histories, in order of holder and issue.

    ``known`` are the people of several reports, ``copies`` the source of each reprint.
    """
    by_holder: dict[str, list[Held]] = defaultdict(list)
    for record in sorted(records, key=lambda one: one.article.id):
        for held in find_held(record, known=known, copies=copies):
            by_holder[held.holder].append(held)
    return tuple(
        PositionHistory(holder=holder, name=listed[0].name, issue=issue, entries=entries)
        for holder, listed in sorted(by_holder.items())
        for issue, entries in sorted(_histories(listed).items())
    )


def find_held(
    record: Record, *, known: Mapping[str, Identity], copies: Mapping[str, str]
) -> Iterator[Held]:
    """The positions of one record, each with its holder as all reports know him."""
    lookup = Parties(record, known)
    for position in record.positions:
        entity = record.entity(position.holder)
        yield Held(
            holder=lookup.canonical(position.holder) or position.holder,
            name=entity.name if entity else position.holder,
            issue=position.issue,
            root=copies.get(record.article.id, record.article.id),
            entry=_entry(lookup, position),
        )


def _histories(held: Iterable[Held]) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of one holder by issue, each compared with those before it on its matter."""
    ordered = sorted(without_reprints(held), key=lambda one: one.rank)
    listed: dict[str, list[Point]] = defaultdict(list)
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in ordered:
        before = listed["" if len(ordered) <= FEW else one.issue]
        stands = stand(one.point, before[: -BACK - 1 : -1])
        before.append(one.point)
        found[stands.issue].append(_standing(one.entry, stands))
    return {issue: tuple(entries) for issue, entries in found.items()}


def _standing(entry: Entry, stands: Standing) -> Entry:
    if stands.before is None:
        return entry
    return replace(entry, change=stands.change, before=stands.before, reason=stands.reason)


def stand(point: Point, before: Iterable[Point]) -> Standing:
    """How an entry stands to those ``before`` it, which come the latest first.

    They are no more than ``BACK``.
    """
    kin = tuple(islice((one for one in before if is_akin(point, one)), KIN))
    issue = issue_of((point.issue, *(one.issue for one in kin)))
    ids = tuple(one.id for one in kin)
    last = next((one for one in kin if _precedes(one, point)), None)
    if last is None:
        return Standing(issue=issue, kin=ids)
    verdict = compare(last.stance, point.stance)
    reason = f"{verdict.reason}; before: {last.when or 'no date'}"
    return Standing(issue=issue, kin=ids, before=last.id, change=verdict.change, reason=reason)


def is_akin(one: Point, other: Point) -> bool:
    """Whether two entries of one holder are on one matter."""
    return is_one_matter((one.issue, one.claim), (other.issue, other.claim))


def _precedes(one: Point, other: Point) -> bool:
    """Whether it is of an earlier day and of the same teller: two of one day are no change."""
    return one.teller == other.teller and (one.when or LAST) < (other.when or LAST)


def without_reprints(held: Iterable[Held]) -> Iterator[Held]:
    """Each entry of a source once; those of its reprints only say that they have it too."""
    first: dict[tuple[str, Stance, frozenset[str]], Held] = {}
    for one in sorted(held, key=lambda o: (o.root != o.entry.article, o.rank)):
        entry = one.entry
        key = (one.root, entry.stance, content_words(entry.claim))
        had = first.setdefault(key, one)
        if had is not one:
            first[key] = replace(had, entry=_with_reprint(had.entry, entry))
    yield from first.values()


def _with_reprint(had: Entry, entry: Entry) -> Entry:
    known = entry.source in (had.source, *had.also)
    also = had.also if known else (*had.also, entry.source)
    return replace(had, also=also, reprints=(*had.reprints, entry.id))


def _entry(lookup: Parties, position: Position) -> Entry:
    record = lookup.record
    said = [one for one in record.statements if one.id in position.because]
    own = any(_speaks_for(lookup, one, position) for one in said)
    others = [one for one in said if _is_other(lookup, one, position)]
    return Entry(
        id=position.id,
        article=record.article.id,
        source=record.article.source,
        when=position.when or _said_on(said) or record.article.published,
        stance=position.stance,
        claim=position.claim,
        quote=position.evidence.quote,
        toward=position.toward,
        according_to=_teller(record, position)
        or (_name(record, others[0]) if others and not own else None),
        own=own,
        denied=position.denied,
        change=position.change,
        reason="as the report itself says" if position.change else "",
    )


def _speaks_for(lookup: Parties, said: Statement, position: Position) -> bool:
    """Whether the source is the holder, or acts for it."""
    if said.speaker == position.holder:
        return True
    party = lookup.party(said.speaker)
    return party is not None and party == lookup.party(position.holder)


def _is_other(lookup: Parties, said: Statement, position: Position) -> bool:
    """Whether the source speaks for somebody else; of a source that nobody knows it is unsaid."""
    if said.speaker is None:
        return False
    party = lookup.party(said.speaker)
    return party != lookup.party(position.holder) and party != lookup.canonical(said.speaker)


def _said_on(said: Sequence[Statement]) -> str | None:
    return min((one.when for one in said if one.when), default=None)


def _teller(record: Record, position: Position) -> str | None:
    """Who says so, as it was read."""
    entity = record.entity(position.according_to)
    return entity.name if entity else position.according_to


def _name(record: Record, said: Statement) -> str | None:
    entity = record.entity(said.speaker)
    return entity.name if entity else said.source.quote or None
