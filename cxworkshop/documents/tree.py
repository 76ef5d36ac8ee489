"""What a document is made of, as plain values: the reader makes them, every writer reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from cxworkshop.documents.pictures import Picture
from cxworkshop.language import date_text


class Run(NamedTuple):
    """Words in one style; a line break is a run of its own."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


BREAK = Run("\n")
NOTHING = "–"
"""What stands in an empty cell."""
BEFORE_FIGURE = " – "
"""Between what a heading is about and its figure, where both stand on one line."""
Runs: TypeAlias = tuple[Run, ...]


class Heading(NamedTuple):
    level: int
    """From 1, without a jump, also where the template has one."""
    runs: Runs
    figure: str = ""
    """Under it in large type, to be read from afar."""


class Paragraph(NamedTuple):
    runs: Runs


class Item(NamedTuple):
    blocks: tuple[Block, ...]
    box: str = ""
    """` `, `x` or `-` in the box before it; empty without a box."""
    action: str = ""
    """The id of the action whose box it is."""


class Items(NamedTuple):
    items: tuple[Item, ...]
    is_ordered: bool = False


class Box(NamedTuple):
    kind: str
    blocks: tuple[Block, ...]


class Row(NamedTuple):
    cells: tuple[Runs, ...]
    is_group: bool = False
    """Whether it heads the rows below it: only its first cell says something."""


class Tile(NamedTuple):
    """A figure in large type, what it is of, and what is said beneath it."""

    label: Runs
    figure: str
    notes: tuple[Runs, ...]


MOST_BESIDE = 5
"""Tiles side by side, the most."""


class Table(NamedTuple):
    kind: str
    """`plain`, `tiles` for figures side by side, or what the template calls it."""
    widths: tuple[float, ...]
    """Shares of the page that add up to 1."""
    head: tuple[Runs, ...]
    rows: tuple[Row, ...]

    @property
    def beside(self) -> int:
        """How many tiles stand side by side, so that their lines are as even as can be."""
        lines = -(-len(self.rows) // MOST_BESIDE)
        return -(-len(self.rows) // lines) if lines else 1

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The rows as figures side by side; a note between the figure and the last one has the head of its
        column before it."""
        heads = [*map(plain, self.head[2:-1]), ""]
        return tuple(
            Tile(
                label,
                plain(now),
                tuple(
                    _headed(head, note)
                    for head, note in zip(heads, notes, strict=False)
                    if plain(note) not in ("", NOTHING)
                ),
            )
            for label, now, *notes in (row.cells for row in self.rows)
        )


def _headed(head: str, words: Runs) -> Runs:
    """The words with the head of their column, within a line."""
    return (Run(f"{head[:1].lower()}{head[1:]} "), *words) if head else words


class Drawing(NamedTuple):
    """A picture in lines of text, and what it draws; without data it is only text."""

    text: str
    picture: Picture = ()


class Rule(NamedTuple):
    """A line across the page."""


Block: TypeAlias = Heading | Paragraph | Items | Box | Table | Drawing | Rule


class Sheet(NamedTuple):
    """What begins on a new page."""

    kind: str
    """`page`, `wide` (landscape) or `cover`."""
    blocks: tuple[Block, ...]


class About(NamedTuple):
    """What a reader's program is told of a document, and what stands at the foot of its pages."""

    title: str
    organisation: str
    language: str
    on: date
    state: str
    """Draft, in words; empty for a final document."""

    @property
    def day(self) -> str:
        return date_text(self.on)


class Tree(NamedTuple):
    about: About
    sheets: tuple[Sheet, ...]

    @property
    def title(self) -> str:
        """The first heading, which says more than the name of the document."""
        blocks = (block for sheet in self.sheets for block in sheet.blocks)
        headings = (plain(block.runs) for block in blocks if isinstance(block, Heading))
        return next(headings, self.about.title)


def plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def length(blocks: Iterable[Block]) -> int:
    """How many characters blocks say."""
    return sum(len(plain(runs)) for block in blocks for runs in texts(block))


def texts(block: Block) -> Iterator[Runs]:
    """Each heading, paragraph and cell of a block."""
    match block:
        case Heading(figure=figure) if figure:
            yield block.runs
            yield (Run(figure),)
        case Heading() | Paragraph():
            yield block.runs
        case Items():
            for item in block.items:
                for inner in item.blocks:
                    yield from texts(inner)
        case Box():
            for inner in block.blocks:
                yield from texts(inner)
        case Table():
            yield from block.head
            for row in block.rows:
                yield from row.cells
        case Drawing():
            yield (Run(block.text),)
