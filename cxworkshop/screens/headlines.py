"""The lines above the list of a workshop: whose it is and whether it is saved, what the step asks, and which
lists it has."""

from __future__ import annotations

from rich.cells import cell_len

from cxworkshop.language import Words, _
from cxworkshop.method import steps
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.steps import plans
from cxworkshop.sheets.text import display, fit, shorten
from cxworkshop.widgets.bars import Piece, tab_pieces


def draw_header(workshop: Workshop, whose: Piece) -> None:
    """The line at the top. A long reason must not hide whose workshop it is, nor a long name what is said."""
    session, width = workshop.session, workshop.size.width
    step = steps.step(workshop.at.step, session.organisation.sector)
    left = [
        whose,
        (f"  {_('round')} {session.round.number}", "muted"),
        (f"   {steps.STEPS.index(step.id)} {step.name}", "accent"),
    ]
    if workshop.throwaway and width >= 100:
        left.append((f"   {_('demo, nothing is kept')}", "muted"))
    saved = workshop.cx.saved_pieces(workshop.opened)
    if not workshop.cx.harness:
        room = width - min(width // 2, _cells(left)) - 3
        saved = [(fit(display(text), min(cell_len(display(text)), room)), tone) for text, tone in saved]
    name, tone = whose
    over = _cells([*left, *saved]) + 3 - width
    left[0] = (shorten(name, max(16, cell_len(name) - max(0, over))), tone)
    has_figure = workshop.figure and not _has_room(workshop)
    figure = [(workshop.figure, "accent"), ("   ", "")] if has_figure else []
    if _cells([*left, *figure, *saved]) + 3 > width:
        figure = []
    workshop.header.show(left, [("  ", ""), *figure, *saved, (" ", "")])


def draw_tabs(workshop: Workshop) -> None:
    """The question of the step with its figure, and its lists."""
    figure = [(f"  {workshop.figure} ", "accent")] if _has_room(workshop) else []
    workshop.question.show([(_asked(workshop), "strong")], figure)
    lists, sought = plans(workshop.at.step), _sought(workshop)
    room = max(20, workshop.tab_bar.size.width - 4 - cell_len(sought))
    workshop.tab_bar.show(
        tab_pieces([_(plan.title) for plan in lists], workshop.at.number, room), [(sought, "accent")]
    )


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)


def _asked(workshop: Workshop) -> str:
    question: Words = steps.step(workshop.at.step, workshop.session.organisation.sector).question
    return f" {question}"


def _has_room(workshop: Workshop) -> bool:
    """Whether the step's figure stands beside its question; else it stands in the header."""
    return cell_len(f"{_asked(workshop)}  {workshop.figure} ") <= workshop.question.size.width


def _sought(workshop: Workshop) -> str:
    """What rows in sight must hold, and how many do: a kept filter hides the others."""
    sheet = workshop.sheet
    wanted = sheet.view.filter
    if not wanted or sheet.filter_line is not None:
        return ""
    count = len(workshop.at.plan.rows_in(workshop.session))
    return f"  / {shorten(wanted, 16)}  {len(sheet.source)}/{count} "
