"""What a position is about, finer than its issue: the same thing wanted in other words.

The codebook's issues are broad, and one report's words may show another issue than the next one's.
So entries of one holder are brought together by the words of their claims, and by their issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from typing import Final

from memcon.codebook.issues import OTHER, load_issues
from memcon.resolve.grouping import group, pair_of
from memcon.resolve.verdict import Feature, Verdict
from memcon.resolve.words import content_words, share_of, stem

START: Final = -1.0
LEAST: Final = 0.5
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]*")


def find_matters(claims: Mapping[str, tuple[str, str]]) -> Mapping[str, tuple[str, str]]:
    """The matter of each claim and the issue of that matter, by the claim's key.

    ``claims`` are pairs of issue and words, all of one holder.
    """
    scores = {
        pair_of(one, other): compare(claims[one], claims[other]).score
        for one, other in combinations(sorted(claims), 2)
        if _may_meet(claims[one], claims[other])
    }
    found: dict[str, tuple[str, str]] = {}
    for members in group(claims, scores, least=LEAST):
        issue = _issue_of(claims[key][0] for key in members)
        found.update(dict.fromkeys(members, (members[0], issue)))
    return found


def _may_meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether anything speaks for one matter; where nothing does, comparing is time lost."""
    return one[0] == other[0] or not content_words(one[1]).isdisjoint(content_words(other[1]))


def compare(one: tuple[str, str], other: tuple[str, str]) -> Verdict:
    """How likely two claims of one holder are about one thing, and why."""
    return Verdict.of((Feature("start", START, ""), _issue(one, other), _words(one, other)))


def _issue(one: tuple[str, str], other: tuple[str, str]) -> Feature | None:
    """An issue that a claim does not name itself may have come from the words around it."""
    if OTHER in (one[0], other[0]):
        return None
    if one[0] != other[0]:
        return Feature("issue", -1.0, f"{one[0]} and {other[0]}")
    return Feature("issue", 1.5 if _both_name(one, other) else 0.75, f"both on {one[0]}")


def _both_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether both claims hold words of the one issue that both are on."""
    known = issue_words(one[0]) if one[0] == other[0] else frozenset[str]()
    return all(content_words(words) & known for _, words in (one, other))


def _words(one: tuple[str, str], other: tuple[str, str]) -> Feature:
    """Words that the issue itself is known by tell nothing within it."""
    known = issue_words(one[0]) if one[0] == other[0] else frozenset[str]()
    left, right = content_words(one[1]) - known, content_words(other[1]) - known
    if not left or not right:
        weight = 0.5 if _both_name(one, other) else -0.5
        return Feature("words", weight, "nothing but the issue is named")
    shared = ", ".join(sorted(left & right))
    if shared:
        return Feature("words", 5.0 * share_of(left, right) - 1.0, f"in common: {shared}")
    if _both_name(one, other) and not (_names(one[1]) - known and _names(other[1]) - known):
        return Feature("words", 0.25, "the issue in other words")
    return Feature("words", -2.0, "no word in common")


def _names(words: str) -> frozenset[str]:
    return content_words(" ".join(_NAME.findall(words)))


@cache
def issue_words(issue: str) -> frozenset[str]:
    """The stems of the words by which the codebook knows an issue."""
    known = load_issues().by_id.get(issue)
    if known is None:
        return frozenset()
    phrases = (*known.cues, *known.hints)
    return frozenset(stem(form) for phrase in phrases for word in phrase.words for form in word.any)


def _issue_of(issues: Iterable[str]) -> str:
    """The issue that most claims of a matter show; one that says nothing only where all do."""
    counts = Counter(issues)
    return max(counts, key=lambda one: (one != OTHER, counts[one], one))
