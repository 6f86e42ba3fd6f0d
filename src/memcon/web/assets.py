"""Style sheets and scripts: a fixed list, loaded once; no path of a call ever reaches a disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

FILES: Final[Mapping[str, tuple[str, str]]] = {
    "page.css": ("memcon.render", "templates/page.css"),
    "desk.css": ("memcon.web", "static/desk.css"),
    "charts.css": ("memcon.web", "static/charts.css"),
    "page.js": ("memcon.render", "templates/page.js"),
    "desk.js": ("memcon.web", "static/desk.js"),
    "charts.js": ("memcon.web", "static/charts.js"),
    "htmx.js": ("memcon.web", "static/vendor/htmx.min.js"),
    "icon.svg": ("memcon.web", "static/icon.svg"),
    "world.svg": ("memcon.web", "static/vendor/world.svg"),
}
"""Where each file lies: package and path. The reading view has the style of a record's own page."""
TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its content, its media type, and its address, which changes with the content."""

    content: bytes
    media_type: str
    address: str


@cache
def load_assets() -> Mapping[str, Asset]:
    """All files by name."""
    return {name: _load(name) for name in FILES}


def _load(name: str) -> Asset:
    package, path = FILES[name]
    content = files(package).joinpath(path).read_bytes()
    version = hashlib.sha256(content).hexdigest()[:DIGITS]
    kind = TYPES[name.rpartition(".")[2]]
    return Asset(content, f"{kind}; charset=utf-8", f"/static/{name}?v={version}")
