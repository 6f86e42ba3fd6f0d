"""Cue phrases: words in order, each shortly after the one before.

A phrase is words apart by spaces; ``a|b`` stands for either, a trailing ``*`` for any ending.
A word of a text is met by its lemma or by its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = 2
"""Words that may stand between two words of a phrase."""
MOST: Final = 50_000
"""Words whose phrases are remembered."""

Forms = tuple[str, str]
"""Lemma and form of one word of a text, in small letters."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: what it may be, and how it may begin."""

    any: frozenset[str]
    prefixes: tuple[str, ...]

    def fits(self, forms: Forms) -> bool:
        """Whether a word of a text is this word."""
        if forms[0] in self.any or forms[1] in self.any:
            return True
        prefixes = self.prefixes
        return bool(prefixes) and (forms[0].startswith(prefixes) or forms[1].startswith(prefixes))


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A cue phrase as its file has it, and its words; equal to none but itself, which is quick."""

    text: str
    words: tuple[Word, ...]

    def at(self, text: Sequence[Forms], start: int) -> tuple[int, ...]:
        """The indices of the words where the phrase, whose first word is at ``start``, goes on."""
        found = [start]
        for word in self.words[1:]:
            before = found[-1]
            for place in range(before + 1, min(before + 2 + GAP, len(text))):
                if word.fits(text[place]):
                    found.append(place)
                    break
            else:
                return ()
        return tuple(found)


class Phrases:
    """Phrases indexed by their first words, and by how these may begin."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._begun: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for word in phrase.words[0].any:
                self._exact.setdefault(word, []).append(phrase)
            for prefix in phrase.words[0].prefixes:
                self._begun.setdefault(prefix, []).append(phrase)
        self._lengths = sorted({len(prefix) for prefix in self._begun})
        self._known: dict[Forms, tuple[Phrase, ...]] = {}

    def find(self, text: Sequence[Forms]) -> Iterator[tuple[Phrase, tuple[int, ...]]]:
        """Each phrase that stands in ``text``, with the indices of its words."""
        for start, forms in enumerate(text):
            for phrase in self._beginning(forms):
                found = phrase.at(text, start)
                if found:
                    yield phrase, found

    def _beginning(self, forms: Forms) -> tuple[Phrase, ...]:
        """The phrases that may begin with a word of these forms, each once."""
        found = self._known.get(forms)
        if found is None:
            if len(self._known) >= MOST:
                self._known.clear()
            found = self._known[forms] = tuple(dict.fromkeys(self._looked_up(forms)))
        return found

    def _looked_up(self, forms: Forms) -> Iterator[Phrase]:
        for form in forms if forms[0] != forms[1] else forms[:1]:
            yield from self._exact.get(form, ())
            for length in self._lengths:
                yield from self._begun.get(form[:length], ())


def parse_phrase(text: str) -> Phrase:
    """The phrase that ``text`` writes; raises ``ValueError`` where it has no words."""
    if not text.strip():
        raise ValueError("a cue phrase is empty")
    return Phrase(text, tuple(_word(part) for part in text.lower().split()))


def _word(part: str) -> Word:
    options = part.split("|")
    if not all(option.strip("*") for option in options):
        raise ValueError(f"a cue phrase has an empty choice in {part!r}")
    return Word(
        frozenset(option for option in options if not option.endswith("*")),
        tuple(option[:-1] for option in options if option.endswith("*")),
    )
