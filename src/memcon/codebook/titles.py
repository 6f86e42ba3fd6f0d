"""Words that say what a person is (``titles.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Titles:
    """Person nouns; honorifics and pronouns with the gender they tell (empty for none); bodies."""

    persons: frozenset[str]
    honorifics: Mapping[str, str]
    pronouns: Mapping[str, str]
    bodies: frozenset[str]
    governments: frozenset[str]


@cache
def load_titles() -> Titles:
    """The packaged lexicon, read once."""
    text = files("memcon.codebook").joinpath("titles.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return Titles(
        persons=frozenset(data["persons"].split()),
        honorifics=_by_word(data["honorifics"]),
        pronouns=_by_word(data["pronouns"]),
        bodies=frozenset(data["bodies"].split()),
        governments=frozenset(data["governments"].split()),
    )


def _by_word(genders: Mapping[str, str]) -> dict[str, str]:
    return {
        word: "" if gender == "none" else gender
        for gender, words in genders.items()
        for word in words.split()
    }
