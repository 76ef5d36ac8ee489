"""A document as one page for a browser and a printer: loads nothing, follows the reader's light or dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from cxworkshop.documents import Written, tree
from cxworkshop.documents.escape import html as escaped
from cxworkshop.documents.look import Colours, Look
from cxworkshop.documents.svg import COLOUR_OF_SIGN, drawings
from cxworkshop.documents.tree import BREAK, Block, Runs, plain

BOXES = {" ": "☐", "x": "☑", "-": "☒"}
LONG = 900
"""Characters from which on a row or an item may break over pages: higher than a page it would run off it."""
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_INHERITED = Colours(*(f"var(--{name})" for name in Colours._fields))


def write(document: tree.Tree, look: Look) -> Written:
    """The page, in UTF-8."""
    about = document.about
    light, dark = _variables(look.light), _variables(look.dark)
    style = (
        f":root {{ {light}--font: '{look.font}'; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}\n"
        f"@media print {{ :root {{ {light}}} }}\n{_STYLE}"
    )
    draft = f'<p class="draft">{escaped(about.state)}</p>\n' if about.state else ""
    footer = f"<footer>{escaped(look.footer)}</footer>\n" if look.footer else ""
    sheets = "".join(map(_sheet, document.sheets))
    page = (
        f'<!DOCTYPE html>\n<html lang="{escaped(about.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(document.title)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n{draft}"
        f"<main>\n{_logo(look)}{sheets}</main>\n{footer}</body>\n</html>\n"
    )
    return Written(page.encode())


def _variables(colours: Colours) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours._asdict().items())


def _logo(look: Look) -> str:
    if look.logo is None:
        return ""
    kind = {"png": "image/png", "svg": "image/svg+xml"}[look.logo.kind]
    return f'<img class="logo" alt="" src="data:{kind};base64,{b64encode(look.logo.data).decode()}">\n'


def _sheet(sheet: tree.Sheet) -> str:
    return f'<section class="{sheet.kind}">\n{_blocks(sheet.blocks)}</section>\n'


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case tree.Heading():
            level = min(block.level, 6)
            figure = f' <b class="figure">{escaped(block.figure)}</b>' if block.figure else ""
            return f"<h{level}>{_runs(block.runs)}{figure}</h{level}>\n"
        case tree.Paragraph():
            return f"<p>{_runs(block.runs)}</p>\n"
        case tree.Items():
            tag = "ol" if block.is_ordered else "ul"
            return f"<{tag}>\n{''.join(map(_item, block.items))}</{tag}>\n"
        case tree.Box():
            return f'<blockquote class="{escaped(block.kind)}">\n{_blocks(block.blocks)}</blockquote>\n'
        case tree.Table():
            return _tiles(block) if block.kind == "tiles" else _table(block)
        case tree.Drawing():
            return "".join(_figures(block)) or f"<pre>{escaped(block.text)}</pre>\n"
        case tree.Rule():
            return "<hr>\n"


def _item(item: tree.Item) -> str:
    """The first paragraph of an item stands beside its sign."""
    first, *rest = item.blocks or (tree.Paragraph(()),)
    words = _runs(first.runs) if isinstance(first, tree.Paragraph) else _block(first)
    about = ""
    if item.box:
        about = ' class="box"' + (f' data-action="{escaped(item.action)}"' if item.action else "")
        words = f"{BOXES[item.box]} {words}"
    inner = f"\n{_blocks(rest)}" if rest else ""
    return f"<li{about}>{words}{inner}</li>\n"


def _figures(block: tree.Drawing) -> Iterator[str]:
    for drawing, _words in drawings(block.picture, _INHERITED, "inherit"):
        yield f"<figure>{drawing}</figure>\n"


# ---- tables ------------------------------------------------------------------------------------------------
def _table(table: tree.Table) -> str:
    head = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in table.head)
    body = "".join(_row(row) for row in table.rows)
    return (
        f'<div class="scroll"><table class="{escaped(table.kind)}">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def _row(row: tree.Row) -> str:
    if row.is_group:
        head = f'<th scope="rowgroup" colspan="{len(row.cells)}">{_runs(row.cells[0])}</th>'
        return f'<tr class="group">{head}</tr>\n'
    is_long = sum(len(plain(cell)) for cell in row.cells) > LONG
    cells = "".join(f"<td>{_signed(cell)}</td>" for cell in row.cells)
    about = ' class="long"' if is_long else ""
    return f"<tr{about}>{cells}</tr>\n"


def _tiles(table: tree.Table) -> str:
    """Figures side by side: what it is, the figure, and the rest beneath."""
    tiles = ""
    for tile in table.tiles:
        notes = " ".join(f"<small>{_runs(note)}</small>" for note in tile.notes)
        figure = f"<b>{escaped(tile.figure)}</b>"
        tiles += f'<li><span class="label">{_runs(tile.label)}</span> {figure} {notes}</li>\n'
    return f'<ul class="tiles">\n{tiles}</ul>\n'


# ---- words -------------------------------------------------------------------------------------------------
def _signed(runs: Runs) -> str:
    """The words of a cell; a sign that opens it has its colour."""
    first = runs[0].text if runs else ""
    if first[:1] in COLOUR_OF_SIGN and first[1:2] in ("", " "):
        sign = f'<span class="{COLOUR_OF_SIGN[first[0]]}">{first[0]}</span>'
        return sign + _runs((runs[0]._replace(text=first[1:]), *runs[1:]))
    return _runs(runs)


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: tree.Run) -> str:
    if run == BREAK:
        return "<br>"
    text = escaped(run.text)
    for tag, is_on in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
        if is_on:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escaped(run.href)}">{text}</a>' if run.href else text
