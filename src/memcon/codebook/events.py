"""The codebook of events: triggers in context as data (``events/*.yaml``).

A file is a list of groups. A group has a PLOVER ``type``, perhaps a ``mode``, the ``source`` of
its entries, where the ``recipient`` stands (``object`` or a preposition, likeliest first) and
the entries, each with an example in our own words. A verb's pattern begins with the verb's
lemma, a noun's ends with the noun's. Beside the head a pattern may have

    <meeting>           any noun of a class of ``words.yaml``
    <party>             whoever acts;  <place> <person>  a name of such
    *  -                any object, or none
    +inf +that +other   an infinitive, a clause, an infinitive that somebody else does
    +must               a clause that says what somebody else must do
    +coop +conflict     an infinitive that is a trigger of such a type
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from memcon.codebook.packaged import load_packaged
from memcon.record.facts import EventMode, Role

FILES: Final = (
    "consult",
    "agree",
    "support",
    "cooperate",
    "aid",
    "yield",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
)
PARTY: Final = "party"
PLACE: Final = "place"
PERSON: Final = "person"
NAMED: Final = frozenset({PARTY, PLACE, PERSON})
"""Slots that who or what is named fills."""
ANY: Final = "*"
NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a pattern beside its head: lemmas, a class of nouns, or a clause."""

    words: frozenset[str]
    name: str | None = None
    """The class, or ``inf``, ``that``, ``must``, ``coop``, ``conflict`` for a clause."""
    clause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What all entries of a group share."""

    type: str
    kind: str
    """What its happenings can be one with: the type, unless the file says otherwise."""
    mode: EventMode | None
    source: str
    recipient: tuple[str, ...]
    role: Role
    reciprocal: bool
    things: bool
    """Whether what is acted on may be a thing."""
    place: bool
    """Whether a place may be acted on."""

    official: bool
    """Whether only people in office do it: others travel on business of their own."""
    aimed: bool
    """Whether it needs one whom it is done to: "warned" alone tells little."""

    @property
    def recipient_of(self) -> bool:
        """Whether what follows "of" is acted on ("the arrest of X"), or acts ("the visit of X")."""
        return "of" in self.recipient


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger in context."""

    pattern: str
    head: str
    slots: tuple[Slot, ...]
    noun: bool
    group: Group
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """All entries by the lemma of their head, the longer patterns first."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    party: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    quantity: frozenset[str]
    occurring: frozenset[str]
    avoid: Mapping[str, frozenset[str]]
    habitual: frozenset[str]
    conditional: frozenset[str]
    awaiting: frozenset[str]
    """Conjunctions of what something else waits for: "not until they leave"."""
    performing: frozenset[str]
    officials: frozenset[str]
    lasting: frozenset[str]
    abstract: frozenset[str]
    unlike: Mapping[str, frozenset[str]]
    """Words beside a noun with which it means something else: "trade war"."""
    active: frozenset[str]
    """Verbs that in the passive mean something else: "met with laughter"."""
    idioms: Mapping[str, str]
    """Nouns that are none after a preposition: "in exchange"."""
    private: frozenset[str]
    """Nouns of parties that make no happening an event of the record."""
    leisure: frozenset[str]
    """Nouns of what reports of sport, business and the arts are about."""
    press: frozenset[str]
    """Nouns of those who are told of a meeting, and are no party to it."""
    bodies: frozenset[str]
    """Nouns of parties whose members meet: "council"."""
    speakers: frozenset[str]
    """Nouns of those who speak for others, and are not at what they tell of."""
    common: frozenset[str]
    """Nouns of parties that do so only with a state or an office beside them."""
    private_sectors: frozenset[str]
    lemmas: Mapping[str, str]
    """Lemmas as they should be, of words that the parser gets wrong."""
    helpers: Mapping[str, Role]
    """Role of the agent of a verb beside an event's noun: mediator or host."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(
            one for table in (self.verbs, self.nouns) for es in table.values() for one in es
        )


@cache
def load_triggers() -> Triggers:
    """The packaged codebook, read once."""
    words: dict[str, Any] = load_packaged("memcon.codebook", "events", "words.yaml")
    frames: dict[str, Any] = load_packaged("memcon.codebook", "events", "frames.yaml")
    classes = {name: frozenset(listed.split()) for name, listed in words["classes"].items()}
    entries = [entry for name in FILES for entry in _entries(name, classes)]
    lists = (
        "quantity",
        "occurring",
        "habitual",
        "conditional",
        "awaiting",
        "performing",
        "officials",
        "lasting",
        "abstract",
        "active",
        "private",
        "common",
        "press",
        "speakers",
        "bodies",
        "leisure",
        "private_sectors",
    )
    return Triggers(
        verbs=_by_head(entry for entry in entries if not entry.noun),
        nouns=_by_head(entry for entry in entries if entry.noun),
        party=frozenset(words["party"].split()),
        classes=classes,
        helpers={verb: role for role, verbs in frames["helpers"].items() for verb in verbs.split()},
        avoid=_listed(frames["avoid"]),
        unlike=_listed(frames["unlike"]),
        lemmas=words["lemmas"],
        idioms=frames["idioms"],
        **{name: frozenset(frames[name].split()) for name in lists},
    )


def _listed(rows: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {word: frozenset(listed.split()) for word, listed in rows.items()}


def _by_head(entries: Iterator[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.head, []).append(entry)
    return {head: tuple(sorted(listed, key=_size, reverse=True)) for head, listed in found.items()}


def _size(entry: Entry) -> tuple[int, int]:
    """Slots, and those of them that ask for one word."""
    return len(entry.slots), sum(slot.name is None for slot in entry.slots)


def _entries(name: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Entry]:
    for row in load_packaged("memcon.codebook", "events", f"{name}.yaml"):
        group = Group(
            type=row["type"],
            kind=row.get("kind", row["type"]),
            mode=row.get("mode"),
            source=row["source"],
            recipient=tuple(row["recipient"]),
            role=row.get("role", "actor"),
            reciprocal=row.get("reciprocal", False),
            things=row.get("things", False),
            place=row.get("place", False),
            official=row.get("official", False),
            aimed=row.get("aimed", False),
        )
        for pattern, example in (row.get("verbs") or {}).items():
            head, *rest = pattern.split()
            slots = tuple(_slot(word, classes) for word in rest)
            yield Entry(pattern, head, slots, noun=False, group=group, example=example)
        for pattern, example in (row.get("nouns") or {}).items():
            *rest, head = pattern.split()
            slots = tuple(_slot(word, classes) for word in rest)
            yield Entry(pattern, head, slots, noun=True, group=group, example=example)


def _slot(word: str, classes: Mapping[str, frozenset[str]]) -> Slot:
    if word in (ANY, NOTHING):
        return Slot(frozenset(), word)
    if word.startswith("+"):
        return Slot(frozenset(), word[1:], clause=True)
    if word.startswith("<"):
        name = word.strip("<>")
        return Slot(frozenset() if name in NAMED else classes[name], name)
    return Slot(frozenset(word.split("|")))
