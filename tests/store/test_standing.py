"""What is read in brief is what the whole rows say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from memcon.app.dossier import Dossier, open_dossier
from memcon.record import Record
from memcon.record.correction import Anchor, Correction
from memcon.record.decode import LateRecord
from memcon.store import Writer
from tests import dossier

NEWS = ("hardened", "softened", "reversed")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """A dossier of forty synthetic reports."""
    store = str(tmp_path_factory.mktemp("standing") / "memcon.db")
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(40)))
    with open_dossier(store) as opened:
        yield opened


def test_standing_is_the_end_of_each_history(filled: Dossier) -> None:
    """Days, last change and last words are those of the rows of ``positions``."""
    rows = {(row["holder"], row["issue"]): row for row in filled.positions()}
    found = filled.standing()
    held = filled.held(found)
    assert {(one.holder, one.issue) for one in found} == rows.keys()
    for one in found:
        row = rows[one.holder, one.issue]
        changes = [entry["change"] for entry in row["entries"] if entry["change"] in NEWS]
        assert one.name == row["name"]
        assert one.days == tuple(entry["when"] or "" for entry in row["entries"])
        assert one.change == (changes[-1] if changes else None)
        assert held[one.holder, one.issue] == row["entries"][-1]
    days = sorted({day for one in found for day in one.days if day})
    assert filled.position_days() == days


def test_standing_keeps_to_what_is_asked(filled: Dossier) -> None:
    """Filters mean the same as of ``positions``."""
    row = max(filled.positions(), key=lambda row: len(row["entries"]))
    until = row["entries"][0]["when"]
    asked = {"who": row["holder"], "issue": row["issue"], "until": until}
    whole = filled.positions(**asked)  # type: ignore[arg-type]  # all of them texts
    brief = filled.standing(**asked)  # type: ignore[arg-type]  # as above
    assert whole
    assert [(one.holder, one.issue, len(one.days)) for one in brief] == [
        (one["holder"], one["issue"], len(one["entries"])) for one in whole
    ]


def test_changes_come_with_what_they_are_against(filled: Dossier) -> None:
    """All entries that changed, each with the one before it, and no others."""
    whole = {e["id"]: e for row in filled.positions() for e in row["entries"]}
    changed = {id for id, e in whole.items() if e["change"] in NEWS}
    against = {whole[id]["before"] for id in changed}
    found = {e["id"]: e for row in filled.changes() for e in row["entries"]}
    assert changed
    assert found == {id: whole[id] for id in changed | against}


def test_a_happening_is_found_by_each_of_its_events(filled: Dossier) -> None:
    """The same row as among all happenings; nothing for what is no event."""
    for row in filled.events():
        for member in row["members"]:
            assert filled.happening(member["event"]) == row
    assert filled.happening("event-none") is None


def test_notices_of_one_kind(filled: Dossier) -> None:
    """Each kind alone is what it is among all, the latest where there is a limit."""
    rows = filled.attention()
    kinds = {row["kind"] for row in rows}
    assert kinds
    for kind in kinds:
        own = [row for row in rows if row["kind"] == kind]
        assert filled.attention(kind=kind) == own
        dates = [row["date"] for row in filled.attention(kind=kind, limit=2)]
        assert dates == [row["date"] for row in own[-2:]]


def test_articles_of_facts_come_newest_first(filled: Dossier) -> None:
    """Each fact has its own article, and unknown facts have none."""
    facts = [row["id"] for row in filled.statements()]
    found = filled.articles_of([*facts, "statement-none"])
    assert found == {fact: filled.article_of(fact) for fact in facts}
    days = {row["id"]: row["published"] for row in filled.reports(limit=100)}
    told = [days[article] for article in found.values()]
    assert told == sorted(told, reverse=True)


def test_some_records_are_those_among_all(filled: Dossier) -> None:
    """Records by their ids are the same as one by one, in order, decoded at once or late."""
    ids = sorted(row["id"] for row in filled.reports(limit=100))[::3]
    one_by_one = [filled.record(one) for one in ids]
    assert list(filled.records(set(ids))) == one_by_one
    assert [whole(one) for one in filled.late_records(set(ids))] == one_by_one


def test_late_records_show_corrections(store: str) -> None:
    """What people set right is in force in records that are decoded late, as in whole ones."""
    records = list(dossier.records(3))
    with Writer.open(store) as writer:
        writer.add(records)
        (event, *_), article = records[1].events, records[1].article.id
        target = Anchor(id=event.id, article=article, topic=event.type, spans=event.evidence.spans)
        made = {"author": "A. Reader", "made": "2026-01-01T00:00:00+00:00"}
        writer.correct(Correction(kind="status", target=target, value="refused", **made))
    with open_dossier(store) as kept:
        late = {one.article.id: one for one in kept.late_records([r.article.id for r in records])}
        assert [whole(late[key]) for key in sorted(late)] == list(kept.records())
        assert next(e.status for e in late[article].events if e.id == event.id) == "refused"


def whole(record: Record) -> Record:
    """A record with everything decoded."""
    return record.whole() if isinstance(record, LateRecord) else record


def test_who_acts_in_facts(filled: Dossier) -> None:
    """Of some statements those of a speaker are told, and no others."""
    rows = filled.statements()
    speaker = rows[0]["source"]["entity"]
    own = {row["id"] for row in filled.statements(who=speaker)}
    assert filled.acted(speaker, [row["id"] for row in rows]) == own


def test_a_revision_lasts_until_something_is_added(store: str) -> None:
    """It is another after each report; in a file it is the same as long as nobody writes."""
    records = list(dossier.records(3))
    with Writer.open(store) as writer, open_dossier(store) as kept:
        seen = [kept.revision()]
        for record in records:
            writer.add([record])
            seen.append(kept.revision())
            assert "://" in store or kept.revision() == seen[-1]  # servers have work of their own
    assert len(set(seen)) == 1 + len(records)
