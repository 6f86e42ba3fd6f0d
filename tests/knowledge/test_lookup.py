import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.knowledge import KnowledgeBase
from memcon.knowledge.database import Database
from memcon.knowledge.lookup import Candidate, Lookup
from memcon.knowledge.names import Piece, cut
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.running import PREFIXES, Chunks, Running
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


@pytest.mark.parametrize(
    ("name", "on", "known"),
    [
        ("Israel-Hamas war", "2024-01-10", True),
        ("Israel-Hamas war", "2014-08-01", False),
        ("Israel-Hamas war", None, True),
        ("Hague summit", "2025-06-20", True),
        ("Hague summit", "2025-05", True),
        ("Hague summit", "2014-03-24", False),
        ("Hague summit", "2027-01-01", False),
        ("Hague summit", None, False),
        ("Operation Aspides", "2024", True),
        ("Operation Aspides", "2022", False),
    ],
)
def test_nothing_is_named_before_it_began(
    base: KnowledgeBase, name: str, on: str | None, known: bool
) -> None:
    """A date before the beginning refuses; a passing name needs a date near the event."""
    assert bool(base.candidates(name, on)) is known


def test_passing_names_are_shared_by_those_of_the_time(base: KnowledgeBase) -> None:
    """There was one Quad until a second began to be called so."""
    assert len(base.candidates("Quad", "2023-05-20")) == 1
    assert len(base.candidates("Quad", "2025-10-20")) == 2


@pytest.mark.parametrize("text", ["Russian foreign ministry", "Russian Foreign Ministry"])
def test_the_least_demanding_spelling_decides_on_capitals(base: KnowledgeBase, text: str) -> None:
    """A body written in two ways in the tables is found in both."""
    assert found(base, f"A spokesman of the {text} denied it.") == [text]


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


TEXT = """\
the The THE of and said U.S. US us U.N. Mr. J. New York Times South Korea's Korea, Reading March
Turkey Union Security Council UN's Washington, D.C. Kyiv-Moscow al Assad al-Assad “Kyiv” (NATO)
Nato RUSSIA Foreign Ministry Russian foreign ministry - – ... . 10 van Jordan Smith é I states'
Israel–Hamas war Paris. La Paz"""
WORDS = st.sampled_from([*TEXT.split(), "Moscow\n\nKyiv", "\n", ""])
RUNNING = st.lists(WORDS, max_size=25).map(" ".join)


@given(RUNNING)
def test_a_text_in_chunks_has_the_pieces_of_the_text(text: str) -> None:
    """Parting a text at spaces and cutting its chunks is cutting the text."""
    running, pieces = Running(text, Chunks(lambda _: False)), cut(text)
    assert [one.key for one in running.pieces] == [one.key for one in pieces]
    for at, piece in enumerate(pieces):
        span = running.span(at, at)
        assert not piece.key or (span.start, span.end) == (piece.start, piece.end)


@given(RUNNING, st.sampled_from([None, "2014-05", "2025-10-21"]))
def test_finds_what_trying_every_row_of_words_finds(
    base: KnowledgeBase, text: str, on: str | None
) -> None:
    """The quick way through a text gives the names and candidates of the slow one."""
    matches = [(one.span.start, one.span.end, one.candidates) for one in base.find(text, on)]
    assert matches == tried(text, on)


def test_remembering_much_changes_nothing(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are found alike after what is remembered was forgotten in between."""
    texts = [f"Kyiv told word{number} and NATO." for number in range(20)]
    monkeypatch.setattr("memcon.knowledge.running.REMEMBERED", 3)
    lookup = Lookup(Database(BUILTIN))
    assert [lookup.find(text) for text in texts] == [base.find(text) for text in texts]


LONGEST = 12
SLOW = Lookup(Database(BUILTIN))


def tried(text: str, on: str | None) -> list[tuple[int, int, tuple[Candidate, ...]]]:
    """The names of a text: at every word the longest row of words that is one."""
    pieces, found, at = cut(text), [], 0
    while at < len(pieces):
        rows = (pieces[at:end] for end in range(min(at + LONGEST, len(pieces)), at, -1))
        named = ((row, tried_row(pieces, at, row, on)) for row in rows)
        row, candidates = next(((r, c) for r, c in named if c), (pieces[at : at + 1], ()))
        if candidates:
            found.append((row[0].start, row[-1].end, candidates))
        at += len(row)
    return found


def tried_row(
    pieces: tuple[Piece, ...], at: int, row: tuple[Piece, ...], on: str | None
) -> tuple[Candidate, ...]:
    """What one row of words means, if it is written as a name."""
    word, last = row[0], row[-1]
    small = word.key in PREFIXES and at + 1 < len(pieces) and pieces[at + 1].is_capital
    if not all(one.key for one in row) or "," in (word.key, last.key):
        return ()
    if not (word.is_capital or small) or (len(row) == 1 and SLOW._is_stopped(pieces, at)):
        return ()
    return SLOW._read_meant(row, on)
