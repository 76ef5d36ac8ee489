"""Which port a room takes: the first free one from where it is told to begin."""

from __future__ import annotations

import pytest

from cxworkshop.room.addresses import LOOPBACK
from cxworkshop.room.server.listening import PORT, TRIED, listen


def port_of_a_room(named: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CXWORKSHOP_PORT", named)
    [opened] = listen(LOOPBACK)
    with opened:
        return int(opened.getsockname()[1])


def test_the_next_port_is_taken_where_one_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWORKSHOP_PORT", "19300")
    [first] = listen(LOOPBACK)
    with first:
        taken = int(first.getsockname()[1])
        assert taken < port_of_a_room("19300", monkeypatch) < 19300 + TRIED


@pytest.mark.parametrize("named", ["", "0", "70000", "eight", "-1", "²"])
def test_what_is_no_port_leaves_the_usual_ones(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = port_of_a_room(named, monkeypatch)
    assert port in range(PORT, PORT + TRIED) or port >= 1 << 15  # all of these in use
