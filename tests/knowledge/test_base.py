from pathlib import Path

import pytest

from memcon.errors import ResourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.paths import BUILTIN
from memcon.record import EntityKind


def lead(base: KnowledgeBase, of: str, on: str) -> str:
    """Name of the leader."""
    held = base.leader(of, on)
    assert held is not None
    return base.name(held.person)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """The error says what is missing and which commands write a knowledge base."""
    with pytest.raises(ResourceError, match=r"no such file or folder.*kb build"):
        KnowledgeBase.open(tmp_path / "none.sqlite")


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_cut_file_is_an_error_of_ours(tmp_path: Path, size: int) -> None:
    """However much of the file is lost, no foreign error comes out."""
    path = tmp_path / "cut.sqlite"
    path.write_bytes(BUILTIN.read_bytes()[:size])
    with pytest.raises(ResourceError, match="damaged"):
        KnowledgeBase.open(path).candidates("Kyiv")


def test_an_unknown_id_is_a_key_error(base: KnowledgeBase) -> None:
    """Only ids of the knowledge base have entities."""
    assert "Q0" not in base
    with pytest.raises(KeyError):
        base.entity("Q0")


def test_all_members_of_the_united_nations_are_there(base: KnowledgeBase) -> None:
    """Every state has its name, place, card and a capital."""
    for iso in ("UKR", "RUS", "USA", "NRU", "TUV", "SSD", "VAT", "PSE", "XKX", "TWN"):
        id = base.country(iso)
        assert id is not None
        entity = base.entity(id)
        assert entity.kind is EntityKind.COUNTRY
        assert entity.card is not None
        assert entity.card.source
        assert entity.lat is not None


@pytest.mark.parametrize("name", ["Abkhazia", "Transnistria", "Somaliland", "Northern Cyprus"])
def test_de_facto_states_say_so(base: KnowledgeBase, name: str) -> None:
    """Their status is in the description and in the row."""
    candidate, *_ = base.candidates(name)
    assert base.row(candidate.entity_id).status == "de facto"
    assert "de facto" in (base.entity(candidate.entity_id).description or "")


@pytest.mark.parametrize(
    ("iso", "capital"), [("UKR", "Q1899"), ("HUN", "Q1781"), ("USA", "Q61"), ("MMR", "Q37400")]
)
def test_capitals(base: KnowledgeBase, iso: str, capital: str) -> None:
    """A state knows its capital, and the capital its state."""
    assert base.capital_of(iso) == capital
    assert base.stands_for(capital) == base.country(iso)


def test_cities_get_a_card_from_facts(base: KnowledgeBase) -> None:
    """What has no card of ours gets one from its facts, with source."""
    card = base.entity("Q13298").card
    assert card is not None
    assert card.text.startswith("Graz is a city in Austria.")
    assert "GeoNames" in card.source
    assert card.as_of == "2026-07"


def test_regions_lie_on_the_map(base: KnowledgeBase) -> None:
    """Alaska is a region with coordinates."""
    alaska = base.entity("Q797")
    assert alaska.kind is EntityKind.REGION
    assert alaska.country == "USA"
    assert alaska.lat == pytest.approx(64, abs=2)


@pytest.mark.parametrize(
    ("of", "on", "name"),
    [
        ("UKR", "2019-05-19", "Petro Poroshenko"),
        ("UKR", "2019-05-20", "Volodymyr Zelenskyy"),
        ("USA", "2017-01-19", "Barack Obama"),
        ("USA", "2017-01-20", "Donald Trump"),
        ("USA", "2022-07", "Joe Biden"),
        ("RUS", "2010", "Dmitry Medvedev"),
    ],
)
def test_leaders_by_date(base: KnowledgeBase, of: str, on: str, name: str) -> None:
    """On the day of a handover the newcomer leads; shortened dates compare by overlap."""
    assert lead(base, of, on) == name


def test_beyond_the_tables_a_holder_is_the_last_known(base: KnowledgeBase) -> None:
    """After the date of the last check the answer says that it may be stale."""
    held = base.leader("RUS", "2035-01-01")
    assert held is not None
    assert held.last_known
    before = base.leader("RUS", "2015-01-01")
    assert before is not None
    assert not before.last_known


def test_a_person_has_the_office_of_the_date(base: KnowledgeBase) -> None:
    """Office and description follow the date."""
    (held,) = base.holders("foreign_minister", of="RUS", on="2025-10-21")
    lavrov = base.entity(held.person, on="2025-10-21")
    assert lavrov.office is not None
    assert lavrov.office.of == "Q159"
    assert lavrov.description == "Foreign Minister of Russia"
    young = base.entity(held.person, on="1990-01-01")
    assert young.office is None


def test_surnames_lead_to_people_in_office(base: KnowledgeBase) -> None:
    """“Lavrov” and “Xi” are one person each in 2025."""
    for surname, name in (("Lavrov", "Sergey Lavrov"), ("Xi", "Xi Jinping")):
        assert [base.name(id) for id in base.bearers(surname, on="2025-10-21")][:1] == [name]
