"""The day of a workshop: its activities in their order, where it stands, and which of them are done.

The minutes that pass are in `clock`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from cxworkshop.method.activities import activity_of, agenda, declared_name, lists_shown
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.lookup import expected_voters, in_scope
from cxworkshop.method.steps import STEPS
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session

BREAKS = ("break", "lunch")
BUFFER = "buffer"
NEEDS: Mapping[str, Callable[[Session], bool]] = {
    "touchpoints": lambda session: bool(in_scope(session)),
    "guesses": lambda session: any(guess.value is not None for guess in session.round.guesses),
    "voters": lambda session: bool(expected_voters(session)),
    "answers": lambda session: bool(
        session.round.ownership_tallies or any(answer.kind for answer in session.round.ownership_ballots)
    ),
}
"""Whether a session has what an activity is about."""
CLOSES_ROUND = "close_round"
"""The activity in which a round is closed and the next one opened."""
KEYED_IN = "ballot"
"""The list of an activity in which slips are keyed in."""
WRITES_SLIPS = "ballot_fill"
"""The activity in which the room answers on paper."""
_SENTENCE_WITH_TIME = re.compile(r"[^.!?]*\{time\}[^.!?]*[.!?]*\s*")


def items(session: Session) -> tuple[AgendaItem, ...]:
    """The day of the round in view: as recorded, or as its agenda declares it; empty without an agenda.

    A day that has closed the round before goes on after that; where the round was closed without one, the
    slips are still to be written.
    """
    if session.round.agenda_items or not session.round.agenda:
        return session.round.agenda_items
    declared = declared_items(session, session.round.agenda)
    closing = next((place for place, item in enumerate(declared) if item.activity == CLOSES_ROUND), None)
    if closing is None or len(session.rounds) == 1:
        return declared
    slips = () if goes_on(session) else (item for item in declared[:closing] if item.activity == WRITES_SLIPS)
    return (*slips, *declared[closing + 1 :])


def goes_on(session: Session) -> bool:
    """Whether the day has closed the round before, and goes on in the one in view."""
    before = session.rounds[-2].agenda_items if len(session.rounds) > 1 else ()
    return any(row.activity == CLOSES_ROUND and row.entered_at for row in before)


def declared_items(session: Session, name: str) -> tuple[AgendaItem, ...]:
    """The whole day of an agenda, from its first activity."""
    return agenda(name, session.organisation.sector)


def lists(session: Session, step: str | None = None) -> frozenset[str] | None:
    """The ids of the lists that the day works in, of all steps or of one: those of its agenda, and those of
    its activities. None without an agenda: then every list is shown."""
    agenda_name = session.round.agenda
    if not agenda_name:
        return None
    of_agenda = lists_shown(agenda_name)
    shown = {id for of, ids in of_agenda.items() if step in (None, of) for id in ids}
    added = (activity_of(session, item) for item in session.round.agenda_items if not item.left_out)
    shown.update(id for activity in added if activity for id in (activity.list, activity.keys))
    return frozenset(shown)


def is_deep(session: Session) -> bool:
    """Whether there is time for everything that the method asks: on a full day, and where no agenda says
    otherwise."""
    return session.round.agenda in (None, "", "full_day")


def queue(session: Session) -> tuple[AgendaItem, ...]:
    """The items that are carried out: those not left out. The buffer is no activity."""
    return tuple(item for item in items(session) if not item.left_out and item.activity != BUFFER)


def buffer_minutes(session: Session) -> int:
    """The minutes that the day may run over."""
    return sum(
        item.planned_min or 0 for item in items(session) if item.activity == BUFFER and not item.left_out
    )


def name_of(session: Session, item: AgendaItem) -> str:
    """What an item is called."""
    return item.name or declared_name(session, item)


def number_of(session: Session, item: AgendaItem) -> str:
    """The number of an item: that of its stair, and of its turn among the items of that step; empty for one
    without a step."""
    if item.step not in STEPS:
        return ""
    turns = [other.id for other in queue(session) if other.step == item.step]
    return f"{STEPS.index(item.step)}.{turns.index(item.id) + 1}" if item.id in turns else ""


def say_of(session: Session, item: AgendaItem, until: str = "", *, on_phones: bool = False) -> str:
    """What the facilitator says to begin an item, in other words where the room answers `on_phones`; her own
    words come first. `until` is the time when a break ends, in place of {time}; while it is not known the
    sentence is left out. Where the session lacks what the item is about, that is said instead."""
    activity = activity_of(session, item)
    if activity is not None and activity.say_without is not None and lacks(session, item):
        return str(activity.say_without)
    of_method = activity and (activity.say_phones if on_phones and activity.say_phones else activity.say)
    words = item.say or str(of_method or "")
    return words.replace("{time}", until) if until else _SENTENCE_WITH_TIME.sub("", words)


def lacks(session: Session, item: AgendaItem) -> bool:
    """Whether a session does not have what an item is about; guesses of the last time are none of today."""
    activity = activity_of(session, item)
    if activity is None or not activity.needs:
        return False
    is_of_last_time = activity.needs == "guesses" and precedes_round(session, item)
    return is_of_last_time or not NEEDS[activity.needs](session)


def lacks_people(session: Session, item: AgendaItem) -> bool:
    """Whether an item is the last one in which the slips that are revealed next can be keyed in, while nobody
    is marked as here: there are no slips then."""
    rows = queue(session)
    places = [place for place, row in enumerate(rows) if row.id == item.id]
    if not places or expected_voters(session) or precedes_round(session, item):
        return False
    for row in rows[places[0] + 1 :]:
        lists = _lists_of(session, row)
        if KEYED_IN in lists or "reveal" in lists:
            return KEYED_IN in _lists_of(session, item) and "reveal" in lists
    return False


def _lists_of(session: Session, item: AgendaItem) -> tuple[str, ...]:
    activity = activity_of(session, item)
    return (activity.list, activity.keys) if activity is not None else ()


def step_ended(session: Session, here: AgendaItem, item: AgendaItem | None) -> str:
    """The step that ends when one goes on to an item, or to the end of the day: the last step on the way
    there, breaks left out, when the item stands higher. Empty when none ends; the parts of a check are no
    step."""
    rows = queue(session)
    places = [i for i, row in enumerate(rows) if row.id == here.id]
    on_steps = [row for row in rows[: places[0] + 1 if places else 0] if row.step in STEPS]
    if not on_steps or on_steps[-1].block not in (None, "", *STEPS):
        return ""
    last = on_steps[-1].step or ""
    if item is None:
        return last if last == STEPS[-1] else ""
    is_up = item.step in STEPS and STEPS.index(item.step) > STEPS.index(last)
    return last if is_up and item.block in (None, "", *STEPS) else ""


def precedes_round(session: Session, item: AgendaItem | None) -> bool:
    """Whether the day closes the round later than an item: what is answered blindly until then belongs to the
    next round."""
    rows = queue(session)
    closing = next((place for place, row in enumerate(rows) if row.activity == CLOSES_ROUND), 0)
    return item is not None and item.id in {row.id for row in rows[:closing]}


def is_break(item: AgendaItem) -> bool:
    return item.block in BREAKS


def is_done(session: Session, item: AgendaItem, on: date) -> bool:
    """Whether an item is done: said so by hand, or what its checks ask for was given. What holds with nothing
    given is done once the day went on past it, as is an item without checks. Checks of what is answered
    blindly for the next round speak of this one's."""
    from cxworkshop.method.giving import is_given  # which knows rounds, whose checks know the lists of a day

    if item.is_done:
        return True
    activity = activity_of(session, item)
    is_of_last_time = activity is not None and activity.kind == "write" and precedes_round(session, item)
    if activity is None or not activity.checks or is_of_last_time:
        return _went_past(session, item)
    if not all(CHECKS[check](session, on).holds for check in activity.checks):
        return False
    return _went_past(session, item) or any(is_given(session, check, on) for check in activity.checks)


