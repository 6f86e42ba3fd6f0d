"""The same event across reports: one happening with all its tellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, TypeVar

from memcon.record.facts import EventStatus, Role
from memcon.resolve.blocking import find_pairs
from memcon.resolve.grouping import Pair, group, join_groups, pair_of
from memcon.resolve.happening import Telling
from memcon.resolve.history import Step, find_history, latest_status
from memcon.resolve.likeness import compare
from memcon.resolve.parts import SURE, part_of
from memcon.resolve.reprints import find_reprints, with_reprints
from memcon.resolve.verdict import Verdict

LEAST: Final = 0.5
LIKELY: Final = 0.8
"""Score from which what was held is what was planned anew."""
"""Mean score between the tellings of two groups that are joined."""
MOST: Final = 120
"""Tellings that are compared all with all; of more, the likelier pairs decide which."""
PLANS: Final = frozenset({"proposed", "planned"})
REMEMBERED: Final = 50_000
"""Comparisons that are kept in mind."""
T = TypeVar("T")
Weigh = Callable[[Telling, Telling], Verdict]


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
    judged = Judgement(tuple(together), tuple(apart))
    weigh = remembering(compare)
    links = _links(known, judged, weigh)
    made: list[Happening] = []
    waiting = set(known)
    while waiting:
        part = part_of(min(waiting), lambda keys: {key: links[key] for key in keys}, most=MOST)
        made += settle([known[key] for key in sorted(part)], judged, weigh)
        waiting -= part
    return tuple(sorted(made, key=lambda one: one.id))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people have decided, by keys of tellings: pairs that are one, and pairs that are two."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    @property
    def decided(self) -> frozenset[str]:
        """Those on which somebody has decided."""
        return frozenset(key for pair in (*self.together, *self.apart) for key in pair)


def remembering(weigh: Weigh) -> Weigh:
    """``weigh`` that compares no two tellings twice, as long as they stay what they are."""
    known: dict[Pair, tuple[Telling, Telling, Verdict]] = {}

    def weighed(one: Telling, other: Telling) -> Verdict:
        key = (one.key, other.key) if one.key <= other.key else (other.key, one.key)
        had = known.get(key)
        if had is not None and {id(one), id(other)} == {id(had[0]), id(had[1])}:
            return had[2]
        if len(known) > REMEMBERED:
            known.clear()
        known[key] = one, other, weigh(one, other)
        return known[key][2]

    return weighed


def settle(
    tellings: Sequence[Telling], judged: Judgement, weigh: Weigh = compare
) -> list[Happening]:
    """The happenings of one closed part."""
    known = {telling.key: telling for telling in tellings}
    decided = judged.decided
    reprints = {k: of for k, of in find_reprints(tellings).items() if k not in decided}
    own = {key: telling for key, telling in known.items() if key not in reprints}
    verdicts = {(one, other): weigh(own[one], own[other]) for one, other in find_pairs(own)}
    scores = {pair: verdict.score for pair, verdict in verdicts.items()}
    scores.update(_bridged(scores, own))
    scores.update(dict.fromkeys(_severed(scores, own), 0.0))
    printed: dict[str, list[Telling]] = defaultdict(list)
    for key, of in reprints.items():
        printed[of].append(known[key])
    made = []
    for members in _groups(own, scores, judged.together, judged.apart):
        copies = [copy for key in members for copy in printed[key]]
        reasons = _reasons(members, verdicts, judged.together)
        made.append(_happening([own[key] for key in members], copies, reasons))
    return made


def _links(
    known: Mapping[str, Telling], judged: Judgement, weigh: Weigh
) -> Mapping[str, Mapping[str, float]]:
    """For each telling those that are likely the same, and how likely."""
    links: dict[str, dict[str, float]] = {key: {} for key in known}
    likely = {
        (one, other): weigh(known[one], known[other]).score for one, other in find_pairs(known)
    }
    sure = (*judged.together, *find_reprints(known.values()).items())
    likely.update((pair, SURE) for pair in sure if pair[0] in known and pair[1] in known)
    for (one, other), score in likely.items():
        if score >= LEAST:
            links[one][other] = links[other][one] = max(score, links[one].get(other, 0.0))
    return links


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
        reached = dict(near[key])
        for plan, score in near[key]:
            if known[plan].status in PLANS and _is_after(known[plan], known[key]):
                later = ((held, min(score, s)) for held, s in near[plan] if s >= LIKELY)
                reached |= {k: max(s, reached.get(k, 0.0)) for k, s in later if k != key}
        for (one, left), (other, right) in combinations(sorted({**reached, key: 1.0}.items()), 2):
            pair = pair_of(one, other)
            if 0 < scores.get(pair, 0.0) < min(left, right):
                raised[pair] = max(raised.get(pair, 0.0), min(left, right))
    return raised


def _is_after(plan: Telling, put_off: Telling) -> bool:
    return bool(plan.told and put_off.told and plan.told > put_off.told)


def _severed(scores: Mapping[Pair, float], known: Mapping[str, Telling]) -> Iterator[Pair]:
    """A plan for a day and what was held on it, where a report says that the plan was put off."""
    for key in sorted(key for key, one in known.items() if one.left):
        near = [o for pair, s in scores.items() if s >= LEAST and key in pair for o in pair]
        plans = [k for k in near if known[k].status in PLANS and _on(known[k], known[key].left)]
        for other, telling in known.items():
            if telling.status == "held" and _on(telling, known[key].left):
                yield from (pair_of(plan, other) for plan in plans)


def _on(telling: Telling, days: Iterable[date]) -> bool:
    begin, end = telling.begin, telling.end
    return begin is not None and end is not None and any(begin <= day <= end for day in days)


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
