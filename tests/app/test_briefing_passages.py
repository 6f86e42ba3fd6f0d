"""What a briefing quotes is a whole sentence of the report's prose, and who takes part is named."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.app.briefing.happened import Happened, Told
from memcon.app.briefing.material import Report
from memcon.app.briefing.meetings import held_sentence
from memcon.app.briefing.passages import LONGEST, passage_of
from memcon.app.briefing.wording import is_plural, listed
from memcon.record import BlockKind, EntityKind, Event, Fact, Participant, Span
from tests import factories as make

ANA = make.entity("Ana Berg", id="Q1")
IVO = make.entity("Ivo Kral", id="Q2")
NORLAND = make.entity("Norland", EntityKind.COUNTRY, id="Q3", country="XNO")
ESTPORT = make.entity("Estport", EntityKind.CITY, id="Q4", country="XES")
ESTMARK = make.entity("Estmark", EntityKind.COUNTRY, id="Q5", country="XES")
ENTITIES = (ANA, IVO, NORLAND, ESTPORT, ESTMARK)


def _report(text: str, *facts: Fact, kinds: tuple[BlockKind, ...] = ()) -> Report:
    article = make.article(text, *kinds, published="2024-03-01")
    return Report(make.record(article, [*ENTITIES, *facts]))


def _quoted(report: Report, words: str, about: str | None = None) -> str | None:
    span = make.find(report.record.article, words)
    passage = passage_of(report, [span], about=about or words)
    return passage.shown if passage else None


def test_the_whole_sentence_is_quoted() -> None:
    """Around the words that carry the fact, and no more."""
    report = _report("It rained all day. The two sides agreed on a truce by noon. Then they left.")
    assert _quoted(report, "a truce") == "The two sides agreed on a truce by noon."


def test_headings_and_captions_are_not_quoted() -> None:
    """They are no sentences of the report's prose."""
    report = _report(
        "Both sides agree on a truce at last\n\nThe two sides agreed on a truce by noon.",
        kinds=(BlockKind.HEADLINE,),
    )
    assert _quoted(report, "agree on a truce at last") is None


@pytest.mark.parametrize(
    "opening", ["ESTPORT, March 1 (Alpha) - ", "ESTPORT — ", "NEW ESTPORT, Norland — "]
)
def test_the_dateline_is_left_out(opening: str) -> None:
    """A quotation begins with the sentence itself."""
    report = _report(f"{opening}The two sides agreed on a truce by noon.")
    assert _quoted(report, "a truce") == "The two sides agreed on a truce by noon."


def test_long_sentences_are_cut_between_words() -> None:
    """The words that carry the fact stay in; marks say that it goes on."""
    report = _report(
        f"{'Once upon a time ' * 40}the two sides agreed on a truce {'and so on ' * 40}."
    )
    shown = _quoted(report, "agreed on a truce") or ""
    assert "agreed on a truce" in shown
    assert len(shown) <= LONGEST + 10
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def _pronoun(text: str, means: str, speaker: str | None) -> Report:
    article = make.article(text)
    mention = make.mention(article, "He", form="pronoun")
    said = make.statement(article, "the talks went well", source="He", cue="said", speaker=speaker)
    return _report(text, mention, make.link(mention, means), said)


def test_a_pronoun_is_told_whom_it_means() -> None:
    """The name stands behind it in brackets, and not in the words."""
    report = _pronoun("He said that the talks went well.", IVO.id, IVO.id)
    assert _quoted(report, "talks") == "He [Ivo Kral] said that the talks went well."


def test_a_doubtful_pronoun_stays_alone() -> None:
    """Where whoever speaks by it is taken for another."""
    report = _pronoun("He said that the talks went well.", IVO.id, ANA.id)
    assert _quoted(report, "talks") == "He said that the talks went well."


