"""Whom "they", "the two" and "the talks" mean: the parties of what was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from memcon.record import Entity, EntityKind, Span
from memcon.record.facts import Role
from memcon.stages.events.features import clause_verb
from memcon.stages.events.governors import kinds_of, names_of
from memcon.stages.events.matching import Trigger
from memcon.stages.events.parties import ACTING, Party, find_parties, is_both, phrase_span
from memcon.stages.events.roles import Part
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import doer_of, is_passive, is_verb, objects_of, prepositions
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
TOLD: Final = frozenset({"CONSULT", "AGREE", "SUPPORT"})
"""What those who meet or agree do; who exchanges prisoners need not have met."""
LEADERS: Final = frozenset({"leader", "president", "premier", "minister", "king", "chancellor"})
SIDES: Final = frozenset({"side", "party"})
WHOSE: Final = frozenset({"with", "between", "among", "of"})
SETTLING: Final = frozenset({"plan", "due", "postpone", "cancel"})
DEFINITE: Final = frozenset({"the", "their", "this", "that", "both", "its"})


@dataclass(frozen=True, slots=True)
class Company:
    """Those who take part together in something told, and the token that tells it."""

    token: int
    entities: tuple[Entity, ...]
    called: frozenset[str] = frozenset()
    """What the words call them and their meeting: "president", "summit"."""


def company_of(scene: Scene, trigger: Trigger, parts: Sequence[Part]) -> Company | None:
    """The company of a meeting or deal in which two or more are known."""
    if not trigger.entry.group.reciprocal or trigger.type not in TOLD:
        return None
    heads = [part.party.head for part in parts if part.party.head >= 0]
    called = {scene.lemma(t) for t in heads if scene.parse.tags[t] == "NNS"}
    called |= {scene.lemma(t) for t in trigger.tokens if scene.parse.pos[t] == "NOUN"}
    parties = (part.party for part in parts if not part.party.thing)
    entities = (party.entity for party in parties)
    known = [entity for entity in entities if entity is not None and entity.kind in ACTING]
    found = tuple({entity.id: entity for entity in known}.values())
    return Company(trigger.token, found, frozenset(called)) if len(found) >= PAIR else None


def meant(
    scene: Scene, trigger: Trigger, parts: tuple[Part, ...], told: Sequence[Company]
) -> tuple[Part, ...]:
    """The parts; where they name nobody, those whom the words point back to."""
    named = any(part.party.is_named and not part.party.thing for part in parts)
    if named or not trigger.entry.group.reciprocal:
        return parts
    pointer = _pointer(scene, trigger)
    if pointer is not None:
        span, subject = pointer
        reach = NEAR if scene.article.quote(span).lower() == "they" else FAR
        known = _called(scene, subject, told, reach)
        if known is None and _is_pair(scene, subject):
            known = together(scene, trigger.token, told, reach=reach)
        return _parts(known, span) or parts
    noun = definite(scene, trigger)
    if noun is None or parts:
        return parts
    if _is_placed(scene, noun):
        return _parts(_called(scene, noun, told, FAR), scene.parse.span(noun, noun + 1))
    verbs = [one for one in told if not one.called & scene.triggers.classes["meeting"]]
    known = _called(scene, noun, told, FAR) or (
        together(scene, trigger.token, verbs, reach=FAR)
        or together(scene, trigger.token, told, reach=FAR)
    )
    return _parts(known, scene.parse.span(noun, noun + 1))


def _is_placed(scene: Scene, noun: int) -> bool:
    """Whether a noun says itself which one it is: "the conference in Bali"."""
    named = (place for word, place in prepositions(scene.parse, noun) if word == "in")
    return any(scene.labels.get(place) == "GPE" for place in named)


def _called(scene: Scene, noun: int, told: Sequence[Company], reach: int) -> Company | None:
    """The last company that was called by a noun: "the presidents of X and Y", "the summit"."""
    here = scene.parse.sentence_index(noun)
    near = [one for one in told if here - scene.parse.sentence_index(one.token) <= reach]
    if scene.lemma(noun) == "leader":
        return next((one for one in reversed(near) if LEADERS & one.called), None)
    return next((one for one in reversed(near) if scene.lemma(noun) in one.called), None)


def with_both(scene: Scene, parts: Sequence[Part], told: Sequence[Company]) -> tuple[Part, ...]:
    """The parts with "both sides" as those who met or agreed before."""
    found: list[Part] = []
    for part in parts:
        head = part.party.head
        both = _both(scene, head) if head >= 0 and not part.party.is_named else None
        known = together(scene, head, told, reach=1 if both == head else FAR) if both else None
        if known is not None and both is not None and scene.lemma(both) in STATES:
            known = _states_of(scene, known)
        found += _parts(known, part.party.span, part.role) or [part]
    return tuple(found)


def _both(scene: Scene, head: int) -> int | None:
    """The noun that says "both sides": a party's own, or whose it is ("both countries' army")."""
    parse = scene.parse
    inner = [noun for word, noun in prepositions(parse, head) if word in ("of", "from")]
    for noun in (head, *parse.dependents(head, "poss"), *inner):
        if scene.lemma(noun) in SIDES | STATES and is_both(scene, noun):
            return noun
    return None


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


