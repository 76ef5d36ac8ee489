"""A firm's look is checked before anything is written with it: each mistake is named, and nothing gets in."""

from __future__ import annotations

import re
import struct
import zipfile
from base64 import b64encode
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import written_document
from cxworkshop.documents.firm import Firm
from cxworkshop.documents.firm.look_file import OF_WORDS, READABLE, contrast, example, for_dark, look_from
from cxworkshop.documents.look import DARK, Colours, Logo, Look
from cxworkshop.errors import FaultyTemplate
from cxworkshop.method.demo import demo_session

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40"/></svg>'


def png(width: int = 40, height: int = 20) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height)
    return head + b"\x08\x06\0\0\0" + b"\0" * 4 + struct.pack(">I", 0) + b"IEND\xaeB`\x82"


def look(text: str, **files: bytes) -> Look:
    """The look of a folder with files: `logo_svg` is logo.svg."""
    named = {name.replace("_", "."): data for name, data in files.items()}
    return look_from(text, lambda name, most: named[name][: most + 1] if name in named else None)


def trouble(text: str, **files: bytes) -> str:
    with pytest.raises(FaultyTemplate) as caught:
        look(text, **files)
    return str(caught.value)


def test_without_a_word_the_look_is_ours_and_so_is_that_of_the_example() -> None:
    assert look("") == Look() == Firm().look
    assert look(example()).light == Colours()


def test_a_look_holds_what_the_file_says() -> None:
    text = 'font = "Inter"\nlogo = "logo.svg"\nfooter = "Salmi & Co"\n[colours]\naccent = "#5A1E6B"\n'
    made = look(text, logo_svg=SVG)
    assert made == Look(
        light=Colours(accent="#5a1e6b"),
        dark=DARK._replace(accent=made.dark.accent),
        font="Inter",
        logo=Logo("svg", SVG, 40, 20),
        footer="Salmi & Co",
    )
    assert look('logo = "a.png"', **{"a.png": png()}).logo == Logo("png", png(), 40, 20)


def test_our_own_colours_can_be_read() -> None:
    for colours in (Colours(), DARK):
        for name in OF_WORDS:
            assert contrast(getattr(colours, name), colours.paper) >= READABLE
            assert contrast(getattr(colours, name), colours.tint) >= READABLE


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_of_a_firm_has_one_that_can_be_read_in_the_dark(number: int) -> None:
    assert contrast(for_dark(f"#{number:06x}", DARK.paper), DARK.tint) >= READABLE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('fnt = "Inter"', "look.toml: there is no entry fnt. Try: font."),
        ('[colours]\naccnt = "#000000"', "look.toml: there is no entry colours.accnt. Try: accent."),
        ('[colours.dark]\nx = "#000000"', "look.toml: there is no entry colours.dark.x. Try: ink, soft,"),
        ('[colours]\naccent = "teal"', "look.toml, colours.accent = teal: a colour is written as #0d5c68."),
        ("[colours]\naccent = 7", "look.toml, colours.accent = 7: a colour is written as #0d5c68."),
        (
            '[colours]\naccent = "#ffee00"',
            "look.toml, colours.accent = #ffee00: words in it can hardly be read on",
        ),
        ('[colours.dark]\nink = "#000000"', "look.toml, colours.dark.ink = #000000: words in it can hardly"),
        ("colours = 7", "look.toml, colours = 7: it is a table: [colours]"),
        ("[colours]\ndark = 7", "look.toml, colours.dark = 7: it is a table: [colours.dark]"),
        ("font = 7", "look.toml, font = 7: it is no text on one line"),
        ('font = "x\'; } body { x"', "look.toml, font = x'; } body { x: a font is the name of a family"),
        ('font = ""', "look.toml, font = : a font is the name of a family"),
        (
            'footer = "a\\nb"',
            "look.toml, footer = a\nb: it is no text on one line of at most 120 characters.",
        ),
        ('logo = "logo.png"', "look.toml, logo = logo.png: there is no such file in this folder."),
        ("logo = 7", "look.toml, logo = 7: it is the name of a file in this folder."),
        ('reference = "x.docx"', "look.toml, reference = x.docx: there is no such file"),
        ('a = "b"\nfont = Inter', "look.toml, line 2: font = Inter cannot be read. Words stand in quotes"),
        ('font = "a', 'look.toml, line 1: font = "a cannot be read.'),
    ],
)
def test_a_mistake_is_named_with_its_entry_and_what_to_do(text: str, why: str) -> None:
    assert trouble(text).startswith(why)


