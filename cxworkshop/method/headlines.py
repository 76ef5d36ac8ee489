"""The headline figures of a round: how the experience is led, each with what of how many; read by the plan
and by the comparison of rounds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cxworkshop.language import N_
from cxworkshop.method import figures, thresholds
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.responsibility import (
    agreed_counts,
    diagnoses,
    mandate_mean,
    mean_agreement,
    reward_link_rate,
    shared_picture,
)
from cxworkshop.model.session import Session

LABELS = {
    "practice": N_("Clear responsibility in practice"),
    "agreed": N_("Responsibility carried from today"),
    "agreement": N_("Agreement (0–1)"),
    "gut_feel": N_("Gut-feel share"),
    "mandate": N_("Mandate completeness of what is carried (0–1)"),
    "reward": N_("Reward link"),
    "deeds": N_("Words to deeds"),
    "measured": N_("Touchpoints measured"),
    "done": N_("Due actions done"),
    "on_time": N_("Due actions done on time"),
    "promises": N_("Promises kept"),
    "contacts": N_("Leaders who met a customer lately"),
    "unfounded": N_("Decisions without evidence"),
}
OF_TOUCHPOINTS = frozenset({"practice", "agreed", "gut_feel", "measured"})
"""Figures that count touchpoints: one touchpoint is a real change."""
LESS_IS_BETTER = frozenset({"gut_feel", "unfounded"})


class Headline(NamedTuple):
    """One figure: its value (0–1), and of how many; `of` None for a mean."""

    key: str
    value: float
    of: int | None = None

    @property
    def k(self) -> int | None:
        return None if self.of is None else round(self.value * self.of)


def headlines(session: Session, on: date) -> tuple[Headline, ...]:
    """The headline figures that are known by a day, in the order of `LABELS`."""
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
