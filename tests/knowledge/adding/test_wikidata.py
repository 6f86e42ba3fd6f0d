"""A dump becomes a file beside the built-in base: kinds, offices, ids, resumption, faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.errors import ResourceError, SourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.adding import database, wikidata
from memcon.knowledge.adding.known import Known
from memcon.knowledge.adding.wikidata import add_dump
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.rows import EntityRow
from memcon.record import EntityKind
from tests.knowledge.adding.wikidata_items import (
    OLD_PERSON,
    PERSON,
    PRESIDENT,
    SUMMIT,
    TOWN,
    Json,
    claim,
    classes,
    item,
    item_value,
    moment,
    office,
    person,
    place,
    town,
    ukraine,
    value,
    write_dump,
)

Tell = Callable[[int, int], None]


def quiet(done: int, total: int) -> None:
    """No progress bar."""


def items() -> list[Json | str]:
    """A small dump: a state, its office, two people in it, a town and the classes above it."""
    closed = claim(
        item_value(PRESIDENT),
        P580=moment("+1991-12-05T00:00:00Z"),
        P582=moment("+1994-07-19T00:00:00Z"),
    )
    return [
        person(PERSON, "Olena Testova", aliases=["Testova", "Olena I. Testova"]),
        town(aliases=["Old Testopil"]),
        office(),
        ukraine(),
        person(OLD_PERSON, "Petro Uchytelenko", closed, links=2),
        *classes(),
    ]


def opened(folder: Path, *more: Json | str, name: str = "dump.json") -> KnowledgeBase:
    """The base with a small dump and more items."""
    add_dump(write_dump(folder / name, [*items(), *more]), made(folder), tell=quiet)
    return KnowledgeBase.open(folder / "own")


def made(folder: Path) -> Path:
    """The folder of the base."""
    (folder / "own").mkdir(exist_ok=True)
    return folder / "own"


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.json.bz2"])
def test_a_dump_is_read_however_it_is_packed(tmp_path: Path, name: str) -> None:
    """Names of the dump and of the built-in base are found side by side."""
    base = opened(tmp_path, name=name)
    assert [found.entity_id for found in base.candidates("Testopil")] == [TOWN]
    assert base.name("Q159") == "Russia"
    assert base.origins(TOWN) == ("Wikidata dump of 2026-05-04",)
    assert base.origins("Q159") == ("built-in",)
    assert base.origins("Q212") == ("built-in", "Wikidata dump of 2026-05-04")


def test_kinds_come_from_the_tree_of_classes(tmp_path: Path) -> None:
    """A town of a class two steps below human settlement is a city; classes may come last."""
    base = opened(tmp_path)
    assert base.kind(TOWN) is EntityKind.CITY
    assert base.entity(TOWN).country == "UKR"


@pytest.mark.parametrize("root", ["Q11424", "Q101352", "Q16521", "Q88888"])
def test_works_names_and_what_is_below_nothing_stay_out(tmp_path: Path, root: str) -> None:
    """A film with a country is no place; neither is what no class of ours stands above."""
    thing = item(
        "Q9050",
        "Testopil Nights",
        {"P31": [claim(item_value(root))], "P17": [claim(item_value("Q212"))]},
    )
    assert "Q9050" not in opened(tmp_path, thing)


def test_the_nearest_class_decides(tmp_path: Path) -> None:
    """A class below both organisation and event is what it is fewer steps below."""
    both = item(
        "Q9110",
        "standing conference",
        {"P279": [claim(item_value("Q9111")), claim(item_value("Q43229"))]},
        links=0,
    )
    above = item("Q9111", "conference", {"P279": [claim(item_value("Q1656682"))]}, links=0)
    thing = item(
        "Q9051",
        "Testopil Conference",
        {"P31": [claim(item_value("Q9110"))], "P571": [claim(moment("+1990-01-01T00:00:00Z"))]},
    )
    assert opened(tmp_path, both, above, thing).kind("Q9051") is EntityKind.ORGANISATION


def test_office_holders_go_on_where_the_built_in_table_ends(tmp_path: Path) -> None:
    """The newcomer leads, the one before has left, and earlier holders come in too."""
    base = opened(tmp_path)
    now, then = base.leader("UKR", "2026-06-01"), base.leader("UKR", "1993")
    before = base.leader("UKR", "2024-05-01")
    assert now is not None
    assert then is not None
    assert before is not None
    assert (now.person, then.person) == (PERSON, OLD_PERSON)
    assert before.person not in (PERSON, OLD_PERSON)
    assert base.resolve("the Ukrainian president", "2026-06-01").entity == base.entity(
        PERSON, on="2026-06-01"
    )
    assert base.entity(PERSON, on="2026-06-01").description == "President of Ukraine"
    assert [held.person for held in base.holders("head_of_state", of="UKR", on="2026-06-01")] == [
        PERSON
    ]


def test_surnames_alone_are_no_names_of_people(tmp_path: Path) -> None:
    """Short forms are settled inside an article, as for people of the built-in base."""
    base = opened(tmp_path)
    assert base.candidates("Testova") == ()
    assert [found.entity_id for found in base.candidates("Olena I. Testova")] == [PERSON]
    assert base.people_named("Testova") == (PERSON,)


def unnumbered() -> EntityRow:
    """A minister of the built-in base who has no id of Wikidata there, and no namesake."""
    known = Known()
    try:
        rows = (known.database.entity(id) for id in database.ids(BUILTIN, "mc:person/"))
        found = (row for row in rows if row and row.country and known.find(row) == row)
        return next(row for row in found if known.database.holdings(person=row.id))
    finally:
        known.close()


def test_people_of_the_built_in_base_get_their_wikidata_id(tmp_path: Path) -> None:
    """One person, not two: name, country and kind join; the id of Wikidata is shown."""
    row = unnumbered()
    built = KnowledgeBase.open()
    state = {"P27": [claim(item_value(str(built.country(row.country or ""))))]}
    base = opened(tmp_path, person("Q9060", row.name, claims=state))
    assert [found.entity_id for found in base.candidates(row.name)] == ["Q9060"]
    assert base.entity("Q9060").wikidata == "Q9060"
    assert set(base.origins("Q9060")) == {"built-in", "Wikidata dump of 2026-05-04"}
    offices = {held.office for held in built.career(row.id)}
    assert {held.office for held in base.career("Q9060")} >= offices
    held = built.career(row.id)[0]
    assert "Q9060" in {one.person for one in base.holders(held.office, on=held.begin)}
    assert base.entity(row.id).name == row.name


def test_namesakes_from_elsewhere_stay_apart(tmp_path: Path) -> None:
    """The same name in another country is another person."""
    row = unnumbered()
    assert row.country != "UKR"
    assert len(opened(tmp_path, person("Q9060", row.name)).candidates(row.name)) == 2


def test_cities_join_by_their_geonames_id(tmp_path: Path) -> None:
    """A city of the built-in base becomes one with the item that names its GeoNames entry."""
    built = KnowledgeBase.open()
    id = next(
        found.entity_id
        for found in built.candidates("Kremenchuk")
        if found.entity_id.startswith("mc:geonames/")
    )
    number = id.removeprefix("mc:geonames/")
    thing = town("Q9061", "Kremenchuk", claims={"P1566": [claim(value(number))]})
    base = opened(tmp_path, thing)
    assert [found.entity_id for found in base.candidates("Kremenchuk")] == ["Q9061"]
    assert base.entity("Q9061").lat == built.entity(id).lat


def test_malformed_lines_are_counted_and_passed_over(tmp_path: Path) -> None:
    """Broken JSON, wrong encodings and foreign lines are told with their number."""
    path = write_dump(tmp_path / "d.json", [*items(), '{"id": "Q1", broken}', "no json", "[]"])
    nested = b'{"id":"Q3","P39":' + b"[" * 99_999 + b"]" * 99_999 + b"}\n"
    latin = '{"id":"Q2","labels":"Tür"}\n'.encode("latin-1")
    path.write_bytes(path.read_bytes() + latin + nested)
    added = add_dump(path, made(tmp_path), tell=quiet)
    assert added.skipped == 5
    places = [fault.partition(":")[0] for fault in added.faults]
    assert places == [f"line {number}" for number in (9, 10, 11, 13, 14)]
    assert TOWN in KnowledgeBase.open(tmp_path / "own")


@pytest.mark.parametrize("text", [b"", b"[\n]\n", b"\x00\x01\x02" * 500, b"<html>\n</html>\n"])
def test_a_file_without_items_is_refused(tmp_path: Path, text: bytes) -> None:
    """Nothing is added, and nothing is left behind that would be read."""
    path = tmp_path / "d.json"
    path.write_bytes(text)
    with pytest.raises(SourceError, match="holds no items"):
        add_dump(path, made(tmp_path), tell=quiet)
    assert not list((tmp_path / "own").glob("*.sqlite"))


def test_stopped_work_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed is not read again, and the file is the same as without a stop."""
    many = [*items(), *(town(f"Q{9200 + n}", f"Place{n} Town") for n in range(3000))]
    path = write_dump(tmp_path / "dump.json.gz", many)
    monkeypatch.setattr(database, "BATCH", 400)
    read: list[int] = []

    def stop(done: int, total: int) -> None:
        read.append(done)
        if len(read) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_dump(path, made(tmp_path), tell=stop)
    assert not (tmp_path / "own" / wikidata.FILE).exists()
    starts: list[int] = []
    real = wikidata.read_lines
    monkeypatch.setattr(
        wikidata,
        "read_lines",
        lambda path, *, start, number: (
            starts.append(number) or real(path, start=start, number=number)
        ),
    )
    resumed = add_dump(path, made(tmp_path), tell=quiet)
    assert 400 <= starts[0] < 1500
    (tmp_path / "fresh").mkdir()
    fresh = add_dump(path, tmp_path / "fresh", tell=quiet)
    assert resumed == fresh
    assert rows(tmp_path / "own") == rows(tmp_path / "fresh")
    assert not list((tmp_path / "own").glob("*.part*"))


