"""A document as a page of HTML says what its Markdown says, does nothing, and loads nothing."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import DOCUMENTS, write_document
from cxworkshop.documents.escape import markdown, one_line
from cxworkshop.documents.html import html
from cxworkshop.method.demo import demo_session

ON = date(2026, 11, 21)
EMPTY = frozenset({"meta", "br", "hr"})


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
        self.attributes |= {name for name, _value in attrs}
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_whole_and_loads_nothing(name: str, language: str) -> None:
    text = write_document(demo_session(language), name, language=language, on=ON, form="html")
    page = Page(text)
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe", "a"}
    assert page.attributes <= {"lang", "charset", "name", "content", "class"}
    assert "url(" not in text
    assert text == write_document(demo_session(language), name, language=language, on=ON, form="html")


def test_a_box_is_drawn_and_a_box_that_somebody_wrote_is_left() -> None:
    page = html(f"# T\n\n- [ ] one\n- [x] two\n- {markdown('[ ] three')}\n", "en")
    assert '<li class="box">☐ one</li>' in page
    assert '<li class="box">☑ two</li>' in page
    assert "<li>[ ] three</li>" in page
    assert "<title>T</title>" in page


@given(st.text())
def test_what_people_said_comes_back_and_does_nothing(said: str) -> None:
    text = f"# Title\n\n- **about** – {markdown(said)} – end\n\n| {markdown(said)} | x |\n|---|---|\n"
    page = Page(html(text, "en"))
    inside = {"h1", "ul", "li", "strong", "table", "thead", "tr", "th"}
    assert page.tags <= {"html", "head", "meta", "title", "style", "body", "main", *inside}
    words = "".join(page.words)
    assert " ".join(f"– {one_line(said)} – end".split()) in " ".join(words.split())
