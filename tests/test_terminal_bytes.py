"""What a terminal sends beside keys: pastes come through byte for byte, and no reply ends the program."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from cxworkshop.terminal import EscapeParser

START, END = "\x1b[200~", "\x1b[201~"
ANY = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x1b[~201OM;\r\n\x7f\x9b")), max_size=80)
NUMBER = st.one_of(
    st.just(""), st.integers(0, 300).map(str), st.sampled_from(["0", "55296", "9" * 12, "9" * 20])
)
REPLY = st.builds(
    lambda kind, numbers, end: f"\x1b[{kind}{';'.join(numbers)}{end}",
    st.sampled_from(["", "", "<", "?", "48;", ">", "97:"]),
    st.lists(NUMBER, max_size=6),
    st.sampled_from(["u", "~", "A", "R", "M", "m", "t", "$y", "c", "I", "O", "n", "Z"]),
)


def fed(pieces: Iterable[str]) -> list[Message]:
    parser = EscapeParser()
    messages = [message for piece in pieces for message in parser.feed(piece)]
    return [*messages, *parser.feed("")]


def cut(text: str, data: st.DataObject) -> list[str]:
    """The text in pieces, as a terminal happens to send it."""
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=8)))
    return [piece for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if (piece := text[a:b])]


def keys(messages: Iterable[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


@given(ANY.filter(lambda text: END not in text and START not in text), st.data())
@example("\x1b", None)
@example("a\x00b\x1b[Ac\x1b[20", None)
@example(START, None)
def test_what_is_pasted_comes_byte_for_byte_in_whatever_pieces(text: str, data: st.DataObject | None) -> None:
    whole = f"x{START}{text}{END}y"
    messages = fed([whole] if data is None else cut(whole, data))
    assert [message.text for message in messages if isinstance(message, events.Paste)] == [text]
    assert keys(messages) == ["x", "y"]


@given(st.lists(ANY.filter(lambda text: END not in text and "\x1b" not in text), max_size=4), st.data())
def test_pastes_and_keys_come_in_the_order_they_were_sent(texts: list[str], data: st.DataObject) -> None:
    messages = fed(cut("".join(f"\x1b{START}{text}{END}{k}" for k, text in enumerate(texts)) + ".", data))
    order = [
        message.key if isinstance(message, events.Key) else message.text
        for message in messages
        if isinstance(message, events.Key | events.Paste)
    ]
    assert order == [part for k, text in enumerate(texts) for part in ("escape", text, str(k))] + [
        "full_stop"
    ]


@settings(max_examples=2000)
@given(st.lists(st.one_of(REPLY, ANY.map(lambda text: text.replace(START, ""))), max_size=6), st.data())
@example(["\x1b[999999999999u"], None)
@example(["\x1b[97:65;1u"], None)
@example(["\x1b[48;24;80;0;0t", "\x1b[<0;5;5M"], None)
@example(["\x1b[48;0;0;0;0t", "\x1b[<0;5;5M"], None)
def test_no_reply_of_a_terminal_ends_the_program_or_takes_the_keys_behind_it(
    replies: list[str], data: st.DataObject | None
) -> None:
    sent = "".join(replies) + "\x1b[Z" * 2 + "q"
    messages = fed([sent] if data is None else cut(sent, data))
    assert keys(messages)[-1] == "q"


@pytest.mark.parametrize("size", ["0;0", "24;0", "99999;99999", "24;1001"])
def test_a_terminal_of_an_impossible_size_is_not_painted(size: str) -> None:
    assert not [message for message in fed([f"\x1b[48;{size};1;1t"]) if isinstance(message, events.Resize)]
    (resize,) = fed(["\x1b[48;50;200;1000;2000t"])[:1]
    assert isinstance(resize, events.Resize)
    assert resize.size == (200, 50)
