"""A briefing as a value: sections of lines, each with its sources; writers make pages of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

CUT: Final = "…"
STOPS: Final = (".", ";")
THIN: Final = "\N{NARROW NO-BREAK SPACE}"
MARKS: Final = frozenset("\"'“”‘’„«»")
SEVERAL: Final = 3
"""Numbers in a row that are written as a stretch: [1–3]."""

RunKind = Literal["day", "head", "text", "label", "quote", "cites"]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A name that stands in square brackets behind the pronoun that ends at ``at``."""

    at: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Exact words of one report: ``words == article.text[start:start + len(words)]``.

    ``glosses`` count from the start of the words; the flags say that the sentence goes on.
    """

    words: str
    article: str
    start: int
    glosses: tuple[Gloss, ...] = ()
    begins_cut: bool = False
    ends_cut: bool = False

    @property
    def shown(self) -> str:
        """The words on one line, with names in brackets and marks where they were cut."""
        parts, at = [], 0
        for gloss in self.glosses:
            parts += [self.words[at : gloss.at], f" [{gloss.name}]"]
            at = gloss.at
        line = " ".join("".join([*parts, self.words[at:]]).split())
        return (f"{CUT} " if self.begins_cut else "") + line + (f" {CUT}" if self.ends_cut else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of a line: words of memcon's own, then perhaps a quotation, then its sources.

    ``cites`` are keys of sources; ``stop`` ends the piece where it has no quotation.
    """

    text: str = ""
    label: str = ""
    quote: Passage | None = None
    cites: tuple[str, ...] = ()
    stop: str = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its day in words and as an ISO ``date``, whom or what it is about, its pieces.

    ``facts``, ``about`` (entity ids) and ``reasons`` are for programs; readers do not see them.
    """

    parts: tuple[Part, ...]
    date: str | None = None
    day: str = ""
    group: str = ""
    head: str = ""
    head_stop: str = ":"
    facts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def cites(self) -> tuple[str, ...]:
        """The keys of all its sources, each once."""
        return tuple(dict.fromkeys(key for part in self.parts for key in part.cites))

    @property
    def quotes(self) -> tuple[Passage, ...]:
        """Its quotations."""
        return tuple(part.quote for part in self.parts if part.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading; ``left_out`` is how many more there would have been.

    ``columns`` are the headings of a table of group, day and words; without them it is a list.
    """

    title: str
    lines: tuple[Line, ...]
    left_out: int = 0
    columns: tuple[str, ...] = ()
    note: str = ""

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The lines by their groups, in order of the first line of each."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.group, []).append(line)
        return tuple((name, tuple(lines)) for name, lines in found.items())

    @property
    def rest(self) -> str:
        """What is said of the lines that were left out; empty where there are none."""
        if not self.left_out:
            return ""
        return f"{self.left_out} further line{'' if self.left_out == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as it is listed; ``url`` only where it is an address of the web."""

    key: str
    number: int
    outlet: str
    title: str
    date: str | None
    day: str
    url: str | None
    copy_of: str | None = None
    """Key of the report whose text it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one line that looks the same throughout."""

    kind: RunKind
    text: str
    links: tuple[tuple[str, int], ...] = ()
    """Of source numbers each bracket with the number that it begins with."""

    @property
    def shown(self) -> str:
        """Its text, a quotation in its marks."""
        return quoted(self.text) if self.kind == "quote" else self.text

    @property
    def clings(self) -> bool:
        """Whether it follows without a space: a mark that ends a piece."""
        return self.kind == "text" and self.text in STOPS


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What is known of a party, a pair of parties or a story, ready to be shown.

    ``as_of`` is the day that "ahead" and "overdue" are counted from.
    """

    title: str
    subtitle: str
    as_of: str | None
    asked: Mapping[str, str]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    note: str | None = None
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", {one.key: one.number for one in self.sources})

    def number(self, key: str) -> int:
        """The number of a source."""
        return self._numbers[key]

    def numbers(self, cites: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of sources, in order."""
        return tuple(sorted(self._numbers[key] for key in cites))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all sections."""
        return tuple(line for section in self.sections for line in section.lines)

    def runs(self, line: Line, *, whole: bool = True) -> tuple[Run, ...]:
        """A line cut into what looks alike; day and head only where it is shown ``whole``."""
        found = list(_head(line)) if whole else []
        for part in line.parts:
            found += self._part(part)
        return tuple(found)

    def _part(self, part: Part) -> Iterator[Run]:
        cites = self.numbers(part.cites)
        if part.text:
            yield Run(kind="text", text=part.text if cites or part.quote else part.text + part.stop)
        if part.label:
            yield Run(kind="label", text=f"{part.label}:")
        if part.quote:
            yield Run(kind="quote", text=part.quote.shown)
        if cites:
            links = in_brackets(cites)
            yield Run(kind="cites", text="".join(text for text, _ in links), links=links)
        if cites and not part.quote and part.stop:
            yield Run(kind="text", text=part.stop)


def _head(line: Line) -> Iterator[Run]:
    if line.day:
        yield Run(kind="day", text=f"{line.day}:")
    if line.head:
        yield Run(kind="head", text=line.head + line.head_stop)


def in_brackets(numbers: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    """``[1][4–7]``: three and more in a row as a stretch; each with the number it begins with."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return tuple(link for stretch in stretches for link in _written(stretch))


def _written(stretch: list[int]) -> Iterator[tuple[str, int]]:
    if len(stretch) >= SEVERAL:
        yield f"[{stretch[0]}–{stretch[-1]}]", stretch[0]
    else:
        yield from ((f"[{number}]", number) for number in stretch)


def sentence(runs: tuple[Run, ...]) -> str:
    """Runs as one line of plain text; quotations stand in typographic quotation marks."""
    text = ""
    for run in runs:
        text += ("" if not text or run.clings else " ") + run.shown
    return text


def quoted(text: str) -> str:
    """``text`` in quotation marks, with a thin space where its own stand beside them."""
    left = THIN if text[:1] in MARKS else ""
    right = THIN if text[-1:] in MARKS else ""
    return f"“{left}{text}{right}”"


def to_dict(briefing: Briefing) -> dict[str, Any]:
    """The briefing for programs: the same lines, with ids and reasons."""
    return {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "as_of": briefing.as_of,
        "asked": dict(briefing.asked),
        "note": briefing.note,
        "sections": [
            {
                "title": section.title,
                "lines": [_line(briefing, line) for line in section.lines],
                "left_out": section.left_out,
            }
            for section in briefing.sections
        ],
        "sources": [_source(briefing, one) for one in briefing.sources],
    }


def _line(briefing: Briefing, line: Line) -> dict[str, Any]:
    return {
        "date": line.date,
        "group": line.group or None,
        "text": sentence(briefing.runs(line)),
        "quotes": [
            {
                "words": quote.words,
                "source": briefing.number(quote.article),
                "article": quote.article,
                "start": quote.start,
                "end": quote.start + len(quote.words),
            }
            for quote in line.quotes
        ],
        "sources": list(briefing.numbers(line.cites)),
        "facts": list(line.facts),
        "about": list(line.about),
        "reasons": list(line.reasons),
    }


def _source(briefing: Briefing, one: Source) -> dict[str, Any]:
    return {
        "number": one.number,
        "article": one.key,
        "outlet": one.outlet,
        "title": one.title,
        "date": one.date,
        "url": one.url,
        "copy_of": briefing.number(one.copy_of) if one.copy_of else None,
    }
