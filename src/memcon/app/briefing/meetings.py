"""Meetings in plain sentences, and the register of meetings and deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from memcon.app.briefing.happened import DOUBTED, LIKELY, Happened, days_of, step_cites
from memcon.app.briefing.material import Material
from memcon.app.briefing.wording import (
    Called,
    between,
    day_of,
    definite,
    indefinite,
    listed,
    load_wording,
    meeting_noun,
    sentence_case,
    with_article,
)
from memcon.record import EntityKind
from memcon.render.briefing import Line, Part

HELD, AHEAD, OFF, OPEN, DEALS = (
    "Held",
    "Ahead",
    "Put off or called off",
    "Planned; no report that it took place",
    "Agreements",
)
ORDER: Final = (AHEAD, OFF, OPEN, HELD, DEALS)
PLANS: Final = frozenset({"planned", "proposed"})
RECENT_MONTHS: Final = 2
MOST_NAMES: Final = 4
VISIT: Final = "visit"


def called(one: Happened) -> Called:
    """What a meeting is called."""
    return meeting_noun(one.nouns, one.mode)


def parties_in_words(one: Happened) -> str:
    """Such as "Donald Trump and Vladimir Putin"; of many the first few."""
    names = [with_article(name) for name in one.names]
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], "others"]
    return listed(names)


def place_in_words(one: Happened) -> str:
    """Such as " in Budapest" or " at Joint Base …"; empty where no report says so."""
    place = one.row["where"]
    if not place or one.mode == "phone" or place in one.names:
        return ""
    found = (told.report.record.entity(told.event.where) for told in one.tellings)
    kinds = {entity.kind for entity in found if entity and entity.name == place}
    return f" {'at' if EntityKind.FACILITY in kinds else 'in'} {with_article(place)}"


def describe(one: Happened, *, again: bool = False) -> str:
    """Such as "a summit between A and B in Budapest"; with ``again`` the one told of before."""
    name = called(one)
    what = definite(name) if again else indefinite(name)
    return f"{what}{parties_of(one)}"


def parties_of(one: Happened) -> str:
    """Whom and where: " between A and B in Budapest"; of a visit " by A to B"."""
    if called(one).says == VISIT:
        guest, host = with_article(one.names[0]), with_article(one.row["where"] or one.names[1])
        return f" by {guest} to {host}"
    names = one.names if len(one.names) <= MOST_NAMES else (*one.names[:MOST_NAMES], "others")
    return f"{between(names)}{place_in_words(one)}"


def steps_of(one: Happened) -> tuple[tuple[Any, ...], ...]:
    """The steps of its history; those of one day together."""
    steps = groupby(one.row["history"], key=lambda step: step["date"])
    return tuple(tuple(group) for _, group in steps)


def step_lines(one: Happened, material: Material) -> Iterator[Line]:
    """A dated line for each day on which the status of a meeting changed."""
    for number, steps in enumerate(steps_of(one)):
        text = _step_sentence(one, [step["status"] for step in steps], again=number > 0)
        cites = dict.fromkeys(key for step in steps for key in step_cites(step, one, material))
        is_held = steps[-1]["status"] == "held"
        yield Line(
            date=one.date if is_held else steps[0]["date"],
            day=one.day if is_held else day_of(steps[0]["date"]) or "No date",
            parts=(Part(text=text, cites=tuple(cites)),),
            facts=one.facts,
            about=tuple(entity.id for entity in one.taking_part),
            reasons=tuple(one.row.get("reasons", ())),
        )


def _step_sentence(one: Happened, statuses: Sequence[str], *, again: bool) -> str:
    if statuses[-1] == "held":
        return sentence_case(held_sentence(one))
    words, name = load_wording(), called(one)
    was = "were" if name.plural else "was"
    first, *others = dict.fromkeys(statuses)
    text = words.status[first].format(what=describe(one, again=again), was=was)
    if first == "planned" and one.status in PLANS and _is_later(one):
        text += f" for {days_of(one.row['when'])}"
    return sentence_case(text + "".join(f" and then {words.steps[other]}" for other in others))


def _is_later(one: Happened) -> bool:
    """Whether its day comes after it was told: else it was misread."""
    return bool(one.row["when"]) and one.row["when"]["to"] >= (one.told or "")


def held_sentence(one: Happened) -> str:
    """Such as "Donald Trump and Vladimir Putin met in Budapest"."""
    words, name = load_wording(), called(one)
    form = words.held.get(name.says)
    if form is None:
        was = "were" if name.plural else "was"
        return words.status["held"].format(what=describe(one), was=was)
    return form.format(who=parties_in_words(one)) + place_in_words(one)


def register(found: Iterable[Happened], material: Material) -> list[Line]:
    """A line for each meeting and deal, by how it stands: ahead, off, open, held, agreed."""
    listed_ = list(found)
    lines = [_entry(one, material) for one in listed_ if one.is_meeting]
    lines += [_quoted(one, standing(one, material.as_of)) for one in listed_ if is_plan(one)]
    lines += [_quoted(one, DEALS) for one in listed_ if one.is_deal]
    return sorted(lines, key=lambda line: (ORDER.index(line.group), line.date or "", line.facts))


def standing(one: Happened, as_of: str | None) -> str:
    """Under which heading of the register a meeting stands."""
    if one.status == "held":
        return HELD
    if one.status not in PLANS:
        return OFF
    last = one.row["when"]["to"] if one.row["when"] else _months_on(one.told)
    return AHEAD if as_of and last and last >= as_of else OPEN


def _months_on(day: str | None) -> str | None:
    """An undated plan is ahead for a while after it was told."""
    if not day:
        return None
    year, month = int(day[:4]), int(day[5:7] or 1) + RECENT_MONTHS
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}-{day[8:10] or '28'}"


def _entry(one: Happened, material: Material) -> Line:
    group = standing(one, material.as_of)
    name = sentence_case(called(one).says)
    text = f"{name}{parties_of(one)}"
    steps = one.row["history"]
    parts = [Part(text=text, cites=one.cites)] if len(steps) < 2 else _history(text, one, material)
    day = days_of(one.row["when"]) if one.row["when"] else ""
    if not day:
        day = day_of(steps[-1]["date"]) if group in (HELD, OFF) else "No date yet"
    return Line(
        group=group,
        date=one.date,
        day=day,
        parts=tuple(parts),
        facts=one.facts,
        about=tuple(entity.id for entity in one.taking_part),
        reasons=tuple(one.row.get("reasons", ())),
    )


def _history(text: str, one: Happened, material: Material) -> list[Part]:
    """The meeting and each step of its history with the reports of that step."""
    words, steps = load_wording(), one.row["history"]
    parts = [Part(text=f"{text}:", stop="")]
    for number, step in enumerate(steps, 1):
        stop = "." if number == len(steps) else ";"
        told = f"{words.steps[step['status']]} {day_of(step['date'])}".strip()
        parts.append(Part(text=told, cites=step_cites(step, one, material), stop=stop))
    return parts


def is_plan(one: Happened) -> bool:
    """Whether it is a meeting that was not held and is told best in a report's own words."""
    if one.row["type"] != "CONSULT" or one.is_meeting or one.status == "held":
        return False
    least = DOUBTED if one.lead.event.reported else LIKELY
    return one.passage is not None and one.lead.event.score >= least


def _quoted(one: Happened, group: str) -> Line:
    return Line(
        group=group,
        date=one.date,
        day=one.day,
        parts=(Part(quote=one.passage, cites=one.cites),),
        facts=one.facts,
        about=tuple(entity.id for entity in one.taking_part),
        reasons=tuple(one.row.get("reasons", ())),
    )
