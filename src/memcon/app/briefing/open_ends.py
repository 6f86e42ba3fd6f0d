"""What is open: readouts that differ, demands without an answer, meetings whose day passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from memcon.app.briefing.happened import Happened, Told, days_of, quoted
from memcon.app.briefing.material import Material, Row, outlet_of
from memcon.app.briefing.meetings import describe, held_sentence, is_plan
from memcon.app.briefing.wording import day_of, load_wording, sentence_case
from memcon.render.briefing import Line, Part

DIFFER, OVERDUE, UNANSWERED = (
    "Reports that differ",
    "Planned, and not reported as held",
    "Demands without a reported answer",
)
MANY = 2


def open_ends(found: Iterable[Happened], material: Material) -> list[Line]:
    """A line for each notice of these kinds on a happening of the briefing."""
    known = {one.row["id"]: one for one in found}
    lines: list[Line] = []
    for notice in material.notices:
        one = known.get(notice["about"][0]) if notice["about"] else None
        if one is not None:
            lines += _line(notice, one, material)
    order = (DIFFER, OVERDUE, UNANSWERED)
    return sorted(lines, key=lambda line: (order.index(line.group), line.date or "", line.facts))


def _line(notice: Row, one: Happened, material: Material) -> Iterator[Line]:
    if notice["kind"] == "contradiction":
        yield from _differ(notice, one, material)
    elif notice["kind"] == "overdue" and one.row["when"]:
        yield from _overdue(notice, one)
    elif notice["kind"] == "unanswered" and one.passage is not None and one.is_sure:
        yield _made(UNANSWERED, notice, one, (Part(quote=one.passage, cites=one.cites),))


def _overdue(notice: Row, one: Happened) -> Iterator[Line]:
    if one.row["when"]["to"] < (one.told or ""):
        return  # a day before it was told was no plan's
    when = days_of(one.row["when"])
    if one.is_meeting:
        text = f"{sentence_case(describe(one))}, planned for {when}; no report says it was held"
        yield _made(OVERDUE, notice, one, (Part(text=text, cites=one.cites),))
    elif is_plan(one):
        label = f"Planned for {when}; no report says it was held"
        yield _made(OVERDUE, notice, one, (Part(label=label, quote=one.passage, cites=one.cites),))


def _differ(notice: Row, one: Happened, material: Material) -> Iterator[Line]:
    """Both passages; without two of them there is nothing to compare."""
    parts = []
    for fact in notice["facts"]:
        report = material.report_of(fact) if fact in material.where else None
        event = report.events.get(fact) if report else None
        quote = quoted(Told(report, event)) if report and event else None
        if report is not None and quote is not None:
            label = outlet_of(report.record.article)
            parts.append(Part(label=label, quote=quote, cites=(report.key,)))
    if len(parts) == MANY and one.is_meeting:
        told = f"{load_wording().differ[notice['about'][1]]}: {_subject(one)}"
        yield _made(DIFFER, notice, one, (Part(text=told), *parts))


def _subject(one: Happened) -> str:
    return held_sentence(one) if one.status == "held" else describe(one)


def _made(group: str, notice: Mapping[str, object], one: Happened, parts: tuple[Part, ...]) -> Line:
    shown = str(notice["date"]) if notice["date"] else one.date
    return Line(
        group=group,
        date=shown,
        day=day_of(shown),
        parts=parts,
        facts=one.facts,
        about=tuple(entity.id for entity in one.taking_part),
        reasons=(str(notice["reason"]),),
    )
