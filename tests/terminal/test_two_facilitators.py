"""Two facilitators in one room, each with a program of her own in a terminal of her own; either is killed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from cxworkshop.editing import create, open_session
from cxworkshop.method.demo import demo_session
from tests.terminal.pairs import either, let_in, room_opened, touchpoints, typed
from tests.terminal.terminal import DOWN, ENTER, QUIT, program

SOON = 2.0
"""Seconds, on a machine that does much else; alone it takes a tenth of it."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    create(tmp_path / "s" / "k.json", demo_session("en")).close()
    return tmp_path / "s" / "k.json"


def test_each_sees_what_the_other_types_and_either_is_killed_without_loss(path: Path, tmp_path: Path) -> None:
    with program(path.parent, "open", str(path)) as host:
        address, code = room_opened(host, tmp_path / "state")
        with program(tmp_path / "g", "open", address) as guest:
            let_in(host, guest, code, "Liisa")
            touchpoints(host, guest)
            host.send(DOWN * 3)
            assert typed(guest, host, "typed by the guest") < SOON
            assert typed(host, guest, "typed by the host") < SOON
            guest.signal(signal.SIGKILL)
            guest.ended()
        either(host, until=lambda: "with Liisa" not in host.seen, what="the guest to be gone")
        with program(tmp_path / "g", "open", address) as guest:  # asked for no code
            either(host, guest, until=lambda: "with Liisa" in host.seen, what="the guest again")
            either(host, guest, until=lambda: "Next climb" in guest.seen, what="the workshop")
            touchpoints(guest)
            host.signal(signal.SIGKILL)
            host.ended()
            guest.until("no contact since")
            guest.send(DOWN + ENTER)
            guest.until("Keep")
            guest.send("\x15typed alone" + ENTER)
            guest.until("only on this laptop since")
            guest.send(QUIT)
            guest.until("The same key once more ends.")
            guest.send(QUIT)
            assert guest.ended() == 0
            assert "1 change is on this laptop only and not at the other" in " ".join(guest.seen.split())
        with program(tmp_path / "g", "open", address) as guest:
            guest.until("only on this laptop since")
            with program(path.parent, "open", str(path)) as again:
                again.until("Next climb")
                room_opened(again, tmp_path / "state")
                touchpoints(again)
                either(again, guest, until=lambda: "typed alone" in again.seen, what="what was typed alone")
                assert "typed by the guest" in again.seen
                assert "typed by the host" in again.seen
                either(again, guest, until=lambda: "since" not in guest.seen, what="the guest to know")
                guest.send(QUIT)
                guest.ended()
                again.send(QUIT)
                again.ended()
    names = [touchpoint.name for touchpoint in open_session(path).session.touchpoints]
    assert {"typed by the guest", "typed by the host", "typed alone"} <= {*names}
    assert len(names) == len(demo_session("en").touchpoints)
    assert [file.name for file in (tmp_path / "stores").glob("*/*")] == ["host.txt"]