def test_a_file_that_is_too_large_or_something_else_is_refused() -> None:
    assert "larger than 512 KiB" in trouble('logo = "logo.png"', logo_png=png() + b"\0" * 600_000)
    assert "no Word document" in trouble("", reference_docx=b"PK\x03\x04 a spreadsheet")
    assert "neither a PNG nor an SVG" in trouble('logo = "logo.gif"', logo_gif=b"GIF89a")
    assert "damaged" in trouble('logo = "logo.png"', logo_png=png()[:20])
    assert "4,000 pixels" in trouble('logo = "logo.png"', logo_png=png(70_000, 1))
    assert "damaged" in trouble('logo = "logo.svg"', logo_svg=b"<svg")
    assert "viewBox" in trouble('logo = "logo.svg"', logo_svg=SVG.replace(b"viewBox", b"view"))


HARMLESS = [
    '<?xml version="1.0" encoding="UTF-8"?><!-- drawn by hand -->{svg}<path d="M0 0"/></svg>',
    "{svg}<style>.a{{fill:#123456}}</style><g class='a' style='fill:url(#b)'><use href='#c'/></g></svg>",
    "{svg}<metadata><i:x xmlns:i='http://www.inkscape.org/namespaces' i:file='C:\\x'/></metadata></svg>",
]
HOSTILE = [
    "{svg}<script>alert(1)</script></svg>",
    "{svg}<g onload='alert(1)'/></svg>",
    "{svg}<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script></svg>",
    "{svg}<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script></svg>",
    "{svg}<foreignObject/></svg>",
    "{svg}<image href='http://x/y.png'/></svg>",
    "{svg}<use href='http://x/y.svg#z'/></svg>",
    "{svg}<use xmlns:x='http://www.w3.org/1999/xlink' x:href=' javascript:alert(1)'/></svg>",
    "{svg}<a href='javascript:alert(1)'/></svg>",
    "{svg}<animate attributeName='href'/></svg>",
    "{svg}<set attributeName='href'/></svg>",
    "{svg}<style>@import 'http://x';</style></svg>",
    "{svg}<style>.a{{fill:url(http://x)}}</style></svg>",
    "{svg}<g style=\"fill:url( 'http://x' )\"/></svg>",
    "{svg}<g style='fill:u\\72l(http://x)'/></svg>",
    "{svg}<g xml:base='http://x'/></svg>",
    "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>]>{svg}<text>&a;</text></svg>",
    "<?xml-stylesheet href='http://x'?>{svg}</svg>",
    "<?xml version='1.0' encoding='utf-7'?>{svg}</svg>",
    "<html xmlns='http://www.w3.org/1999/xhtml'/>",
]
ROOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'>"


@pytest.mark.parametrize("source", HARMLESS)
def test_a_picture_as_drawing_programs_write_it_is_a_logo(source: str) -> None:
    assert look('logo = "logo.svg"', logo_svg=source.format(svg=ROOT).encode()).logo


@pytest.mark.parametrize("source", HOSTILE)
def test_a_picture_that_runs_or_loads_something_is_refused(source: str) -> None:
    words = trouble('logo = "logo.svg"', logo_svg=source.format(svg=ROOT).encode())
    assert words.startswith("logo.svg: it ")


