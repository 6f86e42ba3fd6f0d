"""Whom role phrases mean: by the body they name, by what the article said before, by its story.

"The Russian leader" is asked of the knowledge base. "The minister" takes up a person of such an
office; "the kingdom's foreign minister" a state named before; "the prime minister" alone is that
of the one state a story is about. What none of these tells stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.titles import Titles
from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.names import key_of
from memcon.knowledge.offices import Holding
from memcon.record import Article, Entity, EntityKind, Parse
from memcon.stages.mentions.phrases import COUNTERPART, RolePhrase
from memcon.stages.mentions.ranking import Choice

THRESHOLD: Final = 0.4
TAKEN_UP: Final = 0.7
SAME_OFFICE: Final = 0.8
IN_STORY: Final = 0.75
"""Factor where only the story tells the state."""
DOMINANT: Final = 2
"""How often a story must name a state, and how many times as often as any other."""
PARTICULAR: Final = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
)
"""Roles of which a state has one; a bare noun for another ("the chairman") may be anyone's."""
APART: Final = frozenset(",.;:)")
"""What ends a name that stands between commas."""
VAGUE: Final = "leads"
LESSER: Final = frozenset({"vice", "deputy", "assistant"})
"""What makes another office of one: "the president" takes up no vice president."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as role phrases see it: head token, first code point, entity, sureness of link.

    ``said`` are the titles and appositions that the article gives a person.
    """

    head: int
    start: int
    entity: Entity
    score: float
    said: tuple[str, ...] = ()


