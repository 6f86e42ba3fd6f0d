"""What a position is about, finer than its issue: the same thing wanted in other words.

The codebook's issues are broad, and one report's words may show another issue than the next one's.
So entries of one holder are brought together by the words of their claims, and by their issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from memcon.codebook.issues import OTHER, load_issues
from memcon.resolve.words import content_words, stem

START: Final = -1.0
"""Log odds of two claims of one holder before anything else is known."""
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]*")


def is_one_matter(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two claims of one holder, pairs of issue and words, are more likely on one matter."""
    if one[0] != other[0] and content_words(one[1]).isdisjoint(content_words(other[1])):
        return False
    return START + _issue(one, other) + _words(one, other) >= 0


def _issue(one: tuple[str, str], other: tuple[str, str]) -> float:
    """An issue that a claim does not name itself may have come from the words around it."""
    if OTHER in (one[0], other[0]):
        return 0.0
    if one[0] != other[0]:
        return -1.0
    return 1.5 if _both_name(one, other) else 0.75


def _both_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether both claims hold words of the one issue that both are on."""
    if one[0] != other[0]:
        return False
    known = issue_words(one[0])
    return not (
        content_words(one[1]).isdisjoint(known) or content_words(other[1]).isdisjoint(known)
    )


def _words(one: tuple[str, str], other: tuple[str, str]) -> float:
    """Words that the issue itself is known by tell nothing within it."""
    known = issue_words(one[0]) if one[0] == other[0] else frozenset[str]()
    left, right = content_words(one[1]) - known, content_words(other[1]) - known
    if not left or not right:
        return 0.5 if _both_name(one, other) else -0.5
    shared = len(left & right)
    if shared:
        return 5.0 * shared / min(len(left), len(right)) - 1.0
    if _both_name(one, other) and not (_names(one[1]) - known and _names(other[1]) - known):
        return 0.25  # the issue in other words
    return -2.0


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


def issue_of(issues: Iterable[str]) -> str:
    """The issue that most claims of a matter show; one that says nothing only where all do."""
    counts = Counter(issues)
    return max(counts, key=lambda one: (one != OTHER, counts[one], one))
