"""The same event across reports: one happening with all its tellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, TypeVar

from memcon.record.facts import EventStatus, Role
from memcon.resolve.grouping import Pair, group, join_groups, pair_of
from memcon.resolve.happening import OPEN, Telling
from memcon.resolve.history import Step, find_history, latest_status
from memcon.resolve.lexicon import load_lexicon
from memcon.resolve.likeness import AHEAD, MOVED, RECENT, compare
from memcon.resolve.reprints import find_reprints, with_reprints
from memcon.resolve.verdict import Verdict

ALWAYS: Final = (date.min, date.max)
LEAST: Final = 0.5
"""Mean score between the tellings of two groups that are joined."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event with all its reports; its ``id`` is the least of theirs.

    ``tellings`` are in the order in which they were told; ``reasons`` say why they are one.
    """

    id: str
    tellings: tuple[Telling, ...]
    history: tuple[Step, ...]
    reasons: tuple[str, ...]

    @property
    def status(self) -> EventStatus:
        """The status in the end."""
        return latest_status(self.history)

    @property
    def lead(self) -> Telling:
        """The telling that says most: of the last status, with most parties, date and place."""
        return max(self.tellings, key=lambda one: (*_weight(one, self.status), one.key))

    @property
    def type(self) -> str:
        """The type that most of the reports give it."""
        return _most((one.event.type for one in self.tellings), prefer=self.lead.event.type)

    @property
    def place(self) -> str | None:
        """The place that most reports give."""
        places = [one.place for one in self.tellings if one.place]
        return _most(places, prefer=self.lead.place or "") if places else None

    @property
    def when(self) -> tuple[date, date] | None:
        """First and last day: as told when it was over, else as last planned."""
        dated = [one for one in self.tellings if one.begin and one.end]
        held = [one for one in dated if one.status == "held"]
        if not dated:
            return None
        chosen = held or [max(dated, key=lambda one: (one.told or date.min, one.key))]
        days = [(one.begin, one.end) for one in chosen if one.begin and one.end]
        return _most(days, prefer=min(days))

    @property
    def roles(self) -> Mapping[str, Role]:
        """The part of each entity, as most reports give it."""
        votes: dict[str, list[Role]] = defaultdict(list)
        for telling in self.tellings:
            for party in telling.event.participants:
                if party.entity is not None and party.entity in telling.whom:
                    votes[telling.whom[party.entity]].append(party.role)
        return {entity: _most(votes[entity], prefer="actor") for entity in sorted(votes)}


def find_happenings(
    tellings: Iterable[Telling],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> tuple[Happening, ...]:
    """The happenings that reports tell of, each telling in one; in order of their ids.

    ``together`` and ``apart`` are pairs of keys of tellings that a person has decided on.
    """
    known = {telling.key: telling for telling in tellings}
    joined, parted = tuple(together), tuple(apart)
    decided = {key for pair in (*joined, *parted) for key in pair}
    reprints = {k: of for k, of in find_reprints(known.values()).items() if k not in decided}
    own = {key: telling for key, telling in known.items() if key not in reprints}
    verdicts = {pair: compare(own[pair[0]], own[pair[1]]) for pair in find_pairs(own)}
    scores = {pair: verdict.score for pair, verdict in verdicts.items()}
    scores.update(_bridged(scores, own))
    groups = _groups(own, scores, joined, parted)
    printed: dict[str, list[Telling]] = defaultdict(list)
    for key, of in reprints.items():
        printed[of].append(known[key])
    made = []
    for members in groups:
        copies = [copy for key in members for copy in printed[key]]
        reasons = _reasons(members, verdicts, joined)
        made.append(_happening([own[key] for key in members], copies, reasons))
    return tuple(sorted(made, key=lambda one: one.id))


def _groups(
    known: Iterable[str],
    scores: Mapping[Pair, float],
    joined: Sequence[Pair],
    parted: Sequence[Pair],
) -> tuple[tuple[str, ...], ...]:
    """Who puts two tellings together means all that are with either of them.

    Where that would bring together what is set apart by hand, the two are one and others choose.
    """
    keys = tuple(known)
    whole = join_groups(group(keys, scores, least=LEAST, apart=parted), joined)
    held = {key: number for number, members in enumerate(whole) for key in members}
    if any(one in held and held[one] == held.get(other) for one, other in parted):
        return group(keys, scores, least=LEAST, together=joined, apart=parted)
    return whole


def find_pairs(known: Mapping[str, Telling]) -> Iterator[Pair]:
    """Pairs that are worth comparing: types that go together, somebody in both, times that meet."""
    by_party: dict[str, list[str]] = defaultdict(list)
    for key in sorted(known):
        for party in _names_of(known[key]):
            by_party[party].append(key)
    seen: set[Pair] = set()
    for keys in by_party.values():
        for one, other in _near_in_time(keys, known):
            pair = pair_of(one, other)
            if pair not in seen and _types_fit(known[one], known[other]):
                seen.add(pair)
                yield pair


def _bridged(scores: Mapping[Pair, float], known: Mapping[str, Telling]) -> dict[Pair, float]:
    """Pairs on two dates, where a report in between says that it was put off from one to the other.

    They are as likely one as each of them is one with what was put off.
    """
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (one, other), score in scores.items():
        if score >= LEAST:
            near[one].append((other, score))
            near[other].append((one, score))
    raised: dict[Pair, float] = {}
    for key in (key for key in sorted(near) if known[key].status == "postponed"):
        for (one, left), (other, right) in combinations(sorted(near[key]), 2):
            pair = pair_of(one, other)
            if 0 < scores.get(pair, 0.0) < min(left, right):
                raised[pair] = max(raised.get(pair, 0.0), min(left, right))
    return raised


def _near_in_time(keys: Sequence[str], known: Mapping[str, Telling]) -> Iterator[Pair]:
    """Pairs whose stretches of time meet, by a sweep over their beginnings."""
    stretches = sorted((*_stretch(known[key]), key) for key in keys)
    active: list[tuple[date, str]] = []
    for begin, end, key in stretches:
        active = [(last, other) for last, other in active if last >= begin]
        yield from ((other, key) for _, other in active)
        active.append((end, key))


def _names_of(telling: Telling) -> frozenset[str]:
    """Those by whom it is found: of a telling that hardly names anybody, those of its report."""
    named = telling.around | telling.countries
    return named if len(telling.parties) > 1 else named | telling.main


def _stretch(telling: Telling) -> tuple[date, date]:
    """When it was or may be: what is still ahead may move, and news is a week old at most."""
    told, begin, end = telling.told, telling.begin, telling.end
    if telling.status in OPEN:
        days = [day for day in (begin, end, told) if day]
        room = MOVED if begin else AHEAD
        return (_moved(min(days), -RECENT), _moved(max(days), room)) if days else ALWAYS
    if begin and end:
        return _moved(begin, -1), _moved(end, 1)
    return (_moved(told, -RECENT), _moved(told, 1)) if told else ALWAYS


def _moved(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _types_fit(one: Telling, other: Telling) -> bool:
    return load_lexicon().is_alike(one.event.type, other.event.type)


def _happening(
    members: Sequence[Telling], copies: Sequence[Telling], reasons: Sequence[str]
) -> Happening:
    printed: dict[str, tuple[str, ...]] = defaultdict(tuple)
    sources = {telling.article: telling.source for telling in members}
    for copy in sorted(copies, key=lambda one: one.source):
        printed[sources[copy.copy_of]] += (copy.source,)
    told = sorted((*members, *copies), key=lambda one: (one.told or date.max, one.key))
    return Happening(
        id=min(one.event.id for one in told),
        tellings=tuple(told),
        history=with_reprints(find_history(members), printed),
        reasons=(*reasons, *(f"{copy.source} reprints it" for copy in copies)),
    )


def _reasons(
    members: Sequence[str], verdicts: Mapping[Pair, Verdict], joined: Iterable[Pair]
) -> list[str]:
    """Why they are one: the strongest verdicts, one less than there are members."""
    inside = [(p, verdicts[p]) for p in combinations(sorted(members), 2) if p in verdicts]
    inside.sort(key=lambda one: (-one[1].score, one[0]))
    reasons = [f"{v.score:.2f}: {v.reason}" for _, v in inside[: len(members) - 1]]
    if any(one in members and other in members for one, other in joined):
        return ["put together by hand", *reasons]
    return reasons


def _weight(telling: Telling, status: EventStatus) -> tuple[bool, int, bool, bool, float]:
    return (
        telling.status == status,
        len(telling.parties),
        telling.begin is not None,
        telling.place is not None,
        telling.event.score,
    )


def _most(votes: Iterable[T], *, prefer: T) -> T:
    counts = Counter(votes)
    return max(counts, key=lambda one: (counts[one], one == prefer, str(one)))
