"""The stage file: the one Showing of now, for a second terminal on the same machine. The app writes it, the
verb `room` follows it.

It lives where the system keeps what ends with the login, and never beside the session: that folder may be
synchronised to a cloud. Its time is the heartbeat of the program that writes it. Who follows it keeps a
file of its own beside it, whose time is the other heartbeat.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import say
from cxworkshop.storage.outside import make_folder, open_file

if TYPE_CHECKING:
    from cxworkshop.room.parts import Showing

BEAT = 0.5
"""Seconds between two heartbeats."""
STALE = 2.0
"""Seconds without a heartbeat after which nobody is at the other end."""
LOOK_EVERY = 0.03
"""Seconds between two looks at the stage file."""
FORGOTTEN = 60.0
"""Seconds after which who followed and does no more is not spoken of."""
LIMIT = 4 * 1024 * 1024
"""Bytes of the largest stage file that is read."""
FOLLOWED = ".followed"
ROOM = "room"
OURS = ("cxworkshop", ROOM)
"""The names of the folders that the program makes for this."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


# ---- where it is -------------------------------------------------------------------------------------------
def runtime_folder() -> Path:
    """Where the system keeps what ends with the login. Raises OSError where that is somebody else's."""
    if named := os.environ.get("CXWORKSHOP_RUNTIME"):
        return Path(named).expanduser().absolute()
    from platformdirs import user_runtime_path

    with warnings.catch_warnings(action="ignore"):  # it tells of a folder that it does not take
        return user_runtime_path("cxworkshop", appauthor=False)


def path_of(session_file: Path) -> Path:
    """The stage file of a session file, in a folder that is the user's alone; its name tells nothing. Raises
    NotSaved."""
    import hashlib  # only an open workshop needs it

    name = hashlib.sha256(os.fsencode(session_file.resolve())).hexdigest()[:24]
    try:
        folder = runtime_folder() / ROOM
        for part in (folder.parent, folder):  # nothing is made in a folder that leads elsewhere
            make_folder(part)
            _check_own(part)
    except NotSaved:
        raise
    except OSError as error:
        raise _no_folder(str(error.filename or ""), error) from None
    return folder / f"{name}.json"


def _check_own(folder: Path) -> None:
    """Makes a folder of ours the user's alone. Raises NotSaved for a link, for one that belongs to somebody
    else, and where others may put another in its place; OSError."""
    if not hasattr(os, "geteuid"):
        return
    seen = folder.lstat()
    if stat.S_ISLNK(seen.st_mode):
        raise NotSaved(
            say("{folder} is a link. The room view in a second terminal needs a folder.", folder=folder)
        )
    is_ours = folder.name in OURS
    if not is_ours and seen.st_uid == 0 and seen.st_mode & stat.S_ISVTX:
        return  # as /tmp: nobody can put another in the place of ours
    if seen.st_uid != os.geteuid():
        raise NotSaved(
            say("{folder} belongs to somebody else. The room view in a second terminal needs a folder that "
                "is yours alone.", folder=folder)
        )  # fmt: skip
    if is_ours and seen.st_mode & 0o077:
        folder.chmod(0o700)
    elif seen.st_mode & 0o022:
        raise NotSaved(
            say("Others may write in {folder}. The room view in a second terminal needs a folder that is "
                "yours alone.", folder=folder)
        )  # fmt: skip


def _no_folder(name: str, error: OSError) -> NotSaved:
    return NotSaved(
        say("The room view in a second terminal has no place ({folder}): {why}.",
            folder=name or "?", why=os.strerror(error.errno or errno.EIO))
    )  # fmt: skip


# ---- the facilitator's side --------------------------------------------------------------------------------
def write(path: Path, showing: Showing) -> None:
    """Replaces the stage file at once; only this user can read it. It is worth nothing after a crash, so it
    does not wait for the disk. Raises NotSaved, OSError."""
    for folder in (path.parent.parent, path.parent):
        _check_own(folder)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, _NEW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(showing.model_dump_json().encode())
    temporary.replace(path)


def beat(path: Path) -> None:
    """Tells that the program runs. Raises FileNotFoundError when the file is gone, OSError."""
    _touch(path)


