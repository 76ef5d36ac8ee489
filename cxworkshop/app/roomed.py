"""What the app knows of the room: who looks, the phones, and other facilitators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from cxworkshop.app.presenting import Presenter
from cxworkshop.app.sharing import SharingApp
from cxworkshop.language import Words, say

if TYPE_CHECKING:
    from cxworkshop.app.hosting import Hosting
    from cxworkshop.app.phoning import PhoneSent, Phoning
    from cxworkshop.app.program import CxApp
    from cxworkshop.editing import OpenSession
    from cxworkshop.model.place import Place
    from cxworkshop.storage.shared import Colleague


class RoomedApp(SharingApp):
    """Nothing of the room is imported until somebody looks."""

    def __init__(self, theme: str | None, css: Path) -> None:
        super().__init__(theme, css)
        self.hosting: Hosting | None = None
        """The room for browsers, phones and other facilitators, once it was opened."""
        self.phoning: Phoning | None = None
        """The phones of the room, while it is open."""
        self.presenter = Presenter(cast("CxApp", self))

    async def close_room(self) -> None:
        """Shows nothing any more. After an error of the program the codes of the room are kept: it is opened
        again at the same address."""
        if self.hosting is not None and self.hosting.now is not None:
            await self.hosting.close(for_good=self._exception is None)
        self.hosting = None
        await self.presenter.end()

    def on_phone_sent(self, message: PhoneSent) -> None:
        message.phoning.take()

    def colleagues(self, opened: OpenSession) -> tuple[Colleague, ...]:
        """Who else has a workshop open, by its store or as a guest here, and where."""
        hosting = self.hosting if self.hosting is not None and self.hosting.opened is opened else None
        others = opened.shared.reach.colleagues if opened.shared is not None else ()
        return (*others, *(hosting.colleagues if hosting is not None else ()))

    def be_at(self, opened: OpenSession, place: Place | None) -> None:
        """Tells them where the cursor is here."""
        if opened.shared is not None:
            opened.shared.be_at(place)
        if self.hosting is not None and self.hosting.opened is opened:
            self.hosting.be_at(place)

    def admit(self) -> Words:
        """Lets in who asks: another facilitator, else a second phone. Says what was done."""
        doors = (self.hosting and self.hosting.welcoming, self.phoning)
        told = (door.admit() for door in doors if door is not None)
        return next((words for words in told if words), say("No phone asks to be let in, and nobody else."))

    @property
    def phones_words(self) -> tuple[Words, Words]:
        return (self.phoning.words, self.phoning.words_of_silent) if self.phoning is not None else ("", "")

    @property
    def has_phones(self) -> bool:
        return self.hosting is not None and bool(self.hosting.url)

    @property
    def phones_hands(self) -> tuple[int, ...]:
        return self.phoning.hands if self.phoning is not None else ()
