"""Whose position it is: those who speak for a state or an organisation are lifted to it.

A minister is the state by the office held on the date; a ministry, an army's command, a capital
or a palace is the state; a spokesman is whom the words around him name. Opposition figures,
parties, parliaments, experts and private people hold for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from memcon.codebook.stances import load_stances
from memcon.knowledge.actors import Actor, resolve_actor
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Entity, EntityKind, Parse, Span, Statement
from memcon.stages.events.syntax import prepositions
from memcon.stages.lookup import Linked, Mentions
from memcon.stages.positions.before import Before
from memcon.stages.positions.titles import (
    is_below,
    led_by,
    title_heads,
    title_words,
    within_title,
)
from memcon.stages.positions.unnamed import Unnamed
from memcon.stages.statements.clauses import phrase_of

SPEAKING: Final = frozenset({"GOV", "SPY"})
"""Sectors of bodies that speak for their state."""
PRIVATE: Final = frozenset({"EDU", "CVL", "JRN", "BUS", "ELI", "MED"})
"""Sectors of people who speak for nobody: scholars, journalists, bystanders, former officials."""
NEVER: Final = PRIVATE | {"OPP", "LEG", "AGR", "LAB", "REL"}
"""Sectors of titles that speak for no state or organisation."""
OWN: Final = frozenset({"its", "their"})
DEPTH: Final = 3
PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that"})
WITHIN: Final = ("appos", "poss", "compound", "amod", "nmod")
HELD: Final = frozenset(
    {EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.PERSON}
)


class Holders:
    """The parties of one article."""

    def __init__(
        self, knowledge: KnowledgeBase, on: str | None, parse: Parse, mentions: Mentions
    ) -> None:
        self._knowledge = knowledge
        self._on = on
        self._parse = parse
        self._mentions = mentions
        self._phrases: dict[str, Actor] = {}
        tables = load_stances()
        self._unnamed = Unnamed(
            tables.unnamed, parse, mentions=mentions, lift=self.lift, state=self.state
        )
        self._joining = tables.unnamed["joining"]
        self._teams = tables.unnamed["teams"]
        self._ranks = tables.unnamed["ranks"]
        self._official = tables.unnamed["official"]
        self._rebels = tables.unnamed["rebels"] - {"group", "alliance", "front", "organisation"}
        self._told = Before(
            parse,
            mentions,
            unnamed=self._unnamed,
            rebels=self._rebels,
            all_of=self.all_of,
            of_linked=self.of_linked,
        )
        self._leading = tables.unnamed["leading"]
        self._speaking = tables.unnamed["speaking"]
        self._seats = tables.seats
        self._apart = tables.beside
        self._titled: dict[str, Entity | None] = {}

    def lift(self, entity: Entity, depth: int = 0) -> Entity | None:
        """The party that ``entity`` speaks for; ``None`` for what holds no positions."""
        above = self._above(entity) if depth < DEPTH else None
        if above is not None and above.id != entity.id:
            return self.lift(above, depth + 1)
        return entity if entity.kind in HELD else None

    def _above(self, entity: Entity) -> Entity | None:
        if entity.kind is EntityKind.PERSON:
            office = entity.office
            above = self._entity(office.of) if office and office.of else None
            if office is None or above is None or above.kind is not EntityKind.COUNTRY:
                return above
            return None if is_below(self._knowledge, office.title) else above
        if entity.kind is EntityKind.COUNTRY:
            return None
        stands = self._knowledge.stands_for(entity.id) if entity.id in self._knowledge else None
        if stands is not None:
            return self._entity(stands)
        if entity.kind is EntityKind.ORGANISATION and entity.sector in SPEAKING and entity.country:
            return self.state(entity.country)
        return None

    def state(self, iso: str) -> Entity | None:
        """The state with an alpha-3 code."""
        id = self._knowledge.country(iso)
        return self._entity(id) if id else None

    def _entity(self, id: str) -> Entity | None:
        known = self._mentions.entities.get(id)
        if known is not None:
            return known
        return self._knowledge.entity(id, on=self._on) if id in self._knowledge else None

    def of_linked(self, linked: Linked) -> Entity | None:
        """The party of a mention; a capital or a palace counts even where it is a place."""
        seat = self._seats.get(linked.mention.evidence.quote, "")
        if seat in self._mentions.entities:
            return self.lift(self._mentions.entities[seat])
        sent = self._sent_by(linked)
        return sent or (self.lift(linked.entity) if linked.entity else None)

    def of_head(self, head: int) -> Entity | None:
        """The party that the noun phrase with head ``head`` means."""
        linked = self._mentions.at(self._parse.starts[head])
        if linked is not None and linked.entity is not None:
            lifted = self._its_state(linked.entity, head) or self.of_linked(linked)
            if lifted is not None and lifted.kind is EntityKind.PERSON:
                return self._by_title(head, lifted)
            return lifted
        if self._parse.words[head].lower() in PRONOUNS:
            return None
        return self._of_phrase(head)

    def _sent_by(self, linked: Linked) -> Entity | None:
        """Whom a delegation that is known from its article alone speaks for: a name within."""
        entity = linked.entity
        if entity is None or entity.kind is EntityKind.PERSON or entity.id in self._knowledge:
            return None
        head = self._head(linked.span)
        if head is None or self._lemma(head) not in self._teams:
            return None
        inside = (other.entity for other in self._mentions.over([linked.span]))
        others = (one for one in inside if one and one.id != entity.id)
        return next((party for one in others if (party := self.lift(one))), None)

    def _lemma(self, token: int) -> str:
        return self._parse.lemmas[token].lower()

    def _its_state(self, entity: Entity, head: int) -> Entity | None:
        """The state that a ministry without a country is of: the one last named."""
        if entity.kind is not EntityKind.ORGANISATION or entity.id in self._knowledge:
            return None
        body = self._parse.lemmas[head].lower() in self._official and not entity.country
        return self._told.official_near(head) if body else None

    def all_of(self, heads: Iterable[int]) -> tuple[Entity, ...]:
        """The parties of several noun phrases, each once; both of "G77/China"."""
        found: dict[str, Entity] = {}
        for head in heads:
            linked = self._mentions.at(self._parse.starts[head])
            pair = self._pair(linked) if linked else ()
            pair = pair or (() if linked else self._unnamed.two(head))
            party = None if pair else self.of_head(head)
            pair = pair or self._slashed(head)
            found.update({one.id: one for one in (*pair, *([party] if party else []))})
        return tuple(found.values())

    def _pair(self, linked: Linked) -> tuple[Entity, ...]:
        """The parties of two names written as one, where both are known."""
        names = linked.mention.evidence.quote.split("/")
        if len(names) < 2 or (linked.entity and linked.entity.id in self._knowledge):
            return ()
        found = [self._named(name.strip()) for name in names]
        return tuple(one for one in found if one) if all(found) else ()

    def _slashed(self, token: int) -> tuple[Entity, ...]:
        """The party whose name a stroke joins to that at ``token``."""
        if token < 2 or self._parse.words[token - 1] != "/":
            return ()
        found = self._named(self._parse.words[token - 2])
        return (found,) if found else ()

    def _named(self, name: str) -> Entity | None:
        actor = self._resolve(name if not name.isupper() or len(name) < 5 else name.title())
        return self.lift(actor.entity) if actor.entity else None

    def _by_title(self, head: int, person: Entity) -> Entity | None:
        """Whom a person without a known office speaks for by title: "the Chadian envoy, …"."""
        named = self._by_words(head) or self._titled_elsewhere(person)
        if named is not None or person.id in self._knowledge:
            return named or person
        actor = self._resolve(self._words(head))
        if person.sector in PRIVATE or actor.sector in PRIVATE or self._is_private(head):
            return self._by_speaking(head)
        return self._inside(head) or self._commanded(head) or person

    def sector_of(self, person: Entity) -> str | None:
        """The sector of a person: as known, else by the words that describe him."""
        return person.sector or self._resolve(person.description or "").sector

    def _commanded(self, name: int) -> Entity | None:
        """The armed body last named, of one who has a rank and no party: "General X"."""
        titles = {self._lemma(t) for t in self._parse.dependents(name, "compound")}
        return self._unnamed.armed_before(name) if titles & self._ranks else None

    def _is_private(self, name: int) -> bool:
        """Whether a title beside a name is that of a scholar, a journalist or the like."""
        titles = (title_words(self._parse, t) for t in title_heads(self._parse, name))
        return any(self._resolve(words).sector in PRIVATE for words in titles)

    def _by_speaking(self, name: int) -> Entity | None:
        """Whom a spokesman without a party beside his name speaks for: whom it was about before."""
        titles = [self._parse.lemmas[t].lower() for t in self._parse.dependents(name, "compound")]
        return self._told.spoken_of(name) if self._speaking & set(titles) else None

    def _titled_elsewhere(self, person: Entity) -> Entity | None:
        """Whom the title that another mention of ``person`` has speaks for."""
        if person.id not in self._titled:
            self._titled[person.id] = None  # titles may lead back to the person
            named = self._mentions.names.get(person.id, ())
            heads = [head for one in named if (head := self._head(one.span)) is not None]
            found = (self._by_words(h) or self._inside(h) or self._by_speaking(h) for h in heads)
            self._titled[person.id] = next((one for one in found if one is not None), None)
        return self._titled[person.id]

    def _by_words(self, head: int) -> Entity | None:
        """The party that the title around a name belongs to."""
        for title in title_heads(self._parse, head):
            party = self._of_title(title)
            if party is not None:
                return party
        led = (self._of_phrase(team) for team in led_by(self._parse, head))
        team = next((party for party in led if party is not None), None)
        if team is not None:
            return team
        actor = self._resolve(self._words(head))
        titles = title_heads(self._parse, head)
        local = any(self._is_part(t) for title in titles for t in within_title(self._parse, title))
        if actor.sector not in SPEAKING or local:
            return None
        if actor.country:
            return self.state(actor.country)
        titled = any(t < head for t in self._parse.dependents(head, "compound"))
        if not titled or actor.entity:
            return None
        return self._told.state_near(head)

    def _of_title(self, title: int) -> Entity | None:
        """The party whose office a title is: "Sudan's irrigation minister", "the EU's envoy"."""
        if self._lemma(title) in self._apart:
            return None
        if any(self._parse.words[t].lower() in OWN for t in within_title(self._parse, title)):
            spoken = self._told.subject_before(title) or self._told.rebels_before(title)
            return spoken or self._told.spoken_of(title)  # "its envoy, …"
        actor = self._resolve(title_words(self._parse, title))
        colleague = self._parse.lemmas[title].lower() in self._leading
        if actor.sector in NEVER or not (actor.sector or colleague):
            return None
        words = tuple(within_title(self._parse, title))
        if any(self._lemma(word) in self._rebels for word in (title - 1, *words)):
            return self._unnamed.rebels(title)  # "rebel spokesman", "the rebels' envoy"
        for word in words:
            if self._lemma(word) in self._official and self._party_at(word) is None:
                return self._told.official_near(word)  # "a spokesman for the ministry"
            if self._is_part(word):
                return None
            party = self._party_at(word)
            if party is None:
                continue
            if party.kind is not EntityKind.COUNTRY or actor.sector in SPEAKING or colleague:
                return party
        return self.state(actor.country) if actor.sector in SPEAKING and actor.country else None

    def _is_part(self, token: int) -> bool:
        """Whether a word of a title names a part of a state: "California's attorney general"."""
        found = self._mentions.over([self._parse.span(token, token + 1)])
        named = (linked.entity for linked in found if linked.entity)
        return any(one.kind is EntityKind.REGION and self.lift(one) is None for one in named)

    def _party_at(self, token: int) -> Entity | None:
        """The state or body that a word names, also within a phrase that means a person."""
        span = self._parse.span(token, token + 1)
        found = (linked for linked in self._mentions.over([span]) if linked.entity)
        named = (one for one in found if one.entity and one.entity.kind is not EntityKind.PERSON)
        return next((party for one in named if (party := self.of_linked(one))), None)

    def _words(self, head: int) -> str:
        first, last = phrase_of(self._parse, head)
        span = self._parse.span(first, last)
        return " ".join(self._parse.words[t] for t in self._parse.tokens_in(span))

    def _of_phrase(self, head: int) -> Entity | None:
        if self._parse.pos[head] not in ("NOUN", "PROPN", "ADJ"):
            return None
        taken_up = self._unnamed.one(head)
        if taken_up is not None:
            return taken_up
        named = self._named_beside(head)
        if named is not None:
            return self.of_head(named)
        actor = self._resolve(self._words(head))
        joined = self._parse.lemmas[head].lower() in self._joining
        if actor.entity is not None:
            misread = joined and actor.entity.kind is EntityKind.COUNTRY
            return None if misread else self.lift(actor.entity)
        of = any(word == "of" for word, _ in prepositions(self._parse, head))
        if of and self._lemma(head) in self._leading and (titled := self._of_title(head)):
            return titled
        if actor.sector is None:
            sent = self._lemma(head) in self._teams and actor.country
            return self.state(actor.country) if sent and actor.country else None
        if actor.sector in SPEAKING and actor.country and not joined:
            return self.state(actor.country)
        if self._lemma(head) not in self._teams and (titled := self._of_title(head)):
            return titled
        return self._inside(head) if actor.sector not in ("OPP", "CVL", "EDU") else None

    def _named_beside(self, title: int) -> int | None:
        """The name of the person whom a title explains: "the envoy, Ola Moe"."""
        for token in self._parse.dependents(title, "appos"):
            linked = self._mentions.at(self._parse.starts[token])
            if linked and linked.entity and linked.entity.kind is EntityKind.PERSON:
                return token
        return None

    def _inside(self, head: int) -> Entity | None:
        """The organisation that a phrase names: "a senior Hamas official"."""
        nouns = (head, *self._parse.dependents(head, "appos"))
        if any(self._parse.lemmas[noun].lower() in self._apart for noun in nouns):
            return None
        beside = [t for dep in WITHIN for t in self._parse.dependents(head, dep)]
        for noun in nouns:
            beside += [n for word, n in prepositions(self._parse, noun) if word in ("of", "for")]
        for token in beside:
            linked = self._mentions.at(self._parse.starts[token])
            entity = linked.entity if linked else None
            if linked and entity is not None and entity.kind is EntityKind.ORGANISATION:
                return self.of_linked(linked)
            if linked is None and (taken_up := self._unnamed.one(token)) is not None:
                return taken_up
        return None

    def _resolve(self, phrase: str) -> Actor:
        if phrase not in self._phrases:
            self._phrases[phrase] = resolve_actor(self._knowledge, phrase, on=self._on)
        return self._phrases[phrase]

    def of_statement(self, said: Statement) -> Entity | None:
        """The party that a statement's source speaks for."""
        heads = [self._head(span) for span in said.source.spans]
        for head in heads:
            party = self.of_head(head) if head is not None else None
            if party is not None:
                return party
        speaker = self._mentions.entities.get(said.speaker or "")
        if speaker is None:
            return None
        if speaker.kind is EntityKind.PERSON and (titled := self._titled_elsewhere(speaker)):
            return titled
        known = speaker.id in self._knowledge or speaker.office or not heads
        taken_up = speaker.kind is not EntityKind.PERSON and all(
            h is not None and self._parse.pos[h] in ("PRON", "NOUN") for h in heads
        )
        return self.lift(speaker) if known or taken_up else None

    def _head(self, span: Span) -> int | None:
        """The token of a phrase whose head lies outside of it."""
        inside = self._parse.tokens_in(span)
        outward = (
            t for t in inside if self._parse.heads[t] not in inside or self._parse.heads[t] == t
        )
        return next(outward, None)

    def runs(self, tokens: range) -> Iterator[tuple[int, tuple[Entity, ...], int]]:
        """The mentions of parties in a run of tokens: first token, parties, one past the last."""
        if not tokens:
            return
        span, end = self._parse.span(tokens.start, tokens.stop), tokens.start
        for linked in self._mentions.over([span]):
            inside = self._parse.tokens_in(linked.span)
            if inside and inside.stop <= end:
                continue  # a name within a phrase
            if linked.mention.form == "pronoun" or not inside or inside.start < tokens.start:
                continue
            alone = self.of_linked(linked)
            if alone is not None and alone.kind is EntityKind.PERSON:
                head = self._head(linked.span)
                alone = self.of_head(head) if head is not None else alone
            parties = self._pair(linked) or (alone,) if alone else ()
            parties = (*self._slashed(inside.start), *parties)
            if parties:
                end = inside.stop
                yield inside.start, parties, inside.stop
