"""Sentences in our own words, read with the real parser: every expression and what it means."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.stages.times import find_times
from tests import factories

if TYPE_CHECKING:
    from memcon.nlp import Parser

SENTENCES = Path(__file__).parents[2] / "data" / "times.jsonl"
RIGHT = 0.95
"""Share of the sentences in which all must be right; 0.96 when this was written."""
MARKED = re.compile(r"\[([^\]]+)\]")


def test_sentences_have_the_times_that_they_tell(parser: Parser) -> None:
    """The bracketed words, and no others, are times, and have the values of the row."""
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    plain = [MARKED.sub(r"\1", row["text"]) for row in rows]
    readings = parser.parse(
        [
            factories.article(text, published=row["published"])
            for text, row in zip(plain, rows, strict=True)
        ]
    )
    wrong = []
    for row, reading in zip(rows, readings, strict=True):
        asked = list(zip(MARKED.findall(row["text"]), row["values"], strict=True))
        found = [(time.evidence.quote, time.value) for time in find_times(reading)]
        if found != asked:
            wrong.append((row["text"], found))
    assert len(rows) == 234
    assert len(wrong) <= len(rows) * (1 - RIGHT), wrong
