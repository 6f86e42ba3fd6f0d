"""What ``events.yaml`` knows of happenings, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True)
class Lexicon:
    """See the file for what each table is for."""

    alike: frozenset[frozenset[str]]
    spoken: frozenset[str]
    levels: Mapping[str, re.Pattern[str]]
    counted: re.Pattern[str]
    """An ordinal and the noun it counts, as groups 1 and 3."""
    ordinals: Mapping[str, int]
    title_before: re.Pattern[str]
    """What stands between a state and a name: "'s foreign minister, "."""
    title_of: re.Pattern[str]
    """What stands between a name and its state: ", the envoy of "."""
    title_after: re.Pattern[str]
    """What follows a state that stands after a name: "'s envoy"."""

    def is_alike(self, one: str, other: str) -> bool:
        """Whether two types may be of one happening."""
        return one == other or frozenset((one, other)) in self.alike

    def levels_in(self, words: str) -> frozenset[str]:
        """The levels that words name; one whose words stand within another's does not count."""
        found = {n: [m.span() for m in p.finditer(words)] for n, p in self.levels.items()}
        spans = [span for listed in found.values() for span in listed]
        return frozenset(
            name for name, own in found.items() if any(not _is_within(one, spans) for one in own)
        )


def _is_within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in others)


@cache
def load_lexicon() -> Lexicon:
    """The packaged tables."""
    data: Mapping[str, Any] = load_packaged("memcon.resolve", "events.yaml")
    ordinals = {word: number for number, words in data["ordinals"].items() for word in words}
    nouns, counts = "|".join(data["counted"]), "|".join(ordinals)
    title = rf"(?:{'|'.join(data['titles'])})"
    word, own = r"[\w.&-]+", r"(?:['\u2019]s?)?"
    return Lexicon(
        title_before=re.compile(
            rf"{own}\s+(?:{word}\s+){{0,4}}{title}(?:\s+{word}){{0,5}}(?:,(?:\s+{word})?)?\s+", re.I
        ),
        title_of=re.compile(
            rf"(?:,\s+(?:{word}\s+){{0,4}}{title}(?:\s+{word}){{0,5}})?\s+of\s+"
            rf"(?:the\s+)?(?:(?:Kingdom|Republic|State)\s+of\s+)?",
            re.I,
        ),
        title_after=re.compile(rf"{own}\s+(?:{word}\s+){{0,4}}{title}\b", re.I),
        alike=frozenset(frozenset(pair) for pair in data["alike"]),
        spoken=frozenset(data["spoken"]),
        levels={name: _any_of(words) for name, words in data["levels"].items()},
        counted=re.compile(rf"\b({counts})((?:[\s-]+\w+){{0,2}}?)\s+({nouns})\b", re.IGNORECASE),
        ordinals=ordinals,
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
