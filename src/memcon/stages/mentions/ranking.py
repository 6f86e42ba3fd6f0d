"""From names to entities: all names of an article weighed together, one choice each, or none.

Every option of a name gets a value, a weighted sum of features (``codebook/linking.yaml``); the
softmax over the options and "none of these" gives the shares. The names of an article inform
each other: what the text says of them ("Austin, Indiana"), which countries and units the others
lie in, and how near. This is done twice, the second time with the shares of the first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from memcon.codebook.linking import Weighing
from memcon.codebook.places import load_places
from memcon.knowledge.base import KnowledgeBase
from memcon.record import EntityKind
from memcon.stages.mentions.names import ORGANISATION, PERSON, SITED, Name, Scene
from memcon.stages.mentions.options import PLACE_NAME, Option, options_of
from memcon.stages.mentions.sites import is_located

ROUNDS: Final = 2
COUNTED: Final = 3
"""Times that one name counts for the context of others."""
SURE: Final = 0.75
"""Share from which the place of a name says what lies near it."""
NEAR: Final = 150.0
"""Kilometres."""
KM_PER_DEGREE: Final = 111.2
MOST_MEMBERS: Final = 12
"""A body of more members is named beside some of them in any report."""
PLACED: Final = frozenset(kind for kind in EntityKind if kind.is_place) | {EntityKind.PERSON}
FITTING: Final[Mapping[str, frozenset[EntityKind]]] = {
    "PERSON": frozenset({EntityKind.PERSON}),
    "GPE": frozenset({EntityKind.COUNTRY, EntityKind.CITY, EntityKind.REGION}),
    "LOC": frozenset({EntityKind.REGION, EntityKind.FACILITY, EntityKind.CITY}),
    "FAC": frozenset({EntityKind.FACILITY}),
    "ORG": frozenset({EntityKind.ORGANISATION, EntityKind.GROUP}),
    "NORP": frozenset({EntityKind.COUNTRY, EntityKind.GROUP, EntityKind.REGION}),
    "EVENT": frozenset({EntityKind.EVENT, EntityKind.OTHER}),
    "LAW": frozenset({EntityKind.OTHER, EntityKind.EVENT}),
}
"""Kinds of entity that go with OntoNotes labels."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity chosen for a name, how sure that is (0 to 1), and why."""

    entity: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A name with its options, and what the text around it says.

    In "Austin, Indiana" each is the other's ``holder`` or ``held``, by number; ``called`` is the
    word for what it is ("province"); ``located``: somewhere in the article the name stands as a
    place's does.
    """

    name: Name
    text: str
    key: str
    options: tuple[Option, ...]
    holder: int | None = None
    held: int | None = None
    called: str = ""
    located: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option with its features and share."""

    option: Option
    features: Features
    share: float


class Ranking:
    """The choices for the names of one article."""

    def __init__(self, scene: Scene, names: Sequence[Name], weighing: Weighing) -> None:
        self._knowledge: KnowledgeBase = scene.knowledge
        self._weighing = weighing
        self.items = tuple(_items(scene, names))
        self._said = _said(self.items, scene.knowledge)
        self._context = _Context({}, {})
        self.weighed: tuple[tuple[Weighed, ...], ...] = ()
        for _ in range(ROUNDS):
            self.weighed = tuple(map(self._weigh, range(len(self.items))))
            self._context = _context(self.items, self.weighed)

    def choose(self, number: int) -> Choice | None:
        """The best option of an item at or above the threshold."""
        weighed = self.weighed[number]
        if not weighed or weighed[0].share < self._weighing.threshold:
            return None
        best = weighed[0]
        reason = _reason(self.items[number], best, len(weighed))
        return Choice(best.option.id, round(best.share, 3), reason)

    def holder(self, number: int) -> Choice | None:
        """The choice for the place in which the text says that an item lies."""
        holder = self.items[number].holder
        return None if holder is None else self.choose(holder)

    def _weigh(self, number: int) -> tuple[Weighed, ...]:
        """The options of an item, best first, with the shares that "none of these" leaves."""
        item = self.items[number]
        total = sum(option.weight for option in item.options)
        rows = [(one, self._features(number, one, total)) for one in item.options]
        values = [_value(features, self._weighing.weights) for _, features in rows]
        none = self._weighing.none_for(item.name.label)
        high = max([none, *values])
        sums = sum(math.exp(value - high) for value in (none, *values))
        weighed = (
            Weighed(option, features, math.exp(value - high) / sums)
            for (option, features), value in zip(rows, values, strict=True)
        )
        return tuple(sorted(weighed, key=lambda one: (-one.share, one.option.id)))

    def _features(self, number: int, option: Option, total: float) -> Features:
        item, knowledge = self.items[number], self._knowledge
        label = item.name.label
        features = {
            "prior": math.log(option.weight / total),
            **_label_features(item, option),
            **_called_features(item, option),
            **self._context.features(item.key, option, knowledge),
        }
        if len(item.options) > 1 and option.kind not in PLACED:
            features["members"] = self._context.attendance(option, knowledge)
        said = self._said.get((item.key, option.id), 0)
        if said:
            features["inside" if said > 0 else "elsewhere"] = 1.0
        if item.held is not None and _holds(knowledge, option, self.items[item.held].options):
            features["holds"] = 1.0
        if option.how == PLACE_NAME and not item.located:
            features["unlocated"] = 1.0
        if label not in SITED:
            features["obscure"] = max(0.0, 1.0 - math.log10(option.weight + 1.0) / 2)
        return features


