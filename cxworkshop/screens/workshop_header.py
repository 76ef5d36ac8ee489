"""The lines above the list of a workshop: header, question of the step with its figure, and tabs."""

from __future__ import annotations

from rich.cells import cell_len

from cxworkshop.language import Words, _, say
from cxworkshop.method import steps
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.text import display, fit, shorten
from cxworkshop.widgets.bars import Piece, tab_pieces


def draw_header(workshop: Workshop, name_piece: Piece) -> None:
    """Draws the line at the top. Neither a long name nor a long reason may hide the other."""
    session, width = workshop.session, workshop.size.width
    step = steps.step(workshop.position.step, session.organisation.sector)
    left = [
        name_piece,
        (f"  {_('round')} {session.round.number}", "muted"),
        (f"   {steps.STEPS.index(step.id)} {step.name}", "accent"),
    ]
    if workshop.throwaway and width >= 100:
        left.append((f"   {_('demo, nothing is kept')}", "muted"))
    saved = workshop.cx.saved_pieces(workshop.opened)
    if not workshop.cx.harness:
        room = width - min(width // 2, _cells(left)) - 3
        saved = [(fit(display(text), min(cell_len(display(text)), room)), tone) for text, tone in saved]
    name, tone = name_piece
    excess = _cells([*left, *saved]) + 3 - width
    left[0] = (shorten(name, max(16, cell_len(name) - max(0, excess))), tone)
    has_figure = workshop.figure and not _has_room(workshop)
    figure = [(workshop.figure, "accent"), ("   ", "")] if has_figure else []
    if _cells([*left, *figure, *saved]) + 3 > width:
        figure = []
    workshop.header.show(left, [("  ", ""), *figure, *saved, (" ", "")])


def draw_tabs(workshop: Workshop) -> None:
    """Draws the question of the step with its figure, and the tabs of its lists."""
    figure = [(f"  {workshop.figure} ", "accent")] if _has_room(workshop) else []
    workshop.question.show([(_question_text(workshop), "strong")], figure)
    lists, narrowing = workshop.position.plans, _narrowing(workshop)
    room = max(20, workshop.tab_bar.size.width - 4 - cell_len(narrowing))
    workshop.tab_bar.show(
        tab_pieces([_(plan.title) for plan in lists], workshop.position.list_index, room),
        [(narrowing, "accent")],
    )


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)


def _question_text(workshop: Workshop) -> str:
    question: Words = steps.step(workshop.position.step, workshop.session.organisation.sector).question
    return f" {question}"


def _has_room(workshop: Workshop) -> bool:
    """Whether the figure has room beside the question; else the header shows it."""
    return cell_len(f"{_question_text(workshop)}  {workshop.figure} ") <= workshop.question.size.width


def _narrowing(workshop: Workshop) -> str:
    """What the list is narrowed to, the priorities or a filter, with the number of rows that it shows; empty
    where all are shown."""
    sheet, grid = workshop.sheet, workshop.sheet.grid
    shown, of = len(grid), grid.rows_in_all
    kept_filter = sheet.view.filter if sheet.filter_line is None else ""
    filter_text = f"  / {shorten(kept_filter, 16)}  {shown}/{of} " if kept_filter else ""
    if workshop.position.priorities_since is None:
        return filter_text
    if filter_text or not grid.hides_others:
        return f"  {PRIORITY} {_('only priorities')}{filter_text or ' '}"
    return f"  {PRIORITY} {say('only priorities {n} of {of}', n=shown, of=of)} "
