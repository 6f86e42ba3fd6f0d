"""Strings that every output can hold."""

from __future__ import annotations


def to_printable(text: str) -> str:
    """``text`` with every half of a surrogate pair replaced: UTF-8 can write the rest.

    Such halves come from file names that are not UTF-8 and from JSON escapes.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
