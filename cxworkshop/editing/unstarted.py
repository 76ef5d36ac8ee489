"""The form of a workshop that is not started yet, saved in the sessions folder so that a crash does not lose
it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from cxworkshop.editing.saver import Saver, Status
from cxworkshop.model.raw import read, written
from cxworkshop.model.session import Session
from cxworkshop.storage.atomic import remove_leftovers
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.draft import Draft, draft_path, read_draft, write_draft
from cxworkshop.storage.outside import Disk, is_folder


class Unstarted:
    """The form saved in a folder. `session` is what was filled in when the program ended, or None; `ticked`
    the starter touchpoints ticked then. `report` is called in another thread after each attempt to save."""

    def __init__(self, folder: Path, report: Callable[[Status], None] = lambda _status: None) -> None:
        self._path = folder / "new workshop"  # no session has this name: theirs have no spaces
        remove_leftovers(folder, {draft_path(self._path).name}.__contains__)
        self._last = read_draft(self._path)
        self._disk = Disk(folder)
        self._saver = Saver(self._write, report)
        self.session: Session | None = None
        self.ticked: frozenset[str] = frozenset()
        if self._last is not None:
            try:
                session, wrong = read(Session, json.loads(self._last.text))
            except (ValueError, AttributeError, RecursionError):  # another program's file under this name
                return
            if wrong:
                return
            self.session = session
            ticked = self._last.where.get("ticked")
            self.ticked = (
                frozenset(key for key in ticked if isinstance(key, str))
                if isinstance(ticked, list)
                else self.ticked
            )

    def put(self, session: Session | None, ticked: Collection[str] = ()) -> None:
        """Saves what is filled in; None removes it."""
        draft = (
            None
            if session is None
            else Draft(json.dumps(written(session), ensure_ascii=False), {"ticked": sorted(ticked)})
        )
        if draft != self._last and is_folder(self._path.parent):
            self._last = draft
            self._saver.put(draft)

    def close(self) -> None:
        """Returns when everything is on the disk. Raises NotSaved."""
        self._saver.close()

    def _write(self, draft: Draft | None) -> datetime:
        try:
            self._disk.check()
            write_draft(self._path, draft)
        except OSError as error:
            raise not_saved(self._path, error) from error
        return datetime.now().astimezone()
