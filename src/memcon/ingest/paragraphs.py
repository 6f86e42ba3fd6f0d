"""Paragraphs of plain text, as spans into it. The text itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from memcon.record import Span
from memcon.text.sentences import ends_sentence

LINE: Final = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
BULLET: Final = re.compile(r"[-*•‣▪●·]\s+\S|\d{1,2}[.)]\s+\S")
WRAPPED_SHARE: Final = 0.25
"""Text is hard-wrapped when this share of its line breaks stands inside a sentence. In wrapped
English about two lines in three begin with a small letter; in unwrapped text almost none do."""

SHORT_LINE: Final = 0.75
"""In wrapped text, a line that ends a sentence and is shorter than this part of the longest
one ends its paragraph."""


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs: in order, without outer white space, none empty.

    Blank lines part paragraphs; so does a single line break, unless the text is hard-wrapped.
    """
    groups = _group_lines(text, _find_lines(text))
    wrapped = _is_wrapped(text, groups)
    return tuple(span for group in groups for span in _join_lines(text, group, wrapped=wrapped))


def is_bullet(text: str) -> bool:
    """Whether ``text`` is an item of a list."""
    return BULLET.match(text) is not None


def _find_lines(text: str) -> Iterator[Span]:
    for found in LINE.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        end = found.start() + len(line.rstrip())
        if start < end:
            yield Span(start, end)


def _group_lines(text: str, lines: Iterator[Span]) -> list[list[Span]]:
    """Lines with no blank line between them."""
    groups: list[list[Span]] = []
    for line in lines:
        if groups and not has_blank_line(text[groups[-1][-1].end : line.start]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def has_blank_line(gap: str) -> bool:
    """Whether white space between two lines holds an empty line or a page's end."""
    return max(gap.count("\n"), gap.count("\r")) > 1 or "\u2029" in gap or "\x0c" in gap


def _is_wrapped(text: str, groups: Sequence[Sequence[Span]]) -> bool:
    pairs = [pair for group in groups for pair in pairwise(group)]
    inside = sum(_breaks_sentence(text, before, after) for before, after in pairs)
    return bool(pairs) and inside >= WRAPPED_SHARE * len(pairs)


def _breaks_sentence(text: str, before: Span, after: Span) -> bool:
    return text[after.start].islower() and not _ends_sentence(text, before)


def _ends_sentence(text: str, line: Span) -> bool:
    return ends_sentence(text[max(line.start, line.end - 8) : line.end], also=":;")


def _join_lines(text: str, group: Sequence[Span], *, wrapped: bool) -> Iterator[Span]:
    if not wrapped:
        yield from group
        return
    widest = max(map(len, group))
    start = group[0].start
    for line, following in pairwise(group):
        short = len(line) < SHORT_LINE * widest and _ends_sentence(text, line)
        if short or is_bullet(text[following.start : following.end]):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, group[-1].end)
