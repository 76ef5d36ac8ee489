"""The styles of a Word file, as the look has them; a firm's own file of styles takes their place."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt, RGBColor
from lxml import etree

from cxworkshop.documents.look import Look
from cxworkshop.documents.writers.docx_elements import W, sub

LANGUAGES = {"en": "en-GB", "fi": "fi-FI"}
FONT = "Calibri"
"""Where a firm has none of its own: the font of every Word."""
GRID, TILES, CELL = "Plan table", "Plan tiles", "Plan cell"
_TABLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable"><w:name w:val="Plan table"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:color w:val="{soft}"/></w:rPr>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{accent}"/></w:tcBorders>
</w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="PlanTiles"><w:name w:val="Plan tiles"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>
<w:insideV w:val="single" w:sz="24" w:space="0" w:color="{paper}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>
<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="PlanCell"><w:name w:val="Plan cell"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="30" w:after="30"/></w:pPr>
<w:rPr><w:sz w:val="18"/></w:rPr></w:style>
</w:styles>"""
_PARAGRAPHS = {
    # name: points, bold, colour, points before, points after
    "Normal": (10, False, "ink", 0, 4),
    "Heading 1": (22, True, "accent", 0, 8),
    "Heading 2": (15, True, "accent", 14, 5),
    "Heading 3": (11.5, True, "ink", 10, 3),
    "Heading 4": (10, True, "ink", 8, 2),
    "List Bullet": (10, False, "ink", 0, 2),
    "List Bullet 2": (10, False, "ink", 0, 2),
    "List Bullet 3": (10, False, "ink", 0, 2),
    "List Number": (10, False, "ink", 0, 2),
    "List Continue": (10, False, "ink", 0, 2),
    "Intense Quote": (11, False, "accent", 4, 4),
}
_AFTER_BORDERS = tuple(W + name for name in ("tabs", "spacing", "ind", "jc", "outlineLvl"))


def set_styles(made: Any, look: Look) -> None:
    """Ours, in the colours and the font of the look."""
    font = FONT if look.font == Look().font else look.font
    for name, about in _PARAGRAPHS.items():
        _set_style(made.styles[name], font, look, about)
    _set_box(made.styles["Intense Quote"], look)
    colours = {name: value.lstrip("#").upper() for name, value in look.light._asdict().items()}
    for style in etree.fromstring(_TABLES.format(**colours)):
        made.styles.element.append(style)


def _set_style(style: Any, font: str, look: Look, about: tuple[float, bool, str, float, float]) -> None:
    size, is_bold, ink, before, after = about
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), is_bold, False
    style.font.color.rgb = RGBColor.from_string(look.light._asdict()[ink].lstrip("#").upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(W + theme, None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(W + script, font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing, shape.widow_control = 1.0, True


def _set_box(style: Any, look: Look) -> None:
    """A tinted box with a bar at its left; borders stand before the spacing, or Word mends the file."""
    about = style.element.get_or_add_pPr()
    for old in (*about.findall(W + "pBdr"), *about.findall(W + "shd"), *about.findall(W + "ind")):
        about.remove(old)
    at = next((n for n, child in enumerate(about) if child.tag in _AFTER_BORDERS), len(about))
    borders = sub(about, "pBdr")
    sub(borders, "left", val="single", sz="24", space="8", color=look.light.gold.lstrip("#").upper())
    shade = sub(about, "shd", val="clear", color="auto", fill=look.light.tint.lstrip("#").upper())
    about.insert(at, borders)
    about.insert(at + 1, shade)


def set_language(made: Any, language: str) -> None:
    """What Word checks spelling and hyphenates by."""
    code = LANGUAGES[language]
    normal = made.styles["Normal"].element.get_or_add_rPr()
    if normal.find(W + "lang") is None:
        sub(normal, "lang", val=code)
    for told in made.styles.element.iter(W + "lang"):
        told.set(W + "val", code)
    settings = made.settings.element
    tab = settings.find(W + "defaultTabStop")
    hyphens = sub(settings, "autoHyphenation", val="true")
    settings.insert(0 if tab is None else list(settings).index(tab) + 1, hyphens)
