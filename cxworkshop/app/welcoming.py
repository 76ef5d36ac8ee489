"""Other facilitators who write the workshop of this laptop too, on the program's side: who asks to be let in,
who is there and where. What they type comes into the open session by the loop of the app."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.language import N_, Words, say
from cxworkshop.room.guests import Guests
from cxworkshop.room.hub import Hub
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.room_opening import ASKS, AWAY, HERE, GuestNow
from cxworkshop.storage.file.folder import summary

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp
    from cxworkshop.editing import OpenSession
    from cxworkshop.model.place import Place
    from cxworkshop.room.keys import Guest, Keys
    from cxworkshop.storage.shared import Colleague

WANTS_IN = N_("{name} asks to write this workshop from another laptop. {admit} lets in; nobody else gets in.")


class Welcoming:
    """Belongs to the loop of the app; `guests` answers in the thread of the server. `kept` is called with who
    has been let in whenever that changes."""

    def __init__(
        self, app: CxApp, opened: OpenSession, keys: Keys, kept: Callable[[tuple[Guest, ...]], object]
    ) -> None:
        self.app, self.opened, self._kept = app, opened, kept
        self._reported = opened.on_saved
        opened.on_saved = self._saved
        about = {
            "workshop": summary(opened.path).session or str(opened.path),
            "slug": opened.path.stem,
            "title": opened.session.organisation.name or opened.session.workshop.title or opened.path.stem,
            "who": opened.session.workshop.facilitator or "",
        }
        self.guests = Guests(
            Hub(opened),
            keys.guest_code,
            about,
            app.call_later,
            partial(app.call_later, self.look),
            keys.guests,
        )
        self._told: set[str] = set()
        self.be_at(None)

    def close(self) -> None:
        self.guests.close()
        self.opened.on_saved = self._reported

    def _saved(self, status: object) -> None:
        """In the saver's thread."""
        self._reported(status)  # type: ignore[arg-type]  # whatever the saver reports
        self.app.call_later(self.guests.hub.saved)

    # -- who is there ----------------------------------------------------------------------------------------
    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        return self.guests.colleagues

    def be_at(self, place: Place | None) -> None:
        """Where the cursor is here."""
        self.guests.here(self.guests.about["who"] or self.guests.about["title"], place)

    @property
    def now(self) -> tuple[GuestNow, ...]:
        """Who asks, and who was let in."""
        asking = [GuestNow(one.id, one.name, ASKS) for one in self.guests.asking]
        known = [
            GuestNow(one.id, one.name, HERE if self.guests.is_here(one.id) else AWAY)
            for one in self.guests.guests
        ]
        return (*asking, *known)

    def look(self) -> None:
        """Says who asks, and shows who has come, gone or moved."""
        for screen in self.app.screen_stack:
            if isinstance(screen, KeyScreen):
                screen.others_changed()
        for one in self.guests.asking:
            if one.id not in self._told:
                self._told.add(one.id)
                self.app.note(keyed(WANTS_IN, name=one.name), partial(self._asks, one.id))

    def _asks(self, id: str) -> bool:
        return any(one.id == id for one in self.guests.asking)

    # -- letting in and turning out --------------------------------------------------------------------------
    def admit(self) -> Words:
        """Lets whoever asked first in: who that is; empty where nobody asks."""
        for one in self.guests.asking:
            if name := self.guests.admit(one.id):
                self._kept(self.guests.guests)
                return say("{name} writes this workshop too now.", name=name)
        return ""

    def turn_out(self, id: str) -> None:
        self.guests.turn_out(id)
        self._kept(self.guests.guests)
