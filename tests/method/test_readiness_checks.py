"""Each readiness check holds in a workshop where nothing is missing, and names what is missing and the cells
that mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, reduce
from typing import Any

import pytest

from cxworkshop.editing.changes import Change, add, remove, set_value, with_rows
from cxworkshop.language import speaking
from cxworkshop.method.checks import CHECKS, Finding
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Commitment
from cxworkshop.model.place import Place, field_of, record_at
from cxworkshop.model.session import TABLES, Session
from tests.method.builders import after
from tests.method.builders import session as small

ON = date(2026, 2, 10)
"""The day the workshop is held."""

Step = Callable[[Session], Session]


def put(table: str, row: str, field: str, value: Any) -> Change:
    return set_value(Place(table, row, field), value)


def put_all(table: str, field: str, value: Any) -> Step:
    """The same value in every row."""

    def act(session: Session) -> Session:
        for row in session.records(table):
            session = put(table, row.id, field, value)(session)
        return session

    return act


def emptied(table: str) -> Step:
    return lambda session: with_rows(session, table, ())


def silent(*people: str, touchpoint: str = "") -> Step:
    """These people have not answered blindly, or only not about one touchpoint."""

    def act(session: Session) -> Session:
        said = session.round.ownership_ballots
        kept = tuple(
            one
            for one in said
            if one.participant not in people or (touchpoint and one.touchpoint != touchpoint)
        )
        return with_rows(session, "ownership_ballots", kept)

    return act


def without(table: str, *rows: str) -> Step:
    return lambda session: reduce(lambda was, row: remove(Place(table, row), ON)(was), rows, session)


def as_a_second_round(session: Session) -> Session:
    """The round is closed and a new one begins with the same goals, as when they are kept."""
    first = session.round.model_copy(update={"closed_on": date(2026, 11, 5)})
    kept = tuple(goal.model_copy(update={"derived_from": goal.id}) for goal in first.goals)
    fresh = {
        "id": "2",
        "number": 2,
        "closed_on": None,
        "reviews": (),
        "expectation_signals": (),
        "goals": kept,
        "next_review_on": date(2027, 1, 31),
    }
    return session.model_copy(update={"rounds": (first, first.model_copy(update=fresh))})


stranger = add("people", id="y1", name="Kai Virta", own=False)
"""Somebody who works for a partner."""


@cache
def complete() -> Session:
    """The demo's first round, mended until every readiness check holds."""
    session = demo_session("en").as_of(1)
    session = session.model_copy(update={"rounds": (session.round.model_copy(update={"closed_on": None}),)})
    priorities = ["tp07", "tp08", "tp09", "tp13"]
    mends: list[Step] = [
        put("vision", "vision", "customers_asked", True),
        put("vision", "vision", "customers_asked_n", 24),
        put("observations", "o07", "n", 220),
        put("observations", "o07", "k", 130),
        put("goals", "g04", "target", 99),
        put("goals", "g06", "target", 55),
        put("ownerships", "tp04", "reward.type", "recognition"),
        put("ownerships", "tp09", "partner_checks.goal_shared", True),
        put("ownerships", "tp12", "partner_checks.goal_shared", True),
        put("ownerships", "tp14", "resolve_by", date(2026, 3, 1)),
        put("ownerships", "tp09", "mandate.budget_eur_per_year", 0),
        put("ownerships", "tp09", "mandate.horizon_years", 2.0),
        put("ownerships", "tp13", "mandate.horizon_years", 2.0),
        *(
            put("ownerships", touchpoint, "frontline_authority.text", "May settle it at once")
            for touchpoint in ("tp06", "tp09", "tp12")
        ),
        put("leader_contacts", "p5", "next", date(2026, 3, 20)),
        put("investments", "inv2", "horizon_months", 24),
        add(
            "choices",
            id="ch06",
            kind="daily",
            text="Put it right first",
            limit="up to €100",
            touchpoints=priorities,
        ),
        put("allocations", "tp02", "eur", 5_000),
        put("allocations", "tp12", "eur", 5_000),
        add(
            "practices",
            touchpoints=[f"tp{i:02}" for i in range(1, 15)],
            from_="We ask",
            to="We tell",
            everyday_sign="The phone is quiet",
        ),
        *(
            add("actions", title="Do it", goal=goal, owner="p2", due_on=date(2026, 4, 1))
            for goal in ("g01", "g06")
        ),
        put_all("measures", "visibility_reason", "Names single colleagues"),
    ]
    for mend in mends:
        session = mend(session)
    return session


