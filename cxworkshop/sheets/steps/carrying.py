"""Who carries how much: responsibilities by person and by function, what was claimed and what others
recognised."""

from __future__ import annotations

from cxworkshop.language import N_, Words, _, number, percent, say
from cxworkshop.method import content, figures, responsibility, thresholds, workload
from cxworkshop.method.responsibility import Recognition
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import FUNCTIONS
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps.cells import person_name


# ---- by person ---------------------------------------------------------------------------------------------
def carriers(session: Session) -> list[Row]:
    """Everybody who carries something from today, or who named themselves; who carries most first."""
    loads = workload.loads(session)
    claims = _claims(session)
    held = [one.id for one in session.people if one.id in loads or one.id in claims]
    return [{"person": Place("people", who)} for who in sorted(held, key=lambda who: -loads.get(who, 0))]


def _claims(session: Session) -> dict[str, Recognition]:
    """What was claimed, where so many answered that a share tells nobody's answer."""
    found = responsibility.recognition(session)
    enough = all(
        responsibility.revealed_tally(session, one).n >= thresholds.FEW
        for claim in found.values()
        for one in claim.claimed
    )
    return found if enough else {}


def load(reading: Reading, row: Row) -> Cell:
    """How many touchpoints somebody carries; a mark where it is too many."""
    who = row["person"].id
    count = workload.loads(reading.session, reading.on).get(who, 0)
    too_much = who in workload.overloaded(reading.session, reading.on)
    if not count:
        return Cell("–", "muted")
    bar = f"{'■' * count} {count}"
    return Cell(f"{bar} ! {_('too much')}", "bad", f"{bar} !") if too_much else Cell(bar)


def claimed(reading: Reading, row: Row) -> Cell:
    """For how many things somebody named themselves in the blind ballot."""
    found = _claims(reading.session).get(row["person"].id)
    return Cell(number(len(found.claimed)) if found else "–", "" if found else "muted")


def recognised(reading: Reading, row: Row) -> Cell:
    """The mean share of the others who named the same person for it."""
    found = _claims(reading.session).get(row["person"].id)
    return Cell(percent(found.recognised) if found else "–", "" if found else "muted")


def carrier_note(reading: Reading, row: Row) -> Words:
    """What somebody carries, and what to do about too much of it."""
    session, who = reading.session, row["person"].id
    if who == workload.chief_carries(session, reading.on):
        return say(
            "When the chief executive owns it, who does it? {background}",
            background=content.reference_line("whole"),
        )
    held = [one.id for one in session.round.ownerships if one.accountable == who]
    named = " · ".join(session.name_of("touchpoints", one) for one in held)
    if who in workload.overloaded(session, reading.on):
        return say("Too much for one person: choose what to hand over, and to whom. {carries}", carries=named)
    owners = workload.effective_owners(session, reading.on)
    spread = say("Spread as if over {n} people who carry the same.", n=number(owners, 1)) if owners else ""
    return say("{carries} {spread}", carries=named + "." if named else "", spread=spread)


# ---- by function -------------------------------------------------------------------------------------------
def functions(session: Session) -> list[Row]:
    """The functions that carry something."""
    return [{"function": Place("", function)} for function in figures.by_function(session)]


def function_name(reading: Reading, row: Row) -> Cell:
    """The function's name."""
    return Cell(_(dict(FUNCTIONS).get(row["function"].id, row["function"].id)))


def function_load(reading: Reading, row: Row) -> Cell:
    """How many touchpoints people of the function carry."""
    count = len(figures.by_function(reading.session).get(row["function"].id, ()))
    return Cell(f"{'■' * count} {count}")


def function_touchpoints(reading: Reading, row: Row) -> Cell:
    """Which they are."""
    held = figures.by_function(reading.session).get(row["function"].id, ())
    return Cell(" · ".join(reading.session.name_of("touchpoints", one) for one in held), "muted")


def function_note(reading: Reading, row: Row) -> Words:
    """What others found."""
    return content.reference_line("functions")


BY_PERSON = SheetPlan(
    "carrying",
    N_("Load"),
    (
        Column(person_name, N_("Person"), width=18, weight=2, importance=10),
        Column(load, N_("Carries from today"), width=18, weight=1, importance=9),
        Column(claimed, N_("Claimed"), width=10, importance=7),
        Column(recognised, N_("Recognised"), width=12, importance=7),
    ),
    rows=carriers,
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
