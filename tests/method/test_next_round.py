"""The next round begins with what the last one has left, row by row (method F.2)."""

from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import write_document
from cxworkshop.editing.changes import set_value
from cxworkshop.language import say, speaking
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.privacy import BLIND_TABLES, WHO_ANSWERED, reduced
from cxworkshop.method.responsibility import agreed
from cxworkshop.method.revisit import carried, compare, has_just_begun, next_round, told_at_the_end
from cxworkshop.model.actions import Action, Commitment, Decision, Parking
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Person
from cxworkshop.model.ownership import Enabler, Mandate, Objection, Ownership
from cxworkshop.model.place import Place, field_of, fields, value_in
from cxworkshop.model.redefinition import Review
from cxworkshop.model.session import TABLES, Round, Session, index
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.model.unread import Unread
from tests.method.builders import ON, PEOPLE, after, session

NINE_MONTHS = 273


def second(made: Session, days: int = NINE_MONTHS) -> Round:
    return next_round(made, after(days)).round


@pytest.fixture(scope="module")
def first(demo: Session) -> Session:
    """The demo's first round on its last day, still open."""
    made = reduced(demo.as_of(1))
    return made.model_copy(update={"rounds": (made.round.model_copy(update={"closed_on": None}),)})


LAST_DAY = date(2026, 11, 5)


def test_closing_leaves_the_round_whole_and_opens_the_next(first: Session) -> None:
    made = next_round(first, LAST_DAY)
    old, new = made.rounds
    assert old == first.round.model_copy(update={"closed_on": LAST_DAY, "exceeded_measure": "m20"})
    assert (new.number, new.id, new.started_on, new.closed_on) == (2, "2", LAST_DAY, None)
    for table in ("people", "partners", "stages", "touchpoints", "measures"):
        assert getattr(made, table) is getattr(first, table)


def test_a_round_that_has_just_begun_is_not_closed(first: Session) -> None:
    made = next_round(first, LAST_DAY)
    assert has_just_begun(made, LAST_DAY)
    assert next_round(made, LAST_DAY) is made


def test_on_a_later_day_a_round_is_closed_also_when_little_was_done_in_it(first: Session) -> None:
    made = next_round(first, LAST_DAY)
    for year in range(2027, 2035):
        made = next_round(made, date(year, 5, 5))
    assert [round_.number for round_ in made.rounds] == list(range(1, 11))
    assert [round_.is_closed for round_ in made.rounds] == [True] * 9 + [False]
    assert made.round.actions[0].carry_count == 9
    assert made.round.actions[0].due_on == first.round.actions[6].due_on


def test_a_round_closed_earlier_keeps_its_day(demo: Session) -> None:
    old, new = next_round(demo.as_of(1), date(2027, 1, 7)).rounds
    assert (old.closed_on, new.started_on) == (LAST_DAY, date(2027, 1, 7))


@pytest.mark.parametrize("table", [name for name, record in TABLES.items() if record.table.owner == "round"])
def test_every_field_is_carried_as_it_declares(first: Session, table: str) -> None:
    new = next_round(first, LAST_DAY).round
    rows = getattr(new, table)
    found = index(rows if isinstance(rows, tuple) else (rows,))
    rule = TABLES[table].table.carried
    if rule in ("history", "never"):
        assert found == {}
    for row in first.records(table):
        for field in fields(table) if row.id in found else ():
            declared = field_of(table, field)
            if (declared.kind.carried or rule) == "emptied" and field not in TABLES[table].table.keys:
                assert value_in(found[row.id], field) == declared.default or field == "customers_start"
            elif (declared.kind.carried or rule) in ("copied", "identity") and field != "carried_from":
                assert value_in(found[row.id], field) == value_in(row, field)


