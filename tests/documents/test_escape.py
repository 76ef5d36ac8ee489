"""What a parser reads back from a document is what people said, and it does nothing."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxworkshop.documents.escape import Markdown, csv_cell, html, markdown, one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = [*r"\`*_{}[]()#+-.!<>|&~=:1aé日", " ", "\n", "\t", "&amp;", "<b>", "1.", "![", "]("]
SAID = st.text(max_size=40) | st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
CONTEXTS = [
    "{}", "# {}", "- {}", "> {}", "1. {}", "before {} after", "**{}**", "- **{}** – after",
    "| a | b |\n|---|---|\n| {} | c |",
    "[{}](http://ours)", "Words: {}",
]  # fmt: skip
AWKWARD = [
    "a [b] [/c] <i> | *x* `\\` # _y_ ![z](http://q) 日本 é \"\nnew", "1. first", "1) x", "٣. x", "- item",
    "+ item", "# heading", "> quote",
    "===", "---", "```", "~~~", "| a | b |", "a|b\n---|---", "<script>alert(1)</script>", "<!-- -->",
    "&copy;", "&#42;", "\\", "a\\",
    "a_b_c", "_a_", "__init__", "**bold**", "[x]: http://y", "![", "title #", "http://q.example",
        "<http://q>", "$x$", "~~gone~~",
    "\u202eabc", "a\x00b", ":::", "=1+1", "  indented", "a  \nb", "a\\\nb", "\ufeffa", "www.q.example",
]  # fmt: skip


def read(text: str) -> tuple[str, set[str]]:
    """The characters a reader sees, and the kinds of thing they are made of."""
    seen: list[str] = []
    kinds: set[str] = set()

    def walk(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                walk(token.children or [])
            elif token.type in ("text", "text_special"):
                seen.append(token.content)
            else:
                kinds.add(token.type)

    walk(PARSER.parse(text))
    return "".join(seen), kinds


@pytest.mark.parametrize("said", AWKWARD)
@pytest.mark.parametrize("context", CONTEXTS)
def test_awkward_words_are_read_back_as_they_were_said(context: str, said: str) -> None:
    holds(context, said)


@given(st.sampled_from(CONTEXTS), SAID)
def test_any_words_are_read_back_as_they_were_said(context: str, said: str) -> None:
    holds(context, said)


def holds(context: str, said: str) -> None:
    plain, plain_kinds = read(context.format("word"))
    text, kinds = read(context.format(markdown(said)))
    expected = one_line(said)
    if (
        not expected
    ):  # nothing said leaves the author's marks bare: nothing may come of it but fewer characters
        assert "link_open" not in kinds - plain_kinds
        return
    assert text == plain.replace("word", expected)
    assert kinds == plain_kinds


def test_words_are_escaped_once_and_work_on_them_is_escaped_again() -> None:
    assert isinstance(markdown("*x*"), Markdown)
    assert type(markdown("*x*") + "*y*") is str
    assert type(markdown("*x*").upper()) is str


@given(SAID)
def test_html_reads_back_as_it_was_said(said: str) -> None:
    class Reader(HTMLParser):
        seen = ""
        inside = ""

        def handle_data(self, data: str) -> None:
            self.seen += data

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside = attrs[0][1] or ""

    reader = Reader()
    reader.feed(f'<p title="{html(said)}">{html(said)}</p>')
    reader.close()
    assert one_line(reader.seen) == one_line(said) == one_line(reader.inside)


@given(SAID)
def test_a_spreadsheet_cell_never_begins_as_a_formula(said: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([csv_cell(said), "end"])
    cell, end = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert end == "end"
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert one_line(said) in (one_line(cell), one_line(cell.removeprefix("'")))


def test_numbers_stay_numbers_in_a_spreadsheet() -> None:
    assert csv_cell(-3.5) == -3.5
    assert csv_cell(None) == ""
    assert csv_cell("-3.5") == "'-3.5"
