"""Logs of crashes: the lines of code that led to an error, and no text of any session."""

from __future__ import annotations

import errno
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cxworkshop import __version__
from cxworkshop.storage.atomic import remove_leftovers, replace_file
from cxworkshop.storage.outside import make_folder

_KEPT = 10
"""Logs; the oldest goes when there is one more."""


def state_folder() -> Path:
    """The folder for state of the program that belongs to no session."""
    if named := os.environ.get("CXWORKSHOP_STATE"):
        return Path(named).expanduser().absolute()
    from platformdirs import user_state_path  # only a program that fails needs to ask

    return user_state_path("cxworkshop", appauthor=False)


def write_crash_log(error: BaseException, at: datetime) -> Path:
    """Writes a crash log; its path. Raises OSError when it cannot be written."""
    folder = state_folder()
    make_folder(folder)
    remove_leftovers(folder, lambda name: name.startswith("crash-"))
    path = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.log"
    replace_file(path, crash_report(error, at).encode("utf-8", "replace"))
    for old in sorted(folder.glob("crash-*.log"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def crash_report(error: BaseException, at: datetime) -> str:
    """The types of the error and its causes, with the lines of code. Messages and local variables may quote a
    session, so they are left out."""
    about = (
        (
            f"cxworkshop {__version__} · Python {platform.python_version()} · {sys.platform} · "
            f"{at.isoformat(timespec='seconds')}\n"
        ),
        f"TERM={os.environ.get('TERM', '')}\n",
    )
    return "\n".join((*about, *_chain(error)))


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for link in reversed(chain):
        yield "".join(traceback.format_list(traceback.extract_tb(link.__traceback__)))
        yield f"{_kind(link)}\n"


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OSError) and error.errno:
        return f"{name} {errno.errorcode.get(error.errno, error.errno)}"
    if isinstance(error, BaseExceptionGroup):
        return f"{name} of {', '.join(_kind(inner) for inner in error.exceptions)}"
    return name