def rows(folder: Path) -> dict[str, object]:
    """What a base holds, to compare."""
    base = KnowledgeBase.open(folder)
    ids = [f"Q{number}" for number in range(9000, 12_300) if f"Q{number}" in base]
    return {id: (base.row(id), base.career(id)) for id in ids} | {"counts": base.counts()}


def test_unfinished_work_on_another_file_is_begun_anew(tmp_path: Path) -> None:
    """A newer dump does not go on from the middle of an older one."""

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    first = write_dump(tmp_path / "a.json", [*items(), town("Q9300", "Gone Town")])
    with pytest.raises(KeyboardInterrupt):
        add_dump(first, made(tmp_path), tell=stop)
    second = write_dump(tmp_path / "b.json", items())
    add_dump(second, made(tmp_path), tell=quiet)
    base = KnowledgeBase.open(tmp_path / "own")
    assert "Q9300" not in base
    assert TOWN in base


def test_a_newer_dump_takes_the_place_of_the_older(tmp_path: Path) -> None:
    """Adding again leaves no rows of before; adding the same gives the same version."""
    base = opened(tmp_path, town("Q9300", "Gone Town"))
    assert "Q9300" in base
    first = opened(tmp_path).version
    assert "Q9300" not in KnowledgeBase.open(tmp_path / "own")
    assert opened(tmp_path).version == first