def _went_past(session: Session, item: AgendaItem) -> bool:
    """Whether an item was begun, and one after it too."""
    rows = queue(session)
    begun = [place for place, row in enumerate(rows) if row.began_at]
    return bool(item.began_at) and begun[-1:] > [place for place in begun if rows[place].id == item.id]


def current(session: Session) -> AgendaItem | None:
    """The item the day stands at; None before it has begun."""
    rows = queue(session)
    entered = [(item.entered_at, place) for place, item in enumerate(rows) if item.entered_at]
    return rows[max(entered)[1]] if entered else None


def began_at(session: Session) -> datetime | None:
    """When the first item was begun."""
    return min((item.began_at for item in items(session) if item.began_at), default=None)


def runs_on(session: Session, on: date) -> bool:
    """Whether an activity of the day was begun or gone on with on that day; once its round is closed it is
    over."""
    if session.round.is_closed:
        return False
    return any(item.entered_at is not None and item.entered_at.date() == on for item in items(session))


def after(session: Session, item: AgendaItem | None, by: int = 1) -> AgendaItem | None:
    """The item `by` places after one in the queue, or before it for a negative number; the first one for
    None. None past either end."""
    if item is None:
        return next(iter(queue(session)), None)
    return _neighbour(queue(session), item.id, by)


def _neighbour(rows: Sequence[AgendaItem], id: str, by: int) -> AgendaItem | None:
    places = [i for i, row in enumerate(rows) if row.id == id]
    place = places[0] + by if places else -1
    return rows[place] if 0 <= place < len(rows) else None
