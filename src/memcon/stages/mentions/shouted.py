"""Speakers of transcripts that only their labels name: "WALLACE: Let me ask you this."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memcon.codebook.titles import load_titles
from memcon.record import Span
from memcon.stages.mentions.names import PERSON, Name, Scene

LABEL: Final = re.compile(r"[\"“«]?(?:[A-Z. ]+ )?(?P<name>[A-Z][A-Z’'-]{3,}): \S")
LEAST: Final = 2
"""Paragraphs that a label must begin, or other labels there must be."""
NOBODY: Final = frozenset(
    {"question", "questioner", "reporter", "answer", "note", "update", "live"}
)


def propose_shouted(scene: Scene) -> Iterator[Name]:
    """Labels in capitals at the start of paragraphs, where several alternate, as people."""
    labels = list(_labels(scene))
    words = {scene.article.quote(span) for span in labels}
    if len(words) < LEAST or len(labels) <= LEAST:
        return
    for span in labels:
        tokens = scene.parse.tokens_in(span)
        if tokens and scene.parse.span(tokens[0], tokens[-1] + 1) == span:
            yield Name(tokens[0], tokens[-1] + 1, PERSON)


def _labels(scene: Scene) -> Iterator[Span]:
    """Where the labels' names stand; "MODERATOR" and "QUESTION" are none."""
    nouns = load_titles().persons | NOBODY
    places = {name.span for name in scene.parse.names if name.label == "GPE"}
    for block in scene.article.blocks:
        found = LABEL.match(scene.article.text, block.span.start, block.span.end)
        if found and block.kind.is_reporting and found["name"].lower() not in nouns:
            span = Span(*found.span("name"))
            if span not in places:
                yield span
