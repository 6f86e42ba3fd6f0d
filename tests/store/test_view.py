"""A store answers in the rows of the contract, and only with what is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from memcon.errors import UsageError
from memcon.record import Event, Passage, Period, Record, Span
from memcon.record.evidence import ELLIPSIS
from memcon.store import Filter, View, Writer
from memcon.store.projection import last_day
from tests import dossier

RECORDS = tuple(dossier.records(10))
FACTS = sum(len(one.statements) + len(one.events) + len(one.positions) for one in RECORDS)
CONTRACT = {
    "statement": {"id", "source", "cue", "content", "mode", "when", "where", "addressee"}
    | {"article", "quote"},
    "event": {"id", "type", "what", "status", "history", "participants", "where", "when"}
    | {"members", "reasons"},
    "position": {"holder", "name", "issue", "entry"},
    "entry": {"when", "stance", "claim", "source", "quote", "according_to", "change"},
    "found": {"kind", "id", "article", "quote", "score"},
}


@pytest.fixture
def view(store: str) -> Iterator[View]:
    """A store with ten reports, on each engine."""
    with Writer.open(store) as writer:
        writer.add(RECORDS)
    with View.open(store) as view:
        yield view


def test_rows_are_those_of_the_contract(view: View) -> None:
    """Every row has the fields that the contract names, and quotes that stand in the report."""
    text_of = {one.article.source: one.article.text for one in RECORDS}
    statement, event, held = view.statements()[0], view.happenings()[0], view.entries()[0]
    entry, found = held["entry"], view.search(dossier.SMALL.words[0])[0]
    rows = {"statement": statement, "event": event, "position": held, "entry": entry}
    for name, row in {**rows, "found": found}.items():
        assert CONTRACT[name] <= set(row), name
    (member, *_) = event["members"]
    for row, where in ((statement, "article"), (member, "source"), (entry, "source")):
        assert row["quote"]
        assert row["quote"] in text_of[row[where]]
    assert found["quote"] in text_of[found["article"]]


def test_passages_far_apart_are_quoted_without_what_lies_between(store: str) -> None:
    """A position that two sentences of a report show is quoted by these two alone."""
    record = RECORDS[0]
    held, article = record.positions[0], record.article
    spans = (Span(0, 9), Span(len(article.text) - 9, len(article.text)))
    shown = replace(held, evidence=Passage.of(article, spans))
    with Writer.open(store) as writer:
        writer.add([replace(record, positions=(shown, *record.positions[1:]))])
    with View.open(store) as view:
        quotes = [line["quote"] for line in view.timeline() if line["id"] == held.id]
    assert quotes == [ELLIPSIS.join(article.quote(span) for span in spans)]


def test_everything_is_in_the_timeline_once_and_in_order(view: View) -> None:
    """All facts are lines, by date."""
    lines = view.timeline()
    assert len({line["id"] for line in lines}) == len(lines) == FACTS
    assert [line["date"] for line in lines] == sorted(line["date"] for line in lines)
    latest = view.timeline(Filter(limit=4))
    assert [line["date"] for line in latest] == [line["date"] for line in lines[-4:]]


def test_within_a_day_a_report_is_told_in_its_own_order(view: View) -> None:
    """Statements of one report and day follow each other as in its text, whatever their ids."""
    texts = {record.article.source: record.article.text for record in RECORDS}
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in view.statements():
        day = row["when"] or row["published"]
        places[day, row["article"]].append(texts[row["article"]].find(row["quote"]))
    assert any(len(found) > 2 for found in places.values())
    assert all(found == sorted(found) for found in places.values())


def test_who_acts_is_asked_for(view: View) -> None:
    """What a state does, wants, or says by its officials is shown, and nothing else."""
    state = dossier.SMALL.states[0]
    officials = {one.id for one in dossier.SMALL.people if one.office and one.office.of == state.id}
    said = view.statements(Filter(who=state.name))
    assert said
    assert {row["source"]["entity"] for row in said} <= officials
    events = view.happenings(Filter(who=state.name))
    assert events
    assert all(state.id in [one["entity"] for one in row["participants"]] for row in events)
    assert {row["holder"] for row in view.entries(Filter(who=state.id))} == {state.id}


def test_filters_leave_the_rest_out(view: View) -> None:
    """Issue, type, place and source each keep what fits, and only that."""
    positions = view.entries(Filter(issue="borders"))
    assert {row["issue"] for row in positions} == {"borders"}
    assert {line["kind"] for line in view.timeline(Filter(issue="borders"))} == {"position"}
    assert {row["type"] for row in view.happenings(Filter(type="agree"))} == {"AGREE"}
    city = dossier.SMALL.cities[0]
    there = view.happenings(Filter(place=city.name))
    assert {row["where"] for row in there} == {city.id}
    site = RECORDS[0].article.site
    assert site is not None
    assert {row["article"] for row in view.statements(Filter(source=site.upper()))} == {
        RECORDS[0].article.source
    }
    assert view.statements(Filter(source="100%")) == []


@pytest.mark.parametrize("since", ["2018", "2018-06", "2018-06-15"])
@pytest.mark.parametrize("until", ["2021", "2021-02", "2021-02-28"])
def test_periods_hold_both_ends(view: View, since: str, until: str) -> None:
    """Dates between the two, both included, are shown; shortened ones stand for all their days."""
    dates = [line["date"] for line in view.timeline()]
    kept = [date for date in dates if since <= date <= last_day(until)]
    assert [line["date"] for line in view.timeline(Filter(since=since, until=until))] == kept


@pytest.mark.parametrize("who", [None, dossier.SMALL.states[0].name])
def test_a_limit_keeps_the_latest_of_a_period(view: View, who: str | None) -> None:
    """Whatever the period and whoever is asked for, what is left out is of no later day."""
    days = sorted({line["date"] for line in view.timeline() if line["date"]})
    first, last = days[len(days) // 4], days[len(days) // 2]
    for since, until in ((None, None), (first, None), (None, last), (first, last), ("2000", last)):
        whole = Filter(who=who, since=since, until=until)
        some = Filter(who=who, since=since, until=until, limit=4)
        dated = [line["date"] for line in view.timeline(whole) if line["date"]]
        assert [line["date"] for line in view.timeline(some)] == dated[-4:]
        told = [row["line"]["date"] for row in view.happenings(whole) if row["line"]["date"]]
        assert [row["line"]["date"] for row in view.happenings(some)] == told[-4:]


def _event_of(record: Record, begin: str, end: str) -> Event:
    return replace(record.events[0], when=Period(begin, end, Passage(())))


@pytest.mark.parametrize(
    ("begin", "end", "is_shown"),
    [
        ("2021-03-01", "2021-03-05", True),
        ("2021-03-05", "2021-03-09", True),
        ("2021-02-01", "2021-02-28", False),
        ("2021", "2021", True),
        ("2021-03", "2021-03", True),
        ("2021-04", "2021-04", False),
    ],
)
def test_stretches_of_days_are_shown_where_they_touch(
    store: str, begin: str, end: str, is_shown: bool
) -> None:
    """What lasts for days, or is dated to a month or a year, is in every period it shares."""
    record = replace(RECORDS[0], statements=(), positions=())
    record = replace(record, events=(_event_of(record, begin, end),))
    with Writer.open(store) as writer:
        writer.add([record])
    with View.open(store) as view:
        rows = view.happenings(Filter(since="2021-03-04", until="2021-03-06"))
    assert bool(rows) is is_shown


def test_what_has_no_date_is_in_no_period(store: str) -> None:
    """Facts without any date are shown where no period is asked for, with a date of null."""
    record = RECORDS[0]
    record = replace(
        record,
        article=replace(record.article, published=None, published_from=None),
        statements=tuple(replace(said, when=None) for said in record.statements),
        events=(),
        positions=(),
    )
    with Writer.open(store) as writer:
        writer.add([record])
    with View.open(store) as view:
        assert {line["date"] for line in view.timeline()} == {None}
        assert view.timeline(Filter(until="2099")) == []
    with Writer.open(store) as writer:
        writer.add([RECORDS[1]])
    with View.open(store) as view:
        dates = [line["date"] for line in view.timeline()]
        latest = view.timeline(Filter(limit=1))
    dated = len(dates) - dates.count(None)
    assert None not in dates[:dated]
    assert set(dates[dated:]) == {None}
    assert [line["date"] for line in latest] == [dates[dated - 1]]


def test_entities_are_told_of(view: View) -> None:
    """One answer has what is known and how often it is spoken of."""
    record = RECORDS[0]
    speaker = record.entity(record.statements[0].speaker)
    assert speaker is not None
    row = view.entity(speaker.name)
    assert (row["id"], row["name"]) == (speaker.id, speaker.name)
    counts = [sum(m.link.entity == speaker.id for m in one.mentions) for one in RECORDS]
    assert (row["reports"], row["mentions"]) == (sum(map(bool, counts)), sum(counts))


def test_part_of_a_name_is_enough(view: View) -> None:
    """What nobody is called as it stands finds those whose name begins or ends with it."""
    person = dossier.SMALL.people[0]
    first, _, last = person.name.partition(" ")
    for part in (first, last.lower()):
        assert person.id in [one.id for one in view.known(part)]
    assert view.known(last[:-1]) == []


def test_unknown_names_are_wrong_usage(view: View) -> None:
    """A name that the store does not know is told of, not answered with nothing."""
    for ask in (view.entity, lambda name: view.timeline(Filter(who=name))):
        with pytest.raises(UsageError, match="is called 'Atlantis'"):
            ask("Atlantis")
    with pytest.raises(UsageError, match="limit of 0"):
        Filter(limit=0)


def test_unknown_types_and_issues_are_wrong_usage(view: View) -> None:
    """What neither the codebook nor the store knows is told of, with what there is."""
    for ask in (view.timeline, view.happenings, view.entries, view.reports):
        with pytest.raises(UsageError, match=r"no type of event is called 'FOO'; .* CONSULT"):
            ask(Filter(type="foo"))
        with pytest.raises(UsageError, match=r"no issue is called 'foo'; .* ceasefire"):
            ask(Filter(issue="foo"))
    assert view.entries(Filter(issue="sanctions-relief")) == []


def test_searching_finds_all_the_words(view: View) -> None:
    """Reports and facts that have all words are found, best first, and phrases as they stand."""
    said = RECORDS[3].statements[0].content.quote.split()
    rows = view.search(" ".join(said[:3]))
    assert RECORDS[3].statements[0].id in [row["id"] for row in rows]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    phrase = view.search(f'"{said[0]} {said[1]} {said[2]}"')
    assert {"article", "statement"} <= {row["kind"] for row in phrase}
    assert all(f"{said[0]} {said[1]}" in row["quote"].lower() for row in phrase)
    assert view.search(f'"{said[0]} {said[1]} zzzz"') == []


def test_searching_takes_the_filters(view: View) -> None:
    """With a type only events are found; with a limit so many; with dates what is in them."""
    word = dossier.SMALL.words[0]
    assert {row["kind"] for row in view.search(word, Filter(type="AGREE"))} == {"event"}
    assert len(view.search(word, Filter(limit=2))) == 2
    assert view.search(word, Filter(until="2014")) == []


@pytest.mark.parametrize(
    "words", ["AND", "a* OR", "(NEAR", "x:y", "'; --x", "ø-ü", "\\b", "!&|c", '"d', "NOT e"]
)
def test_searching_is_never_a_syntax_error(view: View, words: str) -> None:
    """What means something to an engine of search is a word like any other."""
    assert isinstance(view.search(words), list)


@pytest.mark.parametrize("words", ["", '"', "'; --", "!&|", "* : ^"])
def test_there_must_be_something_to_search_for(view: View, words: str) -> None:
    """Signs alone are no words."""
    with pytest.raises(UsageError, match="give one or more words"):
        view.search(words)
