"""Briefings say what reports say: every line with its sources, every quotation in exact words."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from memcon.app.briefing import Scope, compose, gather
from memcon.app.briefing.cards import BACKGROUND
from memcon.app.briefing.wording import between, counted, day_of, period_of, with_article
from memcon.app.dossier import open_dossier
from memcon.errors import UsageError
from memcon.record import Record
from memcon.render.briefing import Briefing, Line, Section, sentence, to_dict
from tests import briefings, dossier
from tests.briefings import AFTER, BEFORE, briefing, kept


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store of the reports on two states."""
    return kept(tmp_path, *briefings.records(), briefings.planned())


def _section(made: Briefing, title: str) -> Section:
    return next(section for section in made.sections if section.title == title)


def _texts(made: Briefing, title: str) -> list[str]:
    return [sentence(made.runs(line)) for line in _section(made, title).lines]


def _texts_of(records: list[Record]) -> dict[str, str]:
    return {record.article.id: record.article.text for record in records}


def _is_told(made: Briefing, line: Line, texts: dict[str, str]) -> bool:
    """Whether a line has sources that are listed, and its quotations are words of theirs."""
    listed = {source.key for source in made.sources}
    exact = all(
        texts[q.article][q.start : q.start + len(q.words)] == q.words and q.article in line.cites
        for q in line.quotes
    )
    return bool(line.cites) and listed.issuperset(line.cites) and exact


@pytest.mark.parametrize(
    "asked",
    [{}, {"who": "Norland"}, {"who": "Norland", "with_": "Sudmark"}, {"issue": "ceasefire"}],
)
def test_every_line_has_sources_and_exact_quotations(store: str, asked: dict[str, str]) -> None:
    """Of a party, a pair, a story and of everything."""
    made = briefing(store, **asked)
    texts = _texts_of([*briefings.records(), briefings.planned()])
    assert made.lines
    assert [line for line in made.lines if not _is_told(made, line, texts)] == []


def test_every_line_has_sources_in_reports_of_any_kind(tmp_path: Path) -> None:
    """Also where the reports were made by chance."""
    records = list(dossier.records(12))
    made = briefing(kept(tmp_path, *records), who=dossier.SMALL.states[0].name)
    assert len(made.lines) > 15
    assert all(_is_told(made, line, _texts_of(records)) for line in made.lines)


def test_a_meeting_is_told_step_by_step(store: str) -> None:
    """A dated line for each status, with the report that told it."""
    told = _texts(briefing(store, who="Norland"), "The situation")
    between_them = "between Ana Berg and Ivo Kral in Lakeport"
    assert told[:3] == [
        f"1 Mar 2024: A meeting {between_them} was planned [1].",
        f"10 Mar 2024: The meeting {between_them} was put off [2].",
        f"15 Mar 2024: The meeting {between_them} was called off [3].",
    ]


def test_the_register_has_the_history_of_a_meeting(store: str) -> None:
    """One line, each step with its own sources."""
    made = briefing(store, who="Norland", today="2024-04-21")
    section = _section(made, "Meetings and deals")
    assert [group for group, _ in section.groups] == ["Ahead", "Put off or called off"]
    (ended,) = dict(section.groups)["Put off or called off"]
    assert sentence(made.runs(ended)).endswith(
        "planned 1 Mar 2024 [1]; put off 10 Mar 2024 [2]; called off 15 Mar 2024 [3]."
    )
    assert section.note == "As of 21 Apr 2024."


def test_a_change_shows_both_passages(store: str) -> None:
    """The older words first, each with its day and its own source."""
    made = briefing(store, who="Norland")
    (change,) = dict(_section(made, "Who wants what").groups)["What changed"]
    assert [quote.words for quote in change.quotes] == [BEFORE, AFTER]
    assert sentence(made.runs(change)) == (
        "10 Mar 2024: Norland has reversed its line on ceasefire. "
        f"1 Mar 2024: “{BEFORE}” [1] 10 Mar 2024: “{AFTER}” [2]"
    )


