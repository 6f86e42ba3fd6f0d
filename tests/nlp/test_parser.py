from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.errors import ResourceError
from memcon.nlp import Parser
from memcon.record import Article, BlockKind, Parse
from tests import factories as make

WHITE = re.compile(r"\s")
EXAMPLES = (
    "Lavrov met Rubio in Geneva.",
    "Talks resume\n\nThe U.S. envoy said “we agree.” He left.\n\nLogo",
    "Odd  spaces\tand\nline breaks\u00a0inside. Emoji 🕊 too. Genève, Kyiv’s don’t.",
    "“Who agrees?” asked Mr. W. H. Smith.\n\n\n\n‘Nobody’, they said…",
)
PIECES = st.sampled_from(
    ["Oslo", "said", "that", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2009", "“", "”", "'", ".",
     "U.S.", "don’t", "🕊", "e\u0301", "\u200b", "\x85", "-", "3.5", ","]
)  # fmt: skip


def _fits(report: Article, parse: Parse) -> None:
    """Columns are of one length, and every token lies in a block and shows its words."""
    columns = (parse.starts, parse.ends, parse.lemmas, parse.tags, parse.pos, parse.deps)
    assert {len(column) for column in (*columns, parse.heads)} == {len(parse.words)}
    for word, start, end in zip(parse.words, parse.starts, parse.ends, strict=True):
        assert WHITE.sub(" ", report.text[start:end]) == word
        block = report.block_at(start)
        assert block is not None
        assert end <= block.span.end


def _tiles(report: Article, parse: Parse) -> None:
    """Sentences follow each other without gap, each within one block."""
    edges = [sentence.first for sentence in parse.sentences] + [len(parse)]
    assert edges[0] == 0
    assert [sentence.last for sentence in parse.sentences] == edges[1:]
    for sentence in parse.sentences:
        span = report.blocks[sentence.block].span
        assert span.contains(parse.span(sentence.first, sentence.last))


@pytest.mark.parametrize("text", EXAMPLES)
def test_tokens_show_their_words(text: str, parser: Parser) -> None:
    """The text at a token's offsets is its word, white space apart."""
    report = make.article(text)
    _fits(report, make.parse_of(parser, report))


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
@settings(max_examples=40)
def test_offsets_hold_for_any_text(parser: Parser, text: str) -> None:
    """Whatever the spaces, marks and letters, tokens and sentences fit the text."""
    report = make.article(text)
    parse = make.parse_of(parser, report)
    _fits(report, parse)
    _tiles(report, parse)


def test_names_show_their_words(parser: Parser) -> None:
    """A recognised name has matching code points and tokens."""
    report = make.article("Talks\n\nSergey Lavrov met Marco Rubio in Geneva on Monday.")
    parse = make.parse_of(parser, report)
    assert {"PERSON", "GPE"} <= {name.label for name in parse.names}
    assert all(parse.span(name.first, name.last) == name.span for name in parse.names)
    people = [report.quote(n.span) for n in parse.names if n.label == "PERSON"]
    assert people == ["Sergey Lavrov", "Marco Rubio"]


def test_background_and_furniture_have_no_tokens(parser: Parser) -> None:
    """Nothing is read from the page's glossary or from what belongs to no block."""
    text = "Talks failed.\n\nLogo\n\nAlaska is a state."
    kinds = (BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.BACKGROUND)
    whole = make.article(text, *kinds)
    report = make.article(text, blocks=(whole.blocks[0], whole.blocks[2]))
    assert make.parse_of(parser, report).words == ("Talks", "failed", ".")


def test_sentences_never_cross_blocks(parser: Parser) -> None:
    """A heading without a full stop is a sentence of its own."""
    report = make.article("Second summit called off\n\nthe envoys left. They said so.")
    parse = make.parse_of(parser, report)
    _tiles(report, parse)
    blocks = [sentence.block for sentence in parse.sentences]
    assert blocks == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. envoy left. Talks go on.", 2),
        ("“We agree.” The envoys left.", 2),
        ("“Do we agree?” he asked. Nobody did.", 2),
        ("George W. Bush met Mr. Blair in Washington, D.C., on Friday.", 1),
        ("He came at 5 p.m. and left at 6 p.m. on Friday.", 1),
    ],
)
def test_sentences_of_news(text: str, expected: int, parser: Parser) -> None:
    """Abbreviations, initials and marks do not end a sentence where readers would not."""
    assert len(make.parse_of(parser, make.article(text)).sentences) == expected


def test_articles_are_parsed_alike_alone_and_together(parser: Parser) -> None:
    """A batch gives one reading per article, in order, the same as one by one."""
    reports = [make.article(text, id=f"a{n}") for n, text in enumerate((*EXAMPLES, ""))]
    together = parser.parse(reports)
    assert [reading.article for reading in together] == reports
    assert [r.parse for r in together] == [make.parse_of(parser, report) for report in reports]


def test_nothing_is_parsed_of_nothing(parser: Parser) -> None:
    """No articles give no readings, and an article without blocks no tokens."""
    assert parser.parse([]) == ()
    assert len(make.parse_of(parser, make.article("Logo", blocks=()))) == 0


def test_a_missing_pipeline_is_named() -> None:
    """An unknown pipeline raises an error that says its name and what to do."""
    with pytest.raises(ResourceError, match="'en_core_web_none' cannot be loaded") as caught:
        Parser("en_core_web_none")
    assert "install it, or unset the setting 'pipeline'" in str(caught.value)


def test_the_version_names_the_pipeline(parser: Parser) -> None:
    """Provenance says which pipeline read it, and its version."""
    assert re.fullmatch(r"en_core_web_\w+-\d+\.\d+\.\d+", parser.version)
