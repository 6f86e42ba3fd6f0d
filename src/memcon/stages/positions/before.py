"""Whom the words before a title speak of: the state, body or rebels that "its envoy" serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from memcon.record import Entity, EntityKind, Parse
from memcon.stages.lookup import Linked, Mentions
from memcon.stages.positions.titles import within_title
from memcon.stages.positions.unnamed import Unnamed

BODIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP})


class Before:
    """The parties of one article before its titles."""

    def __init__(
        self,
        parse: Parse,
        mentions: Mentions,
        *,
        unnamed: Unnamed,
        rebels: frozenset[str],
        all_of: Callable[[Iterable[int]], tuple[Entity, ...]],
        of_linked: Callable[[Linked], Entity | None],
    ) -> None:
        self._parse, self._mentions, self._unnamed = parse, mentions, unnamed
        self._rebels, self._all_of, self._of_linked = rebels, all_of, of_linked

    def spoken_of(self, token: int) -> Entity | None:
        """The subject of the sentence before."""
        parse, number = self._parse, self._parse.sentence_index(token)
        before = parse.sentences[number - 1] if number else None
        if before is None:
            return None
        roots = [t for t in range(before.first, before.last) if parse.heads[t] == t]
        subjects = [t for root in roots[:1] for t in parse.dependents(root, "nsubj")]
        owners = [t for subject in subjects for t in parse.dependents(subject, "poss")]
        found = self._all_of(subjects) or self._all_of(owners)
        return found[0] if found and found[0].kind is not EntityKind.PERSON else None

    def official_near(self, token: int) -> Entity | None:
        """The state of the ministry last named, else that which the text is about there."""
        return self._unnamed.official_before(token) or self.state_near(token)

    def state_near(self, token: int) -> Entity | None:
        """The state that the sentence before is about, else that last named."""
        spoken = self.spoken_of(token)
        state = spoken is not None and spoken.kind is EntityKind.COUNTRY
        return spoken if state else self._unnamed.state_before(token)

    def subject_before(self, title: int) -> Entity | None:
        """The body that does what is told before a title: "Peru objects, its envoy, … said"."""
        start = self._parse.sentence_of(title).first
        heads = (t for t in range(start, title) if self._parse.deps[t] == "nsubj")
        found = (self._body_at(head) for head in heads)
        return next((party for party in found if party is not None), None)

    def rebels_before(self, title: int) -> Entity | None:
        """The armed group that "their" means, where the sentence before speaks of rebels."""
        number = self._parse.sentence_index(title)
        words = {self._parse.words[t].lower() for t in within_title(self._parse, title)}
        if not number or "their" not in words:
            return None
        before = self._parse.sentences[number - 1]
        named = {self._parse.lemmas[t].lower() for t in range(before.first, before.last)}
        return self._unnamed.rebels(title) if named & self._rebels else None

    def _body_at(self, head: int) -> Entity | None:
        """The state or body that a noun names or takes up; no person, whatever his title."""
        linked = self._mentions.at(self._parse.starts[head])
        if linked is None or linked.entity is None:
            return self._unnamed.one(head)
        party = None if linked.entity.kind is EntityKind.PERSON else self._of_linked(linked)
        return party if party is not None and party.kind in BODIES else None
