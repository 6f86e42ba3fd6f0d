"""Where: places found, and put on the map."""

from __future__ import annotations

import math
from typing import Any

import pytest

from memcon.evaluate.places import Place, alpha2_codes, find, read_answer, score, to_km
from memcon.evaluate.score import Score
from memcon.record import EntityKind
from tests import factories as make
from tests.evaluate.hand import place, row

TEXT = "Oslo and the port of Bergen lie in Norway; Norwegian ships call at both."
OSLO = {"lat": 59.91, "lon": 10.75, "cc": "NO"}
BERGEN = {"lat": 60.39, "lon": 5.32, "cc": "NO"}
GOLD = read_answer(
    row(
        text=TEXT,
        toponyms=[
            place(TEXT, "Oslo", **OSLO),
            place(TEXT, "Bergen", **BERGEN),
            place(TEXT, "Norway", lat=None, lon=None, cc="NO"),
            place(TEXT, "Norwegian", lat=None, cc=None),
        ],
    )
)


def scored(*rows: dict[str, Any]) -> Score:
    """The score of one document."""
    return score([(GOLD, read_answer(row(text=TEXT, toponyms=list(rows))))])


def test_gold_against_itself_is_perfect_and_nothing_is_zero() -> None:
    """Errors in km are 0 in both."""
    off = {"mean_km": 0.0, "median_km": 0.0, "auc": 0.0}
    perfect, empty = score([(GOLD, GOLD)]).figures, score([(GOLD, None)]).figures
    assert {name: perfect[name] for name in off} == off
    assert {perfect[name] for name in perfect.keys() - off} == {1.0}
    assert set(empty.values()) == {0.0}


def test_distance() -> None:
    """A quarter of the globe, and no way at all."""
    assert to_km((0, 0), (0, 90)) == pytest.approx(6371.0 * math.pi / 2)
    assert to_km((59.91, 10.75), (59.91, 10.75)) == 0.0


def test_far_places_are_found_but_not_well_put() -> None:
    """Bergen at Oslo's place is 305 km off; the country is right."""
    result = scored(place(TEXT, "port of Bergen", **OSLO))
    figures = result.figures
    assert (figures["overlap.p"], figures["exact.p"], figures["acc161"]) == (1.0, 0.0, 0.0)
    assert 300 < figures["mean_km"] == figures["median_km"] < 310
    assert (figures["country"], figures["country_matched"]) == (pytest.approx(1 / 3), 1.0)
    assert 0.5 < figures["auc"] < 0.6


def test_places_without_coordinates_do_not_count_as_resolved() -> None:
    """They neither help nor harm the resolution's precision."""
    figures = scored(place(TEXT, "Oslo", **OSLO), place(TEXT, "Bergen", lat=None)).figures
    assert (figures["res161.p"], figures["res161.r"], figures["acc161_matched"]) == (1.0, 0.5, 0.5)


def test_places_of_a_record() -> None:
    """What names literally name: the city of a metonym; descriptions and people are no places."""
    article = make.article(TEXT)
    norway = make.entity("Norway", EntityKind.COUNTRY, country="NOR")
    oslo = make.entity("Oslo", EntityKind.CITY, country="NOR", lat=59.91, lon=10.75)
    person = make.entity("Bergen")
    record = make.record(
        article,
        [
            norway,
            oslo,
            person,
            *make.linked(article, "Oslo", norway.id, named=oslo.id),
            *make.linked(article, "Bergen", person.id),
            make.mention(article, "both", form="nominal"),
            make.link(make.mention(article, "both", form="nominal"), oslo.id),
            *make.linked(article, "Norway", norway.id),
        ],
    )
    at = TEXT.index("Norway")
    assert find(record) == (
        Place((0, 4), (59.91, 10.75), "NO"),
        Place((at, at + 6), None, "NO"),
    )


def test_country_codes() -> None:
    """Every code once, Norway not read as a refusal."""
    codes = alpha2_codes()
    assert (codes["NOR"], codes["USA"], codes["XKX"]) == ("NO", "US", "XK")
    assert len(codes) == len(set(codes.values())) == 250
    assert all(len(a) == 3 and len(b) == 2 and (a + b).isupper() for a, b in codes.items())
