"""What names and titles are taken for: forms of names, words of address, marks of parties."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import memcon
from memcon.codebook.titles import load_titles
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Entity, EntityKind, Record
from memcon.stages.mentions.bodies import recognised_bodies
from memcon.stages.mentions.merging import merge
from memcon.stages.mentions.names import Name, Scene
from tests import factories as make

Reader = Callable[[str, str], Record]


@pytest.fixture(scope="module")
def read(knowledge: KnowledgeBase) -> Reader:
    """Reads a text of a date; ``knowledge`` skips where it cannot be opened."""
    assert knowledge is not None
    return lambda text, date: memcon.read_text(text, published=date)


def _people(record: Record) -> dict[str, str | None]:
    """The people of a record with what is said of them."""
    found = (one for one in record.entities if one.kind is EntityKind.PERSON)
    return {one.name: one.description for one in found}


def _meant(record: Record, words: str) -> Entity | None:
    """What the first mention of ``words`` means; ``None`` where there is none."""
    at = (one for one in record.mentions if record.article.quote(one.span) == words)
    first = next(at, None)
    return next((e for e in record.entities if first and e.id == first.link.entity), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Lawmaker Yoo Min-seo spoke. Ms. Yoo wept. Min-seo left.", "Yoo Min-seo"),
        pytest.param("Judge Omar al-Tamari spoke. Mr. Tamari left the hall.", "Omar al-Tamari"),
        pytest.param("Senator Ida Lund-Moe spoke. Lund-Moe left the hall.", "Ida Lund-Moe"),
    ],
    ids=["korean", "arabic", "double"],
)
def test_a_name_with_a_hyphen_is_one_person(read: Reader, text: str, name: str) -> None:
    """Part of a name written with a hyphen is the same person, called as it is written."""
    assert list(_people(read(text, "2025-02-03"))) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Her Majesty received H.E. Ali Brandt.", {"Ali Brandt"}, id="short"),
        pytest.param(
            "A wreath was laid by Ambassador Extraordinary and Plenipotentiary of Malta to the "
            "Holy See Ida Lund.",
            set(),
            id="rank",
        ),
    ],
)
def test_words_of_address_are_no_name(read: Reader, text: str, names: set[str]) -> None:
    """Neither "H.E." nor the rank of an ambassador is anybody's name."""
    assert set(_people(read(text, "2025-02-03"))) == names


def test_the_mark_of_a_party_is_no_body(read: Reader) -> None:
    """Party and state after a senator's name are nobody."""
    record = read("Senator Ida Lund (D-N.Y.) is introducing a bill on Belarus.", "2025-02-03")
    assert not any(one.kind is EntityKind.ORGANISATION for one in record.entities)


def test_an_office_is_no_body() -> None:
    """A title in capitals that the recogniser takes for a body does not become one."""
    report = make.article("State Councillor for Trade Oslo Institute")
    parse = make.hand_parse(report)
    names = [Name(0, 4, "ORG"), Name(4, 6, "ORG")]
    assert [b.name for b in recognised_bodies(parse, names, load_titles())] == ["Oslo Institute"]


def test_a_led_coalition_names_who_leads_it(read: Reader) -> None:
    """A state before "-led" is the state."""
    led = _meant(read("The U.S.-led coalition struck two depots.", "2025-02-03"), "U.S.-led")
    assert led is not None
    assert led.id == "Q30"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("The UN envoy for Chad, Ada Holm, left.", "UN envoy for Chad"),
        pytest.param("Opposition candidate Dr. Ada Holm left.", "Opposition candidate"),
        pytest.param("Trade minister Leo Falk and Maltese envoy Ada Holm left.", "Maltese envoy"),
    ],
    ids=["explained", "honorific", "joined"],
)
def test_who_somebody_is_stops_at_the_name_before(read: Reader, text: str, said: str) -> None:
    """A description is the title alone: no honorific, no other person, though a place is in it."""
    assert _people(read(text, "2025-02-03"))["Ada Holm"] == said


def test_a_full_given_name_is_the_short_one_in_office(read: Reader) -> None:
    """Who is known by a short given name is found by the full one and an office."""
    record = read("Vice President Joseph R. Biden Jr. flew to Guatemala.", "2015-03-02")
    assert [one.id for one in record.entities if one.kind is EntityKind.PERSON] == ["Q6279"]


def test_a_given_name_alone_is_nobody_known(read: Reader) -> None:
    """A lone given name is not taken for an official who bears it."""
    record = read("They had David's Sling, Arrow 2 and soon more.", "2016-05-01")
    assert all(one.office is None for one in record.entities)


