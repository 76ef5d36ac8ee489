"""What the record has on a full day: figures, when it is asked for, what goes along to the next round."""

from __future__ import annotations

from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import add, set_value
from cxworkshop.method import derived, figures
from cxworkshop.method.day import is_deep
from cxworkshop.method.revisit import next_round
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
from cxworkshop.sheets.depth import shown_plans
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans_for
from tests.sheets.hands import ON, begun

BALANCE = Place("customer_balance", "customer_balance")


def on_agenda(agenda: str | None, *touchpoints: str) -> Session:
    session = begun(*(touchpoints or ("Invoice", "Delivery")))
    return set_value(Place("rounds", "1", "agenda"), agenda)(session)


def put(session: Session, **values: Any) -> Session:
    """The session with values at places, each written as table__field and given as (row, value)."""
    for name, (row, value) in values.items():
        table, field = name.split("__", 1)
        session = set_value(Place(table, row, field.replace("__", ".")), value)(session)
    return session


def second(session: Session) -> Round:
    return next_round(session, ON.replace(year=2027)).round


# ---- when it is asked for ----------------------------------------------------------------------------------
def fields_of(plan: SheetPlan, session: Session) -> set[str]:
    """The fields that a list or a form shows."""
    grid = Grid(plan, Reading(session, ON))
    forms = {place.field for row in grid.rows for place in row.values() if plan.is_form}
    return forms | {column.field for column in grid.columns}


FIELDS = [
    ("define", "vision", "customers_answered", ("vision", "customers_answered", "vision", "It shows")),
    ("organise", "frontline", "partner_checks.on_failure",
     ("ownerships", "partner_checks.on_failure", "tp01", "We call first")),
    ("organise", "enablers", "goals", ("enablers", "goals", "e1", ("g1",))),
    ("implement", "balance", "invested_eur", ("customer_balance", "invested_eur", "customer_balance", 5)),
]  # fmt: skip


@pytest.mark.parametrize(("step", "sheet", "field", "value"), FIELDS)
def test_a_field_of_a_full_day_is_asked_for_then_and_stands_wherever_it_says_something(
    step: str, sheet: str, field: str, value: tuple[str, str, str, Any]
) -> None:
    for agenda, is_shown in (
        ("full_day", True),
        (None, True),
        ("half_day", False),
        ("ninety_minutes", False),
    ):
        session = add("enablers", id="e1", text="Training")(on_agenda(agenda))
        session = add("goals", id="g1", touchpoint="tp01", text="It comes")(session)
        [plan] = [plan for plan in plans_for(step, session) if plan.id == sheet]
        assert (field in fields_of(plan, session)) is is_shown is is_deep(session)
        table, name, row, said = value
        assert field in fields_of(plan, set_value(Place(table, row, name), said)(session))


@pytest.mark.parametrize(("step", "id"), [("define", "factors"), ("organise", "processes")])
def test_a_list_of_a_full_day_is_shown_then_and_wherever_it_holds_something(step: str, id: str) -> None:
    def shown(session: Session) -> set[str]:
        return {plan.id for plan in shown_plans(step, session)}

    assert id in shown(on_agenda("full_day"))
    half = on_agenda("half_day")
    assert id not in shown(half)
    half = add("factors", text="Certainty")(half)
    half = put(half, touchpoint_states__process_owner=("tp01", "p01"))
    assert id in shown(half)


def test_a_process_that_was_there_before_opens_no_list_of_its_own() -> None:
    session = put(on_agenda("half_day"), touchpoints__process=("tp01", "Billing"))
    assert "processes" not in {plan.id for plan in shown_plans("organise", session)}


# ---- figures -----------------------------------------------------------------------------------------------
def test_what_is_approved_is_booked_as_an_investment_unless_somebody_says_otherwise() -> None:
    session = on_agenda("full_day")
    booked = BALANCE.at("invested_eur")
    assert derived.value(session, booked, ON) is None
    for euros, status in (
        (40_000, "approved"),
        (2_500, "approved"),
        (90_000, "proposed"),
        (None, "approved"),
    ):
        session = add("investments", title="Till", total_eur=euros, status=status)(session)
    assert derived.value(session, booked, ON) == 42_500
    assert derived.value(set_value(booked, 40_000)(session), booked, ON) == 40_000


def test_how_much_of_the_evidence_comes_from_the_frontline() -> None:
    session = on_agenda("full_day")
    assert (figures.from_the_frontline(session).count, figures.from_the_frontline(session).share) == (0, None)
    for source in ("frontline", "survey", "frontline", None):
        session = add("evidence", statement="They wait", source_type=source)(session)
    share = figures.from_the_frontline(session)
    assert (share.count, share.of, share.share) == (2, 4, 0.5)


