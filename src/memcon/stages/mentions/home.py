"""Short names that an article makes plain: at home, and by the capitals of a name in full.

"Congress", "the Supreme Court", "the Navy": which country's is meant, the article says by the
countries it names most. "BA" is British Airways where that is named too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from memcon.knowledge.lookup import Candidate
from memcon.record import EntityKind
from memcon.stages.mentions.names import ORGANISATION, Name, Scene

ASKED: Final = 2
"""Countries, the most named first, that are asked for a body."""
LEAST: Final = 0.2
"""Share of the names with a country that a country must have."""
INITIALS: Final = "short form of a name in this report"
AT_HOME: Final = "short name at home"
BODIES: Final = frozenset({EntityKind.ORGANISATION, EntityKind.GROUP})


def with_initials(scene: Scene, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names; one word in capitals that a longer name spells means what that means."""
    spelt: dict[str, Name] = {}
    for name in names:
        capitals = "".join(w[0] for w in scene.text(name).split() if w[:1].isupper())
        if len(name) > 1 and len(capitals) > 1 and name.candidates and not name.within:
            spelt.setdefault(capitals, name)
    return tuple(_spelt_out(scene, name, spelt) for name in names)


def _spelt_out(scene: Scene, name: Name, spelt: Mapping[str, Name]) -> Name:
    full = spelt.get(scene.parse.words[name.first]) if len(name) == 1 else None
    if full is None or name.candidates:
        return name
    candidates = tuple(replace(one, alias_kind=INITIALS) for one in full.candidates)
    return replace(name, label=full.label, candidates=candidates)


def at_home(scene: Scene, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names; bodies that the knowledge base knows with their country only get candidates."""
    states = tuple(_states(scene, names))
    known: dict[str, tuple[Candidate, ...]] = {}
    found = []
    for name in names:
        if name.label == ORGANISATION and not name.candidates and not name.within and states:
            text = scene.text(name).removeprefix("The ")
            if text not in known:
                known[text] = next(_bodies(scene, text, states), ())
            name = replace(name, candidates=known[text])
        found.append(name)
    return tuple(found)


def _states(scene: Scene, names: Sequence[Name]) -> Iterator[str]:
    """Ids of the states that the article names most, themselves or by what is theirs."""
    counts: Counter[str] = Counter()
    for name in names:
        if name.candidates and name.candidates[0].prior > 0.5:
            country = scene.knowledge.row(name.candidates[0].entity_id).country
            counts.update([country] if country else [])
    for iso, count in counts.most_common(ASKED):
        state = scene.knowledge.country(iso)
        if state is not None and count >= LEAST * counts.total():
            yield state


def _bodies(scene: Scene, text: str, states: Sequence[str]) -> Iterator[tuple[Candidate, ...]]:
    """What the first state that has one calls so."""
    for state in states:
        called = scene.knowledge.name(state)
        for form in (f"{called} {text}", f"{text} of {called}", f"{text} of the {called}"):
            found = scene.knowledge.candidates(form, scene.on)
            kinds = {scene.knowledge.kind(candidate.entity_id) for candidate in found}
            if found and kinds <= BODIES:
                yield tuple(replace(candidate, alias_kind=AT_HOME) for candidate in found)
