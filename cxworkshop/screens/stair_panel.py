"""The whole staircase in the place of the work, when a step begins. The next key removes it, and does what it
always does."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from rich.cells import cell_len

from cxworkshop.language import say
from cxworkshop.method import day, steps
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.text import fit
from cxworkshop.widgets.bars import Lines, Piece
from cxworkshop.widgets.staircase import LOOKS, stairs

BESIDE = 100
"""Columns from which the activities stand beside the stair, and not below it."""
STAIR = 50
"""Cells of the stair, at most."""
HIGH = 16
"""Lines from which each tread is two lines high."""


class StairPanel:
    """Shows the stair that is begun, with its question and its activities."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.lines = Lines(id="stair")

    def begin(self) -> None:
        self.workshop.set_class(True, "-stair")
        self.show()

    def leave(self) -> None:
        self.workshop.set_class(False, "-stair")

    def show(self) -> None:
        """Draws it as the workshop reads now."""
        workshop = self.workshop
        if workshop.has_class("-stair"):
            size = workshop.size
            self.lines.write(page(workshop.session, workshop.step, workshop.states, size.width, size.height))


def page(
    session: Session, step: str, states: Mapping[str, str], width: int, height: int
) -> list[list[Piece]]:
    """The lines: the stair, the question of the step, and its activities with their minutes."""
    stair: list[list[Piece]] = [
        [(text, LOOKS[tone]) for text, tone in line]
        for line in stairs(
            steps.names(), step, states, min(STAIR, width - 8), 2 if height - 8 >= HIGH + 10 else 1
        )
    ]
    question: list[Piece] = [(str(steps.step(step, session.organisation.sector).question), "strong")]
    here = day.current(session)
    activities = [_line(session, item, here) for item in day.queue(session) if item.step == step]
    if width < BESIDE:
        below = [*stair, [], question, [], *activities]
        return [[], *(_indented(line, 3) for line in below)]
    left_width = min(STAIR, width - 8) + 6
    indent = max(3, (width - left_width - BESIDE // 2) // 2)
    above: list[list[Piece]] = [[] for _line in range(max(0, (height - len(stair)) // 4))]
    space: list[list[Piece]] = [[] for _line in range(max(0, len(stair) - len(activities) - 2))]
    right = [*space, question, [], *activities]
    none: list[Piece] = []
    both = zip_longest(stair, right, fillvalue=none)
    rows = [[*left, (" " * (left_width - _cells(left)), ""), *line] for left, line in both]
    return [*above, *(_indented(row, indent) for row in rows)]


def _indented(line: list[Piece], by: int) -> list[Piece]:
    return [(" " * by, ""), *line] if line else []


def _line(session: Session, item: AgendaItem, here: AgendaItem | None) -> list[Piece]:
    """An activity: its number and name, its minutes; the one that begins is marked."""
    is_here = here is not None and here.id == item.id
    name = f"{day.number_of(session, item)} {day.name_of(session, item)}".lstrip()
    return [
        ("▸ " if is_here else "  ", "accent"),
        (fit(name, 44), "accent" if is_here else ""),
        (f"  {say('{n} min', n=item.planned_min or 0)}", "muted"),
    ]


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)
