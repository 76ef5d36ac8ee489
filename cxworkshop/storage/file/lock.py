"""The lock beside a session: one program writes it at a time, and whoever comes second is told who does and
since when.

Beside `kuusilinna.json` it is `.kuusilinna.json.lock`, which says who, and `.kuusilinna.json.held`, which the
operating system keeps locked for as long as the program lives. A program that was killed leaves both behind;
on the same machine whoever gets the second knows that nobody is behind the first. Where the system can lock
nothing, the process and the start of the machine that the first one names must tell.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import stat
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words, say, time_text

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_HALF_WRITTEN = 5.0
"""Seconds after which a lock with nothing in it is of a program that was killed while it made it."""
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opens what stands there, and waits for nobody: not through a link, not for the other end of a pipe."""
_TRIES = 20
"""Of getting the system's lock while others, each for a moment, have it and remove it."""
_LONGEST = 1 << 16
"""Bytes of a lock that are read."""


class Lock:
    """A lock that is held. Two opened files in one program are two, as if they were two programs."""

    def __init__(self, path: Path, text: str, system: _SystemLock | None) -> None:
        self._path, self._text, self._system = path, text, system

    def release(self) -> None:
        """Lets others write. What has become somebody else's in the meantime stays."""
        with contextlib.suppress(OSError):
            _remove(self._path, self._text)
        system, self._system = self._system, None
        if system is not None:
            system.release()


def acquire(session: Path) -> Lock | None:
    """The lock of a session file; None on a disk that takes no new file now, but may later.

    Raises ReadOnly when somebody else holds it, or when nothing may be written there at all.
    """
    path = lock_path(session)
    try:
        system = _system_lock(path.with_suffix(".held"))
    except BlockingIOError:
        raise ReadOnly(_refusal(_holder_in(_text(path)))) from None
    text = ""
    try:
        text = _put(path, system)
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise ReadOnly(
                say("Nothing may be written in its folder; a copy in another folder can be changed.")
            ) from None
    finally:
        if not text and system is not None:
            system.release()
    return Lock(path, text, system) if text else None


def lock_path(session: Path) -> Path:
    """Where the lock of a session file is."""
    return session.with_name(f".{session.name}.lock")


# ---- who has it --------------------------------------------------------------------------------------------
def _put(path: Path, system: _SystemLock | None) -> str:
    """Makes the lock, in place of one whose holder is gone; what is in it, or nothing when others are as
    quick. Raises ReadOnly, OSError."""
    # of one killed who had our number
    path.with_name(f"{path.name}.{os.getpid()}.tmp").unlink(missing_ok=True)
    text = json.dumps(_holder(system), ensure_ascii=False)
    for _try in range(2):
        with contextlib.suppress(FileExistsError):
            _write(path, text)
            return text
        standing = _text(path)
        holder = _holder_in(standing)
        if not _is_stale(holder, path, system):
            if system is not None and holder.get("held") == system.number:
                system.is_ours = False  # another machine's, where each locks for itself
            raise ReadOnly(_refusal(holder))
        _remove(path, standing)
    return ""


def _write(path: Path, text: str) -> None:
    """Makes the lock with its text in it at once, so that whoever is killed here leaves none without a
    holder.

    Raises FileExistsError when there is one.
    """
    # cleared away with what else a killed writer leaves
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        _write_new(beside, text)
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links; there the text comes a moment after the file
        _write_new(path, text)
    finally:
        beside.unlink(missing_ok=True)


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _text(path: Path) -> str:
    """What is in a lock; nothing when it is not there, or no file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return file.read(_LONGEST).decode()
    except (OSError, ValueError):
        pass
    return ""


def _remove(path: Path, text: str) -> None:
    """Removes a lock while it says what it said."""
    with contextlib.suppress(FileNotFoundError):
        if _text(path) == text:
            path.unlink()


def _holder(system: _SystemLock | None) -> dict[str, Any]:
    pid = os.getpid()
    holder = {
        "user": _user(),
        "host": platform.node(),
        "pid": pid,
        "started": _started(pid),
        "boot": _boot(),
        "since": datetime.now().astimezone().isoformat(timespec="microseconds"),
    }
    return holder if system is None else {**holder, "held": system.number}


def _holder_in(text: str) -> dict[str, Any]:
    try:
        holder = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _is_stale(holder: dict[str, Any], path: Path, system: _SystemLock | None) -> bool:
    if not holder:
        with contextlib.suppress(OSError):
            return abs(time.time() - path.lstat().st_mtime) > _HALF_WRITTEN
        return True
    if holder.get("host") != platform.node():
        return False  # nobody can tell from here
    if system is not None and holder.get("held") == system.number:
        return True  # it would have kept us from this very file
    pid = holder.get("pid")
    if holder.get("boot") != _boot() or not isinstance(pid, int) or not _is_running(pid):
        return True
    return holder.get("started") != _started(pid)  # somebody else has the number now


def _refusal(holder: dict[str, Any]) -> Words:
    since = ""
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(str(holder.get("since", ""))).astimezone()
        since = f"{at:%d.%m.} {time_text(at)}"
    who, host, pid = (str(holder.get(name) or "?") for name in ("user", "host", "pid"))
    return say(
        "{who} has it open on {host} since {since} (process {pid}); only a copy under another name can be "
        "changed here.",
        who=who,
        host=host,
        since=since or "?",
        pid=pid,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def _boot() -> str:
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process was started, as Linux counts; empty elsewhere."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_running(pid: int) -> bool:
    if os.name == "nt":  # asking would end it there
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


# ---- the system's lock -------------------------------------------------------------------------------------
class _SystemLock:
    """A file that the operating system keeps locked while we have it open."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor
        standing = os.fstat(descriptor)
        self.number = standing.st_ino
        """Which file it is; no other has the number while it is open anywhere."""
        self.is_ours = stat.S_ISREG(standing.st_mode)
        """Whether the file goes with our lock."""

    @property
    def stands(self) -> bool:
        """Whether it is still what others find under its name."""
        with contextlib.suppress(OSError):
            return os.path.samestat(os.fstat(self._descriptor), self._path.lstat())
        return False

    def release(self) -> None:
        """Removes the file before it is free, where an open file can be removed: whoever gets it next sees
        that it is gone, and makes another."""
        from filelock import unlock_descriptor

        if self.is_ours and os.name == "posix" and self.stands:
            with contextlib.suppress(OSError):
                self._path.unlink()
        with contextlib.suppress(OSError, NotImplementedError):
            unlock_descriptor(self._descriptor)  # a child that was forked has it open too
        os.close(self._descriptor)
        if self.is_ours and os.name == "nt":  # refused once somebody else has it open
            with contextlib.suppress(OSError):
                self._path.unlink()


def _system_lock(path: Path) -> _SystemLock | None:
    """The system's lock on a file; None where the system or the disk locks nothing. Raises BlockingIOError
    when somebody has it."""
    from filelock import lock_descriptor  # 8 ms, which only who opens a session pays

    for _try in range(_TRIES):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _AS_IT_IS, 0o600)
        except OSError:
            return None
        lock = _SystemLock(path, descriptor)
        try:
            is_free = lock.is_ours and lock_descriptor(descriptor, blocking=False)
        except (OSError, NotImplementedError):
            lock.release()
            return None
        if is_free and lock.stands:
            return lock
        os.close(descriptor)
        if not lock.is_ours:
            return None
        if not is_free:
            break
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
