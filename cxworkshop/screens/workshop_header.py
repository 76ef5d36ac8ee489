"""The lines above the list of a workshop: header with the climb, question of the step, and tabs."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from cxworkshop.commands import key_of
from cxworkshop.language import _, say, say_n
from cxworkshop.method import day, steps
from cxworkshop.method.activities import activity_of
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import field_of
from cxworkshop.model.session import Session
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.pictures import LIST, TITLES
from cxworkshop.sheets.steps import list_and_view
from cxworkshop.sheets.text import display, fit, shorten
from cxworkshop.widgets.bars import Piece, tab_pieces
from cxworkshop.widgets.staircase import LOOKS as STAIR_LOOKS
from cxworkshop.widgets.staircase import band

ROOMY = 100
"""Columns from which round, agenda and what the workshop is for stand in the header."""
NAME = 16
"""Cells of the name of the organisation that are left where there is least room."""


def draw_header(workshop: Workshop) -> None:
    """Draws the line at the top, with the climb. Neither a long name nor a long reason may hide the other."""
    session, width = workshop.session, workshop.size.width
    is_roomy = width >= ROOMY
    climb = [
        (text, STAIR_LOOKS[tone]) for text, tone in band(steps.names(), workshop.step, workshop.states, 0)
    ]
    saved = workshop.cx.saved_pieces(workshop.opened)
    if NAME + _cells([*climb, *saved]) + 4 > width:  # the step alone, for a reason to be read
        climb = [piece for piece in climb if piece[1] == STAIR_LOOKS["now"]]
    name, tone = workshop.name_piece(session.organisation.name or session.workshop.title or _("New workshop"))
    pace = workshop.cx.clock.pace
    demo = f"  {_('demo, nothing is kept')}{f' ×{pace}' if pace > 1 else ''}"
    left = [
        (name, tone),
        (f"  {_('round')} {session.round.number}   " if is_roomy else "  ", "muted"),
        *climb,
        (demo if workshop.throwaway and is_roomy else "", "muted"),
    ]
    if not workshop.cx.harness:
        room = width - min(width // 2, _cells(left)) - 3
        is_alarm = any(tone == "contested" for _text, tone in saved)
        if is_alarm or _cells(saved) <= width - NAME - 3:  # worth more than all at the left
            room = width - NAME - 3
        saved = [(fit(display(text), min(cell_len(display(text)), room)), tone) for text, tone in saved]
    excess = _cells([*left, *saved]) + 3 - width
    left[0] = (shorten(name, max(NAME, cell_len(name) - max(0, excess))), tone)
    asides: list[Piece] = []
    agenda = _agenda(session) if is_roomy else ""
    for text, tone in ((agenda, "muted"), ("" if _has_room(workshop) else workshop.figure, "accent")):
        aside = [(text, tone), ("   ", "")] if text else []
        if _cells([*left, *aside, *asides, *saved]) + 3 <= width:
            asides = [*aside, *asides]
    workshop.header.show(left, [("  ", ""), *asides, *saved, (" ", "")])


def draw_tabs(workshop: Workshop) -> None:
    """Draws the question of the step with its figure, the tabs of its lists, and how much is missing."""
    figure = [(f"  {workshop.figure} ", "accent")] if _has_room(workshop) else []
    workshop.question.show([(_question_text(workshop), "strong")], figure)
    lists, more = workshop.position.plans, len(workshop.position.every_plan) - len(workshop.position.plans)
    more_words = say_n("{n} more list: {key}", "{n} more lists: {key}", more, key=key_of("all_lists"))
    more_text = f"  {more_words} " if more else ""
    titles, here, views = [_(plan.title) for plan in lists], workshop.position.list_index, _views(workshop)
    for aside in ([(more_text, "muted"), *views], views, []):  # what gives way to the name of the list
        right = [(_narrowing(workshop), "accent"), *aside, *_missing_pieces(workshop.missing_count)]
        room = workshop.tab_bar.size.width - 4 - _cells(right)
        if room >= cell_len(titles[here]) + 6:
            break
    workshop.tab_bar.show(tab_pieces(titles, here, max(20, room)), right)


def _views(workshop: Workshop) -> list[Piece]:
    """The ways in which the list can be looked at, the one that is shown marked."""
    position = workshop.position
    if not position.plan.views:
        return []
    views = (LIST, *position.plan.views)
    pieces = [(f" {key_of('view')} ", "accent")]
    for view in views:
        pieces += [(" · ", "muted")] if len(pieces) > 1 else []
        pieces.append((_(TITLES[view]), "strong" if view == position.view else "muted"))
    return [*pieces, ("   ", "")]


def _missing_pieces(count: int) -> list[Piece]:
    words = say_n("{n} missing", "{n} missing", count) if count else say("✓ nothing missing")
    return [(f" {key_of('missing')} ", "accent"), (f"{words} ", "contested" if count else "good")]


def _agenda(session: Session) -> str:
    """How much time the day has, in a word."""
    kind = field_of("rounds", "agenda").kind
    return kind.show(session.round.agenda, Reading(session, date.min))


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)


def _question_text(workshop: Workshop) -> str:
    """The question of the step; in the list that the activity at hand of another step works in, its own."""
    session, position = workshop.session, workshop.position
    here = day.current(session) if day.runs_on(session, workshop.cx.today()) else None
    activity = activity_of(session, here) if here is not None else None
    step, question = position.step, ""
    seen = position.plan.id, position.view
    if activity is not None and activity.step in STEPS and seen == list_and_view(activity.list):
        is_its_own = activity.step != step and activity.question is not activity.name
        step, question = activity.step, str(activity.question) if is_its_own else ""
    return f" {question or steps.step(step, session.organisation.sector).question}"


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
