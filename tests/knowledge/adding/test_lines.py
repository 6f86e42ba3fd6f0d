"""Lines of large files: packed or not, from any place, never more than one in memory."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path

import pytest

from memcon.errors import SourceError
from memcon.knowledge.adding import lines
from memcon.knowledge.adding.lines import fingerprint, read_lines

TEXT = b"[\nfirst,\nsecond,\n\nlast"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
def test_lines_are_read_from_any_place(tmp_path: Path, pack: type) -> None:
    """The same lines whole and from a position that an earlier line gave."""
    path = tmp_path / "d"
    path.write_bytes(pack(TEXT))
    whole = list(read_lines(path))
    assert [line.text for line in whole] == TEXT.splitlines(keepends=True)
    again = list(read_lines(path, start=whole[1].end, number=whole[1].number))
    assert [(line.number, line.text) for line in again] == [
        (line.number, line.text) for line in whole[2:]
    ]


def test_packed_members_are_read_one_after_another(tmp_path: Path) -> None:
    """Dumps packed in parts are one file."""
    path = tmp_path / "d"
    path.write_bytes(gzip.compress(b"a\n") + gzip.compress(b"b\n"))
    assert [line.text for line in read_lines(path)] == [b"a\n", b"b\n"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, pack: type) -> None:
    """A download that stopped half way is told as such."""
    path = tmp_path / "d"
    data = pack(b"".join(b"%d line\n" % number for number in range(5000)))
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(SourceError, match="ends too early"):
        list(read_lines(path))


def test_damaged_data_is_refused(tmp_path: Path) -> None:
    """Flipped bytes inside a packed file end the reading with a reason."""
    path = tmp_path / "d"
    data = bytearray(gzip.compress(b"".join(b"%d line\n" % number for number in range(5000))))
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    path.write_bytes(data)
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_lines(path))


def test_long_lines_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line beyond the bound is given without text, and the next ones are read."""
    monkeypatch.setattr(lines, "LONGEST", 10)
    path = tmp_path / "d"
    path.write_bytes(b"a\n" + b"x" * 35 + b"\nb\n")
    assert [(line.number, line.text) for line in read_lines(path)] == [
        (1, b"a\n"),
        (2, None),
        (3, b"b\n"),
    ]


def test_a_bomb_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file that unfolds into a line without end is refused before it is unpacked."""
    monkeypatch.setattr(lines, "LONGEST", 1000)
    path = tmp_path / "d.gz"
    path.write_bytes(gzip.compress(b"0" * 3_000_000))
    with pytest.raises(SourceError, match="without end"):
        list(read_lines(path))


def test_fingerprints_tell_files_and_options_apart(tmp_path: Path) -> None:
    """Another end, another size or another option is another piece of work; the name is not."""
    one, other, same = (tmp_path / name for name in "abc")
    one.write_bytes(b"x" * 100)
    other.write_bytes(b"x" * 99 + b"y")
    same.write_bytes(b"x" * 100)
    assert fingerprint(one, 1) == fingerprint(same, 1)
    assert len({fingerprint(one, 1), fingerprint(other, 1), fingerprint(one, 2)}) == 3
