"""Which screen a blind ballot is opened in."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.commands import keyed
from cxworkshop.editing import OpenSession
from cxworkshop.language import Words, say
from cxworkshop.method import ballots, day
from cxworkshop.method.guessing import SHOW_FIGURES, maybe_not_blind
from cxworkshop.method.revisit.old_map import old_map
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.steps import list_and_view

_WITH_FIGURES = frozenset(list_and_view(name)[0] for name in SHOW_FIGURES)


def ballot_screen(
    opened: OpenSession,
    jump: Callable[[Place], object],
    first_table: str = "",
    words: Words = "",
    doubt: Words = "",
) -> KeyScreen:
    """The screen of the newest ballot: its slips, or its result once revealed. `first_table` is the table
    of scores to show first; `words` are shown until the first key, `doubt` beside the guesses."""
    from cxworkshop.screens.ballot import BallotScreen
    from cxworkshop.screens.reveal import RevealScreen

    number = ballots.current_number(opened.session)
    if ballots.state(opened.session, number) == "revealed" and not first_table:
        if words and old_map(opened.session, number):
            words = f"{words} {_old_map_key(opened.session)}"
        return RevealScreen(opened, jump, number, words)
    return BallotScreen(opened, jump, number, first_table, words, doubt)


def _old_map_key(session: Session) -> Words:
    """The key that lays the map of the round before beside today's answers."""
    return keyed("{old_map} lays the map of round {n} beside them.", n=session.rounds[-2].number)


def open_ballot(workshop: Workshop, table: str, words: Words = "") -> None:
    """Opens the slips of a blind table, by default of responsibility, with `words` until the first key.
    What the room saw last time stays hidden while it writes anew."""
    session = workshop.session
    is_written_anew = day.runs_on(session, workshop.cx.today()) and day.precedes_round(
        session, day.current(session)
    )
    if is_written_anew and ballots.state(session, ballots.current_number(session)) == "revealed":
        workshop.tell(belongs_to_next(session))
    else:
        doubt = maybe_not_blind(session) if workshop.position.was_in(_WITH_FIGURES) else ""
        workshop.pending_screen = ballot_screen(workshop.opened, workshop.jump, table, words, doubt)


def belongs_to_next(session: Session) -> Words:
    """When the slips of a day that closes its round are keyed in."""
    return say(
        "The slips are keyed in once round {n} has begun. What was answered last time is laid "
        "beside them after the reveal.",
        n=session.round.number + 1,
    )
