"""What each party wants: propositions of negotiation summaries, and support between two names.

Two shapes of gold, told apart by their fields. Propositions (PASRL-ENB: summaries of climate
talks) have an actor, a point and support, opposition or a bare assertion; a found one matches
where the actor is the same and the tokens of the points overlap by half (F1). Pairs (DSE) ask
whether one name supports or opposes another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.events import QUADS
from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import Entity, Event, Position, Record
from memcon.record.facts import Stance

ENOUGH: Final = 0.5
"""Token F1 of two points that makes them the same."""
OPPOSE: Final = "oppose"
SIDES: Final[Mapping[Stance, str]] = {
    "demands": "support",
    "supports": "support",
    "offers": "support",
    "conditions": "support",
    "undecided": "assert",
    "opposes": OPPOSE,
    "rejects": OPPOSE,
}
NEUTRAL: Final = "neutral"


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who says what, and on which side."""

    actor: str
    stance: str
    point: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and who supports or opposes whom: "p->q positive"."""

    p: Bounds
    q: Bounds
    label: str


Answer = tuple[Proposition, ...] | Pair
Found = tuple[Proposition, ...] | str


def read_answer(row: Row) -> Answer:
    """The gold of one sentence."""
    if "propositions" in row.fields:
        return tuple(
            Proposition(one.text("actor"), one.text("stance"), one.text("point"))
            for one in row.rows("propositions")
        )
    length = len(row.text("text"))
    p, q = (_name(row.row(name), length) for name in ("p", "q"))
    return Pair(p, q, row.text("label"))


def _name(row: Row, length: int) -> Bounds:
    """Where a name stands; nowhere, where the gold could not place it."""
    return row.bounds(length) if row.fields.get("start") is not None else (0, 0)


def find(answer: Answer, record: Record) -> Found:
    """The propositions of a record, or what it says between the two names asked about."""
    if isinstance(answer, Pair):
        return _between(answer, record)
    return tuple(_proposition(held, record) for held in record.positions)


def _proposition(held: Position, record: Record) -> Proposition:
    holder = record.entity(held.holder)
    return Proposition(holder.name if holder else "", SIDES[held.stance], held.claim)


def _between(pair: Pair, record: Record) -> str:
    for one, other, arrow in ((pair.p, pair.q, "p->q"), (pair.q, pair.p, "p<-q")):
        sides = [*_held(record, one, other), *_done(record, one, other)]
        for side in sides:
            return f"{arrow} {side}"
    return NEUTRAL


def _held(record: Record, one: Bounds, other: Bounds) -> Iterator[str]:
    """What the first of two names wants of, or thinks of, the second."""
    holders, meant = _meant(record, one), _meant(record, other)
    for held in record.positions:
        if held.holder not in holders or SIDES[held.stance] == "assert":
            continue
        spans = ((span.start, span.end) for span in held.evidence.spans)
        if held.toward in meant or any(_overlap(span, other) for span in spans):
            yield "negative" if SIDES[held.stance] == OPPOSE else "positive"


def _done(record: Record, one: Bounds, other: Bounds) -> Iterator[str]:
    """What the first of two names does to the second."""
    for event in record.events:
        if _takes_part(event, one, received=False) and _takes_part(event, other, received=True):
            yield "positive" if QUADS.get(event.type, "").endswith("coop") else "negative"


def _takes_part(event: Event, at: Bounds, *, received: bool) -> bool:
    return any(
        (party.role == "recipient") is received and _overlap((span.start, span.end), at)
        for party in event.participants
        for span in party.passage.spans
    )


def _meant(record: Record, at: Bounds) -> frozenset[str]:
    """The entity named there, and the party it speaks for."""
    found = set[str]()
    for linked in record.mentions:
        if _overlap((linked.span.start, linked.span.end), at):
            entity = record.entity(linked.link.entity)
            found.update(_with_party(entity) if entity else ())
    return frozenset(found)


def _with_party(entity: Entity) -> Iterable[str]:
    yield entity.id
    if entity.office and entity.office.of:
        yield entity.office.of


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score(pairs: Sequence[tuple[Answer, Found | None]]) -> Score:
    """All figures of the shape that the gold has; what was not read has nothing."""
    if pairs and isinstance(pairs[0][0], Pair):
        asked = [(gold, found) for gold, found in pairs if isinstance(gold, Pair)]
        return _score_pairs([(gold.label, _label(found)) for gold, found in asked])
    return _score_propositions(
        [
            (gold, found if isinstance(found, tuple) else ())
            for gold, found in pairs
            if isinstance(gold, tuple)
        ]
    )


def _label(found: Found | None) -> str | None:
    return found if isinstance(found, str) else None


def _score_propositions(
    pairs: Sequence[tuple[tuple[Proposition, ...], tuple[Proposition, ...]]],
) -> Score:
    total: Counter[str] = Counter()
    for gold, found in pairs:
        total.update(_counts(gold, found))
    n, m = total["found"], total["gold"]
    figures = {
        **Ratio.of(total["actor"], total["found_actors"], total["gold_actors"]).figures("actor"),
        **Ratio.of(total["met"], n, m).figures("prop"),
        **Ratio.of(total["sided"], n, m).figures("prop+stance"),
        "stance_acc": share(total["sided"], total["met"]),
        **Ratio.of(total["opposed"], total["found_opp"], total["gold_opp"]).figures("oppose"),
    }
    return Score(figures, {"texts": len(pairs), "gold": m, "found": n})


def _counts(gold: Sequence[Proposition], found: Sequence[Proposition]) -> Counter[str]:
    wanted, given = {_key(one.actor) for one in gold}, {_key(one.actor) for one in found}
    met = list(_matches(gold, found))
    sided = [one for one, other in met if _opposes(one) == _opposes(other)]
    return Counter(
        actor=len(wanted & given),
        gold_actors=len(wanted),
        found_actors=len(given),
        gold=len(gold),
        found=len(found),
        met=len(met),
        sided=len(sided),
        opposed=sum(map(_opposes, sided)),
        gold_opp=sum(map(_opposes, gold)),
        found_opp=sum(map(_opposes, found)),
    )


def _matches(
    gold: Sequence[Proposition], found: Sequence[Proposition]
) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs of one gold and one found proposition, the closest points first."""
    near = sorted(
        (-close, _opposes(one) != _opposes(other), a, b)
        for a, one in enumerate(gold)
        for b, other in enumerate(found)
        if _key(one.actor) == _key(other.actor)
        and (close := _closeness(one.point, other.point)) >= ENOUGH
    )
    used_gold, used_found = set[int](), set[int]()
    for _, _, a, b in near:
        if a not in used_gold and b not in used_found:
            used_gold.add(a)
            used_found.add(b)
            yield gold[a], found[b]


