from __future__ import annotations

from collections.abc import Iterator

import pytest

from memcon.codebook.cues import load_cues
from memcon.codebook.titles import load_titles
from memcon.nlp import Parser
from memcon.record import Article, Entity, Fact, Reading, Statement
from memcon.stages.statements.describe import describe
from memcon.stages.statements.page import Page
from memcon.stages.statements.rules import find_triples
from memcon.stages.statements.scene import Scene
from tests import factories as make
from tests.stages.statement_rows import RIGHT, WRONG, Row, Said


def _facts(report: Article, row: Row) -> Iterator[Fact]:
    for name, key in row.people.items():
        yield make.entity(name, id=key)
        for nth in range(report.text.count(name)):
            yield from make.linked(report, name, key, nth=nth)
    for day, value in row.days.items():
        yield make.time(report, day, value)


def _find(reading: Reading) -> tuple[Statement, ...]:
    """The statements of one reading, in order of the text."""
    cues, titles = load_cues(), load_titles()
    triples = find_triples(Page.of(reading.article, reading.parse, cues))
    found = tuple(describe(Scene.of(reading, cues, titles), triples))
    return make.record(reading.article, found).statements


def _shown(said: Statement) -> Said:
    return Said(
        source=said.source.quote,
        cue=said.cue.quote,
        content=said.content.quote,
        mode=said.mode,
        sourcing=said.sourcing,
        speaker=said.speaker,
        addressee=said.addressee,
        when=said.when,
    )


def _read(row: Row, parser: Parser) -> list[Said]:
    report = make.article(row.text, *row.kinds)
    parse = make.parse_of(parser, report)
    return [_shown(s) for s in _find(make.reading(report, _facts(report, row), parse=parse))]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in RIGHT])
def test_who_said_what(row: Row, parser: Parser) -> None:
    """Exactly the statements of the row are found, with all their parts."""
    assert _read(row, parser) == list(row.said)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.name, marks=pytest.mark.xfail(strict=True, reason=reason))
        for reason, row in WRONG
    ],
)
def test_who_said_what_one_day(row: Row, parser: Parser) -> None:
    """What readers would find and the rules do not yet."""
    assert _read(row, parser) == list(row.said)


ALL = [pytest.param(row, id=row.name) for row in (*RIGHT, *(row for _, row in WRONG))]


@pytest.mark.parametrize("row", ALL)
def test_statements_are_sound(row: Row, parser: Parser) -> None:
    """Right or wrong, a statement has content, parts that do not overlap, a score and a reason."""
    report = make.article(row.text, *row.kinds)
    parse = make.parse_of(parser, report)
    found = _find(make.reading(report, _facts(report, row), parse=parse))
    assert len({said.id for said in found}) == len(found)
    for said in found:
        assert said.content
        assert 0 < said.score <= 1
        assert said.reason
        parts = [*said.source.spans, *said.cue.spans, *said.content.spans]
        assert not any(a.overlaps(b) for n, a in enumerate(parts) for b in parts[:n])


def test_nothing_is_said_in_nothing() -> None:
    """An article without blocks has no statements."""
    assert _find(make.reading(make.article("Logo", blocks=()))) == ()


def test_statements_need_no_entities(parser: Parser) -> None:
    """Who speaks is quoted even where no stage has linked a name."""
    report = make.article("Ruiz said that the talks would go on.")
    (said,) = _find(make.reading(report, parse=make.parse_of(parser, report)))
    assert (said.source.quote, said.speaker) == ("Ruiz", None)


def test_a_metonym_speaks_for_the_state(parser: Parser) -> None:
    """The speaker is what the source's link means, not the city it names."""
    report = make.article("Moscow said that the talks would go on.")
    facts: list[Fact] = [Entity(id="Q159", name="Russia", kind=make.entity("x").kind)]
    facts += make.linked(report, "Moscow", "Q159", named="Q649")
    (said,) = _find(make.reading(report, facts, parse=make.parse_of(parser, report)))
    assert said.speaker == "Q159"
