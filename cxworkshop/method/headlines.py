"""The headline figures of a round: how the experience is led, each with what of how many; read by the plan
and by the comparison of rounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cxworkshop.method import figures, thresholds
from cxworkshop.method.beside import LABELS, LESS_IS_BETTER, Headline
from cxworkshop.method.goals import KEPT, attainment_of
from cxworkshop.method.intervals import as_known
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.responsibility import (
    agreed_counts,
    ballot_numbers,
    diagnoses,
    is_revealed,
    mandate_mean,
    mean_agreement,
    reward_link_rate,
    shared_picture,
)
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import TouchpointState

OF_TOUCHPOINTS = frozenset({"practice", "agreed", "gut_feel", "measured"})
"""Figures that count touchpoints: one touchpoint is a real change."""


def headlines(session: Session, on: date) -> tuple[Headline, ...]:
    """The headline figures that are known by a day, in the order of `LABELS`."""
    session = as_known(session, on)
    round_, scope = session.round, len(in_scope(session))
    shared = shared_picture(session)
    held = agreed_counts(session, on)["held"]
    contacts, kept = figures.leaders_in_contact(session, on), figures.commitments_kept(session)
    actions = figures.actions_summary(session, round_.closed_on or on)
    known: tuple[tuple[str, float | None, int | None], ...] = (
        ("practice", shared.share, shared.of),
        ("agreed", held / scope if scope and round_.ownerships else None, scope),
        ("agreement", agreement_shown(session), None),
        ("gut_feel", figures.gut_feel_share(session, on), scope),
        ("mandate", mandate_mean(session, on), None),
        ("reward", reward_link_rate(session, on), held),
        ("deeds", figures.words_to_deeds(session, on).share, len(round_.goals)),
        ("measured", figures.measurement_coverage(session), scope),
        ("done", actions.done_of_due, actions.due),
        ("on_time", actions.on_time / actions.due if actions.due else None, actions.due),
        ("promises", kept.share, kept.of),
        ("contacts", contacts.share if round_.leader_contacts else None, contacts.of),
        ("unfounded", figures.share_of_decisions_without_evidence(session), len(round_.decisions)),
    )
    return tuple(Headline(key, value, of) for key, value, of in known if value is not None)


def told(session: Session, on: date) -> tuple[Headline, ...]:
    """What is told of a workshop beside others: the headline figures and the goals met, of the last round in
    which anything was answered, without what it has not asked yet. Rounded, as in the header of the file."""
    if not is_answered(session):
        session = session.as_of(session.rounds[-2].number)
    waiting = not_asked(session)
    known = {figure.key: figure for figure in (*headlines(session, on), *_goals_met(session, on))}
    return tuple(
        figure._replace(value=round(figure.value, 4))
        for key in LABELS
        if (figure := known.get(key)) is not None and key not in waiting
    )


def _goals_met(session: Session, on: date) -> tuple[Headline, ...]:
    """Of the goals whose date has come, those met, also within the margin of error."""
    day = session.round.closed_on or on
    session = as_known(session, day)
    judged = (attainment_of(session, goal, day) for goal in session.round.goals)
    due = [goal for goal in judged if goal.due_passed]
    met = sum(goal.verdict in KEPT for goal in due)
    return (Headline("goals", met / len(due), len(due)),) if due else ()


# ---- what a later round has asked --------------------------------------------------------------------------
def not_asked(session: Session) -> frozenset[str]:
    """The figures that are none yet in a round that follows another: what they count goes along empty, so
    that they would read as a fall."""
    if len(session.rounds) < 2:
        return frozenset()
    return frozenset[str]().union(*(keys for keys, is_asked in _ASKED.items() if not is_asked(session)))


def is_answered(session: Session) -> bool:
    """Whether anything has been answered in the round in view that the figures count."""
    return not_asked(session) != frozenset[str]().union(*_ASKED)


def _has_yes(session: Session) -> bool:
    return any(row.accepted_on for row in session.round.ownerships)


def _has_levels(session: Session) -> bool:
    """Whether the level of a touchpoint was judged, on whatever ground, beyond the facts that went along."""
    before = {_level(row) for row in session.rounds[-2].touchpoint_states if row.level_basis == "fact"}
    judged = [row for row in session.round.touchpoint_states if row.level_now is not None or row.level_basis]
    return any(_level(row) not in before for row in judged)


def _level(row: TouchpointState) -> tuple[object, ...]:
    return row.id, row.level_now, row.level_basis, row.evidence


def _has_ballot(session: Session) -> bool:
    return any(is_revealed(session, number) for number in ballot_numbers(session))


def _has_contacts(session: Session) -> bool:
    """Whether leaders have said when they met a customer; who says nothing new does, once something else was
    answered."""
    before = {(row.person, row.last) for row in session.rounds[-2].leader_contacts}
    is_new = any((row.person, row.last) not in before for row in session.round.leader_contacts)
    return is_new or _has_yes(session) or _has_levels(session) or _has_ballot(session)


_ASKED: dict[frozenset[str], Callable[[Session], bool]] = {
    frozenset({"agreed", "mandate", "reward", "deeds"}): _has_yes,
    frozenset({"gut_feel"}): _has_levels,
    frozenset({"practice", "agreement"}): _has_ballot,
    frozenset({"contacts"}): _has_contacts,
}


def agreement_shown(session: Session) -> float | None:
    """The mean agreement (0–1); None while every touchpoint has fewer than FEW answers."""
    enough = any(diagnosis.n >= thresholds.FEW for diagnosis in diagnoses(session).values())
    return mean_agreement(session) if enough else None


def moved(before: Headline, after: Headline) -> int:
    """Better (1), worse (−1), or no real change (0): less than REAL_SHARE and than one touchpoint."""
    delta = after.value - before.value
    is_real = round(abs(delta), 9) >= thresholds.REAL_SHARE
    if after.key in OF_TOUCHPOINTS and before.k is not None and after.k is not None:
        is_real = is_real or abs(after.k - before.k) >= thresholds.REAL_TOUCHPOINTS
    if not is_real or not delta:
        return 0
    return 1 if (delta > 0) != (after.key in LESS_IS_BETTER) else -1
