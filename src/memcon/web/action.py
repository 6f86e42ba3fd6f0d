"""What an action is: an address, the inputs it takes, and what it does; a form and JSON bring both.

Each action has a page with its form, and a JSON twin at the same address with ``.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from memcon.errors import UsageError
from memcon.text.calendar import is_date
from memcon.web.editing import Editor
from memcon.web.page import Page

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 1_000_000
"""Code points of a pasted text: some thousand pages."""
LONGEST_NAME: Final = 80
Kind = Literal["line", "text", "file", "date", "address", "place"]
"""A ``place`` is an address of the desk itself."""
BREAKS: Final = "\n\r\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of an action: what it is called, what it is, and what it may be."""

    name: str
    label: str
    tells: str
    kind: Kind = "line"
    is_required: bool = True
    most: int = LONGEST_LINE
    choices: tuple[str, ...] = ()


AUTHOR: Final = Input(
    name="author",
    label="Your name",
    tells="Who signs; stands beside what is corrected.",
    is_required=False,
    most=LONGEST_NAME,
)
NOTE: Final = Input(name="note", label="Why", tells="A word on the reason.", is_required=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name and its content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of one call, checked."""

    values: Mapping[str, str]
    file: Upload | None = None

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def get(self, name: str) -> str | None:
        """An input; ``None`` where it was left empty."""
        return self.values.get(name) or None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an action: the id of what was made, and where it can be seen."""

    id: str
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action and its JSON twin. ``about`` is the input that the form's address names."""

    path: str
    tells: str
    takes: tuple[Input, ...]
    do: Callable[[Editor, Given], Done]
    form: Page
    about: str | None = None

    @property
    def twin(self) -> str:
        """The address of the JSON twin."""
        return f"{self.path}.json"

    @property
    def has_file(self) -> bool:
        """Whether one of the inputs is a file."""
        return any(one.kind == "file" for one in self.takes)


def read_given(
    takes: tuple[Input, ...], raw: Mapping[str, object], file: Upload | None = None
) -> Given:
    """The inputs that are taken, out of what came; raises ``UsageError`` where one does not fit."""
    values = {one.name: _read(one, raw.get(one.name)) for one in takes if one.kind != "file"}
    for one in takes:
        if one.is_required and not (file if one.kind == "file" else values[one.name]):
            raise UsageError(f"“{one.label}” is empty")
    return Given(values, file)


def is_place(path: str) -> bool:
    """Whether ``path`` leads to a page of this desk and nowhere else."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()


def _read(one: Input, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UsageError(f"“{one.label}” is not a text")
    text = value if one.kind == "text" else value.strip()
    text = text if text.strip() else ""
    _check_signs(one, text)
    if len(text) > one.most:
        raise UsageError(f"“{one.label}” has more than {one.most:,} characters")
    if text and one.choices and text not in one.choices:
        raise UsageError(f"“{one.label}” is none of {', '.join(one.choices)}")
    if text and one.kind == "date" and not is_date(text):
        raise UsageError(f"“{one.label}” is not a date; write it as 2025-10-21")
    if text and one.kind == "place" and not is_place(text):
        raise UsageError(f"“{one.label}” is no address of this desk")
    if text and one.kind == "address" and not text.lower().startswith(("http://", "https://")):
        raise UsageError(f"“{one.label}” does not begin with http:// or https://")
    return text


def _check_signs(one: Input, text: str) -> None:
    allowed = BREAKS if one.kind == "text" else ""
    odd = any((char < " " or char == "\x7f") and char not in allowed for char in text)
    if odd or any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(f"“{one.label}” holds characters that are no text")
