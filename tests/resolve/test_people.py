"""The same person across reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from memcon.record import Entity, EntityKind, Record
from memcon.resolve.people import find_identities
from tests.factories import article, entity, linked, record
from tests.resolve.stories import Story


def _report(text: str, **people: str) -> Record:
    """A report of one sentence in which each of ``people`` is an entity of its own, by id."""
    where = article(text, id=f"article-{text[:20]}", published="2025-03-01")
    facts: list[object] = [entity("Norway", EntityKind.COUNTRY, id="Q20", country="NOR")]
    for key, name in people.items():
        facts += [entity(name, id=f"entity-{key}"), *linked(where, name, f"entity-{key}")]
    if "Norway" in text:
        facts += linked(where, "Norway", "Q20")
    return record(where, facts)  # type: ignore[arg-type]


def _members(*records: Record) -> list[tuple[str, ...]]:
    return [one.members for one in find_identities(records)]


def test_annotated_people_are_one(stories: tuple[Story, ...]) -> None:
    """Everybody annotated is one person in all reports in which the knowledge base names nobody."""
    identities = find_identities(r for story in stories for r in story.records.values())
    several = 0
    for story in stories:
        for person in story.notes["people"]:
            ids = [one for short in person["reports"] for one in _ids(story.records[short], person)]
            found = [one for one in identities if set(ids) & set(one.members)]
            several += len(ids) > 1
            assert len(ids) < 2 or [set(ids)] == [set(one.members) & set(ids) for one in found]
            assert all(one.name == person["name"] for one in found)
    assert several >= 8


def _ids(record: Record, person: Mapping[str, Any]) -> list[str]:
    surname = person["name"].split()[-1]
    local = (one for one in record.entities if one.id.startswith("entity-"))
    return [one.id for one in local if one.name.endswith(surname)]


def test_namesakes_in_other_company_are_two() -> None:
    """A surname alone, without office or company in common, makes nobody one."""
    one = _report("Envoy Karsten Moe spoke in Norway.", a="Karsten Moe")
    other = _report("A skipper called Moe lost his nets.", b="Moe")
    assert _members(one, other) == []


def test_surname_in_the_same_company_is_the_same() -> None:
    """An envoy called Moe, again beside Norway, is Karsten Moe."""
    one = _report("Envoy Karsten Moe spoke in Norway.", a="Karsten Moe")
    other = _report("The envoy, Mr Moe, left Norway.", b="Moe")
    assert _members(one, other) == [("entity-a", "entity-b")]
    assert find_identities([one, other])[0].name == "Karsten Moe"


def test_spellings_of_one_name_are_one() -> None:
    """Transliterations differ in their vowels."""
    one = _report("Envoy Yusuf Gebeyehu spoke in Norway.", a="Yusuf Gebeyehu")
    other = _report("Envoy Youssuf Gebeyhu left Norway.", b="Youssuf Gebeyhu")
    assert _members(one, other) == [("entity-a", "entity-b")]


def test_another_given_name_is_another_person() -> None:
    """Brothers in one office stay two."""
    one = _report("Envoy Karsten Moe spoke in Norway.", a="Karsten Moe")
    other = _report("Envoy Birgit Moe spoke in Norway.", b="Birgit Moe")
    assert _members(one, other) == []


def test_two_of_one_report_are_two() -> None:
    """A report that tells them apart is believed."""
    one = _report("Karsten Moe met Karsten Moe of Norway.", a="Karsten Moe", b="Karsten Moe")
    assert _members(one) == []


def test_split_by_hand_holds() -> None:
    """A pair that a person set apart is never one."""
    one = _report("Envoy Karsten Moe spoke in Norway.", a="Karsten Moe")
    other = _report("Envoy Karsten Moe left Norway.", b="Karsten Moe")
    assert len(find_identities([one, other])) == 1
    assert find_identities([one, other], apart=[("entity-a", "entity-b")]) == ()


def test_those_of_the_knowledge_base_are_left_alone() -> None:
    """Who has an id that holds everywhere needs no resolving."""
    known: Entity = entity("Karsten Moe", id="Q1")
    reports = []
    for name in "ab":
        where = article(f"Karsten Moe spoke {name}.", id=name)
        reports.append(record(where, [known, *linked(where, "Karsten Moe", "Q1")]))
    assert find_identities(reports) == ()
