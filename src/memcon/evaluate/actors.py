"""Whom a phrase means: country and sector of actors, as NGEC's own tests ask (Halterman 2023).

A phrase that names no actor is right where nothing is given. Gold marked as skipped or failing
by its source, and exact repeats, are left out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.gold import Row
from memcon.evaluate.score import Score, share
from memcon.knowledge.actors import Actor

TITLE: Final = "wiki"
JOINED: Final = ("country", "role")
"""The fields that the joint figure asks for, where gold states them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The fields that gold states, each with what it may be; ``None`` for no actor."""

    fields: Mapping[str, tuple[str, ...]] | None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was given; ``None`` where nothing was."""

    fields: Mapping[str, str] | None


def read_answer(row: Row) -> Answer:
    """The gold of one phrase; raises ``SourceError`` for a line without one."""
    row.text("phrase")
    left_out = row.flag("mark") or row.flag("dup")
    if row.flag("none"):
        return Answer(None, left_out)
    stated = row.fields.get("expect") or {}
    if not isinstance(stated, dict):
        raise row.error("'expect' is not an object")
    return Answer({name: _choices(row, value) for name, value in stated.items()}, left_out)


def find(actor: Actor) -> Found:
    """Country, sector and name of whom a phrase means, as far as known."""
    if actor.entity is None and actor.country is None and actor.sector is None:
        return Found(None)
    name = actor.entity.name if actor.entity else ""
    return Found({"country": actor.country or "", "role": actor.sector or "", TITLE: name})


def score(pairs: Sequence[tuple[Answer, Found | None]]) -> Score:
    """Share of right answers for each field that gold states, for no actor, and joint."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    scored = [(answer, found) for answer, found in pairs if not answer.left_out]
    for answer, found in scored:
        for name, is_right in _judge(answer, found).items():
            asked[name] += 1
            right[name] += is_right
    figures = {name: share(right[name], asked[name]) for name in sorted(asked)}
    counts = {"texts": len(pairs), "gold": len(scored)}
    return Score(figures, counts | {f"{name}_gold": asked[name] for name in figures})


def _choices(row: Row, value: object) -> tuple[str, ...]:
    choices = [
        "" if one is None else one for one in (value if isinstance(value, list) else [value])
    ]
    texts = tuple(one for one in choices if isinstance(one, str))
    if not texts or len(texts) != len(choices):
        raise row.error("'expect' holds something other than text")
    return texts


def _judge(answer: Answer, found: Found | None) -> dict[str, bool]:
    """Each question that gold puts, and whether it was answered rightly."""
    if answer.fields is None:
        is_right = found is not None and not _names_actor(found)
        return {"none": is_right, "joint": is_right}
    judged = {name: _is_right(name, choices, found) for name, choices in answer.fields.items()}
    joined = [judged[name] for name in JOINED if name in judged]
    return judged | ({"joint": all(joined)} if joined else {})


def _names_actor(found: Found) -> bool:
    given = found.fields or {}
    return any(given.get(name) for name in JOINED)


def _is_right(name: str, choices: Sequence[str], found: Found | None) -> bool:
    if found is None:
        return False
    if found.fields is None:
        return not any(choices)
    given = found.fields.get(name, "")
    if name == TITLE:
        return _fold(given) in {_fold(choice) for choice in choices}
    return given in choices


def _fold(title: str) -> str:
    """Without accents, case and blanks at the ends."""
    letters = unicodedata.normalize("NFKD", title)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold().strip()
