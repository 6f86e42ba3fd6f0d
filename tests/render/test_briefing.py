"""The briefing as a value: numbers in brackets, lines as text, the form for programs."""

from __future__ import annotations

from memcon.render.briefing import (
    Briefing,
    Gloss,
    Line,
    Part,
    Passage,
    Section,
    Source,
    in_brackets,
    quoted,
    sentence,
    to_dict,
)

WORDS = "He said they would go on,\nand left."
PASSAGE = Passage(words=WORDS, article="a", start=7, glosses=(Gloss(2, "Ana Berg"),))


def _source(key: str, number: int) -> Source:
    return Source(
        key=key, number=number, outlet="Post", title="T", date="2024", day="2024", url=None
    )


def _briefing(*lines: Line) -> Briefing:
    return Briefing(
        title="Norland",
        subtitle="Briefing",
        as_of=None,
        asked={"who": "Norland"},
        sections=(Section(title="The situation", lines=lines, left_out=1),),
        sources=(_source("a", 1), _source("b", 2)),
    )


def _text(*parts: Part, **over: str) -> str:
    line = Line(parts=parts, **over)  # type: ignore[arg-type]  # texts alone
    return sentence(_briefing(line).runs(line))


def test_a_passage_is_one_line_with_names_in_brackets() -> None:
    """Its words stay as they are; what is shown has the name behind the pronoun."""
    assert PASSAGE.words == WORDS
    assert PASSAGE.shown == "He [Ana Berg] said they would go on, and left."


def test_cut_passages_say_so() -> None:
    """On the side on which the sentence goes on."""
    cut = Passage(words="go on", article="a", start=0, begins_cut=True, ends_cut=True)
    assert cut.shown == "… go on …"


def test_stretches_of_numbers() -> None:
    """Three in a row and more are a stretch that leads to its first."""
    assert in_brackets((1, 2, 4, 5, 6, 9)) == (("[1]", 1), ("[2]", 2), ("[4–6]", 4), ("[9]", 9))


def test_numbers_stand_before_the_full_stop() -> None:
    """Of memcon's own words; behind a quotation, which has its own."""
    assert _text(Part(text="They met", cites=("b", "a")), day="1 May") == "1 May: They met [1][2]."
    assert _text(Part(label="Norland", quote=PASSAGE, cites=("a",))).endswith("left.” [1]")


def test_pieces_follow_each_other() -> None:
    """Words without sources end themselves; others end behind their numbers."""
    parts = (
        Part(text="It moved"),
        Part(text="planned", cites=("a",), stop=";"),
        Part(text="held", cites=("b",)),
    )
    assert _text(*parts) == "It moved. planned [1]; held [2]."


def test_marks_of_a_quotation_keep_apart() -> None:
    """Where its own words begin or end with some."""
    assert quoted("no") == "“no”"
    assert quoted("“Go,” he said") == "“\u202f“Go,” he said”"


def test_programs_get_ids_and_places() -> None:
    """Each quotation with the place of its words in the article, each line with its reasons."""
    line = Line(
        parts=(Part(quote=PASSAGE, cites=("a",)),), facts=("f",), about=("Q1",), reasons=("r",)
    )
    (section,) = to_dict(_briefing(line))["sections"]
    (row,) = section["lines"]
    assert row["quotes"] == [
        {"words": WORDS, "source": 1, "article": "a", "start": 7, "end": 7 + len(WORDS)}
    ]
    assert (row["sources"], row["facts"], row["about"], row["reasons"]) == (
        [1],
        ["f"],
        ["Q1"],
        ["r"],
    )
    assert section["left_out"] == 1
