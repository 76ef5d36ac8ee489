"""The whole staircase in the place of the work, when a step begins. The next key removes it, and does what it
always does."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from rich.cells import cell_len

from cxworkshop.language import Words, say
from cxworkshop.method import day, steps
from cxworkshop.method.activities import activity_of
from cxworkshop.method.content import ground_rules
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.widgets.bars import Lines, Piece
from cxworkshop.widgets.staircase import LOOKS, stairs

BESIDE = 100
"""Columns from which the activities stand beside the stair, and not below it."""
STAIR = 50
"""Cells of the stair, at most."""
HIGH = 16
"""Lines from which each tread is two lines high."""
ROOMY = 30
"""Lines of the screen from which each ground rule has a line of its own."""
MINUTES = 15
"""Cells around the name of an activity: margin, mark and minutes."""
RULES = "rules"
"""What the room sees while the ground rules are read."""


class StairPanel:
    """Shows the stair that is begun, with its question and its activities."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.lines = Lines(id="stair")
        self.words: Words = ""
        """What is said of the step before."""
        self.step = ""
        """The step that is begun; it may have its list in another one. Empty: the one in view."""

    def begin(self, words: Words = "", step: str = "") -> None:
        self.words, self.step = words, step
        self.workshop.set_class(True, "-stair")
        self.show()

    def leave(self) -> None:
        if self.workshop.has_class("-stair"):
            self.workshop.set_class(False, "-stair")
            self.workshop.call_after_refresh(self.workshop.draw_tabs)  # they were hidden meanwhile
            self.workshop.call_after_refresh(self.workshop.draw_header)

    def show(self) -> None:
        """Draws it as the workshop reads now."""
        workshop = self.workshop
        if workshop.has_class("-stair"):
            size = workshop.size
            states = workshop.states
            self.lines.write(
                page(
                    workshop.session,
                    self.step or workshop.step,
                    states,
                    size.width,
                    size.height,
                    self.words,
                )
            )


def page(
    session: Session, step: str, states: Mapping[str, str], width: int, height: int, words: Words = ""
) -> list[list[Piece]]:
    """The lines: the stair, the question of the step, its activities with their minutes; below them the
    ground rules where they are read, and `words` of the step before."""
    stair: list[list[Piece]] = [
        [(text, LOOKS[tone]) for text, tone in line]
        for line in stairs(
            steps.names(), step, states, min(STAIR, width - 8), 2 if height - 8 >= HIGH + 10 else 1
        )
    ]
    question: list[Piece] = [(str(steps.step(step, session.organisation.sector).question), "strong")]
    here = day.current(session)
    left_width = min(STAIR, width - 8) + 6
    name_width = min(44, (width if width < BESIDE else width - left_width) - MINUTES)
    activities = [_line(session, item, here, name_width) for item in day.queue(session) if item.step == step]
    if width < BESIDE:
        below = [*stair, [], question, [], *activities, *_asides(session, here, words, width - 6, height)]
        return [[], *(_indented(line, 3) for line in below)]
    indent = max(3, (width - left_width - BESIDE // 2) // 2)
    above: list[list[Piece]] = [[] for _line in range(max(0, (height - len(stair)) // 4))]
    space: list[list[Piece]] = [[] for _line in range(max(0, len(stair) - len(activities) - 2))]
    right = [*space, question, [], *activities]
    none: list[Piece] = []
    both = zip_longest(stair, right, fillvalue=none)
    rows = [[*left, (" " * (left_width - _cells(left)), ""), *line] for left, line in both]
    asides = _asides(session, here, words, width - 2 * indent, height)
    return [*above, *(_indented(row, indent) for row in (*rows, *asides))]


def _asides(
    session: Session, here: AgendaItem | None, words: Words, width: int, height: int
) -> list[list[Piece]]:
    """The ground rules, a line each where there is room, and what is said of the step before."""
    activity = activity_of(session, here) if here is not None else None
    rules = [f"{i}  {rule}" for i, rule in enumerate(ground_rules(), 1)]
    shown = (
        [] if activity is None or activity.room != RULES else rules if height >= ROOMY else ["  ".join(rules)]
    )
    texts = [(shown, "strong"), ([str(words)] if words else [], "accent")]
    return [
        line
        for paragraphs, tone in texts
        if paragraphs
        for line in ([], *([(part, tone)] for text in paragraphs for _at, part in wrap(display(text), width)))
    ]


def _indented(line: list[Piece], by: int) -> list[Piece]:
    return [(" " * by, ""), *line] if line else []


def _line(session: Session, item: AgendaItem, here: AgendaItem | None, width: int) -> list[Piece]:
    """An activity: its number and name in `width` cells, its minutes; the one that begins is marked."""
    is_here = here is not None and here.id == item.id
    name = f"{day.number_of(session, item)} {day.name_of(session, item)}".lstrip()
    return [
        ("▸ " if is_here else "  ", "accent"),
        (fit(name, width), "accent" if is_here else ""),
        (f"  {say('{n} min', n=item.planned_min or 0)}", "muted"),
    ]


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)
