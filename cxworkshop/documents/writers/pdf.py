"""A document as a tagged PDF (PDF/UA-1) by typst: one template, and plain values that are never markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cxworkshop.documents import Written, tree
from cxworkshop.documents.look import Look
from cxworkshop.documents.svg import COLOUR_OF_SIGN, drawings
from cxworkshop.documents.writers.html import BOXES, LONG
from cxworkshop.language import _

FONTS = Path(__file__).parent.parent / "fonts"
TEMPLATE = Path(__file__).parent / "document.typ"
"""Given by its path: typst knows again what it compiled, and the next plan takes a tenth."""
OURS, SIGNS = "Workshop Sans", "DejaVu Sans Mono"
"""Our face, of the Source family; and the one that typst brings along, for signs that ours lacks."""
SVG_FONT = f"'{OURS}', '{SIGNS}'"


def write(document: tree.Tree, look: Look) -> Written:
    """The same bytes on every machine, as long as our fonts have every sign that is said.

    Signs that they lack are looked for in the fonts of the machine; where it has none, PDF/UA-1 is given up.
    """
    values = json.dumps(_values(document, look), ensure_ascii=False)
    is_ours = look.font == Look().font
    for has_system_fonts, standards in ((not is_ours, ["ua-1"]), (True, ["ua-1"]), (True, [])):
        try:
            return Written(compiled(values, has_system_fonts, standards), _notes(standards))
        except typst.TypstError as error:
            if not standards or not _is_about_signs(error):
                raise
    raise AssertionError


def compiled(values: str, has_system_fonts: bool, standards: list[Any]) -> bytes:
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts(has_system_fonts), sys_inputs={"document": values}
    )
    made = compiler.compile(format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)
    return made


def drawn(svg: str) -> bytes:
    """A drawing as PNG, two hundred dots an inch when it is as wide as a page."""
    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)'
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts(False), sys_inputs={"svg": svg})
    made = compiler.compile(format="png", ppi=200)
    assert isinstance(made, bytes)
    return made


def _notes(standards: list[Any]) -> tuple[str, ...]:
    if standards:
        return ()
    return (_("No font here has some of the signs in the PDF, and they are left out; Word shows them."),)


def _is_about_signs(error: Exception) -> bool:
    return any(word in str(error) for word in ("displayed", "glyph", "font"))


@cache
def fonts(has_system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=has_system_fonts, font_paths=[str(FONTS)])


# ---- plain values ------------------------------------------------------------------------------------------
def _values(document: tree.Tree, look: Look) -> dict[str, Any]:
    logo = look.logo and {
        "kind": look.logo.kind, "data": list(look.logo.data), "height": look.logo.shown_size[1],
    }  # fmt: skip
    return {
        "title": document.title,
        "about": document.about._asdict() | {"on": "", "day": document.about.day},
        "sheets": [_plain(sheet, look) for sheet in document.sheets],
        "colours": look.light._asdict(),
        "signs": COLOUR_OF_SIGN,
        "boxes": BOXES,
        "fonts": [*([] if look.font == Look().font else [look.font]), OURS, SIGNS],
        "footer": look.footer,
        "logo": logo,
        "long": LONG,
    }


def _plain(value: object, look: Look) -> Any:
    """A part of the tree as JSON has it, with the name of its type."""
    if isinstance(value, tree.Drawing):
        made = drawings(value.picture, look.light, SVG_FONT)
        return {
            "is": "Drawing",
            "text": value.text,
            "drawings": [{"svg": svg, "words": words} for svg, words in made],
        }
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_asdict"):
        return [_plain(part, look) for part in value]
    fields = {name: _plain(part, look) for name, part in value._asdict().items()}
    if isinstance(value, tree.Item | tree.Box):
        fields["characters"] = tree.length(value.blocks)
    if isinstance(value, tree.Table):
        fields["beside"] = value.beside
        fields["tiles"] = [_plain(tile, look) for tile in value.tiles] if value.kind == "tiles" else []
    return {"is": type(value).__name__, **fields}
