"""What goes out depends on what a store holds, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from memcon.app.exporting import write_export
from memcon.export import FORMATS, Folder, Material
from memcon.record import Record
from tests import dossier
from tests.export import hostile
from tests.export.conftest import fill
from tests.export.whole import exported

RECORDS: Final = (*dossier.records(3), *list(hostile.records())[7:10])


def export_all(records: Sequence[Record]) -> dict[str, bytes]:
    """Every file of every format, of a store that was filled in this order."""
    with TemporaryDirectory() as folder:
        return exported(str(fill(Path(folder) / "s.db", records)))


EXPECTED: dict[str, bytes] = {}
"""What the first order gave."""


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(some.permutations(range(len(RECORDS))))
def test_the_order_of_arrival_makes_no_difference(order: list[int]) -> None:
    """Stores that were filled in another order give the same bytes in every format."""
    if not EXPECTED:
        EXPECTED.update(export_all(RECORDS))
    assert len(EXPECTED) == sum(
        len(form.files) if isinstance(form, Folder) else 1 for form in FORMATS.values()
    )
    assert export_all([RECORDS[number] for number in order]) == EXPECTED


@pytest.mark.parametrize("name", FORMATS)
def test_every_byte_can_be_read(name: str, material: Material, tmp_path: Path) -> None:
    """Texts are UTF-8 and not empty; nothing of the workshop is left in the folder."""
    written = write_export(name, material, tmp_path / "out")
    assert all(path.stat().st_size for path in written)
    if name != "parquet":
        assert all(path.read_bytes().decode("utf-8") for path in written)
    assert not list(tmp_path.rglob(".memcon-*"))
