"""Whether two tellings are of one event: named features, each with its weight in log odds.

The weights were set by hand on stories of our own; a feature that forbids is one that no likeness
in other things outweighs: another ordinal, another day of what both say took place, still ahead
in a report written after the other one was over.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from memcon.resolve.happening import ENDED, OPEN, Telling, days_between, is_vague
from memcon.resolve.lexicon import load_lexicon
from memcon.resolve.verdict import NEVER, Feature, Verdict
from memcon.resolve.words import share_of

START: Final = -3.0
"""Log odds of two events of one month and party before anything else is known."""
RECENT: Final = 7
"""A report that gives no date tells of the week before it."""
AHEAD: Final = 120
"""Days ahead for which meetings are planned without a date."""
SOON: Final = 30
"""Days ahead for which most meetings are planned."""
MOVED: Final = 45
"""Days by which a postponed meeting moves."""
NEARBY: Final = 3
"""Days by which two reports of one plan may differ."""
ALL: Final = 0.99
PAIR: Final = 2


def compare(one: Telling, other: Telling) -> Verdict:
    """How likely the two tell of one event, and why."""
    if (other.told or date.min, other.key) < (one.told or date.min, one.key):
        one, other = other, one
    features = (
        Feature("start", START, ""),
        _type(one, other),
        _count(one, other),
        _date(one, other),
        _parties(one, other),
        _persons(one, other),
        _level(one, other),
        _place(one, other),
        _mode(one, other),
        _status(one, other),
        _words(one, other),
        _report(one, other),
    )
    return Verdict.of(features)


def _type(one: Telling, other: Telling) -> Feature:
    left, right = one.event.type, other.event.type
    if left == right:
        return Feature("type", 1.0, f"both {left}")
    if load_lexicon().is_alike(left, right):
        return Feature("type", -0.5, f"{left} and {right}")
    return Feature("type", NEVER, f"{left} is not {right}")


def _count(one: Telling, other: Telling) -> Feature | None:
    if not one.counts or not other.counts:
        return None
    if one.counts & other.counts:
        return Feature("count", 2.0, f"both number {min(one.counts & other.counts)}")
    return Feature("count", NEVER, f"number {min(one.counts)} is not number {min(other.counts)}")


def _date(one: Telling, other: Telling) -> Feature | None:
    if one.begin and one.end and other.begin and other.end:
        return _both_dated(one, other)
    if one.begin or other.begin:
        dated, undated = (one, other) if one.begin else (other, one)
        return _one_dated(dated, undated)
    return _undated(one, other)


def _both_dated(one: Telling, other: Telling) -> Feature:
    begin, end = max(_begin(one), _begin(other)), min(_end(one), _end(other))
    if begin <= end:
        if is_vague(one) or is_vague(other):
            met = {one.status, other.status} == {"postponed", "held"}
            return Feature("date", 1.0 if met else 0.5, "in the same days")
        return Feature("date", 2.5, f"both on {begin.isoformat()}")
    for put_off, of in ((one, other), (other, one)):
        if any(_begin(of) <= day <= _end(of) for day in put_off.left):
            return _left(of)
    gap = (begin - end).days
    if one.article == other.article and one.status == other.status == "held":
        return Feature("date", NEVER, "one report tells of two days")
    if one.status in OPEN or other.status in OPEN:
        return _moved(gap, one, other)
    if gap == 1 and not is_vague(one) and not is_vague(other):
        return Feature("date", -1.0, "a day apart")
    return Feature("date", NEVER, f"{gap} days apart")


def _left(of: Telling) -> Feature:
    """What is told of a day from which the other was put off: the plan for it, or another thing."""
    if of.status in OPEN:
        return Feature("date", 2.0, "the other was put off from that day")
    return Feature("date", NEVER, "the other was put off from that day")


def _moved(gap: int, one: Telling, other: Telling) -> Feature:
    """Of what was or is ahead the date may change, but only by being put off."""
    if gap > MOVED:
        return Feature("date", NEVER, f"{gap} days apart")
    if "postponed" in (one.status, other.status):
        later = one if one.status == "postponed" else other
        weight = (
            0.25 if is_vague(later) and later.begin == max(_begin(one), _begin(other)) else -0.5
        )
        return Feature("date", weight, f"put off by {gap} days")
    if gap <= 1:
        return Feature("date", 0.5, "a day apart")
    against = -2.0 if gap <= NEARBY else -3.5
    return Feature("date", against, f"{gap} days apart, perhaps put off")


def _one_dated(dated: Telling, undated: Telling) -> Feature | None:
    if undated.told is None:
        return None
    within = any(_begin(dated) <= day <= _end(dated) for day in undated.days)
    if undated.days and (within or not is_vague(dated)):
        return _named_beside(dated, undated)
    ahead = undated.status in OPEN
    from_told = (_begin(dated) - undated.told).days
    if ahead and -RECENT <= from_told <= AHEAD:
        near = 0.0 if from_told <= SOON else -1.0
        return Feature("date", near, "no date given, and it may be that one")
    if not ahead and dated.status == "postponed" and -MOVED <= from_told <= 0:
        return Feature("date", -0.25, "the other was put off, perhaps to then")
    if not ahead and -RECENT <= from_told <= 0:
        near = 0.5 if from_told >= -2 else 0.0
        return Feature("date", near, f"told {-from_told} days after that date")
    return Feature("date", -2.5, "told at another time")


def _named_beside(dated: Telling, undated: Telling) -> Feature:
    """Of a telling without a date whose sentence names days, one of them may be its day."""
    if any(_begin(dated) <= day <= _end(dated) for day in undated.days):
        sure = 0.5 if is_vague(dated) else 1.0
        return Feature("date", sure, "its day is named beside the other")
    ahead = (_begin(dated) - undated.told).days if undated.told else -1
    if undated.status == "postponed" and 0 <= ahead <= MOVED:
        return Feature("date", 0.0, "the other was put off, perhaps to that day")
    return Feature("date", -0.75, "other days are named beside the other")


def _undated(one: Telling, other: Telling) -> Feature | None:
    if one.told is None or other.told is None:
        return None
    gap = days_between(one.told, other.told)
    spoken = one.event.type in load_lexicon().spoken
    if gap <= 1:
        return Feature("date", 0.5, "told on the same days")
    if spoken:
        return Feature("date", -4.0, f"said {gap} days apart")
    if one.status in OPEN or other.status in OPEN:
        near = (
            0.5 if gap <= RECENT else 0.0 if gap <= 2 * RECENT else -0.5 if gap <= MOVED else -2.0
        )
        return Feature("date", near, f"told {gap} days apart")
    against = 0.0 if gap <= NEARBY else -1.0 if gap <= RECENT else -2.5
    return Feature("date", against, f"told {gap} days apart")


def _parties(one: Telling, other: Telling) -> Feature:
    shared = one.parties & other.parties
    cover = (_cover(one, other) + _cover(other, one)) / 2
    others = _others(one, other), _others(other, one)
    if len(shared) > 1:
        weight = cover + (1.0 if all(others) else 2.0)
        return Feature("parties", weight, f"{len(shared)} parties are the same")
    if not one.parties or not other.parties:
        return Feature("parties", 2.0 * cover - 0.5, f"{cover:.0%} of the parties named in both")
    if all(others):
        return Feature("parties", -1.5, f"one with {others[0][0]}, the other with {others[1][0]}")
    if shared and cover >= ALL:
        return Feature("parties", 1.5, f"{min(shared)} in both, and no other")
    if cover > 0:
        weight = min(4.0 * cover - 2.0, 1.0 if shared else 0.5)
        return Feature("parties", weight, f"{cover:.0%} of the parties named in both")
    return Feature("parties", -3.0, "no party is the same")


def _others(one: Telling, other: Telling) -> list[str]:
    """The states among the parties of ``one`` that have no part in ``other``, where two meet.

    Of one or of many, a report leaves some out; organisations and people may act for anybody.
    """
    if len(one.parties) != PAIR:
        return []
    homes = {other.homes.get(party, party) for party in other.parties} | other.parties
    return sorted(p for p in one.parties - homes if one.homes.get(p) == p)


def _cover(one: Telling, other: Telling) -> float:
    """How many of the parties of ``one`` the other names: as parties, beside them, anywhere.

    Where ``one`` names none, those whom its report names most stand for them.
    """
    wanted = one.parties or one.main
    return sum(_named(one, p, other) for p in wanted) / len(wanted) if wanted else 0.5


def _named(one: Telling, party: str, other: Telling) -> float:
    if party in other.parties:
        return 1.0
    if party in other.around:
        return 0.9
    if party in other.cast or one.homes.get(party) in other.countries:
        return 0.6
    return 0.0


def _persons(one: Telling, other: Telling) -> Feature | None:
    shared = one.persons.keys() & other.persons.keys()
    if shared:
        return Feature("persons", 1.0, f"{len(shared)} persons are the same")
    sides = set(one.persons.values()) & set(other.persons.values())
    if sides:
        return Feature("persons", -2.0, f"others speak for {min(sides)}")
    return None


def _level(one: Telling, other: Telling) -> Feature | None:
    if not one.levels or not other.levels:
        return None
    if one.levels & other.levels:
        return Feature("level", 0.5, f"both of {min(one.levels & other.levels)}")
    return Feature("level", -2.0, f"one of {min(one.levels)}, one of {min(other.levels)}")


def _place(one: Telling, other: Telling) -> Feature | None:
    if "phone" in (one.event.mode, other.event.mode):
        return None
    if one.place and one.place == other.place:
        return Feature("place", 1.5, "at the same place")
    if one.place in other.places or other.place in one.places:
        return Feature("place", 0.5, "the place is named in both")
    abroad = bool(one.land and other.land and one.land != other.land)
    if abroad or (one.place and other.place):
        moved = "postponed" in (one.status, other.status)
        return Feature("place", -0.5 if moved else -2.0, "at another place")
    if one.land and one.land == other.land:
        return Feature("place", 0.5, "in the same country")
    return None


def _mode(one: Telling, other: Telling) -> Feature | None:
    modes = {one.event.mode, other.event.mode}
    if "phone" in modes and modes & {"meet", "visit"}:
        return Feature("mode", -2.5, "one by telephone, one not")
    if modes == {"phone"}:
        return Feature("mode", 0.5, "both by telephone")
    return None


def _status(one: Telling, other: Telling) -> Feature | None:
    for past, open_ in ((one, other), (other, one)):
        over = (past.end or past.told) if past.status == "held" else None
        if over is None or open_.told is None or over >= open_.told:
            continue
        if open_.status in ("planned", "proposed") and not _is_looking_back(open_):
            return Feature("status", NEVER, "still ahead when the other was over")
        if open_.status in ENDED:
            return Feature("status", -3.0, f"{open_.status} when the other was over")
    return None


def _is_looking_back(telling: Telling) -> bool:
    """Whether it tells of a plan of the past: its date had come when it was told."""
    return bool(telling.told and telling.end and telling.end <= telling.told)


def _words(one: Telling, other: Telling) -> Feature | None:
    """The words tell the more, the less the dates do."""
    if not one.words or not other.words:
        return None
    share = share_of(one.words, other.words)
    unsure = one.event.type in load_lexicon().spoken or not (one.begin and other.begin)
    weight = 4.0 * share - 1.0 if unsure else 2.0 * share - 0.5
    return Feature("words", weight, f"{share:.0%} of the words are the same")


def _report(one: Telling, other: Telling) -> Feature | None:
    if one.article != other.article:
        return None
    if {one.status, other.status} == {"held", "cancelled"}:
        return Feature("report", NEVER, "one report tells that one was held, the other cancelled")
    if any(a.overlaps(b) for a in one.event.evidence.spans for b in other.event.evidence.spans):
        return Feature("report", -1.0, "one report tells them as two, in the same words")
    return Feature("report", -4.0, "one report tells them as two")


def _begin(telling: Telling) -> date:
    return telling.begin or date.min


def _end(telling: Telling) -> date:
    return telling.end or telling.begin or date.max