def _items(scene: Scene, names: Sequence[Name]) -> Iterator[Item]:
    around = _around(scene, names)
    held = {holder: inner for inner, holder in around.items()}
    located = {
        scene.text(name).casefold()
        for number, name in enumerate(names)
        if number in around or is_located(scene, name)
    }
    for number, name in enumerate(names):
        text = scene.text(name)
        yield Item(
            name=name,
            text=text,
            key=text.casefold(),
            options=options_of(scene, name),
            holder=around.get(number),
            held=held.get(number),
            called=_called(scene, name),
            located=text.casefold() in located,
        )


def _around(scene: Scene, names: Sequence[Name]) -> dict[int, int]:
    """By the number of a place name, that of the place the text says it lies in."""
    parse, words = scene.parse, load_places()
    starts = {name.first: number for number, name in enumerate(names) if _may_lie(name)}
    found: dict[int, int] = {}
    for number, name in enumerate(names):
        at = name.last
        if not _may_lie(name) or at >= len(parse):
            continue
        if at + 1 < len(parse) and parse.words[at].lower() in words.units | words.towns:
            at += 1
        joint = parse.words[at].lower()
        if joint == "," or (joint in words.joining and name.label in SITED):
            after = starts.get(at + 1, starts.get(at + 2) if joint != "," else None)
            if after is not None:
                found[number] = after
    return found


def _may_lie(name: Name) -> bool:
    return name.label in SITED or bool(name.candidates)


def _called(scene: Scene, name: Name) -> str:
    """The word for what a place is, beside its name or at its end."""
    parse, words = scene.parse, load_places()
    known = words.units | words.towns
    last = parse.words[name.last - 1].lower()
    if len(name) > 1 and last in known:
        return last
    if name.last < len(parse) and parse.words[name.last].lower() in known:
        return parse.words[name.last].lower()
    before = name.first - 1
    if before >= 1 and parse.words[before].lower() == "of":
        return parse.words[before - 1].lower() if parse.words[before - 1].lower() in known else ""
    return ""


def _said(items: Sequence[Item], knowledge: KnowledgeBase) -> dict[tuple[str, str], int]:
    """By name and option: 1 where the text puts it into a place it lies in, -1 elsewhere.

    What is said once of a name holds for the whole article.
    """
    found: dict[tuple[str, str], int] = {}
    for item in items:
        if item.holder is None or _is_listed(item, items[item.holder]):
            continue
        holder = items[item.holder]
        inside = {
            option.id
            for option in item.options
            if any(_lies_in(knowledge, option, other) for other in holder.options)
        }
        for option in item.options if inside else ():
            spot = (item.key, option.id)
            found[spot] = max(found.get(spot, -1), 1 if option.id in inside else -1)
    return found


def _is_listed(item: Item, after: Item) -> bool:
    """Whether two states stand in a list: "Canada, Mexico" puts no Canada into Mexico."""
    return all(one.options and _is_state(one.options[0]) for one in (item, after))


def _is_state(option: Option) -> bool:
    return option.kind is EntityKind.COUNTRY and option.how != PLACE_NAME


def _holds(knowledge: KnowledgeBase, option: Option, inner: Sequence[Option]) -> bool:
    return any(_lies_in(knowledge, other, option) for other in inner)


def _lies_in(knowledge: KnowledgeBase, inner: Option, outer: Option) -> bool:
    """Whether a place lies in a state, or in an administrative unit."""
    if inner.id == outer.id or inner.kind is EntityKind.COUNTRY:
        return False
    if outer.kind is EntityKind.COUNTRY:
        return inner.country is not None and inner.country == outer.country
    if inner.place is None or outer.place is None or outer.place.level not in (1, 2):
        return False
    units = knowledge.units(inner.place)
    return outer.place.key in (units[1:] if inner.place.level in (1, 2) else units)


def _label_features(item: Item, option: Option) -> dict[str, float]:
    label = item.name.label
    features: dict[str, float] = {}
    if label is not None:
        fits = option.kind in FITTING.get(label, frozenset()) or option.how == PLACE_NAME
        crosses = (label == PERSON) != (option.kind is EntityKind.PERSON)
        features["fits" if fits else "crosses" if crosses else "unlike"] = 1.0
    if item.text.isupper() and option.how in ("name", "alias") and option.kind is EntityKind.CITY:
        features["capitals"] = float(label in (None, ORGANISATION) and item.holder is None)
    return features


