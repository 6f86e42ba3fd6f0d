"""A ZIM file, written by libzim, becomes cards and names beside the built-in base."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.adding import database, wikipedia
from memcon.knowledge.adding.found import Added
from memcon.knowledge.adding.wikidata import add_dump
from memcon.knowledge.adding.wikipedia import add_zim
from memcon.record import EntityKind
from tests.knowledge.adding.test_wikidata import items
from tests.knowledge.adding.wikidata_items import PERSON, TOWN, write_dump
from tests.knowledge.adding.zim_writer import Page, html, write_zim

LEADS = {
    "Kyiv": "<b>Kyiv</b> is the capital and most populous city of Ukraine, on the Dnieper river.",
    "Testopil Accord": "The <b>Testopil Accord</b> was a treaty that two states signed in 1994.",
    "Olena Testova": "<b>Olena Testova</b> (born 1970) is a Ukrainian politician and diplomat.",
    "Peace process": "A <b>peace process</b> is a set of talks by which a conflict is ended.",
    "Testopil": "<b>Testopil</b> may refer to the town, the accord or the film of that name.",
    "Testopil (town)": "<b>Testopil</b> is a town in the Kyiv Oblast of Ukraine, on a small river.",
    "Testopil Nights": "<b>Testopil Nights</b> is a 1999 film about the siege of a small town.",
    "List of accords": "This is a list of accords that states have signed with one another.",
}
REDIRECTS = {
    "Kiev": "Kyiv",
    "Kyiv City": "Kiev",
    "Accord of Testopil": "Testopil Accord",
    "Testova": "Olena Testova",
    "Nowhere": "No such page",
}
ABOUT = {"Name": "wikipedia_en_test_mini", "Title": "Wikipedia", "Language": "eng"}


def quiet(done: int, total: int) -> None:
    """No progress bar."""


def article(title: str, lead: str) -> Any:
    """A page as libzim takes it."""
    writer = pytest.importorskip("libzim.writer")

    class Article(writer.Item):  # type: ignore[misc,name-defined]  # libzim has no types
        def get_path(self) -> str:
            return title.replace(" ", "_")

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return "text/html"

        def get_contentprovider(self) -> Any:
            return writer.StringProvider(html(title, lead).decode())

        def get_hints(self) -> dict[Any, bool]:
            return {writer.Hint.FRONT_ARTICLE: True}

    return Article()


def write(path: Path, leads: Mapping[str, str] = LEADS) -> Path:
    """A file as Kiwix's writers make them."""
    writer = pytest.importorskip("libzim.writer")
    creator = writer.Creator(path).config_verbose(False).config_indexing(True, "eng")
    creator.set_mainpath("Kyiv")
    with creator as made:
        about = ABOUT | {"Date": "2026-05-01", "Creator": "-", "Publisher": "-", "Description": "-"}
        for name, text in about.items():
            made.add_metadata(name, text)
        for title, lead in leads.items():
            made.add_item(article(title, lead))
        for title, target in REDIRECTS.items():
            if target in leads or target in REDIRECTS:
                made.add_redirection(title.replace(" ", "_"), title, target.replace(" ", "_"), {})
    return path


