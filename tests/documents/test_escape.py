"""What a parser reads back from a document is what people said, and it does nothing."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from cxworkshop.documents.escape import Markdown, csv_cell, html, markdown, one_line

PARSERS = (
    MarkdownIt("commonmark").enable(["table", "strikethrough"]),
    MarkdownIt("gfm-like")
    .use(footnote_plugin)
    .use(deflist_plugin)
    .use(dollarmath_plugin)
    .use(tasklists_plugin),
)
MARKS = [
    *r"\`*_{}[]()#+-.!<>|&~=:1aé日@^$%", " ", "\n", "\t", "&amp;", "<b>", "1.", "![", "](",
    "a@b.fi", "www.a.fi",
    "^[", "http://", "i", "Table",
]  # fmt: skip
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
    "a) order online", "i. x", "IV. x", "(1) x", "(a) x", "#. x", "(@) x", "(@good) x", "A.  x", "xx. y",
    "1)", "a.", "anna@example.org", "see anna.b-c@mail.example.fi.", "verkkokauppa.fi", "H^2^O", "~x~",
    "[^1]", "^[a note]", "@Koski", "[@key]", "a {.b}", ":smile:", "a -- b", "and so on ...", "Table: prices",
    "%title", "- [ ] x",
]  # fmt: skip


def read(parser: MarkdownIt, text: str) -> tuple[str, set[str]]:
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

    walk(parser.parse(text))
    return "".join(seen), kinds


@pytest.mark.parametrize("said", AWKWARD)
@pytest.mark.parametrize("context", CONTEXTS)
def test_awkward_words_are_read_back_as_they_were_said(context: str, said: str) -> None:
    holds(context, said)


@given(st.sampled_from(CONTEXTS), SAID)
def test_any_words_are_read_back_as_they_were_said(context: str, said: str) -> None:
    holds(context, said)


def holds(context: str, said: str) -> None:
    for parser in PARSERS:
        plain, plain_kinds = read(parser, context.format("word"))
        text, kinds = read(parser, context.format(markdown(said)))
        expected = one_line(said)
        if not expected:  # the author's marks are left bare: nothing may come of it but fewer characters
            assert "link_open" not in kinds - plain_kinds
            continue
        assert text == plain.replace("word", expected)
        assert kinds == plain_kinds


NUMBERED = re.compile(r"\(?(?:#|@[\w-]*|[a-zA-Z]|[ivxlcdmIVXLCDM]+|\d+)[.)](?:\s|\Z)")
"""What pandoc reads as the number of an item (fancy_lists, example_lists), by its manual."""
UNESCAPED = re.compile(r"(?<!\\)(?:\^|~|@|\$|--|\.\.\.)")
"""What pandoc makes superscript, subscript, a citation, mathematics, dashes or dots of."""


@given(SAID | st.from_regex(NUMBERED).map(lambda mark: mark + "order online"))
@example("a) order online")
@example("(1) x")
def test_nothing_said_is_a_number_or_a_sign_to_pandoc(said: str) -> None:
    text = str(markdown(said))
    assert not NUMBERED.match(text)
    assert not UNESCAPED.search(text)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not on this machine")
@pytest.mark.parametrize("read_as", ["markdown-smart", "commonmark", "gfm"])
def test_pandoc_reads_awkward_words_as_they_were_said(read_as: str) -> None:
    text = "\n\n".join(f"- {markdown(said)}" for said in AWKWARD if one_line(said))
    page = subprocess.run(
        ["pandoc", "-f", read_as, "-t", "html", "--wrap=none"],
        input=text, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert set(re.findall(r"<(\w+)", page)) == {"ul", "li", "p"}
    items = [unescape(item) for item in re.findall(r"<p>(.*?)</p>", page)]
    assert [" ".join(item.split()) for item in items] == [
        " ".join(one_line(said).split()) for said in AWKWARD if one_line(said)
    ]


@pytest.mark.parametrize("name", ["webropol_loka.csv", "jälkisoitto 2026.xlsx", "Q3.parquet (1)"])
def test_the_name_of_a_file_is_printed_as_it_is(name: str) -> None:
    assert markdown(name) == name
    holds("| {} | a |\n|---|---|\n", name)
    holds("{}\n", f"{name}.com www.{name} a.csv.example")


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
