"""Whom "they", "the two" and "the talks" mean: the parties of what was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity, EntityKind, Parse, Span
from memcon.record.facts import Role
from memcon.stages.events.features import clause_verb
from memcon.stages.events.matching import Trigger
from memcon.stages.events.parties import ACTING, Party, find_parties, phrase_span
from memcon.stages.events.roles import Part
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import doer_of, is_passive, objects_of, prepositions
from memcon.stages.statements.clauses import SUBJECTS, subject_of

PAIR: Final = 2
NEAR: Final = 2
"""Sentences over which "they" reaches back."""
FAR: Final = 12
"""Sentences over which "the talks" reach back."""
PLURAL: Final = frozenset({"they", "both", "two"})
POINTERS: Final = frozenset(
    {"side", "party", "delegation", "team", "leader", "minister", "president"}
)
STATES: Final = frozenset({"country", "state", "nation", "neighbour", "neighbor", "power"})
SIDES: Final = frozenset({"side", "party"})
BOTH: Final = frozenset({"both", "two"})
WHOSE: Final = frozenset({"with", "between", "among", "of"})
DEFINITE: Final = frozenset({"the", "their", "this", "that", "both"})


@dataclass(frozen=True, slots=True)
class Company:
    """Those who take part together in something told, and the token that tells it."""

    token: int
    entities: tuple[Entity, ...]


def company_of(trigger: Trigger, parts: Sequence[Part]) -> Company | None:
    """The company of a meeting or deal in which two or more are known."""
    if not trigger.entry.group.reciprocal:
        return None
    parties = (part.party for part in parts if not part.party.thing)
    entities = (party.entity for party in parties)
    known = [entity for entity in entities if entity is not None and entity.kind in ACTING]
    found = tuple({entity.id: entity for entity in known}.values())
    return Company(trigger.token, found) if len(found) >= PAIR else None


def meant(
    scene: Scene, trigger: Trigger, parts: tuple[Part, ...], told: Sequence[Company]
) -> tuple[Part, ...]:
    """The parts; where they name nobody, those whom the words point back to."""
    named = any(part.party.is_named and not part.party.thing for part in parts)
    if named or not trigger.entry.group.reciprocal:
        return parts
    pointer = _pointer(scene, trigger)
    if pointer is not None:
        they = scene.article.quote(pointer).lower() == "they"
        known = together(scene, trigger.token, told, reach=NEAR if they else FAR)
        return _parts(known, pointer) or parts
    noun = definite(scene, trigger)
    if noun is None or parts:
        return parts
    known = together(scene, trigger.token, told, reach=FAR)
    return _parts(known, scene.parse.span(noun, noun + 1))


def with_both(scene: Scene, parts: Sequence[Part], told: Sequence[Company]) -> tuple[Part, ...]:
    """The parts with "both sides" as those who met or agreed before."""
    found: list[Part] = []
    for part in parts:
        head = part.party.head
        words = {scene.parse.words[t].lower() for t in scene.parse.tokens_in(part.party.span)}
        pair = head >= 0 and words & BOTH and scene.lemma(head) in SIDES | STATES
        known = together(scene, head, told, reach=1) if pair and not part.party.is_named else None
        if known is not None and scene.lemma(head) in STATES:
            known = _states_of(scene, known)
        found += _parts(known, part.party.span, part.role) or [part]
    return tuple(found)


def _states_of(scene: Scene, company: Company) -> Company | None:
    """The states that a company comes from; none where they are not two."""
    codes = dict.fromkeys(entity.country for entity in company.entities if entity.country)
    states = (e for e in scene.mentions.entities.values() if e.kind is EntityKind.COUNTRY)
    found = {state.country: state for state in states if state.country in codes}
    ranked = tuple(found[code] for code in codes if code in found)
    return Company(company.token, ranked) if len(ranked) == PAIR else None


def _parts(known: Company | None, span: Span, role: Role = "actor") -> tuple[Part, ...]:
    entities = known.entities if known else ()
    return tuple(Part(Party(-1 - n, span, e), role) for n, e in enumerate(entities))


def together(scene: Scene, token: int, told: Sequence[Company], *, reach: int) -> Company | None:
    """The last company told, or the last two joined by "and" just before; the nearer one."""
    here = scene.parse.sentence_index(token)
    first = max(0, here - min(NEAR, reach))
    joined = list(_joined(scene, scene.parse.sentences[first].first, token))
    near = [one for one in told if here - scene.parse.sentence_index(one.token) <= reach]
    close = [one for one in near if one.token >= scene.parse.sentences[first].first]
    nearest = sorted([*close, *joined], key=lambda company: company.token)
    return next(iter([*nearest[-1:], *near[-1:]]), None)


def _joined(scene: Scene, first: int, last: int) -> Iterator[Company]:
    parse = scene.parse
    for token in range(first, last):
        if parse.dependents(token, "conj") and parse.deps[token] in SUBJECTS:
            parties = find_parties(scene, token)
            entities = [p.entity for p in parties if p.entity and not p.loose]
            if len(entities) >= PAIR and len(entities) == len(parties):
                yield Company(token, tuple(entities))


def _pointer(scene: Scene, trigger: Trigger) -> Span | None:
    """The words of a plural subject without a name: "they", "both", "the two ministers"."""
    parse, verb = scene.parse, trigger.token
    if trigger.entry.noun or is_passive(parse, verb):
        return None
    doer = subject_of(parse, verb)
    if doer is None or any(True for _ in _named_objects(scene, verb)):
        return None
    if _is_of_sayer(scene, verb):
        return None
    span = phrase_span(parse, doer)
    words = {parse.words[t].lower() for t in parse.tokens_in(span)}
    plain = parse.words[doer].lower() in PLURAL
    paired = scene.lemma(doer) in POINTERS and bool(words & {"both", "two"})
    return span if plain or paired else None


def _is_of_sayer(scene: Scene, verb: int) -> bool:
    """Whether "they" are rather those who say or think it: "officials thought they had"."""
    parse, above = scene.parse, scene.parse.heads[verb]
    doer = doer_of(parse, above) if parse.deps[verb] == "ccomp" else None
    return doer is not None and parse.tags[doer] in ("NNS", "NNPS")


def _named_objects(scene: Scene, verb: int) -> Iterator[Party]:
    for thing in objects_of(scene.parse, verb):
        yield from (p for p in find_parties(scene, thing) if p.is_named)


def _is_told_whose(parse: Parse, noun: int) -> bool:
    """Whether the noun's own words say who meets, or that it is another meeting."""
    return any(word in WHOSE for word, _ in prepositions(parse, noun))


def definite(scene: Scene, trigger: Trigger, words: Set[str] = DEFINITE) -> int | None:
    """The noun of a meeting that takes place and was told of before: "the second round".

    ``words`` are the determiners that say so.
    """
    parse = scene.parse
    passive = not trigger.entry.noun and is_passive(parse, trigger.token)
    if not passive and clause_verb(scene, trigger) in (None, trigger.token):
        return None
    for token in trigger.tokens:
        if parse.deps[token] not in ("nsubj", "nsubjpass", "dobj") or _is_told_whose(parse, token):
            continue
        said = {scene.lemma(child) for child in parse.dependents(token, "det", "poss")}
        if parse.pos[token] == "NOUN" and words & said:
            return token
    return None
