"""Two programs in two terminals, one the host and one its guest, as two facilitators have them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal.terminal import ENTER, PATIENCE, Terminal, program

LET_IN = "\x0f"


def either(*terminals: Terminal, until: Callable[[], bool], what: str) -> None:
    """Reads both screens until something holds: whoever is not read does not go on."""
    deadline = time.monotonic() + PATIENCE
    while not until():
        seen = "\n".join(terminal.seen for terminal in terminals)
        assert time.monotonic() < deadline, f"waited for {what}; seen is\n{seen}"
        for terminal in terminals:
            terminal._read(0.002)


def room_opened(host: Terminal, state: Path) -> tuple[str, str]:
    """The address and the code for guests, once the room is open on this laptop."""
    host.until("Next climb")
    host.send("O")
    host.until("This laptop only")
    host.send("\x1b[H" + ENTER)
    host.until("● open")
    (keys,) = [json.loads(file.read_text()) for file in state.glob("room-*.json")]
    host.send("\x1b[27u")
    host.until("Next climb")
    return f"http://127.0.0.1:{keys['port']}", keys["guest_code"]


def let_in(host: Terminal, guest: Terminal, code: str, name: str) -> None:
    guest.until("Your name")
    guest.send(name + ENTER)
    guest.until("Code")
    guest.send(code + ENTER)
    either(host, guest, until=lambda: f"{name} asks to write" in host.seen, what="who asks")
    host.send(LET_IN)
    either(host, guest, until=lambda: "with " in guest.seen and f"with {name}" in host.seen, what="both")


def touchpoints(*terminals: Terminal) -> None:
    """The list of touchpoints on both screens."""
    for terminal in terminals:
        terminal.send("1\t")
    either(
        *terminals,
        until=lambda: all("Touchpoint  " in terminal.seen for terminal in terminals),
        what="the touchpoints",
    )


def typed(by: Terminal, seen_by: Terminal, text: str) -> float:
    """Seconds from Enter in one terminal until the text is painted in the other."""
    by.send(ENTER)
    either(by, seen_by, until=lambda: "Keep" in by.seen, what="an open cell")
    by.send("\x15" + text)
    either(by, seen_by, until=lambda: text in by.seen, what="the text")
    begun = time.monotonic()
    by.send(ENTER)
    either(by, seen_by, until=lambda: text in seen_by.seen, what=f"{text} at the other")
    return time.monotonic() - begun


@contextmanager
def two(path: Path, state: Path, guest_state: Path) -> Iterator[tuple[Terminal, Terminal, str]]:
    with program(path.parent, "open", str(path)) as host:
        address, code = room_opened(host, state)
        with program(guest_state, "open", address) as guest:
            let_in(host, guest, code, "Liisa")
            touchpoints(host, guest)
            yield host, guest, address
