"""Where a mistake of the program is written down for whoever mends it: which lines led to it, and nothing
anybody said."""

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
from cxworkshop.storage.atomic import replace_file

_KEPT = 10
"""Logs; the oldest goes when there is one more."""


def state_folder() -> Path:
    """Where the program keeps what is nobody's record."""
    if named := os.environ.get("CXWORKSHOP_STATE"):
        return Path(named).expanduser().absolute()
    from platformdirs import user_state_path  # only a program that fails needs to ask

    return user_state_path("cxworkshop", appauthor=False)


def write_crash_log(error: BaseException, at: datetime) -> Path:
    """Writes down how it came to the error; where that is. Raises OSError when nothing can be written."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.log"
    replace_file(path, told(error, at).encode("utf-8", "replace"))
    for old in sorted(folder.glob("crash-*.log"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def told(error: BaseException, at: datetime) -> str:
    """The kinds of the error and of those that led to it, and the lines of code. What an error says may quote
    the record, and so may every local variable: neither is written."""
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
    for one in reversed(chain):
        yield "".join(traceback.format_list(traceback.extract_tb(one.__traceback__)))
        yield f"{_kind(one)}\n"


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OSError) and error.errno:
        return f"{name} {errno.errorcode.get(error.errno, error.errno)}"
    if isinstance(error, BaseExceptionGroup):
        return f"{name} of {', '.join(_kind(one) for one in error.exceptions)}"
    return name
