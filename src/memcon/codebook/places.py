"""Words that tell places (``places.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Nouns of units, towns, features, sites and bodies; words around places, in lower case.

    ``abbreviations`` gives the full name of a state or province by its abbreviation.
    """

    units: frozenset[str]
    towns: frozenset[str]
    features: frozenset[str]
    sites: frozenset[str]
    public: frozenset[str]
    schools: frozenset[str]
    institutions: frozenset[str]
    firms: frozenset[str]
    parts: frozenset[str]
    forms: frozenset[str]
    locative: frozenset[str]
    joining: frozenset[str]
    abbreviations: Mapping[str, str]


@cache
def load_places() -> PlaceWords:
    """The packaged lexicon, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "places.yaml")
    short = {
        form: name for name, forms in data.pop("abbreviations").items() for form in forms.split()
    }
    words = {name: frozenset(listed.split()) for name, listed in data.items()}
    return PlaceWords(**words, abbreviations=short)
