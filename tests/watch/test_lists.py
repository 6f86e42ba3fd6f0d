from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import UsageError
from memcon.watch.lists import read_names


def test_addresses_and_files_are_read(tmp_path: Path) -> None:
    """Addresses, files with one a line, OPML; each feed once, in order."""
    lines, outline = tmp_path / "feeds.txt", tmp_path / "feeds.opml"
    lines.write_text("# mine\nhttps://b.example/feed\n\n  https://a.example/feed \n")
    outline.write_text('<opml><body><outline xmlUrl="https://c.example/feed"/></body></opml>')
    found = read_names(["https://a.example/feed", str(lines), str(outline)])
    assert found == tuple(f"https://{host}.example/feed" for host in "abc")


@pytest.mark.parametrize("text", ["", "# nothing\n", "not an address\n", "<rss/>", "<opml></opml>"])
def test_files_that_name_no_feed_are_refused(text: str, tmp_path: Path) -> None:
    """The file is named."""
    path = tmp_path / "feeds.txt"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"feeds\.txt"):
        read_names([str(path)])


@pytest.mark.parametrize("name", ["ftp://a.example/feed", "missing.opml", "http://", "a\x00b"])
def test_what_cannot_be_watched_is_refused(name: str) -> None:
    """No address, no file."""
    with pytest.raises(UsageError, match=r"no address|no file"):
        read_names([name])
