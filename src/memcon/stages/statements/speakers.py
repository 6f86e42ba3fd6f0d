"""Who the source of a statement is: names, role phrases, pronouns, and sources carried on.

Statements come in chains: "Lavrov said … He added … “…,” he said." A pronoun that says something
is the last speaker, unless the narrator has made someone else the subject since; an empty
source carries the speaker on. What pronouns tell about someone is remembered over the article.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.record import EntityKind, Parse, Span, SpanIndex
from memcon.stages.lookup import Linked
from memcon.stages.statements.scene import Scene
from memcon.stages.statements.triples import Triple

SPEAKING_FOR: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
BODIES: Final = frozenset({EntityKind.ORGANISATION, EntityKind.COUNTRY, EntityKind.GROUP})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "agent"})
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})


def find_speakers(scene: Scene, triples: Sequence[Triple]) -> Iterator[Linked | None]:
    """The speaker of each triple, in their order; ``None`` where it is nobody known."""
    chain = _Chain(scene, tuple(span for triple in triples for span in triple.content))
    for triple in triples:
        yield chain.next(triple)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One person's turn to speak, without a name where ``speaker`` is ``None``."""

    speaker: Linked | None
    end: int
    """Where the words of the source end."""


class _Chain:
    """The speakers so far; lives for one article."""

    def __init__(self, scene: Scene, contents: tuple[Span, ...]) -> None:
        self._scene = scene
        self._contents = SpanIndex((span, None) for span in contents)
        self._subjects = tuple(linked for linked in scene.people if self._is_subject(linked))
        self._turns: list[_Turn] = []
        self._last: Linked | None = None
        self._genders: dict[str | None, str] = {}

    def next(self, triple: Triple) -> Linked | None:
        """The speaker of the next triple."""
        if triple.source:
            head = source_head(self._scene.parse, triple.source)
            self._last = None if head is None else self._find(head, triple.source)
            if is_person(self._last) or self._is_somebody(head):
                self._turns.append(_Turn(self._last, triple.source[-1].end))
        return self._last

    def _find(self, head: int, source: Sequence[Span]) -> Linked | None:
        gender = self._scene.pronouns.get(self._scene.parse.words[head].lower())
        if gender is None:
            return _named(self._scene, head, source)
        found = next(self._candidates(head, gender), None)
        if found is not None:
            self._genders[found.link.entity] = gender
        return found

    def _is_somebody(self, head: int | None) -> bool:
        """Whether a source is one person without a name: "a diplomat", whom "he" can take up."""
        if head is None or self._scene.parse.tags[head] != "NN":
            return False
        return self._scene.parse.lemmas[head].lower() in self._scene.persons

    def _candidates(self, head: int, gender: str) -> Iterator[Linked | None]:
        """Whom a pronoun may mean, likeliest first; ``None`` for a person without a name."""
        parse = self._scene.parse
        read = self._scene.mentions.at(parse.starts[head])
        linking: list[Linked | None] = [read] if read else []
        subject = self._subject_since(head)
        turns = (turn.speaker for turn in reversed(self._turns))
        said = itertools.chain([subject] if subject else [], turns)
        near = parse.tags[head] == "PRP$" or self._is_nested(head)
        for linked in itertools.chain(linking, said) if near else itertools.chain(said, linking):
            if linked is None or self._genders.get(linked.link.entity, gender) == gender:
                yield linked

    def _is_nested(self, head: int) -> bool:
        """Whether a token stands in what somebody says: there the narrator's chain is no guide."""
        start = self._scene.parse.starts[head]
        return any(True for _ in self._contents.over(Span(start, start + 1)))

    def _subject_since(self, head: int) -> Linked | None:
        """The last person whom the narrator made a subject after the last statement's source."""
        since = self._turns[-1].end if self._turns else 0
        start = self._scene.parse.starts[head]
        number = bisect_left(self._subjects, start, key=lambda linked: linked.span.start)
        last = self._subjects[number - 1] if number else None
        return last if last and last.span.start >= since else None

    def _is_subject(self, linked: Linked) -> bool:
        """Whether the narrator makes a person the subject of a clause."""
        inside = any(True for _ in self._contents.over(linked.span))
        return not inside and _is_subject(self._scene.parse, linked.span)


def is_person(linked: Linked | None) -> bool:
    """Whether a mention means a person."""
    entity = linked.entity if linked else None
    return entity is not None and entity.kind is EntityKind.PERSON


def _is_subject(parse: Parse, span: Span) -> bool:
    return any(parse.deps[token] in SUBJECTS for token in parse.tokens_in(span))


def _named(scene: Scene, head: int, source: Sequence[Span]) -> Linked | None:
    """The mention that a source phrase with head ``head`` is about.

    It covers the head; or stands beside it ("the spokesman, Dmitry Peskov"); a spokesman
    without a name speaks for the body in the phrase, an anonymous source for nobody.
    """
    if scene.parse.tags[head] in ("WP", "WDT"):
        head = antecedent(scene.parse, head)
    direct = scene.mentions.at(scene.parse.starts[head])
    if direct is not None:
        return direct
    for token in scene.parse.dependents(head, "appos"):
        apposed = scene.mentions.at(scene.parse.starts[token])
        if apposed is not None:
            return apposed
    noun = scene.parse.lemmas[head].lower()
    within = list(scene.mentions.over(source))
    if noun in scene.persons and noun not in SPEAKING_FOR:
        return None
    people = (linked for linked in within if is_person(linked))
    bodies = (linked for linked in within if linked.entity and linked.entity.kind in BODIES)
    return next(people, None) or next(bodies, None)


def antecedent(parse: Parse, relative: int) -> int:
    """The noun that a relative pronoun stands for; the pronoun itself where there is none."""
    for governor in parse.ancestors(relative):
        if parse.deps[governor] == "relcl":
            return parse.heads[governor]
    return relative


def source_head(parse: Parse, source: Sequence[Span]) -> int | None:
    """The token of the source phrase that governs the others."""
    if not source:
        return None
    tokens = [token for span in source for token in parse.tokens_in(span)]
    inside = frozenset(tokens)
    roots = [t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    nouns = [token for token in roots if parse.pos[token] in NOUNS]
    return next(iter(nouns or roots), None)
