"""Time expressions of an article: matched, anchored, valued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from memcon.record import Article, Evidence, Parse, Reading, Span, Time, fact_id
from memcon.record.facts import TimeType
from memcon.stages.times.anchors import Read, find_anchor
from memcon.stages.times.grammar import Grammar, Meaning, load_grammar
from memcon.stages.times.lattice import Lattice, Match, evaluate, read_slots
from memcon.stages.times.lexemes import Lexeme, cut
from memcon.stages.times.scene import Point, Scene
from memcon.stages.times.tense import is_open, read_direction
from memcon.text.calendar import interval, to_date

_NEAR: Final = 4
"""Lexemes between a clock time and the date it belongs to ("10:35 a.m. (0735 GMT) Friday")."""
_OPENING: Final = 12
"""Lexemes within which a dateline's date stands."""
_FRESH: Final = 3
"""Days between a dateline and publication."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression before it has a value: its matches, best first, and where it stands."""

    matches: tuple[Match, ...]
    lexemes: tuple[Lexeme, ...]
    sentence: int

    @property
    def type(self) -> TimeType | None:
        """The type of the best match."""
        return self.matches[0].compiled.rule.type

    @property
    def start(self) -> int:
        """Its first lexeme."""
        return self.matches[0].start

    @property
    def end(self) -> int:
        """One past its last lexeme."""
        return self.matches[0].end

    @property
    def token(self) -> int:
        """The first token of the expression, whose governors tell the tense."""
        return self.lexemes[self.matches[0].start].token


@dataclass(frozen=True, slots=True)
class Draft:
    """A value for a stretch of the text, the rule it comes from, and how it was read in a scene."""

    span: Span
    type: TimeType
    value: str
    rule: str
    read: Read
    scene: Scene


def find_times(reading: Reading) -> tuple[Time, ...]:
    """All time expressions of the article, in reading order, with TIMEX3 types and values."""
    grammar = load_grammar()
    found = tuple(_find_matches(reading, grammar))
    published = Point.of(reading.article.published)
    now = _dateline(found, published) or published
    drafts = _value_all(reading.parse, found, grammar, now)
    return tuple(_make_time(reading.article, draft) for draft in drafts)


def _find_matches(reading: Reading, grammar: Grammar) -> Iterator[Found]:
    """Left to right, at each place the rules that match there; what is matched is passed over."""
    parse = reading.parse
    names = {token: name for name in parse.names for token in range(name.first, name.last)}
    for lexemes in cut(reading):
        lattice, at = Lattice(grammar, parse, names=names, lexemes=lexemes), 0
        while at < len(lexemes):
            matches = lattice.matches(at)
            if not matches:
                at += 1
                continue
            sentence = parse.sentence_index(lexemes[at].token)
            yield Found(tuple(matches), lexemes, sentence)
            at = matches[0].end


def _dateline(found: Sequence[Found], now: Point | None) -> Point | None:
    """The day of a dateline ("OSLO, Oct. 20 (Agency) --") where it lies close to publication."""
    if not found or now is None or now.day is None:
        return None
    first, lexemes = found[0], found[0].lexemes
    before = [lexeme for lexeme in lexemes[: first.start] if lexeme.text.isalpha()]
    after = lexemes[first.end].key if first.end < len(lexemes) else ""
    if first.start > _OPENING or after not in ("(", "-") or not before:
        return None
    day = to_date(_first_value(first, Scene(now)) or "")
    if not before[0].text.isupper() or day is None or abs((day - now.day).days) > _FRESH:
        return None
    return Point(day.year, day.month, day)


def _first_value(found: Found, scene: Scene) -> str | None:
    drafts = _value(found, scene)
    return drafts[0].value if drafts else None


def _value_all(
    parse: Parse, found: Sequence[Found], grammar: Grammar, now: Point | None
) -> Iterator[Draft]:
    """Values in reading order; each resolved date becomes the reference of those after it."""
    scene = Scene(now)
    for number, one in enumerate(found):
        direction = read_direction(parse, one.token, grammar.tense)
        loose = direction == 0 and is_open(parse, one.token, grammar.tense)
        here = replace(scene, direction=direction, open=loose)
        if one.type == "TIME":
            here = replace(here, near=_near(found, number, here))
        for draft in _value(one, here):
            yield draft
            if draft.type in ("DATE", "TIME") and interval(draft.value) and _leads(one):
                scene = scene.after(draft.value)


def _leads(found: Found) -> bool:
    """Whether later expressions may count from this one: comparisons ("a year earlier") do not."""
    return found.matches[0].compiled.rule.id not in ("year-ago", "year-ago-period", "a-year-ago")


def _near(found: Sequence[Found], number: int, scene: Scene) -> str | None:
    """The day beside a time of day: right after it, or before it in the same sentence."""
    one = found[number]
    for after in found[number + 1 : number + 3]:
        close = after.lexemes is one.lexemes and after.start - one.end <= _NEAR
        if not close or after.sentence != one.sentence:
            break
        value = None if after.type == "TIME" else _first_value(after, scene)
        if value and to_date(value):
            return value
        one = after
    before = found[number - 1] if number else None
    if before and before.sentence == found[number].sentence and to_date(scene.last or ""):
        return scene.last
    return None


def _value(found: Found, scene: Scene) -> tuple[Draft, ...]:
    """The drafts of the first match that the words give a value for, among the longest."""
    end = found.matches[0].end
    for match in found.matches:
        if match.end != end and match.compiled.rule.parts:
            continue
        drafts = tuple(_drafts(found, match, scene))
        if drafts:
            return drafts
    return ()


def _drafts(found: Found, match: Match, scene: Scene) -> Iterator[Draft]:
    rule, lexemes = match.compiled.rule, found.lexemes
    if rule.type is None:
        return
    for first, last, read in _readings(match):
        value = read(scene)
        if isinstance(value, str):
            span = Span(lexemes[first].start, lexemes[last - 1].end)
            yield Draft(span, rule.type, value, rule.id, read, scene)


def _readings(match: Match) -> Iterator[tuple[int, int, Read]]:
    """For each value of a match: its lexemes, and how it is read in a scene."""
    if not match.compiled.parts:
        yield match.start, match.end, partial(evaluate, match)
    places = {bind.name: bind for bind in match.binds}
    for meaning in match.compiled.parts:
        first, last = places[meaning.part.first], places[meaning.part.last]
        yield first.start, last.end, partial(_evaluate_part, match, meaning)


def _evaluate_part(match: Match, meaning: Meaning, scene: Scene) -> object:
    return meaning.expression(scene, read_slots(match, scene))


def _make_time(article: Article, draft: Draft) -> Time:
    return Time(
        id=fact_id("time", article.id, draft.span.start, draft.span.end, draft.value),
        evidence=Evidence.of(article, draft.span),
        type=draft.type,
        value=draft.value,
        reason=f"{draft.rule}: {_explain(draft, article.published)}",
    )


def _explain(draft: Draft, published: str | None) -> str:
    """What the value was read from; unknown ones say what is missing."""
    now = draft.scene.now
    if draft.type != "SET" and draft.value.startswith("XX"):
        return "no date to count from" if now or draft.scene.last else "undated"
    if anchor := find_anchor(draft.read, draft.scene):
        return anchor
    if now and now.day and published != now.day.isoformat():
        return f"read as of {now.day.isoformat()}"
    return f"published {published}"
