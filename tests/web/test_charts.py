"""The timeline, the map, the network, the briefing, searches and feeds show what the store says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from lxml import html
from starlette.testclient import TestClient

from memcon.record import EntityKind, Event, Participant, Passage, Period, Record, fact_id
from memcon.web.asking import Asking
from memcon.web.feeds import MOST, NAMESPACE
from memcon.web.layout import TYPES
from memcon.web.pages.happening import STATUSES
from memcon.web.pages.map import Map, Place
from memcon.web.pages.network import LINES, Pair, find_pairs, strongest
from memcon.web.pages.search import count_days
from memcon.web.pages.timeline import BANDS
from tests import factories as make
from tests.render.reports import HOSTILE
from tests.web.conftest import Open

ATOM = {"a": NAMESPACE}
ARVENIA = make.entity("Arvenia", EntityKind.COUNTRY, id="Q901")
BELTANE = make.entity("Beltane", EntityKind.COUNTRY, id="Q902")
CORVO = replace(make.entity("Corvo", EntityKind.CITY, id="Q903"), lat=47.5, lon=19.05)
TOLD = (
    ("held", "2025-02-01", True),
    ("cancelled", "2025-06-10", False),
    ("planned", "2025-10-20", True),
)


def meeting(number: int, status: str, day: str, *, has_place: bool) -> Record:
    """A report of one meeting of two states."""
    words = f"Arvenia met Beltane in Corvo, note {number}"
    article = make.article(
        f"{words}.", id=f"a-{number}", source=f"{number}.txt", published=day, site="Wire"
    )
    parties = tuple(
        Participant(one.id, make.passage(article, one.name), "actor") for one in (ARVENIA, BELTANE)
    )
    event = Event(
        id=fact_id("event", number),
        type="CONSULT",
        code="CONSULT",
        what=f"Arvenia and Beltane talk, note {number}",
        status=status,
        participants=parties,
        where=CORVO.id if has_place else None,
        when=Period(day, day, Passage(())),
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, words),
    )
    linked = [
        one for known in (ARVENIA, BELTANE) for one in make.linked(article, known.name, known.id)
    ]
    return make.record(article, [ARVENIA, BELTANE, CORVO, *linked, event])


@pytest.fixture
def met(open_desk: Open) -> TestClient:
    """A desk on three meetings of two states: one held, one planned, one off."""
    return open_desk(
        [meeting(n, status, day, has_place=has) for n, (status, day, has) in enumerate(TOLD)]
    )


def test_every_type_has_a_band() -> None:
    """Each of PLOVER's types is drawn somewhere, once."""
    assert sorted(one for types in BANDS.values() for one in types) == sorted(TYPES)


def test_statuses_look_different(met: TestClient) -> None:
    """Each status has a mark of its own shape, not of its own colour alone."""
    shown = html.fromstring(met.get("/timeline").text)
    marks = shown.xpath("//a[@class='happening']//*[contains(@class, 'mark')]")
    shapes = {mark.get("class").split()[1]: mark.get("d") for mark in marks}
    assert set(shapes) == {"held", "planned", "cancelled"}
    assert len(set(shapes.values())) == 3


def test_all_statuses_have_shapes(met: TestClient) -> None:
    """No status is drawn like another."""
    from memcon.web.layout import environment

    shapes = environment().get_template("marks.html.j2").module.shapes  # type: ignore[attr-defined]
    assert set(shapes) == set(STATUSES)
    assert len(set(shapes.values())) == len(shapes)


def test_zooming_is_an_address(met: TestClient) -> None:
    """Closer, wider, earlier and later are links that say the same days again when followed."""
    shown = html.fromstring(met.get("/timeline?since=2025-01-01&until=2025-12-31").text)
    moves = {
        str(one.get("data-move")): str(one.get("href")) for one in shown.xpath("//*[@data-move]")
    }
    assert moves["closer"] == "/timeline?since=2025-04-02&until=2025-09-30"
    assert moves["later"] == "/timeline?since=2025-07-02&until=2026-07-01"
    closer = html.fromstring(met.get(moves["closer"]).text)
    assert len(closer.xpath("//a[@class='happening']")) == 1


def test_happenings_stand_in_order(met: TestClient) -> None:
    """What is later is further right."""
    shown = html.fromstring(met.get("/timeline").text)
    marks = shown.xpath("//a[@class='happening']/*[contains(@class, 'mark')]")
    across = [float(one.get("transform").partition("(")[2].split()[0]) for one in marks]
    assert across == sorted(across)
    assert len(set(across)) == 3


@pytest.mark.parametrize("path", ["/timeline", "/events", "/map"])
def test_one_status_alone(met: TestClient, path: str) -> None:
    """A status narrows the page; one that is none is refused."""
    told = met.get(f"{path}.json?since=2025&status=planned").json()
    rows = told.get("events") or told["places"][0]["events"]
    assert {row["status"] for row in rows} == {"planned"}
    assert met.get(f"{path}?status=dreamt").status_code == 400


