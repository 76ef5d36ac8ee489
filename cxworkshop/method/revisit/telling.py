"""What was carried into a round, as words the room reads: kept, emptied, asked again, to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from cxworkshop.language import N_, Words, _, joined, say, say_n
from cxworkshop.method import thresholds
from cxworkshop.method.checks.finding import Finding, WordList
from cxworkshop.method.derived import is_stale, row_name
from cxworkshop.method.lookup import person
from cxworkshop.method.readiness import open_musts
from cxworkshop.method.revisit.carrying import (
    LEFT_BEHIND,
    NAMED_ANEW,
    TAKEN,
    before,
    opened,
    rule_of,
    verdict_of,
)
from cxworkshop.method.revisit.comparing import decisions_due
from cxworkshop.method.steps import STEPS, names, step_of_place
from cxworkshop.model.ownership import CxLead, Ownership
from cxworkshop.model.place import Place, field_of, fields, value_in
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Round, Session, index

_INNER = frozenset({"carried_from", "carry_count", "derived_from"})
"""Fields that the room is told nothing of."""
_NOT_TOLD = frozenset({"notes", "unread", "steps", "agenda_items", "time_log", "failures_met", "moods",
                       "letters", "figures_answered", "ownership_tallies", "gate_overrides"})  # fmt: skip
"""Tables that are the facilitator's, or kept by the program."""


Decision: TypeAlias = tuple[Place, Words]
"""What must be decided, with a place of the list where it is done."""


class Carried(NamedTuple):
    """What the round in view began with, each in words."""

    kept: tuple[Words, ...] = ()
    """What was carried."""
    emptied: tuple[Words, ...] = ()
    """What begins empty, or stays in the round before."""
    asked: tuple[Words, ...] = ()
    """What was carried and is asked again."""
    decisions: tuple[tuple[str, Words], ...] = ()
    """What must be decided, each with the step where it is, in the order of the climb."""

    @property
    def alerts(self) -> tuple[Words, ...]:
        """What must be decided."""
        return tuple(words for _step, words in self.decisions)

    @property
    def parts(self) -> tuple[tuple[str, tuple[Words, ...]], ...]:
        """What there is to tell, in the order it is read, each under its heading: what must be decided, step
        by step, before what only goes along."""
        steps = tuple(dict.fromkeys(step for step, _words in self.decisions))
        parts = (
            *(
                (
                    str(say("To be decided: {step}", step=f"{STEPS.index(step)} {names()[step]}")),
                    tuple(words for of, words in self.decisions if of == step),
                )
                for step in steps
            ),
            (_("Carried, and asked again"), self.asked),
            (_("Empty, or kept in the round before"), self.emptied),
            (_("Carried"), self.kept),
        )
        return tuple((heading, words) for heading, words in parts if words)


def missing_at_the_end(session: Session, on: date) -> tuple[Finding, ...]:
    """The open musts of the steps that a round ends with."""
    return tuple(finding for step in ("redefine", "closing") for finding in open_musts(session, step, on))


def why_not_closed(session: Session, on: date) -> Words:
    """Why the round in view cannot be closed on a day; empty when it can be."""
    begun = session.round.started_on
    if begun is None or on >= begun:
        return ""
    return say("Round {n} began on {day}; it cannot be closed before.", n=session.round.number, day=begun)


def carried(session: Session) -> Carried:
    """What was carried into the round in view when it began, whatever was done since; nothing in the first
    round."""
    begun = session.round.started_on
    if len(session.rounds) < 2 or begun is None:
        return Carried()
    old = before(session)
    new = opened(old, begun)
    return Carried(
        kept=tuple(_kept(new)),
        emptied=(*_emptied(old, new), *_left_behind(old), *_not_marked(old)),
        asked=tuple(_asked(new)),
        decisions=_decisions(old, new, begun),
    )


def _decisions(old: Session, new: Round, begun: date) -> tuple[tuple[str, Words], ...]:
    """What must be decided, in the order of the steps whose lists they are in."""
    decisions = (
        (step_of_place(place) or STEPS[-1], words)
        for alerts in ALERTS
        for place, words in alerts(old, new, begun)
    )
    return tuple(sorted(decisions, key=lambda decision: STEPS.index(decision[0])))


def _rows(holder: Round, table: str) -> tuple[Record, ...]:
    rows = getattr(holder, table)
    rows = rows if isinstance(rows, tuple) else (rows,)
    return rows if not TABLES[table].table.single else tuple(r for r in rows if r != type(r)(id=r.id))


