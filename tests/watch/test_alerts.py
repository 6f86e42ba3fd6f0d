from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from memcon.record import EntityKind, Record
from memcon.watch.alerts import Alert, Heard, alert_from, find_alerts, is_wanted
from tests import factories as make
from tests.watch.news import news
from tests.watch.toy import find

NUMBERS = count()
DAY = date(2025, 10, 21)


def told(words: str, *, day: int = 0, article: str | None = None) -> Record:
    """A report of the toy language, so many days after the first."""
    key = article or f"article-{next(NUMBERS)}"
    published = (DAY + timedelta(days=day)).isoformat()
    report = make.article(words, id=key, source=f"{key}.html", published=published)
    return make.record(report, find(make.reading(report)))


def _heard(old: Sequence[Record]) -> Heard:
    def heard(entity: str, *, until: date | None = None) -> bool:
        last = until.isoformat() if until else "~"
        told = (record for record in old if (record.article.published or "") <= last)
        return any(entity in record.by_id for record in told)

    return heard


def alerts(old: Sequence[Record], *new: Record, is_young: bool = True) -> list[Alert]:
    """What new reports change."""
    found = news([*old, *new], new)
    return list(find_alerts(found, heard=_heard(old), is_young=is_young))


def meeting(status: str, on: str = "2025-10-30", *, day: int = 0) -> Record:
    """A report on a meeting."""
    return told(f"The meeting of Arland and Borland on {on} is {status}.", day=day)


@pytest.mark.parametrize("status", ["postponed", "cancelled", "held"])
def test_what_becomes_of_a_meeting_is_told(status: str) -> None:
    """Once, with what it was before and the new report."""
    after = 10 if status == "held" else 1
    new = meeting(status, day=after)
    (alert,) = alerts([meeting("planned")], new)
    assert alert.kind == "meeting"
    assert alert.title == f"meeting {status}: meeting of Arland and Borland (2025-10-30)"
    assert alert.reason == "it was planned before"
    assert (alert.sources, alert.report) == ((new.article.source,), new.article.source)
    assert {"Q-Arland", "ARL"} <= alert.who.keys()
    assert alert.quotes[0].startswith("The meeting of")


def test_the_same_again_is_no_news() -> None:
    """A second report of the plan, or of what was cancelled, tells nothing."""
    old = [meeting("planned"), meeting("cancelled", day=1)]
    assert alerts(old, meeting("cancelled", day=2)) == []
    assert alerts(old[:1], meeting("planned", day=1)) == []


def test_a_new_plan_is_told() -> None:
    """Of a meeting nobody had told of."""
    (alert,) = alerts([], meeting("planned"))
    assert (alert.title[:15], alert.reason) == ("meeting planned", "nobody had told of it")


def test_background_is_no_news() -> None:
    """What was held long before its report is not told; what was held just now is."""
    assert alerts([], meeting("held", "2025-03-01")) == []
    assert [one.kind for one in alerts([], meeting("held", "2025-10-20"))] == ["meeting"]


def test_a_late_report_changes_nothing() -> None:
    """An older report that comes in after the newer one brings no news."""
    assert alerts([meeting("cancelled", day=3)], meeting("planned", day=1)) == []


def test_a_changed_position_is_told() -> None:
    """With both passages, the earlier one first."""
    old = told("Arland supports the ceasefire.")
    new = told("Arland opposes the ceasefire.", day=2)
    (alert,) = alerts([old], new)
    assert (alert.kind, alert.issue) == ("change", "ceasefire")
    assert alert.title == "Arland on ceasefire: position reversed"
    assert alert.quotes == ("Arland supports the ceasefire", "Arland opposes the ceasefire")
    assert alerts([old], told("Arland supports the ceasefire.", day=2)) == []


def test_first_words_on_an_issue_are_told() -> None:
    """Of a party that is known for two weeks; not of one that is new itself."""
    old = told("Arland supports the ceasefire.")
    (alert,) = alerts([old], told("Arland demands the prisoners.", day=14))
    assert alert.title == "Arland on prisoners: first report of what it wants (demands)"
    assert alerts([old], told("Arland demands the prisoners.", day=13)) == []
    assert alerts([old], told("Arland supports the ceasefire.", day=14)) == []


def test_first_mentions_are_told() -> None:
    """Of those who act; in a store that is young everybody is new, and nobody is told of."""
    old, new = told("Arland supports the ceasefire."), meeting("planned")
    mentioned = [a.title for a in alerts([old], new, is_young=False) if a.kind == "mention"]
    assert mentioned == ["first mention: Borland"]
    assert all(a.kind != "mention" for a in alerts([old], new))


def test_contradictions_are_told_once() -> None:
    """Between an old and a new report; a third that repeats the second adds nothing."""
    old = meeting("held", "2025-10-20")
    new = meeting("denied", "2025-10-20", day=1)
    found = [one for one in alerts([old], new) if one.kind == "contradiction"]
    assert len(found) == 1
    assert found[0].sources == (old.article.source, new.article.source)
    third = meeting("denied", "2025-10-20", day=2)
    assert not [one for one in alerts([old, new], third) if one.kind == "contradiction"]


def test_alerts_know_themselves() -> None:
    """The same reports give the same ids in any order, and JSON gives them back."""
    old, new = [meeting("planned")], [meeting("cancelled", day=1), told("Arland opposes the x.")]
    found = alerts(old, *new)
    assert [one.id for one in alerts(old, *reversed(new))] == [one.id for one in found]
    assert [alert_from(one.to_dict()) for one in found] == found


def test_alerts_are_chosen() -> None:
    """By id, by name, by issue."""
    alert = replace(
        alerts([], meeting("planned"))[0], issue="ceasefire", who={"Q1": "Arland", "ARL": "ARL"}
    )
    for who in (None, {"Q1"}, {"arland"}, {"ARL", "x"}):
        assert is_wanted(alert, who=who, issue=None)
        assert is_wanted(alert, who=who, issue="ceasefire")
        assert not is_wanted(alert, who=who, issue="borders")
    assert not is_wanted(alert, who={"borland"}, issue=None)


def test_the_press_is_no_news() -> None:
    """Whom a report merely quotes is told of where somebody knows him, and is no newspaper."""
    report = make.article("Mara Quill, Envoy Tarn and the Herald said yes.", published="2025-10-21")
    speakers = (
        make.entity("Mara Quill", id="entity-1"),
        make.entity("Tarn", id="Q1"),
        make.entity("Herald", EntityKind.ORGANISATION, id="Q2", sector="JRN"),
    )
    said = [make.statement(report, name.name, speaker=name.id) for name in speakers]
    found = alerts([], make.record(report, [*speakers, *said]), is_young=False)
    assert [one.title for one in found] == ["first mention: Tarn"]
