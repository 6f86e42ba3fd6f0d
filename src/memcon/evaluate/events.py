"""What happened: PLOVER types and parties of single sentences, after Halterman and others (2023).

The first event of a sentence is the one with the highest score. Older type names count as the
present ones, and gold YIELD is met by CONCEDE or RETREAT, which the PLV corpus does not tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import Event, Passage, Record

RENAMED: Final = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
YIELDING: Final = frozenset({"CONCEDE", "RETREAT"})
QUADS: Final[Mapping[str, str]] = {
    type: quad
    for quad, types in {
        "verbal-coop": "AGREE CONSULT SUPPORT CONCEDE",
        "material-coop": "COOPERATE AID RETREAT YIELD",
        "verbal-conflict": "REQUEST ACCUSE REJECT THREATEN",
        "material-conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }.items()
    for type in types.split()
}
COARSE: Final = ("coop", "conflict")
NONE: Final = "none"
CODE: Final = 3
"""Letters of a country code that are compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """One party of a sentence: where it stands, if anywhere, and its country."""

    bounds: Bounds | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its type and quad class, if known, and those on its two sides."""

    type: str | None
    quad: str | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]


def read_answer(row: Row) -> Happening:
    """The gold of one sentence."""
    length = len(row.text("text"))
    return Happening(
        _renamed(row.word("event")),
        row.word("quad"),
        *(tuple(_side(one, length) for one in row.rows(name)) for name in ("actors", "recipients")),
    )


def _side(row: Row, length: int) -> Side:
    placed = row.fields.get("start") is not None
    return Side(row.bounds(length) if placed else None, row.word("code"))


def find(record: Record) -> tuple[Happening, ...]:
    """The events of a record, the surest first."""
    countries = {entity.id: entity.country for entity in record.entities}
    ranked = sorted(record.events, key=lambda event: -event.score)
    return tuple(_happening(event, countries) for event in ranked)


def _happening(event: Event, countries: Mapping[str, str | None]) -> Happening:
    sides: dict[bool, list[Side]] = {True: [], False: []}
    for party in event.participants:
        code = countries.get(party.entity or "")
        sides[party.role == "recipient"] += [Side(at, code) for at in _bounds(party.passage)]
    return Happening(event.type, QUADS.get(event.type), tuple(sides[False]), tuple(sides[True]))


def _bounds(passage: Passage) -> Iterable[Bounds]:
    return ((span.start, span.end) for span in passage.spans)


def score(pairs: Sequence[tuple[Happening, tuple[Happening, ...] | None]]) -> Score:
    """All figures over sentences; a sentence that was not read has no event."""
    total: Counter[str] = Counter()
    types: dict[str, Counter[str]] = {}
    for gold, found in pairs:
        given = found or ()
        total.update(_type_counts(gold, given))
        total.update(_quad_counts(gold, given))
        total.update(_side_counts(gold, given))
        total.update(_code_counts(gold, given))
        _count_type(types, gold, given[0].type if given else None)
    figures = {
        **_ratio(total, "type", "typed", total["right"], total["given"], total["typed"]),
        **_share(total, "type_any", "any", "typed"),
        **_macro(types),
        **_share(total, "quad_acc", "quad", "quads"),
        **_ratio(total, "detect", "quads", total["both_told"], total["told"], total["events"]),
        **_sides(total),
        **_share(total, "swapped", "swapped", "two_sided"),
        **_share(total, "triple", "triple", "triples"),
        **_share(total, "code", "code", "codes"),
        "extra": share(sum(max(0, len(found or ()) - 1) for _, found in pairs), len(pairs)),
    }
    found_all = sum(len(found or ()) for _, found in pairs)
    counts = {"texts": len(pairs), "gold": total["typed"], "found": found_all}
    return Score(figures, counts)


def _renamed(type: str | None) -> str | None:
    return RENAMED.get(type, type) if type else None


def _is_type(gold: str | None, found: str | None) -> bool:
    if gold is None or found is None:
        return False
    yields = (gold == "YIELD" and found in YIELDING) or (found == "YIELD" and gold in YIELDING)
    return gold == found or yields


def _type_counts(gold: Happening, found: Sequence[Happening]) -> Counter[str]:
    first = found[0].type if found else None
    if gold.type is None:
        return Counter(given=bool(first) and gold.quad == NONE)
    return Counter(
        typed=1,
        given=bool(first),
        right=_is_type(gold.type, first),
        any=any(_is_type(gold.type, one.type) for one in found),
    )


def _count_type(types: dict[str, Counter[str]], gold: Happening, first: str | None) -> None:
    """Right, found and gold by type; what meets gold YIELD counts as YIELD."""
    if gold.type is None:
        return
    types.setdefault(gold.type, Counter())["gold"] += 1
    if _is_type(gold.type, first):
        types[gold.type].update(right=1, found=1)
    elif first:
        types.setdefault(first, Counter())["found"] += 1


def _macro(types: Mapping[str, Counter[str]]) -> dict[str, float]:
    asked = sorted(type for type, counts in types.items() if counts["gold"])
    if not asked:
        return {}
    listed = [types[type] for type in asked]
    scores = [Ratio.of(c["right"], c["found"], c["gold"]).f1 for c in listed]
    return {"macro_f1": sum(scores) / len(scores)}


def _quad_counts(gold: Happening, found: Sequence[Happening]) -> Counter[str]:
    if not gold.quad:
        return Counter()
    told = found[0].quad if found else NONE
    right = (told or "").endswith(gold.quad) if gold.quad in COARSE else gold.quad == told
    event, said = gold.quad != NONE, told != NONE
    return Counter(quads=1, quad=right, events=event, told=said, both_told=event and said)


def _side_counts(gold: Happening, found: Sequence[Happening]) -> Counter[str]:
    actors, recipients = _placed(gold.actors), _placed(gold.recipients)
    given_actors = [at for one in found for at in _placed(one.actors)]
    given_recipients = [at for one in found for at in _placed(one.recipients)]
    counts = Counter[str]()
    for name, right, given in (
        ("actor", actors, given_actors),
        ("recipient", recipients, given_recipients),
    ):
        counts[f"{name}s"] += len(right)
        counts[name] += _hits(right, given)
        if right:
            mine, theirs = _letters(right), _letters(given)
            counts[f"{name}_shared"] += len(mine & theirs)
            counts[f"{name}_gold"] += len(mine)
            counts[f"{name}_found"] += len(theirs)
    first = found[0] if found else Happening(None, None, (), ())
    counts.update(_pair_counts(gold, actors, recipients, first))
    return counts


def _pair_counts(
    gold: Happening, actors: list[Bounds], recipients: list[Bounds], first: Happening
) -> Counter[str]:
    """Whether the first event has both sides right, or exchanges them."""
    does, done = _placed(first.actors), _placed(first.recipients)
    across = _hits(recipients, does) and _hits(actors, done)
    straight = _hits(actors, does) or _hits(recipients, done)
    asked = bool(gold.type and actors)
    both = bool(_hits(actors, does)) and (not recipients or bool(_hits(recipients, done)))
    return Counter(
        two_sided=bool(actors and recipients),
        swapped=bool(actors and recipients and across and not straight),
        triples=asked,
        triple=asked and _is_type(gold.type, first.type) and both,
    )


def _code_counts(gold: Happening, found: Sequence[Happening]) -> Counter[str]:
    counts = Counter[str]()
    for right, given in (
        (gold.actors, [side for one in found for side in one.actors]),
        (gold.recipients, [side for one in found for side in one.recipients]),
    ):
        codes = {(side.code or "")[:CODE] for side in given}
        asked = [side.code[:CODE] for side in right if side.code]
        counts.update(codes=len(asked), code=sum(code in codes for code in asked))
    return counts


def _placed(sides: Iterable[Side]) -> list[Bounds]:
    return [side.bounds for side in sides if side.bounds is not None]


def _hits(right: Sequence[Bounds], given: Sequence[Bounds]) -> int:
    """How many of ``right`` overlap one of ``given``."""
    return sum(any(min(a[1], b[1]) > max(a[0], b[0]) for b in given) for a in right)


def _letters(spans: Iterable[Bounds]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _share(total: Counter[str], name: str, part: str, whole: str) -> dict[str, float]:
    return {name: share(total[part], total[whole])} if total[whole] else {}


def _ratio(total: Counter[str], name: str, asked: str, *counts: int) -> dict[str, float]:
    return Ratio.of(*counts).figures(name) if total[asked] else {}


def _sides(total: Counter[str]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name in ("actor", "recipient"):
        figures |= _share(total, name, name, f"{name}s")
        if total[f"{name}_gold"]:
            counts = (total[f"{name}_{part}"] for part in ("shared", "found", "gold"))
            figures[f"{name}_cf1"] = Ratio.of(*counts).f1
    return figures
