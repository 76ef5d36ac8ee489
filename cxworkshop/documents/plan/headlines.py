"""The figures of how the experience is led, for the sections “How we know” and “Change since last round”."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.plan.ballot_text import printable_agreement
from cxworkshop.documents.wording import RecordView, of
from cxworkshop.language import _, number, plural
from cxworkshop.method import figures, lookup, responsibility, thresholds


class Headline(NamedTuple):
    """One figure: how it reads, and its value (0–1) for comparing."""

    label: str
    text: str
    value: float


def headlines(view: RecordView) -> tuple[Headline, ...]:
    """The headline figures that are known by now."""
    session, round_, on = view.session, view.round, view.on
    scope = len(lookup.in_scope(session))
    held = responsibility.agreed_counts(session, on)["held"]
    held_share = held / scope if scope and round_.ownerships else None
    deeds = figures.words_to_deeds(session, on).share
    contacts = figures.leaders_in_contact(session, on)
    contact_share = contacts.share if round_.leader_contacts else None
    kept = figures.commitments_kept(session)
    actions = figures.actions_summary(session, round_.closed_on or on)
    on_time = actions.on_time / actions.due if actions.due else None
    unfounded = figures.share_of_decisions_without_evidence(session)
    mandate = responsibility.mandate_mean(session, on)
    candidates = (
        _share(_("Clear responsibility in practice"), responsibility.clear_share(session), scope),
        _share(_("Responsibility carried from today"), held_share, scope),
        _mean(_("Agreement (0–1)"), printable_agreement(session)),
        _share(_("Gut-feel share"), figures.gut_feel_share(session), scope),
        _mean(_("Mandate completeness of what is carried (0–1)"), mandate),
        _share(_("Reward link"), responsibility.reward_link_rate(session, on), held),
        _share(_("Words to deeds"), deeds, len(round_.goals)),
        _share(_("Touchpoints measured"), figures.measurement_coverage(session), scope),
        _share(_("Due actions done"), actions.done_of_due, actions.due),
        _share(_("Due actions done on time"), on_time, actions.due),
        _share(_("Promises kept"), kept.share, kept.of),
        _share(
            plural(
                "Leaders who met a customer within {n} day",
                "Leaders who met a customer within {n} days",
                thresholds.CONTACT_DAYS,
            ),
            contact_share,
            contacts.of,
        ),
        _share(_("Decisions without evidence"), unfounded, len(round_.decisions)),
    )
    return tuple(headline for headline in candidates if headline)


def _share(label: str, share: float | None, whole: int) -> Headline | None:
    return None if share is None else Headline(label, of(round(share * whole), whole), share)


def _mean(label: str, mean: float | None) -> Headline | None:
    return None if mean is None else Headline(label, number(mean, 2), mean)