class RoleResolver:
    """Resolves the role phrases of one article; ``seen`` are its mentions by name."""

    def __init__(
        self, article: Article, parse: Parse, knowledge: KnowledgeBase, *, titles: Titles
    ) -> None:
        self._article = article
        self._parse = parse
        self._knowledge = knowledge
        self._titles = titles
        self._on = article.published

    def resolve(self, phrase: RolePhrase, seen: Sequence[Seen]) -> Choice | None:
        """The person that ``phrase`` means; ``None`` where nothing tells."""
        if phrase.names:
            return self._beside(phrase, seen)
        apposed = self._apposed(phrase, seen) or self._named_after(phrase, seen)
        if apposed is not None:
            return apposed
        if self._parse.lemmas[phrase.head].lower() == COUNTERPART:
            return self._counterpart(phrase, seen)
        if phrase.owner is None and not phrase.is_bare:
            return self._named(phrase, seen)
        before = sorted((one for one in seen if one.head < phrase.head), key=lambda one: -one.head)
        if phrase.owner is not None:
            return self._owned(phrase, before)
        return self._taken_up(phrase, before) or self._of_story(phrase, seen)

    def _named(self, phrase: RolePhrase, seen: Sequence[Seen]) -> Choice | None:
        """The phrase names its body itself."""
        spoken = dict.fromkeys(one.entity.id for one in seen if one.entity.id in self._knowledge)
        return self._ask(self._text(phrase.first, phrase.last), tuple(spoken), 1.0)

    def _ask(self, text: str, context: tuple[str, ...], factor: float) -> Choice | None:
        found = self._knowledge.resolve(text, self._on, context=context)
        score = round(found.score * factor, 3)
        if found.entity is None or score < THRESHOLD:
            return None
        if found.entity.kind is not EntityKind.PERSON:
            return None
        return Choice(found.entity.id, score, found.reason)

    def _beside(self, phrase: RolePhrase, seen: Iterable[Seen]) -> Choice | None:
        """The person whose name follows the phrase."""
        if phrase.last >= len(self._parse):
            return None
        start = self._parse.starts[phrase.last]
        for one in seen:
            if one.start == start and one.entity.kind is EntityKind.PERSON:
                reason = f"stands beside the name of {one.entity.name}"
                return Choice(one.entity.id, one.score, reason)
        return None

    def _apposed(self, phrase: RolePhrase, seen: Iterable[Seen]) -> Choice | None:
        """The person before whose name and a comma it stands: "Ana Lima, the UN envoy, said"."""
        words, first, last = self._parse.words, phrase.first, phrase.last
        if first < 2 or words[first - 1] != "," or last >= len(words) or words[last] not in ",.;":
            return None
        for one in seen:
            if one.head == first - 2 and one.entity.kind is EntityKind.PERSON:
                reason = f"stands after the name of {one.entity.name}"
                return Choice(one.entity.id, one.score, reason)
        return None

    def _named_after(self, phrase: RolePhrase, seen: Iterable[Seen]) -> Choice | None:
        """The person named between commas after it: "the UN envoy, Ana Lima, said"."""
        words, last = self._parse.words, phrase.last
        if last + 1 >= len(words) or words[last] != ",":
            return None
        start = self._parse.starts[last + 1]
        for one in seen:
            if one.start != start or one.entity.kind is not EntityKind.PERSON:
                continue
            after = words[one.head + 1] if one.head + 1 < len(words) else "."
            if after in APART:
                reason = f"stands before the name of {one.entity.name}"
                return Choice(one.entity.id, one.score, reason)
        return None

    # counterparts

    def _counterpart(self, phrase: RolePhrase, seen: Sequence[Seen]) -> Choice | None:
        """The holder of the same office in the state named: "his American counterpart".

        A name after a comma says who it is, and need not be in the same office.
        """
        if phrase.last < len(self._parse) and self._parse.words[phrase.last] == ",":
            return self._beside(replace(phrase, last=phrase.last + 1), seen)
        people = [one for one in seen if one.head < phrase.head and one.entity.office is not None]
        states = [
            one.entity
            for one in seen
            if phrase.first <= one.head < phrase.last and one.entity.kind is EntityKind.COUNTRY
        ]
        if not people or not states:
            return None
        anchor = max(people, key=lambda one: one.head).entity
        other = next(self._same_office(anchor, states[-1]), None)
        if other is None or other.person == anchor.id:
            return None
        office = self._knowledge.office_words(other)
        return Choice(
            other.person, SAME_OFFICE, f"{office}, the same office as that of {anchor.name}"
        )

    def _same_office(self, anchor: Entity, state: Entity) -> Iterator[Holding]:
        """Who holds in a state what ``anchor`` holds; a leader's counterpart is the leader."""
        for held in self._held(anchor):
            leader = self._knowledge.leader(state.id, self._on) if held.leads else None
            if leader is not None:
                yield leader
            yield from self._knowledge.holders(held.role, of=state.id, on=self._on)

    # bodies named before

    def _owned(self, phrase: RolePhrase, before: Sequence[Seen]) -> Choice | None:
        """A role of the last body named that the owner can take up."""
        body = next((one.entity for one in before if self._may_own(phrase, one)), None)
        if body is None or body.id not in self._knowledge:
            return None
        choice = self._ask(self._text(phrase.role, phrase.last), (body.id,), 1.0)
        owner = self._parse.words[phrase.owner or 0]
        return choice and replace(choice, reason=f"“{owner}” takes up {body.name}; {choice.reason}")

    def _may_own(self, phrase: RolePhrase, one: Seen) -> bool:
        word = self._parse.words[phrase.owner or 0].lower()
        if word == "its":
            is_near = self._sentence(one.head) == self._sentence(phrase.head)
            return is_near and one.entity.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION)
        if word not in self._titles.states:
            return one.entity.kind is EntityKind.ORGANISATION and bool(
                self._knowledge.offices(one.entity.id)
            )
        heads = self._titles.states[word]
        return one.entity.kind is EntityKind.COUNTRY and (
            not heads or any(heads & set(key_of(t).split()) for t in self._heads_of_state(one))
        )

    def _heads_of_state(self, one: Seen) -> Iterator[str]:
        offices = self._knowledge.offices(one.entity.id)
        return (office.title for office in offices if office.role == "head_of_state")

    # people and states of the story

    def _taken_up(self, phrase: RolePhrase, before: Sequence[Seen]) -> Choice | None:
        """The last person whom the words fit, else the only one who holds such an office."""
        text = self._text(phrase.role, phrase.last)
        people = [one for one in before if one.entity.kind is EntityKind.PERSON]
        for one in people:
            said = next((said for said in self.said(one) if _fits(text, said)), None)
            if said is not None:
                reason = f"“the {text}” takes up {one.entity.name}, {said}, named before"
                return Choice(one.entity.id, TAKEN_UP, reason)
        holding = {one.entity.id: one.entity for one in people if self._holds(one.entity, text)}
        if len(holding) != 1:
            return None
        (person,) = holding.values()
        reason = f"“the {text}” takes up {person.name}, the only one named in such an office"
        return Choice(person.id, TAKEN_UP, reason)

    def _holds(self, person: Entity, text: str) -> bool:
        """Whether a bare role of the body that a person serves means the person."""
        body = person.office.of if person.office else None
        if body is None or body not in self._knowledge or not self._is_particular(text):
            return False
        found = self._knowledge.resolve(text, self._on, context=(body,)).entity
        return found is not None and found.id == person.id

    def said(self, one: Seen) -> Iterator[str]:
        """What an entity is, by its office on the date, its description, and the article."""
        office = one.entity.office
        yield (office.title if office else one.entity.description or "").lower()
        yield from (said.lower() for said in one.said)

    def _of_story(self, phrase: RolePhrase, seen: Sequence[Seen]) -> Choice | None:
        """A role of the one state that the story is about; not "the president of the club"."""
        text = self._text(phrase.role, phrase.last)
        follows = self._parse.lemmas[phrase.last : phrase.last + 1]
        if not self._is_particular(text) or follows == ("of",):
            return None
        before = {one.entity.country for one in seen if one.head < phrase.head} - {None}
        country = next(iter(before)) if len(before) == 1 else _country_of_story(seen)
        state = self._knowledge.country(country or "")
        if state is None:
            return None
        choice = self._ask(text, (state,), IN_STORY)
        name = self._knowledge.name(state)
        return choice and replace(choice, reason=f"the story is about {name}; {choice.reason}")

    def leads(self, person: Entity) -> bool:
        """Whether a person leads a state or body on the article's date."""
        return any(held.leads for held in self._held(person))

    def _is_particular(self, text: str) -> bool:
        """Whether a noun is that of an office of which a state has one: no "leader" or "chief"."""
        firsts = [noun.roles[0] for noun in self._knowledge.role_nouns.get(key_of(text), ())]
        return VAGUE not in firsts and bool(PARTICULAR.intersection(firsts))

    def _held(self, entity: Entity) -> tuple[Holding, ...]:
        known = entity.id in self._knowledge
        return self._knowledge.offices_of(entity.id, self._on) if known else ()

    def _sentence(self, token: int) -> int:
        return self._parse.sentence_index(token)

    def _text(self, first: int, last: int) -> str:
        return self._article.quote(self._parse.span(first, last))


def _country_of_story(seen: Iterable[Seen]) -> str | None:
    """The country that the mentions speak of far more often than of any other."""
    counts = Counter(one.entity.country for one in seen if one.entity.country)
    ranked = [*counts.most_common(2), (None, 0), (None, 0)]
    (country, often), (_, next_often) = ranked[0], ranked[1]
    return country if often >= DOMINANT * max(next_often, 1) else None


def _fits(text: str, said: str) -> bool:
    """Whether all words of a role stand in what was said of somebody."""
    words, known = set(text.lower().split()), set(said.split())
    return words <= known and not (known - words) & LESSER
