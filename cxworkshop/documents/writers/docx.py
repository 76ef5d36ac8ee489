"""A document as a Word file: real styles, table heads that repeat, its language, boxes that can be ticked.

Paragraphs and tables are written as elements: rows of python-docx take fifty times as long in a long table.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document

from cxworkshop.documents import Written, tree
from cxworkshop.documents.escape import one_line
from cxworkshop.documents.look import Look
from cxworkshop.documents.svg import drawings
from cxworkshop.documents.writers.docx_elements import check_box, paragraph, put, sub
from cxworkshop.documents.writers.docx_styles import LANGUAGES, set_language, set_styles
from cxworkshop.documents.writers.docx_tables import table, tiles
from cxworkshop.documents.writers.html import BOXES

CM = 360_000
"""Word's units of drawings in a centimetre."""
MARGIN = 1.8
"""Centimetres, as are the sides of a page."""
LONG_SIDE, SHORT_SIDE = 29.7, 21.0
DRAWN = 17.0
"""How wide a drawing is, in centimetres."""
FIGURE = 40
"""Points of a figure that is read from afar."""
_BEGIN = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive knows: a file does not tell when it was written."""


def write(document: tree.Tree, look: Look) -> Written:
    made = Document(BytesIO(look.reference) if look.reference else None)
    if look.reference is None:
        set_styles(made, look)
    else:
        _empty(made)
    set_language(made, document.about.language)
    body = _Body(made, look)
    for sheet in document.sheets:
        body.sheet(sheet)
    _put_footer(made, document, look)
    _put_properties(made, document)
    target = BytesIO()
    made.save(target)
    return Written(_same_bytes(target.getvalue()))


class _Body:
    """Adds to the end of a Word document."""

    def __init__(self, made: Any, look: Look) -> None:
        self.made, self.look = made, look
        self.styles = {style.name: style.style_id for style in made.styles if style.style_id}
        self.is_wide: bool | None = None
        self.is_break_due = False
        self.boxes: list[str] = []
        """The action of each box."""

    @property
    def width(self) -> float:
        """Between the margins, in centimetres."""
        return (LONG_SIDE if self.is_wide else SHORT_SIDE) - 2 * MARGIN

    def sheet(self, sheet: tree.Sheet) -> None:
        is_wide = sheet.kind == "wide"
        if is_wide != self.is_wide:
            is_first = self.is_wide is None
            self._turn(is_wide, is_first=is_first)
            if is_first:
                self.logo()
        else:
            self.is_break_due = True
        self.blocks(sheet.blocks)

    def _turn(self, is_wide: bool, *, is_first: bool) -> None:
        section = self.made.sections[-1] if is_first else self.made.add_section()
        sides = (LONG_SIDE, SHORT_SIDE) if is_wide else (SHORT_SIDE, LONG_SIDE)
        section.orientation = int(is_wide)
        section.page_width, section.page_height = (round(side * CM) for side in sides)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", round(MARGIN * CM))
        self.is_wide = is_wide

    def add(self, style: str, **about: Any) -> Any:
        """A paragraph at the end."""
        new = paragraph(self.styles.get(style), break_before=self.is_break_due, **about)
        self.is_break_due = False
        self.made.element.body[-1].addprevious(new)
        return new

    def blocks(self, blocks: tuple[tree.Block, ...], level: int = 0, boxed: str = "") -> None:
        for block in blocks:
            match block:
                case tree.Heading():
                    self.heading(block)
                case tree.Paragraph():
                    is_label = bool(block.runs) and all(run.bold for run in block.runs)
                    style = boxed or ("List Continue" if level else "Normal")
                    put(self.add(style, keep_next=is_label), block.runs, self.look)
                case tree.Items():
                    for item in block.items:
                        self.item(item, "List Number" if block.is_ordered else "List Bullet", level)
                case tree.Box():
                    self.blocks(block.blocks, level, "Intense Quote")
                case tree.Table():
                    self.table(block)
                case tree.Drawing():
                    self.drawing(block)
                case tree.Rule():
                    self.add("Normal")

    def heading(self, heading: tree.Heading) -> None:
        put(self.add(f"Heading {min(heading.level, 9)}"), heading.runs, self.look)
        if heading.figure:
            large = self.add("Normal", keep_next=True)
            put(large, (tree.Run(heading.figure),), self.look, size=FIGURE, ink="accent", bold=True)

    def item(self, item: tree.Item, kind: str, level: int) -> None:
        first, rest = (item.blocks[:1], item.blocks[1:])
        keep_next = bool(rest)
        if item.box:
            new = self.add("Normal", keep_next=keep_next, indent=360 * (level + 1), hanging=360)
            self.tick(new, item)
        else:
            style = kind if not level else f"{kind} {min(level + 1, 3)}"
            new = self.add(style, keep_next=keep_next)
        if first and isinstance(first[0], tree.Paragraph):
            put(new, first[0].runs, self.look)
        else:
            rest = item.blocks
        self.blocks(rest, level + 1)

    def tick(self, new: Any, item: tree.Item) -> None:
        """The box before an item: a control where it stands for an action that is not dropped."""
        if item.action and item.box != "-":
            self.boxes.append(item.action)
            place = self.boxes.count(item.action)
            check_box(new, item.action, place, len(self.boxes), is_ticked=item.box == "x")
            put(new, (tree.Run(" "),), self.look)
        else:
            put(new, (tree.Run(f"{BOXES[item.box]} "),), self.look)

    def logo(self) -> None:
        """The firm's; left out where it is an SVG and nothing can draw it."""
        if (logo := self.look.logo) is None:
            return
        with suppress(ImportError):
            data = logo.data if logo.kind == "png" else _png(logo.data.decode())
            self.picture(data, "", logo.shown_size[0])

    def table(self, block: tree.Table) -> None:
        if self.is_break_due:
            self.add("Normal", is_thin=True)
        make = tiles if block.kind == "tiles" else table
        self.made.element.body[-1].addprevious(make(block, self.width, self.styles, self.look))
        self.add("Normal", is_thin=True)  # two tables that touch are one table in Word

    def drawing(self, block: tree.Drawing) -> None:
        """The picture; its text where nothing can draw it."""
        try:
            pictures = [
                (_png(svg), words) for svg, words in drawings(block.picture, self.look.light, "Workshop Sans")
            ]
        except ImportError:
            pictures = []
        for png, words in pictures:
            self.picture(png, words)
        if not pictures:
            for line in block.text.splitlines():
                put(self.add("Normal", is_tight=True), (tree.Run(line, code=True),), self.look)

    def picture(self, png: bytes, words: str, width: float = DRAWN) -> None:
        """`width`: centimetres."""
        new = self.add("Normal")
        self.made.paragraphs[-1].add_run().add_picture(BytesIO(png), width=round(width * CM))
        (described,) = new.iter("{*}docPr")
        described.set("descr", one_line(words))


