"""The verbs that open a screen: the library, a workshop, a new one, the demo."""

# ruff: noqa: T201  # printing is what these are for

from __future__ import annotations

import gc
import sys
from argparse import Namespace as Asked
from typing import TYPE_CHECKING, Any

from cxworkshop import language
from cxworkshop.errors import WrongUse
from cxworkshop.language import say
from cxworkshop.settings import settings
from cxworkshop.verbs.naming import DONE, check_header, folder_of, path_of

if TYPE_CHECKING:
    from pathlib import Path


def library(asked: Asked) -> int:
    _need_a_terminal()
    return _screen(asked)


def open_workshop(asked: Asked) -> int:
    _need_a_terminal()
    path = path_of(asked)
    check_header(path)
    return _screen(asked, open_path=path)


def new(asked: Asked) -> int:
    _need_a_terminal()
    title = (asked.title or "").encode("utf-8", "replace").decode()
    return _screen(asked, new_title=title)


def demo(asked: Asked) -> int:
    if asked.copy:
        from cxworkshop.editing import create
        from cxworkshop.method.demo import demo_session
        from cxworkshop.storage.file.folder import free_path

        path = free_path(folder_of(asked), "demo")
        create(path, demo_session(language.language())).close()
        print(path.absolute())
        return DONE
    _need_a_terminal()
    from cxworkshop.rehearsal import demo_copy

    return _screen(asked, open_path=demo_copy(), throwaway=True)


def _need_a_terminal() -> None:
    """Textual paints on stderr, reads stdin, and waits for ever for what never comes when either is something
    else."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise WrongUse(
            say(
                "This needs a terminal to show itself in and to read keys from. list, check, show and "
                "write need none."
            )
        )


def _without_openssl() -> None:
    """asyncio and hashlib load OpenSSL when they find it: 5 MiB and ten milliseconds, for a program that
    speaks to no network. A name that stands for nothing makes them do without, as on a Python built so; one
    with no hashes of its own keeps it."""
    from importlib.util import find_spec

    nothing: Any = None
    for name in ("ssl", "_hashlib") if find_spec("_md5") else ("ssl",):
        sys.modules.setdefault(name, nothing)


def _screen(
    asked: Asked, *, open_path: Path | None = None, throwaway: bool = False, new_title: str | None = None
) -> int:
    _without_openssl()
    # a start makes 100,000 objects that stay: looking through them for garbage at every 700 takes an eighth
    # of it
    gc.set_threshold(10_000)
    from cxworkshop.app import run

    return run(
        folder=folder_of(asked),
        open_path=open_path,
        throwaway=throwaway,
        new_title=new_title,
        language=language.language(),
        theme=asked.theme or settings().theme or None,
        troubles=settings().troubles,
    )
