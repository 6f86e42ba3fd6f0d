"""What words show of what a party wants (``stances.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from memcon.codebook.packaged import load_packaged
from memcon.codebook.patterns import Phrases, parse_phrase
from memcon.record.facts import Change, Stance

WORDS: Final = (
    "light",
    "addressing",
    "volition",
    "borrowing",
    "harming",
    "giving",
    "reversing",
    "granting",
    "ending",
    "ended",
    "keeping",
    "vague",
    "telling",
    "commissive",
    "asking",
    "bare",
    "averse",
    "silent",
    "whose",
    "unwilled",
    "deals",
    "making",
    "everyday",
    "asserting",
    "moments",
    "reports",
    "denying",
    "beside",
    "foretelling",
    "uttering",
    "personal",
    "scheduling",
    "voiced",
    "working",
)
"""Tables that are lists of words."""


@dataclass(frozen=True, slots=True)
class Shows:
    """One entry: a lemma with the particle or preposition it takes, and the stance it shows.

    ``flag`` narrows it: ``no`` and ``not`` ask for a negation.
    """

    pattern: str
    head: str
    particles: tuple[str, ...]
    flag: str
    stance: Stance
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stances:
    """The tables of ``stances.yaml``; see there what each is for."""

    verbs: Mapping[str, tuple[Shows, ...]]
    nouns: Mapping[str, tuple[Shows, ...]]
    adjectives: Mapping[str, tuple[Shows, ...]]
    addressing: frozenset[str]
    volition: frozenset[str]
    stress: frozenset[str]
    emphatic: frozenset[str]
    light: frozenset[str]
    borrowing: frozenset[str]
    judging: Mapping[str, Stance]
    judged: Mapping[Stance, Phrases]
    harming: frozenset[str]
    giving: frozenset[str]
    modals: Mapping[str, frozenset[str]]
    plain: Mapping[Stance, Stance]
    """What a stance becomes under "not"."""
    firm: Mapping[Stance, Stance]
    """What it becomes under "will not", "cannot" and "never"."""
    strict: Phrases
    loose: Phrases
    without: Phrases
    ending: frozenset[str]
    ended: frozenset[str]
    keeping: frozenset[str]
    vague: frozenset[str]
    telling: frozenset[str]
    commissive: frozenset[str]
    asking: frozenset[str]
    bare: frozenset[str]
    averse: frozenset[str]
    silent: frozenset[str]
    whose: frozenset[str]
    unwilled: frozenset[str]
    deals: frozenset[str]
    making: frozenset[str]
    everyday: frozenset[str]
    asserting: frozenset[str]
    moments: frozenset[str]
    reports: frozenset[str]
    denying: frozenset[str]
    beside: frozenset[str]
    foretelling: frozenset[str]
    uttering: frozenset[str]
    personal: frozenset[str]
    scheduling: frozenset[str]
    voiced: frozenset[str]
    working: frozenset[str]
    only: Mapping[str, frozenset[str]]
    """By a word, the issues on which alone it shows a stance."""
    granting: frozenset[str]
    reversing: frozenset[str]
    changes: Mapping[Change, Phrases]
    first: Phrases
    same: Phrases
    other: Phrases
    glue: frozenset[str]
    seats: Mapping[str, str]
    unnamed: Mapping[str, frozenset[str]]
    """Words that take up a party named before, by what it is."""


@cache
def load_stances() -> Stances:
    """The packaged tables, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "stances.yaml")
    judging = data["judging"].items()
    change = data["change"]
    return Stances(
        verbs=_by_head(data["verbs"]),
        nouns=_by_head(data["nouns"]),
        adjectives=_by_head(data["adjectives"]),
        stress=frozenset(data["stress"]["verbs"].split()),
        emphatic=frozenset(data["stress"]["emphatic"].split()),
        judging={word: stance for stance, listed in judging for word in listed.split()},
        judged={stance: _phrases(listed) for stance, listed in data["judged"].items()},
        unnamed={name: frozenset(listed.split()) for name, listed in data["unnamed"].items()},
        seats=data["seats"],
        only={word: frozenset(listed.split()) for word, listed in data["only"].items()},
        modals={name: frozenset(listed.split()) for name, listed in data["modals"].items()},
        plain=data["negated"]["plain"],
        firm=data["negated"]["firm"],
        strict=_phrases(data["conditions"]["strict"]),
        without=_phrases(data["conditions"]["without"]),
        loose=_phrases(data["conditions"]["loose"]),
        changes={name: _phrases(change[name]) for name in get_args(Change)},
        first=_phrases(change["first"]),
        same=_phrases(data["minutes"]["same"]),
        other=_phrases(data["minutes"]["other"]),
        glue=frozenset(data["minutes"]["glue"].split()),
        **{name: frozenset(data[name].split()) for name in WORDS},
    )


def _phrases(listed: list[str]) -> Phrases:
    return Phrases(parse_phrase(text) for text in listed)


def _by_head(rows: Mapping[Stance, Mapping[str, str]]) -> dict[str, tuple[Shows, ...]]:
    found: dict[str, list[Shows]] = {}
    for entry in _entries(rows):
        found.setdefault(entry.head, []).append(entry)
    return {head: tuple(sorted(listed, key=_size, reverse=True)) for head, listed in found.items()}


def _size(entry: Shows) -> tuple[int, bool]:
    return len(entry.particles), bool(entry.flag)


def _entries(rows: Mapping[Stance, Mapping[str, str]]) -> Iterator[Shows]:
    for stance, listed in rows.items():
        for pattern, example in listed.items():
            head, *rest = pattern.split()
            flag = next((word[1:] for word in rest if word.startswith("+")), "")
            particles = tuple(word for word in rest if not word.startswith("+"))
            yield Shows(pattern, head, particles, flag, stance, example)
