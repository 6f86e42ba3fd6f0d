"""Sections chosen from the material: what matters most, nothing twice, within the length asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from memcon.app.briefing import meetings
from memcon.app.briefing.cards import BACKGROUND, BETWEEN, card_lines
from memcon.app.briefing.happened import Happened, Told, happened
from memcon.app.briefing.headlines import headlines, period
from memcon.app.briefing.material import Material, outlet_of
from memcon.app.briefing.open_ends import open_ends
from memcon.app.briefing.passages import names_in
from memcon.app.briefing.sayings import others_words, own_words
from memcon.app.briefing.situation import situation, within
from memcon.app.briefing.wants import changes, held, wants
from memcon.app.briefing.wording import day_of, listed, sentence_case, with_article
from memcon.codebook.issues import load_issues
from memcon.render.briefing import Briefing, Line, Section, Source
from memcon.render.outline import WEB, title_of
from memcon.resolve.words import content_words

LINES: Final = 36
"""Lines of a briefing, about two pages with its sources."""
LEAST: Final = 2
"""Lines that each section may have, however short the briefing is to be."""
EMPTY: Final = "Nothing in the store fits what was asked."
Ranked = tuple[float, Line]
Candidates = Callable[[], Sequence[Ranked]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One section to be: its share of the length, and what it may show with what that weighs."""

    title: str
    share: float
    candidates: Candidates
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Room:
    """The room that is left, and the sentences that were quoted; sections take it in turn."""

    lines: int
    spare: int = 0
    quoted: set[tuple[str, int]] = field(default_factory=set)

    def fill(self, plan: Plan) -> Section:
        """The lines of a plan that weigh most, in the order in which they were given."""
        fresh = [pair for pair in plan.candidates() if self._is_fresh(pair[1])]
        own = max(LEAST, round(plan.share * self.lines))
        most = own + min(self.spare, own // 2)
        kept, seen = list[int](), set[tuple[str, int]]()
        for at in sorted(range(len(fresh)), key=lambda n: (-fresh[n][0], -n)):
            marks = {(q.article, q.start) for q in fresh[at][1].quotes}
            if len(kept) < most and not (marks and marks <= seen):
                kept.append(at)
                seen |= marks
        self.spare += own - len(kept)
        self.quoted |= seen
        lines = tuple(fresh[at][1] for at in sorted(kept))
        return Section(
            title=plan.title,
            lines=lines,
            left_out=len(fresh) - len(lines),
            columns=plan.columns,
        )

    def _is_fresh(self, line: Line) -> bool:
        marks = {(quote.article, quote.start) for quote in line.quotes}
        return not marks or not marks <= self.quoted


def compose(material: Material, *, lines: int = LINES) -> Briefing:
    """The briefing that the material makes, of about so many ``lines``."""
    found = tuple(one for one in happened(material) if _concerns(one, material))
    room, made = Room(lines), dict[str, Section]()
    plans = _plans(found, material)
    for plan in sorted(plans, key=lambda one: _TURN.index(plan_kind(one))):
        made[plan.title] = room.fill(plan)
    sections = [_noted(made[plan.title], material) for plan in plans if made[plan.title].lines]
    shown = [line for section in sections for line in section.lines]
    cards = room.fill(_cards(shown, material))
    return _briefing(material, [*sections, *([cards] if cards.lines else [])])


def _noted(section: Section, material: Material) -> Section:
    """Where something is ahead or was never told of again: as of which day."""
    is_dated = any(line.group in (meetings.AHEAD, meetings.OPEN) for line in section.lines)
    if not (is_dated and material.as_of):
        return section
    return replace(section, note=f"As of {day_of(material.as_of)}.")


def _concerns(one: Happened, material: Material) -> bool:
    """Of a pair, whether both take part; of what is no meeting, whether its sentence has both.

    Of a story on an issue, whether its sentences tell of that.
    """
    if material.other is None:
        return material.scope.issue is None or _is_on(one, material.scope.issue)
    report = one.lead.report
    named = [entity.id for entity in one.taking_part]
    if not one.is_meeting and one.passage is not None:
        named += names_in(report, one.passage)
    return all(any(party.has(report, id) for id in named) for party in material.parties)


def _is_on(one: Happened, issue: str) -> bool:
    """Whether a report tells it in a sentence with a position on the issue, or with its name."""
    return any(_tells_of(told, issue) for told in one.tellings)


def _tells_of(told: Told, issue: str) -> bool:
    report, record = told.report, told.report.record
    sentences = set(report.sentences_of(told.event.evidence.spans))
    held = [span for p in record.positions if p.issue == issue for span in p.evidence.spans]
    if sentences.intersection(report.sentences_of(held)):
        return True
    words = content_words(load_issues().label(issue))
    return any(words <= content_words(record.article.quote(one)) for one in sentences)


SITUATION, WANTS, MEETINGS, OPEN, SAID = "situation", "wants", "meetings", "open", "said"
_TURN: Final = (WANTS, OPEN, MEETINGS, SITUATION, SAID)
"""The order in which sections choose: a sentence stands where it says most."""
_KIND: Final = {
    "The situation": SITUATION,
    "Who wants what": WANTS,
    "Meetings and deals": MEETINGS,
    "Open questions": OPEN,
}


def plan_kind(plan: Plan) -> str:
    """Which turn a section has."""
    return _KIND.get(plan.title, SAID)


def _plans(found: Sequence[Happened], material: Material) -> list[Plan]:
    """The sections in the order of the page."""
    return [
        Plan(title="The situation", share=0.3, candidates=lambda: situation(found, material)),
        Plan(
            title="Who wants what",
            share=0.25,
            candidates=lambda: _wanted(material),
            columns=("Issue", "Date", "In the words of the report"),
        ),
        Plan(
            title="Meetings and deals",
            share=0.2,
            candidates=lambda: _met(found, material),
        ),
        Plan(title="Open questions", share=0.12, candidates=lambda: _opened(found, material)),
        *_said(material),
    ]


def _said(material: Material) -> list[Plan]:
    """What a party says and what is said of it; of a pair, what each says of the other."""
    one, other = material.party, material.other
    if one is None:
        return []
    if other is None:
        return [
            Plan(
                title=f"In the words of {with_article(one.name)}",
                share=0.12,
                candidates=lambda: own_words(material, one),
            ),
            Plan(
                title=f"What others say of {with_article(one.name)}",
                share=0.1,
                candidates=lambda: others_words(material, one),
            ),
        ]
    pairs = ((one, other), (other, one))
    return [
        Plan(
            title=f"{sentence_case(with_article(a.name))} on {with_article(b.name)}",
            share=0.14,
            candidates=lambda a=a, b=b: own_words(material, a, b),  # type: ignore[misc]
        )
        for a, b in pairs
    ]


def _cards(shown: Sequence[Line], material: Material) -> Plan:
    return Plan(
        title="People, organisations and places",
        share=0.12,
        candidates=lambda: card_lines(shown, material),
    )


def _wanted(material: Material) -> list[Ranked]:
    """Changes first; then the latest word of each issue, the one before it, and so on."""
    found = held(material)
    inside = [one for one in found if within(one.when, material.scope)]
    ranked = [(1000.0, line) for line in changes(found) if within(line.date, material.scope)]
    lines = wants(inside)
    depth: defaultdict[str, int] = defaultdict(int)
    for line in sorted(lines, key=lambda line: line.date or "", reverse=True):
        depth[line.group] += 1
        ranked.append((_late(line) - 10.0 * depth[line.group], line))
    order = {id(line): number for number, line in enumerate(lines)}
    return sorted(ranked, key=lambda pair: order.get(id(pair[1]), -1))


def _late(line: Line) -> float:
    """Between 0 and 1, more for a later day."""
    digits = "".join(filter(str.isdigit, line.date or ""))[:8]
    return int(digits.ljust(8, "0")) / 1e8 if digits else 0.0


_STANDING: Final = {meetings.AHEAD: 4.0, meetings.OFF: 4.0, meetings.DEALS: 2.0}


def _met(found: Iterable[Happened], material: Material) -> list[Ranked]:
    lines = meetings.register(found, material)
    inside = (line for line in lines if within(line.date, material.scope))
    return [(_standing(line) + len(line.cites) + _late(line), line) for line in inside]


def _standing(line: Line) -> float:
    """What is ahead or was put off matters more than what is done."""
    return _STANDING.get(line.group, 1.0)


def _opened(found: Iterable[Happened], material: Material) -> list[Ranked]:
    lines = open_ends(found, material)
    return [(_late(line), line) for line in lines if within(line.date, material.scope)]


def _briefing(material: Material, sections: Sequence[Section]) -> Briefing:
    shown = [line for section in sections for line in section.lines]
    cited = dict.fromkeys(key for line in shown for key in line.cites)
    reports = sorted((key for key in cited if not key.startswith(BACKGROUND)), key=_dated(material))
    top = tuple(headlines(material, shown, reports)) if reports else ()
    first = [Section(title="At a glance", lines=top)] if top else []
    sources = _sources(reports, material)
    backgrounds = sorted(key for key in cited if key.startswith(BACKGROUND))
    return Briefing(
        title=_title(material),
        subtitle=_subtitle(material) if reports else EMPTY,
        as_of=material.as_of,
        asked=material.scope.asked,
        sections=(*first, *sections),
        sources=(*sources, *_backgrounds(backgrounds, len(sources))),
        note=material.note,
    )


def _dated(material: Material) -> Callable[[str], tuple[str, str]]:
    return lambda key: (material.reports[key].record.article.published or "9999", key)


def _sources(keys: Sequence[str], material: Material) -> tuple[Source, ...]:
    copies = {row["about"][0]: row["about"][1] for row in material.notices if row["kind"] == "copy"}
    articles = ((key, material.reports[key].record.article) for key in keys)
    return tuple(
        Source(
            key=key,
            number=number,
            outlet=outlet_of(article),
            title=title_of(article),
            date=article.published,
            day=day_of(article.published) or "no date",
            url=article.url if article.url and article.url.startswith(WEB) else None,
            copy_of=copies[key] if copies.get(key) in keys else None,
        )
        for number, (key, article) in enumerate(articles, 1)
    )


def _backgrounds(keys: Sequence[str], before: int) -> tuple[Source, ...]:
    """The sources of the cards, numbered after the reports."""
    made = []
    for number, key in enumerate(keys, before + 1):
        outlet, as_of, url = key.removeprefix(BACKGROUND).split(BETWEEN)
        made.append(
            Source(
                key=key,
                number=number,
                outlet=outlet,
                title="background",
                date=as_of or None,
                day=day_of(as_of) or "no date",
                url=url if url.startswith(WEB) else None,
            )
        )
    return tuple(made)


def _title(material: Material) -> str:
    """The parties, else the issue, the kind of event and the place."""
    if material.parties:
        return listed([sentence_case(one.name) for one in material.parties])
    scope = material.scope
    issue = load_issues().label(scope.issue) if scope.issue else None
    kind = f"Events of type {scope.type.upper()}" if scope.type else None
    parts = [part for part in (issue, kind, scope.place) if part]
    return sentence_case(", ".join(parts)) if parts else "All reports"


def _subtitle(material: Material) -> str:
    """The period that was asked for, else that of the reports; and what else narrows it."""
    scope = material.scope
    ends = (("from", scope.since), ("to", scope.until))
    asked = " ".join(f"{word} {day_of(day)}" for word, day in ends if day)
    if scope.since and scope.since == scope.until:
        asked = day_of(scope.since)
    days = asked or period(material.reports[key] for key in material.fitting)
    told = ["Briefing", days]
    if material.parties and scope.issue:
        told.append(load_issues().label(scope.issue).lower())
    if material.parties and scope.place:
        told.append(scope.place)
    return ", ".join(part for part in told if part)
