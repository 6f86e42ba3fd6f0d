"""The statements that were annotated in the example reports before memcon read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from benchmarks.reports import EXAMPLES

HEAD: Final = 30
"""Characters of an annotated content by which it is known again."""


@dataclass(frozen=True, slots=True)
class Said:
    """One annotated statement: its report, how it is said, and how its contents begin."""

    report: str
    mode: str
    heads: tuple[str, ...]

    def is_in(self, contents: Iterable[str]) -> bool:
        """Whether one of the contents found holds its words."""
        return any(head in content for content in map(plain, contents) for head in self.heads)


def annotated() -> Iterator[Said]:
    """All annotated statements of the examples."""
    for path in sorted(EXAMPLES.glob("*/story.yaml")):
        for report in yaml.safe_load(path.read_text("utf-8"))["reports"]:
            for row in report.get("statements", ()):
                heads = tuple(plain(part.split("…")[0])[:HEAD] for part in row["content"])
                yield Said(report["file"], row["mode"], tuple(filter(None, heads)))


def plain(text: str) -> str:
    """Words in lower case without punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def name_of(source: str) -> str:
    """How the annotations name the report of a source."""
    return Path(source).name
