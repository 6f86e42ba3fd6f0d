import pytest

from memcon.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("phrase", "on", "name"),
    [
        ("the Ukrainian leader", "2018-05-01", "Petro Poroshenko"),
        ("the Ukrainian leader", "2025-10-21", "Volodymyr Zelenskyy"),
        ("The Russian leader", "2025-10-21", "Vladimir Putin"),
        ("the Ukrainian president", "2014-06-07", "Petro Poroshenko"),
        ("Turkey's top diplomat", "2025-10-21", "Hakan Fidan"),
        ("foreign minister of Egypt", "2025-01-01", "Badr Abdelatty"),
        ("the president of the United States", "2009-02-01", "Barack Obama"),
        ("the White House leader", "2025-10-21", "Donald Trump"),
        ("the Kremlin spokesman", "2025-10-21", "Dmitry Peskov"),
        ("the NATO chief", "2023-01-01", "Jens Stoltenberg"),
        ("UN secretary-general", "2020-01-01", "António Guterres"),
        ("the IAEA chief", "2021-01-01", "Rafael Grossi"),
        ("the German chancellor", "2015-01-01", "Angela Merkel"),
        ("Russian Foreign Minister Sergey Lavrov", "2025-10-21", "Sergey Lavrov"),
        ("Foreign Minister Lavrov", "2025-10-21", "Sergey Lavrov"),
        ("President Bush", "2003-01-01", "George W. Bush"),
        ("the Kremlin", None, "Russia"),
        ("Beijing", None, "China"),
        ("Lukashenko", "2020-09-01", "Alexander Lukashenko"),
        ("Erdoğan", "2020-09-01", "Recep Tayyip Erdoğan"),
        ("President Hollande", "2014-09-01", "François Hollande"),
        ("the Kenyan president", "2019-01-01", "Uhuru Kenyatta"),
    ],
)
def test_phrases_lead_to_actors(
    base: KnowledgeBase, phrase: str, on: str | None, name: str
) -> None:
    """Role, body and date together name one actor, and the reason is a sentence."""
    found = base.resolve(phrase, on)
    assert found.entity is not None
    assert found.entity.name == name
    assert found.score >= 0.5
    assert " " in found.reason


@pytest.mark.parametrize(
    "phrase",
    [
        "puppies",
        "the leader",
        "the British president",
        "the former Ukrainian president",
        "the Zambian goalkeeper",
        "two Russian officials",
        "the then Danish prime minister",
        "the acting president of France",
        "a spokesman for President Macron",
        "followers of Vladimir Putin",
        "the government of Rishi Sunak",
        "troops loyal to Volodymyr Zelensky",
        "Smith",
        "",
        "...",
    ],
)
def test_what_names_nobody_gets_nobody(base: KnowledgeBase, phrase: str) -> None:
    """Unknown is an answer."""
    found = base.resolve(phrase, "2023-01-01")
    assert found.entity is None
    assert found.reason


def test_the_country_is_given_even_where_nobody_is_named(base: KnowledgeBase) -> None:
    """“The Zambian goalkeeper” is of Zambia at least."""
    assert base.resolve("the Zambian goalkeeper", "2023-01-01").country == "ZMB"


def test_reasons_name_office_holder_and_dates(base: KnowledgeBase) -> None:
    """The reason can be checked by a reader."""
    reason = base.resolve("the Ukrainian leader", "2018-05-01").reason
    for part in ("Petro Poroshenko", "President of Ukraine", "2014-06-07", "2019-05-20"):
        assert part in reason


def test_beyond_the_tables_the_score_is_lower(base: KnowledgeBase) -> None:
    """A last known holder is less sure than a known one."""
    known = base.resolve("the Russian leader", "2020-01-01")
    beyond = base.resolve("the Russian leader", "2035-01-01")
    assert beyond.score < known.score
    assert "last known" in beyond.reason


def test_a_title_held_at_another_time_is_less_sure(base: KnowledgeBase) -> None:
    """“President Obama” is Barack Obama in any year, though not in office."""
    now, later = (base.resolve("President Obama", on) for on in ("2010-01-01", "2019-01-01"))
    assert now.entity is not None
    assert later.entity is not None
    assert now.entity.id == later.entity.id
    assert later.score < now.score


def test_an_acting_holder_is_found_by_the_word(base: KnowledgeBase) -> None:
    """“The acting prime minister” is who acted at the time, not who governed."""
    found = base.resolve("the acting prime minister of Ethiopia", "2012-09-01")
    assert found.entity is not None
    assert found.entity.name == "Hailemariam Desalegn"


def test_context_gives_the_body(base: KnowledgeBase) -> None:
    """“The foreign minister” alone is nobody; of the state spoken of, somebody."""
    assert base.resolve("the foreign minister", "2025-01-01").entity is None
    found = base.resolve("the foreign minister", "2025-01-01", context=("Q159",))
    assert found.entity is not None
    assert found.entity.name == "Sergey Lavrov"
