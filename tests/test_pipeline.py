from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.pipeline import Failure, Pipeline, check
from memcon.record import Article, Entity, Fact, FactKind, Link, Mention, Reading, Record, Time
from memcon.stage import Finder, Stage, each
from tests import factories as make

BAD = "bad"


def _stage(
    name: str,
    finder: Finder,
    *,
    reads: tuple[FactKind, ...] = (),
    writes: tuple[FactKind, ...] = (Entity,),
) -> Stage[None]:
    return Stage(name=name, version=3, reads=reads, writes=writes, build=lambda _: finder)


def _articles(*texts: str) -> list[Article]:
    return [make.article(t, id=f"a{n}", source=f"{n}.txt") for n, t in enumerate(texts)]


def _parse(articles: Sequence[Article]) -> Sequence[Reading]:
    return [make.reading(article) for article in articles]


def _naming(reading: Reading) -> Iterable[Fact]:
    """Finds one entity named after the text; breaks on a bad article."""
    if BAD in reading.article.text:
        raise KeyError("no such thing")
    return [make.entity(reading.article.text)]


def _read(pipeline: Pipeline, articles: Sequence[Article]) -> list[Record | Failure]:
    return list(pipeline.read(articles))


def test_reading_before_writing_is_refused() -> None:
    """A stage that reads what only a later one writes is found before anything runs."""
    late = _stage("statements", each(_naming), reads=(Mention, Entity), writes=(Time,))
    early = _stage("mentions", each(_naming), writes=(Mention, Entity))
    with pytest.raises(ValueError, match=r"stage statements reads \['Mention', 'Entity'\]"):
        check([late, early])
    check([early, late])


def test_a_stage_may_not_read_what_it_writes_itself() -> None:
    """What a stage writes is there for later stages only."""
    with pytest.raises(ValueError, match="stage loop reads"):
        check([_stage("loop", each(_naming), reads=(Link,), writes=(Link,))])


def test_a_pipeline_checks_its_stages() -> None:
    """No pipeline is built of stages in the wrong order."""
    with pytest.raises(ValueError, match="before they are written"):
        Pipeline(_parse, [_stage("x", each(_naming), reads=(Time,))], None)


def test_each_stage_sees_what_came_before() -> None:
    """Facts of one stage are in the readings that the next one gets."""

    def count(reading: Reading) -> Iterable[Fact]:
        return [make.entity(f"{len(reading.all(Entity))} before")]

    stages = [_stage("one", each(_naming)), _stage("two", each(count), reads=(Entity,))]
    (made,) = _read(Pipeline(_parse, stages, None), _articles("Oslo"))
    assert isinstance(made, Record)
    assert {entity.name for entity in made.entities} == {"Oslo", "1 before"}


def test_stages_are_built_once() -> None:
    """The tools are given to each stage once, however many articles follow."""
    built: list[str] = []

    def build(tools: str) -> Finder:
        built.append(tools)
        return each(_naming)

    stage = Stage(name="s", version=1, reads=(), writes=(Entity,), build=build)
    pipeline = Pipeline(_parse, [stage], "tools")
    _read(pipeline, _articles("a", "b"))
    _read(pipeline, _articles("c"))
    assert built == ["tools"]


@given(st.lists(st.booleans(), max_size=12))
def test_failing_articles_stand_alone(good: list[bool]) -> None:
    """Bad articles become failures in their places; all the others become records."""
    articles = _articles(*("fine" if fine else BAD for fine in good))
    results = _read(Pipeline(_parse, [_stage("naming", each(_naming))], None), articles)
    assert [isinstance(result, Record) for result in results] == good
    sources = [r.article.source if isinstance(r, Record) else r.source for r in results]
    assert sources == [article.source for article in articles]


@given(st.lists(st.booleans(), max_size=12))
def test_failing_parses_stand_alone(good: list[bool]) -> None:
    """An article that cannot be parsed fails by itself, like one that breaks a stage."""

    def parse(articles: Sequence[Article]) -> Sequence[Reading]:
        if any(BAD in article.text for article in articles):
            raise RuntimeError("too deep")
        return _parse(articles)

    articles = _articles(*("fine" if fine else BAD for fine in good))
    results = _read(Pipeline(parse, [_stage("naming", each(_naming))], None), articles)
    assert [isinstance(result, Record) for result in results] == good
    failed = [result for result in results if isinstance(result, Failure)]
    assert all(failure.error.stage == "parse" for failure in failed)


def test_a_failure_says_what_broke_where() -> None:
    """A failure names the source, the article, the stage and the fault."""
    stage = _stage("naming", each(_naming))
    (result,) = _read(Pipeline(_parse, [stage], None), _articles(BAD))
    assert isinstance(result, Failure)
    assert result.source == "0.txt"
    assert result.error.source == "0.txt"
    assert (result.error.article_id, result.error.stage) == ("a0", "naming")
    said = "0.txt: stage naming failed on article a0: KeyError: 'no such thing'"
    assert str(result.error) == said


def test_a_failed_article_meets_no_later_stage() -> None:
    """After a failure, later stages see the other articles only."""
    seen: list[str] = []

    def note(reading: Reading) -> Iterable[Fact]:
        seen.append(reading.article.id)
        return ()

    stages = [_stage("one", each(_naming)), _stage("two", each(note), reads=(Entity,))]
    _read(Pipeline(_parse, stages, None), _articles("x", BAD, "y"))
    assert seen == ["a0", "a2"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_stage_that_loses_count_fails(count: int) -> None:
    """A finder that gives too few or too many results never mixes up articles."""
    finder: Finder = lambda _: [()] * count  # noqa: E731  # the shortest broken finder
    results = _read(Pipeline(_parse, [_stage("odd", finder)], None), _articles("a", "b"))
    assert len(results) == 2
    kinds = [Record, Record] if count == 1 else [Failure, Failure]
    assert [type(result) for result in results] == kinds


@pytest.mark.parametrize("lost", [-1, 1])
def test_a_parser_that_loses_count_fails(lost: int) -> None:
    """A parser that gives too few or too many readings never shifts or drops an article."""

    def parse(articles: Sequence[Article]) -> Sequence[Reading]:
        return [*_parse(articles), *_parse(_articles("extra"))][: len(articles) + lost]

    results = _read(Pipeline(parse, [], None), _articles("a", "b", "c"))
    assert [type(result) for result in results] == [Failure] * 3


def test_no_articles_give_nothing() -> None:
    """Reading nothing gives nothing, and calls no stage."""
    assert _read(Pipeline(_parse, [_stage("naming", each(_naming))], None), []) == []


def test_records_say_what_made_them() -> None:
    """Versions of the parts and of every stage stand in the record, sorted."""
    parts = [("pipeline", "x"), ("memcon", "1")]
    pipeline = Pipeline(_parse, [_stage("naming", each(_naming))], None, made_by=parts)
    (made,) = _read(pipeline, _articles("Oslo"))
    assert isinstance(made, Record)
    expected = [("memcon", "1"), ("pipeline", "x"), ("stage:naming", "3")]
    assert list(made.made_by.items()) == expected


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_stopping_stops(error: type[BaseException]) -> None:
    """A user who stops the program is not turned into a failure row."""

    def stop(_: Reading) -> Iterable[Fact]:
        raise error

    with pytest.raises(error):
        _read(Pipeline(_parse, [_stage("stop", each(stop))], None), _articles("a"))