TEXT = 'font = "Inter"\nlogo = "logo.svg"\nfooter = "Salmi & <Co>"\n[colours]\naccent = "#5a1e6b"\n'


def owner_page(form: str, firm: Firm | None) -> bytes:
    session, on = demo_session("en"), date(2026, 11, 5)
    person = session.people[0].id
    return written_document(session, "owner", language="en", on=on, person=person, form=form, firm=firm).data


def test_a_page_has_the_colours_the_font_the_logo_and_the_footer() -> None:
    page = owner_page("html", Firm({}, look(TEXT, logo_svg=SVG))).decode()
    for part in ("#5a1e6b", "Inter", b64encode(SVG).decode(), "Salmi &amp; &lt;Co&gt;"):
        assert part in page


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("logo", [{"logo_svg": SVG}, {"logo_svg": SVG.replace(b"0 0 40 20", b"0 0 20 400")}])
def test_a_word_file_and_a_pdf_have_the_logo_on_their_first_page(logo: dict[str, bytes]) -> None:
    firm = Firm({}, look(TEXT, **logo))
    word = zipfile.ZipFile(BytesIO(owner_page("docx", firm)))
    assert [name for name in word.namelist() if name.startswith("word/media/")]
    assert "Salmi &amp; &lt;Co&gt;" in word.read("word/footer1.xml").decode()
    assert "5A1E6B" in word.read("word/styles.xml").decode()
    pdf = owner_page("pdf", firm)
    assert pages(pdf) == pages(owner_page("pdf", None)) == 1


def test_a_logo_of_any_shape_is_no_larger_than_a_strip_of_the_page() -> None:
    for width, height in ((1, 1000), (1000, 1), (300, 300)):
        wide, high = Logo("png", b"", width, height).shown_size
        assert wide <= 6.001
        assert high <= 1.401
        assert wide / high == pytest.approx(width / height)


def word_file(**parts: str) -> bytes:
    """A Word document with a word in it, and parts in the place of others."""
    from docx import Document

    made = Document()
    made.add_paragraph("Confidential words of another client")
    made.styles["Heading 1"].font.name = "Salmi Serif"
    made.save(target := BytesIO())
    changed = BytesIO()
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2], old.read(name)))
    return changed.getvalue()


def test_a_word_file_gives_its_styles_and_none_of_its_words() -> None:
    reference = word_file()
    firm = Firm({}, look("", reference_docx=reference))
    assert firm.look.reference == reference
    made = zipfile.ZipFile(BytesIO(owner_page("docx", firm)))
    assert "Salmi Serif" in made.read("word/styles.xml").decode()
    assert "your part in our customers" in made.read("word/document.xml").decode()
    assert "another client" not in made.read("word/document.xml").decode()


RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
LINK = '<Relationship Id="a" Type="http://x/{}" Target="http://x/y" TargetMode="External"/>'


def test_a_word_file_that_loads_something_or_is_damaged_is_refused() -> None:
    assert look("", reference_docx=word_file()).reference
    for parts, why in (
        (
            {"document.xml.rels": RELS.format(LINK.format("attachedTemplate"))},
            "more than a document (http://x/y)",
        ),
        ({"document.xml.rels": RELS.format(LINK.format("image"))}, "more than a document (http://x/y)"),
        (
            {"styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
            "more than a document (word/styles.xml)",
        ),
        ({"styles.xml": "<a"}, "no Word document"),
        ({"[Content_Types].xml": "<Types/>"}, "no Word document"),
        ({"styles.xml": " " * 30_000_000}, "larger than 20,480 KiB"),
    ):
        assert why in trouble("", reference_docx=word_file(**parts))
    assert look("", reference_docx=word_file(**{"document.xml.rels": RELS.format(LINK.format("hyperlink"))}))
    assert "no Word document" in trouble("", reference_docx=word_file()[:2000])
