"""How the next round begins with the one before it (method F.2): by the declaration of each field, and the
few rows that need more than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar, cast

from cxworkshop.method import facts, thresholds
from cxworkshop.method.baselines import as_read
from cxworkshop.method.intervals import as_known, observations_of, reading
from cxworkshop.method.lookup import measure, person
from cxworkshop.method.perceptions import exceeded_measure
from cxworkshop.method.privacy import reduced
from cxworkshop.model.actions import Action
from cxworkshop.model.choices import CustomerBalance
from cxworkshop.model.dates import add_months
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Carried, Reading
from cxworkshop.model.ownership import CxLead, Enabler, LeaderContact, Ownership
from cxworkshop.model.place import field_of, misread_place, value_in, with_value
from cxworkshop.model.record import Part, Record, declared
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import TABLES, Round, Session, index, unwritten
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.model.unread import Unread

AGENDA = "revisit_half_day"
"""The agenda that every round after the first begins with."""
TAKEN: frozenset[Carried] = frozenset({"identity", "copied", "asked", "unfinished"})
"""What is carried so has its value in the next round."""
LEFT_BEHIND: frozenset[Carried] = frozenset({"history", "never"})
"""Tables that are carried so begin without rows."""
NAMED_ANEW = {
    "goals": ("follows_up",),
    "ownerships": ("accountable", "reward.proposer"),
    "cx_lead": ("accountable", "decider", "sponsor", "reward.proposer"),
    "touchpoint_states": ("process_owner",),
    "enablers": ("owner",),
    "actions": ("owner",),
    "parking": ("owner",),
    "innovations": ("owner",),
}
"""What a person does from now on: it is vacant once that person has left. Who said, decided or objected
stays."""
_DAYS_A_YEAR = 365.25

_Part = TypeVar("_Part", bound=Part)


def next_round(session: Session, on: date) -> Session:
    """Closes the round in view on a day and opens the next one with everything that is carried.

    Blind answers lose their names. Called once more on the day, before anything was done, it returns the
    session as it is.
    """
    session = reduced(session)
    if has_just_begun(session, on):
        return session
    if not session.round.is_closed:
        beside = exceeded_measure(as_known(session, on))
        closing = {"closed_on": on, "exceeded_measure": beside.id if beside else None}
        closed = session.round.model_copy(update=closing)
        session = session.model_copy(update={"rounds": (*session.rounds[:-1], closed)})
    return session.model_copy(update={"rounds": (*session.rounds, opened(session, on))})


def has_just_begun(session: Session, on: date) -> bool:
    """Whether the round in view was opened by `next_round` on that day, and nothing was done in it yet."""
    begun = session.round.started_on
    if begun is None or on > begun or len(session.rounds) < 2:
        return False
    return session.round == opened(before(session), begun)


def before(session: Session) -> Session:
    """The session up to the round before the one in view."""
    return session.as_of(session.rounds[-2].number)


def opened(session: Session, on: date) -> Round:
    """The round that follows the one in view, as it begins on a day."""
    number = session.round.number + 1
    seen = Reading(as_known(session, on), on)
    tables: dict[str, Any] = {}
    for name, record in TABLES.items():
        if record.table.owner == "round" and name != "unread":
            rows = _carried(seen, name)
            tables[name] = rows[0] if record.table.single else rows
    begun = Round(id=str(number), number=number, agenda=AGENDA, started_on=on, **tables)
    return begun.model_copy(update={"unread": _unread(session, begun)})


def rule_of(table: str, field: str) -> Carried:
    """How a field is carried: as itself declares, else as its table."""
    return field_of(table, field).kind.carried or TABLES[table].table.carried


# ---- by declaration ----------------------------------------------------------------------------------------
def _carried(seen: Reading, name: str) -> tuple[Record, ...]:
    table = TABLES[name].table
    if table.carried in LEFT_BEHIND:
        return (TABLES[name](id=name),) if table.single else ()
    rows = []
    for row in seen.session.records(name):
        if table.carried == "unfinished" and not row.is_unfinished:
            continue
        carried = _exception(seen, row, _taken_row(row))
        if carried is not None and (table.single or not _is_empty(name, carried)):
            rows.append(_without_leavers(seen, carried))
    return tuple(rows)


def _taken_row(row: Record) -> Record:
    """What of a row goes along by the declarations of its fields."""
    known = declared(type(row))
    taken = _taken(row, row.table.carried)
    kept = {known[key].name: getattr(row, known[key].name) for key in ("id", *row.table.keys)}
    carried = taken.model_copy(update=kept)
    if "carried_from" in known:
        carried = carried.model_copy(update={"carried_from": row.id})
    if isinstance(row, Action):
        carried = carried.model_copy(update={"carry_count": row.carry_count + 1})
    return carried


def _taken(part: _Part, rule: Carried) -> _Part:
    values: dict[str, Any] = {}
    for field in declared(type(part)).values():
        value = getattr(part, field.name)
        if field.kind is None:
            values[field.name] = _taken(value, rule)
        elif (field.kind.carried or rule) in TAKEN:
            values[field.name] = value
    return type(part)(**values)


def _is_empty(table: str, row: Record) -> bool:
    """Whether nothing of a row was carried but what it is known by."""
    if TABLES[table].table.key:
        return row == unwritten(table, row.id)
    return row.model_copy(update={"carried_from": None} if hasattr(row, "carried_from") else {}) == type(row)(
        id=row.id
    )


def _without_leavers(seen: Reading, row: Record) -> Record:
    for field in NAMED_ANEW.get(row.table.name, ()):
        who = person(seen.session, value_in(row, field))
        if who is not None and who.has_left(seen.on):
            row = with_value(row, field, None)
    return row


def _unread(session: Session, begun: Round) -> tuple[Unread, ...]:
    """The words that could not be read, of the fields that were carried."""
    kept = []
    for words in session.round.unread:
        place = misread_place(words.id)
        if place is None or rule_of(place.table, place.field) not in TAKEN:
            continue
        of_round = TABLES[place.table].table.owner == "round"
        holder = begun if of_round else session
        rows = getattr(holder, place.table)
        if place.id in index(rows if isinstance(rows, tuple) else (rows,)):
            kept.append(words)
    return tuple(kept)


# ---- what a declaration cannot say -------------------------------------------------------------------------
def _exception(seen: Reading, row: Record, carried: Record) -> Record | None:
    """The row as it is carried; None when it is not."""
    rule = EXCEPTIONS.get(row.table.name)
    return carried if rule is None else rule(seen, row, carried)


def _goal(seen: Reading, row: Record, carried: Record) -> Record | None:
    """By its verdict; the newest figure is its baseline, and a due date that has passed is asked anew."""
    goal, verdict = cast(Goal, row), verdict_of(seen.session, row.id)
    if verdict == "drop":
        return None
    values: dict[str, Any] = {"baseline": _newest(seen.session, goal)}
    if goal.due_on is not None and goal.due_on < seen.on:
        values["due_on"] = None
    if verdict == "raise":
        values["target"] = None
    if verdict == "change":
        values |= {"id": changed_id(seen.session, goal.id), "derived_from": goal.id}
    return carried.model_copy(update=values)


def verdict_of(session: Session, goal: str) -> str | None:
    """The verdict on a goal of the round in view; None while nobody has judged it."""
    review = index(session.round.reviews).get(goal)
    return review.verdict if isinstance(review, Review) else None


def changed_id(session: Session, goal: str) -> str:
    """The id of the copy of a changed goal: the same whoever closes the round."""
    return f"{goal}-{session.round.number + 1}"


def _newest(session: Session, goal: Goal) -> float | None:
    """The newest figure of the goal's measure as people read it, else the baseline it had."""
    value, of = reading(session, goal.measure).value, measure(session, goal.measure)
    if value is None or of is None:
        return goal.baseline
    return as_read(of, value)


