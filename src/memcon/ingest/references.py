"""Character references (HTML Standard, 13.5) that are written once too often.

Publishing systems escape what was escaped before: "&amp;amp;" for "&", "&amp;quot;" for a
quotation mark, references in JSON-LD, which knows none.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import Final

NAME: Final = r"#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30}"
DOUBLED: Final = re.compile(rf"&amp;(?:amp;)*(?=({NAME});)", re.ASCII)
REFERENCE: Final = re.compile(rf"&({NAME});", re.ASCII)


def mend_references(markup: str) -> str:
    """``markup`` with references that were escaped again escaped once."""
    return DOUBLED.sub(lambda found: "&" if _is_known(found[1]) else found[0], markup)


def unescape(text: str) -> str:
    """``text`` with complete references as their characters; a bare "&" stays what it is."""
    return REFERENCE.sub(lambda f: html.unescape(f[0]) if _is_known(f[1]) else f[0], text)


def _is_known(name: str) -> bool:
    return name.startswith("#") or f"{name};" in html5