def test_no_change_between_claims_of_two_matters(tmp_path: Path) -> None:
    """Words that have nothing in common are no change, whatever the stance."""
    first, second, third = briefings.records()
    other = "the crossing at dawn"
    (position,) = second.positions
    apart = kept(tmp_path, first, briefings.with_claim(second, position, other), third)
    groups = dict(_section(briefing(apart, who="Norland"), "Who wants what").groups)
    assert "What changed" not in groups


def test_no_change_where_a_claim_has_a_condition(tmp_path: Path) -> None:
    """Refusing a thing unless another comes is no refusal, and is not called one."""
    line = "Norland rejects a ceasefire along the river without guards, Ana Berg told Sudmark."
    made = briefing(kept(tmp_path, *briefings.records(after=line)), who="Norland")
    groups = dict(_section(made, "Who wants what").groups)
    assert "What changed" not in groups
    parts = [part for one in groups["Ceasefire"] for part in one.parts]
    labels = {part.quote.words: part.label for part in parts if part.quote}
    assert labels[line] == "Norland"


def test_a_plan_that_nobody_tells_of_again_is_open(store: str) -> None:
    """Once its day has passed; before, it is ahead and no question."""
    later = briefing(store, who="Norland", today="2024-06-01")
    assert _texts(later, "Open questions") == [
        "2 May 2024: A meeting between Ana Berg and Jon Dahl in Lakeport, planned for 2 May 2024; "
        "no report says it was held [4]."
    ]
    before = briefing(store, who="Norland", today="2024-04-21")
    assert "Open questions" not in [section.title for section in before.sections]


def test_reports_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    """Both passages with their outlets; nobody is told to be right."""
    first, second = briefings.differing()
    merged = briefings.merged(tmp_path, first, second)
    (line,) = _section(briefing(merged, who="Norland"), "Open questions").lines
    assert [part.label for part in line.parts] == ["", "Alpha Post", "Beta Wire"]
    assert [quote.words for quote in line.quotes] == [
        record.article.text for record in (first, second)
    ]


def test_a_pair_is_what_each_says_of_the_other(store: str) -> None:
    """And their meetings; nobody is told to speak of himself."""
    made = briefing(store, who="Sudmark", with_="Norland")
    assert made.title == "Sudmark and Norland"
    assert _texts(made, "Sudmark on Norland") == [f"15 Mar 2024: “\u202f{briefings.SAID}” [3]"]
    assert _section(made, "Meetings and deals").lines


def test_others_are_quoted_on_a_party(store: str) -> None:
    """Those of another party alone; its own words have a section of theirs."""
    titles = {section.title for section in briefing(store, who="Sudmark").sections}
    assert "In the words of Sudmark" in titles
    assert _texts(briefing(store, who="Norland"), "What others say of Norland")


def test_a_period_leaves_out_what_lies_beyond(store: str) -> None:
    """Lines of other days, and reports that only they cite."""
    made = briefing(store, who="Norland", since="2024-03-05", until="2024-03-12")
    assert {line.date for line in made.lines if line.date} <= {"2024-03-10"}
    assert [line.date for line in _section(made, "The situation").lines] == ["2024-03-10"]
    assert [line.date for line in _section(made, "Who wants what").lines] == ["2024-03-10"]


def test_cards_of_those_who_matter(store: str) -> None:
    """Whoever occurs in several lines and has a card, with the card's own source."""
    made = briefing(store, who="Norland")
    (line,) = _section(made, "People, organisations and places").lines
    assert sentence(made.runs(line)) == "Ana Berg is a diplomat from the coast. [5]"
    assert [s.outlet for s in made.sources if s.key.startswith(BACKGROUND)] == ["Almanac"]


