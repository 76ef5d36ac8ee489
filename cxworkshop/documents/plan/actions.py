"""Who does what by when: actions, enablers and promises as tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cxworkshop.documents.wording import RecordView, aside, joined
from cxworkshop.language import _, date_text, plural
from cxworkshop.method import lookup
from cxworkshop.method.checkins import newest_words
from cxworkshop.method.deeds import QUADRANTS, quadrant
from cxworkshop.method.postponing import postponed
from cxworkshop.method.thresholds import CARRIED_OFTEN, FIRST_ACTION_WITHIN
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.goals import Goal
from cxworkshop.model.ownership import Enabler


class Task(NamedTuple):
    text: str
    owner: str | None
    """A person's id."""
    due: date | None
    touchpoint: str
    notes: str
    """What it is for, and how it goes."""
    is_finished: bool
    is_overdue: bool = False
    is_dropped: bool = False
    size: str = ""
    """What the plan calls it by its effort and effect: a quick win, a filler."""
    said: str = ""
    """What was said of it at the last check-in that had a word on it."""
    action: str = ""
    """The id of the action or enabler that it is, for its mark; empty for a promise, which has no
    box: a tick is read back as an action's."""
    going: str = ""
    """Whether it is stuck or in progress; empty while nobody has said so."""

    @property
    def when(self) -> str:
        return date_text(self.due) if self.due else _("no date")

    @property
    def in_full(self) -> str:
        return aside(self.text, joined(self.touchpoint, self.size, self.notes, self.said))

    @property
    def for_owner(self) -> str:
        """As on the page handed to its owner: without what the plan calls it."""
        return aside(self.text, joined(self.touchpoint, self.notes, self.said))

    @property
    def for_check(self) -> str:
        late = _("overdue") if self.is_overdue else ""
        return aside(self.text, joined(self.touchpoint, late, self.going, self.said))

    @property
    def in_short(self) -> str:
        return aside(self.text, joined(self.touchpoint, _("overdue") if self.is_overdue else ""))


def tasks(view: RecordView) -> tuple[Task, ...]:
    """The actions and the enablers by their due dates, those without a date last."""
    round_ = view.round
    made = (
        *(_action(view, action) for action in round_.actions),
        *(_enabler(view, enabler) for enabler in round_.enablers),
    )
    return tuple(sorted(made, key=lambda task: task.due or date.max))


def due_soon(view: RecordView) -> tuple[Task, ...]:
    """What is due within thirty days of the day the plan is for, promises too; what is late comes first, and
    promises without a day last."""
    promised = [_promise(view, commitment) for commitment in view.round.commitments if commitment.text]
    everything = sorted((*tasks(view), *promised), key=lambda task: task.due or date.max)
    soon = tuple(task for task in everything if _is_due_soon(view, task))
    return (*soon, *(task for task in promised if task.due is None and not task.is_finished))


def _is_due_soon(view: RecordView, task: Task) -> bool:
    day = view.session.judged_on(view.on)
    if task.due is None or task.due > day + FIRST_ACTION_WITHIN:
        return False
    return not task.is_finished or task.due >= day


def of_person(made: Iterable[Task], person: str | None) -> tuple[Task, ...]:
    return tuple(task for task in made if task.owner == person)


def _action(view: RecordView, action: Action) -> Task:
    due, is_unfinished = action.due_on, action.is_unfinished
    size = quadrant(action)
    is_overdue = is_unfinished and due is not None and due < view.session.judged_on(view.on)
    carried = plural("carried once", "carried {n} times", action.carry_count) if action.carry_count else ""
    put_off = postponed(view.session, action)
    is_often = max(action.carry_count, put_off.times if put_off else 0) >= CARRIED_OFTEN
    decide = _("decide or drop") if is_often and is_unfinished else ""
    notes = joined(
        _for_goal(view, action),
        "" if action.kind in (None, "do") else view.field(action, "kind"),
        _("outside help: {help}").format(help=action.external_help) if action.external_help else "",
        "" if action.status in (None, "open") else view.field(action, "status"),
        date_text(action.done_on) if action.done_on else "",
        _("overdue") if is_overdue else "",
        carried,
        str(put_off.words) if put_off else "",
        decide,
        _noted(action.note),
    )
    place = view.touchpoint(action.touchpoint)
    return Task(
        text=action.title,
        owner=action.owner,
        due=due,
        touchpoint=place,
        notes=notes,
        is_finished=not is_unfinished,
        is_overdue=is_overdue,
        is_dropped=action.status == "dropped",
        size=_(dict(QUADRANTS)[size]) if size else "",
        said=at_check_in(view, action.id),
        action=action.id,
        going="" if not is_unfinished or action.status == "open" else view.field(action, "status"),
    )


def _for_goal(view: RecordView, action: Action) -> str:
    """The goal, where the touchpoint does not say it: it has several, or the goal is of another one."""
    goal = view.session.find("goals", action.goal) if action.goal else None
    if not isinstance(goal, Goal):
        return ""
    goals_there = lookup.grouped(view.round.goals, "touchpoint").get(action.touchpoint, ())
    if action.touchpoint and goals_there == [goal]:
        return ""
    return _("for the goal “{goal}”").format(goal=goal.name_shown)


def _enabler(view: RecordView, enabler: Enabler) -> Task:
    is_finished = not enabler.is_unfinished
    due = enabler.due_on
    is_late = not is_finished and due is not None and due < view.session.judged_on(view.on)
    strengthens = view.field(enabler, "function")
    words = _("for the goal “{goal}”")
    notes = joined(
        *(words.format(goal=view.name("goals", goal)) for goal in enabler.goals),
        view.field(enabler, "kind"),
        _("strengthens: {function}").format(function=strengthens) if strengthens else "",
        "" if enabler.status in (None, "open") else view.field(enabler, "status"),
        date_text(enabler.done_on) if enabler.done_on else "",
        _("overdue") if is_late else "",
        _noted(enabler.note),
    )
    is_dropped = enabler.status == "dropped"
    return Task(
        enabler.text, enabler.owner, due, "", notes, is_finished, is_late, is_dropped, action=enabler.id
    )


def at_check_in(view: RecordView, row: str) -> str:
    """What was said of an action or a promise at a check-in of the round, and when."""
    day, word = newest_words(view.session).get(row, (None, ""))
    if not word:
        return ""
    said = _("“{note}”").format(note=word)
    return _("at the check-in of {day}: {word}").format(day=date_text(day), word=said) if day else said


def _noted(note: str) -> str:
    """What was written back. Without the word that people write before it: it is recorded already."""
    return _("in writing: “{note}”").format(note=note) if note else ""


def _promise(view: RecordView, commitment: Commitment) -> Task:
    text = _("Promised aloud: “{text}”").format(text=commitment.text)
    text = aside(text, joined(view.field(commitment, "kept"), at_check_in(view, commitment.id)))
    return Task(text, commitment.person, commitment.by, "", "", commitment.kept is not None)
