"""Who said what: statements with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.codebook.cues import Cues, load_cues
from memcon.codebook.titles import load_titles
from memcon.record import Entity, Fact, Link, Mention, Reading, Statement, Time
from memcon.stage import Finder, Stage, each
from memcon.stages.statements.describe import describe
from memcon.stages.statements.page import Page
from memcon.stages.statements.quoting import go_on, hand_back, mend
from memcon.stages.statements.rules import find_triples
from memcon.stages.statements.scene import Scene
from memcon.stages.statements.signed import find_introduced, find_signed
from memcon.stages.statements.tagged import tag
from memcon.stages.statements.trimming import trim, without_date_lines, without_empty
from memcon.stages.statements.triples import Triple
from memcon.stages.statements.turns import find_turns
from memcon.stages.statements.union import merge
from memcon.stages.tools import Tools

__all__ = ["STATEMENTS"]


def _build(tools: Tools) -> Finder:
    cues, titles = load_cues(), load_titles()

    def find(reading: Reading) -> Iterable[Fact]:
        return describe(Scene.of(reading, cues, titles), _both(reading, cues))

    return each(find)


def _both(reading: Reading, cues: Cues) -> Sequence[Triple]:
    article, parse = reading.article, reading.parse
    page = Page.of(article, parse, cues)
    tagged = trim(page, tag(article, parse.signals.attributed))
    laid_out = (*find_turns(article, parse), *find_signed(page), *find_introduced(page))
    whole = list(hand_back(page, [mend(page, triple) for triple in tagged]))
    united = list(go_on(page, list(merge(whole, find_triples(page), laid_out))))
    return tuple(without_empty(page, without_date_lines(page, united)))


STATEMENTS: Stage[Tools] = Stage(
    name="statements",
    version=4,
    reads=(Entity, Mention, Link, Time),
    writes=(Statement,),
    build=_build,
)
