"""The composition root, with a pipeline that finds nothing in place of the real one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pytest

import memcon
from memcon.app import Reader, batches, ingest_options, text_article
from memcon.config import Settings, load_settings
from memcon.errors import SourceError, StageError, UsageError
from memcon.pipeline import Failure, Pipeline
from memcon.record import Article, Fact, Reading, Record, Time
from memcon.stage import Stage, each
from tests import factories as make

BAD = "bad"
TEXT = "The two ministers met by the lake on Monday and parted late without a text."


def _parse(articles: Sequence[Article]) -> Sequence[Reading]:
    return [make.reading(article) for article in articles]


def _find(reading: Reading) -> Iterable[Fact]:
    if BAD in reading.article.text:
        raise KeyError("no such thing")
    return ()


class Builder:
    """Makes a pipeline that breaks on bad articles, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, settings: Settings) -> Pipeline:
        """One more pipeline."""
        self.count += 1
        stage = Stage(
            name="naming", version=1, reads=(), writes=(Time,), build=lambda _: each(_find)
        )
        return Pipeline(_parse, (stage,), None)


@pytest.fixture
def build() -> Builder:
    """What makes the pipeline."""
    return Builder()


def _reader(build: Builder, **given: int) -> Reader:
    return Reader(load_settings(**given), build=build)


def test_sources_and_failures_keep_their_order(build: Builder, tmp_path: Path) -> None:
    """One result for each article, record or failure, where it stood; one pipeline for all."""
    rows = [{"id": n, "text": f"{TEXT} {word}"} for n, word in enumerate(("good", BAD, "good"))]
    lines = "".join(json.dumps(row) + "\n" for row in rows[:2]) + "{\n" + json.dumps(rows[2])
    missing = str(tmp_path / "missing.txt")
    results = list(_reader(build).read([missing, "-"], stdin=BytesIO(lines.encode())))
    kinds = [SourceError, Record, Failure, SourceError, Record]
    assert [type(result) for result in results] == kinds
    assert build.count == 1


def test_nothing_is_built_before_there_is_something_to_read(build: Builder, tmp_path: Path) -> None:
    """A source that is not there costs no pipeline."""
    (result,) = _reader(build).read([str(tmp_path / "missing.txt")])
    assert isinstance(result, SourceError)
    assert build.count == 0


def test_an_article_that_breaks_names_its_source(build: Builder) -> None:
    """The error of one article says where it came from, in which stage, and why."""
    with pytest.raises(StageError, match=r"^notes/a\.txt: stage naming failed") as caught:
        _reader(build).read_article(make.article(BAD, source="notes/a.txt"))
    assert caught.value.source == "notes/a.txt"
    assert (caught.value.stage, caught.value.reason) == ("naming", "KeyError: 'no such thing'")


def test_articles_are_read_as_they_are(build: Builder) -> None:
    """Articles made elsewhere become records in order."""
    articles = [make.article(TEXT, id=f"a{n}") for n in range(3)]
    results = list(_reader(build, batch_words=1).read_articles(articles))
    assert [r.article.id for r in results if isinstance(r, Record)] == ["a0", "a1", "a2"]


def test_batches_close_when_they_are_full() -> None:
    """The first holds one article, the next so many words; what is broken counts as little."""
    article, error = make.article("one two three four five"), SourceError("x", "y")
    found = [article, article, article, error, article]
    sizes = [len(batch) for batch in batches(found, words=8)]
    assert sizes == [1, 2, 2]
    assert list(batches([], words=8)) == []


def test_settings_reach_the_sources() -> None:
    """Each limit that a user can set is in force when sources are read."""
    settings = load_settings(max_bytes=7, timeout_s=3.0, user_agent="me", robots=False)
    options = ingest_options(settings, published="2025-10")
    assert (options.max_bytes, options.total_seconds) == (7, 3.0)
    assert (options.user_agent, options.respect_robots) == ("me", False)
    assert options.published == "2025-10"


@pytest.mark.parametrize("date", ["yesterday", "", "2025-02-30", "21 October 2025", "٢٠٢٥"])
def test_a_date_that_is_none_is_wrong_usage(date: str, build: Builder) -> None:
    """Whoever gives a publication date is told at once where it is no date."""
    with pytest.raises(UsageError, match="is not a date"):
        _reader(build).read(["-"], published=date)
    with pytest.raises(UsageError, match="is not a date"):
        memcon.read_text(TEXT, published=date)
    assert build.count == 0


def test_text_is_taken_as_it_is() -> None:
    """The article of a plain text holds it whole, with the date that was given."""
    article = text_article(f" {TEXT}\n", settings=load_settings(), published="2025-10-21")
    assert (article.text, article.published_from) == (f" {TEXT}\n", "given")
    with pytest.raises(SourceError, match="is empty"):
        text_article(" \n", settings=load_settings(), published=None)
