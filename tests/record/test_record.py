from __future__ import annotations

from memcon.record import Article, BlockKind, Card, EntityKind, Fact, Link, Record
from tests import factories as make

CARD = Card(text="A thing.", source="memcon", url=None, as_of=None)
TEXT = "Rubio met Lavrov in Alaska. Lavrov said so. Rubio said no."
REPORT = make.article(TEXT)


def _about(article: Article, *names: str) -> list[Fact]:
    """One mention, link and carded entity for each name."""
    facts: list[Fact] = []
    for name in names:
        known = make.entity(name, card=CARD)
        facts += [known, *make.linked(article, name, known.id)]
    return facts


def _names(record: Record) -> list[str]:
    return [entity.name for entity in record.entities]


def test_mentions_come_in_order_of_the_text() -> None:
    """Mentions are sorted by where they stand, whatever order they were found in."""
    made = make.record(REPORT, _about(REPORT, "Alaska", "Lavrov", "Rubio"))
    assert [linked.quote for linked in made.mentions] == ["Rubio", "Lavrov", "Alaska"]


def test_unlinked_mentions_are_left_out() -> None:
    """A mention that no stage linked is not shown."""
    assert make.record(REPORT, [make.mention(REPORT, "Rubio")]).mentions == ()


def test_the_last_link_of_a_mention_counts() -> None:
    """A later stage may link a mention anew."""
    found = make.mention(REPORT, "Rubio")
    made = make.record(REPORT, [found, make.link(found, "a"), make.link(found, "b")])
    assert [linked.link.entity for linked in made.mentions] == ["b"]


def test_entities_come_by_first_mention() -> None:
    """Entities are in order of their first mention; those never mentioned come last, by id."""
    unmentioned = [make.entity("Zambia"), make.entity("Angola")]
    made = make.record(REPORT, [*unmentioned, *_about(REPORT, "Alaska", "Lavrov", "Rubio")])
    assert _names(made) == ["Rubio", "Lavrov", "Alaska", "Angola", "Zambia"]


def test_an_entity_found_twice_is_one() -> None:
    """Equal ids are one entity."""
    facts = [*_about(REPORT, "Rubio"), make.entity("Rubio", card=CARD)]
    assert _names(make.record(REPORT, facts)) == ["Rubio"]


def test_a_metonym_mentions_both_of_its_entities() -> None:
    """The city named and the state meant both count from the metonym on."""
    report = make.article("Moscow refused and Oslo agreed.")
    city, state = make.entity("Moscow", EntityKind.CITY), make.entity("Russia", EntityKind.COUNTRY)
    moscow = make.linked(report, "Moscow", state.id, named=city.id)
    made = make.record(report, [*_about(report, "Oslo"), state, city, *moscow])
    assert _names(made) == ["Moscow", "Russia", "Oslo"]


def test_statements_come_by_their_content() -> None:
    """Statements are sorted by where their content stands."""
    late = make.statement(REPORT, "no", source="Rubio", cue="said")
    early = make.statement(REPORT, "so", source="Lavrov", cue="said")
    assert make.record(REPORT, [late, early]).statements == (early, late)


def test_times_come_in_order_of_the_text() -> None:
    """Times are sorted by where they stand."""
    report = make.article("On Monday or on Friday.")
    friday, monday = make.time(report, "Friday", "2025-10-24"), make.time(report, "Monday", "X")
    assert make.record(report, [friday, monday]).times == (monday, friday)


def test_cards_follow_first_mention() -> None:
    """Only entities with a card are listed, in order of first mention."""
    bare = make.entity("Alaska")
    facts = [*_about(REPORT, "Lavrov", "Rubio"), bare, *make.linked(REPORT, "Alaska", bare.id)]
    assert make.record(REPORT, facts).cards == ("mc:rubio", "mc:lavrov")


def test_cards_of_kinds_keep_the_order() -> None:
    """Cards can be asked for by kind of entity."""
    place = make.entity("Alaska", EntityKind.REGION, card=CARD)
    facts = [*_about(REPORT, "Lavrov"), place, *make.linked(REPORT, "Alaska", place.id)]
    made = make.record(REPORT, facts)
    assert made.cards_of([EntityKind.REGION]) == (place,)
    assert [e.name for e in made.cards_of(EntityKind)] == ["Lavrov", "Alaska"]


GLOSSED = make.article(
    "Rubio, Lavrov, Oslo and Rome.\n\nRome\n\nA city.\n\nOslo, Norway\n\nRubio (R)\n\nNobody Known",
    BlockKind.PARAGRAPH,
    *[BlockKind.BACKGROUND] * 5,
)


def test_a_glossary_keeps_its_own_order() -> None:
    """Entries of the page's glossary trade places among themselves; the others stay put."""
    made = make.record(GLOSSED, _about(GLOSSED, "Rubio", "Lavrov", "Oslo", "Rome"))
    assert made.cards == ("mc:rome", "mc:lavrov", "mc:oslo", "mc:rubio")


def test_a_glossary_needs_cards_to_order() -> None:
    """Glossary entries without a card take no place."""
    known = make.entity("Rome")
    facts = [*_about(GLOSSED, "Rubio", "Oslo"), known, *make.linked(GLOSSED, "Rome", known.id)]
    assert make.record(GLOSSED, facts).cards == ("mc:oslo", "mc:rubio")


def test_entity_by_id() -> None:
    """An id gives its entity; no id and a foreign id give none."""
    made = make.record(REPORT, _about(REPORT, "Rubio"))
    found = made.entity("mc:rubio")
    assert found is not None
    assert found.name == "Rubio"
    assert made.entity(None) is None
    assert made.entity("Q1") is None


def test_facts_are_never_lost_by_folding() -> None:
    """Folding the same facts in any order gives the same record."""
    facts = _about(REPORT, "Alaska", "Lavrov", "Rubio")
    assert make.record(REPORT, facts) == make.record(REPORT, facts[::-1])
    assert all(isinstance(linked.link, Link) for linked in make.record(REPORT, facts).mentions)
