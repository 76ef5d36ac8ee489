"""The reader: what Markdown says, and what a template tells the writers besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import tree
from cxworkshop.documents.escape import markdown, one_line
from cxworkshop.documents.pictures import Bar, pictures_in, text
from cxworkshop.documents.reader import read
from cxworkshop.documents.tree import Run, plain
from cxworkshop.errors import WrongUse


def blocks(markdown_text: str) -> tuple[tree.Block, ...]:
    return tuple(block for sheet in read(markdown_text, {}) for block in sheet.blocks)


def test_a_page_begins_where_the_template_says() -> None:
    sheets = read("# A\n\n<!-- wide -->\n\n# B\n\n<!-- page -->\n<!-- cover -->\n\nC\n", {})
    assert [sheet.kind for sheet in sheets] == ["page", "wide", "cover"]


def test_headings_have_no_gap_between_their_levels() -> None:
    levels = [
        block.level for block in blocks("## A\n\n#### B\n\n### C\n\n# D\n") if isinstance(block, tree.Heading)
    ]
    assert levels == [1, 2, 2, 1]


def test_a_box_and_an_action_are_read_from_the_source_of_an_item() -> None:
    (block,) = blocks(
        "- [x] *done* it <!-- was: 2026-11-30 --> <!-- action: a1 -->\n  - [-] no\n- \\[x\\] said\n- [ ]\n"
    )
    assert isinstance(block, tree.Items)
    first, second, third = block.items
    assert (first.box, first.action) == ("x", "a1")
    assert first.blocks[0] == tree.Paragraph((Run("done", italic=True), Run(" it")))
    assert isinstance(first.blocks[1], tree.Items)
    assert first.blocks[1].items[0].box == "-"
    assert (second.box, plain(next(tree.texts(second.blocks[0])))) == ("", "[x] said")
    assert (third.box, third.blocks) == (" ", (tree.Paragraph(()),))


def test_a_table_has_its_kind_its_widths_and_rows_that_head_others() -> None:
    (table,) = blocks("<!-- table: sheet 1 3 -->\n\n| a | b |\n|---|---|\n| *g* | |\n| 1 | 2 |\n")
    assert isinstance(table, tree.Table)
    assert (table.kind, table.widths) == ("sheet", (0.25, 0.75))
    assert [row.is_group for row in table.rows] == [True, False]
    (other,) = blocks("| a | b |\n|---|---|\n| 1 | a longer text by far |\n")
    assert isinstance(other, tree.Table)
    assert other.kind == "plain"
    assert other.widths[0] < other.widths[1]


def test_a_picture_is_known_by_its_text_and_another_fence_is_text() -> None:
    picture = (Bar((("●", 2),), "now"),)
    sheets = read(f"{text(picture)}\n\n```\n<!-- page -->\n```\n", pictures_in(({"no"}, (1, (picture,)))))
    drawn, code = sheets[0].blocks
    assert drawn == tree.Drawing("●●  now", picture)
    assert code == tree.Drawing("<!-- page -->")


@pytest.mark.parametrize(
    "line", ["<script>x</script>", "<!-- other -->", "<!-- page: 2 -->", "a <b>c</b>", "![x](y)"]
)
def test_what_no_writer_can_show_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(WrongUse, match="Line 3 of the document"):
        read(f"# A\n\n{line}\n", {})


@given(
    st.text(),
    st.sampled_from(
        ["# {}", "{}", "- {}", "- [ ] {} <!-- action: a1 -->", "> {}", "| {} |\n|---|", "1. **{}**"]
    ),
)
def test_what_people_said_is_the_words_of_one_block(said: str, template: str) -> None:
    (block,) = blocks(template.format(f"x{markdown(said)}")) if one_line(f"x{said}") else (None,)
    assert block is not None
    (runs,) = tree.texts(block)
    assert plain(runs) == one_line(f"x{one_line(said)}")
