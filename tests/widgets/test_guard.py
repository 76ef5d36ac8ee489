"""Whatever is painted, no control and no change of direction that somebody typed reaches the terminal."""

import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from cxworkshop.widgets.guard import ControlGuard
from tests.screens.hands import at_the_program

BLACK = Color(0, 0, 0)
DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters(), max_size=60))
def test_controls_and_directions_are_taken_out_and_all_else_is_as_it_was(text: str) -> None:
    (painted,) = ControlGuard().apply([Segment(text, Style(bold=True))], BLACK)
    assert not [sign for sign in painted.text if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [sign for sign in painted.text if unicodedata.bidirectional(sign) in DIRECTIONS]
    assert set(painted.text) <= set(text)
    assert painted.style == Style(bold=True)


def test_the_program_s_own_controls_go_through() -> None:
    own = Segment("\x1b[?25l", None, [(ControlType.HIDE_CURSOR,)])
    assert ControlGuard().apply([own], BLACK) == [own]


async def test_lines_go_through_one_and_the_same_guard_so_that_each_is_looked_through_once(
    tmp_path: Path,
) -> None:
    """Textual keeps a line by the filters it went through; with another guard at each paint it kept all of
    them anew."""
    async with at_the_program(tmp_path) as hands:
        (guard,) = hands.app.get_line_filters()
        assert isinstance(guard, ControlGuard)
        await hands.press("ctrl+p", "escape")
        assert hands.app.get_line_filters() == [guard]
