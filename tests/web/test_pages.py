"""Every page shows what the store says, and its twin says the same as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import cast

import pytest
from lxml import html
from starlette.testclient import TestClient

from memcon.app.careers import Careers
from memcon.app.dossier import Dossier
from memcon.record import Entity, EntityKind, Event, Participant, Passage, Period, Position, fact_id
from memcon.record.codec import to_dict
from memcon.web.layout import source_name
from memcon.web.page import Desk
from memcon.web.pages import PAGES
from memcon.web.pages.entity import count_company
from memcon.web.pages.positions import find_steps
from memcon.web.pages.search import count_parties, find_words
from memcon.web.pages.today import Today
from tests import dossier
from tests import factories as make
from tests.web.conftest import Open


def _addresses(filled: TestClient) -> dict[str, str]:
    """One address of every page, by the page's path."""
    report = filled.get("/reports.json").json()["reports"][0]["id"]
    position = filled.get("/positions.json").json()["positions"][0]
    event = filled.get("/events.json").json()["events"][0]["members"][0]["event"]
    parts = {"id": report, "name:path": position["holder"], **position}
    addresses = {
        page.path: re.sub(r"\{([\w:]+)\}", lambda part: str(parts[part[1]]), page.path)
        for page in PAGES
    }
    return {**addresses, "/event/{id}": f"/event/{event}"}


@pytest.fixture(scope="module")
def addresses(filled: TestClient) -> dict[str, str]:
    """One address of every page, by the page's path."""
    return _addresses(filled)


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_page_has_a_twin(filled: TestClient, addresses: dict[str, str], path: str) -> None:
    """A page and its JSON twin are there, and the page leads to the twin."""
    page = filled.get(addresses[path])
    assert page.status_code == 200
    json = "//link[@rel='alternate'][@type='application/json']/@href"
    (twin,) = html.fromstring(page.text).xpath(json)
    told = filled.get(twin)
    assert told.status_code == 200
    assert told.headers["content-type"] == "application/json"
    assert isinstance(told.json(), dict)


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_link_leads_somewhere(
    filled: TestClient, addresses: dict[str, str], path: str
) -> None:
    """No page links to an address that is not there, and every anchor in a page exists."""
    shown = html.fromstring(filled.get(addresses[path]).text)
    anchors = set(shown.xpath("//@id"))
    found = [str(address) for address in shown.xpath("//a/@href | //link/@href | //script/@src")]
    assert {one[1:] for one in found if one.startswith("#")} <= anchors
    inside = {one for one in found if one.startswith("/")}
    for address in sorted(inside)[:40]:
        assert filled.get(address).status_code in (200, 302), address


def test_nothing_is_asked_of_other_hosts(filled: TestClient, addresses: dict[str, str]) -> None:
    """Pages load nothing from anywhere else, and have no script or style of their own."""
    for address in addresses.values():
        shown = html.fromstring(filled.get(address).text)
        loaded = shown.xpath("//script/@src | //link/@href | //img/@src | //form/@action")
        assert loaded
        assert all(one.startswith("/") and not one.startswith("//") for one in loaded)
        assert not shown.xpath("//script[not(@src)] | //style | //@style | //@onclick")


def test_a_fact_lands_on_its_marked_passage(filled: TestClient) -> None:
    """The address of a fact leads to its report, where its very words are marked."""
    row = filled.get("/statements.json").json()["statements"][0]
    led = filled.get(f"/fact/{row['id']}")
    assert led.status_code == 302
    target, _, anchor = led.headers["location"].partition("#")
    shown = html.fromstring(filled.get(target).text)
    (place,) = shown.xpath(f"//*[@id='{anchor}']")
    assert place.xpath("following::*[contains(@class, 'found')]")
    block = place.getparent()
    marked = block.xpath(".//*[contains(concat(' ', @class, ' '), ' found ')]")
    assert "".join(one.text_content() for one in marked) == row["content"]


