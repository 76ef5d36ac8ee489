"""Runs the apps in the terminal for the verbs that open a screen, and returns the exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from cxworkshop import language as words
from cxworkshop.app.guarded import GuardedApp
from cxworkshop.endings import Ending, finish, handling_signals
from cxworkshop.language import Words
from cxworkshop.library import Library


def run(
    *,
    library: Library,
    open_path: Path | None = None,
    throwaway: bool = False,
    new_title: str | None = None,
    language: str,
    theme: str | None,
    troubles: Sequence[Words] = (),
) -> int:
    """Runs the program until it is quit; returns the exit code."""
    from cxworkshop.app.program import CxApp

    words.use(language)
    app = CxApp(
        library,
        open_path=open_path,
        throwaway=throwaway,
        new_title=new_title,
        theme=theme,
        troubles=troubles,
        opens_in_background=True,
    )
    return run_in_terminal(app, Ending(app.end, app.opened))


def run_room(stage_file: Path, organisation: str, *, language: str, theme: str | None) -> int:
    """Runs the room view in this terminal until it is quit; returns the exit code."""
    from cxworkshop.app.room_app import RoomApp

    words.use(language)
    app = RoomApp(stage_file, organisation, theme)
    return run_in_terminal(app, Ending(app.end, ()))


def run_in_terminal(app: GuardedApp, ending: Ending) -> int:
    """Runs an app that ends by quitting, a signal or an error; returns the exit code."""
    app.ending = ending
    if isinstance(sys.__stderr__, io.TextIOWrapper):  # Textual paints on it, also characters the locale lacks
        sys.__stderr__.reconfigure(encoding="utf-8", errors="replace")
    with handling_signals(ending):
        try:
            code = app.run()
        except Exception as error:  # noqa: BLE001  # the edge of the program
            ending.report_error(error)
            ending.restore()
            code = 1
        ending.has_left_the_screen.set()
        return finish(ending, code)
