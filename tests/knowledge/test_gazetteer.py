"""Small places: looked up by name, joined to entities, never searched for in running text."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.knowledge import KnowledgeBase
from memcon.knowledge.database import write
from memcon.knowledge.gazetteer import feature_id
from memcon.knowledge.rows import AliasKind, Draft, EntityRow, PlaceRow
from memcon.record import EntityKind


def _place(key: int, name: str, **over: object) -> PlaceRow:
    given = {
        **{"key": key, "name": name, "names": (name,), "country": "XYZ", "level": 0, "unit": 0},
        **{"lat": 10.5, "lon": -20.25, "population": 4_000},
        **over,
    }
    return PlaceRow(**given)  # type: ignore[arg-type]


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    """A base of one state, one large city, and places around them."""
    draft = Draft()
    draft.entities["Q1"] = EntityRow(
        id="Q1", name="Ruritania", kind=EntityKind.COUNTRY, weight=2000.0, country="XYZ"
    )
    draft.entities["Q2"] = EntityRow(
        id="Q2", name="Strelsau", kind=EntityKind.CITY, weight=50.0, country="XYZ"
    )
    draft.states["XYZ"] = "Q1"
    draft.name("Q2", ("Strelsau",), AliasKind.NAME)
    draft.places = [
        _place(1, "Upper March", names=("Upper March", "Oberland"), level=1, population=900_000),
        _place(2, "Dale County", level=2, unit=1, population=60_000),
        _place(3, "Zenda", unit=2),
        _place(4, "Zenda", unit=1, population=9_000),
        _place(5, "Strelsau", unit=1, population=1_000_000, entity="Q2"),
        _place(-1, "Lake Tarn", level=3, country=None, entity=feature_id("Lake Tarn")),
    ]
    path = tmp_path / "small.sqlite"
    write(path, draft)
    return KnowledgeBase.open(path)


def test_places_of_one_name_come_with_the_largest_first(small: KnowledgeBase) -> None:
    """Two towns share a name; case and diacritics do not matter."""
    assert [place.key for place in small.places("ZENDA")] == [4, 3]


def test_a_place_lies_in_its_units(small: KnowledgeBase) -> None:
    """The smallest unit comes first; a unit lies in itself."""
    town, county = small.places("Zenda")[1], small.places("Dale County")[0]
    assert small.units(town) == (2, 1)
    assert small.units(county) == (2, 1)


def test_a_small_place_becomes_an_entity_where_it_is_asked_for(small: KnowledgeBase) -> None:
    """It has coordinates, a country, and a description made of where it lies."""
    entity = small.entity("mc:geonames/3")
    assert (entity.name, entity.kind, entity.country) == ("Zenda", EntityKind.CITY, "XYZ")
    assert (entity.lat, entity.lon) == (10.5, -20.25)
    assert entity.description == "town in Dale County, Ruritania"


def test_an_entity_knows_its_place(small: KnowledgeBase) -> None:
    """The place of a city with an id of its own carries that id."""
    place = small.place("Q2")
    assert place is not None
    assert place.key == 5
    assert small.places("Strelsau")[0].id == "Q2"


def test_features_are_regions_without_a_unit(small: KnowledgeBase) -> None:
    """A lake is found by its name and by the id made of it."""
    (lake,) = small.places("Lake Tarn")
    assert lake.id == "mc:feature/lake-tarn"
    assert small.kind(lake.id) is EntityKind.REGION
    assert small.units(lake) == ()


def test_running_text_is_not_searched_for_small_places(small: KnowledgeBase) -> None:
    """Only names of entities are found in text: half of all village names are words."""
    found = [match.text for match in small.find("From Zenda the road leads to Strelsau.")]
    assert found == ["Strelsau"]


def test_what_nobody_knows_is_unknown(small: KnowledgeBase) -> None:
    """No place, no entity, no error other than that of an unknown id."""
    assert small.places("Nowhere") == ()
    assert small.place("mc:geonames/99") is None
    assert "mc:geonames/99" not in small
    with pytest.raises(KeyError):
        small.entity("mc:feature/nowhere")


def test_the_shipped_base_knows_counties_and_rivers(base: KnowledgeBase) -> None:
    """Units, towns and features of the world are in the file that ships."""
    counties = base.places("Orange County")
    assert {place.country for place in counties} == {"USA"}
    assert len(counties) > 5
    assert base.places("Euphrates")[0].kind is EntityKind.REGION
