"""The line being typed: what each editing key makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.sheets.line import Line

KEYS = (
    "backspace", "delete", "left", "right", "ctrl+left", "ctrl+right", "home", "end", "ctrl+w", "ctrl+delete",
    "ctrl+u", "ctrl+k",
)  # fmt: skip
presses = st.lists(st.one_of(st.sampled_from(KEYS), st.characters(exclude_categories=["Cs"])), max_size=40)


def after(line: Line, *keys: str) -> Line:
    for key in keys:
        pressed = line.press(key)
        line = line.insert(key) if pressed is None else pressed
    return line


@pytest.mark.parametrize(
    ("text", "keys", "left"),
    [
        ("Home delivery", ["ctrl+w"], "Home "),
        ("Home delivery", ["ctrl+w", "ctrl+w"], ""),
        ("Home delivery", ["home", "ctrl+delete"], " delivery"),
        ("Home delivery", ["ctrl+left", "ctrl+k"], "Home "),
        ("Home delivery", ["ctrl+left", "ctrl+u"], "delivery"),
        ("Home", ["left", "backspace"], "Hoe"),
        ("Home", ["home", "delete"], "ome"),
        ("cafe\u0301", ["backspace"], "caf"),
        ("ok 👨\u200d👩\u200d👧", ["backspace"], "ok "),
        ("👍🏽!", ["home", "delete"], "!"),
        ("", ["backspace", "delete", "left", "right", "ctrl+w"], ""),
    ],
)
def test_editing_keys_do_what_they_do_everywhere(text: str, keys: list[str], left: str) -> None:
    assert after(Line.of(text), *keys).text == left


def test_what_is_typed_stands_where_the_caret_is() -> None:
    assert after(Line.of("Hme"), "left", "left", "o") == Line("Home", 2)


@given(presses)
def test_the_caret_is_always_inside_the_text(keys: list[str]) -> None:
    line = after(Line(), *keys)
    assert 0 <= line.caret <= len(line.text)


@given(st.text(max_size=20))
def test_going_left_as_often_as_there_are_characters_reaches_the_beginning_and_deletes_nothing(
    text: str,
) -> None:
    line = after(Line.of(text), *["left"] * len(text))
    assert line == Line(text, 0)
    assert after(line, *["right"] * len(text)) == Line.of(text)
