"""What a terminal sends: Escape is Escape however soon the next key comes."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.drivers import linux_driver
from textual.message import Message

from cxworkshop.terminal import EscapeParser, install_terminal_readers

SIGNS = [chr(code) for code in range(33, 127) if chr(code) not in "[O"]


def told(messages: Iterable[Message]) -> list[str]:
    return [m.key if isinstance(m, events.Key) else repr(m) for m in messages]


def keys_of(*chunks: str) -> list[str]:
    parser = EscapeParser()
    return [key for chunk in chunks for key in told(parser.feed(chunk))]


@pytest.mark.parametrize("sign", [*SIGNS, "\r", "\t", " ", "\x7f", "\x04", "ä", "日"])
def test_escape_and_the_next_key_are_two_keys(sign: str) -> None:
    (key,) = keys_of(sign)
    assert keys_of("\x1b" + sign) == keys_of("\x1b", sign) == ["escape", key]


@pytest.mark.parametrize("arrow", ["\x1b[A", "\x1bOA", "\x1b[1;3A", "\x1b[Z", "\x1b[15~"])
def test_special_keys_are_what_they_were_also_behind_an_escape(arrow: str) -> None:
    (key,) = keys_of(arrow)
    assert keys_of("\x1b" + arrow) == keys_of("\x1b", arrow) == ["escape", key]


def test_words_typed_behind_an_escape_are_words() -> None:
    assert keys_of("\x1ba" + "abcdefgh" * 9) == ["escape", "a", *"abcdefgh" * 9]


def test_a_paste_behind_an_escape_is_a_paste() -> None:
    assert keys_of("\x1b\x1b[200~one\ntwo\x1b[201~") == ["escape", "Paste(text='one\\ntwo')"]


@given(st.data())
def test_keys_are_the_same_in_whatever_pieces_they_come(data: st.DataObject) -> None:
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
    cuts = sorted(data.draw(st.sets(st.integers(1, len(typed)), max_size=6)))
    pieces = [typed[a:b] for a, b in zip([0, *cuts], [*cuts, len(typed)], strict=True)]
    assert keys_of(*[piece for piece in pieces if piece]) == keys_of(typed)


def test_bytes_that_are_no_text_are_a_stand_in() -> None:
    install_terminal_readers(linux_driver.LinuxDriver)
    assert vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode(b"a\xe4b\xc3") == "a\ufffdb"
