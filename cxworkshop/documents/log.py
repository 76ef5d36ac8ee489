"""The facilitator's log, not for distribution: time, steps, ballots counted, decisions, difficulties, what to
prepare. It holds neither blind answers nor private notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.log_record import (
    Step,
    data_questions,
    decisions,
    difficulties,
    moment,
    parked,
    steps,
    to_prepare,
)
from cxworkshop.documents.plan.front import front
from cxworkshop.documents.plan.gaps import gaps
from cxworkshop.documents.plan.lines import Line, capital, sentences
from cxworkshop.documents.plan.next_round import next_round
from cxworkshop.documents.wording import RecordView, joined
from cxworkshop.language import Words, _, plural, rounded, time_text
from cxworkshop.method import ballots, day, responsibility
from cxworkshop.method.moods import mood_text
from cxworkshop.model.climb import Mood
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session


class TimeRow(NamedTuple):
    """Minutes of an activity, or of a step."""

    what: str
    planned: int | None
    used: int | None
    note: str


class Log(NamedTuple):
    organisation: str
    lines: tuple[str, ...]
    about: str
    activities: tuple[TimeRow, ...]
    planned: int
    used: int
    by_step: tuple[TimeRow, ...]
    """Minutes as files of the first version keep them."""
    steps: tuple[Step, ...]
    ballots: tuple[Line, ...]
    decisions: tuple[Line, ...]
    parked: tuple[Line, ...]
    difficulties: tuple[Line, ...]
    questions: tuple[Line, ...]
    moods: tuple[Line, ...]
    confidence: str
    prepare: tuple[Line, ...]
    holes: tuple[str, ...]


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    return log(session, on)._asdict()


def log(session: Session, on: date) -> Log:
    """The round in view as its facilitator looks back at it."""
    view, round_ = RecordView(session, on), session.round
    activities = tuple(_activity(session, item) for item in round_.agenda_items)
    return Log(
        organisation=session.organisation.name,
        lines=front(view).lines[:2],
        about=sentences(capital(view.field(round_, "agenda")), capital(_ground_rules(view))),
        activities=activities,
        planned=sum(item.planned_min or 0 for item in round_.agenda_items if not item.left_out),
        used=sum(row.used or 0 for row in activities),
        by_step=tuple(
            TimeRow(view.field(row, "step"), row.planned_min, row.used_min, "") for row in round_.time_log
        ),
        steps=steps(view),
        ballots=tuple(_ballots(session)),
        decisions=decisions(view),
        parked=parked(view),
        difficulties=difficulties(view),
        questions=data_questions(view),
        moods=tuple(_mood(view, mood) for mood in round_.moods),
        confidence=next_round(view).confidence,
        prepare=to_prepare(view),
        holes=tuple(str(words) for words in missing(session)),
    )


def missing(session: Session) -> tuple[Words, ...]:
    """What is not recorded yet, for the next time."""
    return gaps(session)


def _ground_rules(view: RecordView) -> str:
    is_accepted = view.round.landing.ground_rules_accepted
    return _("the ground rules were accepted") if is_accepted else ""


def _activity(session: Session, item: AgendaItem) -> TimeRow:
    notes = (
        _("left out") if item.left_out else "",
        _("from {time}").format(time=time_text(item.began_at)) if item.began_at else "",
        _("done") if item.is_done else "",
    )
    used = None if item.used_s is None else int(rounded(item.used_s / 60))
    return TimeRow(day.name_of(session, item), item.planned_min, used, joined(*notes))


def _ballots(session: Session) -> Iterator[Line]:
    """How many answered each ballot and when it was sealed and revealed; never what anybody answered."""
    for number in responsibility.ballot_numbers(session):
        asked = ballots.asked(session, number)
        answered = len(
            {who for each in asked for who in responsibility.tally_of(session, each, number).answered}
        )
        ballot = responsibility.ballot_of(session, number)
        if not answered and ballot.sealed_at is None:
            continue
        yield Line(
            _("Ballot {n}").format(n=number),
            sentences(
                plural("{n} question", "{n} questions", len(asked)),
                plural("{n} person answered", "{n} people answered", answered),
                _("Sealed on {when}").format(when=moment(ballot.sealed_at)) if ballot.sealed_at else "",
                _("Revealed on {when}").format(when=moment(ballot.revealed_at))
                if ballot.revealed_at
                else _("Not revealed"),
            ),
        )


def _mood(view: RecordView, mood: Mood) -> Line:
    about = joined(view.field(mood, "step"), moment(mood.at) if mood.at else "")
    return Line(about, str(mood_text(mood)))
