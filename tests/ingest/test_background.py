from __future__ import annotations

import pytest

from memcon.ingest.background import defines, find_background, is_signpost
from memcon.record import BlockKind

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH
GLOSSARY = (
    ("Muscat", "Muscat is the capital of Oman and its largest port."),
    ("OPEC", "The Organization of the Petroleum Exporting Countries is a group of oil states."),
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *GLOSSARY,
        ("Gulf Council (GC)", "The Gulf Council is a union of six states."),
        ("Nizwa, Oman", "Nizwa is a town in the mountains of Oman."),
        ("Amman Accord", "The U.S.-led Amman Accord is a treaty of 1994."),
    ],
)
def test_a_definition_names_what_it_defines(name: str, text: str) -> None:
    """By its name, or by the words its acronym stands for."""
    assert defines(name, text)


def test_a_report_about_a_place_defines_nothing() -> None:
    """A section headed by a name is reporting when it does not define it."""
    assert not defines("Muscat", "Talks in the Gulf went on for a third day, officials said.")


def test_two_definitions_at_the_end_are_background() -> None:
    """The glossary begins at its first heading and reaches to the end."""
    texts = ["A report.", *[part for pair in GLOSSARY for part in pair]]
    assert find_background(texts, [P, H, P, H, P]) == 1


def test_one_definition_is_not_enough() -> None:
    """A single explained name may be a section of the report."""
    assert find_background(["A report.", *GLOSSARY[0]], [P, H, P]) is None


def test_a_description_before_definitions_belongs_to_them() -> None:
    """An entry may describe a thing without naming it."""
    texts = ["A report.", "Salalah", "A harbour town in the south of Oman, known for its rains."]
    texts += [part for pair in GLOSSARY for part in pair]
    assert find_background(texts, [P, H, P, H, P, H, P]) == 1


@pytest.mark.parametrize("heading", ["Glossary", "Who’s who", "Key terms", "Background:"])
def test_a_signpost_opens_background(heading: str) -> None:
    """A heading that says so makes the rest background."""
    assert is_signpost(heading)
    assert find_background(["A report.", heading, "Old matters."], [P, H, P]) == 1


def test_a_signpost_before_reporting_opens_nothing() -> None:
    """After "Background" in mid-report the report goes on."""
    texts = ["A report.", "Background", "Old matters.", "What comes next", "He said so."]
    assert find_background(texts, [P, H, P, H, P]) is None