@pytest.fixture(scope="module")
def zim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all tests that do not change it."""
    pytest.importorskip("zstandard")
    return write(tmp_path_factory.mktemp("zim") / "wikipedia_en_test_mini_2026-05.zim")


def opened(folder: Path, zim: Path) -> tuple[KnowledgeBase, Added]:
    """The base with a ZIM file."""
    folder.mkdir(exist_ok=True)
    added = add_zim(zim, folder, tell=quiet)
    return KnowledgeBase.open(folder), added


def ids(base: KnowledgeBase, name: str) -> list[str]:
    """The literal candidates of a name."""
    return [one.entity_id for one in base.candidates(name) if one.alias_kind != "metonym"]


def test_pages_become_cards(tmp_path: Path, zim: Path) -> None:
    """The first paragraph with its source and date, under a name that says where it is from."""
    base, added = opened(tmp_path / "own", zim)
    (id,) = ids(base, "Testopil Accord")
    assert id == "enwiki:Testopil Accord"
    entity = base.entity(id)
    assert entity.kind is EntityKind.OTHER
    assert entity.wikidata is None
    assert entity.card is not None
    assert entity.card.text == "The Testopil Accord was a treaty that two states signed in 1994."
    assert (entity.card.source, entity.card.as_of) == (
        "Wikipedia (Wikipedia, CC BY-SA 4.0)",
        "2026-05-01",
    )
    assert base.origins(id) == ("Wikipedia 2026-05-01",)
    assert added.joined == 1
    assert added.skipped == 0


def test_redirects_are_names(tmp_path: Path, zim: Path) -> None:
    """Also over another redirect; a surname alone names nobody."""
    base, _ = opened(tmp_path / "own", zim)
    assert ids(base, "Accord of Testopil") == ids(base, "Testopil Accord")
    assert ids(base, "Kyiv City") == ids(base, "Kyiv")
    assert ids(base, "Testova") == []
    assert base.people_named("Testova") == ("enwiki:Olena Testova",)


def test_pages_join_the_built_in_base_by_name_and_country(tmp_path: Path, zim: Path) -> None:
    """The capital is one entity, with the card of the built-in base before that of the page."""
    base, _ = opened(tmp_path / "own", zim)
    (id,) = ids(base, "Kyiv")
    assert id == "Q1899"
    assert base.origins(id) == ("built-in", "Wikipedia 2026-05-01")
    built = KnowledgeBase.open().entity(id)
    assert base.entity(id).card == built.card
    assert base.entity(id).country == "UKR"


def test_concepts_lists_works_and_disambiguations_stay_out(tmp_path: Path, zim: Path) -> None:
    """What has no proper name, or is a work or a list, is no entity of a record."""
    base, added = opened(tmp_path / "own", zim)
    for title in ("Peace process", "Testopil Nights", "List of accords"):
        assert ids(base, title) == []
    assert added.entities == 4
    (town,) = ids(base, "Testopil")
    assert town == "enwiki:Testopil (town)"
    assert base.kind(town) is EntityKind.CITY


def test_pages_join_a_dump_that_was_added_before(tmp_path: Path, zim: Path) -> None:
    """By the title of the article: the card comes from Wikipedia, office and id from Wikidata."""
    folder = tmp_path / "own"
    folder.mkdir()
    add_dump(write_dump(tmp_path / "d.json", items()), folder, tell=quiet)
    base, _ = opened(folder, zim)
    assert ids(base, "Olena Testova") == [PERSON]
    entity = base.entity(PERSON, on="2026-06-01")
    assert entity.description == "President of Ukraine"
    assert entity.card is not None
    assert entity.card.text.startswith("Olena Testova (born 1970) is a Ukrainian politician")
    assert TOWN in base


def test_a_newer_edition_takes_the_place_of_the_older(tmp_path: Path, zim: Path) -> None:
    """Editions have one name; what the newer does not have is gone."""
    opened(tmp_path / "own", zim)
    newer = write(tmp_path / "wikipedia_en_test_mini_2026-06.zim", {"Kyiv": LEADS["Kyiv"]})
    base, _ = opened(tmp_path / "own", newer)
    assert ids(base, "Testopil Accord") == []
    assert len(list((tmp_path / "own").iterdir())) == 1


def test_stopped_work_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that were committed are not read again, and the result is that of one go."""
    leads = {
        f"Lake Number{n}": f"Lake Number{n} is a lake in the hills of Utopia." for n in range(900)
    }
    pages = [Page(t.replace(" ", "_"), html(t, lead), t, cluster=0) for t, lead in leads.items()]
    pages += [Page("Big_Lake", title="Big Lake", redirect="Lake_Number7")]
    path = write_zim(tmp_path / "t.zim", pages)
    monkeypatch.setattr(database, "BATCH", 100)
    folder = tmp_path / "own"
    folder.mkdir()

    def stop(done: int, total: int) -> None:
        if done >= 400:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_zim(path, folder, tell=stop)
    read: list[str] = []
    real = wikipedia.PageReader.read
    monkeypatch.setattr(
        wikipedia.PageReader,
        "read",
        lambda self, entry, page, *, redirects: (
            read.append(entry.path) or real(self, entry, page, redirects=redirects)
        ),
    )
    base, added = opened(folder, path)
    assert len(read) <= 600
    assert added.entities == 900
    assert ids(base, "Big Lake") == ["enwiki:Lake Number7"]


def test_damaged_clusters_are_passed_over_and_told(tmp_path: Path) -> None:
    """The pages of the others come in."""
    pages = [
        Page(
            "Lake_One", html("Lake One", "Lake One is a lake in the hills of Utopia."), "Lake One"
        ),
        Page(
            "Lake_Two", html("Lake Two", "Lake Two is a lake in the hills of Utopia."), "Lake Two"
        ),
        Page("Lake_Six", html("Lake Six", "x" * 4000), "Lake Six", cluster=1),
    ]
    path = write_zim(tmp_path / "t.zim", pages)
    data = bytearray(path.read_bytes())
    data[-60:-30] = b"\0" * 30
    path.write_bytes(data)
    base, added = opened(tmp_path / "own", path)
    assert ids(base, "Lake One") == ["enwiki:Lake One"]
    assert added.skipped == 1
    assert "1 pages passed over" in added.faults[0]


def test_files_without_pages_and_cut_off_files_change_nothing(tmp_path: Path) -> None:
    """The base is then as it was."""
    folder = tmp_path / "own"
    folder.mkdir()
    empty = write_zim(tmp_path / "e.zim", [Page("Title", b"x", namespace="M", mime=1)])
    whole = write_zim(tmp_path / "w.zim", [Page("Lake", html("Lake", "A lake." * 9), "Lake")])
    whole.write_bytes(whole.read_bytes()[:-10])
    for path, reason in ((empty, "holds no pages"), (whole, "ends too early")):
        with pytest.raises(SourceError, match=reason):
            add_zim(path, folder, tell=quiet)
    assert not list(folder.glob("*.sqlite"))