def test_who_has_left_is_nobodys_name_any_more_and_the_room_is_told() -> None:
    owned = (Ownership(id="tp1", touchpoint="tp1", accountable="p1", accepted_on=ON),)
    made = session(
        1,
        ownerships=owned,
        actions=(Action(id="a1", title="Call", owner="p1"),),
        objections=(Objection(id="ob1", touchpoint="tp1", by="p1", text="No"),),
    )
    gone = PEOPLE[0].model_copy(update={"left_on": after(100)})
    made = made.model_copy(update={"people": (gone, *PEOPLE[1:])})
    made = next_round(made, after(NINE_MONTHS))
    assert [row.accountable for row in made.round.ownerships] == [None]
    assert agreed(made, "tp1", after(NINE_MONTHS)).status == "vacant"
    assert made.round.actions[0].owner is None
    assert made.round.objections[0].by == "p1"
    assert made.as_of(1).round.ownerships[0].accountable == "p1"
    told = [str(words) for words in carried(made).alerts]
    assert any("Person 1 has left" in words and "Call" in words for words in told)
    assert any("From today is to be named" in words for words in told)


@pytest.mark.parametrize(
    ("years", "days", "left"),
    [(3.0, 273, 2.3), (3.0, 0, 3.0), (2.0, 365, 1.0), (0.25, 273, 0.0), (None, 9, None)],
)
def test_a_mandate_has_run_meanwhile(years: float | None, days: int, left: float | None) -> None:
    owned = Ownership(
        id="tp1", touchpoint="tp1", accountable="p1", accepted_on=ON,
        mandate=Mandate(decision_rights="All", budget_eur_per_year=0, horizon_years=years),
    )  # fmt: skip
    (carried_over,) = second(session(1, ownerships=(owned,)), days).ownerships
    assert carried_over.mandate == replace_horizon(owned.mandate, left)
    assert (carried_over.accountable, carried_over.accepted_on) == ("p1", None)


def replace_horizon(mandate: Mandate, years: float | None) -> Mandate:
    return mandate.model_copy(update={"horizon_years": years})


def test_objections_are_open_again() -> None:
    settled = Objection(id="ob1", touchpoint="tp1", by="p2", text="No", status="settled", settled_on=ON)
    (again,) = second(session(1, objections=(settled,))).objections
    assert (again.is_open, again.settled_on, again.text) == (True, None, "No")


@pytest.mark.parametrize(
    ("basis", "collected", "days", "kept"),
    [
        ("fact", 0, 180, True),
        ("fact", 0, 181, False),  # six months after 21 November are over on 21 May
        ("fact", 150, 273, True),
        ("assumption", 150, 273, False),
        ("unknown", 150, 273, False),
    ],
)
def test_a_level_is_asked_anew_unless_it_is_a_fact_younger_than_six_months(
    basis: str, collected: int, days: int, kept: bool
) -> None:
    state = TouchpointState(
        id="tp1", touchpoint="tp1", role="hygiene", importance=4, level_target=4, level_now=2,
        level_basis=basis, evidence=("ev1",), experience_trend="up", priority=True,
    )  # fmt: skip
    ground = Evidence(
        id="ev1", statement="Said so", source_type="survey", n=40, collected_on=after(collected)
    )
    (carried_over,) = second(
        session(1, touchpoint_states=(state,), evidence=(ground,)), days
    ).touchpoint_states
    assert (carried_over.role, carried_over.importance, carried_over.level_target) == ("hygiene", 4, 4)
    level = (carried_over.level_now, carried_over.level_basis, carried_over.evidence)
    assert level == ((2, "fact", ("ev1",)) if kept else (None, None, ()))
    assert (carried_over.experience_trend, carried_over.priority) == (None, None)


def test_new_figures_of_a_revisit_do_not_make_an_old_level_young() -> None:
    state = TouchpointState(id="tp1", touchpoint="tp1", level_now=2, level_basis="fact", importance=3)
    made = session(
        1,
        touchpoint_states=(state,),
        measures=(Measure(id="m1", touchpoints=("tp1",)),),
        observations=(Observation(id="o1", measure="m1", value=4, n=90, observed_on=after(270)),),
    )
    assert second(made).touchpoint_states[0].level_now is None


# ---- goals -------------------------------------------------------------------------------------------------
def with_verdict(verdict: str | None, due: int = 300) -> Round:
    goal = Goal(
        id="g1", touchpoint="tp1", text="Told at once", measure="m1", baseline=40.0, target=60.0,
        due_on=after(due), provisional=True, follows_up="p2",
    )  # fmt: skip
    return second(
        session(
            1,
            goals=(goal,),
            reviews=(Review(id="g1", goal="g1", verdict=verdict),) if verdict else (),
            actions=(Action(id="a1", title="Call", goal="g1"),),
            measures=(Measure(id="m1", metric="csat", unit="percent"),),
            observations=(Observation(id="o1", measure="m1", k=83, n=131, observed_on=after(200)),),
        )
    )


