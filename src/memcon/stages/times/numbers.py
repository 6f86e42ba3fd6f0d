"""Numbers in figures and words: "26", "2 1/2", "twenty-six", "two and a half", "1.5 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from memcon.stages.times.lexemes import Lexeme

Found = tuple[int, Fraction]
"""One past the last lexeme of the number, and the number."""

_FIGURES: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RATIO: Final = re.compile(r"(\d+)/(\d+)")
_HALF: Final = Fraction(1, 2)
_HUNDRED: Final = 100

Words = Mapping[tuple[str, ...], int | str]


def read_number(lexemes: Sequence[Lexeme], at: int, *, cardinals: Words) -> Iterator[Found]:
    """All numbers that start at ``at``, longest first."""
    found = _figures(lexemes, at) or _cardinal(lexemes, at, cardinals)
    if not found:
        return
    end, number = found
    keys = tuple(lexeme.key for lexeme in lexemes[end : end + 3])
    if keys == ("and", "a", "half"):
        yield end + 3, number + _HALF
    if keys[:2] == ("and", "half"):
        yield end + 2, number + _HALF
    yield found


def _figures(lexemes: Sequence[Lexeme], at: int) -> Found | None:
    """A number in figures, with a common fraction after it if there is one."""
    if ratio := _ratio(lexemes, at):
        return at + 1, ratio
    if not _FIGURES.fullmatch(lexemes[at].key):
        return None
    whole = Fraction(lexemes[at].key.replace(",", ""))
    after = at + 2 if at + 1 < len(lexemes) and lexemes[at + 1].key == "-" else at + 1
    ratio = _ratio(lexemes, after)
    return (after + 1, whole + ratio) if ratio and ratio < 1 else (at + 1, whole)


def _ratio(lexemes: Sequence[Lexeme], at: int) -> Fraction | None:
    found = _RATIO.fullmatch(lexemes[at].key) if at < len(lexemes) else None
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None


def _cardinal(lexemes: Sequence[Lexeme], at: int, cardinals: Words) -> Found | None:
    """A number in words: tens with ones, hundreds, thousands."""
    total = current = 0
    end = at
    while end < len(lexemes):
        step = _step(lexemes, end, current, cardinals)
        if step is None:
            break
        end, current = step
        if current >= 1000 and current % 1000 == 0:
            total, current = total + current, 0
    return (end, Fraction(total + current)) if end > at else None


def _step(
    lexemes: Sequence[Lexeme], at: int, current: int, cardinals: Words
) -> tuple[int, int] | None:
    """One more word of a number, or ``None`` where it ends."""
    key = lexemes[at].key
    if key in ("-", "and") and current and at + 1 < len(lexemes):
        joined = key == "-" or current % _HUNDRED == 0
        return _step(lexemes, at + 1, current, cardinals) if joined else None
    value = cardinals.get((key,))
    if not isinstance(value, int):
        return None
    if value >= _HUNDRED:
        return (at + 1, current * value) if current else None
    room = _HUNDRED if current % _HUNDRED == 0 and current else 10 if current % 10 == 0 else 0
    fits = not current or (value < room and (room == _HUNDRED or current % _HUNDRED >= 20))
    return (at + 1, current + value) if fits else None
