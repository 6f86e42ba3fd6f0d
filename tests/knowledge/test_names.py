import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.knowledge.columns import caps_of
from memcon.knowledge.names import cut, key_of
from memcon.knowledge.rows import Caps


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("U.N.", "UN"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("Russia’s", "Russia"),
        ("the Kremlin", "Kremlin"),
        ("Elmendorf-Richardson", "Elmendorf Richardson"),
        ("Türkiye", "Turkiye"),
        ("Erdoğan", "Erdogan"),
        ("Sana'a", "Sana’a"),
        ("George W. Bush", "George W Bush"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Dots, diacritics, hyphens, apostrophes, "the" and "'s" do not matter."""
    assert key_of(one) == key_of(other)


def test_a_comma_is_kept() -> None:
    """“Washington, D.C.” is not "Washington" followed by anything else."""
    assert key_of("Washington, D.C.") == "washington , dc"


def test_no_name_crosses_the_end_of_a_sentence() -> None:
    """A full stop is a barrier; the dot of an initial is none."""
    assert [piece.key for piece in cut("in Iran. Iraq")] == ["in", "iran", "", "iraq"]
    assert "" not in [piece.key for piece in cut("George W. Bush")]


@pytest.mark.parametrize(
    ("name", "caps"),
    [
        ("WHO", Caps.ALL),
        ("P5+1", Caps.WORDS),
        ("Bank of England", Caps.WORDS),
        ("Palestinian territories", Caps.FIRST),
        ("LeT", Caps.MIXED),
    ],
)
def test_names_say_what_capitals_they_need(name: str, caps: Caps) -> None:
    """Abbreviations need all capitals; small words need none."""
    assert caps_of(name) is caps


def test_capitals_are_ordered_by_what_they_demand() -> None:
    """Of two spellings with one key the smaller number is kept: it must be the looser one."""
    assert sorted(Caps) == [Caps.FIRST, Caps.WORDS, Caps.MIXED, Caps.ALL]


@given(st.text(max_size=60))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    """Offsets are code points of the text, whatever it holds."""
    at = 0
    for piece in cut(text):
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=60))
def test_a_key_is_its_own_key(text: str) -> None:
    """Folding what is folded changes nothing, but for a "the" that has come to the front."""
    key = key_of(text)
    if not key.startswith("the "):
        assert key_of(key).replace(" ", "") == key.replace(" ", "")
