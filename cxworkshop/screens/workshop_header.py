"""The lines above the list of a workshop: header, question of the step with its figure, and tabs."""

from __future__ import annotations

from rich.cells import cell_len

from cxworkshop.language import Words, _
from cxworkshop.method import steps
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.text import display, fit, shorten
from cxworkshop.widgets.bars import Piece, tab_pieces

NAME = 16
"""Cells of the name of the organisation that are left where there is least room."""


def draw_header(workshop: Workshop) -> None:
    """Draws the line at the top. Neither a long name nor a long reason may hide the other."""
    session, width = workshop.session, workshop.size.width
    step = steps.step(workshop.position.step, session.organisation.sector)
    name, tone = workshop.name_piece(session.organisation.name or session.workshop.title or _("New workshop"))
    left = [
        (name, tone),
        (f"  {_('round')} {session.round.number}", "muted"),
        (f"   {steps.STEPS.index(step.id)} {step.name}", "accent"),
    ]
    if workshop.throwaway and width >= 100:
        left.append((f"   {_('demo, nothing is kept')}", "muted"))
    saved = workshop.cx.saved_pieces(workshop.opened)
    if not workshop.cx.harness:
        room = width - min(width // 2, _cells(left)) - 3
        if _cells(saved) <= width - NAME - 3:  # to be read whole is worth more than all at the left
            room = width - NAME - 3
        saved = [(fit(display(text), min(cell_len(display(text)), room)), tone) for text, tone in saved]
    excess = _cells([*left, *saved]) + 3 - width
    left[0] = (shorten(name, max(NAME, cell_len(name) - max(0, excess))), tone)
    has_figure = workshop.figure and not _has_room(workshop)
    figure = [(workshop.figure, "accent"), ("   ", "")] if has_figure else []
    if _cells([*left, *figure, *saved]) + 3 > width:
        figure = []
    workshop.header.show(left, [("  ", ""), *figure, *saved, (" ", "")])


def draw_tabs(workshop: Workshop) -> None:
    """Draws the question of the step with its figure, and the tabs of its lists."""
    figure = [(f"  {workshop.figure} ", "accent")] if _has_room(workshop) else []
    workshop.question.show([(_question_text(workshop), "strong")], figure)
    lists, filter_text = workshop.position.plans, _filter_text(workshop)
    room = max(20, workshop.tab_bar.size.width - 4 - cell_len(filter_text))
    workshop.tab_bar.show(
        tab_pieces([_(plan.title) for plan in lists], workshop.position.list_index, room),
        [(filter_text, "accent")],
    )


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)


def _question_text(workshop: Workshop) -> str:
    question: Words = steps.step(workshop.position.step, workshop.session.organisation.sector).question
    return f" {question}"


def _has_room(workshop: Workshop) -> bool:
    """Whether the figure has room beside the question; else the header shows it."""
    return cell_len(f"{_question_text(workshop)}  {workshop.figure} ") <= workshop.question.size.width


def _filter_text(workshop: Workshop) -> str:
    """The filter kept in the list, with the number of rows that it shows; empty without one."""
    sheet = workshop.sheet
    kept_filter = sheet.view.filter
    if not kept_filter or sheet.filter_line is not None:
        return ""
    count = len(workshop.position.plan.rows_in(workshop.session))
    return f"  / {shorten(kept_filter, 16)}  {len(sheet.source)}/{count} "
