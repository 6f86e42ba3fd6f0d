"""When: memcon's times beside dateparser's search, on the same sentences with known values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dateparser.search import search_dates

from benchmarks.rows import Note, Row
from benchmarks.stages import Stages
from benchmarks.turns import compared, in_turn, rates
from memcon.app import ingest_options
from memcon.config import load_settings
from memcon.ingest import article_of_text
from memcon.nlp import Parser
from memcon.record import Article, Reading, Time

SENTENCES: Final = Path(__file__).parents[1] / "tests/data/times.jsonl"
DAY: Final = len("2025-10-21")
PREFERRED: Final = ("current_period", "past", "future")
OURS: Final = "memcon, times stage"
WITH_PARSE: Final = "memcon, stage and parse"
FORMS: Final = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
"""TIMEX3 values of what dateparser calls the period of a date."""
Found = tuple[int, int, str]
"""Where an expression begins and ends, and its value."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its day, and the expressions in it."""

    text: str
    published: str
    times: tuple[Found, ...]


def sentences() -> list[Sentence]:
    """The sentences of the test data."""
    lines = SENTENCES.read_text("utf-8").splitlines()
    return [_sentence(json.loads(line)) for line in lines]


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Speed, and values that are right."""
    told, rounds = sentences(), 7 if full else 3
    articles = [_article(one) for one in told]
    stages, parser = Stages(), Parser()
    readings = stages.before("times", articles)
    find = stages.finders["times"]
    works: dict[str, Callable[[], object]] = {
        OURS: lambda: find(readings),
        WITH_PARSE: lambda: (parser.parse(articles), find(readings)),
        "dateparser": lambda: [_searched(one, "current_period") for one in told],
    }
    took = in_turn(works, rounds=rounds)
    yield from compared("The same sentences", took)
    yield from rates("The same sentences", took, count=len(told), what="sentences")
    ours = [_times(reading, facts) for reading, facts in zip(readings, find(readings), strict=True)]
    yield from _scored(OURS, told, ours)
    for preferred in PREFERRED:
        found = [_searched(one, preferred) for one in told]
        yield from _scored(f"dateparser, prefers {preferred}", told, found)
    yield Note(
        text="The sentences were written for memcon and its rules were tuned on them, which the "
        "other library has not been; `docs/accuracy.md` holds figures on other people's texts."
    )


def _sentence(row: dict) -> Sentence:  # type: ignore[type-arg]
    pieces = re.split(r"[\[\]]", row["text"])
    spans, at = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append((at, at + len(piece)))
        at += len(piece)
    values = zip(spans, row["values"], strict=True)
    times = tuple((begin, end, value) for (begin, end), value in values)
    return Sentence("".join(pieces), row["published"], times)


def _article(one: Sentence) -> Article:
    return article_of_text(
        one.text, options=ingest_options(load_settings(), published=one.published)
    )


def _times(reading: Reading, facts: Sequence[object]) -> list[Found]:
    return [(t.span.start, t.span.end, t.value) for t in facts if isinstance(t, Time)]


def _searched(one: Sentence, preferred: str) -> list[Found]:
    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(one.published),
        "PREFER_DATES_FROM": preferred,
    }
    found = search_dates(one.text, languages=["en"], settings=settings, add_period=True) or []
    out, at = [], 0
    for words, moment, period in found:
        begin = max(one.text.find(words, at), 0)
        at = begin + len(words)
        out.append((begin, at, moment.strftime(FORMS.get(period or "day", "%Y-%m-%dT%H:%M"))))
    return out


def _scored(name: str, told: Sequence[Sentence], found: Sequence[Sequence[Found]]) -> Iterator[Row]:
    wanted = [(one, answers) for s, answers in zip(told, found, strict=True) for one in s.times]
    days = [(one, answers) for one, answers in wanted if len(one[2]) == DAY and one[2][4] == "-"]
    cells = {
        f"values right (of {len(wanted)})": sum(_is_met(*one) for one in wanted),
        f"days right (of {len(days)})": sum(_is_met(*one) for one in days),
        "found where there is none": sum(
            not any(_overlap(one, time) for time in s.times)
            for s, answers in zip(told, found, strict=True)
            for one in answers
        ),
    }
    for measure, value in cells.items():
        yield Row(table="Values", subject=name, measure=measure, value=value)


def _is_met(wanted: Found, found: Sequence[Found]) -> bool:
    return any(_overlap(wanted, one) and one[2] == wanted[2] for one in found)


def _overlap(one: Found, other: Found) -> bool:
    return one[0] < other[1] and other[0] < one[1]
