"""A briefing as a Word document, read back by the library that reads such documents."""

from __future__ import annotations

import io
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Doc

from memcon.render.briefing_docx import to_docx
from tests.render import briefings
from tests.render.reports import HOSTILE

BROKEN = "\x00\x0b\ud800\ufffe\x1b[31m\nnext"
"""What XML cannot hold, and a line break."""


def _read(content: bytes) -> Doc:
    return Document(io.BytesIO(content))


def test_headings_lists_and_sources() -> None:
    """Each paragraph in the style of what it is."""
    found = [(p.style.name, p.text) for p in _read(to_docx(briefings.full("so"))).paragraphs]
    assert found[:8] == [
        ("Title", "Norland so"),
        ("Subtitle", "Briefing so"),
        ("Normal", "A note so"),
        ("Heading 1", "The situation so"),
        ("Normal", "As of so."),
        ("Heading 2", "Held so"),
        ("List Bullet", "1 Mar so: They so met [1][2]."),
        ("List Bullet", "Ana so: Ana so: “He [Ana so] so left.” [1]"),
    ]
    assert found[-2:] == [
        ("Normal", "[1]\tPost so, Title so, 1 Mar 2024. https://post.example/1"),
        ("Normal", "[2]\tPost so, Title so, 1 Mar 2024. Text of [1]."),
    ]


def test_positions_are_a_table() -> None:
    """Issue, day and words; an issue of several lines is one cell beside them."""
    (table,) = _read(to_docx(briefings.full("so"))).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    words = "Ana so: “He [Ana so] so left.” [1]"
    assert cells[0] == ["Issue so", "Date", "Words"]
    assert cells[3] == ["Ceasefire so", "2 Mar so", words]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 0).text.strip() == "Borders so"


def test_addresses_can_be_followed() -> None:
    """The source's address is a link, and the only one."""
    document = _read(to_docx(briefings.full()))
    links = [one.address for p in document.paragraphs for one in p.hyperlinks]
    assert links == [briefings.URL]


def test_the_same_briefing_is_the_same_bytes() -> None:
    """Nothing in the file tells when it was written."""
    content = to_docx(briefings.full())
    assert content == to_docx(briefings.full())
    with ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = _read(content).core_properties
    assert (about.title, str(about.created)[:10]) == ("Norland plain", "2024-03-01")


def test_hostile_words_stay_words() -> None:
    """Markup is text, and what XML cannot hold is shown as a substitute."""
    texts = [p.text for p in _read(to_docx(briefings.full(HOSTILE))).paragraphs]
    assert f"Norland {HOSTILE}" in texts
    broken = _read(to_docx(briefings.full(BROKEN)))
    assert broken.paragraphs[0].text == "Norland \ufffd \ufffd\ufffd\ufffd[31m next"


def test_nothing_is_a_document_too() -> None:
    """The title, and that there is nothing."""
    texts = [p.text for p in _read(to_docx(briefings.empty())).paragraphs]
    assert texts == ["Norland", "Nothing fits."]
