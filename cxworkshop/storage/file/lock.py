"""The lock of a session: one program writes it at a time, and a second one learns who does and since when.

Beside `kuusilinna.json` there are `.kuusilinna.json.lock`, which names the holder, and
`.kuusilinna.json.held`, which the operating system keeps locked while the program lives. A killed program
leaves both; on the same machine, a program that can lock the second knows that the holder of the first is
gone. Where the system cannot lock, the process and the boot that the first file names decide.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import importlib
import json
import os
import platform
import stat
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from cxworkshop.errors import ReadOnly
from cxworkshop.language import say
from cxworkshop.storage.file.holder import refusal
from cxworkshop.storage.outside import is_folder

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_HALF_WRITTEN = 5.0
"""Seconds after which an empty lock file is the remainder of a program killed while it wrote the file."""
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_OPEN_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Follow no link, and do not wait for the other end of a pipe."""
_TRIES = 20
"""Attempts to get the system's lock while other programs take and remove it."""
_MOST_BYTES = 1 << 16
"""Bytes of a lock file that are read."""


class Lock:
    """A lock that is held. Two files opened by one program have two locks, as in two programs."""

    def __init__(self, path: Path, text: str, system: _SystemLock | None) -> None:
        self._path, self._text, self._system = path, text, system

    def release(self) -> None:
        """Lets other programs write. A lock file that another program has taken over is left."""
        with contextlib.suppress(OSError):
            _remove(self._path, self._text)
        system, self._system = self._system, None
        if system is not None:
            system.release()


def acquire(session: Path) -> Lock | None:
    """Locks a session file; None when the disk cannot take a new file at present.

    Raises ReadOnly when another program holds the lock, or the folder cannot be written to.
    """
    path = lock_path(session)
    try:
        system = _system_lock(path.with_suffix(".held"))
    except BlockingIOError:
        raise refusal(path, _holder_in(_text(path))) from None
    text = ""
    try:
        text = _create(path, system)
    except OSError as error:
        if error.errno in _NOT_ALLOWED and not is_folder(path):
            raise ReadOnly(
                say("Nothing may be written in its folder; a copy in another folder can be changed.")
            ) from None
    finally:
        if not text and system is not None:
            system.release()
    return Lock(path, text, system) if text else None


def seems_free(session: Path) -> bool:
    """Whether nobody has a session file locked any more, as far as can be told without locking it."""
    path = lock_path(session)
    if not os.path.lexists(path):
        return not os.path.lexists(path.with_suffix(".held"))
    return _is_stale(_holder_in(_text(path)), path, None)


def lock_path(session: Path) -> Path:
    """The lock file of a session file."""
    return session.with_name(f".{session.name}.lock")


# ---- the lock file -----------------------------------------------------------------------------------------
def _create(path: Path, system: _SystemLock | None) -> str:
    """Creates the lock file, replacing a stale one: its text, or "" when another program was quicker. Raises
    ReadOnly, OSError."""
    # left by a killed program that had our process number
    path.with_name(f"{path.name}.{os.getpid()}.tmp").unlink(missing_ok=True)
    text = json.dumps(_holder(system), ensure_ascii=False)
    for _try in range(2):
        with contextlib.suppress(FileExistsError):
            _write(path, text)
            return text
        present = _text(path)
        holder = _holder_in(present)
        if not _is_stale(holder, path, system):
            if system is not None and holder.get("held") == system.number:
                system.is_ours = (
                    False  # it is another machine's, on a disk where each machine locks for itself
                )
            raise refusal(path, holder)
        _remove(path, present)
    return ""


def _write(path: Path, text: str) -> None:
    """Creates the lock file with its text in one step, so that a program killed here leaves no empty one.

    Raises FileExistsError when there is one.
    """
    # `remove_leftovers` removes it after a kill
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        _write_new(beside, text)
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links; there the text follows a moment after the file
        _write_new(path, text)
    finally:
        beside.unlink(missing_ok=True)


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        try:
            if sys.platform != "win32":
                os.fchmod(descriptor, 0o600)  # whatever the umask
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _text(path: Path) -> str:
    """The text of a lock file; "" when it is missing or no regular file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return file.read(_MOST_BYTES).decode()
    except (OSError, ValueError):
        pass
    return ""


def _remove(path: Path, text: str) -> None:
    """Removes a lock file if its text is still the same."""
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
    boot = _boot()
    if holder.get("host") != platform.node() and not (boot and holder.get("boot") == boot):
        return False  # another machine's: cannot be known from this one, which may have been renamed
    if system is not None and holder.get("held") == system.number:
        return True  # its holder would have kept this program from locking the file
    pid = holder.get("pid")
    if holder.get("boot") != boot or type(pid) is not int or not _is_running(pid):
        return True
    return holder.get("started") != _started(pid)  # another process has the number now


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def _boot() -> str:
    """Which start of which machine this is, whatever the machine is called; empty where the system does not
    tell. Windows tells the machine alone."""
    system: str = sys.platform
    try:
        match system:
            case "darwin":
                return _boot_of_macos()
            case "win32":
                return _machine_of_windows()
        return _BOOT.read_text("ascii").strip()
    except (OSError, ValueError, AttributeError, ImportError):
        return ""


def _boot_of_macos() -> str:
    import ctypes

    size, text = ctypes.c_size_t(64), ctypes.create_string_buffer(64)
    ask = ctypes.CDLL(None).sysctlbyname
    return text.value.decode() if not ask(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0) else ""


def _machine_of_windows() -> str:
    winreg: Any = importlib.import_module("winreg")
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])


def _started(pid: int) -> str:
    """When a process was started, in the clock ticks of Linux; empty elsewhere."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_running(pid: int) -> bool:
    if pid <= 0:  # os.kill would ask a group of processes
        return False
    if sys.platform == "win32":  # os.kill would end the process there
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
    """A file that the operating system keeps locked while this program has it open.

    `number` is its inode: no other file has it while this one is open. `is_ours`: the file is removed with
    the lock.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor
        status = os.fstat(descriptor)
        self.number = status.st_ino
        self.is_ours = stat.S_ISREG(status.st_mode)

    @property
    def is_in_place(self) -> bool:
        """Whether its path still leads to this file."""
        with contextlib.suppress(OSError):
            return os.path.samestat(os.fstat(self._descriptor), self._path.lstat())
        return False

    def release(self) -> None:
        """Removes the file, then unlocks it, where an open file can be removed: the next program to lock it
        sees that it is gone and creates another."""
        from filelock import unlock_descriptor

        if self.is_ours and sys.platform != "win32" and self.is_in_place:
            with contextlib.suppress(OSError):
                self._path.unlink()
        with contextlib.suppress(OSError, NotImplementedError):
            unlock_descriptor(self._descriptor)  # a forked child has it open too
        os.close(self._descriptor)
        if self.is_ours and sys.platform == "win32":  # refused when another program has opened it
            with contextlib.suppress(OSError):
                self._path.unlink()


def _system_lock(path: Path) -> _SystemLock | None:
    """The system's lock on a file; None where the system or the disk cannot lock. Raises BlockingIOError when
    another program has it."""
    from filelock import lock_descriptor  # 8 ms, only for opening a session

    for _try in range(_TRIES):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _OPEN_FLAGS, 0o600)
        except OSError:
            return None
        lock = _SystemLock(path, descriptor)
        try:
            is_free = lock.is_ours and lock_descriptor(descriptor, blocking=False)
        except (OSError, NotImplementedError):
            lock.release()
            return None
        if is_free and lock.is_in_place:
            return lock
        os.close(descriptor)
        if not lock.is_ours:
            return None
        if not is_free:
            break
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
