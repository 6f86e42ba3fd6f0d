"""JSON lines: one object a line (https://jsonlines.org), as memcon takes them anywhere."""

from __future__ import annotations

import json

from memcon.errors import SourceError


def parse_row(line: str | bytes, place: str) -> dict[str, object]:
    """The object of one line.

    Raises ``SourceError`` that names ``place`` where the line is no UTF-8, no JSON or no object.
    """
    try:
        row = json.loads(line.decode("utf-8") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as error:
        raise SourceError(place, "line is not valid UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(place, f"line is not valid JSON ({error})") from error
    if not isinstance(row, dict):
        raise SourceError(place, "line is not a JSON object")
    return row
