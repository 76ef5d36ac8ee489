"""Views of words alone: the question of the moment, the ground rules, the title, the break, the day, the
climb."""

from __future__ import annotations

from datetime import datetime

from cxworkshop.language import _, say, time_text
from cxworkshop.method import content, responsibility
from cxworkshop.model.session import Session
from cxworkshop.room.agenda import agenda_lines, question_of
from cxworkshop.room.parts import Agenda, Question, Staircase
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made, reading_of


def question(session: Session, here: Here, around: Around) -> Made:
    """The question of the activity, else of the step."""
    return "", Question(words=question_of(session, here))


def rules(session: Session, here: Here, around: Around) -> Made:
    """The ground rules."""
    return question_of(session, here), Question(lines=tuple(str(rule) for rule in content.ground_rules()))


def title(session: Session, here: Here, around: Around) -> Made:
    """The name of the organisation, and the question of the activity."""
    name, asked = session.organisation.name or session.workshop.title, question_of(session, here)
    return "", Question(words=name, lines=(asked,) if asked else ())


def clock(session: Session, here: Here, around: Around) -> Made:
    """When we go on, as far as that is known."""
    name = question_of(session, here)
    if around.clock is None or not around.clock.running:
        return "", Question(words=name)
    ends = datetime.fromtimestamp(around.clock.ends_at).astimezone()
    return name, Question(words=str(say("We go on at {time}.", time=time_text(ends))))


def agenda(session: Session, here: Here, around: Around) -> Made:
    """The parts of the day."""
    return _("Our day"), Agenda(lines=around.agenda or agenda_lines(session))


def staircase(session: Session, here: Here, around: Around) -> Made:
    """The climb; beside it for how many touchpoints one person has said yes."""
    counts = responsibility.agreed_counts(session, reading_of(session, around).on)
    of = sum(counts.values())
    if not counts.get("held"):
        return _("Where are we on the climb?"), Staircase()
    figure = say("{n} of {of}", n=counts["held"], of=of)
    caption = _("touchpoints have one person who answers for them and has said yes")
    return _("Where are we on the climb?"), Staircase(figure=str(figure), caption=caption)
