"""Draws the climb: as a staircase, as a strip on one line, and as six glyphs for lists."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.language import Words
from cxworkshop.model.climb import PASSED
from cxworkshop.sheets.text import fit
from cxworkshop.widgets.looks import look

Part = tuple[str, str]
"""A piece of text and its tone: done, now, open, ahead or ground."""

TREADS = "▁▂▃▄▅▆"
LOOKS = {"done": "good", "now": "accent", "open": "contested", "ahead": "muted", "ground": "muted"}
SIGNS = {"passed": "✓", "passed_with_override": "!"}


def tone_of(step: str, current: str, states: Mapping[str, str]) -> str:
    """The tone of a step: now, done, open (passed with an open must) or ahead. `states` are by step."""
    if step == current:
        return "now"
    return {"passed": "done", "passed_with_override": "open"}.get(states.get(step, ""), "ahead")


def stairs(
    steps: Mapping[str, Words], current: str, states: Mapping[str, str], width: int, rise: int = 1
) -> list[list[Part]]:
    """The lines of the staircase from the top down, a label beside each tread; each step is `rise` lines
    high.

    `steps` are the ids and names from the landing to the closing. A step that is done is solid, the current
    one bright, those ahead are shaded; a step passed with an open must has an exclamation mark.
    """
    ids = list(steps)
    tread = 4 if rise > 1 else 3 if width >= 32 else 2
    lines: list[list[Part]] = []
    for i in range(len(ids) - 1, -1, -1):
        tone = tone_of(ids[i], current, states)
        sign = SIGNS.get(states.get(ids[i], ""), "")
        label = f"{i} {steps[ids[i]]}"
        solid = range(i, 7) if 1 <= i <= 6 else range(0)
        blocks = [_block(ids[j], current, states, tread) for j in solid]
        room = width - tread * len(blocks) - (1 if blocks else 0)
        sign = f" {sign}" if sign else ""
        label = fit(label, min(cell_len(label), room - len(sign))) + sign
        if i == 0:
            lines.append([(label, tone), (" " + "▔" * max(0, width - cell_len(label) - 1), "ground")])
        else:
            lines.append(
                [
                    (" " * (room - cell_len(label)), "ground"),
                    (label, tone),
                    (" " if blocks else "", "ground"),
                    *blocks,
                ]
            )
            lines += [[(" " * (room + 1), "ground"), *blocks]] * (rise - 1 if blocks else 0)
    return lines


def _block(step: str, current: str, states: Mapping[str, str], tread: int) -> Part:
    tone = tone_of(step, current, states)
    return ("░" if tone == "ahead" else "█") * tread, tone


def band(steps: Mapping[str, Words], current: str, states: Mapping[str, str], width: int) -> list[Part]:
    """The climb as a strip: rising treads, numbers and signs, and the name of the current step."""
    parts: list[Part] = []
    for i, step in enumerate(steps):
        sign = SIGNS.get(states.get(step, ""), "")
        tread = TREADS[i - 1] if 1 <= i <= len(TREADS) else ""
        text = (
            f" {tread}{i} {steps[step]}{' ' + sign if sign else ''} "
            if step == current
            else f" {tread}{i}{sign} "
        )
        parts.append((text, tone_of(step, current, states)))
    return (
        parts
        if sum(cell_len(text) for text, _tone in parts) <= width
        else [(text.strip() + " ", tone) for text, tone in parts]
    )


def glyphs(states: Mapping[str, str]) -> str:
    """The climb in six characters: a tread for each step passed, a shade for each other one."""
    stairs = ("define", "develop", "organise", "implement", "measure", "redefine")
    return "".join(TREADS[i] if states.get(step) in PASSED else "░" for i, step in enumerate(stairs))


class Staircase(Widget):
    """The staircase beside a workshop of the library."""

    DEFAULT_CSS = """
    Staircase { height: 8; width: 100%; }
    Staircase.-tall { height: 14; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.steps: Mapping[str, Words] = {}
        self.current = ""
        self.states: Mapping[str, str] = {}

    def show(self, steps: Mapping[str, Words], current: str, states: Mapping[str, str]) -> None:
        """Shows the state of the climb."""
        shown = ({step: str(name) for step, name in steps.items()}, current, states)
        if shown != (self.steps, self.current, self.states):
            self.steps, self.current, self.states = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        rise = 2 if self.has_class("-tall") else 1
        lines = stairs(self.steps, self.current, self.states, width, rise)
        if y >= len(lines):
            return Strip.blank(width, base)
        segments = [Segment(text, base + look(self.app.theme, LOOKS[tone])) for text, tone in lines[y]]
        return Strip(segments).adjust_cell_length(width, base)
