"""What a party says in its own words, and what others say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.app.briefing.material import Material, Party, Report
from memcon.app.briefing.passages import names_in, passage_of
from memcon.app.briefing.situation import within
from memcon.app.briefing.wording import day_of
from memcon.record import Span, Statement
from memcon.render.briefing import Line, Part, Passage

SPOKEN: Final = frozenset({"speech", "writing"})
DIRECT: Final = frozenset({"direct", "mixed"})
SURE: Final = 0.5
Ranked = tuple[float, Line]


def own_words(material: Material, party: Party, of: Party | None = None) -> list[Ranked]:
    """What those of a party said, quoted; with ``of`` what they said of another, in any form."""
    found: list[Ranked] = []
    for report, said in _spoken(material):
        if of is None and said.mode not in DIRECT:
            continue
        if not party.has(report, said.speaker):
            continue
        if of is not None and not _speaks_of(report, said, of):
            continue
        found += _quoted(report, said)
    return _ordered(found)


def others_words(material: Material, party: Party) -> list[Ranked]:
    """What named others said of a party."""
    found = [
        pair
        for report, said in _spoken(material)
        if said.speaker is not None
        and not party.has(report, said.speaker)
        and _speaks_of(report, said, party)
        for pair in _quoted(report, said)
    ]
    return _ordered(found)


def _spoken(material: Material) -> Iterator[tuple[Report, Statement]]:
    """Statements of the fitting reports in the period."""
    for key in sorted(material.fitting):
        report = material.reports[key]
        for said in report.record.statements:
            day = said.when or report.record.article.published
            if said.kind not in SPOKEN or said.score < SURE or not within(day, material.scope):
                continue
            yield report, said


def _quoted(report: Report, said: Statement) -> Iterator[Ranked]:
    """The line of a statement with its weight; none where it cannot be quoted."""
    passage = passage_of(report, said.content.spans, about=said.content.quote)
    if passage is not None:
        yield _weight(said), _line(report, said, passage)


def _speaks_of(report: Report, said: Statement, party: Party) -> bool:
    return any(party.has(report, m.link.entity) for m in report.mentions_in(said.content.spans))


def _weight(said: Statement) -> float:
    return said.score + (1 if said.mode in DIRECT else 0)


def _line(report: Report, said: Statement, passage: Passage) -> Line:
    day = said.when or report.record.article.published
    return Line(
        date=day,
        day=(day_of(said.when) or f"By {day_of(day)}") if day else "No date",
        parts=(Part(label=_said_by(report, said, passage), quote=passage, cites=(report.key,)),),
        facts=(said.id,),
        about=names_in(report, passage),
        reasons=(said.reason,),
    )


def _said_by(report: Report, said: Statement, passage: Passage) -> str:
    """Whose words a sentence has that does not say so itself."""
    shown = Span(passage.start, passage.start + len(passage.words))
    if any(shown.contains(span) for span in said.source.spans):
        return ""
    entity = report.record.entity(said.speaker)
    return entity.name if entity else said.source.quote


def _ordered(found: list[Ranked]) -> list[Ranked]:
    return sorted(found, key=lambda pair: (pair[1].date or "", pair[1].facts))