def test_a_happening_has_a_page(met: TestClient) -> None:
    """The page has the history of the status, each step with its passage."""
    planned = fact_id("event", 2)
    shown = html.fromstring(met.get(f"/event/{planned}").text)
    (step,) = shown.xpath("//ol[@class='course']/li")
    assert "planned" in step.text_content()
    assert step.xpath(".//a/@href") == [f"/fact/{planned}"]
    around = str(shown.xpath("//a[contains(@href, '/timeline?')]/@href")[0])
    assert len(html.fromstring(met.get(around).text).xpath("//a[@class='happening']")) == 1
    assert met.get("/event/statement-1").status_code == 404


def test_places_are_where_they_are(met: TestClient) -> None:
    """The map has a circle for the place, with a link to its events; the rest is counted."""
    told = met.get("/map.json?since=2025").json()
    (place,) = told["places"]
    assert (place["name"], place["lat"], len(place["events"])) == ("Corvo", 47.5, 2)
    assert told["without_place"] == 1
    whole = html.fromstring(met.get("/map?since=2025").text)
    assert whole.xpath("//a[@href='#placeless']")
    listed = whole.xpath("//h2[@id='placeless']/following-sibling::details//a/@href")
    assert listed == [f"/event/{fact_id('event', 1)}"]
    shown = html.fromstring(met.get("/map?since=2025&region=europe").text)
    (circle,) = shown.xpath("//a[@class='place']")
    assert circle.get("aria-label") == "Corvo: 1 took place, 1 ahead"
    rows = html.fromstring(met.get(circle.get("href")).text).xpath(
        "//table[@class='rows']/tbody/tr"
    )
    assert len(rows) == 2
    africa = html.fromstring(met.get("/map?since=2025&region=africa").text)
    assert not africa.xpath("//a[@class='place']")
    assert met.get("/map?region=atlantis").status_code == 400


def test_a_place_that_nobody_can_draw_is_listed() -> None:
    """Without coordinates a place has no point."""
    assert Place(replace(CORVO, lat=None, lon=None), ()).point is None
    assert Place(CORVO, ()).point is not None


def test_names_on_the_map_keep_apart() -> None:
    """Of two places side by side, each has its name on the side where the other is not."""
    west, east = (
        Place(
            replace(CORVO, id=f"Q{n}", name="Name", lat=10.0, lon=20.0 + 5 * n),
            ({"status": "held"},),
        )
        for n in range(2)
    )
    shown = Map(Asking(), (west, east), 0, (), limit=1, since=None)
    assert [label.anchor if label else None for label in shown.labels] == ["end", "start"]


def test_every_party_has_a_line() -> None:
    """The network leaves out lines, but none that is a party's only one."""
    many = [Pair(f"A{n}", f"A{n + 1}", ({"status": "held"},)) for n in range(LINES)]
    again, alone = Pair("A0", "A2", ()), Pair("A0", "B", ())
    drawn = list(strongest([*many, again, alone]))
    assert again not in drawn
    assert alone in drawn


def test_an_id_has_its_name_beside_it(met: TestClient) -> None:
    """Who follows a link with an id sees in the form whom it means."""
    shown = html.fromstring(met.get("/timeline?who=Q901").text)
    assert shown.xpath("//label[contains(@class, 'by-who')]//b")[0].text == "Arvenia"
    named = html.fromstring(met.get("/timeline?who=Arvenia").text)
    assert not named.xpath("//label[contains(@class, 'by-who')]//b")


def test_who_met_whom(met: TestClient) -> None:
    """Meetings that are off count for nothing; those ahead are told apart."""
    told = met.get("/network.json").json()
    (pair,) = told["pairs"]
    assert (pair["one"], pair["other"], pair["held"], pair["ahead"]) == ("Q901", "Q902", 1, 1)
    shown = html.fromstring(met.get("/network").text)
    (edge,) = shown.xpath("//a[contains(@class, 'edge')]")
    assert shown.xpath(f"//tr[@id='{edge.get('href')[1:]}']")
    assert len(shown.xpath("//a[@class='node']")) == 2
    assert met.get("/network.json?until=2025-05").json()["pairs"][0]["ahead"] == 0


def test_places_are_nobody() -> None:
    """Where somebody went is not whom he met."""
    parties = [{"entity": id, "name": id} for id in ("A", "B", "C")]
    rows = [{"participants": parties, "status": "held"}]
    assert {(one.one, one.other) for one in find_pairs(rows, {"C"})} == {("A", "B")}


@pytest.mark.parametrize(
    ("end", "beginning"), [("html", b"<!doctype html>"), ("md", b"# Arvenia"), ("docx", b"PK")]
)
def test_briefings_are_taken_along(met: TestClient, end: str, beginning: bytes) -> None:
    """The same address gives the preview and each form of the file."""
    shown = html.fromstring(met.get("/briefing?who=Arvenia").text)
    assert shown.xpath("//article//h1")[0].text == "Arvenia"
    (link,) = shown.xpath(f"//a[starts-with(@href, '/briefing.{end}')]/@href")
    got = met.get(link)
    assert got.headers["content-disposition"] == f'attachment; filename="briefing.{end}"'
    assert got.content[:20].lower().startswith(beginning.lower())
    if end == "docx":
        assert "word/document.xml" in ZipFile(io.BytesIO(got.content)).namelist()