@pytest.mark.parametrize(
    ("verdict", "id", "target", "derived_from"),
    [
        ("keep", "g1", 60.0, None),
        (None, "g1", 60.0, None),
        ("raise", "g1", None, None),
        ("change", "g1-2", 60.0, "g1"),
    ],
)
def test_a_goal_goes_along_as_its_verdict_says(
    verdict: str | None, id: str, target: float | None, derived_from: str | None
) -> None:
    made = with_verdict(verdict)
    (goal,) = made.goals
    assert (goal.id, goal.target, goal.derived_from) == (id, target, derived_from)
    assert (goal.text, goal.due_on, goal.provisional, goal.follows_up) == (
        "Told at once",
        after(300),
        None,
        "p2",
    )
    assert goal.baseline == 63.4  # 83 of 131, the newest figure
    assert made.actions[0].goal == id
    assert made.reviews == ()


def test_a_dropped_goal_is_history_and_what_was_for_it_is_for_none() -> None:
    made = with_verdict("drop")
    assert (made.goals, made.actions[0].goal) == ((), None)


def test_a_due_date_that_has_passed_is_asked_anew() -> None:
    assert with_verdict("keep", due=NINE_MONTHS - 1).goals[0].due_on is None
    assert with_verdict("keep", due=NINE_MONTHS).goals[0].due_on == after(NINE_MONTHS)


# ---- what is unfinished ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "goes"),
    [
        ("open", True),
        ("in_progress", True),
        ("blocked", True),
        (None, True),
        ("done", False),
        ("dropped", False),
    ],
)
def test_an_action_goes_along_until_it_is_done_with_its_first_date(status: str | None, goes: bool) -> None:
    action = Action(id="a1", title="Call", owner="p1", due_on=after(20), status=status, carry_count=1)
    actions = second(session(actions=(action,))).actions
    assert [(a.due_on, a.carried_from, a.carry_count, a.owner, a.status) for a in actions] == (
        [(after(20), "a1", 2, "p1", status)] if goes else []
    )


def test_an_action_carried_twice_is_to_be_decided() -> None:
    made = session(actions=(Action(id="a1", title="Call", carry_count=1), Action(id="a2", title="Write")))
    with speaking("en"):
        alerts = [str(words) for words in carried(next_round(made, after(NINE_MONTHS))).alerts]
    assert alerts == ["Call: carried 2 times – do it or drop it"]


def test_what_goes_along_overdue_is_to_be_decided() -> None:
    late, on = after(NINE_MONTHS - 1), after(NINE_MONTHS)
    made = session(
        actions=(
            Action(id="a1", title="Call", due_on=late, status="blocked"),
            Action(id="a2", title="Write", due_on=on),
            Action(id="a3", title="Done", due_on=late, status="done"),
        ),
        enablers=(Enabler(id="en1", text="Train", due_on=late),),
        parking=(Parking(id="pk1", text="Dogs?", by=late), Parking(id="pk2", text="Cats?")),
    )
    for language, words in (
        ("en", "{row}: it was due 20 Aug 2027 – a new date, or drop it"),
        ("fi", "{row}: määräpäivä oli 20.8.2027 – uusi päivä tai luovutaan"),
    ):
        with speaking(language):
            alerts = [str(alert) for alert in carried(next_round(made, on)).alerts]
        assert alerts == [words.format(row=row) for row in ("Train", "Call", "Dogs?")]


@pytest.mark.parametrize("status", ["parked", "resolved", "moved_to_action", "dropped"])
def test_what_is_parked_goes_along_until_it_is_settled(status: str) -> None:
    parked = second(session(parking=(Parking(id="pk1", text="Later", status=status),))).parking
    assert [item.carried_from for item in parked] == (["pk1"] if status == "parked" else [])


# ---- the rest ----------------------------------------------------------------------------------------------
def test_evidence_two_years_old_is_no_fact_any_more() -> None:
    rows = tuple(
        Evidence(id=f"ev{days}", statement="Said", kind="fact", collected_on=after(-days))
        for days in (400, 800)
    )
    kinds_now = {row.id: row.kind for row in second(session(evidence=rows)).evidence}
    assert kinds_now == {"ev400": "fact", "ev800": None}


