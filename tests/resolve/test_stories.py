"""Which reports tell of one story."""

from __future__ import annotations

from memcon.resolve.stories import find_stories
from tests.resolve.stories import Story


def test_reports_of_one_story_are_together(stories: tuple[Story, ...]) -> None:
    """The four stories come out as four groups."""
    texts = {s: r.article.text for story in stories for s, r in story.records.items()}
    groups = find_stories(texts)
    assert {frozenset(group) for group in groups} == {frozenset(s.records) for s in stories}


def test_order_does_not_matter(stories: tuple[Story, ...]) -> None:
    """The same texts the other way round give the same groups."""
    texts = {s: r.article.text for story in stories for s, r in story.records.items()}
    assert find_stories(dict(reversed(texts.items()))) == find_stories(texts)


def test_texts_of_nothing_stand_alone() -> None:
    """Empty texts, and no texts at all, break nothing."""
    assert find_stories({}) == ()
    assert find_stories({"a": "", "b": "of the"}) == (("a",), ("b",))
