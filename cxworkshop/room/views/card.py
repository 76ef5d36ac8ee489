"""One touchpoint in whole sentences: its goal, who answers for it, what is done."""

from __future__ import annotations

from cxworkshop.documents import figure_text
from cxworkshop.language import _, date_text
from cxworkshop.method import responsibility, thresholds
from cxworkshop.method.facts import standing, telling
from cxworkshop.method.lookup import grouped, measure, ownership_of, state_of
from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import LEVELS, Reading
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import BASES
from cxworkshop.room import parts
from cxworkshop.room.parts import Cell, Holding
from cxworkshop.room.stage import Around, Here
from cxworkshop.room.views import Made, reading_of, tone_of
from cxworkshop.room.views.words import question
from cxworkshop.sheets.plan import row_of
from cxworkshop.sheets.steps.cells import STATUS, agreed
from cxworkshop.sheets.steps.revealed import count_text
from cxworkshop.sheets.steps.touchpoint_card import actions_of, first_unfinished, touchpoints, where
from cxworkshop.sheets.text import without_breaks

MOST_ACTIONS = 3
UNKNOWN = dict(BASES)["unknown"]
"""What is said of a level of which nobody has said what it rests on."""


def card(session: Session, here: Here, around: Around) -> Made:
    """The touchpoint talked about, else the one that the activity begins with."""
    reading = reading_of(session, around)
    id = _touchpoint(session, here) or first_unfinished(reading, here.list)
    if not id:
        return question(session, here, around)
    state = state_of(session, id)
    goals = grouped(session.round.goals, "touchpoint").get(id, ())
    goal = goals[0] if goals else None
    return "", parts.Card(
        title=session.name_of("touchpoints", id),
        where=where(session, id),
        level=state.level_now,
        target=state.level_target,
        level_words=_(dict(LEVELS)[state.level_now]) if state.level_now else "",
        basis=telling.mark(standing(session, id, reading.on)) if state.level_basis else _(UNKNOWN),
        goal=(goal.text if goal else "") or _("no goal yet"),
        measure=_measure(session, goal) if goal else "",
        columns=(
            Holding(head=_("on paper"), name=_name(session, ownership_of(session, id).formal_owner)),
            in_practice(session, id),
            _from_today(reading, id),
        ),
        actions=_actions(session, id),
    )


def _touchpoint(session: Session, here: Here) -> str:
    """The touchpoint whose id the row has, or that of the goal whose id it has."""
    ids = touchpoints(session)
    goal = session.find("goals", here.row) if here.row else None
    id = (goal.touchpoint or "") if isinstance(goal, Goal) else here.row
    return id if id in ids else ""


def _measure(session: Session, goal: Goal) -> str:
    """From what to what by when: Satisfied with the delivery: 65.1% → 85% · 31 Oct 2026."""
    by = date_text(goal.due_on) if goal.due_on else ""
    which = measure(session, goal.measure)
    if which is None:
        return by
    values = filter(None, (figure_text.amount(which, goal.baseline), figure_text.amount(which, goal.target)))
    way = ": ".join(filter(None, (which.name_shown, " → ".join(values))))
    return " · ".join(filter(None, (way, by)))


def _name(session: Session, person: str | None) -> str:
    return session.name_of("people", person) if person else "–"


def answer_name(session: Session, answer: str) -> str:
    """A person's name, or that nobody, several, a partner was named."""
    kind = dict(ANSWERS).get(answer)
    return _(kind) if kind else _name(session, answer)


def in_practice(session: Session, id: str) -> Holding:
    """The answer that most have given, which the count is of; of few answers the status alone."""
    diagnosis, said = responsibility.as_is(session, id), status_in_practice(session, id)
    leading = diagnosis.tally.leading if said.tone != "muted" else ()
    names = [answer_name(session, answer) for answer in leading[:2]] + ["…"] * (len(leading) > 2)
    name = " / ".join(names) or "–"
    return Holding(head=_("in practice"), name=name, words=said.text, tone=said.tone)


def status_in_practice(session: Session, id: str) -> Cell:
    """The status by the revealed answers, and how many of how many agree; of few the status alone."""
    diagnosis = responsibility.as_is(session, id)
    if not diagnosis.n:
        return Cell(text=_("not shown yet"), tone="muted")
    sign, word, tone = STATUS[diagnosis.status]
    few = responsibility.few_words(diagnosis)
    if few or diagnosis.n < thresholds.FEW:
        return Cell(text=", ".join(filter(None, (f"{sign} {_(word)}", few))), tone="muted")
    return Cell(text=f"{sign} {_(word)} {count_text(diagnosis)}", tone=tone_of(tone))


def _from_today(reading: Reading, id: str) -> Holding:
    cell = agreed(reading, row_of(id, "touchpoints"))
    name = _name(reading.session, ownership_of(reading.session, id).accountable)
    return Holding(head=_("from today"), name=name, words=cell.text, tone=tone_of(cell.tone))


def _actions(session: Session, id: str) -> tuple[str, ...]:
    """What is still to be done, the first of it."""
    actions = (session.find("actions", action) for action in actions_of(session, id))
    waiting = [action for action in actions if isinstance(action, Action) and action.is_unfinished]
    return tuple(action_text(session, action) for action in waiting[:MOST_ACTIONS])


def action_text(session: Session, action: Action) -> str:
    """Who does what by when."""
    owner = session.name_of("people", action.owner) if action.owner else _("nobody yet")
    due = f", {without_breaks(date_text(action.due_on))}" if action.due_on else ""
    return f"{action.name_shown or _('not said yet')} – {owner}{due}"
