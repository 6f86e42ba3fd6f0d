"""Who said what: sources, cues and contents against PolNeAR (Newell and others 2018).

Spans are compared as sets of words. An attribution is right where its content shares at least
half of its words with the gold one (Jaccard) and its source fits; pairs are chosen one to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.matching import match
from memcon.evaluate.score import Ratio, Score, share
from memcon.evaluate.wording import Kind, Wording, Words
from memcon.record import Passage, Record
from memcon.record.facts import StatementClass

CLASSES: Final[tuple[str, ...]] = get_args(StatementClass)
ROLES: Final = ("source", "cue", "content")
LEAST_SHARED: Final = 0.5
"""Least Jaccard of two contents, or of two sources, that are taken for the same."""
KINDS: Final[Mapping[str, frozenset[Kind]]] = {
    "": frozenset({"direct", "mixed", "indirect"}),
    "direct.": frozenset({"direct"}),
    "mixed.": frozenset({"mixed"}),
    "quoted.": frozenset({"direct", "mixed"}),
    "indirect.": frozenset({"indirect"}),
}
"""Prefix of a figure's name, and the kinds of content it looks at."""


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution by its spans; each may be broken or missing."""

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A text and what is said in it."""

    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An attribution as sets of words; ``head`` is that of the source."""

    source: Words
    cue: Words
    content: Words
    head: int | None
    kind: Kind

    def words(self, role: str) -> Words:
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


def read_answer(row: Row) -> Answer:
    """The gold of one article."""
    text = row.text("text")
    return Answer(
        text,
        tuple(
            Said(*(one.spans(role, len(text)) for role in ROLES))
            for one in row.rows("attributions")
        ),
    )


def find(record: Record, classes: frozenset[str] = frozenset()) -> tuple[Said, ...]:
    """The statements of a record, of ``classes`` or of all."""
    return tuple(
        Said(_bounds(one.source), _bounds(one.cue), _bounds(one.content))
        for one in record.statements
        if not classes or one.kind in classes
    )


def score(pairs: Sequence[tuple[Answer, tuple[Said, ...] | None]]) -> Score:
    """All figures, micro over articles; an article that was not read counts as empty."""
    total: dict[str, Ratio] = {}
    for answer, found in pairs:
        for name, ratio in _count(answer, found or ()).items():
            total[name] = total.get(name, Ratio()) + ratio
    figures: dict[str, float] = {}
    for name, ratio in total.items():
        if name.endswith("source_given_content"):
            figures[name] = share(ratio.right_found, ratio.found)
        else:
            figures |= ratio.figures(name)
    whole = total.get("attribution", Ratio())
    counts = {"texts": len(pairs), "gold": whole.gold, "found": whole.found}
    return Score(figures, counts)


def _bounds(passage: Passage) -> tuple[Bounds, ...]:
    return tuple((span.start, span.end) for span in passage.spans)


def _count(answer: Answer, said: Iterable[Said]) -> dict[str, Ratio]:
    """The ratios of one article, for each kind of content."""
    wording = Wording(answer.text)
    gold = [_claim(wording, one) for one in answer.said]
    found = [_claim(wording, one) for one in said]
    matches = {name: match(gold, found, weigh) for name, weigh in RULES.items()}
    ratios: dict[str, Ratio] = {}
    for prefix, kinds in KINDS.items():
        for role in ROLES:
            ratios[f"{prefix}exact.{role}"] = _exact(gold, found, role, kinds)
            ratios[f"{prefix}partial.{role}"] = _partial(gold, found, role, kinds)
        for name, matched in matches.items():
            ratios[f"{prefix}{name}"] = _matched(gold, found, matched, kinds)
        named = f"{prefix}source_given_content"
        ratios[named] = _sources(gold, found, matches["detection"], kinds)
    return ratios


def _claim(wording: Wording, said: Said) -> _Claim:
    content = wording.words(said.content)
    return _Claim(
        source=wording.words(said.source),
        cue=wording.words(said.cue),
        content=content,
        head=wording.head(said.source),
        kind=wording.kind(content),
    )


def _fillers(claims: Iterable[_Claim], role: str, kinds: frozenset[Kind]) -> set[Words]:
    """What fills a role, each filler once; empty ones are none."""
    return {one.words(role) for one in claims if one.kind in kinds} - {frozenset()}


def _exact(
    gold: Sequence[_Claim], found: Sequence[_Claim], role: str, kinds: frozenset[Kind]
) -> Ratio:
    """Fillers of a role that are the same word for word, in whatever attribution."""
    ours, theirs = _fillers(found, role, kinds), _fillers(gold, role, kinds)
    right_ours = ours & _fillers(gold, role, KINDS[""])
    right_theirs = theirs & _fillers(found, role, KINDS[""])
    return Ratio(len(right_ours), len(ours), len(right_theirs), len(theirs))


def _partial(
    gold: Sequence[_Claim], found: Sequence[_Claim], role: str, kinds: frozenset[Kind]
) -> Ratio:
    """Single words that a role covers anywhere in the article."""
    ours, theirs = _cover(found, role, kinds), _cover(gold, role, kinds)
    right_ours = ours & _cover(gold, role, KINDS[""])
    right_theirs = theirs & _cover(found, role, KINDS[""])
    return Ratio(len(right_ours), len(ours), len(right_theirs), len(theirs))


def _cover(claims: Iterable[_Claim], role: str, kinds: frozenset[Kind]) -> Words:
    return frozenset().union(*_fillers(claims, role, kinds))


def _matched(
    gold: Sequence[_Claim],
    found: Sequence[_Claim],
    matched: Mapping[int, int],
    kinds: frozenset[Kind],
) -> Ratio:
    """Matched attributions on both sides, each side by its own kind of content."""
    partners = set(matched.values())
    ours = [j for j, one in enumerate(found) if one.kind in kinds]
    theirs = [i for i, one in enumerate(gold) if one.kind in kinds]
    return Ratio(
        sum(j in partners for j in ours), len(ours), sum(i in matched for i in theirs), len(theirs)
    )


def _sources(
    gold: Sequence[_Claim],
    found: Sequence[_Claim],
    matched: Mapping[int, int],
    kinds: frozenset[Kind],
) -> Ratio:
    """Of the attributions matched by content alone, those whose source fits as well."""
    pairs = [(gold[i], found[j]) for i, j in matched.items() if gold[i].kind in kinds]
    return Ratio.of(sum(_same_source(*two) for two in pairs), len(pairs), len(pairs))


def _jaccard(one: Words, other: Words) -> float:
    whole = one | other
    return len(one & other) / len(whole) if whole else 1.0


def _same_source(gold: _Claim, found: _Claim) -> bool:
    """No source in both, or each one's head in the other, or half of their words shared."""
    if not gold.source or not found.source:
        return not gold.source and not found.source
    if gold.head in found.source and found.head in gold.source:
        return True
    return _jaccard(gold.source, found.source) >= LEAST_SHARED


def _same_content(gold: _Claim, found: _Claim) -> float:
    shared = _jaccard(gold.content, found.content)
    return shared if gold.content and shared >= LEAST_SHARED else 0.0


def _linked(gold: _Claim, found: _Claim) -> float:
    return _same_content(gold, found) if _same_source(gold, found) else 0.0


def _identical(gold: _Claim, found: _Claim) -> float:
    same = all(gold.words(role) == found.words(role) for role in ROLES)
    return float(same and bool(gold.content))


RULES: Final[Mapping[str, Callable[[_Claim, _Claim], float]]] = {
    "attribution": _linked,
    "detection": _same_content,
    "strict": _identical,
}
"""Name of a figure, and how well two attributions fit for it (0: not at all)."""
