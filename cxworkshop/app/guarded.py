"""What every app of the program does alike: its themes, no control character of a text on the terminal, and
how it ends after an error."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.filter import LineFilter
from textual.worker import WorkerFailed

from cxworkshop.endings import Ending
from cxworkshop.themes import DARK, LIGHT
from cxworkshop.widgets.guard import guarded

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType


class GuardedApp(App[int]):
    """An app whose errors print nothing that anybody said."""

    TITLE = "cxworkshop"
    ENABLE_COMMAND_PALETTE = False
    CSS: ClassVar[str] = "Screen { background: $background; color: $foreground; }"

    def __init__(self, theme: str | None, css_path: Path | None = None) -> None:
        super().__init__(css_path=css_path)
        self.animation_level = "none"
        self.ending: Ending | None = None
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.use_look(theme)

    def use_look(self, look: str | None) -> None:
        """Puts the dark or the light theme in force."""
        self.theme = LIGHT.name if look == "light" else DARK.name

    def on_load(self) -> None:
        if self.ending is not None:
            self.ending.loop = asyncio.get_running_loop()
            self.ending.loop.set_exception_handler(self._report_unawaited)

    def get_line_filters(self) -> list[LineFilter]:
        return [guarded(*super().get_line_filters())]

    def end(self, code: int) -> None:
        """Ends the program at once with an exit code."""
        self.exit(code, code)

    # -- errors ----------------------------------------------------------------------------------------------
    def _fatal_error(self) -> None:
        """Replaces Textual's, which would print the values of variables and so what people said; the
        ending prints one line instead."""
        if self.ending is not None:
            reading_error: BaseException | None = getattr(self._driver, "reading_error", None)
            error = self._exception or reading_error or RuntimeError()
            self.ending.report_error(error.error if isinstance(error, WorkerFailed) else error)
        self._close_messages_no_wait()

    def panic(self, *_renderables: RenderableType) -> None:
        """Replaces Textual's, which would print the renderables."""
        self._fatal_error()

    def _report_unawaited(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Handles an error in a callback or in a task that nothing awaits."""
        if isinstance(error := context.get("exception"), Exception):
            self._handle_exception(error)
