"""Who carries what: the demo's two rounds as expected, leavers, mandates, rewards, partners and load."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cxworkshop.editing import changes
from cxworkshop.method import mandates, responsibility, workload
from cxworkshop.method.lookup import in_scope
from cxworkshop.model.ballots import WHOLE, OwnershipBallot, OwnershipTally
from cxworkshop.model.ownership import LeadMandate, Mandate
from cxworkshop.model.place import Place
from cxworkshop.model.raw import record_of
from cxworkshop.model.session import Session

ON = date(2026, 11, 21)
rounds = pytest.mark.parametrize("number", [1, 2])


def near(value: float | None) -> object:
    return value if value is None else pytest.approx(value, abs=5e-5)


def put(session: Session, table: str, row: str, field: str, value: object) -> Session:
    return changes.set_value(Place(table, row, field), value)(session)


def with_round(session: Session, **tables: object) -> Session:
    return session.model_copy(
        update={"rounds": (*session.rounds[:-1], session.round.model_copy(update=tables))}
    )


def reduced(session: Session) -> Session:
    """The session with its ballots as the tallies they become."""
    kept = []
    for touchpoint in (WHOLE, *(touchpoint.id for touchpoint in session.touchpoints)):
        told = responsibility.tally_of(session, touchpoint)
        kept.append(
            OwnershipTally(
                id=f"1:{touchpoint}",
                ballot="1",
                touchpoint=touchpoint,
                named=tuple(person for person, votes in told.votes for _ in range(votes)),
                nobody=told.nobody,
                several=told.several,
                partner=told.partner,
                dont_know=told.dont_know,
                self_claims=told.self_claims,
                answered=told.answered,
            )
        )
    return with_round(session, ownership_ballots=(), ownership_tallies=tuple(kept))


@rounds
@pytest.mark.parametrize("stored", [lambda session: session, reduced], ids=["ballots", "tallies"])
def test_the_demo_is_diagnosed_as_expected_from_ballots_and_from_tallies(
    demo: Session, expected: dict[str, Any], number: int, stored: Callable[[Session], Session]
) -> None:
    seen, wanted = stored(demo.as_of(number)), expected[f"round{number}"]
    assert list(responsibility.diagnoses(seen)) == [touchpoint.id for touchpoint in in_scope(seen)]
    for touchpoint, one in wanted["as_is"].items():
        found = responsibility.as_is(seen, touchpoint)
        assert (found.status, found.reason, found.n, found.m) == (
            one["status"],
            one["reason"],
            one["n"],
            one["answering"],
        )
        assert (found.agreement, list(found.top), found.top_share) == (
            near(one["agreement"]),
            one["top"],
            near(one["top_share"]),
        )
    whole, one = responsibility.as_is(seen, WHOLE), wanted["whole"]
    assert (whole.status, whole.reason, whole.n, whole.m) == (
        one["status"],
        one["reason"],
        one["n"],
        one["m"],
    )
    assert (whole.agreement, list(whole.self_claims), list(whole.top)) == (
        near(one["agreement"]),
        one["self_claims"],
        one["top_persons"],
    )
    assert [whole.counts.get(kind, 0) for kind in ("nobody", "partner", "several", "dont_know")] == [
        one[kind] for kind in ("nobody", "partner", "several", "dont_know")
    ]
    assert responsibility.status_counts(seen) == wanted["status_counts"]
    assert responsibility.clear_share(seen) == pytest.approx(wanted["held_share"] / 100, abs=5e-4)
    assert responsibility.mean_agreement(seen) == near(wanted["mean_agreement"])
    assert responsibility.alpha_of(seen) == near(wanted["krippendorff_alpha"])
    found_claims = responsibility.recognition(seen)
    assert {who: (sorted(one.claimed), one.recognised) for who, one in found_claims.items()} == {
        who: (sorted(one["claimed"]), near(one["recognised"])) for who, one in wanted["recognition"].items()
    }


@rounds
def test_what_the_demo_agreed_is_as_expected(demo: Session, expected: dict[str, Any], number: int) -> None:
    seen, wanted = demo.as_of(number), expected[f"round{number}"]
    for touchpoint, one in wanted["agreed"].items():
        found = responsibility.agreed(seen, touchpoint, ON)
        assert (found.status, found.reason) == (one["status"], one["detail"])
    assert responsibility.agreed_counts(seen, ON) == wanted["agreed_counts"]
    assert list(responsibility.in_name_only(seen, ON)) == wanted["on_paper"]
    assert {one.id: mandates.mandate_score(one.mandate) for one in seen.round.ownerships} == wanted["mandate"]
    assert mandates.mandate_score(seen.round.cx_lead.mandate) == wanted["lead_mandate"]
    assert responsibility.mandate_mean(seen, ON) == near(wanted["mandate_mean_of_held"])
    assert responsibility.reward_link_rate(seen, ON) == near(wanted["reward_link_rate"])
    assert list(mandates.reward_caution(seen)) == wanted["reward_caution"]
    scores = {touchpoint.id: mandates.partner_score(seen, touchpoint.id) for touchpoint in in_scope(seen)}
    assert {touchpoint: score for touchpoint, score in scores.items() if score is not None} == wanted[
        "partner_score"
    ]


@rounds
def test_the_load_of_the_demo_is_as_expected(demo: Session, expected: dict[str, Any], number: int) -> None:
    seen, wanted = demo.as_of(number), expected[f"round{number}"]
    assert workload.loads(seen) == wanted["load"]
    assert workload.hhi(seen) == near(wanted["hhi"])
    assert workload.effective_owners(seen) == pytest.approx(wanted["effective_owners"], abs=5e-3)
    assert list(workload.overloaded(seen)) == wanted["overloaded"]


def test_accountable_people_change_as_expected(
    demo: Session, demo_round1: Session, expected: dict[str, Any]
) -> None:
    before = {one.id: one.accountable for one in demo_round1.round.ownerships}
    after = {one.id: one.accountable for one in demo.round.ownerships}
    changed = {
        touchpoint: [who, after[touchpoint]] for touchpoint, who in before.items() if who != after[touchpoint]
    }
    assert changed == expected["comparison"]["accountable_changes"]


def test_the_second_ballot_counts_where_there_was_one(demo: Session) -> None:
    again = {"ballot": "2", "touchpoint": "tp12", "kind": "person", "person": "p6"}
    second = (
        record_of(OwnershipBallot, {**again, "id": f"2:tp12:{who}", "participant": who})
        for who in ("p1", "p2", "p3", "p6")
    )
    seen = with_round(demo, ownership_ballots=(*demo.round.ownership_ballots, *second))
    assert responsibility.as_is(seen, "tp12") == responsibility.as_is(demo, "tp12")  # nobody has seen it yet
    seen = put(seen, "ballots", "2", "revealed_at", datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert responsibility.as_is(seen, "tp12").status == "held"
    assert responsibility.tally_of(seen, "tp12") == responsibility.tally_of(demo, "tp12")
    assert responsibility.as_is(seen, "tp13") == responsibility.as_is(demo, "tp13")


def test_before_anybody_is_asked_there_is_no_share_of_clear_responsibility() -> None:
    session = changes.add("touchpoints", name="The delivery")(Session())
    assert responsibility.as_is(session, "tp01").status == "not_asked"
    assert responsibility.clear_share(session) is None
    assert responsibility.mean_agreement(session) is None
    assert responsibility.alpha_of(session) is None
    assert responsibility.mandate_mean(session, ON) is None
    assert responsibility.reward_link_rate(session, ON) is None
    assert workload.hhi(session) is None
    assert responsibility.recognition(session) == {}


def test_whoever_leaves_leaves_the_responsibility_vacant_from_that_day(demo: Session) -> None:
    seen = put(demo, "people", "p3", "left_on", date(2026, 12, 1))
    assert responsibility.agreed(seen, "tp04", date(2026, 11, 30)).status == "held"
    gone = responsibility.agreed(seen, "tp04", date(2026, 12, 1))
    assert (gone.status, gone.left) == ("vacant", True)
    assert "p3" in workload.loads(seen)
    assert "p3" not in workload.loads(seen, date(2026, 12, 1))


def test_a_closed_round_is_judged_as_it_was_whoever_left_later(demo: Session, demo_round1: Session) -> None:
    assert next(one.left_on for one in demo.people if one.id == "p4") == date(2026, 7, 31)
    assert responsibility.agreed(demo_round1, "tp01", ON).status == "held"


@pytest.mark.parametrize(
    ("field", "value", "status", "reason"),
    [
        ("accountable", None, "vacant", "no_name"),
        ("accountable", "p8", "unclear", "not_accepted"),
        ("accepted_on", None, "unclear", "not_accepted"),
        ("mandate.horizon_years", 0.25, "held", "on_paper"),
        ("mandate.budget_eur_per_year", 0, "held", "complete"),
        ("mandate.decision_rights", " ", "held", "on_paper"),
    ],
)
def test_what_is_agreed_follows_the_name_the_yes_and_the_mandate(
    demo: Session, field: str, value: object, status: str, reason: str
) -> None:
    found = responsibility.agreed(put(demo, "ownerships", "tp08", field, value), "tp08", ON)
    assert (found.status, found.reason, found.in_name_only) == (status, reason, reason == "on_paper")


def test_a_partners_person_is_never_accountable(demo: Session) -> None:
    seen = put(demo, "people", "p6", "own", False)
    assert responsibility.agreed(seen, "tp08", ON).reason == "outsourced_accountability"
    assert mandates.partner_score(seen, "tp08") == 3


def test_an_open_objection_contests_and_a_settled_one_does_not(demo: Session) -> None:
    seen = changes.add("objections", id="ob9", touchpoint="tp08", by="p1", text="No")(demo)
    assert responsibility.agreed(seen, "tp08", ON).reason == "open_objection"
    assert (
        responsibility.agreed(put(seen, "objections", "ob9", "status", "settled"), "tp08", ON).status
        == "held"
    )


def test_the_person_accountable_for_the_whole_needs_authority_across_functions(demo: Session) -> None:
    assert responsibility.lead_agreed(demo, ON).reason == "complete"
    narrow = put(demo, "cx_lead", "cx_lead", "mandate.cross_function_authority", False)
    assert responsibility.lead_agreed(narrow, ON).in_name_only
    assert (
        responsibility.lead_agreed(put(demo, "cx_lead", "cx_lead", "accountable", None), ON).status
        == "vacant"
    )


def test_a_mandate_counts_power_money_and_time() -> None:
    assert mandates.mandate_score(Mandate()) == 0
    assert (
        mandates.mandate_score(Mandate(decision_rights="Contracts", budget_eur_per_year=0, horizon_years=0.5))
        == 3
    )
    assert (
        mandates.mandate_score(
            Mandate(decision_rights="Contracts", budget_eur_per_year=100, horizon_years=0.25)
        )
        == 2
    )
    assert mandates.mandate_score(LeadMandate(cross_function_authority=True)) == 1


def test_a_planned_reward_is_not_linked_yet(demo: Session) -> None:
    before = responsibility.reward_link_rate(demo, ON)
    after = responsibility.reward_link_rate(put(demo, "ownerships", "tp08", "reward.type", "planned"), ON)
    assert before == pytest.approx(9 / 14)
    assert after == pytest.approx(8 / 14)


@pytest.mark.parametrize(
    "measures",
    [("m01", "m13"), ("m03", "m05", "m15", "m17")],
    ids=["of another touchpoint", "more than three"],
)
def test_a_bonus_needs_care_when_it_follows_what_one_cannot_move_or_too_much(
    demo: Session, measures: tuple[str, ...]
) -> None:
    assert "tp08" not in mandates.reward_caution(demo)
    assert "tp08" in mandates.reward_caution(put(demo, "ownerships", "tp08", "reward.measures", measures))


def test_the_load_of_a_few_people_is_concentrated() -> None:
    assert workload.concentration([5, 1]) == pytest.approx(0.7222, abs=5e-5)
    assert 1 / (workload.concentration([5, 1]) or 1) == pytest.approx(1.38, abs=5e-3)
    assert workload.concentration([]) is None


def test_a_third_of_six_touchpoints_is_not_overload_but_more_is(demo: Session) -> None:
    session = with_round(demo, ownerships=()).model_copy(update={"touchpoints": demo.touchpoints[:6]})
    for touchpoint, who in (("tp01", "p1"), ("tp02", "p1"), ("tp03", "p2")):
        session = put(session, "ownerships", touchpoint, "accountable", who)
    assert workload.overloaded(session) == ()
    session = put(session, "ownerships", "tp04", "accountable", "p1")
    assert workload.overloaded(session) == ("p1",)
    assert workload.chief_carries(session) == "p1"


def test_the_person_on_paper_is_compared_with_the_one_named_in_practice(demo_round1: Session) -> None:
    assert responsibility.on_paper_differs(demo_round1, "tp07")
    assert not responsibility.on_paper_differs(demo_round1, "tp01")