def followed_ago(path: Path) -> float | None:
    """The seconds since somebody last followed a stage file; None when nobody does."""
    try:
        seen = path.with_suffix(FOLLOWED).lstat()
    except OSError:
        return None
    age = max(0.0, time.time() - seen.st_mtime)
    return age if age < FORGOTTEN else None


class Writer:
    """Writes what is published last in a thread of its own: no key waits for the disk.

    `followed` is how long ago somebody followed, in seconds, None when nobody does. `failed` is called once,
    from that thread, with why nothing can be written.
    """

    def __init__(self, path: Path, failed: Callable[[Exception], object]) -> None:
        self.path, self.followed = path, followed_ago(path)
        self._failed, self._has_failed = failed, False
        self._next: Showing | None = None
        self._last: Showing | None = None
        self._is_due = self._ends = False
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="stage file", daemon=True)
        self._thread.start()

    def publish(self, showing: Showing) -> None:
        with self._change:
            self._next, self._is_due = showing, True
            self._change.notify()

    def beat(self) -> None:
        """Is called every BEAT seconds for as long as keys are answered."""
        with self._change:
            self._is_due = True
            self._change.notify()

    def close(self) -> None:
        """Takes the file away, so that who follows knows at once. A slow disk is not waited for."""
        with self._change:
            self._ends = self._is_due = True
            self._change.notify()
        self._thread.join(STALE)

    def _run(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._is_due)
                showing, self._next, self._is_due = self._next, None, False
                ends = self._ends
            try:
                if ends:
                    self.path.unlink(missing_ok=True)
                    return
                self._write(showing)
                self.followed = followed_ago(self.path)
            except OSError as error:
                if ends:
                    return
                if not self._has_failed:
                    self._has_failed = True
                    self._failed(error)

    def _write(self, showing: Showing | None) -> None:
        """Writes what is new; else tells that the program runs. What somebody has removed is written anew."""
        self._last = showing or self._last
        if showing is None:
            try:
                beat(self.path)
                return
            except FileNotFoundError:
                make_folder(self.path.parent)
        if self._last is not None:
            write(self.path, self._last)


# ---- who follows -------------------------------------------------------------------------------------------
class Follower:
    """Reads a stage file when it has changed; a look at one that has not costs some microseconds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.showing: Showing | None = None
        self._seen = (0, 0, 0)
        self._heard_at = float("-inf")
        """When the last heartbeat was seen, by a clock that nobody sets."""

    def look(self) -> tuple[Showing | None, bool]:
        """What is shown, the same object until it is another, and whether the program at the other end
        lives."""
        now = time.monotonic()
        try:
            seen = self.path.lstat()
        except OSError:
            self._heard_at = float("-inf")
            return self.showing, False
        mark = (seen.st_ino, seen.st_size, seen.st_mtime_ns)  # a freed inode returns at once: the time tells
        if mark != self._seen:
            is_first, self._seen = self._seen == (0, 0, 0), mark
            if not is_first or abs(time.time() - seen.st_mtime) < STALE:
                self._heard_at = now
            self._read()
        return self.showing, self.showing is not None and now - self._heard_at < STALE

    def beat(self) -> None:
        """Tells the program at the other end that somebody follows. Raises OSError."""
        _touch(self.path.with_suffix(FOLLOWED), makes=True)

    def close(self) -> None:
        """Tells it that nobody does any more."""
        with suppress(OSError):
            self.path.with_suffix(FOLLOWED).unlink(missing_ok=True)

    def _read(self) -> None:
        """Takes what is shown now. What this version cannot read leaves what was shown before."""
        from cxworkshop.room.parts import Showing  # only who follows needs to read one

        with suppress(OSError, ValueError), open_file(self.path, follows_links=False) as file:
            raw = file.read(LIMIT)
            showing = Showing.model_validate_json(raw)
            if showing != self.showing:  # else a heartbeat: nothing to paint
                self.showing = showing


def _touch(path: Path, *, makes: bool = False) -> None:
    """Gives a file the time of now, never through a link."""
    try:
        os.utime(path, follow_symlinks=os.utime not in os.supports_follow_symlinks)
    except FileNotFoundError:
        if not makes:
            raise
        os.close(os.open(path, _NEW, 0o600))
