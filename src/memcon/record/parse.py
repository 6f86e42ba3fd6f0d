"""What the networks saw, as plain columns: no room above ``nlp`` knows spaCy or the encoder.

Tokens cover the reporting blocks only, in order; furniture and background have none. Label
schemes: Penn Treebank tags, Universal POS, ClearNLP dependencies, OntoNotes 5 names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from memcon.record.signals import NO_SIGNALS, Signals
from memcon.record.span import Span


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name as the recogniser found it: code points, token range and OntoNotes label."""

    span: Span
    first: int
    last: int
    """Index one past the last token."""
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open range of token indices, and the index of the block it stands in."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens of an article as parallel columns, indexed by token number.

    ``heads`` holds absolute token indices (a root is its own head). The last three columns are
    derived: the dependents of each token in order, and where it stands.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    pos: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[NameSpan, ...]
    signals: Signals = NO_SIGNALS
    children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _sentence_at: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _name_at: tuple[NameSpan | None, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head != index:
                children[head].append(index)
        sentences = [0] * len(self.words)
        for number, sentence in enumerate(self.sentences):
            length = sentence.last - sentence.first
            sentences[sentence.first : sentence.last] = [number] * length
        names: list[NameSpan | None] = [None] * len(self.words)
        for name in self.names:
            names[name.first : name.last] = [name] * (name.last - name.first)
        object.__setattr__(self, "children", tuple(map(tuple, children)))
        object.__setattr__(self, "_sentence_at", tuple(sentences))
        object.__setattr__(self, "_name_at", tuple(names))

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The code points from token ``first`` up to, not including, token ``last``."""
        return Span(self.starts[first], self.ends[last - 1])

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens that overlap ``span``."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def tokens_from(self, span: Span) -> range:
        """Indices of the tokens that begin in ``span``."""
        first = bisect_left(self.starts, span.start)
        return range(first, bisect_left(self.starts, span.end, first))

    def token_at(self, offset: int) -> int | None:
        """Index of the token that covers ``offset``, if any."""
        index = bisect_right(self.ends, offset)
        return index if index < len(self) and self.starts[index] <= offset else None

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds ``token``."""
        return self.sentences[self.sentence_index(token)]

    def sentence_index(self, token: int) -> int:
        """Index of the sentence that holds ``token``."""
        return self._sentence_at[token]

    def name_at(self, token: int) -> NameSpan | None:
        """The name that holds ``token``, if any."""
        return self._name_at[token]

    def subtree(self, token: int) -> tuple[int, ...]:
        """``token`` and all it governs, in reading order (the sets are not always contiguous)."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self.children[current])
        return tuple(sorted(found))

    def subtree_range(self, token: int) -> tuple[int, int]:
        """First and one past the last token index of the subtree of ``token``."""
        members = self.subtree(token)
        return members[0], members[-1] + 1

    def ancestors(self, token: int) -> Iterator[int]:
        """Governors of ``token``, nearest first, up to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def dependents(self, token: int, *deps: str) -> tuple[int, ...]:
        """Direct dependents of ``token`` with one of the labels ``deps``."""
        children = self.children[token]
        return tuple([c for c in children if self.deps[c] in deps]) if children else ()


EMPTY_PARSE = Parse(
    words=(),
    starts=(),
    ends=(),
    lemmas=(),
    tags=(),
    pos=(),
    deps=(),
    heads=(),
    sentences=(),
    names=(),
)
"""The parse of an article before the language pipeline has run."""
