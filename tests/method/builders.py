"""Small workshops, made of nothing but what a limit is about."""

from datetime import date, timedelta
from typing import Any

from cxworkshop.model.actions import Action
from cxworkshop.model.ballots import FIVE_FUNCTIONS, WHOLE, FunctionScore, OwnershipBallot
from cxworkshop.model.choices import Investment
from cxworkshop.model.evidence import Evidence
from cxworkshop.model.goals import Goal, Practice
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Person, Stage, Touchpoint
from cxworkshop.model.ownership import LeaderContact, Objection, Ownership, PartnerChecks, Reward
from cxworkshop.model.session import Round, Session
from cxworkshop.model.touchpoint_states import TouchpointState
from cxworkshop.model.vision import ExperienceGoal, Vision

ON = date(2026, 11, 21)
PEOPLE = tuple(Person(id=f"p{i}", name=f"Person {i}", leadership_team=i == 1) for i in range(1, 21))


def after(days: int) -> date:
    return ON + timedelta(days=days)


def session(touchpoints: int = 0, **tables: Any) -> Session:
    """A workshop with so many touchpoints, each in a stage of its own, and these tables in its round."""
    return Session(
        people=PEOPLE,
        stages=tuple(Stage(id=f"s{i}", decision_point=i == 1) for i in range(1, touchpoints + 1)),
        touchpoints=tuple(
            Touchpoint(id=f"tp{i}", stage=f"s{i}", delivered_by="own") for i in range(1, touchpoints + 1)
        ),
        measures=tables.pop("measures", ()),
        rounds=(Round(**{"id": "1", "number": 1, "started_on": ON, **tables}),),
    )


def vision(letters: int) -> Session:
    text = "x" * letters
    return session(vision=Vision(id="vision", value=text, experience=text, benefit=text))


def experience_goals(count: int) -> Session:
    one: dict[str, Any] = {
        "text": "Told at once",
        "measure": "m1",
        "target": 9.0,
        "due_on": ON,
        "business_link": "pays",
    }
    return session(experience_goals=tuple(ExperienceGoal(id=f"e{i}", **one) for i in range(count)))


def guessed_levels(facts: int, of: int) -> Session:
    """The first so many levels are facts, by one survey."""
    about = tuple(f"tp{i}" for i in range(1, facts + 1))
    return session(
        of,
        evidence=(Evidence(id="ev1", source_type="survey", n=40, collected_on=ON, touchpoints=about),),
        touchpoint_states=tuple(
            TouchpointState(id=f"tp{i}", touchpoint=f"tp{i}", level_now=3, level_basis="fact")
            for i in range(1, facts + 1)
        ),
    )


def differentiators(chosen: int, of: int) -> Session:
    return session(
        of,
        touchpoint_states=tuple(
            TouchpointState(
                id=f"tp{i}", touchpoint=f"tp{i}", role="differentiator" if i <= chosen else "hygiene"
            )
            for i in range(1, of + 1)
        ),
    )


def answered(by: int, of: int) -> Session:
    return session(
        1,
        participants=tuple(one.id for one in PEOPLE[:of]),
        ownership_ballots=tuple(
            OwnershipBallot(
                id=f"1:{place}:p{i}", ballot="1", touchpoint=place, participant=f"p{i}", kind="nobody"
            )
            for i in range(1, by + 1)
            for place in ("tp1", WHOLE)
        ),
    )


def contested(days: int | None) -> Session:
    owned = Ownership(
        id="tp1",
        touchpoint="tp1",
        accountable="p1",
        accepted_on=ON,
        resolve_by=None if days is None else after(days),
    )
    return session(1, ownerships=(owned,), objections=(Objection(id="ob1", touchpoint="tp1", text="No"),))


def partnered(*ticks: str) -> Session:
    checks = PartnerChecks().model_copy(update=dict.fromkeys(ticks, True))
    made = session(1, ownerships=(Ownership(id="tp1", touchpoint="tp1", partner_checks=checks),))
    there = made.touchpoints[0].model_copy(update={"delivered_by": "partner"})
    return made.model_copy(update={"touchpoints": (there,)})


def rewarded(linked: int, of: int) -> Session:
    owned = tuple(
        Ownership(
            id=f"tp{i}",
            touchpoint=f"tp{i}",
            accountable=f"p{i}",
            accepted_on=ON,
            reward=Reward(type="recognition" if i <= linked else "none"),
        )
        for i in range(1, of + 1)
    )
    made = session(of, ownerships=owned)
    lead = made.round.cx_lead.model_copy(update={"reward": Reward(type="bonus")})
    return made.model_copy(update={"rounds": (made.round.model_copy(update={"cx_lead": lead}),)})


def loaded(own: int, of: int) -> Session:
    """One person accountable for the first so many touchpoints."""
    return session(
        of,
        ownerships=tuple(
            Ownership(id=f"tp{i}", touchpoint=f"tp{i}", accountable="p1") for i in range(1, own + 1)
        ),
    )


def functions(*values: int) -> Session:
    """One of the five functions scored so, the others well and alike."""
    return session(
        function_scores=tuple(
            FunctionScore(
                id=f"{name}:p{i}",
                function=name,
                participant=f"p{i}",
                value=value if name == FIVE_FUNCTIONS[0][0] else 4,
            )
            for name, _words in FIVE_FUNCTIONS
            for i, value in enumerate(values, 1)
        )
    )


def contact(days: int) -> Session:
    return session(leader_contacts=(LeaderContact(id="p1", person="p1", next=after(days)),))


def investment(months: int, status: str = "approved") -> Session:
    return session(investments=(Investment(id="inv1", horizon_months=months, status=status),))


def actions(count: int = 1, days: int = 0) -> Session:
    return session(actions=tuple(Action(id=f"a{i}", owner="p1", due_on=after(days)) for i in range(count)))


def deeds(done: int, of: int) -> Session:
    """Goals with everything behind them, and goals without a measure."""
    return session(
        1,
        ownerships=(Ownership(id="tp1", touchpoint="tp1", accountable="p1", accepted_on=ON),),
        practices=(Practice(id="pr1", touchpoints=("tp1",)),),
        goals=tuple(
            Goal(id=f"g{i}", touchpoint="tp1", text="Told", measure="m1" if i <= done else None)
            for i in range(1, of + 1)
        ),
        actions=tuple(Action(id=f"a{i}", goal=f"g{i}", owner="p1", due_on=ON) for i in range(1, of + 1)),
    )


def surveyed(n: int) -> Session:
    return session(
        measures=(Measure(id="m1", metric="csat", category="behaviour"),),
        observations=(Observation(id="o1", measure="m1", n=n, observed_on=ON),),
    )


def whole_measure(segments: int, events: int) -> Session:
    measure = Measure(
        id="m1", metric="nps", category="experience", segments_covered=segments, event_types_covered=events
    )
    return session(measures=(measure,))


def bonus(n: int, kind: str = "bonus") -> Session:
    reward = Reward(type=kind, measures=("m1",))
    return session(
        1,
        measures=(Measure(id="m1", metric="csat", unit="percent"),),
        observations=(Observation(id="o1", measure="m1", n=n, observed_on=ON),),
        ownerships=(Ownership(id="tp1", touchpoint="tp1", reward=reward),),
    )


def next_climb(days: int) -> Session:
    return session(next_review_on=after(days))