def test_a_failed_add_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    """A dump that is cut off changes nothing of what was added before."""
    before = opened(tmp_path)
    path = write_dump(tmp_path / "new.json.gz", [*items(), town("Q9300", "New Town")])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match="ends too early"):
        add_dump(path, tmp_path / "own", tell=quiet)
    after = KnowledgeBase.open(tmp_path / "own")
    assert after.version == before.version
    assert "Q9300" not in after


def test_a_failed_write_leaves_the_base_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the last step breaks, as on a full disk."""
    before = opened(tmp_path)
    monkeypatch.setattr(database, "WRITE", (*database.WRITE, "insert into out.nowhere values (1)"))
    path = write_dump(tmp_path / "new.json", [*items(), town("Q9300", "New Town")])
    with pytest.raises(ResourceError, match="nowhere"):
        add_dump(path, tmp_path / "own", tell=quiet)
    assert KnowledgeBase.open(tmp_path / "own").version == before.version
    assert not list((tmp_path / "own").glob("*.new*"))


def test_the_same_work_is_not_done_twice_at_once(tmp_path: Path) -> None:
    """A second add of a dump beside the first is refused with the reason."""
    mark = database.Work(made(tmp_path) / "x.part", "mark")
    mark.commit(0, {})
    with mark, pytest.raises(ResourceError, match="in use"):
        database.Work(tmp_path / "own" / "x.part", "mark").commit(0, {})


def test_events_are_known_by_their_dates(tmp_path: Path) -> None:
    """A summit is no candidate in a text from years before it."""
    claims = {
        "P31": [claim(item_value("Q1072326"))],
        "P17": [claim(item_value("Q212"))],
        "P580": [claim(moment("+2026-03-10T00:00:00Z"))],
        "P582": [claim(moment("+2026-03-12T00:00:00Z"))],
        "P276": [claim(place(1, 1))],
    }
    base = opened(tmp_path, item(SUMMIT, "Testopil Summit", claims))
    assert base.kind(SUMMIT) is EntityKind.EVENT
    assert base.candidates("Testopil Summit", "2020-01-01") == ()
    assert [found.entity_id for found in base.candidates("Testopil Summit", "2026-03-11")] == [
        SUMMIT
    ]


def test_lines_with_spaces_between_are_read(tmp_path: Path) -> None:
    """Other writers of JSON put spaces behind colons; the search in bytes must not mind."""
    path = tmp_path / "d.json"
    lines = [json.dumps(one) for one in items() if isinstance(one, dict)]
    path.write_text("\n".join(lines), "utf-8")
    assert add_dump(path, made(tmp_path), tell=quiet).terms == 2
