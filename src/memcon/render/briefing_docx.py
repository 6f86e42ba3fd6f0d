"""A briefing as a Word document (ECMA-376), the same bytes for the same briefing."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from memcon.render.briefing import Briefing, Line, Run, Section, Source
from memcon.render.controls import SUBSTITUTE, without_controls

NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When a document was made that tells of no day."""
ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP archive can name."""
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold (section 2.2)."""
SOFT: Final = RGBColor(0x5D, 0x5B, 0x55)
LINK: Final = RGBColor(0x0B, 0x5A, 0x8A)
WIDTHS: Final = (Mm(32), Mm(26), Mm(112))
"""Columns of a table: together the width of the text."""
HANGING: Final = Mm(10)


def to_docx(briefing: Briefing) -> bytes:
    """The document: headings, lists, tables, and the sources by their numbers."""
    doc = Document()
    _set_up(doc, briefing)
    doc.add_heading(_clean(briefing.title), 0)
    doc.add_paragraph(_clean(briefing.subtitle), style="Subtitle")
    if briefing.note:
        _note(doc, briefing.note)
    for section in briefing.sections:
        _add_section(doc, briefing, section)
    if briefing.sources:
        doc.add_heading("Sources", 1)
        for one in briefing.sources:
            _add_source(doc, briefing, one)
    made = io.BytesIO()
    doc.save(made)
    return _settled(made.getvalue())


def _set_up(doc: Doc, briefing: Briefing) -> None:
    """Paper, type and what the file says of itself: nothing of when or where it was written."""
    page = doc.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, size in (("Normal", 10.5), ("Title", 22), ("Subtitle", 11)):
        doc.styles[name].font.size = Pt(size)
    for name in ("Normal", "List Bullet"):
        doc.styles[name].paragraph_format.space_after = Pt(4)
    about = doc.core_properties
    about.title, about.author, about.comments = _clean(briefing.title), "memcon", ""
    about.created = about.modified = _day(briefing.as_of)
    about.last_modified_by, about.revision = "memcon", 1


def _day(as_of: str | None) -> datetime:
    try:
        return datetime.fromisoformat(as_of or "").replace(tzinfo=UTC)
    except ValueError:
        return NO_DAY


def _add_section(doc: Doc, briefing: Briefing, section: Section) -> None:
    doc.add_heading(_clean(section.title), 1)
    if section.note:
        _note(doc, section.note)
    if section.columns:
        _add_table(doc, briefing, section)
    else:
        for group, lines in section.groups:
            if group:
                doc.add_heading(_clean(group), 2)
            for line in lines:
                _add_runs(doc.add_paragraph(style="List Bullet"), briefing.runs(line))
    if section.rest:
        _note(doc, section.rest)


def _add_table(doc: Doc, briefing: Briefing, section: Section) -> None:
    table = doc.add_table(rows=1, cols=len(section.columns), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, section.columns, strict=True):
        cell.paragraphs[0].add_run(_clean(head)).bold = True
    _repeat(table)
    for group, lines in section.groups:
        first = len(table.rows)
        for line in lines:
            _add_row(table, briefing, line)
        top = table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0))
        top.paragraphs[0].add_run(_clean(group)).bold = True
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=False):
            cell.width = width
    doc.add_paragraph()


def _repeat(table: Table) -> None:
    """The headings of the columns again on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _add_row(table: Table, briefing: Briefing, line: Line) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]  # as python-docx has it
    cells[1].paragraphs[0].add_run(_clean(line.day))
    _add_runs(cells[2].paragraphs[0], briefing.runs(line, whole=False))


def _add_runs(paragraph: Paragraph, runs: tuple[Run, ...]) -> None:
    for number, run in enumerate(runs):
        if number and not run.clings:
            paragraph.add_run(" ")
        made = paragraph.add_run(_clean(run.shown))
        made.bold = run.kind in ("day", "head") or None
        made.italic = run.kind == "label" or None
        if run.kind == "cites":
            made.font.color.rgb = SOFT


def _add_source(doc: Doc, briefing: Briefing, one: Source) -> None:
    paragraph = doc.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = HANGING, -HANGING
    shape.tab_stops.add_tab_stop(HANGING)
    copy = f" Text of [{briefing.number(one.copy_of)}]." if one.copy_of else ""
    paragraph.add_run(f"[{one.number}]\t{_clean(one.outlet)}, {_clean(one.title)}, {one.day}.")
    if one.url:
        paragraph.add_run(" ")
        _add_link(paragraph, _clean(one.url))
    paragraph.add_run(copy)


def _add_link(paragraph: Paragraph, url: str) -> None:
    """An address that can be followed; python-docx has no call of its own for it."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(url)
    run.font.color.rgb, run.font.underline = LINK, True
    link.append(run._r)
    paragraph._p.append(link)


def _note(doc: Doc, text: str) -> None:
    run = doc.add_paragraph().add_run(_clean(text))
    run.italic, run.font.color.rgb = True, SOFT


def _clean(text: str) -> str:
    """``text`` on one line, as XML can hold it."""
    return NOT_XML.sub(SUBSTITUTE, without_controls(" ".join(text.split())))


def _settled(archive: bytes) -> bytes:
    """The archive with one and the same day at each of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=_order):
            entry = ZipInfo(name, ZIP_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """The list of types first, as readers expect it."""
    return name != "[Content_Types].xml", name
