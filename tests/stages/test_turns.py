"""Layouts that attribute without a word: turns of transcripts, and signed quotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.codebook.cues import load_cues
from memcon.record import Article, BlockKind, NameSpan, Parse
from memcon.stages.statements.page import Page
from memcon.stages.statements.signed import find_signed
from memcon.stages.statements.triples import Triple
from memcon.stages.statements.turns import find_turns
from tests import factories as make

Q, P, H = BlockKind.QUOTE, BlockKind.PARAGRAPH, BlockKind.HEADING
PEOPLE: Final = ("Ana Ruiz", "Omar Haddad")
PLACES: Final = ("KYIV", "OSLO")
MET: Final = "Ana Ruiz met Omar Haddad.\n\n"


def _parse(report: Article) -> Parse:
    """Words, the names of the people and places above, and verbs that end in "s" or "d"."""
    words = make.hand_parse(report).words
    verbs = ["VERB" if word in ("says", "said", "waits") else "NOUN" for word in words]
    parse = make.hand_parse(report, pos=verbs)
    listed = [*((name, "PERSON") for name in PEOPLE), *((name, "GPE") for name in PLACES)]
    spans = [(make.find(report, name), label) for name, label in listed if name in report.text]
    names = (
        NameSpan(span, parse.tokens_in(span)[0], parse.tokens_in(span)[-1] + 1, label)
        for span, label in spans
    )
    return replace(parse, names=tuple(names))


def _shown(report: Article, triples: Iterable[Triple]) -> list[tuple[str, str]]:
    return [
        (" … ".join(map(report.quote, t.source)), " … ".join(map(report.quote, t.content)))
        for t in triples
    ]


TURNS: Final[tuple[tuple[str, str, list[tuple[str, str]]], ...]] = (
    ("capitals", "RUIZ: We wait. It is late.\n\nBERG: Nobody waits.",
     [("RUIZ", "We wait. It is late."), ("BERG", "Nobody waits.")]),
    ("capitals with titles", "MR. BERG: We wait.\n\nQUESTION: For what?\n\nMR. BERG: For June.",
     [("MR. BERG", "We wait."), ("QUESTION", "For what?"), ("MR. BERG", "For June.")]),
    ("one line in capitals is no transcript", "ATTENTION: We wait.\n\nThe hall was empty.", []),
    ("one line of somebody named", MET + "RUIZ: We wait.", [("RUIZ", "We wait.")]),
    ("names", MET + "Ruiz: We wait.\n\nOmar Haddad: For what?",
     [("Ruiz", "We wait."), ("Omar Haddad", "For what?")]),
    ("somebody who is not named elsewhere", MET + "Berg: We wait.", []),
    ("not all is a name", MET + "What about Ruiz: We wait.", []),
    ("from somebody", MET + "From Chairwoman Ruiz: “We wait.”",
     [("Chairwoman Ruiz", "“We wait.”")]),
    ("places of date lines", "KYIV: We wait.\n\nOSLO: The hall was empty.", []),
    ("notices", "UPDATE: We wait.\n\nNOTE: It is late.\n\nWHO: Envoys.", []),
    ("from somebody who is not named elsewhere", "From Envoy Olga Berg: “We wait.”",
     [("Envoy Olga Berg", "“We wait.”")]),
    ("a title and a quotation", "Envoy Olga Berg: “We wait.”", [("Envoy Olga Berg", "“We wait.”")]),
    ("a quotation without a title is no turn", "The plan: “We wait.”", []),
    ("paragraphs that open with a mark", '"RUIZ: We wait.\n\n"BERG: Nobody waits.',
     [("RUIZ", "We wait."), ("BERG", "Nobody waits.")]),
    ("an aside after the label", "BERG (in French): We wait.\n\nRUIZ: Nobody waits.",
     [("BERG", "We wait."), ("RUIZ", "Nobody waits.")]),
    ("questions and answers", "Q: Who waits?\n\nA: Nobody waits.",
     [("Q", "Who waits?"), ("A", "Nobody waits.")]),
    ("other letters are no labels", "B: Who waits?\n\nC: Nobody waits.", []),
    ("a colon within", "The plan of RUIZ is this: wait.\n\nThe plan of BERG is this: go.", []),
    ("a clock", "At 12:30 RUIZ: left.\n\nAt 13:30 BERG: came.", []),
    ("a label of many words", "A B C D E F G: We wait.\n\nA B C D E F G: We go.", []),
    ("nothing after the colon", MET + "RUIZ:\n\nHADDAD:", []),
    ("no label", "We wait.", []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, said, id=name) for name, text, said in TURNS]
)
def test_turns(text: str, expected: list[tuple[str, str]]) -> None:
    """Paragraphs that begin with who speaks are theirs; what merely looks alike is not."""
    report = make.article(text)
    assert _shown(report, find_turns(report, _parse(report))) == expected


def test_headings_take_no_turn() -> None:
    """A heading with a colon is nobody's turn."""
    report = make.article(MET + "RUIZ: We wait\n\nBERG: We go\n\nIt is late.", P, H, H)
    assert find_turns(report, _parse(report)) == ()


