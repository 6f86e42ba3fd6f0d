"""How the status of one event changed, with the report for each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from memcon.record.facts import EventStatus
from memcon.resolve.happening import Telling, is_vague

STEPS: Final[tuple[EventStatus, ...]] = (
    "proposed",
    "planned",
    "postponed",
    "refused",
    "denied",
    "cancelled",
    "held",
)
"""Of two statuses told on one day, the later one stands."""
DATING: Final = frozenset({"planned", "held"})
ENDS: Final = frozenset({"refused", "denied", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status, the day on which it came about, and the report that says so first.

    ``also`` are the other reports that say so before the next step.
    """

    date: str | None
    status: EventStatus
    source: str
    event: str
    also: tuple[str, ...] = ()


def find_history(tellings: Iterable[Telling]) -> tuple[Step, ...]:
    """The steps of one event, in order; what was told of a plan when all was over is no step."""
    steps: list[Step] = []
    over: date | None = None
    days = _days(tuple(tellings))
    for telling, day in sorted(days, key=lambda one: _order(*one)):
        if over is not None and telling.status != "held" and not _is_new(telling, over):
            continue
        if steps and _continues(steps[-1], telling):
            steps[-1] = _with_source(steps[-1], telling)
            continue
        steps.append(_step(telling, day))
        if telling.status == "held":
            over = max(filter(None, (telling.end, telling.told)), default=None)
    return _joined(steps)


def _joined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with a refusal and the cancelling that one report tells with it made one."""
    kept: list[Step] = []
    for step in steps:
        last = kept[-1] if kept else None
        if last and _is_one_ending(last, step):
            kept[-1] = replace(step, date=last.date)
        else:
            kept.append(step)
    return tuple(kept)


def _is_one_ending(last: Step, step: Step) -> bool:
    """Whether a report tells of the refusal by which something was called off."""
    told = step.source in (last.source, *last.also)
    return told and (last.status, step.status) == ("refused", "cancelled")


def _continues(last: Step, telling: Telling) -> bool:
    """Whether a telling adds nothing to the last step.

    What has ended is not planned again because somebody still speaks of the plan: only a date
    ahead makes a new plan. A proposal after the plan is the plan; who stays away from what is
    called off refuses nothing more.
    """
    if telling.status == last.status:
        return True
    if last.status == "held" or (last.status, telling.status) == ("cancelled", "refused"):
        return True
    if telling.status == "proposed" and last.status in ("planned", "postponed"):
        return True
    ahead = bool(telling.told and telling.end and telling.end >= telling.told)
    return telling.status in ("planned", "proposed") and last.status in ENDS and not ahead


def _is_new(telling: Telling, over: date) -> bool:
    return bool(telling.told and telling.told < over)


def _step(telling: Telling, day: date | None) -> Step:
    return Step(
        date=day.isoformat() if day else None,
        status=telling.status,
        source=telling.source,
        event=telling.key,
    )


def _with_source(step: Step, telling: Telling) -> Step:
    known = telling.source == step.source or telling.source in step.also
    if known or telling.status != step.status:
        return step
    return replace(step, also=(*step.also, telling.source))


def _days(tellings: Sequence[Telling]) -> list[tuple[Telling, date | None]]:
    """Each telling with its day: of what was held when it was, else when it was decided, or told.

    Where one says "in May", it is the day that another one gives, or else that it was planned for.
    """
    exact = [one for one in tellings if one.begin and one.status in DATING and not is_vague(one)]
    exact.sort(key=lambda one: (one.status == "held", one.told or date.min, one.key))
    return [(one, _day(one, [known.begin for known in exact if known.begin])) for one in tellings]


def _day(telling: Telling, exact: Sequence[date]) -> date | None:
    if telling.status != "held":
        return telling.acted or telling.told
    begin, end = telling.begin, telling.end
    if begin is None or end is None or not is_vague(telling):
        return begin or telling.told
    return next((day for day in reversed(exact) if begin <= day <= end), begin)


def _order(telling: Telling, on: date | None) -> tuple[date, int, date, bool, str]:
    """By day; on one day by how far it came; then who told it first, and did not reprint it."""
    day, told = on or date.max, telling.told or date.max
    copied = telling.copy_of != telling.article
    return (day, STEPS.index(telling.status), told, copied, telling.key)


def latest_status(steps: Sequence[Step]) -> EventStatus:
    """The status in the end."""
    return steps[-1].status
