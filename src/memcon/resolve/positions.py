"""The history of a position: what one party wants on one issue, entry by entry, and what changed.

Entries are in the order of the days of which they tell. Swings inside a period show, for each entry
is compared with the one before it on the same matter. What others say of a party stands apart from
what it says itself: a change is one within a thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.record import Position, Record, Statement
from memcon.record.facts import Change, Stance
from memcon.record.stance import compare
from memcon.resolve.matters import find_matters
from memcon.resolve.parties import Parties
from memcon.resolve.people import Identity
from memcon.resolve.words import content_words

LAST: Final = "9999"


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


@dataclass(frozen=True, slots=True)
class _Held:
    """One entry on its way into a history: whose it is, and what it was copied from."""

    holder: str
    issue: str
    root: str
    entry: Entry


def find_positions(
    records: Iterable[Record], *, known: Mapping[str, Identity], copies: Mapping[str, str]
) -> tuple[PositionHistory, ...]:
    """All histories, in order of holder and issue.

    ``known`` are the people of several reports, ``copies`` the source of each reprint.
    """
    held: dict[str, list[_Held]] = defaultdict(list)
    names: dict[str, str] = {}
    for record in sorted(records, key=lambda one: one.article.id):
        lookup = Parties(record, known)
        root = copies.get(record.article.id, record.article.id)
        for position in record.positions:
            holder = lookup.canonical(position.holder) or position.holder
            entity = record.entity(position.holder)
            names.setdefault(holder, entity.name if entity else holder)
            held[holder].append(_Held(holder, position.issue, root, _entry(lookup, position)))
    return tuple(
        PositionHistory(holder=holder, name=names[holder], issue=issue, entries=entries)
        for holder in sorted(held)
        for issue, entries in sorted(_histories(held[holder]).items())
    )


def _histories(held: Iterable[_Held]) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of one holder by issue: within each matter they are compared."""
    kept = {f"{one.entry.article}/{one.entry.id}": one for one in _without_reprints(held)}
    matters = find_matters({key: (one.issue, one.entry.claim) for key, one in kept.items()})
    threads: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, one in sorted(kept.items(), key=lambda item: _order(item[1].entry)):
        matter, issue = matters[key]
        thread = threads[matter, one.entry.according_to or ""]
        entry = _compared(_before(thread, one.entry), one.entry)
        thread.append(entry)
        found[issue].append(entry)
    return {issue: tuple(entries) for issue, entries in found.items()}


def _before(thread: Sequence[Entry], entry: Entry) -> Entry | None:
    """The last entry of an earlier day: two of one day are two reports, and no change."""
    earlier = (one for one in reversed(thread) if (one.when or LAST) < (entry.when or LAST))
    return next(earlier, None)


def _without_reprints(held: Iterable[_Held]) -> Iterator[_Held]:
    """Each entry of a source once; those of its reprints only say that they have it too."""
    first: dict[tuple[str, Stance, frozenset[str]], _Held] = {}
    for one in sorted(held, key=lambda o: (o.root != o.entry.article, _order(o.entry))):
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


def _order(entry: Entry) -> tuple[str, str, str]:
    return (entry.when or LAST, entry.article, entry.id)


def _compared(before: Entry | None, entry: Entry) -> Entry:
    """What became of the position; a reason of the stance scale, and the day before it."""
    if before is None:
        return entry
    verdict = compare(before.stance, entry.stance)
    reason = f"{verdict.reason}; before: {before.when or 'no date'}"
    return replace(entry, change=verdict.change, before=before.id, reason=reason)
