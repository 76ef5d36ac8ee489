"""Whether guesses are blind: read by the lists, the ballot and its sheet of paper."""

from __future__ import annotations

from math import inf

from cxworkshop.language import Words, _, joined, number, say
from cxworkshop.method import day
from cxworkshop.method.activities import activity_of
from cxworkshop.method.intervals import reading
from cxworkshop.method.lookup import is_passed
from cxworkshop.method.perceptions import guessed_measures
from cxworkshop.model.guesses import guess_range
from cxworkshop.model.measures import UNITS, Measure
from cxworkshop.model.session import Session

CHOOSE = say("Nothing is guessed yet: in 5 Measure, mark as guessed what leaders shall guess.")
SHOW_FIGURES = frozenset({"gap_view", "coverage", "observations"})
"""The lists and views of activities in which the room sees what customers said."""
_SHOWN_IN = "define"
"""The step in which figures are shown where there is no day."""


def unit_text(measure: Measure) -> str:
    """The unit that a figure is guessed in, with the ends of its scale: %, 0…100."""
    unit, (low, high) = measure.guessed_in, guess_range(measure.guessed_in)
    name = _(dict(UNITS)[unit]) if unit else ""
    ends = "" if high == inf else f"{number(low)}…{number(high)}"
    return ", ".join(part for part in (name, ends) if part)


def shown_measures(session: Session) -> tuple[Measure, ...]:
    """The measures that are guessed and whose figure the room has seen in this round, so that a guess is not
    blind any more: an activity that shows figures was begun, or the step that does was passed."""
    if not (_was_shown_today(session) or is_passed(session, _SHOWN_IN)):
        return ()
    return tuple(
        measure for measure in guessed_measures(session) if reading(session, measure.id).value is not None
    )


def not_blind(session: Session) -> Words:
    """Which guesses are not blind any more; empty where all are."""
    shown = shown_measures(session)
    if not shown:
        return ""
    if shown == guessed_measures(session):
        return say("The room has seen these figures: a guess is not blind any more.")
    names = joined([measure.name_shown for measure in shown])
    return say("The room has seen the figures: a guess of {measures} is not blind any more.", measures=names)


def maybe_not_blind(session: Session) -> Words:
    """That figures were open on the screen before they are guessed; empty where none is known."""
    if all(reading(session, measure.id).value is None for measure in guessed_measures(session)):
        return ""
    return say("Figures were open on this screen: if the room saw them, a guess is not blind any more.")


def _was_shown_today(session: Session) -> bool:
    begun = (activity_of(session, item) for item in day.items(session) if item.entered_at)
    return any(activity.list in SHOW_FIGURES for activity in begun if activity)