@dataclass(frozen=True)
class Broken:
    """One way in which a check stops holding: what is done, what is said, and which cells mend it, the best
    first."""

    check: str
    by: tuple[Step, ...]
    words: str
    places: tuple[tuple[str, str, str], ...]


def broken(check: str, words: str, places: list[tuple[str, str, str]], *by: Step) -> Broken:
    return Broken(check, by, words, tuple(places))


CASES = [
    # ---- landing
    broken(
        "G0.1",
        "Only one participant is present",
        [("rounds", "1", "participants[p2]")],
        put("rounds", "1", "participants", ("p1",)),
    ),
    broken(
        "G0.1",
        "Nobody is marked present yet",
        [("people", "", "")],
        emptied("people"),
        put("rounds", "1", "participants", ()),
    ),
    broken(
        "G0.2",
        "Nobody present meets customers",
        [("people", "p1", "customer_facing")],
        put("people", "p7", "customer_facing", False),
    ),
    broken(
        "G0.2",
        "Nobody present meets customers",
        [("rounds", "1", "participants[p7]"), ("people", "p1", "customer_facing")],
        put("rounds", "1", "participants", ("p1", "p2")),
    ),
    broken(
        "G0.3",
        "Nobody is named the voice of the customer",
        [("rounds", "1", "voice_of_customer")],
        put("rounds", "1", "voice_of_customer", None),
    ),
    broken(
        "G0.3",
        "The voice of the customer is not present",
        [("rounds", "1", "voice_of_customer")],
        put("rounds", "1", "voice_of_customer", "p9"),
    ),
    broken(
        "G0.4",
        "0 touchpoints on the map; at least 5 needed",
        [("touchpoints", "", "")],
        put_all("touchpoint_states", "in_scope", False),
    ),
    broken(
        "G0.5",
        "1 of 8 present has not answered who is accountable",
        [("ownership_ballots", "1:tp01:p3", "kind")],
        silent("p3"),
    ),
    broken(
        "G0.5",
        "The blind answers are not sealed yet",
        [("ballots", "1", "sealed_at")],
        put("ballots", "1", "sealed_at", None),
    ),
    broken(
        "G0.5",
        "The answers were revealed before they were sealed",
        [("ballots", "1", "sealed_at")],
        put("ballots", "1", "sealed_at", datetime(2026, 2, 10, 11)),  # noqa: DTZ001  # the clock on the wall
    ),
    # ---- define
    broken(
        "G1.1",
        "Not written out yet: value and benefit",
        [("vision", "vision", "value"), ("vision", "vision", "benefit")],
        put("vision", "vision", "value", "Good life"),
        put("vision", "vision", "benefit", " "),
    ),
    broken("G1.2", "No experience goal yet", [("experience_goals", "", "")], emptied("experience_goals")),
    broken(
        "G1.2",
        "1 of 3 experience goals is not complete",
        [("experience_goals", "xg2", "due_on")],
        put("experience_goals", "xg2", "due_on", None),
    ),
    broken(
        "G1.2",
        "6 experience goals; 5 at most",
        [("experience_goals", "e3", "")],
        *(add("experience_goals", id=f"e{i}", text="Even more") for i in (1, 2, 3)),
    ),
    broken(
        "G1.3",
        "Not written yet: how it pays",
        [("vision", "vision", "profitable")],
        put("vision", "vision", "profitable", ""),
    ),
    broken(
        "G1.3",
        "No experience goal is marked distinctive",
        [("experience_goals", "xg1", "distinctive")],
        put_all("experience_goals", "distinctive", False),
    ),
    broken(
        "G1.4",
        "1 of 14 touchpoints does not say who delivers it",
        [("touchpoints", "tp03", "delivered_by")],
        put("touchpoints", "tp03", "delivered_by", None),
    ),
    broken(
        "G1.4",
        "The map covers fewer than 3 stages",
        [("touchpoints", "", "")],
        put_all("touchpoints", "stage", "use"),
    ),
    broken(
        "G1.4",
        "No stage is marked as the decision point",
        [("stages", "discover", "decision_point")],
        put("stages", "buy", "decision_point", False),
    ),
    broken(
        "G1.4",
        "Nothing on the map comes after the decision point",
        [("touchpoints", "", "")],
        put("stages", "buy", "decision_point", False),
        put("stages", "return", "decision_point", True),
    ),
    broken(
        "G1.4",
        "The map holds only customer service",
        [("touchpoints", "", "")],
        put_all("touchpoints", "element", "encounter"),
        put_all("touchpoints", "channel", "phone_chat"),
    ),
    broken("G1.4", "No touchpoint is on the map yet", [("touchpoints", "", "")], emptied("touchpoints")),
    broken(
        "G1.5",
        "1 of 14 touchpoints lacks its level or what it is based on",
        [("touchpoint_states", "tp03", "level_basis")],
        put("touchpoint_states", "tp03", "level_basis", None),
    ),
    broken(
        "G1.5",
        "1 of 14 touchpoints lacks its level or what it is based on",
        [("touchpoint_states", "tp03", "level_now")],
        put("touchpoint_states", "tp03", "level_now", None),
    ),
    broken(
        "G1.5",
        "1 of 14 touchpoints lacks its level or what it is based on",
        [("touchpoint_states", "tp10", "level_basis")],
        put("touchpoint_states", "tp10", "level_now", 3),
    ),
    broken(
        "G1.6",
        "No evidence yet from: customers and the frontline",
        [("evidence", "", "")],
        emptied("evidence"),
    ),
    broken(
        "G1.6",
        "No evidence yet from: customers and the frontline",
        [("evidence", "ev01", "source_type")],
        put_all("evidence", "source_type", "opinion"),
        put("evidence", "ev01", "source_type", None),
    ),
    broken(
        "G1.7",
        "No guess is compared with a figure",
        [("guesses", "", ""), ("actions", "", "")],
        emptied("guesses"),
    ),
    broken(
        "G1.7",
        "What was guessed has not been measured",
        [("observations", "", ""), ("actions", "", "")],
        emptied("observations"),
    ),
    broken(
        "G1.8",
        "1 of 14 touchpoints has no role",
        [("touchpoint_states", "tp05", "role")],
        put("touchpoint_states", "tp05", "role", "undecided"),
    ),
    broken(
        "G1.8",
        "14 differentiators of 14; 5 at most",
        [("touchpoint_states", "tp01", "role")],
        put_all("touchpoint_states", "role", "differentiator"),
    ),
    broken(
        "G1.9",
        "Customers have not been asked about the promise",
        [("vision", "vision", "customers_asked")],
        put("vision", "vision", "customers_asked", False),
    ),
    broken(
        "G1.9",
        "How many customers were asked is not said",
        [("vision", "vision", "customers_asked_n")],
        put("vision", "vision", "customers_asked_n", 0),
    ),
    broken(
        "G1.10",
        "14 of 14 levels are not based on facts",
        [("touchpoint_states", "tp01", "level_basis")],
        put_all("touchpoint_states", "level_basis", "assumption"),
    ),
    # ---- develop
    broken(
        "G2.1",
        "1 of 4 priority touchpoints has no goal",
        [("goals", "", ""), ("goals_missing", "tp07", "reason"), ("goals_missing", "tp07", "decide_by")],
        without("goals", "g07"),
    ),
    broken(
        "G2.1",
        "1 of 4 priority touchpoints has no goal",
        [("goals_missing", "tp07", "decide_by")],
        without("goals", "g07"),
        put("goals_missing", "tp07", "reason", "The carrier may change"),
    ),
    broken(
        "G2.1",
        "No touchpoint is a priority yet",
        [("touchpoint_states", "tp01", "priority")],
        put_all("touchpoint_states", "priority", False),
    ),
    broken(
        "G2.2",
        "1 of 13 goals is not concrete",
        [("goals", "g03", "due_on")],
        put("goals", "g03", "due_on", None),
    ),
    broken(
        "G2.2",
        "1 of 13 goals is not concrete",
        [("goals", "g03", "text"), ("goals", "g03", "target")],
        put("goals", "g03", "text", "A seamless search"),
        put("goals", "g03", "target", None),
    ),
    broken("G2.2", "No goal yet", [("goals", "", "")], emptied("goals")),
    broken(
        "G2.3",
        "1 goal lacks a measured baseline, and nobody measures it",
        [("actions", "", "")],
        put("goals", "g03", "baseline", None),
        put("goals", "g03", "provisional", None),
    ),
    broken(
        "G2.3",
        "1 goal lacks a measured baseline, and nobody measures it",
        [("goals", "g03", "provisional"), ("actions", "", "")],
        put("goals", "g03", "baseline", None),
        put("goals", "g03", "provisional", False),
    ),
    broken(
        "G2.3",
        "1 baseline rests on few answers, and nobody asks more",
        [("actions", "", "")],
        put("observations", "o14", "k", 8),
        put("observations", "o14", "n", 11),
    ),
    broken(
        "G2.4",
        "1 of 4 priorities has no new way of working",
        [("practices", "pr1", "everyday_sign")],
        emptied("practices"),
        *(
            add("practices", id="pr1", touchpoints=["tp07"], from_="Wait", to="Tell"),
            add(
                "practices",
                id="pr2",
                touchpoints=["tp08", "tp09", "tp13"],
                from_="Wait",
                to="Tell",
                everyday_sign="Quiet",
            ),
        ),
    ),
    broken(
        "G2.4", "4 of 4 priorities have no new way of working", [("practices", "", "")], emptied("practices")
    ),
    broken("G2.5", "1 failing basic has no goal", [("goals", "", "")], without("goals", "g02")),
    broken(
        "G2.6",
        "No customer or frontline worker takes part",
        [("practices", "pr1", "customers_involved")],
        put_all("practices", "customers_involved", ""),
    ),
    broken(
        "G2.7",
        "1 goal holds empty words: seamless",
        [("goals", "g03", "text")],
        put("goals", "g03", "text", "A seamless search"),
        put("goals", "g03", "due_on", None),
    ),
    broken(
        "G2.8",
        "1 target cannot be told from chance",
        [("goals", "g04", "target")],
        put("goals", "g04", "target", 86),
    ),
    # ---- organise
    broken(
        "G3.1",
        "1 of 15 blind questions has too few answers",
        [
            ("ownership_ballots", "1:tp05:p1", "kind"),
            ("ownership_ballots", "1:tp05:p2", "kind"),
            ("ownership_ballots", "1:tp05:p3", "kind"),
        ],
        silent("p1", "p2", "p3", touchpoint="tp05"),
    ),
    broken(
        "G3.1",
        "Who is accountable has not been answered blindly yet",
        [("ownership_ballots", "1:WHOLE:p1", "kind")],
        emptied("ownership_ballots"),
    ),
    broken(
        "G3.2",
        "Nobody is accountable for the whole",
        [("cx_lead", "cx_lead", "accountable")],
        put("cx_lead", "cx_lead", "accountable", None),
    ),
    broken(
        "G3.2",
        "Whoever answers for the whole has not said yes",
        [("cx_lead", "cx_lead", "accepted_on"), ("cx_lead", "cx_lead", "decider")],
        put("cx_lead", "cx_lead", "accepted_on", None),
        put("cx_lead", "cx_lead", "resolve_by", date(2026, 3, 1)),
    ),
    broken(
        "G3.2",
        "An objection about the whole is open",
        [("objections", "ob9", "status")],
        add("objections", id="ob9", touchpoint="WHOLE", text="No"),
    ),
    broken(
        "G3.3",
        "1 of 14 touchpoints has neither a name nor a date",
        [("ownerships", "tp05", "accountable")],
        put("ownerships", "tp05", "accountable", None),
    ),
    broken(
        "G3.3",
        "2 of 14 touchpoints have neither a name nor a date",
        [
            ("ownerships", "tp03", "accountable"),
            ("ownerships", "tp03", "resolve_by"),
            ("ownerships", "tp05", "accountable"),
        ],
        put("people", "p5", "left_on", ON),
    ),
    broken(
        "G3.4",
        "1 responsibility is given to a partner's person",
        [("ownerships", "tp05", "accountable")],
        stranger,
        put("ownerships", "tp05", "accountable", "y1"),
    ),
    broken(
        "G3.4",
        "1 responsibility is given to a partner's person",
        [("cx_lead", "cx_lead", "accountable")],
        stranger,
        put("cx_lead", "cx_lead", "accountable", "y1"),
    ),
    broken(
        "G3.5",
        "1 of 5 partners' touchpoints lacks a shared goal or figure",
        [
            ("ownerships", "tp09", "partner_checks.goal_shared"),
            ("ownerships", "tp09", "partner_checks.measure_visible_to_both"),
        ],
        put("ownerships", "tp09", "partner_checks.goal_shared", False),
    ),
    broken(
        "G3.6",
        "1 contested touchpoint is not settled within 30 days",
        [("ownerships", "tp14", "resolve_by")],
        put("ownerships", "tp14", "resolve_by", None),
    ),
    broken(
        "G3.7",
        "1 of 4 priorities lacks a full mandate",
        [("ownerships", "tp07", "mandate.decision_rights"), ("ownerships", "tp07", "mandate.horizon_years")],
        put("ownerships", "tp07", "mandate.decision_rights", ""),
        put("ownerships", "tp07", "mandate.horizon_years", 0.25),
    ),
    broken(
        "G3.8",
        "Reward is not linked for the whole",
        [("cx_lead", "cx_lead", "reward.type")],
        put("cx_lead", "cx_lead", "reward.type", "planned"),
    ),
    broken(
        "G3.8",
        "Reward is linked for 0 of 11 responsibilities",
        [("ownerships", "tp01", "reward.type")],
        put_all("ownerships", "reward.type", "none"),
    ),
    broken(
        "G3.9",
        "Too many touchpoints: Leena Tuomivaara",
        [("ownerships", "tp01", "accountable")],
        put_all("ownerships", "accountable", "p8"),
    ),
    broken(
        "G3.10",
        "5 of 5 functions are not assessed",
        [("function_scores", "good_leadership:p1", "value")],
        emptied("function_scores"),
    ),
    broken(
        "G3.10",
        "1 weak function has no enabler with owner and date",
        [("enablers", "", "")],
        emptied("enablers"),
    ),
    broken(
        "G3.10",
        "1 weak function has no enabler with owner and date",
        [("enablers", "en1", "owner")],
        put("enablers", "en1", "owner", None),
        put("enablers", "en3", "status", "dropped"),
    ),
    broken(
        "G3.11",
        "1 of 7 encounters does not say what may be decided alone",
        [("ownerships", "tp11", "frontline_authority.text")],
        put("ownerships", "tp11", "frontline_authority.text", ""),
    ),
    broken(
        "G3.12",
        "1 of 8 leaders has no contact planned within 90 days",
        [("leader_contacts", "p2", "next")],
        put("leader_contacts", "p2", "next", date(2026, 6, 1)),
    ),
    broken(
        "G3.12",
        "1 of 8 leaders has no contact planned within 90 days",
        [("leader_contacts", "p2", "next")],
        put("leader_contacts", "p2", "next", date(2026, 2, 1)),
    ),
    # ---- implement
    broken("G4.1", "No strategic choice yet", [("choices", "", "")], emptied("choices")),
    broken(
        "G4.1",
        "No strategic choice says its price and decider",
        [("choices", "ch1", "gives_up")],
        put_all("choices", "gives_up", ""),
    ),
    broken(
        "G4.2",
        "1 of 4 priority goals has no action with owner and date",
        [("actions", "a01", "owner")],
        put("actions", "a01", "owner", None),
    ),
    broken(
        "G4.2",
        "1 of 4 priority goals has no action with owner and date",
        [("actions", "", "")],
        put("actions", "a01", "status", "dropped"),
    ),
    broken("G4.3", "No investment on record", [("investments", "", "")], emptied("investments")),
    broken(
        "G4.4",
        "1 of 2 investments is not for two to three years",
        [("investments", "inv2", "horizon_months")],
        put("investments", "inv2", "horizon_months", 12),
    ),
    broken(
        "G4.5",
        "3 of 4 priorities have no daily choice with a limit",
        [("choices", "ch06", "limit")],
        put("choices", "ch06", "limit", ""),
    ),
    broken(
        "G4.5",
        "4 of 4 priorities have no daily choice with a limit",
        [("choices", "", "")],
        emptied("choices"),
    ),
    broken(
        "G4.5",
        "3 of 4 priorities have no daily choice with a limit",
        [("choices", "ch06", "touchpoints")],
        put("choices", "ch06", "touchpoints", ()),
    ),
    broken(
        "G4.6",
        "1 failing basic gets no money, something finer does",
        [("allocations", "tp02", "eur")],
        put("allocations", "tp02", "eur", 0),
    ),
    broken("G4.7", "No action yet", [("actions", "", "")], emptied("actions")),
    broken(
        "G4.7",
        "No action is due within 30 days of the start",
        [("actions", "a01", "due_on")],
        put_all("actions", "due_on", date(2026, 3, 13)),
    ),
    broken(
        "G4.7",
        "More than 5 open actions: Leena Tuomivaara",
        [("actions", "a01", "owner")],
        put_all("actions", "owner", "p8"),
        put_all("actions", "status", "blocked"),
    ),
    broken(
        "G4.8",
        "13 of 13 goals lack a measure, holder, practice or action",
        [("practices", "", ""), ("ownerships", "tp10", "accountable")],
        emptied("practices"),
    ),
    broken(
        "G4.8",
        "3 of 13 goals lack a measure, holder, practice or action",
        [
            ("goals", "g01", "measure"),
            ("ownerships", "tp10", "accountable"),
            ("ownerships", "tp12", "accepted_on"),
        ],
        put("goals", "g01", "measure", None),
    ),
    broken(
        "G4.9",
        "1 decision against evidence lacks reason, name or review",
        [("decisions", "d4", "review_on")],
        put("decisions", "d4", "review_on", None),
    ),
    # ---- measure
    broken(
        "G5.1",
        "1 of 14 touchpoints: no measure with source, rhythm, owner",
        [("measures", "m13", "source")],
        put("measures", "m13", "source", ""),
    ),
    broken(
        "G5.1",
        "1 of 14 touchpoints: no measure with source, rhythm, owner",
        [("measures", "", "")],
        put("measures", "m13", "touchpoints", ()),
    ),
    broken(
        "G5.1",
        "1 of 14 touchpoints is not measured",
        [("measures", "m13", "first_value_by")],
        without("observations", "o13"),
    ),
    broken(
        "G5.1",
        "2 of 14 touchpoints: no measure with source, rhythm, owner",
        [("measures", "m13", "source"), ("measures", "", "")],
        put("measures", "m13", "source", ""),
        put("measures", "m16", "touchpoints", ()),
    ),
    broken(
        "G5.2",
        "1 of 18 figures lacks n or a date",
        [("observations", "o03", "observed_on")],
        put("observations", "o03", "observed_on", None),
    ),
    broken(
        "G5.2",
        "1 of 18 figures lacks n or a date",
        [("observations", "o03", "n")],
        put("observations", "o03", "n", None),
    ),
    broken(
        "G5.3",
        "1 figure rests on fewer than 30 answers",
        [("observations", "o07", "n")],
        put("observations", "o07", "n", 22),
        put("observations", "o07", "k", 13),
    ),
    broken(
        "G5.3",
        "1 measure of the whole covers too few kinds of cases",
        [("measures", "m01", "segments_covered")],
        put("measures", "m01", "segments_covered", 1),
    ),
    broken(
        "G5.5",
        "No measure yet of: recommendation",
        [("measures", "", "")],
        put("measures", "m01", "metric", "rating"),
    ),
    broken(
        "G5.5",
        "No measure yet of: business",
        [("measures", "m17", "category"), ("measures", "", "")],
        put("measures", "m17", "category", None),
    ),
    broken(
        "G5.6",
        "1 measure is hidden from staff without a reason",
        [("measures", "m05", "visibility_reason")],
        put("measures", "m05", "visibility_reason", ""),
    ),
    broken(
        "G5.7",
        "1 bonus follows a survey with under 200 answers",
        [("ownerships", "tp04", "reward.measures")],
        put("ownerships", "tp04", "reward.type", "both"),
    ),
    broken(
        "G5.7",
        "1 bonus follows a survey with under 200 answers",
        [("cx_lead", "cx_lead", "reward.measures")],
        put("cx_lead", "cx_lead", "reward.measures", ("m06",)),
    ),
    broken(
        "G5.8",
        "Choose which measure asks if expectations were exceeded",
        # shares of the experience as a whole first, then those of touchpoints, then of behaviour
        [
            ("measures", id, "asks_exceeded")
            for id in ("m20", "m02", "m03", "m06", "m07", "m14", "m16", "m05", "m11", "m12", "m13", "m15")
        ]
        + [("measures", "", "")],
        put("measures", "m20", "asks_exceeded", False),
    ),
    broken(
        "G5.8",
        "Only one measure may ask if expectations were exceeded",
        [("measures", "m16", "asks_exceeded"), ("measures", "m20", "asks_exceeded"), ("measures", "", "")],
        put("measures", "m16", "asks_exceeded", True),
    ),
    broken(
        "G5.8",
        "The measure of exceeded expectations is no share in %",
        [
            ("measures", "m01", "asks_exceeded"),
            *(
                ("measures", id, "asks_exceeded")
                for id in ("m20", "m02", "m03", "m06", "m07", "m14", "m16", "m05", "m11", "m12", "m13", "m15")
            ),
            ("measures", "", ""),
        ],
        put("measures", "m20", "asks_exceeded", False),
        put("measures", "m01", "asks_exceeded", True),
    ),
    broken(
        "G5.8",
        "No measure asks whether expectations were exceeded",
        [("measures", "", "")],
        put_all("measures", "metric", "other"),
        put_all("measures", "asks_exceeded", False),
    ),
    broken(
        "G5.9",
        "The next figure of 1 measure is late",
        [("measures", "m05", "cadence_days"), ("observations", "", "")],
        put("measures", "m05", "cadence_days", 1),
    ),
    # ---- redefine
    broken(
        "G6.1",
        "The next climb has no date",
        [("rounds", "1", "next_review_on")],
        put("rounds", "1", "next_review_on", None),
    ),
    broken(
        "G6.1",
        "The next climb is not within a year of the start",
        [("rounds", "1", "next_review_on")],
        put("rounds", "1", "next_review_on", date(2027, 2, 11)),
    ),
    broken(
        "G6.2",
        "1 of 13 goals has no verdict that was carried out",
        [("reviews", "g03", "verdict")],
        put("reviews", "g03", "verdict", None),
    ),
    broken(
        "G6.2",
        "13 of 13 goals have no verdict that was carried out",
        [("reviews", "g01", "verdict")],
        emptied("reviews"),
        put("rounds", "1", "next_review_on", ON),
    ),
    broken(
        "G6.2",
        "5 of 13 goals have no verdict that was carried out",
        [("goals", "g03", "target")],
        as_a_second_round,
    ),
    broken(
        "G6.3",
        "No expectation signal with its source",
        [("expectation_signals", "", "")],
        emptied("expectation_signals"),
    ),
    broken("G6.4", "No innovation yet", [("innovations", "", "")], emptied("innovations")),
    broken(
        "G6.4",
        "No innovation has experiment, owner and date",
        [("innovations", "in1", "decide_by")],
        put_all("innovations", "decide_by", None),
    ),
    broken(
        "G6.5",
        "1 parked item has no owner and date",
        [("parking", "pk2", "owner")],
        put("parking", "pk2", "owner", None),
    ),
    broken(
        "G6.6",
        "No trigger of an early climb",
        [("redefinition_triggers", "", "")],
        emptied("redefinition_triggers"),
    ),
    broken(
        "G6.7",
        "1 review ends with the partner as the cause",
        [("reviews", "g09", "own_action")],
        put("reviews", "g09", "cause", "partner"),
    ),
    # ---- closing
    broken(
        "G7.1",
        "1 of 8 leaders has given no promise with a date",
        [("commitments", "cm03", "by")],
        put("commitments", "cm03", "by", None),
    ),
    broken(
        "G7.1",
        "8 of 8 leaders have given no promise with a date",
        [("commitments", "", "")],
        emptied("commitments"),
    ),
    broken(
        "G7.2",
        "1 of 13 goals has nobody else who follows up",
        [("goals", "g08", "follows_up")],
        put("goals", "g08", "follows_up", None),
    ),
    broken(
        "G7.2",
        "1 of 13 goals has nobody else who follows up",
        [("goals", "g08", "follows_up")],
        put("goals", "g08", "follows_up", "p6"),  # she answers for it herself
    ),
    broken(
        "G7.2",
        "1 of 13 goals has nobody else who follows up",
        [("goals", "g08", "follows_up")],
        put("goals", "g08", "follows_up", "x9"),  # nobody that is known
    ),
]


