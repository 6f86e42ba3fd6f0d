"""Linked data, as rdflib reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.parser import URLInputSource

from memcon.export import Material, jsonld
from memcon.export.jsonld import to_iri
from tests.export import rows
from tests.export.rows import OLDEN, TRAL, happening

SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
TERM = Namespace("urn:memcon:term:")
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated"  # rdflib's own parser still uses it
)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would be fetched is refused."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was to be fetched")

    monkeypatch.setattr(URLInputSource, "__init__", refuse)


def read(material: Material) -> Graph:
    """The graph."""
    text = "".join(jsonld.lines(material))
    return Graph().parse(data=text, format="json-ld")


def test_every_word_has_a_meaning(material: Material) -> None:
    """Nothing is dropped for want of a term: each key of a node is one of the context."""
    document = json.loads("".join(jsonld.lines(material)))
    context = document["@context"]
    assert all(isinstance(one, str | dict | float) for one in context.values())
    assert set(_keys(document["@graph"])) <= set(context) | {"@id", "@type"}
    graph = read(material)
    prefixes = (str(SCHEMA), str(OA), str(TERM), str(RDF))
    assert all(str(predicate).startswith(prefixes) for predicate in graph.predicates())


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _keys(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _keys(value)


def test_selectors_find_their_words(material: Material) -> None:
    """Position and quotation of each annotation mean the same words of the report's body."""
    graph, count = read(material), 0
    for target in graph.subjects(RDF.type, OA.SpecificResource):
        body = str(graph.value(graph.value(target, OA.hasSource), SCHEMA.articleBody))
        by_type = {graph.value(one, RDF.type): one for one in graph.objects(target, OA.hasSelector)}
        quote, place = by_type[OA.TextQuoteSelector], by_type[OA.TextPositionSelector]
        start, end = (int(str(graph.value(place, name))) for name in (OA.start, OA.end))
        words, before, after = (
            str(graph.value(quote, OA[n])) if graph.value(quote, OA[n]) else ""
            for n in ("exact", "prefix", "suffix")
        )
        assert body[start:end] == words
        assert body[:start].endswith(before)
        assert body[end:].startswith(after)
        count += 1
    assert count > 10


def test_everything_that_is_named_is_there(material: Material) -> None:
    """Bodies and sources of annotations, holders and grounds of positions have a type."""
    graph = read(material)
    named = {
        one
        for predicate in (OA.hasBody, OA.hasSource, TERM.holder, TERM.restsOn, SCHEMA.creator)
        for one in graph.objects(None, predicate)
    }
    told = set(graph.objects(None, TERM.toldIn))  # a report's event: its words are annotated
    assert named
    assert {one for one in named if (one, RDF.type, None) not in graph} <= told


def test_a_meeting_is_an_event_of_schema_org() -> None:
    """With its days, parties by their roles, and what schema.org calls its state."""
    given = happening(1, TRAL, status="planned")
    graph = read(rows.material([given]))
    event = URIRef("urn:memcon:event-1:happening")
    assert (event, RDF.type, SCHEMA.Event) in graph
    assert (event, SCHEMA.eventStatus, SCHEMA.EventScheduled) in graph
    assert str(graph.value(event, SCHEMA.startDate)) == "2025-10-21"
    assert graph.value(event, TERM.actor) == URIRef("http://www.wikidata.org/entity/Q1")


def test_unknown_things_have_no_values() -> None:
    """What is not known is left out, and what is nought is not."""
    graph = read(rows.material())
    country, city = (URIRef(to_iri(one.id)) for one in (TRAL, OLDEN))
    assert graph.value(country, SCHEMA.geo) is None
    assert str(graph.value(graph.value(city, SCHEMA.geo), SCHEMA.longitude)) == "-3.25"


@pytest.mark.parametrize(
    ("given", "iri"),
    [
        ("Q7747", "http://www.wikidata.org/entity/Q7747"),
        ("Q٣", "urn:memcon:Q%D9%A3"),
        ("mc:person/ü x>", "urn:memcon:mc:person%2F%C3%BC%20x%3E"),
        ("statement-1f", "urn:memcon:statement-1f"),
    ],
)
def test_ids_are_iris(given: str, iri: str) -> None:
    """Wikidata's where it is one, else a URN without signs that no IRI has."""
    assert to_iri(given) == iri


def test_hostile_words_are_literals(hostile_material: Material) -> None:
    """Words come through unchanged, and no address is made of what is none."""
    graph = read(hostile_material)
    headlines = {str(one) for one in graph.objects(None, SCHEMA.headline)}
    titles = {r.article.title for r in hostile_material.read() if r.article.title}
    assert headlines == titles
    assert not any(str(one).startswith("javascript") for one in graph.objects(None, SCHEMA.url))
