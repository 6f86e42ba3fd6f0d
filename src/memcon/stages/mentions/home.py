"""Short names that an article makes plain: at home, and by the capitals of a name in full.

"Congress", "the Supreme Court", "the Navy": which country's is meant, the article says by the
countries it names most. "BA" is British Airways where that is named too.
"""

from __future__ import annotations

import re
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
ABBREVIATION: Final = "abbreviation"
MUCH: Final = 2
SPELT: Final = re.compile(
    r"((?:[A-Z][\w’'.-]*[ ,]+(?:(?:of|for|and|the|on|to|in|&) )*){2,8})(?:\(|or )([A-Z]{2,7})\b"
)
"""A name, and the short form that stands after it in brackets or after "or"."""
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


def as_spelt_here(scene: Scene, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names; an abbreviation that the report itself spells out means that alone.

    "Middle East and Africa (MEA)" is no ministry of external affairs.
    """
    text = scene.article.text
    own = {short: _key(long) for long, short in SPELT.findall(text) if _spells(long, short)}
    return tuple(_of_this_report(scene, name, own) for name in names) if own else tuple(names)


def _of_this_report(scene: Scene, name: Name, own: Mapping[str, frozenset[str]]) -> Name:
    said = own.get(scene.parse.words[name.first]) if len(name) == 1 else None
    if said is None or not name.candidates:
        return name
    short = [one for one in name.candidates if one.alias_kind == ABBREVIATION]
    fits = [one for one in short if said & _key(scene.knowledge.name(one.entity_id))]
    return name if fits or not short else replace(name, candidates=())


def _spells(long: str, short: str) -> bool:
    """Whether the capitals of the words before an abbreviation end in it."""
    return "".join(word[0] for word in long.split() if word[0].isupper()).endswith(short)


def _key(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"\w{4,}", text))


def told_apart(scene: Scene, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names; a body called alike in many countries is the one of a country at issue here.

    Such are those that the knowledge base names with their country: "Democratic Party (United
    States)". Where the report names another country more than twice as often it is left unknown.
    """
    shared = {
        (number, one): country
        for number, name in enumerate(names)
        for one in name.candidates
        if (country := _qualified(scene, name, one))
    }
    if not shared:
        return tuple(names)
    counts = _counted(scene, names)
    most = max(counts.values(), default=0)
    away = {key for key, country in shared.items() if MUCH * counts[country] < most}
    found = list(names)
    for number in {number for number, _ in away}:
        kept = (one for one in names[number].candidates if (number, one) not in away)
        found[number] = replace(names[number], candidates=tuple(kept))
    return tuple(found)


def _qualified(scene: Scene, name: Name, one: Candidate) -> str | None:
    """The country of a body whose name here is that of the knowledge base but for the country."""
    full = scene.knowledge.name(one.entity_id)
    if not full.endswith(")") or full.partition(" (")[0] != scene.text(name).removeprefix("The "):
        return None
    return scene.knowledge.row(one.entity_id).country


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
    counts = _counted(scene, names)
    for iso, count in counts.most_common(ASKED):
        state = scene.knowledge.country(iso)
        if state is not None and count >= LEAST * counts.total():
            yield state


def _counted(scene: Scene, names: Sequence[Name]) -> Counter[str]:
    """How often each country is named, itself or by what is its."""
    counts: Counter[str] = Counter()
    for name in names:
        if name.candidates and name.candidates[0].prior > 0.5:
            country = scene.knowledge.row(name.candidates[0].entity_id).country
            counts.update([country] if country else [])
    return counts


def _bodies(scene: Scene, text: str, states: Sequence[str]) -> Iterator[tuple[Candidate, ...]]:
    """What the first state that has one calls so."""
    for state in states:
        called = scene.knowledge.name(state)
        for form in (f"{called} {text}", f"{text} of {called}", f"{text} of the {called}"):
            found = scene.knowledge.candidates(form, scene.on)
            kinds = {scene.knowledge.kind(candidate.entity_id) for candidate in found}
            if found and kinds <= BODIES:
                yield tuple(replace(candidate, alias_kind=AT_HOME) for candidate in found)
