"""The context of the JSON-LD export: what each of its words means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

WHOLE: Final = "xsd:nonNegativeInteger"


def _link(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _typed(term: str, datatype: str) -> dict[str, str]:
    return {"@id": term, "@type": datatype}


CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "memcon": "urn:memcon:term:",
    **{
        name: f"schema:{name}"
        for name in (
            *("Person", "Country", "City", "AdministrativeArea", "Place", "Organization", "Event"),
            *("Thing", "NewsArticle", "Quotation", "GeoCoordinates"),
            *("name", "description", "jobTitle", "headline", "identifier", "publisher"),
            *("author", "inLanguage", "articleBody", "text", "latitude", "longitude"),
            *("geo", "startDate", "endDate", "datePublished", "dateCreated"),
            *("EventScheduled", "EventPostponed", "EventCancelled"),
        )
    },
    "url": _link("schema:url"),
    "worksFor": _link("schema:worksFor"),
    "location": _link("schema:location"),
    "eventStatus": {"@id": "schema:eventStatus", "@type": "@vocab"},
    **{
        name: f"oa:{name}"
        for name in (
            *("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"),
            *("exact", "prefix", "suffix"),
        )
    },
    "body": _link("oa:hasBody"),
    "target": _link("oa:hasTarget"),
    "source": _link("oa:hasSource"),
    "selector": _link("oa:hasSelector"),
    "motivation": _link("oa:motivatedBy"),
    "start": _typed("oa:start", WHOLE),
    "end": _typed("oa:end", WHOLE),
    "creator": _link("schema:creator"),
    "Position": "memcon:Position",
    **{
        name: f"memcon:{name}"
        for name in (
            *("sector", "countryCode", "eventType", "status", "issue", "stance", "change"),
            *("accordingTo", "denied", "speakerWords", "cue", "mode", "sourcing"),
        )
    },
    **{
        name: _link(f"memcon:{name}")
        for name in (
            *("actor", "recipient", "mediator", "host"),
            *("holder", "toward", "restsOn", "toldIn"),
        )
    },
}
"""schema.org and Web Annotation terms where they say what is meant, memcon's own for the rest."""
