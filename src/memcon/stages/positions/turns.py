"""Who stands before a verb: a party, or delegations that take sides.

Summaries of negotiations list who stands with whom before one verb: "X, supported by Y and
opposed by Z, proposed …". Parsers lose such lists, so they are read as words: names, commas and
the phrases that lead in allies and opponents.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity
from memcon.stages.positions.scene import Scene

BETWEEN: Final = frozenset({"aux", "auxpass", "neg", "advmod"})
"""What may stand between a list and its verb."""
SIDING: Final = frozenset(
    {"support", "oppose", "back", "second", "echo", "challenge", "contest", "supported", "opposed"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The parties before a verb: its subjects and allies, and those against it."""

    same: tuple[Entity, ...]
    other: tuple[Entity, ...] = ()
    marked: bool = False
    """Whether words lead in allies or opponents."""
    start: int = 0
    """The first token of the list."""
    joins: bool = False
    """Whether the list begins with such words, and so adds to a subject before it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Words that lead in a list of delegations, and whether they stand on the same side."""

    first: int
    last: int
    same: bool


def turn_before(scene: Scene, verb: int) -> Turn | None:
    """The list that ends right before ``verb`` and its helpers; ``None`` where there is none."""
    sentence = scene.sentence(verb)
    end = _end(scene, sentence, verb)
    start = _start(scene, sentence, end) if _may_end(scene, sentence, end - 1) else end
    if start == end:
        return None
    same: dict[str, Entity] = {}
    other: dict[str, Entity] = {}
    side, marked = same, False
    markers = {m.first: m for m in markers_in(scene, range(start, end))}
    runs = {token: parties for token, parties, _ in scene.holders.runs(range(start, end))}
    for token in range(start, end):
        if token in markers:
            side, marked = (same if markers[token].same else other), True
        for party in runs.get(token, ()):
            side[party.id] = party
        if scene.word(token) == "," and side is other and not _goes_on(scene, token + 1, runs):
            side = same
    if not same and len(other) > 1:
        same.update([other.popitem()])  # "Opposed by X, the Y said"
    kept = tuple(party for id, party in same.items() if id not in other)
    joins = start in markers
    return Turn(kept, tuple(other.values()), marked, start, joins) if kept or other else None


def _end(scene: Scene, sentence: range, verb: int) -> int:
    """Where a list before ``verb`` ends: before its helpers, and ", meanwhile," among them."""
    end = verb
    while end > sentence.start:
        aside = [scene.word(t) for t in (end - 1, end - 3)] == [",", ","]
        if scene.parse.deps[end - 1] in BETWEEN:
            end -= 1
        elif aside and scene.parse.pos[end - 2] == "ADV":
            end -= 3
        else:
            break
    return end


def _may_end(scene: Scene, sentence: range, token: int) -> bool:
    """Whether a list may end at ``token``: cheap, and asked of every verb."""
    if token < sentence.start:
        return False
    if scene.word(token) in scene.tables.glue or scene.parse.pos[token] == "ADP":
        return True
    return scene.mentions.at(scene.parse.starts[token]) is not None


def _goes_on(scene: Scene, token: int, runs: Container[int]) -> bool:
    """Whether a list goes on after a comma."""
    while token < len(scene.parse) and scene.word(token) in scene.tables.glue:
        token += 1
    return token in runs


def _start(scene: Scene, sentence: range, end: int) -> int:
    """Where the run of names, markers and what joins them begins."""
    runs = scene.holders.runs(range(sentence.start, end))
    named = {t for first, _, last in runs for t in range(first, last)}
    marks = markers_in(scene, range(sentence.start, end))
    led = {t for marker in marks for t in range(marker.first, marker.last + 1)}
    start = end
    while start > sentence.start:
        token = start - 1
        if token not in named | led and scene.word(token) not in scene.tables.glue:
            break
        start = token
    return _governed_out(scene, sentence, start, end, named | led)


def _governed_out(scene: Scene, sentence: range, start: int, end: int, kept: set[int]) -> int:
    """The start of the run after names that a preposition governs: "talks with Oman, Iran said"."""
    first = min((t for t in kept if t >= start), default=end)
    before = first - 1
    while before > sentence.start and scene.word(before) in ("the", "a", "an"):
        before -= 1
    if first == end or before < sentence.start or scene.parse.pos[before] != "ADP":
        return first
    comma = next((t for t in range(first, end) if scene.word(t) == ","), end)
    return _governed_out(scene, range(comma, end), comma, end, kept) if comma < end else end


def markers_in(scene: Scene, tokens: range) -> tuple[Marker, ...]:
    """The phrases of ``tokens`` that lead in allies or opponents, in order."""
    kept, forms = scene.forms(tokens)
    taken: set[int] = set()
    found = []
    for same, phrases in ((True, scene.tables.same), (False, scene.tables.other)):
        hits = sorted(phrases.find(forms), key=lambda item: (-len(item[1]), item[1]))
        for _, places in hits:
            first, last = kept[places[0]], kept[places[-1]]
            if last - first != len(places) - 1 or taken & {first, last}:
                continue
            if len(places) > 1 or _is_led_in(scene, first):
                taken |= set(range(first, last + 1))
                found.append(Marker(first, last, same))
    return tuple(sorted(found, key=lambda marker: marker.first))


def _is_led_in(scene: Scene, word: int) -> bool:
    """Whether "with" or "for" follows a comma, a joining word or a name."""
    if not word:
        return True
    linked = scene.mentions.at(scene.parse.starts[word])
    if linked is not None and linked.mention.form == "name":
        return False  # "Centre for Peace"
    before = scene.parse.words[word - 1]
    return before in (",", "and", "but", ")") or scene.parse.pos[word - 1] == "PROPN"


def listed_after(scene: Scene, first: int, stop: int) -> Iterator[Entity]:
    """The parties of a list that begins at ``first``, up to the first word that is none of it."""
    runs = {
        token: (parties, last) for token, parties, last in scene.holders.runs(range(first, stop))
    }
    token = first
    while token < stop:
        if token in runs:
            yield from runs[token][0]
            token = runs[token][1]
        elif scene.word(token) == "," and not _goes_on(scene, token + 1, runs):
            return
        elif scene.word(token) in scene.tables.glue or scene.word(token) == "for":
            token += 1
        else:
            return
