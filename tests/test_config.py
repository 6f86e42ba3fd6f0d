"""Settings from ``memcon.toml``: what a user may have written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.config import load_settings
from memcon.errors import UsageError


def test_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value in the file counts unless the caller gives another."""
    monkeypatch.chdir(tmp_path)
    Path("memcon.toml").write_text("batch_words = 7\n", "utf-8")
    assert load_settings().batch_words == 7
    assert load_settings(batch_words=8).batch_words == 8


@pytest.mark.parametrize("content", [b"kb = [", b"\xff\xfe"])
def test_a_broken_file_is_named(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not TOML, or not text, is wrong usage and told in one line."""
    monkeypatch.chdir(tmp_path)
    Path("memcon.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"^memcon\.toml cannot be read: .+$"):
        load_settings()
