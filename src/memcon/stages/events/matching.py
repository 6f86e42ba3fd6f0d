"""Triggers of the codebook in a parse: which entry a word begins, and the words it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.events import ANY, NAMED, NOTHING, PARTY, PERSON, PLACE, Entry, Slot
from memcon.record import EntityKind, Parse
from memcon.stages.events.frames import counted, nearby, things
from memcon.stages.events.parties import Wanted, find_parties
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import agent_of, is_passive, is_verb, objects_of, prepositions

CLAUSES: Final = ("xcomp", "ccomp")
OTHERWISE: Final = frozenset({"DATE", "TIME", "PERSON", "GPE", "LOC", "MONEY", "PRODUCT"})
"""Names that are no triggers, whatever their words."""
MEETING: Final = "meeting"
MUST: Final = frozenset({"must", "should"})
NEEDING: Final = frozenset({"have", "need"})
NOUNS: Final = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event, the entry that says so, and the other words it took."""

    entry: Entry
    token: int
    used: tuple[int, ...] = ()
    clause: int | None = None
    """The verb of the clause that tells what was agreed, refused, asked for …"""

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens of the trigger in order."""
        return tuple(sorted((self.token, *self.used)))

    @property
    def type(self) -> str:
        """The type of what it tells of."""
        return self.entry.group.type


def find_triggers(scene: Scene) -> Iterator[Trigger]:
    """The best entry at each word, in order of the text."""
    for token in range(len(scene.parse)):
        found = match(scene, token)
        if found is not None:
            yield found


def match(scene: Scene, token: int) -> Trigger | None:
    """The longest entry whose head is at ``token``."""
    if scene.parse.deps[token] in ("aux", "auxpass", "prep") or scene.parse.tags[token] == "JJ":
        return None
    verb = is_verb(scene.parse, token)
    if verb and scene.parse.deps[token] == "amod":
        return None  # "a captured pilot": how somebody is, not what happens
    noun = scene.parse.pos[token] in NOUNS
    if scene.labels.get(token) in OTHERWISE or not (verb or noun):
        return None
    table = scene.triggers.verbs if verb else scene.triggers.nouns
    entries = table.get(scene.lemma(token), ())
    if verb:
        likely = _likely(scene, token, entries)
        tried = (_match_verb(scene, token, entry) for entry in likely)
    else:
        tried = (_match_noun(scene, token, entry) for entry in entries)
    return next((trigger for trigger in tried if trigger is not None), None)


def _likely(scene: Scene, verb: int, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries whose first word stands near a verb: asked at once, as most fail there."""
    if not entries:
        return
    near = tuple(nearby(scene, verb, []))
    words = {scene.lemma(t) for t in near} | {scene.parse.words[t].lower() for t in near}
    for entry in entries:
        first = entry.slots[0] if entry.slots else None
        if first is None or first.name or first.clause or not words.isdisjoint(first.words):
            yield entry


def _match_noun(scene: Scene, token: int, entry: Entry) -> Trigger | None:
    parse = scene.parse
    beside = parse.dependents(token, "compound", "amod", "nmod")
    before = {scene.lemma(child): child for child in beside}
    if any(slot.name for slot in entry.slots):
        of = (noun for word, noun in prepositions(parse, token) if word == "of")
        before = {**{scene.lemma(noun): noun for noun in of}, **before}
    used = [_first(slot, before) for slot in entry.slots]
    if None in used or parse.deps[token] == "compound" or _is_idiom(scene, token):
        return None
    return Trigger(entry, token, tuple(child for child in used if child is not None))


def _first(slot: Slot, nouns: Mapping[str, int]) -> int | None:
    """The noun that fills a slot beside a noun: "deal" of "the signing of the deal"."""
    return next((token for lemma, token in nouns.items() if lemma in slot.words), None)


def _is_idiom(scene: Scene, noun: int) -> bool:
    """Whether a noun means something else here: "in exchange", "trade war"."""
    parse, above = scene.parse, scene.parse.heads[noun]
    beside = parse.dependents(noun, "compound", "amod", "nmod")
    beside += tuple(head for word, head in prepositions(parse, noun) if word == "of")
    unlike = scene.triggers.unlike.get(scene.lemma(noun), frozenset())
    if any(scene.lemma(child) in unlike for child in beside):
        return True
    bare = parse.deps[noun] == "pobj" and not parse.dependents(noun, "det", "poss")
    return bare and scene.triggers.idioms.get(scene.lemma(noun)) == scene.lemma(above)


def _match_verb(scene: Scene, token: int, entry: Entry) -> Trigger | None:
    used: list[int] = []
    clause: int | None = None
    for slot in entry.slots:
        if slot.clause:
            clause = _clause(scene, (token, *used), slot)
            if clause is None:
                return None
        elif not _fill(scene, token, slot, used) or _is_journey(scene, entry, used):
            return None
    if _is_other(scene, token, entry):
        return None
    if clause is None:
        clause = _any_clause(scene.parse, (token, *used))
    return Trigger(entry, token, tuple(used), clause)


def _is_journey(scene: Scene, entry: Entry, used: list[int]) -> bool:
    """Whether what was taken for a meeting is a visit, which tells where to: "put off a visit"."""
    if entry.group.mode != "meet" or all(slot.name != MEETING for slot in entry.slots):
        return False
    nouns = (one for t in used for one in scene.triggers.nouns.get(scene.lemma(t), ()))
    return any(one.group.mode == "visit" for one in nouns)