SIGNED: Final[tuple[tuple[str, str, list[tuple[str, str]]], ...]] = (
    ("a dash", "“We wait.” — Ana Ruiz", [("Ana Ruiz", "“We wait.”")]),
    ("two hyphens", "\"We wait.\" -- Ana Ruiz, envoy of Peru",
     [("Ana Ruiz, envoy of Peru", "\"We wait.\"")]),
    ("no spaces", "“We wait.”—Ana Ruiz", [("Ana Ruiz", "“We wait.”")]),
    ("the next line", "“We wait.”\n— Ana Ruiz", [("Ana Ruiz", "“We wait.”")]),
    ("the next paragraph", "“We wait.”\n\n— Ana Ruiz", [("Ana Ruiz", "“We wait.”")]),
    ("a full stop after the name", "“We wait.” — Ana Ruiz.", [("Ana Ruiz", "“We wait.”")]),
    ("two signed quotations", "“We wait.” — Ana Ruiz\n\n“We go.” — Omar Haddad",
     [("Ana Ruiz", "“We wait.”"), ("Omar Haddad", "“We go.”")]),
    ("a verb", "“We wait.” — Ana Ruiz said so", []),
    ("a clause", "“We wait” — and so did the rest", []),
    ("no quotation", "The talks go on — Ana Ruiz", []),
    ("no quotation before", "The talks go on.\n\n— Ana Ruiz", []),
    ("words before the quotation", "So it is: “We wait.” — Ana Ruiz", []),
    ("words between", "“We wait.” Then — Ana Ruiz", []),
    ("too long for a name", "“We wait.” — The A B C D E F G H I J K", []),
)  # fmt: skip


def _signed(report: Article) -> list[tuple[str, str]]:
    return _shown(report, find_signed(Page.of(report, _parse(report), load_cues())))


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, said, id=name) for name, text, said in SIGNED]
)
def test_signed_quotations(text: str, expected: list[tuple[str, str]]) -> None:
    """A dash and a name after a quotation sign it; a dash and anything else do not."""
    assert _signed(make.article(text)) == expected


def test_a_block_quotation_is_signed_without_marks() -> None:
    """What a block quotation holds needs no quotation marks to be signed."""
    report = make.article("We wait.\n\n— Ana Ruiz", Q, P)
    assert _signed(report) == [("Ana Ruiz", "We wait.")]


LINES = st.lists(st.sampled_from(["RUIZ", ":", " ", "“", "”", "—", "Ana", "a", "\n\n", "."]))


@given(LINES.map("".join))
def test_any_layout_gives_sound_triples(text: str) -> None:
    """Whatever the layout: parts are apart, in the text, and neither empty nor blank."""
    report = make.article(text)
    parse = make.hand_parse(report)
    page = Page.of(report, parse, load_cues())
    for triple in (*find_turns(report, parse), *find_signed(page)):
        parts = [*triple.source, *triple.cue, *triple.content]
        assert all(report.quote(part).strip() for part in parts)
        assert not any(a.overlaps(b) for n, a in enumerate(parts) for b in parts[:n])
