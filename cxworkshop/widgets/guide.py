"""The guide of a step for the facilitator: what to ask, what to say, and what to do when it goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cxworkshop.language import Words, _, say
from cxworkshop.method.content import ground_rules
from cxworkshop.method.steps import STEPS, Step
from cxworkshop.sheets.text import display, wrap
from cxworkshop.widgets.looks import look


@dataclass(frozen=True)
class Line:
    """One line of the guide. `sign` is the index of the difficulty that it belongs to, -1 for none."""

    text: str = ""
    tone: str = ""
    sign: int = -1


class _Page:
    """The lines of the guide while they are written."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []

    def head(self, text: object) -> None:
        if self.lines:
            self.lines.append(Line())
        self.write(text, "accent")

    def write(self, text: object, tone: str = "", sign: int = -1, prefix: str = "") -> None:
        indent = " " * len(prefix)
        for k, (_begin, line) in enumerate(wrap(display(text), max(8, self.width - len(prefix)))):
            self.lines.append(Line((indent if k else prefix) + line, tone, sign))


def guide_lines(
    step: Step,
    prompt: int,
    order: Sequence[str],
    is_ranked: bool,
    ticked_signs: Collection[int],
    picked: int,
    width: int,
    waiting: Sequence[str] = (),
) -> list[Line]:
    """The guide of a step: one prompt, the opening, the speaking order, the signs of difficulty with what
    helps, the purpose.

    `prompt` is an index. `is_ranked` says whether the most senior person is known; `waiting` are those whose
    turn is not. `ticked_signs` are numbers from 1; `picked` is the index of the sign whose help is shown, -1
    for none.
    """
    page = _Page(width)
    page.head(say("Ask the room · {n} of {of}", n=prompt + 1, of=len(step.prompts)))
    page.write(step.prompts[prompt], "strong")
    page.head(_("Say first"))
    page.write(step.opening)
    if step.id == STEPS[0]:
        page.head(_("Ground rules"))
        for number, rule in enumerate(ground_rules(), 1):
            page.write(rule, prefix=f"{number} ")
    _write_order(page, order, is_ranked, waiting)
    page.head(_("When it goes wrong"))
    for i, failure in enumerate(step.failures):
        prefix = "✓ " if i + 1 in ticked_signs else "· "
        page.write(failure.sign, "picked" if i == picked else "", i, prefix)
        if i == picked:
            page.write(failure.do, "accent", i, "  → ")
    page.head(_("What this step is for"))
    page.write(step.purpose, "muted")
    return page.lines


def _write_order(page: _Page, order: Sequence[str], is_ranked: bool, waiting: Sequence[str]) -> None:
    if not (order or waiting):
        return
    page.head(_("Speaking order"))
    if order:
        # each arrow stays on the line of the name before it
        names = (f"{name} →".replace(" ", "\N{NO-BREAK SPACE}") for name in order)
        page.write(" ".join(names).removesuffix("\N{NO-BREAK SPACE}→"))
    if waiting:
        page.write(waiting_line(waiting), "muted")
    if not is_ranked:
        page.write(_("Who has rank 1 in Participants speaks last of the staff."), "muted")


def waiting_line(names: Sequence[str]) -> Words:
    """That the turn of some people is not known, and what tells it."""
    return say(
        "When they speak is not known: {names}. Titles or ranks in Participants tell it.",
        names=", ".join(names),
    )


class Guide(ScrollView, can_focus=True):
    """Shows the guide of a step, whose signs of difficulty can be picked. Hidden unless `is_shown`.

    A click calls `ticked` with the picked sign; a click on other text calls `turned`.
    """

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
        self.step: Step | None = None
        self.order: Sequence[str] = ()
        self.waiting: Sequence[str] = ()
        self.is_ranked = True
        self.ticked_signs: Collection[int] = ()
        self.prompts: dict[str, int] = {}
        self.picked = -1
        self.lines: list[Line] = []

    @property
    def is_shown(self) -> bool:
        return self.has_class("-shown")

    def show(
        self,
        step: Step,
        order: Sequence[str],
        ticked_signs: Collection[int],
        waiting: Sequence[str] = (),
        *,
        is_ranked: bool,
    ) -> None:
        """Shows the guide of a step, with the names of the participants in the order of speaking, and whose
        turn is not known."""
        if self.step is None or step.id != self.step.id:
            self.picked = min(self.picked, 0)
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.step, self.ticked_signs = step, ticked_signs
        self.order, self.waiting, self.is_ranked = list(order), list(waiting), is_ranked
        self._write()

    def next_prompt(self) -> None:
        """Shows the next prompt; after the last one the first."""
        if self.step is not None:
            self.prompts[self.step.id] = (self._prompt + 1) % len(self.step.prompts)
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            self._write()

    def pick(self, sign: int) -> None:
        """Picks a sign of difficulty by its index and shows what helps; -1 picks none."""
        self.picked = -1 if sign < 0 or self.step is None else min(sign, len(self.step.failures) - 1)
        self._write()
        lines = [y for y, line in enumerate(self.lines) if line.sign == self.picked >= 0]
        if lines:
            top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
            if not top <= lines[0] <= lines[-1] < top + height:
                self.scroll_to(y=max(0, lines[-1] - height + 1), animate=False, force=True, immediate=True)

    @property
    def _prompt(self) -> int:
        return self.prompts.get(self.step.id, 0) if self.step else 0

    def _write(self) -> None:
        width = self.scrollable_content_region.width
        if self.step is not None and width > 0:
            self.lines = guide_lines(
                self.step,
                self._prompt,
                self.order,
                self.is_ranked,
                self.ticked_signs,
                self.picked,
                width,
                self.waiting,
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
        before = self.picked, self.scroll_offset.y, self._prompt
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
        return (self.picked, self.scroll_offset.y, self._prompt) != before

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
