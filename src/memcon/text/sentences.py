"""Where sentences end in plain text, for layout, dating and display; parsing has its own eyes.

A full stop after an abbreviation ends nothing: titles never ("Mr. Rubio"), dotted letters and
initials only before a word that opens sentences ("in the U.S. The talks"), months and numbers
only before what is no figure ("Oct. 20").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from memcon.record.span import Span

MARKS: Final = ".!?…"
"""Marks that end a sentence."""

CLOSERS: Final = "\"'”’»›)]"
"""Marks that may stand after those: quotations and brackets close."""

OPENERS: Final = "\"'“„«‹‘(["


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES: Final = _words(
    "mr mrs ms dr prof sen rep gov gen lt col maj capt sgt adm amb rev hon st messrs"
)
BEFORE_FIGURES: Final = _words("jan feb mar apr jun jul aug sep sept oct nov dec no nos art para")
NAME_ENDS: Final = _words("inc corp co ltd jr sr bros")
"""Abbreviations that close a name, and perhaps its sentence too."""

STARTERS: Final = _words(
    "the a an in on at by for from to with as after before when while if since it its he she they "
    "we i you his her their our this that these those there and but yet so or no not nor both "
    "however meanwhile earlier later some many most one two"
)
"""Words that open sentences and no names: after "U.S." they tell that it ended one."""

_END: Final = re.compile(
    rf"(?<![{re.escape(MARKS)}])[{re.escape(MARKS)}]++[{re.escape(CLOSERS)}]*+"
    rf"(?=\s+[{re.escape(OPENERS)}]*(?P<next>\w*)|\s*$)"
)
_INK: Final = re.compile(r"\S")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_DOTTED: Final = re.compile(r"(?:^|[^\w.])[^\W\d_](?:\.[^\W\d_])*$")
_REACH: Final = 12
"""Code points before a full stop in which an abbreviation is looked for."""


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where sentences of ``text[start:end]`` end: offsets one past their last mark, in order."""
    for found in _END.finditer(text, start, len(text) if end is None else end):
        following = found["next"] or ""
        if following[:1].islower():
            continue
        if not (found[0] == "." and _is_abbreviation(text, found.start(), following)):
            yield found.end()


def find_sentences(text: str) -> Iterator[Span]:
    """The sentences of one paragraph, in order, without the white space between them."""
    start = len(text) - len(text.lstrip())
    for end in chain(sentence_ends(text), [len(text.rstrip())]):
        if start < end:
            yield Span(start, end)
            found = _INK.search(text, end)
            start = found.start() if found else len(text)


def ends_sentence(text: str, *, also: str = "") -> bool:
    """Whether ``text`` ends with the mark of a sentence, or one of ``also``."""
    return text.rstrip().rstrip(CLOSERS).endswith(tuple(MARKS + also))


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it and ends no sentence."""
    before = text[max(0, stop - _REACH) : stop]
    opens = following.lower() in STARTERS or not following
    if _DOTTED.search(before):
        return not opens
    found = _LAST_WORD.search(before)
    written = found[0] if found else ""
    word = written.lower() if written[:1].isupper() else ""
    if word in BEFORE_FIGURES:
        return following[:1].isdigit()
    return written == "vs" or word in TITLES or (word in NAME_ENDS and not opens)
