"""The words of a source: the noun that governs them, and the mention that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from memcon.record import Parse, Span
from memcon.stages.lookup import Linked
from memcon.stages.statements.scene import Scene, is_body, is_person, is_state

SPEAKING_FOR: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
ANSWER: Final = "A"
"""The label of the answers of an interview."""
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "agent"})
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})


def is_subject(parse: Parse, span: Span) -> bool:
    """Whether the phrase at ``span`` is the subject of a clause."""
    return any(parse.deps[token] in SUBJECTS for token in parse.tokens_in(span))


def source_head(parse: Parse, source: Sequence[Span]) -> int | None:
    """The token of the source phrase that governs the others: a subject rather than another."""
    tokens = [token for span in source for token in parse.tokens_in(span)]
    inside = frozenset(tokens)
    roots = [t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    nouns = [token for token in roots if parse.pos[token] in NOUNS]
    subjects = [token for token in nouns if parse.deps[token] in SUBJECTS]
    return next(iter(subjects or nouns or roots), None)


def find_named(scene: Scene, head: int, source: Sequence[Span]) -> Linked | None:
    """The mention that a source phrase with head ``head`` is about.

    It covers the head; or stands beside it ("the spokesman, Dmitry Peskov"); or is of the only
    person with that surname. A spokesman without a name speaks for the body in the phrase, an
    anonymous source for nobody.
    """
    parse = scene.parse
    if parse.tags[head] in ("WP", "WDT"):
        beside = _before_relative(scene, head)
        head = antecedent(parse, head)
        if beside is not None and parse.pos[head] != "PRON":
            return beside
    for token in (head, *parse.dependents(head, "appos")):
        found = scene.mentions.at(parse.starts[token])
        if found is not None:
            return found
    if scene.article.quote(source[0]) == ANSWER:
        return _interviewee(scene)
    return _by_surname(scene, head, source) or _within(scene, head, source)


def _interviewee(scene: Scene) -> Linked | None:
    """Who answers in an interview: the one person named before the first answer."""
    label = scene.article.text.find(f"\n{ANSWER}:")
    before = [linked for linked in scene.people if linked.span.start < label]
    return before[0] if len({linked.link.entity for linked in before}) == 1 else None


def _within(scene: Scene, head: int, source: Sequence[Span]) -> Linked | None:
    """A person or body that the phrase holds beside its head: "Iran's state television"."""
    noun = scene.parse.lemmas[head].lower()
    within = list(_outermost(scene.mentions.over(source)))
    speaks = noun in SPEAKING_FOR or noun in scene.titles.members
    if noun in scene.persons and not speaks:
        return next(
            (b for a, b in pairwise(within) if is_person(b) and _follows(scene, a, b)), None
        )
    if noun in scene.titles.members:  # "Mali's JNIM fighters" are not Mali
        return next((one for one in within if is_body(one) and not is_state(one)), None)
    people = (linked for linked in within if is_person(linked))
    bodies = (linked for linked in within if is_body(linked))
    return next(people, None) or next(bodies, None)


def _follows(scene: Scene, place: Linked, person: Linked) -> bool:
    """Whether a name follows the body of an office at once: "ambassador to Britain Ana Ruiz"."""
    gap = scene.article.text[place.span.end : person.span.start]
    return gap.isspace() and not is_person(place)


def _outermost(mentions: Iterable[Linked]) -> Iterator[Linked]:
    """Mentions, in order, that lie in no other: of "the Obama team" not the person."""
    covered = 0
    for linked in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if linked.span.end > covered:
            covered = linked.span.end
            yield linked


def _by_surname(scene: Scene, head: int, source: Sequence[Span]) -> Linked | None:
    """The only person of the article whose surname the phrase ends with: "LAVROV: …"."""
    if not scene.parse.words[head][0].isupper():
        return None
    last = scene.parse.words[scene.parse.tokens_in(source[-1])[-1]]
    bearers = scene.surnames.get(last.casefold(), ())
    return bearers[0] if len({linked.link.entity for linked in bearers}) == 1 else None


def _before_relative(scene: Scene, relative: int) -> Linked | None:
    """The person at whose name, closed by a comma, a "who" hangs: "Ruiz, who said"."""
    if relative < 2 or scene.parse.words[relative - 1] != ",":
        return None
    beside = scene.mentions.at(scene.parse.starts[relative - 2])
    if beside is None or beside.mention.form != "name" or not is_person(beside):
        return None
    head = antecedent(scene.parse, relative)
    first = scene.parse.tokens_in(beside.span)[0]
    owners = range(first, relative - 1)
    joined = any(scene.parse.deps[token] in ("conj", "appos") for token in owners)
    return beside if joined or head == relative or head in owners else None


def antecedent(parse: Parse, relative: int) -> int:
    """The noun that a relative pronoun stands for; the pronoun itself where there is none."""
    for governor in parse.ancestors(relative):
        if parse.deps[governor] == "relcl":
            return parse.heads[governor]
    return relative
