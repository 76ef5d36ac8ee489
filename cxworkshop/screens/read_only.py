"""A workshop that may only be looked at: what its holder writes meanwhile is shown, and how to change it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cxworkshop.commands import keyed
from cxworkshop.errors import CxError, Unreadable
from cxworkshop.language import Words, say
from cxworkshop.screens.asking import answer_of
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.storage.file.folder import free_path

LOOK_EVERY = 0.5
"""Seconds between two looks at what the holder has written."""


class ReadOnlyPanel:
    """Follows the holder of the lock; takes the workshop over or copies it."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.is_looking = False
        self.trouble: Words = ""
        """Why the file could not be read at the last look."""

    def begin(self) -> None:
        """Looks at the file from now on, as long as another program has it open."""
        if self.workshop.opened.holder:
            self.workshop.set_interval(LOOK_EVERY, self._look_soon)

    @property
    def words(self) -> Words:
        """Why it cannot be changed, and what can be done about it; empty when it can."""
        opened = self.workshop.opened
        if opened.is_free:
            return keyed("Nobody has it open any more: {take_over} writes here.")
        if not opened.holder:
            return opened.read_only
        if opened.shared is not None:
            return opened.read_only
        return keyed("{why} {make_copy} makes one.", why=opened.read_only)

    # -- what the holder does --------------------------------------------------------------------------------
    def _look_soon(self) -> None:
        if not self.is_looking and self.workshop.opened.holder:
            self.is_looking = True
            self.workshop.run_worker(self.look(), group="look")

    async def look(self) -> None:
        """Shows what the holder has written since the last look, and tells when he has closed it."""
        opened, trouble = self.workshop.opened, self.trouble
        self.trouble = ""
        try:
            newer, is_free = await asyncio.to_thread(opened.look)
        except Unreadable as error:
            self.trouble = error.words
            if str(trouble) != str(error.words):
                self.workshop.tell(say("{why} What is shown is as it was last.", why=error.words))
            return
        finally:
            self.is_looking = False
        if not opened.holder:  # it was taken over meanwhile
            return
        if newer is not None:
            opened.follow(newer)
        if is_free != opened.is_free:
            opened.is_free = is_free
            self.workshop.tell(self.words if is_free else opened.read_only)
            self.workshop.draw_header()
            self.workshop.draw_keys()

    # -- commands --------------------------------------------------------------------------------------------
    async def do_take_over(self) -> None:
        """Changes the workshop here, when nobody else has it open any more."""
        workshop, opened = self.workshop, self.workshop.opened
        if not opened.read_only:
            workshop.tell(say("It can be changed here already."))
            return
        try:
            stored = await asyncio.to_thread(opened.reopened)
        except CxError as error:
            opened.is_free = False
            workshop.tell(error.words)
            return
        opened.take_over(stored)
        workshop.tell(opened.notice or say("It can be changed here now."))
        workshop.draw_around()
        workshop.draw_keys()

    def do_make_copy(self) -> None:
        """Asks for a name, copies the workshop under it, and opens the copy."""
        workshop, path = self.workshop, self.workshop.opened.path
        if not workshop.opened.read_only:
            workshop.tell(keyed("It can be changed here already. {duplicate} in the library copies it."))
            return

        def keep(name: str) -> Words | None:
            copied = partial(workshop.cx.library.duplicate, path, name)
            if workshop.cx.library.is_shared:
                workshop.pending_work = partial(self._open_copy, copied)
                return None
            try:
                copy = copied()
            except CxError as error:
                return error.words
            workshop.pending_work = partial(self._open_copy, lambda: copy)
            return None

        workshop.entry.ask(say("Name of the copy"), keep, text=free_path(path.parent, path.stem).stem)

    async def _open_copy(self, copied: Callable[[], Path]) -> None:
        """Leaves the workshop for a copy, or says why there is none."""
        workshop = self.workshop
        try:
            copy = await answer_of(copied)
        except CxError as error:
            workshop.tell(error.words)
            return
        await workshop.cx.leave_workshop(workshop.opened)
        await workshop.cx.open_workshop(copy)
