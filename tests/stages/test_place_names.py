"""Names of places in text: their spans, what they mean, and what only the report knows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.record import Entity, EntityKind, Link, Mention, Record, fold
from memcon.stages.mentions import MENTIONS
from memcon.stages.mentions.merging import find_names, merge
from memcon.stages.mentions.names import Name, Scene
from memcon.stages.tools import Tools
from tests import factories


@pytest.fixture(scope="module")
def read(parser: Parser, knowledge: KnowledgeBase) -> Reader:
    """Reads a text with the mentions stage alone."""
    return Reader(parser, knowledge)


class Reader:
    """The language pipeline and the mentions stage."""

    def __init__(self, parser: Parser, knowledge: KnowledgeBase) -> None:
        self._parser = parser
        self._find = MENTIONS.build(Tools(knowledge=knowledge))

    def __call__(self, text: str) -> Record:
        """The record of a text."""
        (reading,) = self._parser.parse([factories.article(text)])
        (facts,) = self._find([reading])
        return fold(reading.adding(facts), made_by={})


def named(record: Record, text: str) -> Entity | None:
    """What the first writing of a name literally names; ``None`` without a mention there."""
    start = record.article.text.index(text)
    entities = {entity.id: entity for entity in record.entities}
    for linked in record.mentions:
        if (linked.span.start, linked.span.end) == (start, start + len(text)):
            return entities[linked.link.named or linked.link.entity or ""]
    return None


def test_states_in_short_follow_a_place(read: Reader) -> None:
    """A comma and a place before it make "Calif." a state; "OK" on its own is none."""
    record = read("FRESNO, Calif. - The mayor said he was OK with it.")
    state = named(record, "Calif.")
    assert state is not None
    assert state.name == "California"
    assert named(record, "OK") is None


def test_what_lies_where_is_taken_from_the_text(read: Reader) -> None:
    """One town of many so called: the one in the state that the text names, wherever it recurs."""
    record = read("A bakery in Manchester, New Hampshire, burned. Manchester mourned.")
    places = [e for e in record.entities if e.name == "Manchester"]
    assert [place.country for place in places] == ["USA"]


def test_small_towns_get_coordinates(read: Reader) -> None:
    """A county too small for the list of names is found by the recogniser and put on the map."""
    place = named(read("The fire spread in Mendocino County, California."), "Mendocino County")
    assert place is not None
    assert place.kind is EntityKind.REGION
    assert place.lat == pytest.approx(39.3, abs=1.0)


def test_a_longer_name_is_another_place(read: Reader) -> None:
    """The river is not the state; "northern" only says which part of one is meant."""
    record = read("The Mississippi River rose again. Rain fell in northern Greece.")
    assert named(record, "Mississippi") is None
    assert named(record, "Greece") is not None


def test_public_bodies_keep_the_place_in_their_name(read: Reader) -> None:
    """A city's police acts for the city; a team or a school is only called after its place."""
    record = read("The Nairobi Police Service met the Dallas Mavericks and Ohio State University.")
    assert named(record, "Nairobi") is not None
    assert named(record, "Dallas") is None
    assert named(record, "Ohio") is None


def test_unknown_places_are_places_of_their_report(read: Reader) -> None:
    """No coordinates, no Wikidata id, and a country only where the text says which."""
    record = read("Engineers drained the pond at Dunglow Mercy Hospital in Zumbrigo, Kenya.")
    town = named(record, "Zumbrigo")
    assert town is not None
    assert (town.wikidata, town.lat, town.country) == (None, None, "KEN")


def test_bodies_at_home_are_those_of_the_article_s_country(read: Reader) -> None:
    """The short name "Congress" means that of the country which the article names most."""
    record = read(
        "The United States will vote on Tuesday. Americans expect a split Congress, and the "
        "United States has seen that before. In Ohio, Congress is not loved."
    )
    bodies = [entity.name for entity in record.entities if entity.wikidata == "Q11268"]
    assert bodies


def test_a_surname_is_a_person_where_somebody_has_it(read: Reader) -> None:
    """A city or firm of that name is not meant once somebody was named in full."""
    record = read("Robert Caldwell founded the museum. Caldwell gave it two paintings.")
    again = [entity for entity in record.entities if "Caldwell" in entity.name]
    assert [entity.kind for entity in again] == [EntityKind.PERSON]