@pytest.mark.parametrize("kind", ["statement", "event", "position"])
def test_every_fact_has_one_anchor(open_desk: Open, kind: str) -> None:
    """A report has exactly one place to land on for each of its facts."""
    (record,) = dossier.records(1)
    text = open_desk([record]).get(f"/report/{record.article.id}").text
    facts = getattr(record, f"{kind}s")
    assert facts
    for fact in facts:
        assert text.count(f'id="{fact.id}"') == 1


def test_the_reading_view_is_the_text(open_desk: Open) -> None:
    """Marks and anchors take nothing away from the report and add nothing to it."""
    (record,) = dossier.records(1)
    page = open_desk([record]).get(f"/report/{record.article.id}").text
    shown = html.fromstring(page).xpath("//section[@aria-label='Report']//*[@class]")
    texts = [one.text_content() for one in shown if one.get("class").startswith("block ")]
    assert texts == [record.article.quote(block.span) for block in record.article.blocks]


def test_a_reports_twin_is_its_record(open_desk: Open) -> None:
    """The JSON of a report is the record of the contract."""
    (record,) = dossier.records(1)
    told = open_desk([record]).get(f"/report/{record.article.id}.json").json()
    assert told == to_dict(record)


def test_filters_narrow(filled: TestClient) -> None:
    """Who, dates and limits in the address leave out the rest."""
    rows = filled.get("/timeline.json?limit=1000").json()["timeline"]
    middle = rows[len(rows) // 2]["date"]
    later = filled.get(f"/timeline.json?since={middle}&limit=1000").json()["timeline"]
    assert 0 < len(later) < len(rows)
    assert all(row["date"] >= middle or row["kind"] == "event" for row in later)
    assert len(filled.get("/statements.json?limit=3").json()["statements"]) == 3
    who = rows[0]["who"][0]
    named = filled.get("/events.json", params={"who": who}).json()["events"]
    assert named
    assert all(who in [party["name"] for party in row["participants"]] for row in named)


def test_filters_stay_in_the_form(filled: TestClient) -> None:
    """The form shows what the address asks for."""
    shown = html.fromstring(filled.get("/timeline?since=2020&type=CONSULT").text)
    assert shown.xpath("//form//input[@name='since']/@value") == ["2020"]
    assert shown.xpath("//select[@name='type']/option[@selected]/@value") == ["CONSULT"]


def test_search_marks_the_words(filled: TestClient) -> None:
    """Words that were looked for are marked in what was found."""
    shown = html.fromstring(filled.get("/search?q=report").text)
    marked = {one.text_content().casefold() for one in shown.xpath("//mark")}
    assert marked == {"report"}


def test_search_has_facets(filled: TestClient) -> None:
    """One kind may be chosen among what was found."""
    (event,) = filled.get("/events.json?limit=1").json()["events"]
    word = event["members"][0]["quote"].split()[-1]
    said = filled.get(f"/search.json?q={word}").json()
    only = filled.get(f"/search.json?q={word}&kind=event&limit=300").json()
    assert said["kinds"]["event"] == len(only["found"])
    assert {row["kind"] for row in only["found"]} == {"event"}


def test_words_are_found_in_other_forms() -> None:
    """The runs are the text again, and a word is marked whatever its ending."""
    runs = list(find_words("Talks about the talks: a talker.", "talking"))
    assert "".join(text for text, _ in runs) == "Talks about the talks: a talker."
    assert [text for text, is_hit in runs if is_hit] == ["Talks", "talks", "talker"]
    assert list(find_words("as it stands", "")) == [("as it stands", False)]


def test_an_entity_that_nobody_knows_is_missing(filled: TestClient) -> None:
    """A name that no report has gives a page that says so."""
    gone = filled.get("/entity/Nobody At All")
    assert gone.status_code == 404
    assert "Nobody At All" in gone.text
    assert filled.get("/positions/Nobody/ceasefire").status_code == 404


def test_offices_come_from_the_knowledge_base(open_desk: Open) -> None:
    """A state has those who led it on the day; people whom no report names are no links."""
    france = make.entity("France", EntityKind.COUNTRY, id="Q142")
    article = make.article("France agreed to talks.", published="2015-06-01")
    desk = open_desk([make.record(article, [france, *make.linked(article, "France", "Q142")])])
    offices = desk.get("/entity/Q142.json").json()["offices"]
    assert "François Hollande" in {term["name"] for term in offices}
    links = html.fromstring(desk.get("/entity/Q142").text).xpath("//table//a/@href")
    assert {str(link) for link in links} == {f"/report/{article.id}"}


def test_an_entity_is_found_by_its_name(filled: TestClient) -> None:
    """Names lead to the same page as ids."""
    one = filled.get("/entities.json").json()["entities"][0]
    by_name = filled.get(f"/entity/{one['name']}.json").json()
    assert by_name["id"] == one["id"]
    assert by_name["reports"] == one["reports"]


def test_entities_of_one_kind(filled: TestClient) -> None:
    """The list may be of one kind; a kind that is none is refused."""
    rows = filled.get("/entities.json?kind=city").json()["entities"]
    assert {row["kind"] for row in rows} == {"city"}
    assert filled.get("/entities?kind=ghost").status_code == 400


def test_happenings_are_of_late_unless_asked_for(filled: TestClient) -> None:
    """Without a period the page goes back some weeks from the latest report, and says so."""
    told = filled.get("/events.json").json()
    latest = filled.get("/reports.json").json()["reports"][0]["published"]
    assert told["since"] < latest
    assert all(row["when"]["to"] >= told["since"] for row in told["events"] if row["when"])
    earlier = filled.get("/events.json?until=2019").json()
    assert earlier["since"] is None
    assert earlier["events"]


def test_an_empty_store_says_how_to_fill_it(open_desk: Open) -> None:
    """Every page stands without a report; the first tells what to do."""
    desk = open_desk([])
    assert "memcon add" in desk.get("/").text
    for page in PAGES:
        if "{" not in page.path:
            assert desk.get(page.path).status_code == 200, page.path


def test_today_shows_changes_and_meetings(open_desk: Open) -> None:
    """The first page has the position that hardened and the meeting that lies ahead."""
    state = make.entity("Arvenia", EntityKind.COUNTRY, id="Q901")
    records = []
    for number, (day, stance, change) in enumerate(
        [("2025-10-01", "offers", None), ("2025-10-20", "demands", "hardened")]
    ):
        text = f"Arvenia wants a truce, note {number}.\n\nArvenia will meet envoys soon."
        article = make.article(text, id=f"article-{number}", source=f"{number}.txt", published=day)
        passage = make.passage(article, f"Arvenia wants a truce, note {number}")
        held = Position(
            id=fact_id("position", number),
            holder=state.id,
            issue="ceasefire",
            stance=stance,
            claim="a truce",
            toward=None,
            change=change,
            when=day,
            score=0.9,
            reason="by hand",
            evidence=passage,
            because=(),
        )
        meeting = Event(
            id=fact_id("event", number),
            type="CONSULT",
            code="CONSULT",
            what=f"Arvenia meets envoys {number}",
            status="planned",
            participants=(Participant(state.id, make.passage(article, "Arvenia"), "actor"),),
            where=None,
            when=Period("2025-10-25", "2025-10-25", Passage(())),
            score=0.9,
            reason="by hand",
            evidence=make.passage(article, "Arvenia will meet envoys soon"),
        )
        linked = make.linked(article, "Arvenia", state.id)
        records.append(make.record(article, [state, *linked, held, meeting]))
    told = open_desk(records).get("/today.json").json()
    assert told["day"] == "2025-10-20"
    assert [one["change"] for one in told["changes"]] == ["hardened"]
    assert {row["status"] for row in told["ahead"]} == {"planned"}
    assert all(row["when"]["from"] == "2025-10-25" for row in told["ahead"])


def test_today_shows_what_deserves_a_look(open_desk: Open) -> None:
    """A planned meeting on which nobody reports stands on the first page with its passage."""
    state = make.entity("Arvenia", EntityKind.COUNTRY, id="Q901")
    article = make.article("Arvenia will meet envoys soon.", id="a-1", published="2025-10-01")
    meeting = Event(
        id="event-1",
        type="CONSULT",
        code="CONSULT",
        what="Arvenia meets envoys",
        status="planned",
        participants=(Participant(state.id, make.passage(article, "Arvenia"), "actor"),),
        where=None,
        when=Period("2025-10-05", "2025-10-05", Passage(())),
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, "Arvenia will meet envoys soon"),
    )
    linked = make.linked(article, "Arvenia", state.id)
    later = make.article("Rain fell.", id="a-2", source="2.txt", published="2025-10-20")
    desk = open_desk([make.record(article, [state, *linked, meeting]), make.record(later)])
    assert [row["kind"] for row in desk.get("/today.json").json()["attention"]] == ["overdue"]
    shown = html.fromstring(desk.get("/").text)
    (section,) = shown.xpath("//section[@aria-labelledby='overdue']")
    assert "Arvenia will meet envoys soon" in section.text_content()
    assert section.xpath(".//a/@href") == ["/fact/event-1"]


