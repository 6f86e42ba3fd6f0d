"""The lexicon of words that attribute a statement to its source (``cues.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from memcon.codebook.packaged import load_packaged
from memcon.record.facts import StatementClass

SourceSide = Literal["after", "subject"]


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """A fixed phrase that attributes: lemmas in order, and where its source stands."""

    words: tuple[str, ...]
    kind: StatementClass
    source: SourceSide


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon: class of each verb and noun lemma, and what the verbs may take."""

    verbs: Mapping[str, StatementClass]
    nouns: Mapping[str, StatementClass]
    clause: frozenset[str]
    object: frozenset[str]
    media: frozenset[str]
    """Nouns of media, in lower case."""
    planned: frozenset[str]
    """Verbs that tell a plan with an infinitive."""
    silent: frozenset[str]
    """Verbs that, denied, tell that nothing was said."""
    phrases: tuple[CuePhrase, ...]
    beginning: Mapping[str, tuple[CuePhrase, ...]]
    """The phrases that begin with a word."""
    anonymous: frozenset[str]


@cache
def load_cues() -> Cues:
    """The packaged lexicon, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "cues.yaml")
    verbs: dict[str, StatementClass] = {}
    taking: dict[str, set[str]] = {"clause": set(), "object": set()}
    for kind, frames in data["verbs"].items():
        for frame, lemmas in frames.items():
            taking[frame].update(lemmas.split())
            for lemma in lemmas.split():
                verbs.setdefault(lemma, kind)
    phrases = tuple(
        CuePhrase(tuple(row["words"]), row["class"], row["source"]) for row in data["phrases"]
    )
    return Cues(
        verbs=verbs,
        nouns={lemma: kind for kind, lemmas in data["nouns"].items() for lemma in lemmas.split()},
        clause=frozenset(taking["clause"]),
        object=frozenset(taking["object"]),
        media=frozenset(data["media"].split()),
        planned=frozenset(data["planned"].split()),
        silent=frozenset(data["silent"].split()),
        phrases=phrases,
        beginning=_by_first_word(phrases),
        anonymous=frozenset(data["anonymous"].split()),
    )


def _by_first_word(phrases: Iterable[CuePhrase]) -> Mapping[str, tuple[CuePhrase, ...]]:
    """Phrases in their order under the word that each begins with."""
    found: dict[str, tuple[CuePhrase, ...]] = {}
    for phrase in phrases:
        found[phrase.words[0]] = (*found.get(phrase.words[0], ()), phrase)
    return found