def test_the_room_is_told_of_evidence_that_is_older_than_a_year() -> None:
    rows = tuple(Evidence(id=f"ev{days}", statement="Said", collected_on=after(-days)) for days in (9, 200))
    alerts = [str(words) for words in carried(next_round(session(evidence=rows), after(NINE_MONTHS))).alerts]
    assert "1 piece of evidence is older than a year" in alerts


def test_decisions_stay_in_their_round_and_those_to_be_looked_at_come_up_longest_due_first() -> None:
    rows = (
        Decision(id="d1", text="Later", review_on=after(100)),
        Decision(id="d2", text="Replaced", review_on=after(1)),
        Decision(id="d3", text="Sooner", review_on=after(50), supersedes="d2"),
        Decision(id="d4", text="Not yet", review_on=after(NINE_MONTHS + 1)),
    )
    made = next_round(session(decisions=rows), after(NINE_MONTHS))
    assert (made.round.decisions, made.rounds[0].decisions) == ((), rows)
    alerts = [str(words) for words in carried(made).alerts if "Decision" in str(words)]
    assert [words.rsplit(": ")[1] for words in alerts] == ["Sooner", "Later"]
    assert [decision.text for decision in compare(made, 1, 2).decisions] == ["Sooner", "Later"]


def test_an_experience_goal_goes_along_and_its_progress_is_shown(demo: Session) -> None:
    made = next_round(demo, LAST_DAY)
    assert made.round.experience_goals == demo.round.experience_goals
    rows = {row.goal.id: row for row in compare(demo, 1, 2).experience}
    assert set(rows) == {goal.id for goal in demo.round.experience_goals if goal.measure}
    assert any(row.then.value != row.now.value for row in rows.values())


def test_the_customer_balance_begins_where_the_last_one_ended(first: Session) -> None:
    ended, begun = (round_.customer_balance for round_ in next_round(first, LAST_DAY).rounds)
    assert begun.customers_start == ended.customers_end
    assert (begun.period, begun.won, begun.lost, begun.customers_end) == ("", None, None, None)


