"""Lexemes: the parse's tokens cut finer, so that "mid-1996" and "7–9" can be read by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import Reading, Sentence

_PIECE: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?"  # ISO date
    r"|\d{1,2}:\d\d(?::\d\d)?"  # clock
    r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)"  # date with slashes
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+/\d+"  # numbers
    r"|\d+(?:st|nd|rd|th|s)(?![^\W\d_])|\d+"
    r"|[^\W\d_]\.[^\W\d_]\.?|[^\W\d_]+\.?"  # a.m., Jan., words
    r"|['’]s(?![^\W\d_])|\S",
    re.IGNORECASE,
)
_DASHES: Final = frozenset("-–—‐‑−")
_QUOTES: Final = frozenset("'’‘")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a token: as written, as rules see it, where it stands, and its token."""

    text: str
    key: str
    start: int
    end: int
    token: int


def cut(reading: Reading) -> Iterator[tuple[Lexeme, ...]]:
    """Runs of lexemes that an expression may not cross: broken at blocks and line ends."""
    run: list[Lexeme] = []
    block = -1
    text, parse = reading.article.text, reading.parse
    for sentence in parse.sentences:
        for lexeme in _sentence(reading, sentence):
            broken = sentence.block != block or (
                bool(run) and _breaks(text[run[-1].end : lexeme.start], lexeme)
            )
            if broken and run:
                yield tuple(run)
                run = []
            block = sentence.block
            run.append(lexeme)
    if run:
        yield tuple(run)


def _breaks(gap: str, after: Lexeme) -> bool:
    """Whether a line ends here: yes, unless the next line goes on in lower case or a number."""
    if "\n" not in gap:
        return False
    return gap.count("\n") > 1 or not (after.text[0].islower() or after.text[0].isdigit())


def _sentence(reading: Reading, sentence: Sentence) -> Iterator[Lexeme]:
    """The lexemes of a sentence: tokens that stand close together are cut anew as one."""
    parse, first = reading.parse, sentence.first
    while first < sentence.last:
        last = first + 1
        while last < sentence.last and parse.starts[last] == parse.ends[last - 1]:
            last += 1
        word = parse.words[first]
        if last == first + 1 and word.isalpha():
            yield Lexeme(word, word.lower(), parse.starts[first], parse.ends[first], first)
        else:
            yield from _pieces(reading, first, last)
        first = last


def _pieces(reading: Reading, first: int, last: int) -> Iterator[Lexeme]:
    """Tokens ``[first, last)`` cut at every change of kind.

    A full stop that is a token of its own ends the sentence and belongs to no abbreviation.
    """
    text, parse = reading.article.text, reading.parse
    at, end, token = parse.starts[first], parse.ends[last - 1], first
    while piece := _PIECE.search(text, at, end):
        found, start = piece[0], piece.start()
        while parse.ends[token] <= start:
            token += 1
        if len(found) > 1 and found[-1] == "." and parse.ends[token] == piece.end() - 1:
            found = found[:-1]
        at = start + len(found)
        yield Lexeme(found, _key(found), start, at, token)


def _key(text: str) -> str:
    """The form that rules name: lower case, without the full stop of an abbreviation."""
    if text in _DASHES:
        return "-"
    if text in _QUOTES:
        return "'"
    lower = text.lower().replace("’", "'")
    return lower.replace(".", "") if lower[0].isalpha() else lower
