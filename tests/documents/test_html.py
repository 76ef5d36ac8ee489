"""A document as a page of HTML says what its Markdown says, does nothing, and loads nothing."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import DOCUMENTS, written_document
from cxworkshop.documents.escape import markdown, one_line
from cxworkshop.documents.look import Look
from cxworkshop.documents.reader import read
from cxworkshop.documents.tree import About, Tree
from cxworkshop.documents.writers.html import write
from cxworkshop.method.demo import demo_session

ON = date(2026, 11, 21)
ABOUT = About("Action plan", "Kuusilinna", "en", ON, "")
EMPTY = frozenset({"meta", "br", "hr"})
WRITTEN = frozenset({"lang", "charset", "name", "content", "class", "data-action", "scope", "colspan"})


class Page(HTMLParser):
    """The elements that are open, the words of the page, and what does not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if "svg" not in self.open:
            self.attributes |= {name for name, _value in attrs}
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def html(text: str) -> str:
    return write(Tree(ABOUT, read(text, {})), Look()).data.decode()


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if "html" in document.forms])
def test_a_page_is_whole_and_loads_nothing(name: str, language: str) -> None:
    text = written_document(demo_session(language), name, language=language, on=ON, form="html").data.decode()
    page = Page(text)
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe", "a"}
    assert page.attributes <= WRITTEN | {"xmlns", "viewbox", "font-family", "role", "aria-label"}
    assert "url(" not in text
    assert (
        text
        == written_document(demo_session(language), name, language=language, on=ON, form="html").data.decode()
    )


def test_a_box_is_drawn_and_a_box_that_somebody_wrote_is_left() -> None:
    page = html(f"# T\n\n- [ ] one <!-- action: a1 -->\n- [x] two\n- [-] no\n- {markdown('[ ] three')}\n")
    assert '<li class="box" data-action="a1">☐ one</li>' in page
    assert '<li class="box">☑ two</li>' in page
    assert '<li class="box">☒ no</li>' in page
    assert "<li>[ ] three</li>" in page
    assert "<title>T</title>" in page


@given(st.text())
def test_what_people_said_comes_back_and_does_nothing(said: str) -> None:
    text = f"# Title\n\n- **about** – {markdown(said)} – end\n\n| {markdown(said)} | x |\n|---|---|\n"
    page = Page(html(text))
    inside = {"h1", "ul", "li", "strong", "div", "table", "thead", "tbody", "tr", "th"}
    assert page.tags <= {"html", "head", "meta", "title", "style", "body", "main", "section", *inside}
    words = "".join(page.words)
    assert " ".join(f"– {one_line(said)} – end".split()) in " ".join(words.split())
