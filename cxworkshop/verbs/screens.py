"""The verbs that open a screen: the library, a workshop, a new one, the demo, the room view."""

from __future__ import annotations

import gc
import os
import sys
import threading
from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import WrongUse
from cxworkshop.language import say
from cxworkshop.printing import print_made
from cxworkshop.settings import settings
from cxworkshop.verbs.arguments import DONE, check_header, library_of, named_in

if TYPE_CHECKING:
    from pathlib import Path

    from cxworkshop.library import Library
    from cxworkshop.storage.host.address import Address

DRIVER = "TEXTUAL_DRIVER"
"""As `terminal` has it, which would import Textual for each verb."""
_STACK = 2 * 1024 * 1024
"""Bytes for the stack of a thread: the deepest recursion of Python takes half of it."""


def library(arguments: Namespace) -> int:
    _need_a_terminal()
    return _run(arguments)


def open_workshop(arguments: Namespace) -> int:
    _need_a_terminal()
    if "://" in arguments.named:
        from cxworkshop.storage.host.address import address_of, is_address

        if is_address(arguments.named):
            return _run(arguments, joins=address_of(arguments.named))
    library, path = named_in(arguments)
    if not library.is_shared:
        check_header(path)
    return _run(arguments, library=library, open_path=path)


def new(arguments: Namespace) -> int:
    _need_a_terminal()
    title = (arguments.title or "").encode("utf-8", "replace").decode()
    return _run(arguments, new_title=title)


def demo(arguments: Namespace) -> int:
    if arguments.copy:
        from cxworkshop.method.demo import demo_session

        library = library_of(arguments)
        print_made(library.said(library.create("demo", demo_session(language.language()))))
        return DONE
    _need_a_terminal()
    from cxworkshop.rehearsal import demo_copy

    return _run(arguments, open_path=demo_copy(), throwaway=True)


def room(arguments: Namespace) -> int:
    """Shows in this terminal what the room sees of a workshop that is open in another one."""
    _need_a_terminal()
    library, path = named_in(arguments)
    if library.is_shared and not path.exists():
        raise WrongUse(say("{name} is not open on this laptop; the room sees what is.", name=path.stem))
    check_header(path)
    from cxworkshop.app.running import run_room
    from cxworkshop.room.stage_file import path_of as stage_file_of
    from cxworkshop.storage.file.folder import summary

    about = summary(path)
    return run_room(
        stage_file_of(path),
        about.organisation or about.title or path.stem,
        language=language.language(),
        theme=arguments.theme or settings().theme or None,
    )


def _need_a_terminal() -> None:
    """Raises WrongUse without a terminal: Textual paints on stderr and reads stdin, and would wait for
    ever. Whoever sets a driver of Textual's, as textual-serve does for browsers, paints and reads himself."""
    if os.environ.get(DRIVER):
        from cxworkshop.terminal import check_driver

        check_driver()
        return
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise WrongUse(
            say(
                "This needs a terminal to show itself in and to read keys from. list, check, show and "
                "write need none."
            )
        )


def _run(
    arguments: Namespace,
    *,
    library: Library | None = None,
    open_path: Path | None = None,
    joins: Address | None = None,
    throwaway: bool = False,
    new_title: str | None = None,
) -> int:
    # a start makes 100,000 objects that stay; collecting at every 700 takes an eighth of its time
    gc.set_threshold(10_000)
    # eight megabytes of addresses for each, which no thread of ours uses, are too many where they are few
    threading.stack_size(_STACK)
    from cxworkshop.app import run

    return run(
        library=library or library_of(arguments),
        open_path=open_path,
        joins=joins,
        throwaway=throwaway,
        new_title=new_title,
        language=language.language(),
        theme=arguments.theme or settings().theme or None,
        troubles=settings().troubles,
    )
