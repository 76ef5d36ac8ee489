"""The Markdown of a document as a tree: read once, for every writer.

What Markdown has no word for is a comment that only a template's author can write, because what people said
never holds a bare `<`: `<!-- page -->`, `<!-- wide -->`, `<!-- cover -->`, `<!-- table: KIND WIDTHS -->` and
`<!-- box: KIND -->` on lines of their own, `<!-- action: ID -->` at the end of an item. A heading after
`<!-- heading: figure -->` has its figure, which stands behind its last dash, in large type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxworkshop.documents import as_printed, tree
from cxworkshop.documents.pictures import Picture
from cxworkshop.documents.tree import BREAK, Block, Run, Runs, Sheet
from cxworkshop.errors import WrongUse, quoted
from cxworkshop.language import say

PAGES = frozenset({"page", "wide", "cover"})
_OF_THE_NEXT = frozenset({"table", "box", "heading"})
_MARK = re.compile(r"<!-- ([a-z]+)(?:: ([^<>]*?))? -->")
_OF_ACTIONS = ("action", as_printed.NAME)
"""The marks of the line of an action; how it stood is read only by what takes the line back."""
_TICK = re.compile(r"\[([ xX-])\](?: |\Z)")
_LISTS = {"bullet_list_open": "bullet_list_close", "ordered_list_open": "ordered_list_close"}


def read(markdown: str, pictures: Mapping[str, Picture]) -> tuple[Sheet, ...]:
    """The sheets of a document. `pictures` by the text that stands for them in a fence.

    Raises WrongUse, with the line, where a template has HTML that is none of our marks.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return _Reader(parser.parse(markdown), pictures).sheets()


