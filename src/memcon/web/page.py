"""What a page is: an address, a context made from the dossier, and a template that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from memcon.app.careers import Careers
from memcon.app.dossier import Dossier
from memcon.web.asking import Asking
from memcon.web.editing import Editor

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What pages are made from: the dossier, and who held which office.

    ``editor`` is what changes the store, where the desk may.
    """

    dossier: Dossier
    careers: Careers
    editor: Editor | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a page: the parts of its path by name, and its query.

    ``given`` and ``fault`` are what was typed into its form and why that did not fit.
    """

    path: Mapping[str, str]
    asking: Asking
    given: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


class Context(Protocol):
    """Everything that one page shows; its JSON twin says the same."""

    @property
    def title(self) -> str:
        """What the page is called."""

    def to_json(self) -> Json:
        """The content of the JSON twin."""


class Missing(Exception):  # noqa: N818  # told to the reader as a page, never as an error
    """There is nothing at an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page and its JSON twin, which has the same address with ``.json`` at its end.

    ``asks`` are the fields of its query, by their names in :data:`memcon.web.asking.FIELDS`.
    """

    path: str
    template: str
    tells: str
    make: Callable[[Desk, Call], Context]
    asks: tuple[str, ...] = ()

    @property
    def twin(self) -> str:
        """The address of the JSON twin."""
        return "/today.json" if self.path == "/" else f"{self.path}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that the desk makes: a feed, or a briefing to take along.

    ``make`` gives its content; its last argument is what full addresses of the desk begin with,
    and the ``path`` of its call has the document's own path under the same name.
    """

    path: str
    media_type: str
    tells: str
    make: Callable[[Desk, Call, str], bytes]
    asks: tuple[str, ...] = ()
    is_download: bool = False
