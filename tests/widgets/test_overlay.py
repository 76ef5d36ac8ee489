"""The open cell drawn over a list: of a text longer than the area the lines around the caret."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.style import Style

from cxworkshop.model.kinds import LongText, Reading
from cxworkshop.model.organisation import Stage
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.editor import Editor
from cxworkshop.widgets.overlay import Overlay, overlay

TEXT = "\n".join(f"Line {n} of a long report" for n in range(2_000))
SIZE = 80, 20


@pytest.mark.parametrize("caret", [0, 1, 20_000, len(TEXT) - 1, len(TEXT)])
def test_the_caret_is_in_sight_wherever_it_is_in_a_long_text(caret: int) -> None:
    editor = Editor.for_value(LongText(label="Definition"), TEXT, Reading(Session(), date(2026, 11, 5)))
    editor = replace(editor, line=replace(editor.line, caret=caret))
    drawn = overlay(editor, at=(10, 3), width=30, top=1, size=SIZE, look=lambda _name, _tone: Style())
    x, y = drawn.caret
    begin, line = drawn.text_lines[y]
    assert min(drawn.lines) >= 1
    assert max(drawn.lines) < SIZE[1]
    assert 0 <= x < SIZE[0]
    assert begin <= caret <= begin + len(line)
    assert drawn.text_at(x, y) == caret


# ---- the options -------------------------------------------------------------------------------------------
STAGES = tuple(Stage(id=f"s{i}", label=f"Stage number {i}") for i in range(20))


def options_at(line: int, x: int = 30, names: int = 26, size: tuple[int, int] = SIZE) -> Overlay:
    """The overlay of a cell whose list has twenty stages, at a line of the list."""
    session = Session().model_copy(update={"stages": STAGES})
    editor = Editor.for_value(
        field_of("touchpoints", "stage").kind, None, Reading(session, date(2026, 11, 5))
    )
    return overlay(
        editor, at=(x, line), width=12, names=names, top=1, size=size, look=lambda _name, _tone: Style()
    )


@pytest.mark.parametrize("height", [4, 6, 9, 12, 20, 40])
def test_open_choices_leave_the_line_of_their_row_and_the_names_free_and_have_a_frame(height: int) -> None:
    for line in range(1, height):
        drawn = options_at(line, size=(80, height))
        cell_x, _cell = drawn.lines[line]
        assert cell_x == 30
        framed = {y: strip for y, (x, strip) in drawn.lines.items() if y != line}
        assert all(x >= 26 for x, _strip in drawn.lines.values())
        if max(line - 1, height - 1 - line) < 3:
            assert framed == {}
            continue
        texts = [framed[y].text for y in sorted(framed)]
        assert (texts[0][0], texts[0][-1], texts[-1][0], texts[-1][-1]) == ("╭", "╮", "╰", "╯")
        assert all(text[0] == text[-1] == "│" for text in texts[1:-1])
        assert sorted(drawn.options) == sorted(framed)[1:-1]
        assert set(framed) <= set(range(1, height))


def test_choices_open_below_where_there_is_room_else_above() -> None:
    assert min(options_at(3).options) == 5
    assert max(options_at(19).options) == 17
    assert max(options_at(17).lines) == 17


def test_choices_that_find_no_room_beside_the_names_take_the_line_they_need() -> None:
    assert all(x + strip.cell_length <= 30 for x, strip in options_at(3, 20, 20, (30, 20)).lines.values())
