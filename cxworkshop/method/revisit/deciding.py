"""What must be decided when a round begins: what was carried and cannot simply go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from cxworkshop.language import Words, _, say, say_n
from cxworkshop.method import thresholds
from cxworkshop.method.checkins import check_ins
from cxworkshop.method.derived import is_stale, row_name
from cxworkshop.method.lookup import person
from cxworkshop.method.postponing import postponed
from cxworkshop.method.revisit.carrying import NAMED_ANEW, verdict_of
from cxworkshop.method.revisit.comparing import decisions_due
from cxworkshop.method.steps import STEPS, step_of_place
from cxworkshop.model.actions import Action
from cxworkshop.model.ownership import CxLead, Ownership
from cxworkshop.model.place import Place, field_of, value_in
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Round, Session, index

Decision: TypeAlias = tuple[Place, Words]
"""What must be decided, with a place of the list where it is done."""


def decisions(old: Session, new: Round, begun: date) -> tuple[tuple[str, Words], ...]:
    """What must be decided, in the order of the steps whose lists they are in."""
    alerts = (
        (step_of_place(place) or STEPS[-1], words)
        for alert in ALERTS
        for place, words in alert(old, new, begun)
    )
    return tuple(sorted(alerts, key=lambda decision: STEPS.index(decision[0])))


def rows_of(holder: Round, table: str) -> tuple[Record, ...]:
    """The rows of a table of a round; a single record where it says something."""
    rows = getattr(holder, table)
    rows = rows if isinstance(rows, tuple) else (rows,)
    return rows if not TABLES[table].table.single else tuple(r for r in rows if r != type(r)(id=r.id))


def _vacant(old: Session, new: Round, on: date) -> Iterator[Decision]:
    """What a person carried who has left."""
    for table, vacated in NAMED_ANEW.items():
        for row in rows_of(old.round, table):
            for field in vacated:
                who = person(old, value_in(row, field))
                if who is None or not who.has_left(on) or not _goes_along(old, new, row):
                    continue
                words = say(
                    "{row}: {name} has left; {field} is to be named",
                    row=row_name(old, Place(table, row.id)),
                    name=old.name_of("people", who.id),
                    field=say(field_of(table, field).kind.label),
                )
                yield Place(table, row.id, field), words


def _no_longer_true(old: Session, _new: Round, _on: date) -> Iterator[Decision]:
    """Whose responsibility was not true any more at the last check-in that spoke of it."""
    said = [row for row in check_ins(old) if row.responsibility_holds is not None]
    if said and said[-1].responsibility_holds is False:
        day, text = said[-1].held_on, said[-1].text
        what = text or say("nobody has said whose")
        yield (
            Place("ownerships", ""),
            say("Responsibility was not true any more at the check-in of {day}: {what}", day=day, what=what)
            if day
            else say("Responsibility was not true any more at a check-in: {what}", what=what),
        )


def _goes_along(old: Session, new: Round, row: Record) -> bool:
    ids = {row.id, *(goal.id for goal in new.goals if goal.derived_from == row.id)}
    return any(one.id in ids for one in rows_of(new, row.table.name))


def _unjudged(old: Session, _new: Round, _on: date) -> Iterator[Decision]:
    waiting = [goal for goal in old.round.goals if verdict_of(old, goal.id) is None]
    if waiting:
        words = say_n("{n} goal is without a verdict", "{n} goals are without a verdict", len(waiting))
        yield Place("goals", waiting[0].id), words


def _to_be_set(old: Session, new: Round, on: date) -> Iterator[Decision]:
    """What a verdict asks of a goal, and due dates that have passed."""
    for goal in old.round.goals:
        verdict, place = verdict_of(old, goal.id), Place("goals", goal.id)
        name = row_name(old, place)
        if verdict == "raise":
            target = _number(goal.target)
            yield place, say("{goal}: raise the target, {target} until now", goal=name, target=target)
        elif verdict == "change":
            yield place, say("{goal}: write it as it is changed", goal=name)
        if verdict != "drop" and goal.due_on is not None and goal.due_on < on:
            yield place, say("{goal}: a new due date, it was {day}", goal=name, day=goal.due_on)


def _number(value: float | None) -> object:
    return "?" if value is None else value


def _often(old: Session, new: Round, _on: date) -> Iterator[Decision]:
    was = index(old.round.actions)
    for action in new.actions:
        before = was.get(action.carried_from or "")
        put_off = postponed(old, before) if isinstance(before, Action) else None
        if action.carry_count >= thresholds.CARRIED_OFTEN:
            words = say_n(
                "{action}: carried once – do it or drop it",
                "{action}: carried {n} times – do it or drop it",
                action.carry_count,
                action=action.name_shown,
            )
            yield Place("actions", action.id), words
        elif put_off is not None and put_off.times >= thresholds.CARRIED_OFTEN:
            words = say(
                "{action}: {put_off} – do it or drop it", action=action.name_shown, put_off=put_off.words
            )
            yield Place("actions", action.id), words


def _overdue(_old: Session, new: Round, on: date) -> Iterator[Decision]:
    """What goes along although its date has passed: actions, enablers, what is parked."""
    dated: tuple[tuple[Record, date | None], ...] = (
        *((row, row.due_on) for row in new.actions),
        *((row, row.due_on) for row in new.enablers),
        *((row, row.by) for row in new.parking),
    )
    for row, due in dated:
        if due is not None and due < on:
            words = say("{row}: it was due {day} – a new date, or drop it", row=row.name_shown, day=due)
            yield Place(row.table.name, row.id), words


def _without_goal(old: Session, new: Round, _on: date) -> Iterator[Decision]:
    """The actions that go on although their goal was dropped."""
    goals = {action.id: action.goal for action in old.round.actions}
    for action in new.actions:
        if action.goal is None and verdict_of(old, goals.get(action.id) or "") == "drop":
            words = say("{action}: its goal was dropped – is it still to be done?", action=action.name_shown)
            yield Place("actions", action.id), words


def _reviews(old: Session, _new: Round, on: date) -> Iterator[Decision]:
    for decision in decisions_due(old, on):
        words = say(
            "Decision to be looked at again since {day}: {decision}",
            day=decision.review_on,
            decision=decision.name_shown,
        )
        yield Place("decisions", decision.id), words


def _ended(old: Session, new: Round, _on: date) -> Iterator[Decision]:
    rows: tuple[Ownership | CxLead, ...] = (*new.ownerships, new.cx_lead)
    for row in rows:
        if row.mandate.horizon_years == 0 and row.accountable:
            place = Place(row.table.name, row.id)
            yield place, say("{row}: the time of the mandate has ended", row=row_name(old, place))


def _stale(_old: Session, new: Round, on: date) -> Iterator[Decision]:
    stale = [evidence.id for evidence in new.evidence if is_stale(evidence, on)]
    if stale:
        words = say_n(
            "{n} piece of evidence is older than a year",
            "{n} pieces of evidence are older than a year",
            len(stale),
        )
        yield Place("evidence", stale[0]), words


def _objected(_old: Session, new: Round, _on: date) -> Iterator[Decision]:
    if n := len(new.objections):
        words = say_n("{n} objection is open again", "{n} objections are open again", n)
        yield Place("objections", new.objections[0].id), words


def _unanswered(old: Session, _new: Round, _on: date) -> Iterator[Decision]:
    """Promises of which nobody has said whether they were kept: they stay in their round."""
    for promise in old.round.commitments:
        if promise.kept is None and promise.text:
            words = say(
                "{name} promised, and nobody has said whether it was kept: {promise} – promise it anew if it "
                "goes on",
                name=old.name_of("people", promise.person) if promise.person else _("Somebody"),
                promise=promise.name_shown,
            )
            yield Place("commitments", promise.id), words


ALERTS = (
    _vacant,
    _no_longer_true,
    _reviews,
    _unanswered,
    _unjudged,
    _to_be_set,
    _overdue,
    _often,
    _without_goal,
    _ended,
    _stale,
    _objected,
)
"""What must be decided; within a step in this order."""