class _Reader:
    """Walks over tokens once, from the first to the last."""

    def __init__(self, tokens: list[Token], pictures: Mapping[str, Picture]) -> None:
        self._tokens, self._at, self._pictures = tokens, 0, pictures
        self._marks: dict[str, str] = {}  # of the next block
        self._levels: list[int] = []  # of the headings above, as they are written
        self._line = 1

    def sheets(self) -> tuple[Sheet, ...]:
        self._sheets: list[tuple[str, list[Block]]] = [("page", [])]
        while self._at < len(self._tokens):
            if (block := self._block(self._next())) is not None:
                self._sheets[-1][1].append(block)
        return tuple(Sheet(kind, tuple(blocks)) for kind, blocks in self._sheets if blocks)

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        if token.map:
            self._line = token.map[0] + 1
        return token

    def _until(self, closing: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        while (token := self._next()).type != closing:
            if (block := self._block(token)) is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "heading_open":
                return self._heading(int(token.tag[1]))
            case "paragraph_open":
                return tree.Paragraph(self._inline()[0])
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "blockquote_open":
                return tree.Box(self._marks.pop("box", "quote"), self._until("blockquote_close"))
            case "table_open":
                return self._table()
            case "fence" | "code_block":
                text = token.content.rstrip("\n")
                return tree.Drawing(text, self._pictures.get(text, ()))
            case "hr":
                return tree.Rule()
            case "html_block":
                self._read_marks(token.content)
                return None
            case _:
                raise self._not_ours(token.content)

    def _read_marks(self, text: str) -> None:
        """Begins a page, or keeps what the next block is."""
        for line in filter(None, map(str.strip, text.splitlines())):
            mark = _MARK.fullmatch(line)
            if mark and mark[1] in PAGES and mark[2] is None:
                self._sheets.append((mark[1], []))
            elif mark and mark[1] in _OF_THE_NEXT:
                self._marks[mark[1]] = mark[2] or ""
            else:
                raise self._not_ours(line)

    def _heading(self, written: int) -> tree.Heading:
        heading = tree.Heading(self._level(written), self._inline()[0])
        if self._marks.pop("heading", "") != "figure":
            return heading
        label, dash, figure = tree.plain(heading.runs).rpartition(tree.BEFORE_FIGURE)
        return heading._replace(runs=(Run(label),), figure=figure) if dash else heading

    def _level(self, written: int) -> int:
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return len(self._levels)

    def _list(self, opening: Token) -> tree.Items:
        closing, items = _LISTS[opening.type], []
        while self._next().type != closing:
            items.append(self._item())
        return tree.Items(tuple(items), opening.type == "ordered_list_open")

    def _item(self) -> tree.Item:
        box = action = ""
        first: tuple[Block, ...] = ()
        if self._tokens[self._at].type == "paragraph_open":
            self._next()
            # in the source, because what people wrote has its brackets escaped there
            if tick := _TICK.match(self._tokens[self._at].content):
                box = tick[1].lower()
            runs, action = self._inline(without=len(tick[0]) if tick else 0)
            first = (tree.Paragraph(runs),)
        return tree.Item(first + self._until("list_item_close"), box, action)

    def _table(self) -> tree.Table:
        kind, *widths = self._marks.pop("table", "plain").split() or ["plain"]
        rows: list[list[Runs]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._inline()[0])
        head, *body = rows
        wanted = [float(width) for width in widths if width.isdecimal()]
        shares = wanted if len(wanted) == len(head) and any(wanted) else column_weights(rows)
        total = sum(shares)
        return tree.Table(
            kind,
            tuple(round(share / total, 4) for share in shares),
            tuple(head),
            tuple(tree.Row(tuple(row), len(row) > 1 and bool(row[0]) and not any(row[1:])) for row in body),
        )

    def _inline(self, without: int = 0) -> tuple[Runs, str]:
        """The runs of a block without so many characters at its start, and the action that its mark names."""
        source = self._next()
        self._next()  # what closes the block
        runs: list[Run] = []
        style, action = Run(""), ""
        for token in source.children or []:
            match token.type:
                case "text" | "text_special":
                    runs.append(style._replace(text=token.content[without:]))
                    without = 0
                case "code_inline":
                    runs.append(style._replace(text=token.content, code=True))
                case "softbreak":
                    runs.append(style._replace(text=" "))
                case "hardbreak":
                    runs.append(BREAK)
                case "strong_open" | "strong_close":
                    style = style._replace(bold=token.nesting > 0)
                case "em_open" | "em_close":
                    style = style._replace(italic=token.nesting > 0)
                case "link_open" | "link_close":
                    style = style._replace(href=str(token.attrGet("href") or ""))
                case "html_inline" if (mark := _MARK.fullmatch(token.content)) and mark[1] in _OF_ACTIONS:
                    action = mark[2] or "" if mark[1] == "action" else action
                case _:
                    raise self._not_ours(token.content)
        return _joined(runs), action

    def _not_ours(self, text: str) -> WrongUse:
        return WrongUse(
            say(
                "Line {n} of the document: {text} is neither Markdown nor a mark of ours.",
                n=self._line,
                text=quoted(text),
            )
        )


def _joined(runs: list[Run]) -> Runs:
    """Neighbours of one style as one run, without spaces at the end."""
    made: list[Run] = []
    for run in runs:
        if (
            made
            and run != BREAK
            and made[-1]._replace(text="") == run._replace(text="")
            and made[-1] != BREAK
        ):
            made[-1] = run._replace(text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    if made and made[-1] != BREAK:
        made[-1] = made[-1]._replace(text=made[-1].text.rstrip())
    return tuple(run for run in made if run.text)


NARROWEST, LONGEST_WORD, LONGEST_CELL = 2.2, 18, 80
"""Characters; what is longer makes no column wider."""


def column_weights(rows: list[list[Runs]]) -> list[float]:
    """How wide each column wants to be: at least its longest word, more the more it says."""
    weights = []
    for column in zip(*rows, strict=True):
        said = [tree.plain(cell) for cell in column]
        longest = max(len(word) for text in said for word in text.split() or [""])
        usual = sum(min(len(text), LONGEST_CELL) for text in said) / len(said)
        weights.append(max(NARROWEST, min(longest, LONGEST_WORD), usual**0.85))
    return weights
