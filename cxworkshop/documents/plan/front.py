"""The plan's first page: whose it is and how far it has come, and everything in at most eight lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxworkshop.documents.plan.deeds import Decisions, Deed, NextClimb
from cxworkshop.documents.plan.knowledge import Standing, exceeded
from cxworkshop.documents.plan.readings import figure
from cxworkshop.documents.plan.responsibility import Responsibility
from cxworkshop.documents.plan.shown import Shown
from cxworkshop.language import _, date_text, percent, plural, whole
from cxworkshop.method import figures, rows
from cxworkshop.method.steps import gate
from cxworkshop.model.renewal import GateOverride, StepState
from cxworkshop.model.session import index

FEW = 3
"""Decisions and actions that are named on the first page."""


@dataclass(frozen=True)
class Participant:
    name: str
    role: str


@dataclass(frozen=True)
class Override:
    """A readiness check that was open when the step was climbed past, with the reason given."""

    check: str
    text: str
    must: bool
    reason: str
    by: str


@dataclass(frozen=True)
class Front:
    organisation: str
    workshop: str
    number: int
    label: str
    started: date | None
    closed: date | None
    written: date
    facilitator: str
    participants: tuple[Participant, ...]
    voice: str
    decider: str
    final: bool
    overrides: tuple[Override, ...]


def front(shown: Shown) -> Front:
    """Section 0. The plan is final when the round is closed or its closing is passed, else a draft."""
    session, one = shown.session, shown.round
    closing = index(one.steps).get("closing")
    present = [rows.person(session, row) for row in one.participants]
    return Front(
        organisation=session.organisation.name,
        workshop=session.workshop.title,
        number=one.number,
        label=one.label,
        started=one.started_on,
        closed=one.closed_on,
        written=shown.on,
        facilitator=session.workshop.facilitator,
        participants=tuple(Participant(person.name_shown, person.role) for person in present if person),
        voice=shown.person(one.voice_of_customer),
        decider=shown.person(one.decider),
        final=one.is_closed or (isinstance(closing, StepState) and (closing.state or "").startswith("passed")),
        overrides=tuple(_override(shown, override) for override in one.gate_overrides),
    )


def _override(shown: Shown, override: GateOverride) -> Override:
    try:
        check = gate(override.gate or "", shown.session.organisation.sector)
    except KeyError:  # a check of another version of the program
        return Override(override.gate or "", "", False, override.reason, override.by)
    return Override(check.id, str(check.text), check.is_must, override.reason, override.by)


@dataclass(frozen=True)
class Line:
    label: str
    text: str


def minute(
    shown: Shown, standing: Standing, held: Responsibility, deeds: tuple[Deed, ...], decisions: Decisions, climb: NextClimb
) -> tuple[Line, ...]:
    """Section 1, in at most eight lines; what is not known yet has none."""
    vision, words = shown.round.vision, figures.words_to_deeds(shown.session, shown.on)
    lines = (
        Line(_("We promise"), vision.benefit or vision.experience or vision.value),
        Line(_("Clear responsibility"), _clear(held)),
        Line(_("Gut-feel share"), _gut_feel(standing)),
        Line(_("Words to deeds"), "" if words.share is None else _deeds(len(words.goals), len(shown.round.goals), words.share)),
        Line(_("Biggest gap"), _biggest_gap(shown)),
        Line(_("Decided"), _first([one.text for one in decisions.decided])),
        Line(_("First due"), "; ".join(_due(deed) for deed in _next_due(deeds))),
        Line(_("Next climb"), _climb(climb)),
    )
    return tuple(line for line in lines if line.text)


def _clear(held: Responsibility) -> str:
    if not held.count:
        return ""
    parts = []
    if held.clear_share is not None:
        parts.append(_("{k} of {n} touchpoints ({share}) in practice").format(k=held.clear, n=held.count, share=percent(held.clear_share)))
    if held.held:
        parts.append(_("from today {k} of {n}, of which in name only: {names}").format(k=held.held, n=held.count, names=held.in_name))
    return "; ".join(parts)


def _gut_feel(standing: Standing) -> str:
    if standing.gut_feel_share is None:
        return ""
    words = _("{k} of {n} touchpoints ({share}) have no fact behind their level")
    return words.format(k=standing.gut_feel, n=standing.touchpoints, share=percent(standing.gut_feel_share))


def _deeds(done: int, goals: int, share: float) -> str:
    words = _("{k} of {n} goals ({share}) have a measure, a person who carries them, a way of working and an action")
    return words.format(k=done, n=goals, share=percent(share))


def _biggest_gap(shown: Shown) -> str:
    """The gap between our guess and customers' words that exceeds its margin the most times."""
    gaps: list[tuple[float, str]] = []
    believed, delivery = exceeded(shown), figures.delivery_gap(shown.session)
    if believed and delivery and delivery.gap is not None and delivery.customers.margin:
        words = _("{k} of {n} leaders say that expectations are exceeded; of customers {figure}")
        text = words.format(k=believed.believers, n=believed.of, figure=believed.customers)
        gaps.append((delivery.gap / delivery.customers.margin, text))
    for row, found in figures.perceptions(shown.session).items():
        if found.gap is not None and found.measured.margin:
            measure = rows.measure(shown.session, row)
            words = _("{measure}: we guessed {guess}, customers say {figure}")
            text = words.format(measure=shown.name("measures", row), guess=whole(found.median), figure=figure(measure, found.measured))
            gaps.append((abs(found.gap) / found.measured.margin, text))
    times, text = max(gaps, default=(0.0, ""), key=lambda gap: gap[0])
    return text if times > 1 else _("our guesses are within the margin of error") if gaps else ""


def _first(texts: list[str]) -> str:
    more = len(texts) - FEW
    return "; ".join(texts[:FEW]) + (" " + plural("(and {n} more)", "(and {n} more)", more) if more > 0 else "")


def _next_due(deeds: tuple[Deed, ...]) -> list[Deed]:
    return [deed for deed in deeds if deed.due and deed.unfinished][:FEW]


def _due(deed: Deed) -> str:
    return f"{date_text(deed.due)} {deed.title}" + (f" – {deed.owner}" if deed.owner else "")


def _climb(climb: NextClimb) -> str:
    if climb.review is None:
        return ""
    return date_text(climb.review) + (f" – {_('convener')}: {climb.convener}" if climb.convener else "")
