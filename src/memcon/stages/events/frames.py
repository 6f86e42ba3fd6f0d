"""The words around a verb that a pattern of the codebook may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import Parse
from memcon.stages.events.governors import is_dated
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_verb, objects_of, prepositions

BESIDE: Final = frozenset(
    {"prt", "advmod", "acomp", "attr", "oprd", "dobj", "dative", "nsubjpass", "npadvmod"}
    | {"prep", "agent", "xcomp", "ccomp", "advcl"}
)
GOVERNING: Final = ("prep", "agent", "prt")
ANTECEDENTS: Final = ("meeting", "deal", "truce", "paper")
CORE_NOUNS: Final = ("dobj", "nsubjpass", "nsubj")
CORE: Final = ("dobj", "nsubjpass", "attr")
CONTENT: Final = frozenset(
    {
        "round",
        "series",
        "session",
        "offer",
        "day",
        "hour",
        "kilogram",
        "ton",
        "tonne",
        "state",
        "kg",
    }
)
"""Nouns that stand before what they are of: "a round of talks", "tons of food"."""


def nearby(scene: Scene, verb: int, used: list[int]) -> Iterator[int]:
    """Words in the frame of a verb that a plain word of a pattern may be."""
    parse = scene.parse
    for child in parse.children[verb]:
        if not is_dated(scene, child):
            yield from _beside(parse, child)
    for thing in (*objects_of(parse, verb), *used):
        yield from _with_parts(parse, thing)
    for noun in used:
        for child in parse.dependents(noun, "prep"):
            yield child
            yield from parse.dependents(child, "pobj")


def _beside(parse: Parse, child: int) -> Iterator[int]:
    """A dependent of a verb and what belongs to it; a clause that is said does not."""
    dep = parse.deps[child]
    if dep in BESIDE and not (dep == "ccomp" and is_verb(parse, child)):
        yield child
    if dep in GOVERNING:
        for noun in parse.dependents(child, "pobj", "pcomp"):
            yield from _with_parts(parse, noun)
    if dep in (*GOVERNING, "advmod"):
        yield from parse.dependents(child, "prep")
    if dep in CORE:
        yield from _with_parts(parse, child)


def _with_parts(parse: Parse, noun: int) -> Iterator[int]:
    yield noun
    yield from parse.dependents(noun, "compound", "amod", "nmod")


def things(scene: Scene, verb: int) -> Iterator[int]:
    """Heads of what a verb is done to, its predicate nouns, and indirect objects."""
    for thing in objects_of(scene.parse, verb):
        yield from meant_by_it(scene, thing) if scene.lemma(thing) == "it" else (thing,)
    yield from scene.parse.dependents(verb, "attr", "oprd", "dative", "npadvmod")


def meant_by_it(scene: Scene, pronoun: int) -> Iterator[int]:
    """What "it" may mean: nouns of meetings and deals of the sentence before, likeliest first."""
    parse = scene.parse
    yield pronoun
    number = parse.sentence_index(pronoun)
    if not number or parse.sentences[number - 1].block != parse.sentences[number].block:
        return
    before = parse.sentences[number - 1]
    words = frozenset().union(*(scene.triggers.classes[name] for name in ANTECEDENTS))
    nouns = (t for t in range(before.first, before.last) if parse.pos[t] == "NOUN")
    found = [t for t in nouns if scene.lemma(t) in words]
    yield from sorted(found, key=lambda t: (parse.deps[t] not in CORE_NOUNS, t))


def counted(scene: Scene, thing: int) -> Iterator[int]:
    """What a noun is a number of, the noun, what is joined to it, and what stands before it."""
    if scene.lemma(thing) in scene.triggers.quantity | CONTENT:
        for noun in (noun for word, noun in prepositions(scene.parse, thing) if word == "of"):
            yield from (noun, *scene.parse.dependents(noun, "compound"))
    yield thing
    yield from scene.parse.dependents(thing, "conj", "compound")