def _is_other(scene: Scene, token: int, entry: Entry) -> bool:
    """Whether a verb means something else here: by its object, or by a particle of its own."""
    avoided = scene.triggers.avoid.get(entry.head, frozenset())
    parse = scene.parse
    beside = parse.dependents(token, "xcomp", "acomp", "oprd", "nsubj", "advcl")
    near = [*objects_of(parse, token), *beside, *_agents(parse, token)]
    together = entry.group.type == "CONSULT" and any(
        w == "with" for w, _ in prepositions(parse, token)
    )
    if any(scene.lemma(it) in avoided for it in near) and not together:
        return True
    if entry.head in scene.triggers.active and is_passive(parse, token):
        return True
    if any(slot.name == PERSON for slot in entry.slots) and not _is_ahead(parse, token):
        return True
    particles = {scene.lemma(child) for child in scene.parse.dependents(token, "prt")}
    return bool(particles - {word for slot in entry.slots for word in slot.words})


def _is_ahead(parse: Parse, verb: int) -> bool:
    """Whether somebody is to be seen, not seen as something: "will see Ana Lima in Rome"."""
    tags = {parse.tags[child] for child in parse.dependents(verb, "aux")}
    return bool(tags & {"MD", "TO"}) and not is_passive(parse, verb)


def _agents(parse: Parse, verb: int) -> tuple[int, ...]:
    agent = agent_of(parse, verb) if is_passive(parse, verb) else None
    return () if agent is None else (agent,)


def _fill(scene: Scene, token: int, slot: Slot, used: list[int]) -> bool:
    """Whether a word fills a slot; it is added to ``used``, with the noun that it stands before."""
    parse = scene.parse
    if slot.name == NOTHING:
        return not any(True for _ in objects_of(parse, token))
    if slot.name == ANY:
        return bool(parse.dependents(token, "dobj", "nsubjpass"))
    found = (t for t in _candidates(scene, token, slot, used) if t not in used)
    taken = next((t for t in found if slot.name is None or not _is_idiom(scene, t)), None)
    if taken is None:
        return False
    used.append(taken)
    if slot.name and parse.deps[taken] == "compound":
        used.append(parse.heads[taken])
    return True


def _any_clause(parse: Parse, tokens: tuple[int, ...]) -> int | None:
    """The clause under a verb, or under the adjective or noun that it took: "willing to meet"."""
    verbs = [c for token in tokens for c in parse.dependents(token, *CLAUSES, "acl")]
    return next((verb for verb in verbs if verb not in tokens), None)


def _clause(scene: Scene, tokens: tuple[int, ...], slot: Slot) -> int | None:
    verbs = (verb for token in tokens for verb in scene.parse.dependents(token, *CLAUSES))
    return next((verb for verb in verbs if _is_clause(scene, verb, slot)), None)


def _is_clause(scene: Scene, verb: int, slot: Slot) -> bool:
    parse = scene.parse
    infinitive = any(parse.tags[child] == "TO" for child in parse.dependents(verb, "aux"))
    if slot.name == "that":
        return not infinitive
    if slot.name == "must":
        return _is_told_to(scene, verb)
    if slot.name == "other":
        return infinitive and bool(parse.dependents(verb, "nsubj"))
    if slot.name == "inf" or not infinitive:
        return infinitive
    inner = match(scene, verb)
    return inner is not None and scene.table.quads[inner.type] == slot.name


def _is_told_to(scene: Scene, verb: int) -> bool:
    """Whether a clause says what some party must do: "Sudan must return", "that Israel leave"."""
    parse = scene.parse
    musts = {scene.lemma(child) for child in parse.dependents(verb, "aux")}
    has_to = scene.lemma(verb) in NEEDING and bool(parse.dependents(verb, "xcomp"))
    base = parse.tags[verb] == "VB" and not parse.dependents(verb, "aux")
    if not musts & MUST and not has_to and not base:
        return False
    subjects = (s for s in parse.dependents(verb, "nsubj") if parse.pos[s] != "PRON")
    return any(find_parties(scene, subject, Wanted(places=True)) for subject in subjects)


def _candidates(scene: Scene, token: int, slot: Slot, used: list[int]) -> Iterator[int]:
    """Tokens that may fill a slot."""
    parse = scene.parse
    if slot.name is None:
        for near in nearby(scene, token, used):
            if scene.lemma(near) in slot.words or parse.words[near].lower() in slot.words:
                yield near
        return
    governing = (t for t in reversed(used) if parse.deps[t] == "prep")
    after = next(governing, None)
    places = things(scene, token) if after is None else iter(parse.dependents(after, "pobj"))
    for thing in places:
        if slot.name in NAMED and _is_named(scene, thing, slot.name):
            yield thing
        yield from (t for t in counted(scene, thing) if scene.lemma(t) in slot.words)


def _is_named(scene: Scene, token: int, kind: str) -> bool:
    """Whether a word stands for a party, or is the name of a place or of a person."""
    if kind == PARTY:
        return any(party.head == token for party in find_parties(scene, token))
    linked = scene.mentions.at(scene.parse.starts[token])
    if linked is None or linked.mention.form != "name" or linked.entity is None:
        return False
    entity = linked.entity.kind
    return entity.is_place if kind == PLACE else entity is EntityKind.PERSON
