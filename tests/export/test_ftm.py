"""Entities of FollowTheMoney, as its own model judges them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model
from followthemoney.types import registry

from memcon.export import Material, ftm
from memcon.export.countries import load_two_letters
from memcon.record import EntityKind
from tests import factories as make
from tests.export import rows
from tests.export.rows import MIRA, OLDEN, TRAL, VOST, happening

Json = dict[str, Any]


def read(material: Material) -> list[Json]:
    """The entities, one a line."""
    return [json.loads(line) for line in "".join(ftm.lines(material)).split("\n")[:-1]]


def test_the_model_accepts_every_entity(material: Material) -> None:
    """Schemata and properties exist, values are valid and already as the model cleans them."""
    found = read(material)
    assert {one["schema"] for one in found} >= {"Person", "PublicBody", "Address", "Article"}
    for one in found:
        schema = model.get(one["schema"])
        assert schema is not None
        schema.validate(one)
        for name, values in one["properties"].items():
            kind = schema.properties[name].type
            assert all(kind.validate(value) for value in values), (one["schema"], name, values)
        kept = model.get_proxy(one, cleaned=False).to_dict()["properties"]
        assert set(kept) == set(one["properties"])


def test_ids_are_safe_and_lead_somewhere(material: Material) -> None:
    """Each id is there once; what an entity names is there, of a schema that may be named so."""
    found = {one["id"]: model.get_proxy(one) for one in read(material)}
    assert len(found) == len(read(material))
    for one in found.values():
        assert registry.entity.validate(one.id)
        for prop, value in one.itervalues():
            if prop.type == registry.entity and prop.range is not None:
                assert found[value].schema.is_a(prop.range), (one.schema.name, prop.name)


def test_a_happening_has_its_parties_and_days() -> None:
    """Known parties are involved, others are mentioned by name."""
    given = happening(1, TRAL, MIRA, OLDEN, "diplomats")
    (event,) = (one for one in read(rows.material([given])) if one["schema"] == "Event")
    told = event["properties"]
    assert told["involved"] == ["Q1", "Q3"]
    assert told["namesMentioned"] == ["diplomats"]
    assert (told["startDate"], told["keywords"]) == (["2025-10-21"], ["CONSULT", "held"])


@pytest.mark.parametrize(
    ("entity", "schema"),
    [
        (MIRA, "Person"),
        (VOST, "PublicBody"),
        (OLDEN, "Address"),
        (make.entity("A", EntityKind.ORGANISATION, id="Q8", sector="IGO"), "PublicBody"),
        (make.entity("A", EntityKind.ORGANISATION, id="Q8", sector="NGO"), "Organization"),
        (make.entity("A", EntityKind.GROUP, id="Q8"), "Organization"),
        (make.entity("A", EntityKind.EVENT, id="Q8"), "Event"),
        (make.entity("A", EntityKind.OTHER, id="Q8"), "Note"),
    ],
)
def test_kinds_are_schemata(entity: Any, schema: str) -> None:
    """A state and a ministry are public bodies, a city is an address."""
    record = make.record(make.article("None."), [entity])
    found = {one["id"]: one for one in read(rows.material(records=[record]))}
    assert found[entity.id]["schema"] == schema


def test_countries_have_the_codes_of_the_model() -> None:
    """The table agrees with FollowTheMoney's own, code by code, and knows every ISO country."""
    table = load_two_letters()
    assert {code: registry.country.clean(code) for code in table} == dict(table)
    assert len(table) > 240
    assert (table["DEU"], table["XKX"]) == ("de", "xk")


def test_who_is_named_is_mentioned_once_a_name() -> None:
    """A person named twice alike is one mention; a place is none."""
    article = make.article("Sohn met Sohn and Mira Sohn in Olden.", id="article-2")
    facts = [
        *rows.EVERYBODY,
        *make.linked(article, "Sohn", MIRA.id),
        *make.linked(article, "Sohn", MIRA.id, nth=1),
        *make.linked(article, "Mira Sohn", MIRA.id),
        *make.linked(article, "Olden", OLDEN.id),
    ]
    found = read(rows.material(records=[make.record(article, facts)]))
    mentions = [one["properties"] for one in found if one["schema"] == "Mention"]
    assert sorted(one["name"][0] for one in mentions) == ["Mira Sohn", "Sohn"]
    assert {one["resolved"][0] for one in mentions} == {"Q3"}
    assert {one["document"][0] for one in mentions} == {"article-2"}
