"""The facts at the top of a briefing: how much it rests on, what moved, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from memcon.app.briefing import meetings
from memcon.app.briefing.material import Material, Report, outlet_of
from memcon.app.briefing.wants import CHANGED
from memcon.app.briefing.wording import counted, in_words, listed, period_of, sentence_case
from memcon.render.briefing import Line, Part

MOST_OUTLETS: Final = 6


def headlines(material: Material, shown: Sequence[Line], cited: Sequence[str]) -> Iterator[Line]:
    """The lines; ``shown`` are those of the other sections, ``cited`` the reports they rest on."""
    yield Line(parts=(Part(text=_coverage(material, cited), cites=tuple(cited)),))
    yield from _meetings(shown)
    yield from _changed(shown)


def _coverage(material: Material, cited: Sequence[str]) -> str:
    """How many reports of which outlets, and from when to when."""
    keys = material.fitting | set(cited)
    articles = [material.reports[key].record.article for key in sorted(keys)]
    outlets = Counter(outlet_of(article) for article in articles)
    named = [name for name, _ in sorted(outlets.items(), key=lambda one: (-one[1], one[0]))]
    few = named if len(named) <= MOST_OUTLETS else [*named[:MOST_OUTLETS], "others"]
    days = period(material.reports[key] for key in keys)
    told = f"{counted(len(keys), 'report')} of {counted(len(outlets), 'outlet')} ({listed(few)})"
    when = f", {days}" if days else ""
    rest = "" if len(cited) == len(keys) else f"; {in_words(len(cited))} cited here"
    return sentence_case(told) + when + rest


def period(reports: Iterable[Report]) -> str:
    """From the first to the last day of reports, in words."""
    days = sorted(d for report in reports if (d := report.record.article.published))
    return period_of(days[0], days[-1]) if days else ""


def _meetings(shown: Sequence[Line]) -> Iterator[Line]:
    """How many meetings were held, are ahead, were put off."""
    told, cites = list[str](), list[str]()
    for group, says in (
        (meetings.HELD, "held"),
        (meetings.AHEAD, "ahead"),
        (meetings.OFF, "put off or called off"),
    ):
        lines = [line for line in shown if line.group == group]
        if lines:
            number = in_words(len(lines)) if told else counted(len(lines), "meeting")
            told.append(f"{number} {says}")
            cites += [key for line in lines for key in line.cites]
    if told:
        text = sentence_case(listed(told))
        yield Line(parts=(Part(text=text, cites=tuple(dict.fromkeys(cites))),))


def _changed(shown: Sequence[Line]) -> Iterator[Line]:
    lines = [line for line in shown if line.group == CHANGED]
    if lines:
        texts = [line.parts[0].text for line in lines]
        cites = dict.fromkeys(key for line in lines for key in line.cites)
        told = texts[0] if len(texts) == 1 else f"{counted(len(texts), 'position')} changed"
        yield Line(parts=(Part(text=sentence_case(told), cites=tuple(cites)),))