def test_words_are_matched_whole(read: Reader) -> None:
    """A name inside a word is no name."""
    record = read("The ambassador praised the romanticism of parisology.")
    assert [m for m in record.mentions if m.mention.form == "name"] == []


def test_scores_and_reasons(read: Reader) -> None:
    """Every link has a score between 0 and 1 and says why in words."""
    record = read("Officials in Tripoli, Lebanon, met envoys from Beirut and Paris.")
    links = [linked.link for linked in record.mentions]
    assert links
    assert all(0.0 < link.score <= 1.0 and link.reason for link in links)
    first = next(linked.link for linked in record.mentions if linked.span.start == 13)
    assert "the text says where it lies" in first.reason


def test_same_text_same_facts(read: Reader) -> None:
    """Nothing depends on what was read before."""
    text = "Talks in Springfield, Illinois, and Austin, Texas, ended."
    first = read(text)
    read("Another report from Springfield, Missouri.")
    assert read(text) == first


def test_a_further_proposer_adds_what_the_first_passed_over(
    parser: Parser, knowledge: KnowledgeBase
) -> None:
    """Of two labelled names that overlap the earlier proposer's stands; new ones are added."""
    where = factories.article("Envoys met in Vienna and zurbagan.")
    scene = Scene(where, factories.parse_of(parser, where), knowledge)
    first, last = Name(3, 4, "GPE"), Name(5, 6, "GPE")

    def one(_: Scene) -> Iterable[Name]:
        return [first]

    def other(_: Scene) -> Iterable[Name]:
        return [Name(3, 4, "PERSON"), last]

    found = find_names(scene, knowing=(), seeing=(one, other))
    assert [(name.first, name.label) for name in found] == [(3, "GPE"), (5, "GPE")]


def test_an_equal_known_name_takes_the_label(parser: Parser, knowledge: KnowledgeBase) -> None:
    """What is known and what was seen of the same words become one name."""
    where = factories.article("Envoys met in Vienna.")
    scene = Scene(where, factories.parse_of(parser, where), knowledge)
    known = Name(3, 4, None, knowledge.candidates("Vienna"))
    (name,) = merge(scene, [known], [Name(3, 4, "GPE")])
    assert (name.label, name.candidates) == ("GPE", known.candidates)


def test_facts_are_those_of_the_stage(read: Reader) -> None:
    """Every mention has a link, and the quote of its evidence is the text at its span."""
    record = read("Police in Lagos and Abuja searched two houses.")
    for linked in record.mentions:
        assert isinstance(linked.mention, Mention)
        assert isinstance(linked.link, Link)
        span = linked.span
        assert linked.mention.evidence.quote == record.article.text[span.start : span.end]


def test_capitals_stand_for_the_name_that_spells_them(read: Reader) -> None:
    """Two letters mean the firm that the article names in full, not a district so called."""
    record = read("British Airways cancelled flights. A spokesman for BA said bags were lost.")
    short = named(record, "BA")
    assert short is not None
    assert short == named(record, "British Airways")


def test_a_legal_form_changes_no_firm(read: Reader) -> None:
    """What stands after the name belongs to its span and not to its meaning."""
    record = read("The engines were built by General Electric Co. in Ohio.")
    assert [e.name for e in record.entities if e.kind is EntityKind.ORGANISATION] == [
        "General Electric"
    ]


@pytest.mark.parametrize(
    "text",
    ["Catalonia refused to sign the accord.", "Rotterdam rejected the plan for a new port."],
)
def test_regions_and_towns_that_act_stand_for_themselves(read: Reader, text: str) -> None:
    """Where no state is meant, the one that acts is who the name names, read as an actor."""
    record = read(text)
    (linked,) = record.mentions
    assert (linked.link.reading, linked.link.named) == ("metonym", None)
    acting = record.entity(linked.link.entity)
    assert acting is not None
    assert acting.name == text.split()[0]


def test_regions_that_people_flee_to_are_places(read: Reader) -> None:
    """A region that does nothing is read literally, as before."""
    (linked,) = read("The refugees fled to Catalonia.").mentions
    assert linked.link.reading == "literal"