def _action(seen: Reading, _row: Record, carried: Record) -> Record:
    """Its goal goes along: under its new id where it was changed, not where it was dropped."""
    action = cast(Action, carried)
    verdict = verdict_of(seen.session, action.goal or "")
    if verdict == "drop":
        return action.model_copy(update={"goal": None})
    if verdict == "change" and action.goal:
        return action.model_copy(update={"goal": changed_id(seen.session, action.goal)})
    return action


def _enabler(seen: Reading, _row: Record, carried: Record) -> Record:
    """The goals that it makes possible go along as those of an action do."""
    enabler, goals = cast(Enabler, carried), []
    for goal in enabler.goals:
        verdict = verdict_of(seen.session, goal)
        if verdict != "drop":
            goals.append(changed_id(seen.session, goal) if verdict == "change" else goal)
    return enabler.model_copy(update={"goals": tuple(goals)})


def _state(seen: Reading, row: Record, carried: Record) -> Record:
    """A level that is a young fact goes along with its ground."""
    state = cast(TouchpointState, row)
    if not facts.standing(seen.session, state.id, seen.on).is_fact:
        return carried
    since = fact_since(seen, state)
    if since is None or add_months(since, thresholds.LEVEL_MONTHS) <= seen.on:
        return carried
    names = ("level_now", "level_basis", "evidence")
    return carried.model_copy(update={name: getattr(state, name) for name in names})


