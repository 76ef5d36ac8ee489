"""The open cell drawn over a list: of a text longer than the area the lines around the caret."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.style import Style

from cxworkshop.model.kinds import LongText, Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.editor import Editor
from cxworkshop.widgets.overlay import overlay

TEXT = "\n".join(f"Line {n} of a long report" for n in range(2_000))
SIZE = 80, 20


@pytest.mark.parametrize("caret", [0, 1, 20_000, len(TEXT) - 1, len(TEXT)])
@pytest.mark.parametrize("fault", ["", "It is too long. " * 500])
def test_the_caret_is_in_sight_wherever_it_is_in_a_long_text(caret: int, fault: str) -> None:
    editor = Editor.for_value(LongText(label="Definition"), TEXT, Reading(Session(), date(2026, 11, 5)))
    editor = replace(editor, line=replace(editor.line, caret=caret))
    drawn = overlay(editor, fault, at=(10, 3), width=30, top=1, size=SIZE, look=lambda _name, _tone: Style())
    x, y = drawn.caret
    begin, line = drawn.text_lines[y]
    assert min(drawn.lines) >= 1
    assert max(drawn.lines) < SIZE[1]
    assert 0 <= x < SIZE[0]
    assert begin <= caret <= begin + len(line)
    assert drawn.text_at(x, y) == caret
