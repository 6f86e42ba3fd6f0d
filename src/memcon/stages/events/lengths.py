"""How long what is told lasts: a day and "two days of talks" make a first and a last day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from memcon.record import Time
from memcon.stages.events.matching import Trigger
from memcon.stages.events.scene import Scene
from memcon.stages.events.settings import When
from memcon.stages.events.syntax import is_verb

DAYS: Final = re.compile(r"P(\d{1,2})D")
MOST: Final = 31
"""Days that a visit or meeting lasts at most."""
OPENING: Final = frozenset(
    {"begin", "start", "open", "arrive", "kick", "embark", "land", "fly", "travel"}
)
CLOSING: Final = frozenset({"end", "close", "conclude", "finish", "wrap"})
FROM: Final = frozenset({"from", "starting", "beginning"})


def lasting(scene: Scene, trigger: Trigger, when: When) -> When:
    """The days of a meeting or visit of which one day and the length are told.

    The day is the first one where it "begins" or somebody "arrives", the last where it "ends".
    """
    days = next(_lengths(scene, trigger), None)
    if trigger.type != "CONSULT" or days is None or when.begin != when.end:
        return when
    begin, step = date.fromisoformat(when.begin), timedelta(days=days - 1)
    said = _said(scene, trigger, when)
    if said & CLOSING:
        return replace(when, begin=(begin - step).isoformat())
    if said & (OPENING | FROM):
        return replace(when, end=(begin + step).isoformat())
    return when


def _lengths(scene: Scene, trigger: Trigger) -> Iterator[int]:
    """The days that a noun of the trigger's sentence is said to last, by what stands with it."""
    sentence = scene.parse.sentence_of(trigger.token)
    whole = scene.parse.span(sentence.first, sentence.last)
    for _, time in scene.times_at.over(whole):
        found = DAYS.fullmatch(time.value) if time.type == "DURATION" else None
        if found is not None and 1 < int(found[1]) <= MOST and _is_of_it(scene, time):
            yield int(found[1])


def _is_of_it(scene: Scene, time: Time) -> bool:
    """Whether a length is that of a meeting: "a three-day visit", "two days of talks"."""
    parse, tokens = scene.parse, scene.parse.tokens_in(time.span)
    beside = {parse.heads[t] for t in tokens}
    beside |= {
        noun for t in tokens for p in parse.dependents(t, "prep") for noun in parse.children[p]
    }
    return any(scene.lemma(token) in scene.triggers.classes["meeting"] for token in beside)


def _said(scene: Scene, trigger: Trigger, when: When) -> Set[str]:
    """The verbs and prepositions between a day and the trigger."""
    parse = scene.parse
    tokens = parse.tokens_in(when.span)
    above = [t for first in tokens[:1] for t in (first, *parse.ancestors(first))]
    verbs = [t for t in above if is_verb(parse, t)][:1]
    words = {scene.lemma(t) for t in (*verbs, trigger.token)}
    near = {parse.words[t].lower() for t in above[:3] if parse.pos[t] in ("ADP", "VERB")}
    return words | near
