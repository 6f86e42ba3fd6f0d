"""The grammar of time expressions (``times/*.yaml``): word classes, rules, cues of tense.

``times/classes.yaml`` says which words mean what, ``times/tense.yaml`` what points back or
ahead, and the files beside them hold the rules; ``times/days.yaml`` opens with the two small
languages that rules are written in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from memcon.codebook.packaged import load_packaged
from memcon.record.facts import TimeType

RULE_FILES: Final = (
    "days.yaml",
    "months.yaml",
    "weeks.yaml",
    "years.yaml",
    "relative.yaml",
    "clock.yaml",
    "durations.yaml",
    "sets.yaml",
)
"""In order of precedence: of two rules that match the same words the earlier one wins."""

WordValue = int | str


@dataclass(frozen=True, slots=True)
class Part:
    """One of several expressions that a rule finds: the slots it spans and its value."""

    first: str
    last: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """What must hold around a match.

    ``prev``/``next`` are words one of which must stand right before/after, ``not_prev`` and
    ``not_next`` words that must not; ``capital`` and ``lower`` name slots that must, or must
    not, start with a capital letter; ``tags``/``not_tags`` give the Penn Treebank tags that a
    slot's first word must or must not have; ``number`` is ``"year"`` where a bare number has to
    read as a year; ``outside`` lists kinds of name (OntoNotes labels) of which the match must
    not be a part ("June Carter", "the Sunday Herald").
    """

    prev: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    not_prev: frozenset[str] = frozenset()
    not_next: frozenset[str] = frozenset()
    capital: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    not_tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    number: str | None = None
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """One rule as written.

    ``kind`` makes it usable as a slot of other rules; where ``inner`` it is used only there.
    ``example`` is ``"words with the [expression]. = VALUE"``, read as
    published on Wednesday, 2025-10-22.
    """

    id: str
    pattern: str
    type: TimeType | None
    value: str
    kind: str | None
    inner: bool
    parts: tuple[Part, ...]
    guards: Guards
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseCues:
    """Words that tell whether an underspecified date lies behind (-1) or ahead (1).

    ``modals`` and ``prospective`` put ahead what they govern, ``scheduled`` verbs do in the
    present (with their object, joined by ``_``), as any verb does before one of ``limits``;
    A date with "on" beside one of ``acting`` is its own. What one of ``ending`` calls off may lie
    on either side. ``before`` stands right before the date, two words joined by ``_``.
    """

    modals: frozenset[str]
    prospective: frozenset[str]
    scheduled: frozenset[str]
    limits: frozenset[str]
    acting: frozenset[str]
    ending: frozenset[str]
    before: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGrammar:
    """All that the files say.

    ``words`` maps a class to its words (tuples) and their values;
    ``shapes`` maps a class to a regular expression whose first group is a number, or text
    where it is called so. After ``not_years`` or before ``counted``, four figures are no year.
    """

    words: Mapping[str, Mapping[tuple[str, ...], WordValue]]
    shapes: Mapping[str, str]
    rules: tuple[TimeRule, ...]
    tense: TenseCues
    not_years: frozenset[str]
    counted: frozenset[str]
    before_years: frozenset[str]


@cache
def load_times() -> TimeGrammar:
    """The packaged grammar, read once."""
    classes = _read("classes.yaml")
    tense = _read("tense.yaml")
    return TimeGrammar(
        words={name: _words(rows) for name, rows in classes["words"].items()},
        shapes=dict(classes["shapes"]),
        rules=tuple(_rule(row) for name in RULE_FILES for row in _read(name)["rules"]),
        tense=TenseCues(
            modals=_split(tense["modals"]),
            prospective=_split(tense["prospective"]),
            scheduled=_split(tense["scheduled"]),
            limits=_split(tense["limits"]),
            acting=_split(tense["acting"]),
            ending=_split(tense["ending"]),
            before={
                word: side for side, words in tense["before"].items() for word in _split(words)
            },
        ),
        not_years=_split(classes["not_years"]),
        counted=_split(classes["counted"]),
        before_years=_split(classes["before_years"]),
    )


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = load_packaged("memcon.codebook", "times", name)
    return data


def _split(words: str | None) -> frozenset[str]:
    return frozenset((words or "").split())


def _words(rows: Mapping[WordValue, str]) -> dict[tuple[str, ...], WordValue]:
    """``{value: "word, two words"}`` turned round."""
    return {
        tuple(phrase.split()): int(value) if str(value).lstrip("-").isdigit() else value
        for value, phrases in rows.items()
        for phrase in _listed(phrases)
    }


def _listed(phrases: str) -> list[str]:
    """Phrases between commas; an apostrophe starts a lexeme of its own."""
    return [phrase.replace("'", " '") for phrase in phrases.split(",")]


def _rule(row: Mapping[str, Any]) -> TimeRule:
    return TimeRule(
        id=row["id"],
        pattern=row["pattern"],
        type=row.get("type"),
        value=str(row.get("value", "")),
        kind=row.get("kind"),
        inner=row.get("inner", False),
        parts=tuple(Part(part["from"], part["to"], part["value"]) for part in row.get("parts", ())),
        guards=_guards(row),
        example=row.get("example"),
    )


def _guards(row: Mapping[str, Any]) -> Guards:
    return Guards(
        prev=_split(row.get("prev")),
        next=_split(row.get("next")),
        not_prev=_split(row.get("not_prev")),
        not_next=_split(row.get("not_next")),
        capital=tuple((row.get("capital") or "").split()),
        lower=tuple((row.get("lower") or "").split()),
        tags={slot: _split(tags) for slot, tags in (row.get("tags") or {}).items()},
        not_tags={slot: _split(tags) for slot, tags in (row.get("not_tags") or {}).items()},
        number=row.get("number"),
        outside=_split(row.get("outside")),
    )
