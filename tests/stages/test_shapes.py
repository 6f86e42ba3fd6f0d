"""Every shape of quotation mark and layout that news uses, through the whole pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

import memcon
from memcon.app import reader_for
from memcon.config import load_settings
from memcon.errors import ResourceError
from memcon.record import Record, Statement
from memcon.record.facts import Mode

RUIZ: Final = "Ana Ruiz"
HADDAD: Final = "Omar Haddad"
MET: Final = "Ana Ruiz met Omar Haddad in Oslo on Monday.\n\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader finds: the source's words, words of the content, not of it, and the mode."""

    source: str
    words: tuple[str, ...]
    mode: Mode = "direct"
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A text and all that is said in it."""

    name: str
    text: str
    said: tuple[Said, ...]


def shape(name: str, text: str, *said: Said) -> Shape:
    """A shape; what is said follows the text."""
    return Shape(name, text, said)


def _ruiz(*words: str, without: tuple[str, ...] = (), mode: Mode = "direct") -> Said:
    return Said(RUIZ, words or ("The talks go on until June",), mode, without)


def _haddad(*words: str, without: tuple[str, ...] = ()) -> Said:
    return Said(HADDAD, words, without=without)


MARKS: Final = (
    shape("straight", '"The talks go on until June," Ana Ruiz said.', _ruiz()),
    shape("curly", "“The talks go on until June,” Ana Ruiz said.", _ruiz()),
    shape("guillemets", "«The talks go on until June», Ana Ruiz said.", _ruiz()),
    shape("guillemets with spaces", "« The talks go on until June », Ana Ruiz said.", _ruiz()),
    shape("guillemets inward", "»The talks go on until June«, Ana Ruiz said.", _ruiz()),
    shape("single guillemets", "‹The talks go on until June›, Ana Ruiz said.", _ruiz()),
    shape("low and high", "„The talks go on until June“, Ana Ruiz said.", _ruiz()),
    shape("low and right", "„The talks go on until June,” Ana Ruiz said.", _ruiz()),
    shape("right and right", "”The talks go on until June,” Ana Ruiz said.", _ruiz()),
    shape("left and left", "“The talks go on until June,“ Ana Ruiz said.", _ruiz()),
    shape("curly closed by straight", '“The talks go on until June", Ana Ruiz said.', _ruiz()),
    shape("single curly outside", "‘The talks go on until June,’ Ana Ruiz said.", _ruiz()),
    shape("single straight outside", "'The talks go on until June,' Ana Ruiz said.", _ruiz()),
    shape("apostrophes within single marks",
        "‘It’s Oslo’s turn to make an offer,’ Ana Ruiz said.", _ruiz("turn to make an offer")),
    shape("single within double", "“He told me ‘never’ and left,” Ana Ruiz said.",
        _ruiz("He told me", "and left")),
    shape("apostrophes within double marks", "“Russia’s aim isn’t peace,” Ana Ruiz said.",
        _ruiz("aim isn’t peace")),
    shape("an apostrophe beside a mark",
        "Ana Ruiz spoke of the envoys’ “first real step in years.”",
        _ruiz("first real step in years", mode="mixed")),
    shape("a straight apostrophe beside a mark",
        "The envoys' \"peace plan\" was dead, Ana Ruiz said.",
        _ruiz("peace plan", "was dead", mode="mixed")),
)  # fmt: skip

ODD: Final = (
    shape("no closing mark", "Ana Ruiz said: “The talks go on until June", _ruiz()),
    shape("no closing mark at the end",
        "“The talks go on until June,” Ana Ruiz said. “Nobody has left, and nobody will.",
        _ruiz("The talks go on until June", "nobody will")),
    shape("no closing mark before the next quotation",
        '"The talks go on. "The border is closed," Omar Haddad added.',
        _haddad("The border is closed", without=("The talks",))),
    shape("no opening mark", "The talks go on until June,” Ana Ruiz said.",
        _ruiz("The talks go on until June", mode="indirect")),
)  # fmt: skip

LAYOUTS: Final = (
    shape("a dash and the name", "“The talks go on until June” — Ana Ruiz", _ruiz()),
    shape("a hyphen and the name", '"The talks go on until June." - Ana Ruiz, envoy of Peru',
        Said("Ana Ruiz, envoy of Peru", ("The talks go on until June",))),
    shape("a dash in the next line", "“The talks go on until June.”\n\n— Ana Ruiz, envoy of Peru",
        Said("Ana Ruiz, envoy of Peru", ("The talks go on until June",))),
    shape("from somebody", "From Chairwoman Ana Ruiz: “We will not rest until the work is done.”",
        Said("Chairwoman Ana Ruiz", ("We will not rest until the work is done",))),
    shape("from somebody, in the next paragraph",
        "From Chairwoman Ana Ruiz:\n\n“We will not rest until the work is done.”",
        Said("Chairwoman Ana Ruiz", ("We will not rest until the work is done",))),
    shape("a label and a quotation", "Ana Ruiz, envoy of Peru: “We will not rest until June.”",
        Said("Ana Ruiz, envoy of Peru", ("We will not rest until June",))),
    shape("a transcript",
        MET + "RUIZ: We have not received an answer. The offer stands.\n\n"
        "HADDAD: We will answer it by Friday.",
        Said("RUIZ", ("We have not received", "The offer stands")),
        Said("HADDAD", ("We will answer it by Friday",))),
    shape("a transcript with titles",
        "MR. HADDAD: We have not received an answer from anybody.\n\n"
        "MS. RUIZ: You will have it by Friday, and not later.",
        Said("MR. HADDAD", ("an answer from anybody",)),
        Said("MS. RUIZ", ("by Friday, and not later",))),
    shape("an interview",
        MET + "Ruiz: We have not received an answer.\n\nHaddad: You will have it by Friday.",
        Said("Ruiz", ("We have not received an answer",)),
        Said("Haddad", ("You will have it by Friday",))),
    shape("a turn that reports what others said",
        MET + "RUIZ: Omar Haddad said that the border was shut. It is late.\n\n"
        "HADDAD: It was open on Monday.",
        Said("RUIZ", ("Omar Haddad said", "It is late")),
        Said("Omar Haddad", ("the border was shut",), "indirect", ("It is late",)),
        Said("HADDAD", ("It was open on Monday",))),
    shape("a date line is no turn", "ISLAMABAD: Ana Ruiz said that the border was closed.",
        _ruiz("the border was closed", mode="indirect", without=("said",))),
    shape("notices are no turns",
        "UPDATE: The border is open again.\n\nNOTE: The hall is empty on Mondays."),
)  # fmt: skip

BROKEN: Final = (
    shape("a question and a name", "“Who is ready?” Ruiz asked.",
        Said("Ruiz", ("Who is ready",))),
    shape("a question and a title", '"Who is ready?" Foreign Minister Ana Ruiz asked on Monday.',
        Said("Foreign Minister Ana Ruiz", ("Who is ready",))),
    shape("an exclamation and a name", "“We will never sign this paper!” Omar Haddad shouted.",
        _haddad("We will never sign this paper")),
    shape("one word", "“No,” Omar Haddad said.", _haddad("No")),
    shape("broken by the cue", "“The talks go on,” Ana Ruiz said, “but the border is closed.”",
        _ruiz("The talks go on", "but the border is closed")),
    shape("broken by an inverted cue",
        "“The talks go on until June,” said Ana Ruiz, “but nobody will cross the border.”",
        _ruiz("The talks go on", "but nobody will cross")),
    shape("broken by an inverted cue, again",
        "“We have waited for years,” said Ana Ruiz, “and nobody came to help us.”",
        _ruiz("We have waited for years", "and nobody came to help us")),
    shape("going on in the paragraph",
        "“The talks go on until June,” Ana Ruiz said. “Nobody has left the table.”",
        _ruiz("The talks go on until June", "Nobody has left the table")),
    shape("the next speaker in the paragraph",
        "“The talks go on until June,” Ana Ruiz said. “They ended last week,” Omar Haddad replied.",
        _ruiz("The talks go on until June", without=("They ended",)),
        _haddad("They ended last week", without=("The talks",))),
    shape("the next speaker in the next paragraph",
        "“The talks go on until June,” Ana Ruiz said.\n\n“They ended last week,” "
        "Omar Haddad replied.",
        _ruiz("The talks go on until June", without=("They ended",)),
        _haddad("They ended last week", without=("The talks",))),
    shape("over several paragraphs, left open",
        "Ana Ruiz said: “The talks go on until June.\n\n“Nobody has left the table so far.\n\n"
        "“We shall see it through.”\n\nThe hall was empty.",
        _ruiz("The talks go on", "Nobody has left", "We shall see", without=("The hall",))),
    shape("a quoted phrase", "Ana Ruiz called the plan “a step back for us all”.",
        _ruiz("a step back for us all", mode="mixed")),
)  # fmt: skip

SHAPES: Final = (*MARKS, *ODD, *LAYOUTS, *BROKEN)

WRONG: Final[tuple[tuple[str, Shape], ...]] = (
    ("“``” and “''” are marks to the tagger, but not to text.quotations, which sets the mode",
     shape("typewriter marks", "``The talks go on until June,'' Ana Ruiz said.", _ruiz())),
    ("ingest takes a short question in a paragraph of its own for a heading",
     shape("a question in a transcript",
        "MR. HADDAD: We have not received an answer.\n\nQUESTION: When will you meet?\n\n"
        "MR. HADDAD: As soon as there is a date.",
        Said("MR. HADDAD", ("an answer",)), Said("QUESTION", ("When will you meet",)),
        Said("MR. HADDAD", ("as there is a date",)))),
    ("a turn ends with its paragraph: narration and a turn that goes on look alike",
     shape("a turn of two paragraphs",
        MET + "RUIZ: We have no answer.\n\nThe offer stands until the end of June, and not a day "
        "longer.\n\nHADDAD: You will have it by Friday.",
        Said("RUIZ", ("We have no answer",)), Said("", ("The offer stands",)),
        Said("HADDAD", ("by Friday",)))),
    ("nothing tells that “That” is the quotation before",
     shape("taken up by a pronoun",
        "“The talks go on until June.” That is what Ana Ruiz said on Monday.", _ruiz())),
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _reader() -> None:
    """The whole pipeline, built once; without its knowledge base there is nothing to test."""
    try:
        reader_for(load_settings())
    except ResourceError as error:
        pytest.skip(f"the pipeline cannot be built: {error}")


def _fits(found: Statement, said: Said) -> bool:
    quote = found.content.quote
    words = all(part in quote for part in said.words) and not any(w in quote for w in said.without)
    return words and (found.source.quote, found.mode) == (said.source, said.mode)


def _unfound(record: Record, wanted: Shape) -> list[Said]:
    """What is not found, each statement standing for one thing said."""
    left, unfound = list(record.statements), []
    for said in wanted.said:
        found = next((statement for statement in left if _fits(statement, said)), None)
        if found is None:
            unfound.append(said)
        else:
            left.remove(found)
    return unfound


def _check(wanted: Shape) -> None:
    record = memcon.read_text(wanted.text)
    shown = [(s.source.quote, s.content.quote, s.mode) for s in record.statements]
    assert _unfound(record, wanted) == [], shown
    assert len(shown) == len(wanted.said), shown


@pytest.mark.parametrize("wanted", [pytest.param(row, id=row.name) for row in SHAPES])
def test_every_shape_is_read(wanted: Shape) -> None:
    """Exactly what is said is found, with its source and mode, whatever marks and layout."""
    _check(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(row, id=row.name, marks=pytest.mark.xfail(strict=True, reason=reason))
        for reason, row in WRONG
    ],
)
def test_every_shape_is_read_one_day(wanted: Shape) -> None:
    """Shapes that are not read yet."""
    _check(wanted)


def test_a_quotation_goes_on_in_a_paragraph_of_its_own() -> None:
    """A paragraph that is all quotation belongs to the speaker before, as one statement or two."""
    record = memcon.read_text(
        "“The talks go on until June,” Ana Ruiz said.\n\n“Nobody has left the table so far.”"
    )
    said = " ".join(statement.content.quote for statement in record.statements)
    assert "The talks go on until June" in said
    assert "Nobody has left the table so far" in said
    assert len({statement.speaker for statement in record.statements}) == 1
    assert {statement.mode for statement in record.statements} == {"direct"}


def test_a_block_quotation_needs_no_marks(tmp_path: Path) -> None:
    """All of a block quotation is what its introduction attributes, and direct."""
    page = tmp_path / "page.md"
    page.write_text(
        "# Talks go on\n\nAna Ruiz met Omar Haddad in Oslo on Monday, and the two spoke for an "
        "hour in the old town hall.\n\nIn her letter, Ana Ruiz wrote:\n\n"
        "> We will not rest until the work is done.\n> Nobody has left the table so far.\n\n"
        "The hall was empty on Friday, and the rain fell on the roofs of the town.\n",
        "utf-8",
    )
    (said,) = memcon.read(str(page)).statements
    assert (said.source.quote, said.mode, said.kind) == (RUIZ, "direct", "writing")
    assert said.content.quote.startswith("We will not rest")
    assert said.content.quote.endswith("the table so far.")
