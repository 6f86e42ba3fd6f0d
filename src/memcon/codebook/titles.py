"""Words that say what a person is (``titles.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True)
class Titles:
    """Person nouns; bodies; and words with the gender they tell (empty for none)."""

    persons: frozenset[str]
    honorifics: Mapping[str, str]
    pronouns: Mapping[str, str]
    given: Mapping[str, str]
    """Given names."""
    forms: Mapping[str, tuple[str, ...]]
    """By a given name, short or full, its other forms."""
    taking_up: Mapping[str, str]
    """Nouns that, with "the", take up one person."""
    bodies: frozenset[str]
    members: frozenset[str]
    """Nouns whose plurals are the body named before them."""
    one_body: tuple[str, ...]
    """Nouns that mean the same body of one person, the one to call it by first."""
    governments: frozenset[str]
    states: Mapping[str, frozenset[str]]
    """Nouns that take up a state, with the titles of its head of state; empty for any."""
    owners: frozenset[str]
    """Nouns that take up a body."""
    ranks: frozenset[str]
    """Ranks in short that are taken into names."""
    reporting: frozenset[str]
    """Nouns of those who report."""
    addresses: frozenset[str]
    """Words of address and rank that stand beside names and are none."""

    def gender_of(self, name: str) -> str:
        """``male`` or ``female``, as the given name that ``name`` begins with tells; else empty."""
        return self.given.get(name.split()[0], "") if name.strip() else ""


@cache
def load_titles() -> Titles:
    """The packaged lexicon, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "titles.yaml")
    return Titles(
        persons=frozenset(data["persons"].split()),
        honorifics=_by_word(data["honorifics"]),
        pronouns=_by_word(data["pronouns"]),
        given=_by_word(data["given"]),
        forms=_both_ways(data["short"]),
        taking_up=_by_word(data["taking_up"]),
        bodies=frozenset(data["bodies"].split()),
        members=frozenset(data["members"].split()),
        one_body=tuple(data["one_body"].split()),
        governments=frozenset(data["governments"].split()),
        states={noun: frozenset(t.split()) for noun, t in data["owners"]["states"].items()},
        owners=frozenset(data["owners"]["bodies"].split()),
        addresses=frozenset(data["addresses"].split()),
        ranks=frozenset(data["ranks"].split()),
        reporting=frozenset(data["reporting"].split()),
    )


def _both_ways(short: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    pairs = [(name, full) for name, listed in short.items() for full in listed.split()]
    found: dict[str, tuple[str, ...]] = {}
    for one, other in (*pairs, *((full, name) for name, full in pairs)):
        found[one] = (*found.get(one, ()), other)
    return found


def _by_word(genders: Mapping[str, str]) -> dict[str, str]:
    return {
        word: "" if gender == "none" else gender
        for gender, words in genders.items()
        for word in words.split()
    }
