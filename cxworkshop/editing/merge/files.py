"""Two files of one workshop become one: what that would be, and doing it. The library and the verb use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cxworkshop.editing.merge import Merged, merge
from cxworkshop.errors import NotSaved, Unreadable, WrongUse
from cxworkshop.language import Words, date_text, say, time_text
from cxworkshop.model.session import Session
from cxworkshop.storage.file.copies import copies_folder, copies_offered, keep_among
from cxworkshop.storage.file.disk_errors import not_saved
from cxworkshop.storage.file.frame import merged_frame
from cxworkshop.storage.file.merging import ancestor
from cxworkshop.storage.file.notices import protection
from cxworkshop.storage.file.past import past_path
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.storage.mirrors import name_of


class Joined(NamedTuple):
    """What two files are together, and the older version that they were compared with, if any."""

    merged: Merged
    base: SessionFile | None

    @property
    def told(self) -> tuple[Words, ...]:
        """What is to be known of the merge, beside what was set aside."""
        if self.base is None:
            against = say(
                "No older version is left that both come from: nothing was removed, and what differs is kept "
                "twice."
            )
        elif (at := self.base.updated_at) is not None:
            when = f"{date_text(at.date())} {time_text(at)}"
            against = say("Compared with the version of {when}, which both come from.", when=when)
        else:
            against = say("Compared with the version which both come from.")
        return (against, *self.merged.told)


def looked_at(one: Path, other: Path) -> Joined:
    """What two files would become; nothing is written. Raises Unreadable, WrongUse for two workshops."""
    return _joined(SessionFile.read(one), SessionFile.read(other), None)


def merge_files(
    one: Path, other: Path, base: Path | None = None, output: Path | None = None, *, tidy: bool = True
) -> Joined:
    """Makes the first file both, or a new one; the other one goes among the copies of the first. Without
    `tidy` neither is kept elsewhere or moved, as for git.

    Raises Unreadable, WrongUse for two workshops, NotSaved also while somebody has either open.
    """
    with _opened(one, is_written=output is None) as mine:
        with _opened(other, is_written=output is None and tidy) as theirs:
            joined = _joined(mine, theirs, base)
            unknown = joined.base.frame.unknown if joined.base is not None else {}
            frame, at = merged_frame(mine.frame, theirs.frame, unknown)
            if output is not None:
                SessionFile.create(output, joined.merged.session, at, frame).close()
                return joined
            if tidy:
                _keep_both(one, other)
            mine.become(joined.merged.session, frame, at, (mine, theirs))
        if tidy:
            _remove(other)
    return joined


@contextmanager
def _opened(path: Path, *, is_written: bool) -> Iterator[SessionFile]:
    """A file that nobody else has open. Raises Unreadable, NotSaved."""
    file = SessionFile.open(path)
    try:
        if file.faults:
            raise Unreadable(say("{file}: {why}", file=name_of(path), why=file.read_only))
        if file.holder:
            raise NotSaved(
                say("{file} is open elsewhere: {who}. Close it there; then Enter merges, or the command.",
                    file=name_of(path), who=file.holder)
            )  # fmt: skip
        if file.read_only and (is_written or not protection(path)):
            raise NotSaved(say("{file}: {why}", file=name_of(path), why=file.read_only))
        yield file
    finally:
        file.close()


def _joined(mine: SessionFile, theirs: SessionFile, named: Path | None) -> Joined:
    _check_one_workshop(mine, theirs)
    path = named or ancestor(mine.path, theirs.path)
    base = SessionFile.read(path) if path is not None and path.stat().st_size else None
    if base is not None and base.faults:
        raise Unreadable(say("{file}: {why}", file=name_of(base.path), why=base.read_only))
    if base is not None and _are_two(mine, base):
        raise _two_workshops(mine, base)
    newer = (
        None if mine.frame.saved_at == theirs.frame.saved_at else mine.frame.saved_at > theirs.frame.saved_at
    )
    session = base.session if base is not None else None
    return Joined(merge(session, mine.session, theirs.session, mine_is_newer=newer), base)


def _check_one_workshop(mine: SessionFile, theirs: SessionFile) -> None:
    """Raises WrongUse for two workshops: rows of both have the same ids. Files of 0.1.0 say their names
    alone."""
    is_unsaid = None in (_id(mine), _id(theirs))
    if _are_two(mine, theirs) or (is_unsaid and _names(mine.session) != _names(theirs.session)):
        raise _two_workshops(mine, theirs)


def _two_workshops(one: SessionFile, other: SessionFile) -> WrongUse:
    return WrongUse(
        say(
            "{one} and {other} are two workshops, not two versions of one; both are left as they are.",
            one=name_of(one.path),
            other=name_of(other.path),
        )
    )


def _are_two(one: SessionFile, other: SessionFile) -> bool:
    ids = (_id(one), _id(other))
    return None not in ids and ids[0] != ids[1]


def _id(file: SessionFile) -> object:
    return file.frame.header.get("session")


def _names(session: Session) -> tuple[str, str]:
    return session.organisation.name, session.workshop.title


def _keep_both(one: Path, other: Path) -> None:
    """Keeps both, and the copies of the other, among the copies of the first. Raises NotSaved."""
    keep_among(one, one)
    for copy in copies_offered(other):
        keep_among(one, copy.path, copy)
    keep_among(one, other)


def _remove(other: Path) -> None:
    """Removes a file that is kept among the copies of another by now. Raises NotSaved."""
    try:
        for copy in copies_offered(other):
            copy.path.unlink(missing_ok=True)
        with suppress(OSError):
            copies_folder(other).rmdir()
        other.unlink()
        past_path(other).unlink(missing_ok=True)
    except OSError as error:
        raise not_saved(other, error) from error
