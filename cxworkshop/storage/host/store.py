"""The store that another facilitator's laptop is, while the room is open there: it has one workshop."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from cxworkshop.errors import NotSaved, Unreadable
from cxworkshop.language import Words, say, say_n
from cxworkshop.model.session import Session
from cxworkshop.storage.figures import Figures
from cxworkshop.storage.file.draft import read_draft
from cxworkshop.storage.host.held import HostHeld
from cxworkshop.storage.host.pairing import PAIRED, Pairing, release
from cxworkshop.storage.outside import is_folder, is_link
from cxworkshop.storage.summary import Summary


class HostStore:
    """Nothing but the workshop itself is asked for: the library is the other laptop's."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing

    @property
    def name(self) -> str:
        return str(self.pairing.address)

    @property
    def folder(self) -> Path:
        return self.pairing.folder

    def waiting(self, changes: int, why: Words) -> Words:
        return say_n(
            "{n} change is on this laptop only and not at the other facilitator's yet: {why}. Later it goes "
            "there with: {command}",
            "{n} changes are on this laptop only and not at the other facilitator's yet: {why}. Later they "
            "go there with: {command}",
            changes,
            why=why,
            command=f"cxworkshop open http://{self.pairing.address}",
        )

    def summaries(self, *, archived: bool = False, whole: bool = True) -> list[Summary]:
        """The one workshop, as it was called when this laptop was let in."""
        pairing = self.pairing
        return [] if archived else [Summary(pairing.slug, pairing.mirror, title=pairing.title)]

    def find(self, words: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        return {}

    def figures(self, on: date) -> Figures:
        from cxworkshop.storage.figures import figures

        return figures(self.summaries(), on)

    def open(self, slug: str, base: Session | None = None, revision: str = "") -> HostHeld:
        if slug != self.pairing.slug:
            raise Unreadable(say("The other facilitator's laptop has another workshop open."))
        return HostHeld(self.pairing, base, revision)

    def released(self, slug: str) -> None:
        """It is the other laptop's record: nothing of it stays here, unless something is half typed.
        Documents lie elsewhere."""
        if slug != self.pairing.slug or read_draft(self.pairing.mirror) is not None:
            return
        for path in self.folder.iterdir() if is_folder(self.folder) else ():
            if path.name == PAIRED:
                continue
            with suppress(OSError):
                if path.is_dir() and not is_link(path):
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        if (self.folder / PAIRED).exists():
            release(self.pairing)

    def check_new(self) -> None:
        raise NotSaved(say("Workshops are created and archived on the laptop that has them."))

    def create(self, slug: str, session: Session) -> str:
        raise NotSaved(say("Workshops are created and archived on the laptop that has them."))

    def archive(self, slug: str, *, archived: bool = True) -> None:
        raise NotSaved(say("Workshops are created and archived on the laptop that has them."))
