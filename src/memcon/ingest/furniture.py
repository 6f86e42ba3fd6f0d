"""Furniture: what stands on a news page and is not part of the report.

The knowledge is in ``furniture.yaml``; this module only interprets it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from memcon.codebook.packaged import load_packaged
from memcon.errors import ResourceError

MAX_WORDS: Final = 30
"""No rule looks at longer paragraphs unless it says so: furniture is short."""

MAX_LENGTH: Final = 500
"""Code points beyond which nothing is furniture; also bounds the work of the patterns."""

IMAGE_RULES: Final = frozenset({"image-marker", "photo-credit", "agency-credit"})
SHELL_RULES: Final = frozenset({"script-shell", "paywall", "cookies", "newsletter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRule:
    """One row of ``furniture.yaml``: ``pattern`` fits whole, ``requires`` fits somewhere."""

    name: str
    pattern: re.Pattern[str]
    requires: re.Pattern[str] | None
    max_words: int
    examples: tuple[str, ...]

    def fits(self, text: str, words: int) -> bool:
        """Whether ``text``, of so many words, is furniture of this sort."""
        if words > self.max_words or not self.pattern.fullmatch(text):
            return False
        return self.requires is None or self.requires.search(text) is not None


@cache
def load_rules() -> tuple[FurnitureRule, ...]:
    """The rules in file order; raises ``ResourceError`` when the file is damaged."""
    rows = load_packaged("memcon.ingest", "furniture.yaml")
    try:
        return tuple(map(_to_rule, rows))
    except (KeyError, TypeError, re.error) as error:
        raise ResourceError(f"furniture.yaml is damaged: {error}") from error


def _to_rule(row: Mapping[str, object]) -> FurnitureRule:
    requires, examples = row.get("requires"), row["examples"]
    if not isinstance(examples, list):
        raise TypeError(f"examples of {row['name']} must be a list")
    return FurnitureRule(
        name=str(row["name"]),
        pattern=re.compile(str(row["pattern"])),
        requires=re.compile(str(requires)) if requires else None,
        max_words=int(str(row.get("max_words", MAX_WORDS))),
        examples=tuple(map(str, examples)),
    )


def match_furniture(text: str) -> str | None:
    """The name of the rule that makes ``text`` (one whole paragraph) furniture, if any."""
    if len(text) > MAX_LENGTH:
        return None
    squeezed = " ".join(text.split())
    words = squeezed.count(" ") + 1
    return next((rule.name for rule in load_rules() if rule.fits(squeezed, words)), None)


def is_image_marker(rule: str | None) -> bool:
    """Whether furniture of this sort stands beside a picture."""
    return rule in IMAGE_RULES
