"""Parties that are meant without a name: "the rebels", "the bloc", "the junta", "both sides"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from memcon.record import Entity, EntityKind, Parse
from memcon.stages.lookup import Mentions

Lift = Callable[[Entity], Entity | None]
OFFICIAL: Final = frozenset({"GOV", "IGO", "NGO", "JUD", "JRN", "BUS", "LEG", "REL", "MED", "EDU"})
"""Sectors of organisations that "the rebels" or "the group" do not take up."""
NAMING: Final = ("compound", "amod", "nmod", "appos", "nummod")
OWNING: Final = ("poss", "prep")
ARMIES: Final = frozenset({"army", "military"})


class Unnamed:
    """The parties of one article that words such as ``words`` take up."""

    def __init__(
        self,
        words: Mapping[str, frozenset[str]],
        parse: Parse,
        *,
        mentions: Mentions,
        lift: Lift,
        state: Callable[[str], Entity | None],
    ) -> None:
        self._words, self._parse, self._state, self._lift = words, parse, state, lift
        self._all = [
            (linked.span.start, party)
            for linked in mentions.all
            if linked.entity is not None and (party := lift(linked.entity)) is not None
            if linked.link.reading != "literal" or linked.entity.kind is EntityKind.COUNTRY
        ]
        self._mentions = mentions

    def one(self, head: int) -> Entity | None:
        """The party that "the rebels", "the bloc" or "the government" takes up, if any."""
        kind = self._kind(head)
        if kind is None:
            return None
        if kind == "home":
            return self.home()
        if kind == "rebels":
            return self.rebels(head)
        army = self._lemma(head) in ARMIES
        named = (one for one in self._before(head) if army and one.sector == "MIL")
        states = (one for one in self._before(head) if _fits(one, kind))
        return next(named, None) or next(states, None)

    def rebels(self, head: int) -> Entity | None:
        """The armed group last named before ``head``, else the first that is named at all."""
        named = (*self._before(head), *(one for _, one in self._all))
        return next((one for one in named if _fits(one, "rebels")), None)

    def two(self, head: int) -> tuple[Entity, ...]:
        """The two parties that "both sides" are: those named most before the sentence."""
        if self._lemma(head) not in self._words["sides"] or not self._is_pair(head):
            return ()
        start = self._sentence_start(head)
        named = Counter(
            one.id for at, one in self._all if at < start and _fits(one, "state", "rebels")
        )
        known = {one.id: one for _, one in self._all}
        return tuple(known[id] for id, _ in named.most_common(2)) if len(named) > 1 else ()

    def home(self) -> Entity | None:
        """The state that most of whom and what the article names belong to."""
        entities = (linked.entity for linked in self._mentions.all if linked.entity)
        named = Counter(e.country for e in entities if e.country and e.sector != "JRN")
        top = named.most_common(1)
        return self._state(top[0][0]) if top else None

    def armed_before(self, head: int) -> Entity | None:
        """The army or armed group last named before ``head``."""
        armed = (one for one in self._before(head) if one.sector == "MIL" or _fits(one, "rebels"))
        return next(armed, None)

    def official_before(self, head: int) -> Entity | None:
        """The state of the ministry last named before ``head``."""
        start = self._parse.starts[head]
        for linked in reversed(self._mentions.all):
            words = linked.mention.evidence.quote.lower().split()
            if linked.span.end > start or self._words["official"].isdisjoint(words):
                continue
            party = self._lift(linked.entity) if linked.entity else None
            if party is not None and _fits(party, "state"):
                return party
        return None

    def state_before(self, head: int) -> Entity | None:
        """The state last named before ``head``."""
        return next((one for one in self._before(head) if _fits(one, "state")), None)

    def _kind(self, head: int) -> str | None:
        parse = self._parse
        if not any(parse.words[d].lower() == "the" for d in parse.dependents(head, "det")):
            return None
        modifiers = [t for t in parse.dependents(head, *NAMING) if t < head]
        if parse.dependents(head, *OWNING) or any(map(self._is_named, modifiers)):
            return None
        lemmas = [self._lemma(token) for token in (*modifiers, head)]
        if lemmas[-1] in self._words["sides"]:
            lemmas = lemmas[:-1]
        plain = self._words["modifiers"]
        for kind in ("home", "rebels", "body", "state"):
            if lemmas and lemmas[-1] in self._words[kind] and plain.issuperset(lemmas[:-1]):
                return "home" if kind == "state" and "military" in lemmas else kind
        return None

    def _is_pair(self, head: int) -> bool:
        beside = {self._parse.words[t].lower() for t in self._parse.children[head] if t < head}
        return bool(beside & {"both", "two"}) and not any(
            map(self._is_named, self._parse.dependents(head, *NAMING))
        )

    def _is_named(self, token: int) -> bool:
        return self._mentions.at(self._parse.starts[token]) is not None

    def _lemma(self, token: int) -> str:
        return self._parse.lemmas[token].lower()

    def _sentence_start(self, head: int) -> int:
        return self._parse.starts[self._parse.sentence_of(head).first]

    def _before(self, head: int) -> Iterator[Entity]:
        start = self._parse.starts[head]
        return (one for at, one in reversed(self._all) if at < start)


def _fits(one: Entity, *kinds: str) -> bool:
    """Whether a party is of one of the kinds: a state, a body of states, or rebels."""
    if one.kind is EntityKind.COUNTRY:
        return "state" in kinds
    if one.kind not in (EntityKind.ORGANISATION, EntityKind.GROUP) or one.sector == "CVL":
        return False
    kind = "body" if one.sector == "IGO" else "rebels"
    return kind in kinds and (kind == "body" or one.sector not in OFFICIAL)