@pytest.mark.parametrize("query", ["other=Beltane", "who=Nobody", "who=Arvenia&lines=500", ""])
def test_briefings_on_nothing_are_refused(met: TestClient, query: str) -> None:
    """What a briefing cannot be on is told, and no file is made of nothing."""
    assert met.get(f"/briefing.md?{query}").status_code == 400
    assert met.get(f"/briefing?{query}").status_code == (400 if query else 200)


def test_the_matrix_tells_its_days(filled: TestClient) -> None:
    """The slider has every day of the store, and the field shows an earlier one without it."""
    whole = html.fromstring(filled.get("/positions").text)
    (days,) = whole.xpath("//input[@type='range']/@data-days")
    listed = days.split()
    assert listed == sorted(set(listed))
    middle = listed[len(listed) // 2]
    earlier = html.fromstring(filled.get(f"/positions?until={middle}").text)
    (slider,) = earlier.xpath("//input[@type='range']")
    assert slider.get("data-days") == days
    assert slider.get("data-days").split()[int(slider.get("value"))] == middle
    rows = filled.get(f"/positions.json?until={middle}").json()["positions"]
    assert all(entry["when"] <= middle for row in rows for entry in row["entries"])


def test_search_narrows_by_its_facets(met: TestClient) -> None:
    """Each facet leads to as many results as it promises, or to fewer kinds of them."""
    told = met.get("/search.json?q=Corvo").json()
    assert [one["label"] for one in told["facets"]["when"]] == ["2025-10", "2025-06", "2025-02"]
    assert [one["label"] for one in told["facets"]["who"]] == ["Arvenia", "Beltane"]
    (arvenia, _) = told["facets"]["who"]
    narrowed = met.get(f"/search.json?q=Corvo&who={arvenia['who']}").json()
    assert len(narrowed["found"]) == arvenia["count"] == 3


def test_dates_are_counted_by_what_differs() -> None:
    """Of many years the years, else the months; what has no date has none."""
    years = [{"date": f"{year}-05-01"} for year in (2023, 2024, 2025)]
    assert [one.label for one in count_days([*years, {"date": None}])] == ["2025", "2024", "2023"]
    months = [{"date": day} for day in ("2025-05-01", "2025-05-02", "2025-06")]
    assert [(one.label, one.count) for one in count_days(months)] == [
        ("2025-06", 1),
        ("2025-05", 2),
    ]


def _entries(desk: TestClient, path: str) -> Iterator[ElementTree.Element]:
    answer = desk.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  # what the desk itself wrote
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM)
    for entry in feed.findall("a:entry", ATOM):
        assert all(entry.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "updated"))
        yield entry


def test_a_search_is_followed(met: TestClient) -> None:
    """The feed of a search has what the search finds, the latest first, with full addresses."""
    found = met.get("/search.json?q=Corvo").json()["found"]
    entries = list(_entries(met, "/search.atom?q=Corvo"))
    assert len(entries) == len(found)
    days = [str(one.findtext("a:updated", None, ATOM)) for one in entries]
    assert days == sorted(days, reverse=True)
    for one in entries:
        address = str(one.find("a:link", ATOM).get("href"))  # type: ignore[union-attr]
        assert met.get(address).status_code in (200, 302)
    page = html.fromstring(met.get("/search?q=Corvo").text)
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["/search.atom?q=Corvo"]


def test_a_new_status_is_a_new_entry(open_desk: Open) -> None:
    """Who follows events hears of it when a meeting is called off."""
    ids = []
    for status in ("planned", "cancelled"):
        desk = open_desk([meeting(1, status, "2025-10-20", has_place=True)])
        (entry,) = _entries(desk, "/events.atom")
        ids.append(entry.findtext("a:id", None, ATOM))
    assert ids[0] != ids[1]


def test_changes_are_followed(filled: TestClient) -> None:
    """The feed of positions has changes alone, and no more than the latest."""
    titles = [one.findtext("a:title", "", ATOM) for one in _entries(filled, "/positions.atom")]
    assert 0 < len(titles) <= MOST
    assert all(
        title.rpartition(": ")[2] in ("hardened", "softened", "reversed") for title in titles
    )


def test_feeds_are_text(open_desk: Open) -> None:
    """Whatever a report holds is text in a feed, and the feed can be read."""
    record = meeting(1, "planned", "2025-10-20", has_place=True)
    (event,) = record.events
    hostile = replace(event, what=f"{HOSTILE}\x00\x1b]]>")
    desk = open_desk([replace(record, events=(hostile,))])
    (entry,) = _entries(desk, "/events.atom")
    assert "<script>" in entry.findtext("a:title", "", ATOM)
    assert not [one for one in entry.iter() if one.tag.endswith("script")]
