import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.knowledge import KnowledgeBase
from memcon.record import EntityKind


def ids(base: KnowledgeBase, name: str) -> list[str]:
    """Ids of the candidates."""
    return [candidate.entity_id for candidate in base.candidates(name)]


def found(base: KnowledgeBase, text: str) -> list[str]:
    """Texts of the matches."""
    return [match.text for match in base.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv", "Kiev"),
        ("Turkey", "Türkiye"),
        ("Myanmar", "Burma"),
        ("NATO", "North Atlantic Treaty Organization"),
        ("Odesa", "Odessa"),
        ("US", "United States of America"),
        ("Sana'a", "Sanaa"),
    ],
)
def test_variants_name_the_same_entity(base: KnowledgeBase, one: str, other: str) -> None:
    """The likeliest candidate of both spellings is one and the same."""
    assert ids(base, one)[0] == ids(base, other)[0]


@pytest.mark.parametrize("word", ["us", "who", "it", "turkey", "Us", "Who", "chad", "march"])
def test_common_words_are_no_names(base: KnowledgeBase, word: str) -> None:
    """Capitals must fit: "us" is not the United States."""
    assert not ids(base, word)


def test_ambiguous_names_keep_all_candidates(base: KnowledgeBase) -> None:
    """Georgia is a state of the Caucasus and one of the United States; priors add up to one."""
    candidates = base.candidates("Georgia")
    kinds = {base.kind(candidate.entity_id) for candidate in candidates}
    assert {EntityKind.COUNTRY, EntityKind.REGION} <= kinds
    literal = [item.prior for item in candidates if item.alias_kind != "metonym"]
    assert sum(literal) == pytest.approx(1, abs=0.01)


def test_demonyms_say_what_they_are(base: KnowledgeBase) -> None:
    """An adjective leads to its state, marked as an adjective."""
    (candidate,) = base.candidates("Ukrainian")
    assert (candidate.entity_id, candidate.alias_kind) == ("Q212", "adjective")


def test_capitals_are_metonyms_too(base: KnowledgeBase) -> None:
    """Moscow is a city first, and may stand for Russia."""
    kinds = {item.entity_id: item.alias_kind for item in base.candidates("Moscow")}
    assert kinds["Q649"] == "name"
    assert kinds["Q159"] == "metonym"
    assert base.stands_for("Q649") == "Q159"


def test_finds_no_names_inside_words(base: KnowledgeBase) -> None:
    """There is no Assad in an ambassador and no Oman in a woman."""
    text = "The ambassador met a woman of the Romanian embassy."
    assert found(base, text) == ["Romanian"]


def test_takes_the_longest_name(base: KnowledgeBase) -> None:
    """Names of several words win over their parts."""
    text = "From Joint Base Elmendorf-Richardson to South Korea and the New York Times."
    matches = found(base, text)
    assert matches[0] == "Joint Base Elmendorf-Richardson"
    assert "South Korea" in matches
    assert "Korea" not in matches


def test_passes_over_words_that_begin_a_sentence(base: KnowledgeBase) -> None:
    """“March” and “Reading” are no towns; Turkey in the middle of a sentence is a state."""
    assert found(base, "Reading the letter in March, he left for Turkey.") == ["Turkey"]


def test_says_when_a_name_may_be_part_of_a_longer_one(base: KnowledgeBase) -> None:
    """A capitalised neighbour in no match is a warning."""
    (match,) = base.find("He thanked Vladimir Qwertyev for it.")
    assert match.beside_name
    assert match.is_given_name


def test_tokens_give_token_indices(base: KnowledgeBase) -> None:
    """Scanning tokens gives the range of tokens that a name covers."""
    words = ["The", "U.S.", "and", "South", "Korea", "'s", "leader"]
    assert [(first, last) for first, last, _ in base.scan(words)] == [(1, 2), (3, 5)]


@given(st.text(alphabet="abkKRUS .,'’-ißéè\n", max_size=80))
def test_matches_are_whole_words_of_the_text(base: KnowledgeBase, text: str) -> None:
    """Spans are exact, in order, and never cut a word."""
    at = 0
    for match in base.find(text):
        start, end = match.span.start, match.span.end
        assert at <= start
        assert text[start:end] == match.text
        assert start == 0 or not text[start - 1].isalnum()
        assert end == len(text) or not text[end].isalnum()
        at = end
