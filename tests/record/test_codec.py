from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from memcon.record import (
    Card,
    EntityKind,
    Event,
    Office,
    Participant,
    Passage,
    Period,
    Position,
    Record,
)
from memcon.record.codec import Json, schema, to_dict, to_json
from tests import factories as make

REPORT = make.article(
    "Talks end\n\nOn Monday Ana Ruiz told Oslo that “no date is set”.",
    url="https://example.org/a",
    title="Talks end",
    site="The Example",
    authors=("A. Writer",),
    published="2025-10-22",
    published_from="given",
)
EMPTY = make.record(make.article("Nothing here."))

ARTICLE = "id source url title site authors published published_from language text blocks"
KEYS = {
    "entities": "id name kind description wikidata country lat lon sector office card",
    "mentions": "start end entity named form reading score reason",
    "times": "start end type value reason",
    "statements": "id source cue content mode addressee when where sourcing class score reason",
    "events": "id type code mode what status participants where when reported because score reason"
    " evidence",
    "positions": "id holder issue stance claim toward change when according_to denied score reason"
    " evidence because",
}
UNKNOWN = "description wikidata country lat lon sector office card"
UNSET = "url title site published published_from"


def _full() -> Record:
    """A record with one of everything."""
    card = Card(text="A negotiator.", source="memcon", url="https://example.org", as_of="2025-10")
    person = make.entity(
        "Ana Ruiz", id="Q1", wikidata="Q1", sector="GOV", office=Office("envoy", None), card=card
    )
    place = make.entity("Oslo", EntityKind.CITY, country="NOR", lat=59.9, lon=10.7)
    said = make.statement(
        REPORT,
        "“no date is set”",
        source="Ana Ruiz",
        cue="told",
        speaker="Q1",
        mode="direct",
        addressee=place.id,
        when="2025-10-20",
        where=place.id,
    )
    day = make.passage(REPORT, "On Monday")
    who = make.passage(REPORT, "Ana Ruiz")
    event = Event(
        id="event-1",
        type="CONSULT",
        code="CONSULT",
        what="talks",
        status="held",
        participants=(Participant("Q1", who, "actor"), Participant(None, Passage(()), "host")),
        where=place.id,
        when=Period("2025-10-20", "2025-10-20", day),
        score=0.5,
        reason="by hand",
        evidence=make.passage(REPORT, "Talks end"),
    )
    position = Position(
        id="position-1",
        holder="Q1",
        issue="ceasefire",
        stance="opposes",
        claim="no date is set",
        toward=None,
        change=None,
        when="2025-10",
        score=0.5,
        reason="by hand",
        evidence=said.content,
        because=(said.id,),
    )
    return make.record(
        REPORT,
        [
            person,
            place,
            *make.linked(REPORT, "Ana Ruiz", "Q1"),
            *make.linked(REPORT, "Oslo", "mc:norway", named=place.id),
            make.time(REPORT, "Monday", "2025-10-20"),
            said,
            event,
            position,
        ],
    )


def _errors(value: object) -> list[str]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_schema_is_a_schema() -> None:
    """The shipped schema is valid JSON Schema of the draft it names."""
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("record", [_full(), EMPTY], ids=["full", "empty"])
def test_records_fit_the_schema(record: Record) -> None:
    """A record with one of everything and an empty one validate."""
    assert _errors(json.loads(to_json(record))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("memcon",), 2, id="other format"),
        pytest.param(("article", "published"), "October", id="no date"),
        pytest.param(("article", "published_from"), "guess", id="origin of a date"),
        pytest.param(("entities", 0, "kind"), "ship", id="kind of entity"),
        pytest.param(("mentions", 0, "form"), "verb", id="form of mention"),
        pytest.param(("mentions", 0, "score"), 1.5, id="score above one"),
        pytest.param(("statements", 0, "mode"), "loud", id="mode"),
        pytest.param(("statements", 0, "content", "spans"), [[1]], id="half a span"),
        pytest.param(("events", 0, "status"), "dreamt", id="status"),
        pytest.param(("positions", 0, "stance"), "shrugs", id="stance"),
        pytest.param(("extra",), 1, id="unknown field"),
    ],
)
def test_the_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    """The schema can fail: a wrong value anywhere is found."""
    data = json.loads(to_json(_full()))
    *way, last = path
    node = data
    for step in way:
        node = node[step]
    node[last] = value
    assert _errors(data)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    """The order of keys is fixed, at the top and in every kind of row."""
    data = to_dict(_full())
    top = "memcon article entities mentions times statements events positions cards made_by"
    assert " ".join(data) == top
    assert " ".join(data["article"]) == ARTICLE
    for name, keys in KEYS.items():
        assert data[name], name
        assert all(" ".join(row) == keys for row in data[name]), name


def test_what_is_not_known_is_null() -> None:
    """Unknown values are present as null; nothing is left out."""
    data = to_dict(make.record(make.article("x."), [make.entity("Nobody")]))
    assert all(data["entities"][0][key] is None for key in UNKNOWN.split())
    assert all(data["article"][key] is None for key in UNSET.split())


def test_a_continued_statement_has_empty_spans() -> None:
    """A statement without source and cue has no spans there, and no entity."""
    report = make.article("“It goes on.”")
    row: Json = to_dict(make.record(report, [make.statement(report, "“It goes on.”")]))
    said = row["statements"][0]
    assert said["source"] == {"spans": [], "quote": "", "entity": None}
    assert said["cue"] == {"spans": [], "quote": ""}
    assert said["content"]["spans"] == [[0, len(report.text)]]


def test_spans_point_at_their_quotes() -> None:
    """Every span beside a quote in the JSON is the slice of the text that the quote shows."""
    data = json.loads(to_json(_full()))
    text, said = data["article"]["text"], data["statements"][0]
    for part in ("source", "cue", "content"):
        slices = [text[start:end] for start, end in said[part]["spans"]]
        assert " … ".join(slices) == said[part]["quote"] != ""


def test_json_is_one_line_without_spaces() -> None:
    """The compact form is one line and keeps letters as they are."""
    line = to_json(make.record(make.article("Genève\n\n“ok”.")))
    assert "\n" not in line
    assert "Genève" in line
    assert '","' in line
    assert json.loads(line)["article"]["text"] == "Genève\n\n“ok”."


def test_parts_that_read_it_are_sorted() -> None:
    """Provenance is in order of names, so equal records are equal bytes."""
    made = replace(EMPTY, made_by={"stage:b": "1", "memcon": "0"})
    assert list(to_dict(made)["made_by"]) == ["memcon", "stage:b"]
    assert to_json(_full()) == to_json(_full())
