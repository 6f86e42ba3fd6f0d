"""Gold lines in our own words, one builder per task, and a subject that answers from a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memcon.evaluate.gold import Phrase, Row
from memcon.knowledge.phrases import Resolution
from memcon.record import Record

REPORT = (
    'The envoy of Norland said on Friday that talks would resume. "We are ready," Ms. Aker told '
    "reporters in Velport. According to a spokesman for the army, the bridge stays shut."
)


def spans(text: str, *quotes: str) -> list[list[int]]:
    """Where ``quotes`` stand in ``text``."""
    return [[text.index(quote), text.index(quote) + len(quote)] for quote in quotes]


def said(text: str, source: str, cue: str, content: str) -> dict[str, Any]:
    """One attribution as gold writes it; an empty string is a missing part."""
    parts = {"source": source, "cue": cue, "content": content}
    return {role: spans(text, part) if part else [] for role, part in parts.items()}


REPORT_SAID = (
    said(REPORT, "The envoy of Norland", "said", "talks would resume"),
    said(REPORT, "Ms. Aker", "told", '"We are ready,"'),
    said(REPORT, "a spokesman for the army", "According to", "the bridge stays shut"),
)


def place(text: str, quote: str, **fields: Any) -> dict[str, Any]:
    """A stretch of text with further fields."""
    start, end = spans(text, quote)[0]
    return {"start": start, "end": end, **fields}


def row(**fields: Any) -> Row:
    """A gold line that stands nowhere."""
    return Row("by hand:1", fields)


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A JSONL file."""
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return path


class Answering:
    """A subject that gives the records and resolutions it was made with, in order."""

    def __init__(
        self, records: Sequence[Record | None] = (), resolutions: Sequence[Resolution] = ()
    ) -> None:
        self._records = records
        self._resolutions = resolutions
        self.lines = b""
        self.phrases: tuple[Phrase, ...] = ()

    def read(self, lines: bytes) -> Iterator[Record | None]:
        """The records; what was asked is kept."""
        self.lines = lines
        return iter(self._records)

    def resolve(self, phrases: Iterable[Phrase]) -> Iterator[Resolution]:
        """The resolutions; what was asked is kept."""
        self.phrases = tuple(phrases)
        return iter(self._resolutions)