def fact_since(seen: Reading, state: TouchpointState) -> date | None:
    """The day that a fact level is of: that of the newest evidence it names, else of the newest figure of its
    touchpoint that the round began with, else the start of the round."""
    evidence = index(seen.session.round.evidence)
    collected = [
        one.collected_on
        for name in state.evidence
        if isinstance(one := evidence.get(name), Evidence)
        if one.collected_on is not None and one.collected_on <= seen.on
    ]
    if collected:
        return max(collected)
    begun = seen.session.round.started_on
    observed = [
        observation.observed_on
        for measure in seen.session.measures
        if state.id in measure.touchpoints
        for observation in observations_of(seen.session, measure.id)
        if observation.observed_on is not None and observation.observed_on <= (begun or seen.on)
    ]
    return max(observed, default=begun)


def _with_less_time(seen: Reading, row: Record, carried: Record) -> Record:
    """A mandate has run since the yes, else since the start of the round: 3.0 years are 2.3 after nine
    months."""
    held = cast(Ownership | CxLead, row)
    years, since = held.mandate.horizon_years, held.accepted_on or seen.session.round.started_on
    if years is None or since is None or since >= seen.on:
        return carried
    left = max(0.0, years - (seen.on - since).days / _DAYS_A_YEAR)
    return with_value(carried, "mandate.horizon_years", _one_decimal(left))


def _one_decimal(value: float) -> float:
    return float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _evidence(seen: Reading, row: Record, carried: Record) -> Record:
    """Once it is two years old, evidence is no fact, whatever somebody has marked."""
    collected = cast(Evidence, row).collected_on
    is_old = collected is not None and add_months(collected, thresholds.FACT_MONTHS) < seen.on
    return carried.model_copy(update={"kind": None}) if is_old else carried


def _balance(_seen: Reading, row: Record, carried: Record) -> Record:
    """A new period begins with the customers that the last one ended with."""
    return carried.model_copy(update={"customers_start": cast(CustomerBalance, row).customers_end})


def _contact(seen: Reading, row: Record, carried: Record) -> Record | None:
    who = person(seen.session, cast(LeaderContact, row).person)
    return None if who is not None and who.has_left(seen.on) else carried


EXCEPTIONS: dict[str, Callable[[Reading, Record, Record], Record | None]] = {
    "goals": _goal,
    "actions": _action,
    "enablers": _enabler,
    "touchpoint_states": _state,
    "ownerships": _with_less_time,
    "cx_lead": _with_less_time,
    "evidence": _evidence,
    "customer_balance": _balance,
    "leader_contacts": _contact,
}
"""By table: from a row and what its declarations carry, the row of the next round; None when there is
none."""
