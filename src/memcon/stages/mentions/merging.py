"""Names of several proposers made one list: which of two that overlap stands, and which nests.

A known name that equals a recognised one takes its label. A recognised name that is longer
stands where it is a name of its own ("Mississippi River", "Seoul City Hall"); where it only
adds which part or form of a known place is meant ("South Venezuela"), the known one stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.codebook.places import load_places
from memcon.record import Parse
from memcon.stages.mentions.names import ORGANISATION, PERSON, PLACES, SITED, Name, Proposer, Scene
from memcon.stages.mentions.proposals import KNOWING, SEEING

ADJECTIVAL: Final = frozenset({"adjective", "demonym"})
LISTING: Final = frozenset({"or", "and", ",", "the"})
LONGEST: Final = 40
"""Tokens that a name has at most."""


def find_names(
    scene: Scene,
    *,
    knowing: Sequence[Proposer] = KNOWING,
    seeing: Sequence[Proposer] = SEEING,
) -> tuple[Name, ...]:
    """The names of an article in order; nested only where a place stands in a longer name."""
    known = [name for proposer in knowing for name in proposer(scene)]
    return merge(scene, known, _seen(scene, seeing))


def _seen(scene: Scene, proposers: Sequence[Proposer]) -> list[Name]:
    """Labelled names of all proposers; of two that overlap, that of the earlier proposer."""
    taken: set[int] = set()
    found: list[Name] = []
    for proposer in proposers:
        new = [n for n in proposer(scene) if taken.isdisjoint(range(n.first, n.last))]
        taken.update(t for name in new for t in range(name.first, name.last))
        found.extend(new)
    return sorted(found, key=_order)


def merge(scene: Scene, known: Iterable[Name], recognised: Iterable[Name]) -> tuple[Name, ...]:
    """Known and labelled names made one list."""
    standing = sorted(set(known), key=_order)
    firsts = [name.first for name in standing]
    labels: dict[Name, str | None] = {}
    gone: set[Name] = set()
    nested: set[Name] = set()
    kept: list[Name] = []
    for name in recognised:
        beside = _overlapping(standing, firsts, name)
        equal = [k for k in beside if (k.first, k.last) == (name.first, name.last)]
        if equal:
            labels.update(dict.fromkeys(equal, name.label))
        elif any(k.covers(name) for k in beside):
            kept.extend(_freed(scene, name, beside, gone))
        elif _is_a_list(scene.parse, name, beside):
            continue
        elif name.label in PLACES and any(not _is_longer(scene.parse, name, k) for k in beside):
            kept.extend(_grown(scene.parse, name, beside, gone))
        elif name.label == ORGANISATION and _is_only_formal(scene, name, beside):
            kept.append(replace(beside[0], last=name.last, label=name.label))
            gone.update(beside)
        else:
            kept.append(name if beside else _looked_up(scene, name))
            for k in beside:
                nested.add(k) if _may_nest(scene, k, name) else gone.add(k)
    stand = (
        replace(k, label=labels.get(k, k.label), within=k in nested)
        for k in standing
        if k not in gone
    )
    return tuple(sorted((*stand, *kept), key=_order))


def _freed(scene: Scene, name: Name, beside: Sequence[Name], gone: set[Name]) -> Iterator[Name]:
    """A place that a paper is called after: "the Atlantic" without a capital article."""
    parse, over = scene.parse, beside[0]
    if name.label in SITED and parse.words[over.first] == "the" and over.first + 1 == name.first:
        kinds = {scene.knowledge.kind(candidate.entity_id) for candidate in over.candidates}
        if len(beside) == 1 and not any(kind.is_place for kind in kinds):
            gone.add(over)
            yield _looked_up(scene, name)


def _looked_up(scene: Scene, name: Name) -> Name:
    """A labelled name with what it is a name of: a label makes up for a doubtful capital."""
    if name.label == PERSON:
        return name
    return replace(name, candidates=scene.knowledge.candidates(scene.text(name), scene.on))


def _order(name: Name) -> tuple[int, int]:
    return name.first, -name.last


def _overlapping(standing: Sequence[Name], firsts: Sequence[int], name: Name) -> list[Name]:
    low = bisect_left(firsts, name.first - LONGEST)
    high = bisect_left(firsts, name.last)
    return [k for k in standing[low:high] if k.overlaps(name)]


def _is_a_list(parse: Parse, name: Name, beside: Sequence[Name]) -> bool:
    """Whether a recognised name is known ones side by side: "Cuba or Jamaica"."""
    if len(beside) < 2 or not all(name.covers(known) for known in beside):
        return False
    inside = {token for known in beside for token in range(known.first, known.last)}
    rest = {parse.words[t].lower() for t in range(name.first, name.last) if t not in inside}
    return "or" in rest and rest <= LISTING


def _is_longer(parse: Parse, name: Name, known: Name) -> bool:
    """Whether a recognised place name is another place than the known one in it."""
    words = load_places()
    rest = {parse.words[t].lower() for t in _rest(name, known)}
    capitals = [t for t in _rest(name, known) if parse.words[t][:1].isupper()]
    return bool(capitals) and not rest <= words.parts | words.forms | {"and", "-", "’s", "'s", "&"}


def _rest(name: Name, known: Name) -> Iterator[int]:
    return (t for t in range(name.first, name.last) if not known.first <= t < known.last)


def _is_only_formal(scene: Scene, name: Name, beside: Sequence[Name]) -> bool:
    """Whether a body's name is the known one with its legal form: "General Electric Co."."""
    if len(beside) != 1 or beside[0].first != name.first or not name.covers(beside[0]):
        return False
    kinds = [scene.knowledge.kind(candidate.entity_id) for candidate in beside[0].candidates]
    if all(kind.is_place for kind in kinds):
        return False
    rest = {scene.parse.words[token].lower().rstrip(".") for token in _rest(name, beside[0])}
    return rest <= load_places().firms | {""}


def _is_called_after(words: Sequence[str], begins: bool) -> bool:
    """Whether a body is one of those called after a place: a school, or a team ("Ohio Bears")."""
    if not load_places().schools.isdisjoint(map(str.lower, words)):
        return True
    last = words[-1]
    return begins and last.endswith("s") and not last.endswith("ss") and last.isalpha()


def _grown(parse: Parse, name: Name, beside: Sequence[Name], gone: set[Name]) -> Iterator[Name]:
    """A known place with the form before it, where that is a state's full name."""
    words = load_places()
    for known in beside:
        rest = [parse.words[t].lower() for t in _rest(name, known)]
        formal = rest and set(rest) <= words.forms and set(rest) - {"of", "the"}
        if formal and len(beside) == 1 and name.covers(known):
            gone.add(known)
            yield replace(known, first=name.first, last=name.last, label=name.label)


def _may_nest(scene: Scene, known: Name, name: Name) -> bool:
    """Whether a known name stays within a longer one: "Russian" in a ministry's name."""
    if name.label == PERSON or not name.covers(known):
        return name.label == PERSON and not name.covers(known)
    if name.label in SITED or not known.candidates:
        return False
    if not scene.knowledge.kind(known.candidates[0].entity_id).is_place:
        return False
    words = [scene.parse.words[token] for token in range(name.first, name.last)]
    if name.label != ORGANISATION or not load_places().public.isdisjoint(map(str.lower, words)):
        return True
    adjective = any(candidate.alias_kind in ADJECTIVAL for candidate in known.candidates)
    return not (adjective or _is_called_after(words, known.first == name.first))
