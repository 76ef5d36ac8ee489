"""What a terminal sends: Escape is Escape, and what is read together with it is Alt and a key."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.drivers import linux_driver
from textual.message import Message

from cxworkshop.terminal import EscapeParser, install_terminal_readers


def told(messages: Iterable[Message]) -> list[str]:
    return [m.key if isinstance(m, events.Key) else repr(m) for m in messages]


def keys_of(*chunks: str) -> list[str]:
    parser = EscapeParser()
    return [key for chunk in chunks for key in told(parser.feed(chunk))]


SIGNS = [chr(code) for code in range(33, 127)]
NAMES = {"\r": "enter", "\t": "tab", " ": "space", "\x7f": "backspace", "\x04": "ctrl+d", "@": "at"}


@pytest.mark.parametrize("sign", [*SIGNS, "\r", "\t", " ", "\x7f", "\x04", "ä", "日"])
def test_escape_and_a_key_that_is_read_later_are_two_keys(sign: str) -> None:
    parser = EscapeParser()
    (key,) = keys_of(sign)
    first = told(parser.feed("\x1b"))
    if sign in "[O":  # the second character of every special key
        parser._begun_until = 0
    assert [*first, *told(parser.feed(sign))] == ["escape", key]


@pytest.mark.parametrize("sign", [*SIGNS, "\r", "\t", " ", "\x7f", "\x04", "ä", "日"])
def test_escape_and_a_key_that_are_read_at_once_are_alt_and_type_nothing(sign: str) -> None:
    parser = EscapeParser()
    (event,) = [*parser.feed(f"\x1b{sign}"), *parser.feed("")]
    assert isinstance(event, events.Key)
    assert event.key.startswith("alt+")
    assert not event.character
    if sign.islower() or sign in NAMES:
        assert event.key == f"alt+{NAMES.get(sign, sign)}"


def test_a_sign_of_special_keys_that_nothing_follows_is_alt_in_a_tenth_of_a_second() -> None:
    parser = EscapeParser()
    assert told(parser.feed("\x1b[")) == told(parser.tick()) == []
    parser._begun_until = 0
    assert told(parser.tick()) == ["alt+left_square_bracket"]
    assert told(parser.feed("a")) == ["a"]


@pytest.mark.parametrize("arrow", ["\x1b[A", "\x1bOA", "\x1b[1;3A", "\x1b[Z", "\x1b[15~", "\x1b[[A"])
def test_special_keys_are_what_they_are_also_torn_and_behind_an_escape(arrow: str) -> None:
    (key,) = keys_of(arrow)
    assert keys_of("\x1b", arrow) == ["escape", key]
    assert keys_of("\x1b" + arrow) == [f"escape+{key}"]
    for cut in range(1, len(arrow)):
        assert keys_of(arrow[:cut], arrow[cut:]) == [key]


def test_words_typed_behind_an_alt_are_words() -> None:
    assert keys_of("\x1ba" + "abcdefgh" * 9) == ["alt+a", *"abcdefgh" * 9]


def test_the_kitty_protocol_tells_escape_alt_and_the_sign_of_an_option_key_apart() -> None:
    assert keys_of("\x1b[27uab\x1b[98;3u\x1b[50;3;64u") == ["escape", "a", "b", "alt+b", "at"]


def test_a_paste_behind_an_escape_is_a_paste() -> None:
    assert keys_of("\x1b\x1b[200~one\ntwo\x1b[201~") == ["escape", "Paste(text='one\\ntwo')"]


@given(st.data())
def test_keys_are_the_same_in_whatever_pieces_they_come_but_for_what_follows_an_escape(
    data: st.DataObject,
) -> None:
    typed = (
        "".join(
            data.draw(
                st.lists(
                    st.sampled_from(["\x1b", "a", "5", "!", "\r", "\t", "\x7f", "\x1b[A", "ä"]), max_size=12
                )
            )
        )
        + "."
    )
    cuts = [
        cut
        for cut in sorted(data.draw(st.sets(st.integers(1, len(typed)), max_size=6)))
        if typed[cut - 1] != "\x1b"
    ]
    pieces = [typed[a:b] for a, b in zip([0, *cuts], [*cuts, len(typed)], strict=True)]
    assert keys_of(*[piece for piece in pieces if piece]) == keys_of(typed)


def test_bytes_that_are_no_text_are_a_stand_in() -> None:
    install_terminal_readers(linux_driver.LinuxDriver)
    assert vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode(b"a\xe4b\xc3") == "a\ufffdb"
