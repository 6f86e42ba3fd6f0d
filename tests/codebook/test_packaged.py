from __future__ import annotations

from pathlib import Path

import pytest

from memcon.codebook.packaged import load_packaged
from memcon.errors import ResourceError


def test_a_file_is_read_as_it_is_written() -> None:
    """The rows of a file that ships with memcon."""
    assert load_packaged("memcon.codebook", "times", "tense.yaml")["modals"]


@pytest.mark.parametrize("text", [None, b"a: [", b"\xff\xfe\xfa"])
def test_a_damaged_file_is_named(
    text: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is missing, no YAML or no UTF-8 ends in one clear error."""
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged/__init__.py").touch()
    if text is not None:
        (tmp_path / "damaged/x.yaml").write_bytes(text)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ResourceError, match=r"x\.yaml is damaged"):
        load_packaged("damaged", "x.yaml")