def _opposes(one: Proposition) -> bool:
    return one.stance == OPPOSE


def _key(actor: str) -> str:
    words = re.sub(r"[^\w ]", " ", actor.lower().replace("_", " ")).split()
    return " ".join(word for word in words if word != "the")


def _closeness(one: str, other: str) -> float:
    """F1 of the tokens of two points."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    if not a or not b:
        return float(a == b)
    return 2 * (a & b).total() / (a.total() + b.total())


def _score_pairs(pairs: Sequence[tuple[str, str | None]]) -> Score:
    gold, right = Counter(one for one, _ in pairs), Counter(a for a, b in pairs if a == b)
    given = Counter(found for _, found in pairs if found)
    ratios = [Ratio.of(right[label], given[label], gold[label]) for label in sorted(gold)]
    telling = [(a, b) for a, b in pairs if a != NEUTRAL]
    found = [(_side(a), _side(b)) for a, b in telling if b and b != NEUTRAL]
    larger = max(Counter(_side(a) for a, _ in telling).values(), default=0)
    figures = {
        "accuracy": share(right.total(), len(pairs)),
        "macro_f1": share_of(ratio.f1 for ratio in ratios),
        "majority": share(max(gold.values()), len(pairs)),
        "side": share(sum(a == b for a, b in found), len(found)),
        "side_majority": share(larger, len(telling)),
        "coverage": share(len(found), len(telling)),
    }
    return Score(figures, {"texts": len(pairs), "gold": len(telling), "found": len(found)})


def share_of(values: Iterable[float]) -> float:
    """The mean of ``values``; 0 of none."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _side(label: str) -> str:
    return label.split()[-1]
