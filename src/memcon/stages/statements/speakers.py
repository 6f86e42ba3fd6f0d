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
from typing import Final, Literal

from memcon.record import Span, SpanIndex
from memcon.stages.lookup import Linked
from memcon.stages.statements.scene import Scene, is_body, is_person, is_state
from memcon.stages.statements.sources import find_named, is_subject, source_head
from memcon.stages.statements.triples import Triple

Sort = Literal["person", "body", "many"]

OF_BODIES: Final = frozenset({"it", "they"})
"""Pronouns that an organisation speaks by."""

OWN: Final = frozenset({"i", "we", "my", "our"})
"""What a speaker is called in what the speaker says."""
NEAR: Final = 8
"""Statements back among which one is looked for that holds another."""


def find_speakers(scene: Scene, triples: Sequence[Triple]) -> Iterator[Linked | None]:
    """The speaker of each triple, in their order; ``None`` where it is nobody known."""
    chain = _Chain(scene, tuple(span for triple in triples for span in triple.content))
    for triple in triples:
        yield chain.next(triple)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn to speak, without a name where ``speaker`` is ``None``."""

    speaker: Linked | None
    sort: Sort
    noun: str
    """The lemma of the noun that governs the words of the source."""
    end: int
    """Where the words of the source end."""


class _Chain:
    """The speakers so far; lives for one article."""

    def __init__(self, scene: Scene, contents: tuple[Span, ...]) -> None:
        self._scene = scene
        self._contents = SpanIndex((span, None) for span in contents)
        self._subjects: dict[Sort, tuple[Linked, ...]] = {
            "person": self._among_subjects(scene.people),
            "body": self._among_subjects(scene.bodies),
        }
        self._turns: list[_Turn] = []
        self._last: Linked | None = None
        self._genders: dict[str | None, str] = {}
        self._voices: list[tuple[Span, Linked | None]] = []

    def next(self, triple: Triple) -> Linked | None:
        """The speaker of the next triple."""
        if triple.source:
            head = source_head(self._scene.parse, triple.source)
            self._last = None if head is None else self._find(head, triple.source)
            sort = self._sort(head, self._last)
            if head is not None and sort is not None:
                noun = self._scene.parse.lemmas[head].lower()
                self._turns.append(_Turn(self._last, sort, noun, triple.source[-1].end))
        self._voices += [(span, self._last) for span in triple.content]
        return self._last

    def _find(self, head: int, source: Sequence[Span]) -> Linked | None:
        word = self._scene.parse.words[head].lower()
        if word in OWN:
            return self._voice(head)
        if word in OF_BODIES:
            return next(self._bodies(head), None)
        gender = self._scene.titles.pronouns.get(word)
        named = find_named(self._scene, head, source) if gender is None else None
        if named is None and gender is None and self._is_definite(head):
            gender = self._scene.titles.taking_up.get(word)
            named = self._taken_up(head) if gender is None else None
        if gender is None:
            return named
        found = next(self._people(head, gender), None)
        if found is not None:
            self._genders[found.link.entity] = gender
        return found

    def _voice(self, head: int) -> Linked | None:
        """The speaker of the words in which "I" or "we" stands."""
        start = self._scene.parse.starts[head]
        around = (
            who for span, who in reversed(self._voices[-NEAR:]) if span.start <= start < span.end
        )
        return next(around, None)

    def _is_definite(self, head: int) -> bool:
        """Whether a source is "the" and a noun: nothing but what was told before tells who."""
        parse = self._scene.parse
        return head > 0 and parse.tags[head] == "NN" and parse.words[head - 1].lower() == "the"

    def _taken_up(self, head: int) -> Linked | None:
        """Who spoke before under the same noun ("the spokesman"); the last body ("the agency")."""
        noun = self._scene.parse.lemmas[head].lower()
        for turn in reversed(self._turns):
            if turn.noun == noun:
                return turn.speaker
        if noun not in self._scene.titles.owners:
            return None
        return next((one for one in self._told("body", head) if one and not is_state(one)), None)

    def _sort(self, head: int | None, speaker: Linked | None) -> Sort | None:
        """What pronouns can take up a source; a person without a name too ("a diplomat")."""
        if is_person(speaker):
            return "person"
        if is_body(speaker):
            return "body"
        if head is None or speaker is not None:
            return None
        if self._scene.parse.tags[head] in ("NNS", "NNPS"):
            return "many"
        alone = self._scene.parse.tags[head] == "NN"
        return "person" if alone and self._is_role(head) else None

    def _is_role(self, head: int) -> bool:
        return self._scene.parse.lemmas[head].lower() in self._scene.persons

    def _people(self, head: int, gender: str) -> Iterator[Linked | None]:
        """Whom a pronoun may mean, likeliest first; ``None`` for a person without a name."""
        parse = self._scene.parse
        read = self._scene.mentions.at(parse.starts[head])
        linking: list[Linked | None] = [read] if read else []
        said = self._told("person", head)
        near = parse.tags[head] == "PRP$" or self._is_nested(head)
        for linked in itertools.chain(linking, said) if near else itertools.chain(said, linking):
            if linked is None or self._gender(linked, gender) == gender:
                yield linked

    def _gender(self, linked: Linked, default: str) -> str:
        """The gender that pronouns, else the given name, have told; ``default`` for none."""
        name = linked.entity.name if linked.entity else ""
        told = self._genders.get(linked.link.entity)
        return told or self._scene.titles.gender_of(name) or default

    def _bodies(self, head: int) -> Iterator[Linked | None]:
        """Which body "it" or "they" may mean; "they" can be many without a name instead."""
        sorts: tuple[Sort, ...] = ("body",)
        if self._scene.parse.words[head].lower() == "they":
            sorts = ("body", "many")
        last = next((turn for turn in reversed(self._turns) if turn.sort in sorts), None)
        if last is not None and not self._is_nested(head):
            yield from self._told("body", head) if last.sort == "body" else [None]

    def _told(self, sort: Sort, head: int) -> Iterator[Linked | None]:
        """The narrator's subject since the last turn of a sort, then the speakers, latest first."""
        turns = (turn for turn in reversed(self._turns) if turn.sort == sort)
        last = next(turns, None)
        subject = self._subject_since(sort, last.end if last else 0, head)
        if subject is not None:
            yield subject
        if last is not None:
            yield last.speaker
        yield from (turn.speaker for turn in turns)

    def _is_nested(self, head: int) -> bool:
        """Whether a token stands in what somebody says: there the narrator's chain is no guide."""
        start = self._scene.parse.starts[head]
        return any(True for _ in self._contents.over(Span(start, start + 1)))

    def _subject_since(self, sort: Sort, since: int, head: int) -> Linked | None:
        """The last one whom the narrator made a subject after ``since`` and before ``head``."""
        subjects, start = self._subjects[sort], self._scene.parse.starts[head]
        number = bisect_left(subjects, start, key=lambda linked: linked.span.start)
        last = subjects[number - 1] if number else None
        return last if last and last.span.start >= since else None

    def _among_subjects(self, mentions: Sequence[Linked]) -> tuple[Linked, ...]:
        """Those whom the narrator, and nobody who is quoted, makes the subject of a clause."""
        return tuple(
            linked
            for linked in mentions
            if is_subject(self._scene.parse, linked.span)
            and not any(True for _ in self._contents.over(linked.span))
        )
