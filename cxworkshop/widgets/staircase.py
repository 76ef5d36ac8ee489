"""The staircase: the climb drawn as a stair, as a band for narrow screens, and as one glyph a step for
lists."""

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
    """How a step is drawn: where one stands, done, done with an open must, or ahead."""
    if step == current:
        return "now"
    return {"passed": "done", "passed_with_override": "open"}.get(states.get(step, ""), "ahead")


def stairs(
    steps: Mapping[str, Words], current: str, states: Mapping[str, str], width: int, rise: int = 1
) -> list[list[Part]]:
    """The stair from its top line to its ground, a label beside each tread; a stair is `rise` lines high.

    `steps` are the ids and names from the landing to the closing. A done stair is solid, the present one
    bright, those ahead are dotted; a stair climbed with an open must carries an exclamation mark.
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
    """The same climb on one line: treads that rise, numbers and signs, with the present step's name."""
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
    """Six signs for a list: a tread for each stair passed, a shade for each one ahead."""
    stairs = ("define", "develop", "organise", "implement", "measure", "redefine")
    return "".join(TREADS[i] if states.get(step) in PASSED else "░" for i, step in enumerate(stairs))


class Staircase(Widget):
    """The stair beside a step, or the band above it where there is no room."""

    DEFAULT_CSS = """
    Staircase { height: 8; width: 100%; }
    Staircase.-tall { height: 14; }
    Staircase.-band { height: 1; }
    """

    def __init__(self, *, id: str | None = None, is_band: bool = False) -> None:
        super().__init__(id=id, classes="-band" if is_band else "")
        self.is_band = is_band
        self.steps: Mapping[str, Words] = {}
        self.current = ""
        self.states: Mapping[str, str] = {}
        self.aside = ""

    def show(self, steps: Mapping[str, Words], current: str, states: Mapping[str, str]) -> None:
        """Draws where the climb stands."""
        told = ({step: str(name) for step, name in steps.items()}, current, states)
        if told != (self.steps, self.current, self.states):
            self.steps, self.current, self.states = told
            self.refresh()

    def tell(self, aside: str) -> None:
        """Says something at the right end of the band, where there is room for all of it."""
        if aside != self.aside:
            self.aside = aside
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        told = self.steps, self.current, self.states, width
        lines = [band(*told)] if self.is_band else stairs(*told, rise=2 if self.has_class("-tall") else 1)
        base = self.rich_style
        if y >= len(lines):
            return Strip.blank(width, base)
        room = width - sum(cell_len(text) for text, _tone in lines[y])
        if self.is_band and self.aside and cell_len(self.aside) + 1 < room:
            lines[y].append((" " * (room - cell_len(self.aside) - 1) + self.aside, "ground"))
        segments = [Segment(text, base + look(self.app.theme, LOOKS[tone])) for text, tone in lines[y]]
        return Strip(segments).adjust_cell_length(width, base)
