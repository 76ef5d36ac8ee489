"""Runs the program from its first paint to its last word."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from cxworkshop import language as words
from cxworkshop.app.program import CxApp
from cxworkshop.endings import Ending, attended, ended
from cxworkshop.language import Words


def run(
    *,
    folder: Path,
    open_path: Path | None = None,
    throwaway: bool = False,
    new_title: str | None = None,
    language: str,
    theme: str | None,
    troubles: Sequence[Words] = (),
) -> int:
    """Runs the program until it is quit; returns the exit code."""
    words.use(language)
    app = CxApp(
        folder,
        open_path=open_path,
        throwaway=throwaway,
        new_title=new_title,
        theme=theme,
        troubles=troubles,
        opens_behind=True,
    )
    app.ending = ending = Ending(app.end, app.opened)
    if isinstance(
        sys.__stderr__, io.TextIOWrapper
    ):  # what Textual paints on: signs that the locale lacks are signs all the same
        sys.__stderr__.reconfigure(encoding="utf-8", errors="replace")
    with attended(ending):
        try:
            code = app.run()
        except Exception as error:  # noqa: BLE001  # the last one who can say so
            ending.failed(error)
            ending.restore()
            code = 1
        ending.is_off_the_screen.set()
        return ended(ending, code)
