"""The guide: what the facilitator asks, says and does when it goes wrong, beside the work or over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.language import _, say
from cxworkshop.method.speaking import most_senior
from cxworkshop.method.steps import Step
from cxworkshop.model.organisation import Person
from cxworkshop.sheets.text import display, wrap
from cxworkshop.widgets.looks import look


@dataclass(frozen=True)
class Line:
    """One line of the guide. `sign` is the place of the difficulty it tells of, -1 for none."""

    text: str = ""
    tone: str = ""
    sign: int = -1


def guide_lines(
    told: Step,
    prompt: int,
    order: Sequence[str],
    is_ranked: bool,
    met: Collection[int],
    picked: int,
    width: int,
) -> list[Line]:
    """What the guide says: one prompt, the opening, the speaking order, the signs of difficulty with what
    helps, the purpose.

    `is_ranked` is whether anybody is known to be the most senior. `met` are the difficulties that are ticked,
    from 1; `picked` is the one whose help is shown, from 0, or -1.
    """
    lines: list[Line] = []

    def tell(text: object, tone: str = "", sign: int = -1, first: str = "") -> None:
        gap = " " * len(first)
        for k, (_begin, line) in enumerate(wrap(display(text), max(8, width - len(first)))):
            lines.append(Line((gap if k else first) + line, tone, sign))

    def head(text: object) -> None:
        if lines:
            lines.append(Line())
        tell(text, "accent")

    head(say("Ask the room · {n} of {of}", n=prompt + 1, of=len(told.prompts)))
    tell(told.prompts[prompt], "strong")
    head(_("Say first"))
    tell(told.opening)
    if order:
        head(_("Speaking order"))
        tell(
            " ".join(f"{name} →".replace(" ", "\N{NO-BREAK SPACE}") for name in order).removesuffix(
                "\N{NO-BREAK SPACE}→"
            )
        )
        if not is_ranked:
            tell(_("Who has rank 1 in Participants speaks last."), "muted")
    head(_("When it goes wrong"))
    for i, failure in enumerate(told.failures):
        tell(failure.sign, "picked" if i == picked else "", i, "✓ " if i + 1 in met else "· ")
        if i == picked:
            tell(failure.do, "accent", i, "  → ")
    head(_("What this step is for"))
    tell(told.purpose, "muted")
    return lines


class Guide(ScrollView, can_focus=True):
    """Draws the guide of a step; its signs of difficulty can be gone through and ticked. Hidden until it is
    asked for."""

    DEFAULT_CSS = """
    Guide { width: 36; height: 100%; padding: 1 1 0 1; border-left: solid $panel;
        background: $background; color: $foreground;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; display: none; }
    Guide.-shown { display: block; }
    """

    def __init__(
        self, *, id: str | None = None, ticked: Callable[[int], object], turned: Callable[[], object]
    ) -> None:
        super().__init__(id=id)
        self.ticked, self.turned = ticked, turned
        self.told: Step | None = None
        self.order: Sequence[str] = ()
        self.is_ranked = True
        self.met: Collection[int] = ()
        self.prompts: dict[str, int] = {}
        self.picked = -1
        self.lines: list[Line] = []

    @property
    def is_shown(self) -> bool:
        return self.has_class("-shown")

    def tell(self, told: Step, order: Sequence[Person], met: Collection[int]) -> None:
        """The guide of a step, for those in the room."""
        if self.told is None or told.id != self.told.id:
            self.picked = min(self.picked, 0)
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.told, self.met, self.order = told, met, [person.name for person in order]
        self.is_ranked = most_senior(order) is not None
        self._write()

    def next_prompt(self) -> None:
        """The next thing to ask; after the last the first again."""
        if self.told is not None:
            self.prompts[self.told.id] = (self._prompt + 1) % len(self.told.prompts)
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            self._write()

    def pick(self, sign: int) -> None:
        """Goes to a sign of difficulty and shows what helps; -1 to none."""
        self.picked = -1 if sign < 0 or self.told is None else min(sign, len(self.told.failures) - 1)
        self._write()
        mine = [y for y, line in enumerate(self.lines) if line.sign == self.picked >= 0]
        if mine:
            top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
            if not top <= mine[0] <= mine[-1] < top + height:
                self.scroll_to(y=max(0, mine[-1] - height + 1), animate=False, force=True, immediate=True)

    @property
    def _prompt(self) -> int:
        return self.prompts.get(self.told.id, 0) if self.told else 0

    def _write(self) -> None:
        width = self.scrollable_content_region.width
        if self.told is not None and width > 0:
            self.lines = guide_lines(
                self.told, self._prompt, self.order, self.is_ranked, self.met, self.picked, width
            )
            self.virtual_size = Size(width, len(self.lines))
            self.refresh()

    def on_resize(self) -> None:
        self._write()

    def render_line(self, y: int) -> Strip:
        i, width, base = y + self.scroll_offset.y, self.scrollable_content_region.width, self.rich_style
        if i >= len(self.lines):
            return Strip.blank(width, base)
        line = self.lines[i]
        style = base + look(self.app.theme, line.tone)
        return Strip([Segment(line.text, style)]).adjust_cell_length(
            width, style if line.tone == "picked" else base
        )

    # -- keys and mouse --------------------------------------------------------------------------------------
    def take_key(self, key: str, character: str | None) -> bool:
        page = max(1, self.scrollable_content_region.height - 1)
        match key:
            case "up":
                self.pick(max(0, self.picked - 1))
            case "down":
                self.pick(self.picked + 1)
            case "pageup" | "pagedown":
                by = page if key == "pagedown" else -page
                self.scroll_to(y=max(0, self.scroll_offset.y + by), animate=False, force=True, immediate=True)
            case "right":
                self.next_prompt()
            case _:
                return False
        return True

    def take_paste(self, text: str) -> bool:
        return False

    def on_click(self, event: events.Click) -> None:
        i = event.y + self.scroll_offset.y - self.styles.padding.top
        sign = self.lines[i].sign if 0 <= i < len(self.lines) else -1
        if sign >= 0 and sign == self.picked:
            self.ticked(sign)
        elif sign >= 0:
            self.pick(sign)
        else:
            self.turned()