def test_length_is_bounded_and_says_what_is_left_out(tmp_path: Path) -> None:
    """A shorter briefing has fewer lines, and counts those it leaves out."""
    store = kept(tmp_path, *dossier.records(12))
    who = dossier.SMALL.states[0].name
    short, long = briefing(store, lines=4, who=who), briefing(store, lines=40, who=who)
    assert len(short.lines) < 15 < len(long.lines) < 55
    situation = _section(short, "The situation")
    assert situation.left_out > 0
    assert situation.rest == f"{situation.left_out} further lines"


def test_any_order_of_the_reports_gives_the_same_briefing(tmp_path: Path) -> None:
    """To the last sign of its JSON."""
    made = set()
    for number, order in enumerate(permutations(briefings.records())):
        folder = tmp_path / str(number)
        folder.mkdir()
        made.add(json.dumps(to_dict(briefing(kept(folder, *order), who="Norland"))))
    assert len(made) == 1


def test_ids_and_scores_stay_out_of_the_text(store: str) -> None:
    """They are in the JSON alone, with the reasons."""
    made = briefing(store, who="Norland")
    text = " ".join(sentence(made.runs(line)) for line in made.lines)
    row = to_dict(made)["sections"][1]["lines"][0]
    assert row["facts"]
    assert row["reasons"]
    assert not any(fact in text for line in made.lines for fact in (*line.facts, *line.about))


def test_an_unknown_name_is_told_with_names_like_it(store: str) -> None:
    """Of a party, of the other party and of a place."""
    for asked in ({"who": "Norlund"}, {"who": "Sudmark", "with_": "Norlund"}):
        with pytest.raises(UsageError, match="'Norlund'; near it: Norland"):
            briefing(store, **asked)
    with pytest.raises(UsageError, match="'Lakepost'; near it: Lakeport"):
        briefing(store, place="Lakepost")


def test_a_pair_is_two(store: str) -> None:
    """One party with itself is a mistake, and so is the other without the first."""
    with pytest.raises(UsageError, match="the same party"):
        briefing(store, who="Norland", with_="Norland")
    with pytest.raises(UsageError, match="--who"):
        briefing(store, with_="Norland")


def test_what_holds_of_all_rows_is_told(store: str) -> None:
    """Such as that some reports were not compared."""
    with open_dossier(store) as opened:
        material = gather(opened, Scope(who="Norland"))
    assert compose(replace(material, note="not compared")).note == "not compared"


def test_nothing_that_fits_is_said_in_one_line(store: str) -> None:
    """No section, no source."""
    made = briefing(store, who="Norland", since="2031")
    assert (made.subtitle, made.sections, made.sources) == (
        "Nothing in the store fits what was asked.",
        (),
        (),
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("United States", "the United States"),
        ("Russia", "Russia"),
        ("European Union", "the European Union"),
        ("The Gambia", "The Gambia"),
        ("Ministry of Trade of Norland", "the Ministry of Trade of Norland"),
    ],
)
def test_names_take_their_article(name: str, shown: str) -> None:
    """As in a sentence."""
    assert with_article(name) == shown


def test_days_are_written_as_editors_write_them() -> None:
    """Whole, shortened, and from one to another."""
    assert [day_of(one) for one in ("2024-03-01", "2024-03", "2024", "", None)] == [
        "1 Mar 2024",
        "Mar 2024",
        "2024",
        "",
        "",
    ]
    assert period_of("2024-03-15", "2024-03-20") == "15–20 Mar 2024"
    assert period_of("2024-02-28", "2024-03-01") == "28 Feb – 1 Mar 2024"
    assert period_of("2024-04-01", "2024-04-30") == "Apr 2024"


def test_counts_and_parties_are_words() -> None:
    """Small numbers as words, two parties between, more of."""
    assert [counted(n, "report") for n in (0, 1, 7, 1300)] == [
        "no reports",
        "one report",
        "seven reports",
        "1,300 reports",
    ]
    assert between(("Norland", "United States")) == " between Norland and the United States"
    assert between(("A", "B", "C")) == " of A, B and C"
