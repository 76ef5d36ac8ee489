"""A document as plain text, for a mail: the words as they were said, without marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cxworkshop.documents import Written, tree
from cxworkshop.documents.look import Look
from cxworkshop.documents.tree import Block, Runs

BETWEEN_SHEETS = "-" * 40


def write(document: tree.Tree, _look: Look) -> Written:
    """The text, in UTF-8; a line between the sheets."""
    sheets = ("\n\n".join(map(_block, sheet.blocks)) for sheet in document.sheets)
    return Written((f"\n\n{BETWEEN_SHEETS}\n\n".join(sheets) + "\n").encode())


def _block(block: Block) -> str:
    match block:
        case tree.Heading(figure=figure) if figure:
            return f"{_words(block.runs)}{tree.BEFORE_FIGURE}{figure}"
        case tree.Heading() | tree.Paragraph():
            return _words(block.runs)
        case tree.Items():
            return "\n".join(_items(block))
        case tree.Box():
            return "\n\n".join(map(_block, block.blocks))
        case tree.Table():
            rows = (block.head, *(row.cells for row in block.rows))
            return "\n".join(" | ".join(map(_words, cells)) for cells in rows)
        case tree.Drawing():
            return block.text
        case _:
            return BETWEEN_SHEETS


def _items(items: tree.Items) -> Iterator[str]:
    for number, item in enumerate(items.items, 1):
        box = f"[{item.box}] " if item.box else ""
        inner = "\n".join(map(_block, item.blocks)).split("\n")
        yield (f"{number}. " if items.is_ordered else "- ") + box + "\n  ".join(inner)


def _words(runs: Runs) -> str:
    return "".join(_with_address(runs))


def _with_address(runs: Iterable[tree.Run]) -> Iterator[str]:
    for run in runs:
        has_address = run.href and run.href != run.text
        yield f"{run.text} ({run.href})" if has_address else run.text