@pytest.mark.parametrize("check", CHECKS)
def test_a_workshop_where_nothing_is_missing_passes_every_check(check: str) -> None:
    assert CHECKS[check](complete(), ON) == Finding(check, holds=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check} {case.words}")
def test_a_check_says_what_is_missing_and_where_to_mend_it(case: Broken) -> None:
    session = reduce(lambda was, step: step(was), case.by, complete())
    found = CHECKS[case.check](session, ON)
    assert not found.holds
    assert str(found.words) == case.words
    assert [(place.table, place.id, place.field) for place in found.places[: len(case.places)]] == list(
        case.places
    )
    for place in found.places:
        assert_is_a_place(session, place)


def test_every_check_is_seen_to_fail() -> None:
    assert {case.check for case in CASES} == set(CHECKS)


def test_an_empty_workshop_is_told_where_to_begin() -> None:
    session = Session()
    found = [check(session, ON) for check in CHECKS.values()]
    for one in found:
        for place in one.places:
            assert_is_a_place(session, place)
    assert [one.check for one in found if not one.holds] == [
        "G0.1", "G0.2", "G0.3", "G0.4", "G0.5", "G1.1", "G1.2", "G1.3", "G1.4", "G1.5", "G1.6", "G1.7",
        "G1.9", "G2.1", "G2.2",
        "G2.6", "G3.1", "G3.2", "G3.3", "G3.8", "G3.10", "G4.1", "G4.3", "G4.7", "G5.1", "G5.5", "G5.8",
        "G6.1", "G6.4", "G6.6",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_is_said_fits_a_side_panel(language: str) -> None:
    cases = (reduce(lambda was, step: step(was), case.by, complete()) for case in CASES)
    with speaking(language):
        for session in (Session(), demo_session(language), *cases):
            for name, check in CHECKS.items():
                assert len(str(check(session, ON).words)) <= 60, name


def assert_is_a_place(session: Session, place: Place) -> None:
    """A place is a table to add to, a row that exists or is written by its first change, or a cell of one."""
    assert place.table in TABLES
    if place.id:
        assert record_at(session, place) is not None, place
    if place.field:
        field_of(place.table, place.field)


# ---- what a rule leaves alone ------------------------------------------------------------------------------
def holds(check: str, *by: Step, on: date = ON) -> bool:
    return CHECKS[check](reduce(lambda was, step: step(was), by, complete()), on).holds


def test_a_touchpoint_added_after_the_ballot_was_sealed_needs_no_answers_yet() -> None:
    new = add("touchpoints", name="The old fridge is taken away", stage="receive", delivered_by="own")
    assert holds("G3.1", new)
    assert not holds("G3.1", new, put("ballots", "1", "sealed_at", None))


def test_a_partners_person_in_the_room_is_not_waited_for() -> None:
    there = put("rounds", "1", "participants", ("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "y1"))
    assert holds("G0.5", stranger, there)
    assert holds("G3.1", stranger, there)


def test_a_date_and_a_decider_will_do_while_nobody_answers_for_the_whole() -> None:
    lead = ("cx_lead", "cx_lead")
    unnamed = put(*lead, "accountable", None)
    assert holds("G3.2", unnamed, put(*lead, "resolve_by", date(2026, 3, 1)), put(*lead, "decider", "p1"))


def test_a_date_will_do_while_nobody_answers_for_a_touchpoint() -> None:
    assert holds(
        "G3.3",
        put("ownerships", "tp05", "accountable", None),
        put("ownerships", "tp05", "resolve_by", date(2026, 3, 1)),
    )


def test_no_money_is_an_answer_to_the_question_of_budget() -> None:
    assert holds("G3.7", put("ownerships", "tp07", "mandate.budget_eur_per_year", 0))


def test_an_empty_word_does_not_hurt_a_goal_with_all_five_dots() -> None:
    assert holds("G2.7", put("goals", "g03", "text", "A seamless search"))


def test_somebody_who_measures_makes_up_for_a_missing_baseline() -> None:
    unknown = (put("goals", "g03", "baseline", None), put("goals", "g03", "provisional", None))
    assert holds(
        "G2.3", *unknown, add("actions", title="Count them", kind="start_measuring", goal="g03", owner="p5")
    )
    assert not holds("G2.3", *unknown, add("actions", title="Count them", kind="start_measuring", goal="g03"))


def test_a_refused_investment_may_have_any_horizon() -> None:
    assert holds(
        "G4.4",
        put("investments", "inv2", "horizon_months", 12),
        put("investments", "inv2", "status", "rejected"),
    )


def test_a_date_for_the_first_figure_will_do_until_then() -> None:
    assert holds(
        "G5.1", without("observations", "o13"), put("measures", "m13", "first_value_by", date(2026, 5, 1))
    )


def test_a_first_climb_has_no_goals_to_judge_until_its_review_comes() -> None:
    fresh = (emptied("reviews"), emptied("expectation_signals"))
    assert holds("G6.2", *fresh)
    assert holds("G6.3", *fresh)
    assert not holds("G6.2", *fresh, on=date(2026, 11, 5))
    assert not holds("G6.3", *fresh, on=date(2026, 11, 5))


def test_a_raised_goal_counts_as_judged_once_its_new_target_is_set() -> None:
    new_targets = (put("goals", goal, "target", 123) for goal in ("g03", "g06", "g07", "g11", "g12"))
    assert holds("G6.2", as_a_second_round, *new_targets)


def test_who_joins_later_owes_no_promise_in_the_first_round() -> None:
    assert holds("G3.12")
    assert not holds("G3.12", put("people", "p9", "joined_round", 1))


def test_as_a_round_ends_it_is_asked_which_promises_were_kept() -> None:
    def asked(on: date, kept: bool | None = None) -> list[str]:
        promise = Commitment(id="cm1", person="p1", text="I call", by=after(20), kept=kept)
        later = Commitment(id="cm2", person="p1", text="I ride along", by=after(400))
        made = small(participants=("p1",), commitments=(promise, later), next_review_on=after(180))
        finding = CHECKS["G7.1"](made, on)
        return [] if finding.holds else [str(finding.words), *(place.id for place in finding.places)]

    assert asked(after(30)) == []
    assert asked(after(180)) == ["1 promise is neither kept nor not kept: Person 1", "cm1"]
    assert asked(after(180), False) == []