def _happened(text: str, *named: tuple[str, str], **over: Any) -> Happened:
    """A meeting that was held by those whose words and ids are given."""
    article = make.article(text, published="2024-03-01")
    parties = [Participant(id, make.passage(article, words), "actor") for words, id in named]
    mentions = [
        fact
        for words, id in named
        for fact in make.linked(article, words, id, named=ESTPORT.id if id == ESTMARK.id else None)
    ]
    report = Report(make.record(article, [*ENTITIES, *mentions]))
    values: dict[str, Any] = {
        "id": "event-1",
        "type": "CONSULT",
        "code": "CONSULT",
        "mode": "meet",
        "what": "they meet",
        "status": "held",
        "participants": tuple(parties),
        "where": None,
        "when": None,
        "score": 0.9,
        "reason": "by hand",
        "evidence": make.passage(article, text),
    }
    event = Event(**{**values, **over})
    row = {"id": "event-1", "type": event.type, "status": event.status, "where": None, "when": None}
    return Happened(row, (Told(report, event),))


def test_who_met_whom() -> None:
    """In the words for the kind of meeting."""
    named = (("Ana Berg", ANA.id), ("Ivo Kral", IVO.id))
    text = "Ana Berg and Ivo Kral came together for hours."
    assert held_sentence(_happened(text, *named)) == "Ana Berg and Ivo Kral met"
    assert held_sentence(_happened(text, *named, mode="phone")) == (
        "Ana Berg and Ivo Kral spoke by phone"
    )
    assert held_sentence(_happened(text, *named, what="talks: A, B")) == (
        "Ana Berg and Ivo Kral held talks"
    )
    visit = _happened(text, *named, mode="visit")
    assert held_sentence(visit) == "a visit by Ana Berg to Ivo Kral took place"


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Ana Berg sat with the two leaders for hours.", "the two leaders", IVO.id),
        ("Ana Berg spoke in Estport for hours.", "Estport", ESTMARK.id),
        ("Ana Berg spoke of Norlandian assets for hours.", "Norlandian", NORLAND.id),
    ],
)
def test_nobody_meets_who_is_not_named_as_one(text: str, words: str, id: str) -> None:
    """Several whom the report does not name, a place, and an adjective are no party."""
    one = _happened(text, ("Ana Berg", ANA.id), (words, id))
    assert one.names == ("Ana Berg",)
    assert not one.is_meeting


def test_ministers_stand_for_their_states() -> None:
    """Where two persons meet, no state is named beside them."""
    named = (("Ana Berg", ANA.id), ("Ivo Kral", IVO.id), ("Norland", NORLAND.id))
    one = _happened("Ana Berg of Norland and Ivo Kral came together for hours.", *named)
    assert one.names == ("Ana Berg", "Ivo Kral")


@pytest.mark.parametrize(
    ("over", "is_sure"),
    [
        ({"score": 0.65}, True),
        ({"score": 0.65, "reported": True}, False),
        ({"score": 0.65, "status": "planned"}, False),
        ({"score": 0.8, "status": "planned"}, True),
        ({"mode": "third-party"}, False),
    ],
)
def test_one_report_must_tell_it_plainly(over: dict[str, Any], is_sure: bool) -> None:
    """What was not held, or is known from hearsay, needs more to be told as it stands."""
    named = (("Ana Berg", ANA.id), ("Ivo Kral", IVO.id))
    one = _happened("Ana Berg and Ivo Kral came together for hours.", *named, **over)
    assert one.is_meeting is is_sure


def test_words_for_several() -> None:
    """Verbs and commas that fit the names."""
    assert [is_plural(name) for name in ("Red Forces", "Norland", "United States")] == [
        True,
        False,
        False,
    ]
    assert listed(["Post", "Ministry, Estport", "Wire"]) == "Post; Ministry, Estport and Wire"


def test_spans_of_no_sentence_give_nothing() -> None:
    """A report without prose has no words to quote."""
    report = _report("Short.")
    assert passage_of(report, [Span(0, 5)], about="short") is None