def test_the_start_of_the_balance_is_seen_beside_the_end_of_the_last_round() -> None:
    session = put(on_agenda("full_day"), customer_balance__customers_end=("customer_balance", 6400))
    assert figures.ended_with(session) is None
    session = next_round(session, ON.replace(year=2027))
    assert figures.ended_with(session) == 6400
    [plan] = [plan for plan in plans_for("implement", session) if plan.id == "balance"]
    row = {"value": BALANCE.at("customers_start")}

    def note(of: Session) -> str:
        assert plan.note is not None
        return str(plan.note(Reading(of, ON), row))

    assert note(session) == "The last round ended with 6,400."
    session = set_value(BALANCE.at("customers_start"), 6000)(session)
    assert note(session) == "The last round ended with 6,400: why is it not the same?"


# ---- the next round ----------------------------------------------------------------------------------------
def test_factors_go_along_and_what_customers_say_of_them_is_asked_anew() -> None:
    session = add("factors", id="fc1", text="Certainty", role="hygiene", state="Nobody calls")(
        on_agenda(None)
    )
    [factor] = second(session).factors
    assert (factor.id, factor.text, factor.role, factor.state) == ("fc1", "Certainty", "hygiene", "")


def test_the_owner_of_a_process_goes_along_while_there_and_its_level_is_asked_anew() -> None:
    session = put(
        on_agenda("full_day"),
        touchpoint_states__process_level=("tp01", 2),
        touchpoint_states__process_owner=("tp01", "p01"),
    )
    [state] = second(session).touchpoint_states
    assert (state.process_level, state.process_owner) == (None, "p01")
    gone = put(session, people__left_on=("p01", ON))
    assert all(state.process_owner is None for state in second(gone).touchpoint_states)


def test_what_happens_when_a_partner_fails_goes_along() -> None:
    session = put(on_agenda(None), ownerships__partner_checks__on_failure=("tp01", "We call first"))
    assert second(session).ownerships[0].partner_checks.on_failure == "We call first"


@pytest.mark.parametrize(
    ("verdict", "goals"), [("keep", ("g1", "g2")), ("drop", ("g2",)), ("change", ("g1-2", "g2"))]
)
def test_an_enabler_goes_along_with_its_goals_as_they_do(verdict: str, goals: tuple[str, ...]) -> None:
    session = on_agenda("full_day")
    for id in ("g1", "g2"):
        session = add("goals", id=id, touchpoint="tp01", text=f"It comes {id}")(session)
    session = add("enablers", id="e1", text="Training", goals=("g1", "g2"))(session)
    session = put(session, reviews__verdict=("g1", verdict))
    [enabler] = second(session).enablers
    assert enabler.goals == goals


# ---- on paper ----------------------------------------------------------------------------------------------
def full_day() -> Session:
    session = put(
        on_agenda("full_day"),
        vision__customers_answered=("vision", "They said it shows in nothing"),
        vision__customers_asked=("vision", True),
        touchpoints__process=("tp01", "Billing"),
        touchpoint_states__process_level=("tp01", 2),
        touchpoint_states__process_owner=("tp01", "p01"),
        customer_balance__customers_end=("customer_balance", 6400),
    )
    session = add("factors", text="Certainty", role="hygiene", state="Nobody calls me back")(session)
    session = add("evidence", statement="They wait", source_type="frontline")(session)
    session = add("investments", title="Till", total_eur=40_000, status="approved")(session)
    session = add("goals", id="g1", touchpoint="tp01", text="It comes as promised")(session)
    return add("enablers", text="Training", owner="p02", goals=("g1",))(session)


def test_the_plan_says_it_where_it_belongs() -> None:
    text = write_document(full_day(), "plan", language="en", on=ON)
    assert "**Certainty (hygiene)** – Customers say: Nobody calls me back" in text
    assert "**What they answered:** They said it shows in nothing" in text
    assert "| Invested in the change | €40,000 |" in text
    assert "From the frontline: 1 of 1 pieces of evidence." in text
    assert "for the goal “It comes as promised”" in text


def test_the_background_says_how_a_process_is_and_whose_it_is() -> None:
    text = write_document(full_day(), "background", language="en", on=ON)
    assert "Billing (2 below, Anna Aalto)" in text


def test_on_half_a_day_no_document_speaks_of_what_was_not_asked_for() -> None:
    session = set_value(Place("rounds", "1", "agenda"), "half_day")(full_day())
    text = write_document(session, "plan", language="en", on=ON)
    assert "From the frontline" not in text
    assert "Invested in the change" not in text


def test_the_plan_names_the_end_of_the_last_round_beside_the_start() -> None:
    session = next_round(full_day(), ON.replace(year=2027))
    session = set_value(Place("rounds", "2", "agenda"), "full_day")(session)
    text = write_document(session, "plan", language="en", on=ON)
    assert "Customers at the start (the last round ended with 6,400)" in text


def test_a_partner_reads_what_the_customer_is_told_when_something_fails() -> None:
    session = add("partners", id="k1", name="Viima")(on_agenda("full_day"))
    session = put(
        session,
        touchpoints__delivered_by=("tp02", "partner"),
        touchpoints__partner=("tp02", "k1"),
        ownerships__partner_checks__on_failure=("tp02", "We call within the hour and send another"),
    )
    for document in ("partner", "plan"):
        assert "We call within the hour and send another" in write_document(
            session, document, language="en", on=ON
        )
