"""Help for where one stands: what the step is for, what to say and ask, and every key that works."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from cxworkshop.commands import WHERE, commands_in, keys_shown
from cxworkshop.language import Words, _
from cxworkshop.screens.base import KeyScreen, Pane
from cxworkshop.widgets.bars import KeyBar
from cxworkshop.widgets.pages import Pages
from cxworkshop.widgets.text import fit, wrap


class HelpScreen(KeyScreen):
    """A page over the work."""

    WHERE: ClassVar = ("everywhere",)
    CSS_PATH = "help.tcss"

    def __init__(self, about: KeyScreen) -> None:
        super().__init__()
        self.about = about
        self.pages, self.keys = Pages(), KeyBar(lambda id: self.app.call_later(self.run, id))

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            yield self.pages
            yield self.keys

    def on_mount(self) -> None:
        self.set_focus(self.pages)
        self.call_after_refresh(self.draw)

    @property
    def pane(self) -> Pane:
        return self.pages

    def draw(self) -> None:
        self.keys.show_commands([c for c in commands_in("everywhere") if c.id in ("back", "quit")])
        self.pages.show(self._lines(max(30, self.pages.size.width - 2)))

    def _lines(self, width: int) -> list[Strip]:
        bold = Style(bold=True)
        lines: list[Strip] = []

        def say_line(text: str = "", style: Style | None = None) -> None:
            for _begin, line in wrap(text, width):
                lines.append(Strip([Segment(line, style)]))

        for heading, texts in self._step_words():
            say_line(heading, bold)
            for text in texts:
                say_line(str(text))
            say_line()
        places = ("sheet", "cell", "new_row", "workshop", "everywhere") if "workshop" in self.about.WHERE else (*self.about.WHERE,)
        for place in places:
            say_line(_(WHERE[place]).upper(), bold)
            for command in commands_in(place):
                if keys := keys_shown(command):
                    room = width - 34
                    helps = wrap(_(command.help), max(20, room))
                    for i, (_begin, line) in enumerate(helps):
                        head = f"{fit(keys if i == 0 else '', 14)} {fit(_(command.title) if i == 0 else '', 18)} "
                        lines.append(Strip([Segment(head, bold), Segment(line)]))
            say_line()
        return lines

    def _step_words(self) -> list[tuple[str, list[Words]]]:
        step = getattr(self.about, "step", None)
        if step is None:
            return []
        from cxworkshop.method import content, steps

        told = steps.step(step)
        found: list[tuple[str, list[Words]]] = [
            (f"{told.stair} {told.name}", [told.purpose]),
            (_("Say first"), [told.opening]),
            (_("Ask the room"), [f"{i}. {prompt}" for i, prompt in enumerate(told.prompts, 1)]),
            (_("When it goes wrong"), [f"{failure.sign} → {failure.do}" for failure in told.failures]),
        ]
        if step == "landing":
            found.insert(2, (_("Ground rules"), [f"{i}. {rule}" for i, rule in enumerate(content.ground_rules(), 1)]))
        return found

    async def do_back(self) -> None:
        await self.app.pop_screen()
