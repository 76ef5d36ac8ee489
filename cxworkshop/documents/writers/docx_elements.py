"""The elements of a Word file that its writer is made of: paragraphs, runs, and boxes that can be ticked."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from lxml import etree

from cxworkshop.documents.look import Look
from cxworkshop.documents.svg import COLOUR_OF_SIGN
from cxworkshop.documents.tree import BREAK, Run, Runs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARK = "action_"
"""Begins the name of the bookmark around the box of an action: a tag of the control is dropped by some."""
_TICKED, _OPEN = "2611", "2610"


def element(tag: str) -> Any:
    """An element that python-docx knows as its own."""
    return OxmlElement(f"w:{tag}")


def sub(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, W + tag, {W + name: value for name, value in attributes.items()})


def paragraph(
    style: str | None,
    *,
    keep_next: bool = False,
    break_before: bool = False,
    is_tight: bool = False,
    is_thin: bool = False,
    indent: int = 0,
    hanging: int = 0,
) -> Any:
    """An empty paragraph; indents in twentieths of a point. What it is told has the order of the schema."""
    new = element("p")
    about = sub(new, "pPr")
    if style:
        sub(about, "pStyle", val=style)
    if keep_next:
        sub(about, "keepNext")
    if break_before:
        sub(about, "pageBreakBefore")
    if is_thin:
        sub(about, "spacing", before="0", after="0", line="100", lineRule="exact")
    elif is_tight:
        sub(about, "spacing", before="0", after="0")
    if indent:
        sub(about, "ind", left=str(indent), hanging=str(hanging))
    return new


def put(
    into: Any,
    runs: Runs,
    look: Look,
    *,
    size: float = 0,
    ink: str = "",
    bold: bool = False,
    signed: bool = False,
) -> None:
    """Runs at the end of a paragraph; `signed`: a sign that opens them has its colour. Size in points."""
    for n, run in enumerate(runs):
        if run == BREAK:
            sub(sub(into, "r"), "br")
            continue
        text = run.text
        if signed and n == 0 and text[:1] in COLOUR_OF_SIGN and text[1:2] in ("", " "):
            _put_run(into, Run(text[0]), look, size, COLOUR_OF_SIGN[text[0]])
            text = text[1:]
        _put_run(into, run._replace(text=text, bold=run.bold or bold), look, size, ink)


def _put_run(into: Any, run: Run, look: Look, size: float, ink: str) -> None:
    new = sub(into, "r")
    about = sub(new, "rPr")
    if run.code:
        sub(about, "rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas")
    if run.bold:
        sub(about, "b")
    if run.italic:
        sub(about, "i")
    if ink := ink or ("soft" if run.italic else ""):
        sub(about, "color", val=look.light._asdict()[ink].lstrip("#").upper())
    if size or run.code:
        sub(about, "sz", val=str(round(2 * (size or 8))))
    if any("\u0590" <= sign <= "\u08ff" for sign in run.text):
        sub(about, "rtl")
    words = sub(new, "t")
    words.text = run.text
    words.set(SPACE, "preserve")


def check_box(into: Any, action: str, place: int, number: int, *, is_ticked: bool) -> None:
    """A box that Word ticks, in a bookmark with the id of the action, which is read back.

    `place`: which box of the action it is, because no two bookmarks may have one name; `number`: which of the
    file.
    """
    name = MARK + action + (f"__{place}" if place > 1 else "")
    sub(into, "bookmarkStart", id=str(number), name=name)
    control = sub(into, "sdt")
    about = sub(control, "sdtPr")
    sub(about, "id", val=str(number))
    box = etree.SubElement(about, W14 + "checkbox", nsmap={"w14": W14[1:-1]})
    etree.SubElement(box, W14 + "checked").set(W14 + "val", str(int(is_ticked)))
    for state, code in (("checkedState", _TICKED), ("uncheckedState", _OPEN)):
        shown = etree.SubElement(box, W14 + state)
        shown.set(W14 + "val", code)
        shown.set(W14 + "font", "MS Gothic")
    sign = sub(sub(control, "sdtContent"), "r")
    sub(
        sub(sign, "rPr"),
        "rFonts",
        ascii="MS Gothic",
        hAnsi="MS Gothic",
        eastAsia="MS Gothic",
        hint="eastAsia",
    )
    sub(sign, "t").text = chr(int(_TICKED if is_ticked else _OPEN, 16))
    sub(into, "bookmarkEnd", id=str(number))
