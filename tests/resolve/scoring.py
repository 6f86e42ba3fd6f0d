"""How right a dossier is on the annotated stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from memcon.evaluate.clusters import b_cubed
from memcon.record import Record, Span
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.history import Step
from tests.resolve.stories import Story, Told, told_in

Found = Mapping[tuple[str, str], tuple[Telling, Happening] | None]
"""The telling and happening for each annotated event and report."""


def match(story: Story, records: Mapping[str, Record], happenings: tuple[Happening, ...]) -> Found:
    """For each annotated telling the one of the dossier that has its words.

    Where several have, it is that of its type and status whose words are most like them.
    """
    tellings = [(t, one) for one in happenings for t in one.tellings]
    return {
        (told.event, told.report): _best(told, records[told.report].article.id, tellings)
        for told in told_in(story)
    }


def _best(
    told: Told, article: str, tellings: list[tuple[Telling, Happening]]
) -> tuple[Telling, Happening] | None:
    here = [(t, one) for t, one in tellings if t.article == article]
    shared = [(_shared(told.span, t), t, one) for t, one in here]
    fitting = [
        ((t.event.type == told.type, t.status == told.status, size, t.key), (t, one))
        for size, t, one in shared
        if size
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _shared(span: Span, telling: Telling) -> float:
    """The share of the closest of its passages: "called X and met Y" tells two things."""
    return max(
        max(0, min(span.end, s.end) - max(span.start, s.start)) / (s.end - s.start)
        for s in telling.event.evidence.spans
    )


def b_cubed_f1(found: Mapping[str, Found]) -> float:
    """B-cubed F1 over all annotated tellings; one that was not read is a group of its own."""
    gold, predicted = [], []
    for story, matches in found.items():
        for (event, report), pair in matches.items():
            gold.append(f"{story}/{event}")
            predicted.append(pair[1].id if pair else f"{story}/{event}/{report}")
    return b_cubed(gold, predicted)["b3.f1"]


def merged(story: Story, found: Found) -> Iterator[tuple[str, str]]:
    """Near misses of which a telling of one is with a telling of the other."""
    for miss in story.notes["near_misses"]:
        one, other = miss["not_same"]
        if happenings_of(found, one).keys() & happenings_of(found, other).keys():
            yield one, other


def happenings_of(found: Found, event: str) -> dict[str, Happening]:
    """The happenings in which the tellings of one annotated event are."""
    pairs = [pair for (name, _), pair in found.items() if name == event and pair]
    return {one.id: one for _, one in pairs}


def is_history_right(story: Story, found: Found, annotated: Mapping[str, Any]) -> bool:
    """Whether a happening has exactly the annotated steps, by status, report and day.

    The day may be that of the report; one day off is right where the report says "on Monday".
    """
    return any(
        _steps_fit(story, one.history, annotated["steps"])
        for one in happenings_of(found, annotated["event"]).values()
    )


def _steps_fit(story: Story, found: tuple[Step, ...], steps: list[Mapping[str, Any]]) -> bool:
    asked = [step for step in steps if not step.get("optional")]
    optional = {step["status"] for step in steps if step.get("optional")}
    kept = [
        step
        for at, step in enumerate(found)
        if len(found) == len(asked) or at >= len(asked) or step.status not in optional
    ]
    return len(kept) == len(asked) and all(
        _fits(story, step, wanted) for step, wanted in zip(kept, asked, strict=True)
    )


def _fits(story: Story, step: Step, wanted: Mapping[str, Any]) -> bool:
    reports = wanted["report"] if isinstance(wanted["report"], list) else [wanted["report"]]
    articles = [story.records[report].article for report in reports]
    days = {str(wanted["date"]), *(article.published for article in articles)}
    near = step.date and abs((date.fromisoformat(step.date) - wanted["date"]).days) <= 1
    told_by = {article.source for article in articles} & {step.source, *step.also}
    return step.status == wanted["status"] and bool(told_by) and bool(step.date in days or near)
