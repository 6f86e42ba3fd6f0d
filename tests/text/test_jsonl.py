from __future__ import annotations

import pytest

from memcon.errors import SourceError
from memcon.text.jsonl import parse_row


@pytest.mark.parametrize("line", ['{"a": "é"}\n', '{"a": "é"}\r\n'.encode()])
def test_a_line_is_an_object(line: str | bytes) -> None:
    """As text or as UTF-8, with or without its end."""
    assert parse_row(line, "x:1") == {"a": "é"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "valid JSON"),
        ("[1]", "not a JSON object"),
        (b'{"a": "\xff"}', "valid UTF-8"),
        ("[" * 100_000, "valid JSON"),
    ],
)
def test_other_lines_are_named(line: str | bytes, reason: str) -> None:
    """What is wrong is said with the place that it was given."""
    with pytest.raises(SourceError, match=rf"^x:1: line is .*{reason}"):
        parse_row(line, "x:1")
