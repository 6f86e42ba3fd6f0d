"""ZIM files are read as the format says, and damaged ones without harm."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.knowledge.adding import zimfile
from memcon.knowledge.adding.zimfile import Fault, ZimFile
from tests.knowledge.adding.zim_writer import Page, cluster_bytes, write_zim

PAGES = (
    Page("Kyiv", b"<p>Kyiv</p>", "Kyiv"),
    Page("Minsk_agreements", b"<p>Minsk</p>", "Minsk agreements", cluster=1),
    Page("Kiev", title="Kiev", redirect="Kyiv"),
    Page("Title", b"A Wikipedia", namespace="M", mime=1),
    Page("Language", b"eng", namespace="M", mime=1),
)


@pytest.mark.parametrize("kind", [1, 4, 5], ids=["plain", "xz", "zstd"])
@pytest.mark.parametrize("extended", [False, True], ids=["32 bit", "64 bit"])
def test_entries_redirects_and_contents(tmp_path: Path, kind: int, extended: bool) -> None:
    """All ways of packing give the same entries, in order of path."""
    if kind == 5:
        pytest.importorskip("zstandard")
    path = write_zim(tmp_path / "t.zim", PAGES, kind=kind, extended=extended)
    with ZimFile(path) as file:
        entries = [file.entry(number) for number in range(len(file))]
        assert [entry.title for entry in entries if entry.namespace == "A"] == [
            "Kiev",
            "Kyiv",
            "Minsk agreements",
        ]
        assert entries[0].target == 1
        assert [file.blobs(entry.cluster, (entry.blob,))[0] for entry in entries[1:3]] == [
            b"<p>Kyiv</p>",
            b"<p>Minsk</p>",
        ]
        assert file.metadata() == {"Language": "eng", "Title": "A Wikipedia"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * 200, "not a ZIM file"),
        (b"ZIM\x04", "not a ZIM file"),
        (struct.pack("<IHH", 72173914, 4, 0) + b"\0" * 72, "version 4"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """What is no ZIM file, or of a version that is not read, is told so."""
    path = tmp_path / "t.zim"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=reason):
        ZimFile(path)


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    """At every length but the whole one."""
    data = write_zim(tmp_path / "t.zim", PAGES).read_bytes()
    cut = tmp_path / "cut.zim"
    for size in range(1, len(data), 7):
        cut.write_bytes(data[:size])
        with pytest.raises(SourceError):
            ZimFile(cut)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster beyond the bound is a fault of its own, in both ways of packing."""
    monkeypatch.setattr(zimfile, "MOST_UNPACKED", 10_000_000)
    kinds = [4]
    try:
        import zstandard  # noqa: F401

        kinds.append(5)
    except ImportError:
        pass
    for kind in kinds:
        packed = cluster_bytes([b"\0" * 30_000_000], kind=kind)[1:]
        with pytest.raises(Fault):
            zimfile.unpack(packed, kind)


@given(st.integers(min_value=80), st.binary(min_size=1, max_size=12))
def test_damage_is_a_fault_and_nothing_else(at: int, noise: bytes) -> None:
    """Whatever bytes are changed behind the header, reading ends in contents or in a fault."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = write_zim(Path(folder) / "t.zim", PAGES)
        data = bytearray(path.read_bytes())
        at %= len(data) - 100
        data[80 + at : 80 + at + len(noise)] = noise
        path.write_bytes(data[: path.stat().st_size])
        try:
            with ZimFile(path) as file:
                file.metadata()
                for number in range(len(file)):
                    try:
                        entry = file.entry(number)
                        file.blobs(entry.cluster, (entry.blob,))
                    except Fault:
                        continue
        except SourceError:
            pass
