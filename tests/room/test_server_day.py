"""A whole day as it goes over the network: what is sent to a page and to phones, and how soon."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import pytest

from cxworkshop.editing.box import Box
from cxworkshop.editing.changes import add
from cxworkshop.editing.day import go_to
from cxworkshop.method import day
from cxworkshop.room import allowed
from cxworkshop.room.forms import asked_now, form_of
from cxworkshop.room.keys import new_code
from cxworkshop.room.parts import Showing
from cxworkshop.room.phones import Phones
from cxworkshop.room.server import RoomServer
from cxworkshop.room.showing import here_of, showing
from cxworkshop.room.stage import Stage
from tests.filled import filled
from tests.room import looks
from tests.room.test_secrets import MARK
from tests.room.test_server import Page, said

PHONES = 10
LAG = 0.3
"""Seconds to the page, of which at most one change in twenty may take longer."""


@pytest.mark.parametrize("agenda", looks.AGENDAS)
def test_a_day_reaches_page_and_phones_in_time_and_sends_no_secret(agenda: str) -> None:
    """Every text of the record is marked with its own place, so that all that is sent can be searched."""
    session = looks.on_agenda(looks.marked(filled("private", "en", balance=True)), agenda)
    now, box, lags, sent = datetime(2026, 11, 5, 8, tzinfo=UTC), Box(), [], b""
    phones = Phones(new_code(), token_bytes(32), lambda _sent: None)
    room = RoomServer(phones)
    room.start()
    try:
        page, stage = Page(room), Stage(here_of(session, None))
        for n, item in enumerate(day.queue(session), 1):
            session = go_to(item, now)(session)
            session = add("notes", step=item.step or "landing", text="%notes.text%")(session)
            phones.ask(form_of(asked_now(session, now.date()), box, session))
            stage = stage.show(here_of(session, day.current(session)))
            seen = [
                showing(session, each, looks.clocked(session, now))
                for each in (stage, replace(stage, curtain=not stage.curtain), stage)
            ]
            lags += [lag(room, page, shown) for shown in seen]
            base = f"/{phones.code}"
            for path in ("", "/form", "/state"):
                sent += said(room, base + path, address=f"127.0.5.{1 + n % PHONES}")[1]
            now += timedelta(minutes=item.planned_min or 1)
        page.client.close()
    finally:
        room.stop()
    marks = set(MARK.findall((page.read + sent).decode()))
    assert marks <= allowed.FIELDS | {"people.name", "touchpoints.name", "measures.name", "measures.unit"}
    assert "people.name" in marks
    assert sorted(lags)[int(len(lags) * 0.95)] <= LAG


def lag(room: RoomServer, page: Page, shown: Showing) -> float:
    """Seconds until what is shown has come whole."""
    before = room._site.version
    began = time.monotonic()
    room.publish(shown)
    while room._site.version == before and time.monotonic() - began < 0.05:
        time.sleep(0.001)
    if room._site.version == before:
        return 0.0  # it reads as before
    page.until(b"id: %d\n" % room._site.version)
    return time.monotonic() - began