def _png(svg: str) -> bytes:
    from cxworkshop.documents.writers.pdf import drawn

    return drawn(svg)


def _empty(made: Any) -> None:
    """Keeps the styles, the margins' section and what stands at the head and foot; the words go."""
    body = made.element.body
    last = body.get_or_add_sectPr()
    for part in list(body.iterchildren()):
        if part is not last:
            body.remove(part)


# ---- around the words --------------------------------------------------------------------------------------
def _put_footer(made: Any, document: tree.Tree, look: Look) -> None:
    about = document.about
    line = [part for part in (about.organisation, about.title, about.day, about.state, look.footer) if part]
    into = made.sections[0].footer.paragraphs[0]._p  # noqa: SLF001  # python-docx has no other way to an element
    put(into, (tree.Run("  ·  ".join(line) + "  ·  "),), look, size=8, ink="soft")
    for n, code in enumerate(("PAGE", "NUMPAGES")):
        if n:
            put(into, (tree.Run(" / "),), look, size=8, ink="soft")
        for kind in ("begin", "", "end"):
            run = sub(into, "r")
            sub(sub(run, "rPr"), "sz", val="16")
            if kind:
                sub(run, "fldChar", fldCharType=kind)
            else:
                sub(run, "instrText").text = code


def _put_properties(made: Any, document: tree.Tree) -> None:
    about, properties = document.about, made.core_properties
    properties.title, properties.author = document.title[:255], about.organisation[:255]
    properties.language, properties.comments = LANGUAGES[about.language], ""
    properties.created = properties.modified = datetime.combine(about.on, time())
    links = made.part.package.rels  # python-docx's own file has a picture of an empty page
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(name)


def _same_bytes(data: bytes) -> bytes:
    """The archive without the time of its writing."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _BEGIN)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return target.getvalue()
