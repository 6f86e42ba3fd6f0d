"""Material to export: an ordinary store, and one of which every text is hostile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from memcon.app.dossier import Dossier, open_dossier
from memcon.app.exporting import material_of
from memcon.export import Material
from memcon.record import Record
from memcon.store import Writer
from tests import dossier
from tests.export import hostile

COUNT = 6


def fill(store: Path, records: Iterable[Record]) -> Path:
    """A store with ``records``, added one by one."""
    with Writer.open(str(store)) as writer:
        for record in records:
            writer.add([record])
    return store


@pytest.fixture(scope="session")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """The dossier of half a dozen reports."""
    store = fill(tmp_path_factory.mktemp("ordinary") / "s.db", dossier.records(COUNT))
    with open_dossier(str(store)) as opened:
        yield opened


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """The dossier of ordinary reports and hostile ones."""
    records = [*dossier.records(4), *hostile.records()]
    store = fill(tmp_path_factory.mktemp("mixed") / "s.db", records)
    with open_dossier(str(store)) as opened:
        yield opened


@pytest.fixture(params=["ordinary", "mixed"])
def material(request: pytest.FixtureRequest) -> Material:
    """All of a store, ordinary or hostile in part."""
    opened: Dossier = request.getfixturevalue(request.param)
    return material_of(opened, {})


@pytest.fixture
def hostile_material(mixed: Dossier) -> Material:
    """All of a store that is hostile in part."""
    return material_of(mixed, {})
