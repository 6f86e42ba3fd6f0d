"""Reports for measuring: the examples as they are, and any number of short ones made of them.

A made-up report is a lead and a close with invented people around a paragraph of an example, so
that every further report brings words that were seen and names that were not, as news does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Final

from memcon.ingest import article_of_text, sources
from memcon.record import Article

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
LEAST_WORDS: Final = 30
"""Paragraphs of the examples that are shorter are not used."""
SYLLABLES: Final = ("ba", "bel", "cor", "dan", "el", "gar", "hol", "is", "ka", "mar", "nor", "ven")
STATES: Final = ("Norway", "Kenya", "Turkey", "Brazil", "Jordan", "Vietnam", "Poland", "Ghana")
CITIES: Final = ("Oslo", "Nairobi", "Ankara", "Geneva", "Amman", "Hanoi", "Warsaw", "Accra")
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LEADS: Final = (
    "{first} {last}, the foreign minister of {state}, arrived in {city} on {day} for talks with "
    "{other} on the border agreement.",
    "{state} and {other} signed an accord on fishing rights in {city} on {day}, their ministers "
    "said.",
    "The president of {state}, {first} {last}, warned {other} on {day} against new sanctions.",
    "{state} recalled its ambassador from {city} on {day} after {other} expelled two envoys.",
)
CLOSES: Final = (
    '"We will not accept conditions," {last} told reporters in {city}. "The door stays open."',
    "{last} said that {state} supports a ceasefire and would send observers next week.",
    "A spokesman for {last} declined to comment, but said the delegation would return on {day}.",
    "According to {first} {last}, {other} has agreed to resume negotiations in {city}.",
)


def examples() -> list[Article]:
    """The example reports."""
    return [item for item in sources([str(EXAMPLES)]) if isinstance(item, Article)]


@lru_cache(maxsize=1)
def paragraphs() -> tuple[str, ...]:
    """The longer paragraphs of the examples, mixed."""
    found = [
        article.quote(block.span)
        for article in examples()
        for block in article.blocks
        if block.kind.is_reporting and article.quote(block.span).count(" ") >= LEAST_WORDS
    ]
    random.Random(1).shuffle(found)
    return tuple(found)


def short_text(number: int) -> str:
    """The text of the made-up report of this number."""
    dice = random.Random(number)
    state, other = dice.sample(STATES, 2)
    named = {
        "first": _name(dice, 2),
        "last": _name(dice, 3),
        "state": state,
        "other": other,
        "city": dice.choice(CITIES),
        "day": dice.choice(DAYS),
    }
    listed = paragraphs()
    lead, close = (dice.choice(forms).format(**named) for forms in (LEADS, CLOSES))
    return "\n\n".join((lead, listed[number % len(listed)], close))


def short_reports(first: int, number: int) -> Iterator[Article]:
    """So many made-up reports, from the one numbered ``first``."""
    return (article_of_text(short_text(at)) for at in range(first, first + number))


def long_text(words: int) -> str:
    """A text of about so many words: made-up reports one after the other."""
    parts, held = [], 0
    for number in count():
        if held >= words:
            break
        parts.append(short_text(number))
        held += len(parts[-1].split())
    return "\n\n".join(parts)


def one_line(size: int) -> str:
    """A text of so many characters without a line break."""
    words = size // 4  # more than can fit
    return " ".join(long_text(words).split())[:size]


def _name(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choices(SYLLABLES, k=syllables)).capitalize()