def _called_features(item: Item, option: Option) -> dict[str, float]:
    if not item.called or not option.kind.is_place:
        return {}
    words = load_places()
    is_unit = option.kind in (EntityKind.REGION, EntityKind.COUNTRY)
    fits = item.called in (words.units if is_unit else words.towns)
    return {"called" if fits else "miscalled": 1.0}


@dataclass(frozen=True, slots=True)
class _Context:
    """What the names of an article belong to: by name, counts of countries, units and points."""

    by_key: Mapping[str, Mapping[str, float]]
    totals: Mapping[str, float]
    points: tuple[tuple[str, tuple[float, float]], ...] = ()
    states: frozenset[str] = frozenset()

    def attendance(self, option: Option, knowledge: KnowledgeBase) -> float:
        """The share of the members or parties of a body or format that the article names."""
        members = (*knowledge.members(option.id), *knowledge.parties(option.id))
        if not members or len(members) > MOST_MEMBERS:
            return 0.0
        return sum(member in self.states for member in members) / len(members)

    def features(self, key: str, option: Option, knowledge: KnowledgeBase) -> dict[str, float]:
        if not self.by_key:
            return {}
        found: dict[str, float] = {}
        if option.country:
            found["country"] = self._share(key, option.country)
        if option.place is not None and option.kind is not EntityKind.COUNTRY:
            units = knowledge.units(option.place)
            if units:
                found["unit"] = self._share(key, str(units[-1]), of="units")
        if option.point is not None and option.kind is not EntityKind.COUNTRY:
            close = partial(_is_near, option.point)
            found["near"] = float(any(k != key and close(point) for k, point in self.points))
        return found

    def _share(self, key: str, what: str, *, of: str = "all") -> float:
        own = self.by_key.get(key, {})
        total = self.totals.get(of, 0.0) - own.get(of, 0.0)
        return (self.totals.get(what, 0.0) - own.get(what, 0.0)) / total if total > 0.01 else 0.0


def _context(items: Sequence[Item], weighed: Sequence[Sequence[Weighed]]) -> _Context:
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    points: dict[str, tuple[float, float]] = {}
    for item, options in zip(items, weighed, strict=True):
        seen[item.key] += 1
        if seen[item.key] > COUNTED:
            continue
        _add(by_key[item.key], options)
        if options and options[0].share >= SURE and _is_spot(options[0].option):
            points[item.key] = options[0].option.point or (0.0, 0.0)
    totals: Counter[str] = Counter()
    for own in by_key.values():
        totals.update(own)
    return _Context(by_key, totals, tuple(points.items()), frozenset(_states(weighed)))


def _states(weighed: Iterable[Sequence[Weighed]]) -> Iterator[str]:
    for options in weighed:
        if options and options[0].share >= SURE and options[0].option.kind is EntityKind.COUNTRY:
            yield options[0].option.id


def _is_spot(option: Option) -> bool:
    """Whether an option is a place small enough to lie near others: a town or a unit."""
    kinds = (EntityKind.CITY, EntityKind.REGION)
    return option.kind in kinds and option.point is not None and option.country is not None


def _add(counts: Counter[str], options: Sequence[Weighed]) -> None:
    for one in options:
        if one.option.country:
            counts[one.option.country] += one.share  # type: ignore[assignment]
            counts["all"] += one.share  # type: ignore[assignment]
        place = one.option.place
        if place is not None and one.option.kind is not EntityKind.COUNTRY:
            counts["units"] += one.share  # type: ignore[assignment]
            unit = place.key if place.level == 1 else place.unit
            counts[str(unit)] += one.share  # type: ignore[assignment]


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    north = (one[0] - other[0]) * KM_PER_DEGREE
    if abs(north) > NEAR:
        return False
    east = (one[1] - other[1]) * KM_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east) <= NEAR


def _value(features: Features, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _reason(item: Item, best: Weighed, rivals: int) -> str:
    option = best.option
    among = f"likeliest of {rivals} so called" if rivals > 1 else "the only one so called"
    seen = f", recognised as {item.name.label}" if item.name.label else ""
    why = "".join(f", {words}" for name, words in _WHY.items() if best.features.get(name, 0) >= 0.2)
    return f"“{item.text}” is {_article(option.how)} in the knowledge base, {among}{seen}{why}"


_WHY: Final = {
    "inside": "the text says where it lies",
    "holds": "the text says what lies in it",
    "called": "the text says what it is",
    "country": "other names of the article belong to its country",
    "near": "other places of the article lie near it",
    "members": "its members are named",
}
_Reader = Callable[[str], str]


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