def test_a_role_to_be_filled_is_nobody(read: Reader) -> None:
    """What somebody is fit to serve as means nobody in office."""
    record = read("Ida Lund is not fit to serve as President of France.", "2025-02-03")
    assert set(_people(record)) == {"Ida Lund"}


def test_a_vice_president_is_not_the_president(read: Reader) -> None:
    """A lesser office is not taken up by the bare title of a higher one."""
    record = read(
        "Leo Falk, vice president for research at the institute, spoke first. "
        "The president disagreed.",
        "2025-02-03",
    )
    assert _meant(record, "The president") is None


def test_names_that_or_joins_are_two(knowledge: KnowledgeBase) -> None:
    """Two known names that the recogniser takes for one stay two."""
    report = make.article("Cuba or Jamaica")
    scene = Scene(report, make.hand_parse(report), knowledge)
    known = [
        Name(n, n + 1, None, knowledge.candidates(word))
        for n, word in ((0, "Cuba"), (2, "Jamaica"))
    ]
    assert merge(scene, known, [Name(0, 3, "GPE")]) == tuple(known)


@pytest.mark.parametrize(
    ("text", "words", "means"),
    [
        pytest.param(
            "The duties hit steel from Canada, Mexico and Japan. Canada protested.",
            "Canada",
            "Q16",
        ),
        pytest.param("Leaders denounce N. Korea test; others wait.", "N. Korea", "Q423"),
        pytest.param(
            "Trump warned Iran. President Trump spoke beside Emmanuel Macron and Melania Trump.",
            "Trump",
            "Q22686",
        ),
        pytest.param(
            "The Senate in Washington voted. The Democratic Party left the United States waiting.",
            "Democratic Party",
            "Q29552",
        ),
    ],
    ids=["list", "short", "spouse", "party-at-home"],
)
def test_a_name_is_who_the_report_makes_plain(
    read: Reader, text: str, words: str, means: str
) -> None:
    """A state in a list, in short, a leader beside a spouse, a party in its own country."""
    entity = _meant(read(text, "2018-04-24"), words)
    assert entity is not None
    assert entity.id == means


@pytest.mark.parametrize(
    ("text", "words", "never"),
    [
        pytest.param(
            "The market in the Middle East and Africa (MEA) grew. Firms in MEA hired.",
            "MEA",
            "mc:org/indian-ministry-of-external-affairs",
        ),
        pytest.param(
            "Lawmakers in Botswana met. In Gaborone the Democratic Party left. Botswana waits.",
            "Democratic Party",
            "Q29552",
        ),
    ],
    ids=["spelt-out", "party-abroad"],
)
def test_a_name_is_not_what_the_report_rules_out(
    read: Reader, text: str, words: str, never: str
) -> None:
    """An abbreviation that the report spells out, and a party in a report on another country."""
    entity = _meant(read(text, "2018-04-24"), words)
    assert entity is None or entity.id != never


def test_a_surname_that_is_a_place_stays_the_person(read: Reader) -> None:
    """A word that is somebody throughout is not a town once."""
    record = read(
        "President Obama spoke in Des Moines. Obama smiled. Obama later met the mayor. Kim, who "
        "had lost the 2008 election to Obama -- did not come.",
        "2016-05-01",
    )
    at = [one.link for one in record.mentions if record.article.quote(one.span) == "Obama"]
    assert [link.entity for link in at] == ["Q76"] * 4


def test_a_president_in_a_misread_headline_is_the_president(read: Reader) -> None:
    """A surname beside an office is who holds it, though the recogniser builds a name with it."""
    record = read(
        "At Davos, President May Trump Deal Talks. President Trump met Theresa May. Trump said "
        "that he likes her.",
        "2018-04-26",
    )
    meant = [one.link for one in record.mentions if record.article.quote(one.span) == "Trump"]
    assert {link.entity for link in meant} == {"Q22686"}


def test_a_correspondent_is_no_namesake_in_office(read: Reader) -> None:
    """A reporter with the name of a judge is not the judge."""
    record = read("Fox News correspondent John Roberts asked about it.", "2018-04-17")
    assert [one.office for one in record.entities if one.kind is EntityKind.PERSON] == [None]
    assert set(_people(record).values()) == {"Fox News correspondent"}


def test_a_rank_in_short_is_no_part_of_a_name(read: Reader) -> None:
    """A crown prince is known by his name, whatever rank stands before it."""
    record = read("Crown Prince Mohammed bin Salman met the envoy.", "2018-04-17")
    assert {one.id for one in record.entities if one.kind is EntityKind.PERSON} == {"Q6892571"}


def test_namings_without_a_full_one_stay_together(read: Reader) -> None:
    """A surname with a hyphen and its last part, and no full name, are read."""
    record = read("Mr. Lund-Moe spoke. Moe left. President Moe returned.", "2018-04-17")
    assert record.mentions
