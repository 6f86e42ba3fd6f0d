"""Who is who: right ids at the right places, and what is passed over."""

from __future__ import annotations

from typing import Any

from memcon.evaluate.linking import find, read_answer, score
from memcon.evaluate.score import Score
from memcon.record import EntityKind
from tests import factories as make
from tests.evaluate.hand import place, row

TEXT = "Aker met Dahl in Velport; the ministry and Berg & Co kept out. Aker left."


def gold(quote: str, qid: str | None, **over: Any) -> dict[str, Any]:
    """A mention as gold writes it."""
    return place(TEXT, quote, qid=qid, **{"required": True, "named": True, **over})


MENTIONS = [
    gold("Aker", "Q1"),
    gold("Velport", "Q3"),
    gold("Velport", "Q4"),
    gold("the ministry", "Q5", named=False),
    gold("Berg & Co", None, required=False),
]
ANSWER = read_answer(row(text=TEXT, span=[0, 62], mentions=MENTIONS))


def scored(*given: tuple[str, str]) -> Score:
    """The score of one document for words and the ids given to them."""
    return score([(ANSWER, {tuple(place(TEXT, word).values()): qid for word, qid in given})])


def test_right_answers_are_perfect_and_nothing_is_zero() -> None:
    """Either of two ids will do; optional gold may be linked or not."""
    right = (("Aker", "Q1"), ("Velport", "Q4"), ("the ministry", "Q5"))
    assert set(scored(*right, ("Berg & Co", "Q9")).figures.values()) == {1.0}
    assert set(score([(ANSWER, None)]).figures.values()) == {0.0}


def test_wrong_ids_are_spans_found() -> None:
    """The span counts for recognition, the id does not."""
    figures = scored(("Aker", "Q2"), ("Velport", "Q3")).figures
    assert (figures["ner.p"], figures["link.p"], figures["disamb"]) == (1.0, 0.5, 0.5)


def test_names_are_scored_apart() -> None:
    """What has no capital letter counts on neither side of the figures for names."""
    result = scored(("the ministry", "Q5"), ("Aker", "Q1"))
    assert result.figures["named.link.r"] == 0.5
    assert result.counts == {
        "texts": 1,
        "gold": 3,
        "found": 2,
        "named_gold": 2,
        "named_found": 1,
    }


def test_what_lies_outside_the_annotated_part_is_passed_over() -> None:
    """The last sentence was not annotated."""
    assert scored(("left", "Q7")).counts["found"] == 0
    whole = read_answer(row(text=TEXT, mentions=MENTIONS))
    assert whole.part == (0, len(TEXT))


def test_links_of_a_record() -> None:
    """The literal entity by its Wikidata id; pronouns and entities without an id are left."""
    article = make.article(TEXT)
    state = make.entity("Norland", EntityKind.COUNTRY, wikidata="Q3")
    city = make.entity("Velport", EntityKind.CITY, wikidata="Q4")
    own = make.entity("Dahl")
    pronoun = make.mention(article, "out", form="pronoun")
    record = make.record(
        article,
        [
            state,
            city,
            own,
            *make.linked(article, "Velport", state.id, named=city.id),
            *make.linked(article, "Dahl", own.id),
            pronoun,
            make.link(pronoun, state.id),
        ],
    )
    at = TEXT.index("Velport")
    assert find(record) == {(at, at + 7): "Q4"}