def test_blind_answers_are_never_carried_and_lose_their_names(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    for table in (*BLIND_TABLES, *WHO_ANSWERED, "ownership_ballots", "ballots", "letters", "notes", "moods"):
        assert getattr(made.round, table) == (), table
    assert not any(round_.ownership_ballots for round_ in made.rounds)


def test_practices_enablers_choices_and_investments_know_where_they_come_from(first: Session) -> None:
    new = next_round(first, LAST_DAY).round
    for table in ("practices", "enablers", "choices", "investments"):
        rows: Any = getattr(new, table)
        assert [row.carried_from for row in rows] == [row.id for row in first.records(table)]


def test_words_that_could_not_be_read_go_along_with_their_field_only() -> None:
    made = session(
        1,
        goals=(Goal(id="g1", text="Told", touchpoint="tp1"),),
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1"),),
        unread=tuple(
            Unread(id=place, place=place, text="soon")
            for place in ("goals/g1/target", "ownerships/tp1/accepted_on", "goals/g9/target")
        ),
    )
    assert [words.id for words in second(made).unread] == ["goals/g1/target"]


def test_the_room_is_told_in_both_languages(first: Session) -> None:
    made = next_round(first, LAST_DAY)
    for language in ("en", "fi"):
        with speaking(language):
            told = carried(made)
            assert all(str(words) for part in told for words in part)
            assert all(part for part in told)
    assert carried(first) == type(carried(first))()


def test_what_was_carried_is_told_alike_whatever_is_done_afterwards(first: Session) -> None:
    made = next_round(first, LAST_DAY)
    emptied = made.round.model_copy(
        update={"goals": (), "actions": (), "vision": TABLES["vision"](id="vision")}
    )
    assert carried(made.model_copy(update={"rounds": (*made.rounds[:-1], emptied)})) == carried(made)


# ---- the vision --------------------------------------------------------------------------------------------
def test_a_vision_goes_along_and_is_said_to_be_still_true_in_each_round(demo: Session) -> None:
    made = next_round(demo, date(2027, 5, 6))
    old, vision = made.rounds[-2].vision, made.round.vision
    assert (old.still_true_on, vision.still_true_on) == (date(2026, 11, 5), None)
    assert vision == old.model_copy(update={"still_true_on": None})
    finding = CHECKS["G1.1"](made, date(2027, 5, 6))
    assert finding.places == (Place("vision", "vision", "still_true_on"),)
    said = set_value(Place("vision", "vision", "still_true_on"), date(2027, 5, 6))(made)
    assert CHECKS["G1.1"](said, date(2027, 5, 6)).holds
    written_anew = set_value(Place("vision", "vision", "benefit"), "In use on the day it arrives")(made)
    assert CHECKS["G1.1"](written_anew, date(2027, 5, 6)).holds
    plan = write_document(said, "plan", language="en", on=date(2027, 5, 6))
    assert "the vision is still true, said in the room on 6 May 2027" in plan
    unsaid = set_value(Place("vision", "vision", "value"), "")(said)
    plan = write_document(unsaid, "plan", language="en", on=date(2027, 5, 6))
    assert "- **Vision:** the vision is still true, said in the room on 6 May 2027" in plan
    assert "**Value:**" not in plan


@pytest.mark.parametrize(
    ("result", "words"),
    [("success", "reached in round 1: Told at once"), ("failure", "dropped in round 1: Told at once")],
)
def test_a_goal_that_was_dropped_reads_as_what_became_of_it_and_not_as_none_yet(
    result: str, words: str
) -> None:
    goal = Goal(id="g1", touchpoint="tp1", text="Told at once")
    review = Review(id="g1", goal="g1", verdict="drop", result=result)
    made = next_round(session(2, goals=(goal,), reviews=(review,)), date(2027, 5, 6))
    plan = write_document(made, "plan", language="en", on=date(2027, 5, 6))
    sheet = plan.partition("The strategy on one sheet")[2].partition("\n## ")[0]
    assert words in sheet
    assert sheet.count("no goal yet") == 1


def test_in_a_first_round_nobody_is_asked_whether_the_vision_is_still_true(first: Session) -> None:
    assert CHECKS["G1.1"](first, LAST_DAY).holds


def test_what_must_be_decided_stands_first_in_the_order_of_the_climb() -> None:
    gone = PEOPLE[0].model_copy(update={"left_on": after(100)})
    made = session(
        1,
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1", accepted_on=ON),),
        goals=(Goal(id="g1", touchpoint="tp1", text="It is warm", due_on=after(30)),),
        actions=(Action(id="a1", title="Call", owner="p1"),),
        evidence=(Evidence(id="e1", statement="Heard"),),
    )
    made = made.model_copy(update={"people": (gone, *PEOPLE[1:])})
    told = carried(next_round(made, after(NINE_MONTHS)))
    headings = [heading for heading, _lines in told.parts]
    assert headings[:3] == [
        "To be decided: 2 Develop",
        "To be decided: 3 Organise",
        "To be decided: 4 Implement",
    ]
    assert headings.index("Carried") > headings.index("To be decided: 4 Implement")
    assert [str(words) for words in told.alerts] == [
        "1 goal is without a verdict",
        f"It is warm: a new due date, it was {say('{day}', day=after(30))}",
        "unnamed touchpoint: Person 1 has left; From today is to be named",
        "Call: Person 1 has left; Owner is to be named",
    ]


@pytest.mark.parametrize(
    ("promised", "names"), [(5, ": Leader 5"), (3, ": Leader 3, Leader 4 and Leader 5"), (0, "")]
)
def test_the_page_of_the_closing_names_the_few_who_have_promised_nothing(promised: int, names: str) -> None:
    leaders = tuple(Person(id=f"l{i}", name=f"Leader {i}", leadership_team=True) for i in range(6))
    said = tuple(Commitment(id=f"c{i}", person=f"l{i}", text="I call", by=after(20)) for i in range(promised))
    made = session(2, participants=tuple(leader.id for leader in leaders), commitments=said)
    made = made.model_copy(update={"people": leaders})
    (words,) = [str(words) for words in told_at_the_end(made, after(10)) if "promise" in str(words)]
    assert words.endswith(f"no promise with a date{names}")
