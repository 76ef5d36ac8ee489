"""What people said comes back exactly from a parser of each form, for arbitrary words in every construct."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO

import html5lib
import pytest
from docx import Document as WordFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cxworkshop.documents import DOCUMENTS, FORMS, written_document
from cxworkshop.documents import tree as trees
from cxworkshop.documents.escape import markdown, one_line
from cxworkshop.documents.look import Look
from cxworkshop.documents.pictures import (
    Bar,
    Gap,
    Level,
    Moment,
    Picture,
    Stair,
    Trend,
    Way,
    Weight,
    pictures_in,
    text,
)
from cxworkshop.documents.reader import read
from cxworkshop.documents.tree import About, Tree, plain
from cxworkshop.documents.writers import docx, encoded, html, pdf
from cxworkshop.errors import WrongUse
from cxworkshop.importing.word import lines_of_word
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from tests.documents.test_plan import HOSTILE, of_round, saying

ON = date(2026, 11, 21)
HOSTILE_WORDS = [
    "[a](javascript:alert(1))",
    "<!-- page -->",
    "<!-- action: a9 -->",
    '#panic("x") #read("/etc/passwd")',
    "\\n \\u{41} $x^2$ @ref <label> // comment /* x */",
    "= heading",
    "- [ ] not a box",
    "[x] ticked",
    "&lt;b&gt; &#42; ]]> <w:r>",
    "x" * 300,
    "style='x' \"onload=\"",
    "{{ 7*7 }} {% raw %}",
    "a  b   c",
    "=1+1",
    "line\nbreak\ttab",
    "☐ box ✓ ●",
    "ÅÄÖ åäö Šž € “”",
]
WORDS = st.text(max_size=60) | st.sampled_from([*HOSTILE_WORDS, "\ufffe\uffff\ufdd0end", "日本 שלום 👩‍👩‍👧"])
BOX = re.compile(r"^- \[(.)\] .*<!-- action: (\w+) -->", re.MULTILINE)
READABLE = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"])
LATIN = st.text(READABLE, max_size=60) | st.sampled_from(HOSTILE_WORDS)


def pictures(said: str) -> tuple[Picture, ...]:
    return (
        (Bar((("●", 2), ("○", 1)), said),),
        (Level(2, True, 4, said), Level(None, False, None, said)),
        (Gap(0, 100, 10, 20, 30, 50, said, ((40, 1), (50, 2)), said),),
        (Trend((Moment(ON, 1, 2, 3, said), Moment(ON, 2, 3, 4, said)), 0, 5, (4,), said, said),),
        (Way(0.1, 0.5, 0.7, said, said), Way(None, None, None, said, said)),
        (Weight(10, 10, True, said, said), Weight(4, 10, False, said, said)),
        (Stair(0, True, said), Stair(1, False, said)),
    )


def document(said: str, language: str = "en") -> Tree:
    """Each construct that a template can have, with the words in it."""
    words = f"x{markdown(said)}"
    parts = [
        f"# {words}",
        words,
        f"- {words}\n  - **{words}:** *{words}*",
        f"- [ ] {words} <!-- action: a1 -->",
        f"- [x] {words} <!-- action: a2 -->",
        f"- [x] again <!-- action: a1 -->\n- [-] {words} <!-- action: a3 -->",
        f"1. {words}",
        f"<!-- box: promise -->\n\n> {words}",
        f"| {words} | b |\n|---|---|\n| *{words}* | |\n| ● {words} | {words} |",
        f"<!-- table: tiles -->\n\n| | | |\n|---|---|---|\n| {words} | {words} | {words} |",
        f"<!-- wide -->\n\n### {words}",
        f"<!-- heading: figure -->\n\n# {words} – 4 → {words}",
        "<!-- page -->",
        *(str(text(picture)) for picture in pictures(said)),
        "---",
    ]
    about = About("Action plan", one_line(said), language, ON, "Draft")
    return Tree(about, read("\n\n".join(parts), pictures_in(pictures(said))))


def said_in(tree: Tree) -> list[str]:
    """The words of each heading, paragraph and cell, in order; the heads of tiles are not shown."""
    blocks = (block for sheet in tree.sheets for block in sheet.blocks)
    said = [
        block._replace(head=()) if isinstance(block, trees.Table) and block.kind == "tiles" else block
        for block in blocks
        if not isinstance(block, trees.Drawing)
    ]
    return [plain(runs) for block in said for runs in trees.texts(block)]


def squeezed(words: str) -> str:
    return "".join(words.replace("\u200b", "").split())


def in_order(wanted: Iterable[str], found: Iterable[str]) -> bool:
    """Whether all that is wanted stands in what was found, one after the other."""
    rest = iter(found)
    return all(any(words in line for line in rest) for words in wanted)


# ---- HTML --------------------------------------------------------------------------------------------------
@given(WORDS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_page_of_html_is_valid_and_says_the_same(said: str) -> None:
    tree = document(said)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html.write(tree, Look()).data.decode())
    assert parser.errors == []
    assert {element.tag for element in root.iter()} & {"script", "a", "img", "input", "label"} == set()
    words = "".join(root.find("body").itertext())
    assert all(squeezed(said) in squeezed(words) for said in said_in(tree))
    boxes = ["".join(item.itertext())[0] for item in root.iter("li") if item.get("class") == "box"]
    assert boxes == list("☐☑☑☒")


# ---- Word --------------------------------------------------------------------------------------------------
def paragraphs(data: bytes) -> Iterator[str]:
    """The words of each paragraph, those in tables and in controls too."""
    names = WordFile(BytesIO(data)).element.body.iter("{*}p")
    for paragraph in names:
        yield "".join(part.text or "" for part in paragraph.iter("{*}t"))


@given(WORDS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
def test_a_word_file_says_the_same(said: str) -> None:
    tree = document(said)
    data = docx.write(tree, Look()).data
    assert in_order(filter(None, said_in(tree)), paragraphs(data))
    assert BOX.findall(lines_of_word(data)) == [(" ", "a1"), ("x", "a2"), ("x", "a1")]


def test_a_word_file_has_styles_heads_that_repeat_and_its_language() -> None:
    made = WordFile(BytesIO(docx.write(document("said", "fi"), Look()).data))
    styles = {paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    assert {
        "Heading 1",
        "Heading 2",
        "List Bullet",
        "List Bullet 2",
        "List Number",
        "Intense Quote",
    } <= styles
    assert len(list(made.element.iter("{*}tblHeader"))) == 1
    assert {lang.values()[0] for lang in made.styles.element.iter("{*}lang")} == {"fi-FI"}
    assert [section.orientation for section in made.sections] == [0, 1, 0]
    pictures = list(made.element.iter("{*}docPr"))
    assert len(pictures) == 7  # of each kind one
    assert all(picture.get("descr") for picture in pictures)


# ---- PDF ---------------------------------------------------------------------------------------------------
def words_of(data: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


@given(LATIN)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@example("palvelutapahtumakokonaisuusjärjestelmä" * 3)
def test_a_pdf_says_the_same(said: str) -> None:
    tree = document(said)
    made = pdf.write(tree, Look())
    assert made.notes == ()
    assert b"pdfuaid" in made.data
    words = words_of(made.data)
    for line in said_in(tree):
        assert all(squeezed(part) in words for part in line.split()), line


ROWS = ["| Row | x |"] * 55
GROUPED = [f"| *Stage {n}* | |" if n % 3 == 2 else "| Row | x |" for n in range(13)]


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        *((0, ROWS[:n]) for n in (54, 55)),
        *((n, ROWS[:6]) for n in (47, 51)),
        *((n, GROUPED) for n in range(41, 51)),
    ],
)
def test_no_row_of_a_table_and_no_heading_of_rows_stands_alone_on_a_page(above: int, rows: list[str]) -> None:
    words, table = "Words\n\n" * above, "\n".join(["| Touchpoint | Level |", "|---|---|", *rows])
    tree = Tree(About("Plan", "", "en", ON, ""), read(f"{words}{table}", {}))
    for page in PdfReader(BytesIO(pdf.write(tree, Look()).data)).pages:
        said = [line for line in page.extract_text().splitlines() if line.startswith(("Row", "Stage"))]
        assert len(said) != 1
        assert not said or not said[-1].startswith("Stage")


def test_signs_that_no_font_has_are_told_of() -> None:
    made = pdf.write(document("\U0001b170 end"), Look())  # a sign of Nüshu
    assert made.data.startswith(b"%PDF")
    assert len(made.notes) == 1 or b"pdfuaid" in made.data


# ---- all documents -----------------------------------------------------------------------------------------
BOTH = [(name, form) for name, document in DOCUMENTS.items() for form in document.forms]


@pytest.mark.parametrize(("name", "form"), BOTH)
def test_the_same_session_gives_the_same_bytes(name: str, form: str) -> None:
    first, second = (
        written_document(demo_session("fi"), name, language="fi", on=ON, form=form).data for _time in range(2)
    )
    assert first == second


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, f in BOTH if f in ("html", "docx", "pdf", "txt")])
def test_each_form_of_a_document_says_what_its_markdown_says(name: str, form: str) -> None:
    words = HOSTILE.replace("日本", "ŠŽ") if form == "pdf" else HOSTILE  # few machines have a font for it
    session = saying(of_round("en", 2), words)
    data, text_ = (written_document(session, name, language="en", on=ON, form=f).data for f in (form, "md"))
    tree = Tree(About("", "", "en", ON, ""), read(text_.decode(), {}))
    match form:
        case "html":
            found = squeezed("".join(html5lib.parse(data.decode(), namespaceHTMLElements=False).itertext()))
        case "docx":
            found = squeezed("".join(paragraphs(data)))
        case "txt":
            found = squeezed(data.decode())
        case _:
            found = words_of(data)
    said = [line for line in said_in(tree) if line]
    assert said
    for line in said:
        pieces = line.split() if form == "pdf" else [line]  # lines of a PDF wrap, also inside hyphens
        assert all(squeezed(piece) in found for piece in pieces), line


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_a_document_has_not_is_refused_with_those_it_has(form: str) -> None:
    for name, document_ in DOCUMENTS.items():
        if form not in document_.forms:
            with pytest.raises(WrongUse, match=re.escape(", ".join(document_.forms))):
                written_document(demo_session("en"), name, language="en", on=ON, form=form)


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cxworkshop.documents.writers.pdf", None)
    with (
        speaking("en"),
        pytest.raises(WrongUse, match=r"pip install 'cxworkshop\[documents\]'.*make documents"),
    ):
        encoded("pdf", document("x"), Look())


def test_the_folder_that_starts_without_installing_says_what_to_write_in_the_place_of_pdf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modules = __import__("sys").modules
    monkeypatch.setattr(modules["sys"], "frozen", True, raising=False)
    monkeypatch.setitem(modules, "cxworkshop.documents.writers.pdf", None)
    with speaking("en"), pytest.raises(WrongUse, match="Write HTML, which every browser prints"):
        encoded("pdf", document("x"), Look())
