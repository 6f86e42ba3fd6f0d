"""What may be asked of a dossier."""

from __future__ import annotations

from typing import TypedDict


class Asked(TypedDict, total=False):
    """The filters of a question, as keywords; see :class:`memcon.store.Filter`."""

    who: str | None
    issue: str | None
    type: str | None
    place: str | None
    since: str | None
    until: str | None
    source: str | None
    limit: int | None