def _pointer(scene: Scene, trigger: Trigger) -> tuple[Span, int] | None:
    """A plural subject without a name and its noun: "they", "both", "the two ministers"."""
    parse, verb = scene.parse, trigger.token
    if trigger.entry.noun or is_passive(parse, verb):
        return None
    doer = subject_of(parse, verb)
    if doer is None or any(True for _ in _named_objects(scene, verb)):
        return None
    if _is_of_sayer(scene, verb):
        return None
    span = phrase_span(parse, doer)
    the = parse.tags[doer] == "NNS" and any(
        parse.words[child].lower() == "the" for child in parse.dependents(doer, "det")
    )
    several = scene.lemma(doer) in POINTERS and (the or is_both(scene, doer))
    return (span, doer) if several or _is_pair(scene, doer) else None


def _is_pair(scene: Scene, doer: int) -> bool:
    """Whether words mean those who were just told of together: "they", "both ministers"."""
    plain = scene.parse.words[doer].lower() in PLURAL
    return plain or (scene.lemma(doer) in POINTERS and is_both(scene, doer))


def _is_of_sayer(scene: Scene, verb: int) -> bool:
    """Whether "they" are rather those who say or think it: "officials thought they had"."""
    parse, above = scene.parse, scene.parse.heads[verb]
    doer = doer_of(parse, above) if parse.deps[verb] == "ccomp" else None
    if doer is not None and scene.lemma(doer) in POINTERS and is_both(scene, doer):
        return False  # "the two sides said they would meet again"
    return doer is not None and parse.tags[doer] in ("NNS", "NNPS")


def _named_objects(scene: Scene, verb: int) -> Iterator[Party]:
    for thing in objects_of(scene.parse, verb):
        yield from (p for p in find_parties(scene, thing) if p.is_named)


def _is_told_whose(scene: Scene, noun: int) -> bool:
    """Whether the noun's own words say who meets, or that it is another meeting."""
    whose = [t for word, t in prepositions(scene.parse, noun) if word in WHOSE]
    meetings = scene.triggers.classes["meeting"]
    talks = [t for t in whose if scene.lemma(t) in meetings and scene.parse.pos[t] == "NOUN"]
    said = [t for t in whose if scene.labels.get(t) not in ("DATE", "TIME") and t not in talks]
    return bool(said) or any(_is_told_whose(scene, token) for token in talks)


def _is_core(scene: Scene, noun: int) -> bool:
    core = scene.parse.deps[noun] in ("nsubj", "nsubjpass", "dobj")
    return core or _is_awaited(scene, noun)


def _is_awaited(scene: Scene, noun: int) -> bool:
    """Whether somebody waits for it: "looked forward to the summit of March 18"."""
    parse = scene.parse
    verb = parse.heads[parse.heads[noun]]
    verb = verb if is_verb(parse, verb) else parse.heads[verb]
    awaits = any("look_forward" in name for name in names_of(scene, verb))
    return parse.deps[noun] == "pobj" and awaits


def _is_settled(scene: Scene, trigger: Trigger) -> bool:
    """Whether a passive verb says that a noun's meeting is planned, put off or called off."""
    parse, noun = scene.parse, trigger.token
    if not trigger.entry.noun or parse.deps[noun] != "nsubjpass":
        return False
    return not SETTLING.isdisjoint(kinds_of(scene, parse.heads[noun]))


def definite(scene: Scene, trigger: Trigger, words: Set[str] = DEFINITE) -> int | None:
    """The noun of a meeting that takes place and was told of before: "the second round".

    ``words`` are the determiners that say so.
    """
    parse = scene.parse
    passive = not trigger.entry.noun and is_passive(parse, trigger.token)
    ahead = trigger.entry.noun and _is_awaited(scene, trigger.token)
    settled = passive or ahead or _is_settled(scene, trigger)
    if not settled and clause_verb(scene, trigger) in (None, trigger.token):
        return None
    for token in trigger.tokens:
        if parse.sentence_index(token) != parse.sentence_index(trigger.token):
            return token  # what "it" means
        if not _is_core(scene, token) or _is_told_whose(scene, token):
            continue
        said = {scene.lemma(child) for child in parse.dependents(token, "det", "poss")}
        if parse.pos[token] == "NOUN" and words & said:
            return token
    return None