def test_a_changed_position_stands_beside_the_one_before() -> None:
    """A history pairs an entry with the one that it changes, which need not stand just before."""
    told = [(None, None), ("hardened", None), (None, None), ("softened", 1)]
    entries = [{"id": n, "change": change, "before": of} for n, (change, of) in enumerate(told, 1)]
    before = [step.before and step.before["id"] for step in find_steps(entries)]
    assert before == [None, 1, None, 1]


def test_company_is_counted_once_an_event() -> None:
    """Who takes part twice in one event met once."""
    a, b = {"entity": "A", "name": "A"}, {"entity": "B", "name": "B"}
    unknown = {"entity": None, "name": "envoys"}
    met = count_company("A", [{"participants": [a, b, b, unknown]}, {"participants": [a, b]}])
    assert met == ((b, 2),)


def test_control_characters_are_harmless(open_desk: Open) -> None:
    """No control character of a report reaches a browser."""
    (record,) = dossier.records(1)
    article = replace(record.article, site="bad\x1b[31m\x00site")
    page = open_desk([replace(record, article=article)]).get("/reports").text
    assert "\x1b" not in page
    assert "\x00" not in page


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.example.org/world/c8x2.html?from=feed", "example.org"),
        ("http://[broken", "[broken"),
        ("reports/2025-10-21-northgate-wire.html", "2025-10-21-northgate-wire"),
        ("inbox/24.jsonl#17", "24.jsonl#17"),
    ],
)
def test_sources_have_short_names(source: str, name: str) -> None:
    """Readers see the site of an address, and the name of a file without what it is written in."""
    assert source_name(source) == name


