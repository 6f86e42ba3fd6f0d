"""Two-letter codes of countries for their three-letter ones (ISO 3166-1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_two_letters() -> Mapping[str, str]:
    """Alpha-2 codes in lower case by alpha-3 codes; Kosovo is XKX and xk, as users have it."""
    text = files("memcon.export").joinpath("countries.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())
