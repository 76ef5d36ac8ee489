"""A document as one page for a browser and a printer: from the tokens of its Markdown, nothing loaded."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxworkshop.documents.escape import html as escaped

_MARK = re.compile(r"[ \t]*<!-- [a-z]+(?:: [^<>]*?)? -->")
"""What a template tells a writer; nobody else's words hold a bare `<`."""
_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[-] ": "☒ "}
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2529; --paper: #fff; --quiet: #5b6b72; --line: #c9d3d6;
  --strong: #14535c; --wash: #eef4f4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4eaec; --paper: #14191b; --quiet: #9fb0b6;
  --line: #3a474c; --strong: #7fc4cc; --wash: #1d2629; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.45 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
h1, h2, h3 { color: var(--strong); line-height: 1.2; break-after: avoid; }
h2 { margin-top: 1.6em; border-bottom: 1px solid var(--line); padding-bottom: .2em; }
ul { padding-left: 1.3em; margin: .5em 0; }
ul ul { margin: 0; }
li li { break-inside: avoid; }
.box { list-style: none; margin-left: -1.1em; }
table { border-collapse: collapse; width: 100%; font-size: .95em; }
th, td { text-align: left; vertical-align: top; padding: .2em .6em .2em 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--quiet); border-bottom: 2px solid var(--strong); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
pre { background: var(--wash); padding: .5em .8em; overflow-x: auto; line-height: 1.25; }
@page { size: A4; margin: 12mm 14mm; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --strong: #14535c;
  --wash: #f3f6f6; } body { margin: 0; max-width: none; padding: 0; font-size: 9pt; line-height: 1.2; }
  table { font-size: .9em; } td, th { padding: .1em .5em .1em 0; }
  h3 { margin: .8em 0 .3em; } p { margin: .4em 0; } }
""".strip()


def html(text: str, language: str) -> str:
    """The Markdown of a document as a page of HTML in a language."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(_MARK.sub("", text))
    for opened, _paragraph, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opened.type == "list_item_open":
            _draw_box(opened, token)
    title = next((shown(token) for token in tokens if token.type == "inline"), "")
    body = parser.renderer.render(tokens, parser.options, {})
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n"
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def shown(token: Token) -> str:
    """The words of a heading or a paragraph."""
    return "".join(child.content for child in token.children or [])


def _draw_box(item: Token, token: Token) -> None:
    """A box at the start of an item as a sign; in the source, where one that people wrote is escaped."""
    box = token.content[:4]
    if token.type == "inline" and box in _BOXES and token.children:
        first = token.children[0]
        first.content = first.content.replace(box, _BOXES[box], 1)
        item.attrSet("class", "box")
