"""Which words may show an issue: not those of names, nor those of other clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from memcon.record import EntityKind
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.syntax import Tokens

NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP})
LABELS: Final = frozenset({"PERSON", "ORG"})
CLAUSES: Final = ("advcl", "relcl", "conj", "parataxis", "acl", "ccomp", "pcomp")
FRAME: Final = ("nsubj", "nsubjpass", "agent", "dative", "npadvmod")
ENOUGH: Final = 2
"""Words of a name that are enough for a cue: "green climate" in a fund of that name."""


def name_numbers(scene: Scene, tokens: Sequence[int]) -> Mapping[int, int]:
    """Of the indices of ``tokens`` inside longer names of parties, the first token of the name."""
    found: dict[int, int] = {}
    for index, token in enumerate(tokens):
        first = _name_at(scene, token)
        if first is not None:
            found[index] = first
    return found


def _name_at(scene: Scene, token: int) -> int | None:
    """The first token of a name of several words of a person or organisation at ``token``."""
    linked = scene.mentions.at(scene.parse.starts[token])
    if linked is not None and linked.mention.form == "name" and linked.entity is not None:
        inside = scene.parse.tokens_in(linked.span)
        return inside.start if linked.entity.kind in NAMED and len(inside) > 1 else None
    name = scene.parse.name_at(token)
    if name is None or name.label not in LABELS or name.last - name.first < 2:
        return None
    return name.first


def is_mere_name(phrase: str, places: Sequence[int], named: Mapping[int, int]) -> bool:
    """Whether a phrase stands in a name and is too little of it: "river" in that of a party.

    One that asks for a name ("support for @group") is not met inside of one.
    """
    inside = [named[place] for place in places if place in named]
    if "@" in phrase:
        return len(set(inside)) < len(inside)
    return bool(inside) and len(places) < ENOUGH


def around_claim(scene: Scene, sign: int, claim: Tokens) -> tuple[int, ...]:
    """The words of a clause that say what a claim in it is about.

    Not who says it and to whom, nor clauses that the word of stance does not stand in.
    """
    parse = scene.parse
    inside = range(*parse.subtree_range(_clause(scene, sign)))
    left_out = {t for one in _frames(scene, sign) for t in one}
    for token in inside:
        if _is_elsewhere(scene, token, sign):
            left_out.update(range(*parse.subtree_range(token)))
    kept = {sign, *range(*claim)}
    return tuple(
        t for t in scene.sentence(sign) if t in kept or (t in inside and t not in left_out)
    )


def _clause(scene: Scene, sign: int) -> int:
    """The verb of the clause of a word; for a relative clause the noun that it is on."""
    parse = scene.parse
    verb = next((t for t in (sign, *parse.ancestors(sign)) if scene.is_verb(t)), sign)
    return parse.heads[verb] if parse.deps[verb] == "relcl" else verb


def _is_elsewhere(scene: Scene, token: int, sign: int) -> bool:
    """Whether a subtree is a clause beside the sign, or the doer of what it says."""
    dep, parse = scene.parse.deps[token], scene.parse
    first, last = parse.subtree_range(token)
    if first <= sign < last:
        return False
    head = parse.heads[token]
    if head in parse.ancestors(sign) and scene.lemma(head) in scene.cues.clause:
        return True  # whom it is told
    if dep in FRAME:
        return head == sign or head in parse.ancestors(sign)
    return dep in CLAUSES and scene.is_verb(token)


def _frames(scene: Scene, sign: int) -> tuple[range, ...]:
    """The sources and cues of what is said at ``sign``."""
    return tuple(
        scene.parse.tokens_in(span)
        for said in scene.said_in(sign)
        for span in (*said.source.spans, *said.cue.spans)
    )
