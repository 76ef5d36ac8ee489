"""The lock beside a session: one program writes it at a time, and whoever comes second is told who does and
since when.

Beside `kuusilinna.json` it is `.kuusilinna.json.lock`. A program that was killed leaves it behind; the next
one on the same machine sees by the process and by when the machine was started that nobody holds it any more.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words, say, time_text

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_HALF_WRITTEN = 5.0
"""Seconds after which a lock with nothing in it is of a program that was killed while it made it."""
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Lock:
    """A lock that is held. Two opened files in one program are two, as if they were two programs."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    def release(self) -> None:
        """Lets others write. What has become somebody else's in the meantime stays."""
        with contextlib.suppress(OSError, ValueError):
            if self._path.read_text("utf-8") == self._text:
                self._path.unlink()


def acquire(session: Path) -> Lock | None:
    """The lock of a session file; None on a disk that takes no new file now, but may later.

    Raises ReadOnly when somebody else holds it, or when nothing may be written there at all.
    """
    path = lock_path(session)
    try:
        with _one_at_a_time(path.parent):
            for _try in range(2):
                path.with_name(f"{path.name}.{os.getpid()}.tmp").unlink(
                    missing_ok=True
                )  # of one killed who had our number
                text = json.dumps(_holder(), ensure_ascii=False)
                try:
                    _write(path, text)
                    return Lock(path, text)
                except FileExistsError:
                    held = _held(path)
                    if not _is_stale(held, path):
                        raise ReadOnly(_told(held)) from None
                    path.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise ReadOnly(
                say("Nothing may be written in its folder; a copy in another folder can be changed.")
            ) from None
    return None


def lock_path(session: Path) -> Path:
    """Where the lock of a session file is."""
    return session.with_name(f".{session.name}.lock")


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two that find one stale lock at once must not take each other's."""
    if os.name != "posix":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # not every network disk can
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, text: str) -> None:
    """Makes the lock with its text in it at once, so that whoever is killed here leaves none without a
    holder.

    Raises FileExistsError when there is one.
    """
    beside = path.with_name(
        f"{path.name}.{os.getpid()}.tmp"
    )  # cleared away with what else a killed writer leaves
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


def _holder() -> dict[str, Any]:
    pid = os.getpid()
    return {
        "user": _user(),
        "host": platform.node(),
        "pid": pid,
        "started": _started(pid),
        "boot": _boot(),
        "since": datetime.now().astimezone().isoformat(timespec="microseconds"),
    }


def _held(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_stale(held: dict[str, Any], path: Path) -> bool:
    if not held:
        with contextlib.suppress(OSError):
            return abs(time.time() - path.stat().st_mtime) > _HALF_WRITTEN
        return True
    if held.get("host") != platform.node():
        return False  # nobody can tell from here
    pid = held.get("pid")
    if held.get("boot") != _boot() or not isinstance(pid, int) or not _is_running(pid):
        return True
    return held.get("started") != _started(pid)  # somebody else has the number now


def _told(held: dict[str, Any]) -> Words:
    since = ""
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(str(held.get("since", ""))).astimezone()
        since = f"{at:%d.%m.} {time_text(at)}"
    who, host, pid = (str(held.get(name) or "?") for name in ("user", "host", "pid"))
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
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
