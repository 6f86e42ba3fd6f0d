from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from memcon.nlp import Parser
from memcon.nlp.encoder import Found, Seen
from memcon.nlp.pieces import split_words
from memcon.nlp.side import EVENTS, WIDTH, columns, pool_event
from memcon.nlp.signals import add_signals
from memcon.record import Article, BlockKind, Reading
from tests import factories as make

Floats = npt.NDArray[np.float32]
TEXT = "Leaders arrive\n\nNorway hosted the talks.\n\nA hall in Oslo\n\n“They go on,” Berg said."
KINDS = (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.PARAGRAPH)
SURE = 8.0


class _Told:
    """An encoder that says of chosen words what a test tells it to."""

    def __init__(self, *told: tuple[str, str, int]) -> None:
        self._told = told
        self.texts: list[str] = []

    def read(self, texts: list[str]) -> list[Seen]:
        """What was told, and one statement: the first word says the second."""
        self.texts += texts
        return [self._see(text) for text in texts]

    def _see(self, text: str) -> Seen:
        words = split_words(text)
        side: Floats = np.zeros((len(words), WIDTH), np.float32)
        for form, group, column in self._told:
            for n, word in enumerate(words.forms):
                if word == form:
                    side[n, columns(group).start + column] = SURE
        said = text.find("“They")
        found = Found(
            ((said + 14, said + 18),), ((said + 19, said + 23),), ((said, said + 13),), 0.9
        )
        return Seen(words, side, (found,) if said >= 0 else ())


@pytest.fixture(scope="module")
def report() -> Article:
    """A headline, a caption and two paragraphs."""
    return make.article(TEXT, *KINDS)


def _read(parser: Parser, report: Article, *told: tuple[str, str, int]) -> Reading:
    (reading,) = add_signals(parser.parse([report]), _Told(*told))  # type: ignore[arg-type]
    return reading


def test_offsets_are_those_of_the_article(parser: Parser, report: Article) -> None:
    """A statement of the second paragraph lies where it stands in the article."""
    (one,) = _read(parser, report).parse.signals.attributed
    assert [report.quote(s) for s in (*one.source, *one.cue)] == ["Berg", "said"]
    assert report.quote(one.content[0]) == "“They go on,”"


def test_statements_are_read_without_headlines_and_captions(
    parser: Parser, report: Article
) -> None:
    """What is spoken and what is not go to the encoder as two texts."""
    told = _Told()
    add_signals(parser.parse([report]), told)  # type: ignore[arg-type]
    assert told.texts == [
        "Norway hosted the talks.\n\n“They go on,” Berg said.",
        "Leaders arrive\n\nA hall in Oslo",
    ]


def test_every_token_has_its_chance_of_acting(parser: Parser, report: Article) -> None:
    """Also those of captions; a word that the encoder says nothing of is even."""
    parse = _read(parser, report, ("Norway", "metonym", 0)).parse
    acting = dict(zip(parse.words, parse.signals.acting, strict=True))
    assert acting["Norway"] is not None
    assert acting["Norway"] > 0.99
    assert acting["Oslo"] == 0.5


def test_places_of_all_blocks(parser: Parser, report: Article) -> None:
    """A place in a caption is one as well; B and the I after it are one span."""
    told = [("Oslo", "place", 1), ("hosted", "place", 1), ("the", "place", 2), ("Berg", "place", 0)]
    told += [
        (word, "place", 0)
        for word in split_words(TEXT).forms
        if word not in dict.fromkeys(w for w, _, _ in told)
    ]
    places = _read(parser, report, *told).parse.signals.places
    assert [report.quote(one.span) for one in places] == ["hosted the", "Oslo"]
    assert all(one.label == "place" and one.score > 0.9 for one in places)


def test_events_of_each_sentence(parser: Parser, report: Article) -> None:
    """A sentence has the types that its words weigh for, likeliest first."""
    consult = EVENTS.index("CONSULT")
    parse = _read(parser, report, ("talks", "event", consult), ("talks", "weight", 0)).parse
    kinds = [types[0][0] for types in parse.signals.happening if types and types[0][1] > 0.5]
    assert kinds == ["CONSULT"]
    assert len(parse.signals.happening) == len(parse.sentences)


def test_a_word_that_weighs_more_decides() -> None:
    """The event of a sentence is that of the words with the greatest weight."""
    side: Floats = np.zeros((2, WIDTH), np.float32)
    side[0, columns("event").start + 1] = side[1, columns("event").start + 2] = SURE
    side[1, columns("weight")] = SURE
    logs = pool_event(side)
    assert int(logs.argmax()) == 2
    assert np.exp(logs).sum() == pytest.approx(1.0, abs=1e-4)


def test_an_article_without_words(parser: Parser) -> None:
    """Nothing to read gives empty signals."""
    reading = _read(parser, make.article(""))
    assert reading.parse.signals.attributed == ()
    assert reading.parse.signals.acting == ()
    assert reading.parse.signals.places == ()