def _told() -> Iterator[str]:
    for name, record in TABLES.items():
        if record.table.owner == "round" and name not in _NOT_TOLD:
            yield name


def _kept(new: Round) -> Iterator[Words]:
    for table in _told():
        if rows := _rows(new, table):
            label = say(TABLES[table].table.label)
            single = TABLES[table].table.single
            if single:
                yield label
            elif table == "actions":
                names = joined([row.name_shown for row in rows])
                yield say("{list}: {n} – {names}", list=label, n=len(rows), names=names)
            else:
                yield say("{list}: {n}", list=label, n=len(rows))


def _emptied(old: Session, new: Round) -> Iterator[Words]:
    """Of each table the fields that had values and have none now, with the number of rows."""
    for table in _told():
        if TABLES[table].table.carried in LEFT_BEHIND:
            continue
        after = index(_rows(new, table))
        empty: dict[str, int] = {}
        for row in _rows(old.round, table):
            for field in _fields(table):
                is_gone = row.id not in after or _is_blank(after[row.id], field)
                if rule_of(table, field) not in TAKEN and not _is_blank(row, field) and is_gone:
                    empty[field] = empty.get(field, 0) + 1
        if empty:
            yield _of(table, tuple(empty), max(empty.values()))


def _left_behind(old: Session) -> Iterator[Words]:
    for rule, words in (
        ("never", N_("Asked anew, and the answers of before are not shown first: {lists}")),
        ("history", N_("Stay in round {n}: {lists}")),
    ):
        tables = [
            name
            for name in _told()
            if TABLES[name].table.carried == rule and old.records(name) and not TABLES[name].table.single
        ]
        if tables:
            yield say(
                words, n=old.round.number, lists=WordList(*(TABLES[name].table.label for name in tables))
            )


def _not_marked(old: Session) -> Iterator[Words]:
    if n := len(old.round.participants):
        yield say("Who is here: {n} the last time, marked anew before the slips are keyed in", n=n)


def _asked(new: Round) -> Iterator[Words]:
    for table in _told():
        rows = _rows(new, table)
        written = [field for field in _fields(table) if any(not _is_blank(row, field) for row in rows)]
        asked = tuple(field for field in written if rule_of(table, field) == "asked")
        if asked and len(asked) == len(written):
            yield say("{list}: does it still hold?", list=say(TABLES[table].table.label))
        elif asked:
            yield _of(table, asked, len(rows))
    if new.customer_balance.customers_start is not None:
        yield say("Customers at the start: as many as at the end of the last period?")


def _of(table: str, names: tuple[str, ...], n: int) -> Words:
    labels = WordList(*(field_of(table, field).kind.label for field in names))
    if TABLES[table].table.single:
        return say("{list}: {fields}", list=say(TABLES[table].table.label), fields=labels)
    return say("{list}: {fields} ({n})", list=say(TABLES[table].table.label), fields=labels, n=n)


def _fields(table: str) -> Iterator[str]:
    keys = ("id", *TABLES[table].table.keys)
    return (field for field in fields(table) if field not in keys and field not in _INNER)


def _is_blank(row: Record, field: str) -> bool:
    return bool(value_in(row, field) == field_of(row.table.name, field).default)


# ---- what must be decided ----------------------------------------------------------------------------------
def _vacant(old: Session, new: Round, on: date) -> Iterator[Decision]:
    """What a person carried who has left."""
    for table, vacated in NAMED_ANEW.items():
        for row in _rows(old.round, table):
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


def _goes_along(old: Session, new: Round, row: Record) -> bool:
    ids = {row.id, *(goal.id for goal in new.goals if goal.derived_from == row.id)}
    return any(one.id in ids for one in _rows(new, row.table.name))


def _unjudged(old: Session, _new: Round, _on: date) -> Iterator[Decision]:
    waiting = [goal for goal in old.round.goals if verdict_of(old, goal.id) is None]
    if waiting:
        words = say_n(
            "{n} goal was carried without a verdict", "{n} goals were carried without a verdict", len(waiting)
        )
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


def _often(_old: Session, new: Round, _on: date) -> Iterator[Decision]:
    for action in new.actions:
        if action.carry_count >= thresholds.CARRIED_OFTEN:
            words = say_n(
                "{action}: carried once – do it or drop it",
                "{action}: carried {n} times – do it or drop it",
                action.carry_count,
                action=action.name_shown,
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
