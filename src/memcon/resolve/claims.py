"""The same claim: what one source says on one matter within days, as several reports have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from memcon.record import Record, Statement
from memcon.resolve.grouping import Pair, group, pair_of
from memcon.resolve.parties import Parties
from memcon.resolve.people import Identity
from memcon.resolve.verdict import NEVER, Feature, Verdict
from memcon.resolve.words import content_words
from memcon.text.calendar import to_date

DAYS: Final = 5
"""What is said again after more days is said anew."""
START: Final = -2.5
LEAST: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement as it is compared; ``issues`` are those of the positions it carries."""

    key: str
    article: str
    source: str
    copy_of: str
    statement: Statement
    speaker: str
    party: str | None
    day: date | None
    words: frozenset[str]
    issues: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim and the statements that make it, the first first."""

    id: str
    sayings: tuple[Saying, ...]
    score: float
    reason: str


def find_sayings(
    record: Record, *, known: Mapping[str, Identity], copies: Mapping[str, str]
) -> Iterator[Saying]:
    """The statements of one record whose source is known."""
    lookup = Parties(record, known)
    issues = defaultdict(set)
    for position in record.positions:
        for fact in position.because:
            issues[fact].add(position.issue)
    for said in record.statements:
        speaker = lookup.canonical(said.speaker)
        if speaker is not None:
            yield Saying(
                key=f"{record.article.id}/{said.id}",
                article=record.article.id,
                source=record.article.source,
                copy_of=copies.get(record.article.id, record.article.id),
                statement=said,
                speaker=speaker,
                party=lookup.party(said.speaker),
                day=to_date(said.when or record.article.published or ""),
                words=content_words(said.content.quote),
                issues=frozenset(issues[said.id]),
            )


def find_claims(sayings: Iterable[Saying]) -> tuple[Claim, ...]:
    """Claims that more than one statement makes, in order of their ids."""
    known = {saying.key: saying for saying in sayings}
    verdicts = {pair: compare(known[pair[0]], known[pair[1]]) for pair in _pairs(known)}
    scores = {pair: verdict.score for pair, verdict in verdicts.items()}
    groups = group(known, scores, least=LEAST)
    made = (_claim(members, known, verdicts) for members in groups if len(members) > 1)
    return tuple(sorted(made, key=lambda claim: claim.id))


def compare(one: Saying, other: Saying) -> Verdict:
    """How likely two statements are one claim, and why."""
    features = (
        Feature("start", START, ""),
        _speaker(one, other),
        _day(one, other),
        _words(one, other),
        _issue(one, other),
    )
    return Verdict.of(features)


def _pairs(known: Mapping[str, Saying]) -> Iterator[Pair]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(known):
        for name in {known[key].speaker, known[key].party} - {None}:
            blocks[str(name)].append(key)
    for keys in blocks.values():
        keys.sort(key=lambda key: (known[key].day or date.max, key))
        for at, one in enumerate(keys):
            for other in keys[at + 1 :]:
                if (_apart(known[one], known[other]) or 0) > DAYS:
                    break
                if known[one].article != known[other].article:
                    yield pair_of(one, other)


def _apart(one: Saying, other: Saying) -> int | None:
    return abs((one.day - other.day).days) if one.day and other.day else None


def _speaker(one: Saying, other: Saying) -> Feature:
    if one.speaker == other.speaker:
        return Feature("source", 1.0, "the same source")
    if one.party == other.party and one.party in (one.speaker, other.speaker):
        return Feature("source", 0.0, f"both for {one.party}")
    return Feature("source", -1.5, f"two who speak for {one.party}")


def _day(one: Saying, other: Saying) -> Feature | None:
    apart = _apart(one, other)
    if apart is None:
        return None
    if apart > DAYS:
        return Feature("day", NEVER, f"{apart} days apart")
    return Feature("day", 0.5 - 0.3 * apart, f"{apart} days apart" if apart else "on one day")


def _words(one: Saying, other: Saying) -> Feature:
    """Dice's coefficient of the words that say what it is about."""
    total = len(one.words) + len(other.words)
    share = 2 * len(one.words & other.words) / total if total else 0.0
    return Feature("words", 6.0 * share - 1.0, f"{share:.0%} of the words are the same")


def _issue(one: Saying, other: Saying) -> Feature | None:
    if not one.issues or not other.issues:
        return None
    shared = one.issues & other.issues
    if shared:
        return Feature("issue", 1.0, f"both on {min(shared)}")
    return Feature("issue", -2.0, f"{min(one.issues)} is not {min(other.issues)}")


def _claim(
    members: tuple[str, ...], known: Mapping[str, Saying], verdicts: Mapping[Pair, Verdict]
) -> Claim:
    def order(saying: Saying) -> tuple[date, bool, str]:
        return (saying.day or date.max, saying.copy_of != saying.article, saying.key)

    inside = [verdicts[pair] for pair in combinations(sorted(members), 2) if pair in verdicts]
    best = max(inside, key=lambda verdict: (verdict.score, verdict.reason))
    return Claim(
        id=f"claim-{min(members).rsplit('-', 1)[-1]}",
        sayings=tuple(sorted((known[key] for key in members), key=order)),
        score=round(sum(verdict.score for verdict in inside) / len(inside), 4),
        reason=best.reason,
    )
