"""Writes the documents that the screen of the documents shows, opens them, and copies their text."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.documents import BALLOTS, Written, missing
from cxworkshop.editing import OpenSession
from cxworkshop.editing.printing import are_fixed, record_printed
from cxworkshop.editing.voting import printed
from cxworkshop.errors import CxError
from cxworkshop.handing_out import Handout, all_documents, for_everybody, hand_out, paths_of, replaced
from cxworkshop.language import N_, Words, say, say_n
from cxworkshop.opener import open_outside
from cxworkshop.screens.documents_parts import Documents
from cxworkshop.sheets.clipboard import CLIPBOARD, Copied, CopiedCell
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.folder import documents_folder
from cxworkshop.storage.outside import Disk

if TYPE_CHECKING:
    from cxworkshop.model.session import Session


class HandingOver:
    """Hands out the documents of a screen, while its keys go on."""

    def __init__(self, screen: Documents) -> None:
        self.screen, self.disk = screen, Disk(screen.source.path.parent)
        self.asked: tuple[Path, ...] = ()
        """The files that would be replaced if the same is written once more."""
        self.is_writing = self._is_stopped = False
        self._opens_it = False
        """Whether what is being written is to be opened."""
        self.last: dict[Handout, Path] = {}
        """Where the documents went that were written last."""

    # -- writing ---------------------------------------------------------------------------------------------
    def do_write(self) -> None:
        """Writes the document beside the session; asks before it replaces an earlier one."""
        self._begin((self.screen.handout,))

    def do_write_all(self) -> None:
        """Writes a page for everybody who has one."""
        session, handout = self.screen.session, self.screen.handout
        if handouts := for_everybody(session, handout):
            self._begin(handouts)
        else:
            self.screen.tell(missing(session, handout.document, handout.firm)[0])

    def do_write_everything(self) -> None:
        """Writes every document, and a page for everybody who has one."""
        handout = self.screen.handout._replace(form=self.screen.form)
        self._begin(all_documents(self.screen.session, handout))

    def stop(self) -> None:
        self._is_stopped = True

    def _begin(self, handouts: tuple[Handout, ...]) -> None:
        if self.screen.fault:
            self.screen.tell(self.screen.fault, "bad")
            return
        if self.is_writing:
            self.screen.tell(keyed("The last ones are still being written. {back} stops that."))
            return
        session = self.screen.session
        paths = paths_of(session, self.screen.source.path, handouts)
        self.is_writing, self._is_stopped, self._opens_it = True, False, False
        self.screen.draw_keys()
        self.screen.work(partial(self._write, session, paths), "writing")

    async def _write(self, session: Session, paths: dict[Path, Handout]) -> None:
        try:
            files = await self._made(session, paths)
            if files is None:
                self.screen.tell(say("Stopped. Nothing was written."))
                return
            if there := await asyncio.to_thread(self._not_asked_for, files):
                self._ask(files, there)
                return
            await asyncio.to_thread(self._put, files)
        except CxError as error:
            self.screen.tell(error.words, "bad")
        except OSError as error:
            self.screen.tell(not_saved(self.screen.source.path, error).words, "bad")
        else:
            self.last = {handout: path for path, handout in paths.items()}
            await self._tell_written(files)
            self.is_writing = False
            if self._opens_it:
                self.do_open_document()
        finally:
            self.is_writing = False
            self.screen.draw_keys()

    def _not_asked_for(self, files: dict[Path, Written]) -> tuple[Path, ...]:
        """The files that would become others, unless the same was asked for just before."""
        is_sure, self.asked = self.asked == tuple(files), ()
        return () if is_sure else replaced(files)

    def _ask(self, files: dict[Path, Written], there: tuple[Path, ...]) -> None:
        self.asked = tuple(files)
        self.screen.tell(
            say("Once more replaces {file}", file=there[0].name)
            if len(there) == 1
            else say_n("Once more replaces {n} file", "Once more replaces {n} files", len(there))
        )

    async def _made(self, session: Session, paths: dict[Path, Handout]) -> dict[Path, Written] | None:
        """The documents, each made in a thread; None when that was stopped."""
        files: dict[Path, Written] = {}
        for number, (path, handout) in enumerate(paths.items(), 1):
            if len(paths) > 1:
                self.screen.tell(
                    keyed("{k} of {n}: {file}. {back} stops.", k=number, n=len(paths), file=path.name)
                )
            files[path] = await asyncio.to_thread(handout.written, session)
            if self._is_stopped:
                return None
        return files

    def _put(self, files: dict[Path, Written]) -> None:
        self.disk.check()
        hand_out(files, replace=True, folder=documents_folder(self.screen.source.path))

    async def _tell_written(self, files: dict[Path, Written]) -> None:
        """Says where the documents went, and what their form could not hold."""
        if any(handout.document in BALLOTS for handout in self.last) and (why := await self._fix_letters()):
            self.screen.tell(
                say("Written, but the letters of the ballot sheet are not fixed: {why}", why=why), "bad"
            )
            return
        where: Words
        if len(files) == 1:
            [path] = files
            words = N_("Written: {file} in {folder} · {open_document} opens it.")
            where = keyed(words, file=path.name, folder=path.parent)
        else:
            folder = documents_folder(self.screen.source.path)
            are_pages = len({handout.document for handout in self.last}) == 1
            words = (
                N_("Written, {n} pages: {path} · {open_document} opens the one that is shown.")
                if are_pages
                else N_("Written, {n} files: {path} · {open_document} opens the one that is shown.")
            )
            where = keyed(words, n=len(files), path=folder)
        notes = dict.fromkeys(note for written in files.values() for note in written.notes)
        self.screen.tell(" ".join(map(str, (where, *notes))), "bad" if notes else "good")

    async def _fix_letters(self) -> Words:
        """Fixes the letters of a ballot sheet; why that could not be, empty when it is done."""
        source = self.screen.source
        if not isinstance(source, OpenSession):
            return await asyncio.to_thread(record_printed, source.path, self.screen.cx.library.changing)
        if source.session.round.is_closed or are_fixed(source.session):
            return ""
        try:
            source.apply(printed())
        except CxError as error:
            return error.words
        return ""

    # -- what was written ------------------------------------------------------------------------------------
    def do_open_document(self) -> None:
        """Opens the file of the document that is shown, as it was written last."""
        screen = self.screen
        handout = screen.handout
        if self.is_writing:
            self._opens_it = True
            return
        path = self.last.get(handout) or next(iter(paths_of(screen.session, screen.source.path, (handout,))))
        if not path.exists():
            screen.tell(keyed("It is not written yet. {write} writes it."))
            return
        screen.work(partial(self._open, path), "opening")

    async def _open(self, path: Path) -> None:
        self.screen.tell(say("Opening {file} …", file=path.name))
        why = await asyncio.to_thread(open_outside, path)
        self.screen.tell(why or say("Opened: {file}", file=path.name), "bad" if why else "good")

    def do_copy_document(self) -> None:
        """Asks the terminal to put the text of the document on its clipboard."""
        self.screen.work(self._copy, "copying")

    async def _copy(self) -> None:
        try:
            text = await asyncio.to_thread(self.screen.handout.copied, self.screen.session)
        except CxError as error:
            self.screen.tell(error.words, "bad")
            return
        CLIPBOARD.copied = Copied(((CopiedCell(text),),))
        self.screen.app.copy_to_clipboard(text)
        copied = (
            N_("Copied as plain text, {n} lines. Not every terminal passes it on; {write} writes a file.")
            if self.screen.handout.is_text
            else N_("Copied as Markdown, {n} lines. Not every terminal passes it on; {write} writes a file.")
        )
        self.screen.tell(keyed(copied, n=len(text.splitlines())), "good")
