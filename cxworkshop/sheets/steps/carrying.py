"""Lists of who carries how much: responsibilities by person and by function, claimed and recognised; for
Organise."""

from __future__ import annotations

from cxworkshop.language import N_, Words, _, number, percent, say
from cxworkshop.method import content, figures, responsibility, thresholds, workload
from cxworkshop.method.responsibility import Recognition
from cxworkshop.model.functions import FUNCTIONS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps.cells import person_name


# ---- by person ---------------------------------------------------------------------------------------------
def carriers(session: Session) -> list[Row]:
    """Rows of the people who carry something from today, have something to do, or named themselves; the most
    loaded first."""
    loads, actions = workload.loads(session), workload.waiting_actions(session)
    named = loads.keys() | actions.keys() | _claims(session).keys()
    people = [person.id for person in session.people if person.id in named]
    people.sort(key=lambda person: (-loads.get(person, 0), -len(actions.get(person, ()))))
    return [{"person": Place("people", person)} for person in people]


def _claims(session: Session) -> dict[str, Recognition]:
    """The claims by person; empty where so few answered that a share would reveal an answer."""
    claims = responsibility.recognition(session)
    is_enough = all(
        responsibility.revealed_tally(session, touchpoint).n >= thresholds.FEW
        for claim in claims.values()
        for touchpoint in claim.claimed
    )
    return claims if is_enough else {}


def load(reading: Reading, row: Row) -> Cell:
    """How many touchpoints a person carries, marked where they are too many."""
    who = row["person"].id
    count = workload.loads(reading.session, reading.on).get(who, 0)
    is_overloaded = who in workload.overloaded(reading.session, reading.on)
    if not count:
        return Cell("–", "muted")
    bar = f"{'■' * count} {count}"
    return Cell(f"{bar} ! {_('too much')}", "bad", f"{bar} !") if is_overloaded else Cell(bar)


def actions(reading: Reading, row: Row) -> Cell:
    """How many actions of a person wait to be done."""
    count = len(workload.waiting_actions(reading.session).get(row["person"].id, ()))
    return Cell(number(count)) if count else Cell("–", "muted")


def claimed(reading: Reading, row: Row) -> Cell:
    """For how many touchpoints a person named themselves in the blind ballot."""
    claim = _claims(reading.session).get(row["person"].id)
    return Cell(number(len(claim.claimed))) if claim else Cell("–", "muted")


def recognised(reading: Reading, row: Row) -> Cell:
    """The mean share of the others who named the same person for what that person claims."""
    claim = _claims(reading.session).get(row["person"].id)
    return Cell(percent(claim.recognised)) if claim else Cell("–", "muted")


def carrier_note(reading: Reading, row: Row) -> Words:
    """What a person carries, and what to do when it is too much."""
    session, who = reading.session, row["person"].id
    if who == workload.chief_carries(session, reading.on):
        return say(
            "When the most senior leader owns it, who does it? {background}",
            background=content.reference_line("whole", session.organisation.sector),
        )
    touchpoints = [ownership.id for ownership in session.round.ownerships if ownership.accountable == who]
    names = " · ".join(session.name_of("touchpoints", touchpoint) for touchpoint in touchpoints)
    if who in workload.overloaded(session, reading.on):
        return say("Too much for one person: choose what to hand over, and to whom. {carries}", carries=names)
    owners = workload.effective_owners(session, reading.on)
    spread = say("Spread as if over {n} people who carry the same.", n=number(owners, 1)) if owners else ""
    return say("{carries} {spread}", carries=names + "." if names else "", spread=spread)


# ---- by function -------------------------------------------------------------------------------------------
def functions(session: Session) -> list[Row]:
    """Rows of the functions that carry something."""
    return [{"function": Place("", function)} for function in figures.by_function(session)]


def function_name(reading: Reading, row: Row) -> Cell:
    """The name of the function."""
    return Cell(_(dict(FUNCTIONS).get(row["function"].id, row["function"].id)))


def function_load(reading: Reading, row: Row) -> Cell:
    """How many touchpoints the people of the function carry."""
    count = len(figures.by_function(reading.session).get(row["function"].id, ()))
    return Cell(f"{'■' * count} {count}")


def function_touchpoints(reading: Reading, row: Row) -> Cell:
    """The names of those touchpoints."""
    touchpoints = figures.by_function(reading.session).get(row["function"].id, ())
    names = (reading.session.name_of("touchpoints", touchpoint) for touchpoint in touchpoints)
    return Cell(" · ".join(names), "muted")


def function_note(reading: Reading, row: Row) -> Words:
    """What research says about functions."""
    return content.reference_line("functions", reading.session.organisation.sector)


BY_PERSON = SheetPlan(
    "carrying",
    N_("Load"),
    (
        Column(person_name, N_("Person"), width=18, weight=2, importance=10),
        Column(load, N_("Carries from today"), width=18, weight=1, importance=9),
        Column(actions, N_("Actions"), width=9, importance=8),
        Column(claimed, N_("Claimed"), width=10, importance=7),
        Column(recognised, N_("Recognised"), width=13, importance=7),
    ),
    rows=carriers,
    views=("load",),
    note=carrier_note,
    empty=N_("Nobody carries anything yet: name the people in Responsibility."),
    elsewhere=N_("This is computed from Responsibility and from the blind ballot."),
)
BY_FUNCTION = SheetPlan(
    "by_function",
    N_("By function"),
    (
        Column(function_name, N_("Function"), width=24, weight=1, importance=10),
        Column(function_load, N_("Carries from today"), width=18, importance=9),
        Column(function_touchpoints, N_("Touchpoints"), width=20, weight=3, importance=6),
    ),
    rows=functions,
    note=function_note,
    empty=N_("Nobody carries anything yet: name the people in Responsibility."),
    elsewhere=N_("This is computed from Responsibility."),
)
