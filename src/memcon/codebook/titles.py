"""Words that say what a person is (``titles.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True)
class Titles:
    """Person nouns; honorifics and pronouns with the gender they tell (empty for none); bodies."""

    persons: frozenset[str]
    honorifics: Mapping[str, str]
    pronouns: Mapping[str, str]
    bodies: frozenset[str]
    governments: frozenset[str]
    states: Mapping[str, frozenset[str]]
    """Nouns that take up a state, with the titles of its head of state; empty for any."""
    owners: frozenset[str]
    """Nouns that take up a body."""


@cache
def load_titles() -> Titles:
    """The packaged lexicon, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "titles.yaml")
    return Titles(
        persons=frozenset(data["persons"].split()),
        honorifics=_by_word(data["honorifics"]),
        pronouns=_by_word(data["pronouns"]),
        bodies=frozenset(data["bodies"].split()),
        governments=frozenset(data["governments"].split()),
        states={noun: frozenset(t.split()) for noun, t in data["owners"]["states"].items()},
        owners=frozenset(data["owners"]["bodies"].split()),
    )


def _by_word(genders: Mapping[str, str]) -> dict[str, str]:
    return {
        word: "" if gender == "none" else gender
        for gender, words in genders.items()
        for word in words.split()
    }
