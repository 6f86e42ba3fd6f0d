"""Who wants what on which issue, and what changed: both passages of a change side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from memcon.app.briefing.material import Material, Party, Report, Row
from memcon.app.briefing.passages import names_in, passage_of
from memcon.app.briefing.wording import (
    day_of,
    is_plural,
    load_wording,
    sentence_case,
    with_article,
)
from memcon.codebook.issues import OTHER, load_issues
from memcon.record import Position
from memcon.render.briefing import Line, Part, Passage
from memcon.resolve.words import content_words

SURE: Final = 0.65
"""Score from which on a position is told: below, its issue may be that of the report alone."""
PLAIN: Final = 0.7
"""Score from which on two positions are plain enough to say that one changed into the other."""
REFUSALS: Final = frozenset({"rejects", "opposes"})
_WORD: Final = re.compile(r"[a-z]+")
CHANGED: Final = "What changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One entry of a history with the sentence that carries it."""

    row: Row
    entry: Row
    report: Report
    position: Position
    passage: Passage

    @property
    def when(self) -> str:
        """Its day, empty where none is known."""
        return self.entry["when"] or ""

    @property
    def issue(self) -> str:
        """The issue in words."""
        return load_issues().label(self.row["issue"]).lower()

    @property
    def cites(self) -> tuple[str, ...]:
        """The report that has it."""
        return (self.report.key,)


def held(material: Material) -> tuple[Held, ...]:
    """The positions that are sure enough to be told, on an issue of the codebook, by day.

    Of a pair only those of one on the other.
    """
    found = (
        one
        for row in material.positions
        if row["issue"] != OTHER
        for entry in row["entries"]
        if (one := _held(row, entry, material)) is not None and _concerns(one, material)
    )
    unique = {(one.row["holder"], one.passage.article, one.passage.start): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.when, one.entry["id"])))


def _held(row: Row, entry: Row, material: Material) -> Held | None:
    if entry["id"] not in material.where or entry.get("denied"):
        return None
    report = material.report_of(entry["id"])
    position = report.positions.get(entry["id"])
    if position is None or position.score < SURE:
        return None
    passage = passage_of(report, position.evidence.spans, about=position.claim)
    if passage is None:
        return None
    return Held(row=row, entry=entry, report=report, position=position, passage=passage)


def _concerns(one: Held, material: Material) -> bool:
    """Of a pair: whether the holder is one and the sentence speaks of the other."""
    if material.party is None or material.other is None:
        return True
    for holder, other in ((material.party, material.other), (material.other, material.party)):
        if one.row["holder"] in holder.ids:
            return _speaks_of(one, other)
    return False


def _speaks_of(one: Held, party: Party) -> bool:
    return party.has(one.report, one.position.toward) or any(
        party.has(one.report, entity) for entity in names_in(one.report, one.passage)
    )


def changes(found: Iterable[Held]) -> Iterator[Line]:
    """The changes of which both passages are told and speak of the same matter."""
    by_id = {one.entry["id"]: one for one in found}
    for one in by_id.values():
        before, change = by_id.get(one.entry.get("before") or ""), one.entry["change"]
        if before is not None and change not in (None, "unchanged") and _same(before, one):
            yield _change(before, one, change)


def _same(before: Held, after: Held) -> bool:
    """Whether the claims share a word: of two matters under one issue neither is a change."""
    shared = content_words(before.entry["claim"]) & content_words(after.entry["claim"])
    return bool(shared) and _is_plain(before) and _is_plain(after)


def _is_plain(one: Held) -> bool:
    """Whether it is sure and not tied to a condition, which is easily taken for a refusal."""
    return one.position.score >= PLAIN and not _is_tied(one)


def _is_tied(one: Held) -> bool:
    """Whether its sentence ties one thing to another."""
    words = _WORD.findall(one.passage.words.casefold())
    return not load_wording().conditions.isdisjoint(words)


def _change(before: Held, after: Held, change: str) -> Line:
    does = load_wording().changes[change][is_plural(after.row["name"])]
    text = f"{sentence_case(with_article(after.row['name']))} {does} {after.issue}"
    return Line(
        group=CHANGED,
        date=after.when or None,
        day=day_of(after.when) or "No date",
        parts=(
            Part(text=text),
            *(
                Part(label=day_of(one.when) or "No date", quote=one.passage, cites=one.cites)
                for one in (before, after)
            ),
        ),
        facts=(before.entry["id"], after.entry["id"]),
        about=(after.row["holder"],),
        reasons=(after.entry["reason"],),
    )


def wants(found: Iterable[Held]) -> list[Line]:
    """A line for each position, under its issue."""
    lines = [_line(one) for one in found]
    return sorted(lines, key=lambda line: (line.group.casefold(), line.date or "", line.facts))


def _stand(one: Held) -> str:
    """The party and its stance; of a refusal that is tied to a condition the party alone."""
    name, stance = one.row["name"], one.entry["stance"]
    if stance in REFUSALS and _is_tied(one):
        return sentence_case(with_article(name))
    does = load_wording().stances[stance][is_plural(name)]
    return f"{sentence_case(with_article(name))} {does}"


def _line(one: Held) -> Line:
    teller = one.entry["according_to"]
    told = f", according to {with_article(teller)}" if teller else ""
    return Line(
        group=sentence_case(load_issues().label(one.row["issue"])),
        date=one.when or None,
        day=day_of(one.when) or "No date",
        parts=(Part(label=f"{_stand(one)}{told}", quote=one.passage, cites=one.cites),),
        facts=(one.entry["id"],),
        about=(one.row["holder"],),
        reasons=(one.position.reason,),
    )
