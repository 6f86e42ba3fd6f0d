"""Other names in the places of names, so that the encoder learns from what stands around them.

Few training sentences make a model that knows Russia as an attacker and Geneva as a place. At each
pass a part of the names gives way to names from other records of the same file.
"""

import itertools
from dataclasses import dataclass

import numpy as np

SHARE = 0.5
"""Of the records, the part whose names are exchanged at a pass."""
ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a record's text that holds a name: the dictionary that has `start` and `end`."""

    holder: dict
    start: int
    end: int


def places_of(record: dict) -> list[Place]:
    """The names: of a metonymy record its own, of an event record its actors and recipients."""
    holders = [record] if "start" in record else record["actors"] + record["recipients"]
    found = [Place(one, one["start"], one["end"]) for one in holders if one["start"] is not None]
    return sorted(found, key=lambda place: (place.start, place.end))


def names_in(records: list[dict]) -> list[str]:
    """All names of the records, each as often as it stands there."""
    return [r["text"][place.start : place.end] for r in records for place in places_of(r)]


def swap(record: dict, names: list[str], rng: np.random.Generator) -> dict:
    """The record, or it with names drawn from `names`; offsets follow, `record` stays."""
    places = places_of(record)
    apart = all(a.end <= b.start for a, b in itertools.pairwise(places))
    if not places or not apart or rng.random() >= SHARE:
        return record
    text, shift, moved = record["text"], 0, {}
    for place in places:
        first = place.start + shift
        name = fit(names[rng.integers(len(names))], first)
        text = text[:first] + name + text[place.end + shift :]
        moved[id(place.holder)] = {"start": first, "end": first + len(name)}
        shift += len(name) - (place.end - place.start)
    new = record | moved.get(id(record), {}) | {"text": text}
    for side in ("actors", "recipients"):
        if side in record:
            new[side] = [one | moved.get(id(one), {}) for one in record[side]]
    return new


def fit(name: str, at: int) -> str:
    """The name as it is written at a sentence's start or within it."""
    if at == 0:
        return name[:1].upper() + name[1:]
    return name[:1].lower() + name[1:] if name.lower().startswith(ARTICLES) else name