def test_the_twin_of_the_matrix_is_bounded(filled: TestClient) -> None:
    """As many positions as the address asks for, so that the twin can be had in parts."""
    rows = filled.get("/positions.json?limit=3").json()["positions"]
    assert 0 < sum(len(row["entries"]) for row in rows) <= 3


def test_notices_name_whom_they_mean() -> None:
    """The first page says names where the reason of a notice has ids."""
    names = {"Q1": "Arvenia", "aid-access": "access of aid"}
    today = Today(day=None, reports=(), changes=(), turns=(), ahead=(), notices=(), names=names)
    assert (
        today.tell({"reason": "no word of Q1 on aid-access"})
        == "No word of Arvenia on access of aid"
    )


def test_of_parties_found_equally_often_ids_decide() -> None:
    """Who is offered where many take part in as many facts hangs on no order of chance."""

    class Told:
        def acting(self, _: object) -> Counter[str]:
            return Counter({f"Q{number}": 1 for number in reversed(range(10, 30))})

        def profiles(self, ids: Collection[str]) -> dict[str, Entity]:
            return {id: make.entity(f"Party {id}", id=id) for id in ids}

    desk = Desk(cast(Dossier, Told()), cast(Careers, None))
    found = [facet.changed["who"] for facet in count_parties(desk, [])]
    assert found == [f"Q{number}" for number in range(10, 18)]
