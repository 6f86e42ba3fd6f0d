"""One report as it reads, with what was read in it: the place where every fact lands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.record import Event, Passage, Record
from memcon.record.codec import to_dict
from memcon.render.outline import Outline, StatementRow
from memcon.render.page import RecordView, view_record
from memcon.render.segments import Mark, Segment
from memcon.web.page import Call, Desk, Json, Missing, Page
from memcon.web.pages.corrections import Row, find_rows

PREFIX: Final = "r"
"""What the anchors of cards begin with."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text under the same marks; ``anchors`` are the facts whose passages begin in it."""

    segment: Segment
    anchors: tuple[str, ...]
    is_found: bool
    """Whether it is of the passage that the address asks for."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block with the statements beside it."""

    kind: str
    runs: tuple[Run, ...]
    notes: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with names for ids."""

    event: Event
    parties: tuple[tuple[str | None, str], ...]
    """Id, where known, and name of each party."""
    where: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A record to be read."""

    record: Record
    view: RecordView
    headline: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]
    at: str | None
    corrections: Mapping[str | None, tuple[Row, ...]]
    """Those in force, by the facts that they are about; under ``None`` those of words."""

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.outline.title

    @property
    def outline(self) -> Outline:
        """What the record is, who is in it, who said what, and when."""
        return self.view.outline

    @property
    def events(self) -> tuple[EventRow, ...]:
        """The events in order of the text."""
        return tuple(_event(self.record, event) for event in self.record.events)

    def to_json(self) -> Json:
        """The record, as ``memcon read`` writes it."""
        return to_dict(self.record)


def make(desk: Desk, call: Call) -> Report:
    """The reading view of one report."""
    record = desk.dossier.record(call.path["id"])
    if record is None:
        raise Missing("There is no such report in the store.")
    at = call.asking.at
    view = view_record(record, PREFIX, tuple(_marks(record)))
    seen: set[str] = set()
    headline = tuple(_runs(view.title, seen, at))
    paragraphs = tuple(
        Paragraph(block.kind, tuple(_runs(block.segments, seen, at)), block.notes)
        for block in view.blocks
    )
    corrections = find_rows(record, desk.dossier.corrections(about=record.article.id))
    return Report(record, view, headline, paragraphs, at, corrections)


def _marks(record: Record) -> Iterator[Mark]:
    """The passage of each fact, so that a link can land on it."""
    for fact, passage in _passages(record):
        yield from (Mark(span, "fact", target=fact) for span in passage.spans)


def _passages(record: Record) -> Iterator[tuple[str, Passage]]:
    yield from ((said.id, said.content) for said in record.statements)
    yield from ((event.id, event.evidence) for event in record.events)
    yield from ((held.id, held.evidence) for held in record.positions)


def _runs(segments: Iterable[Segment], seen: set[str], at: str | None) -> Iterator[Run]:
    """Each passage has one anchor, where it begins; ``seen`` are those that have theirs."""
    for segment in segments:
        facts = [mark.target for mark in segment.marks if mark.kind == "fact"]
        new = tuple(dict.fromkeys(fact for fact in facts if fact not in seen))
        seen.update(new)
        yield Run(segment, new, is_found=at in facts)


def _event(record: Record, event: Event) -> EventRow:
    place = record.entity(event.where)
    parties = {party.entity or party.passage.quote: party for party in event.participants}
    named = ((one.entity, record.entity(one.entity), one) for one in parties.values())
    return EventRow(
        event,
        tuple((id, known.name if known else one.passage.quote) for id, known, one in named),
        place.name if place else None,
    )


PAGE: Final = Page(
    path="/report/{id}",
    template="report.html.j2",
    tells="One report with its marks, cards, statements, events and positions.",
    make=make,
)
