"""The situation in dated lines: meetings in plain sentences, all else in the reports' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from memcon.app.briefing.happened import LIKELY, Happened
from memcon.app.briefing.material import Material, Scope
from memcon.app.briefing.meetings import step_lines
from memcon.app.briefing.wording import load_wording
from memcon.render.briefing import Line, Part

LEAST: Final = 0.75
"""Score from which on one report's sentence is quoted as what happened."""
Ranked = tuple[float, Line]


def situation(found: Iterable[Happened], material: Material) -> list[Ranked]:
    """All dated lines with what they weigh: sources, kind of event, how sure it is."""
    ranked = [
        (_weight(one, line), line)
        for one in found
        for line in _lines(one, material)
        if within(line.date, material.scope)
    ]
    return sorted(ranked, key=lambda pair: (pair[1].date or "", pair[1].facts, pair[1].day))


def _lines(one: Happened, material: Material) -> Iterator[Line]:
    if one.is_meeting:
        yield from step_lines(one, material)
    elif one.lead.event.score >= _least(one) and one.passage is not None and not one.is_deal:
        yield Line(
            date=one.date,
            day=one.day,
            parts=(Part(quote=one.passage, cites=one.cites),),
            facts=one.facts,
            about=tuple(entity.id for entity in one.taking_part),
            reasons=tuple(one.row.get("reasons", ())),
        )


def _least(one: Happened) -> float:
    is_plain = one.row["type"] == "CONSULT" and not one.lead.event.reported
    return LIKELY if is_plain else LEAST


def _weight(one: Happened, line: Line) -> float:
    kind = load_wording().weights.get(one.row["type"], 0)
    return 2 * len(line.cites) + kind + one.lead.event.score


def within(day: str | None, scope: Scope) -> bool:
    """Whether a day lies in the period that was asked for; one that is not known does."""
    if not day:
        return True
    since, until = scope.since or "", scope.until or ""
    return day >= since[: len(day)] and (not until or day[: len(until)] <= until)
