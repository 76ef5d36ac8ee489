"""The plan's first page: whose it is and how far it has come, and everything in at most eight lines."""

from datetime import date
from typing import NamedTuple

from cxworkshop.documents.plan.deeds import Deed
from cxworkshop.documents.plan.knowledge import exceeded
from cxworkshop.documents.plan.readings import figure
from cxworkshop.documents.plan.shown import Shown, aside, of
from cxworkshop.language import _, date_text, number, percent, plural
from cxworkshop.method import figures, lookup, perceptions, responsibility
from cxworkshop.method.steps import gate
from cxworkshop.model.climb import GateOverride, StepState
from cxworkshop.model.session import index

NAMED = 3
"""Decisions and actions that are named on the first page."""


class Override(NamedTuple):
    """A readiness check that was open when the step was climbed past, and the reason given."""

    check: str
    reason: str


class Front(NamedTuple):
    organisation: str
    workshop: str
    round: str
    """Its number and name."""
    started: date | None
    closed: date | None
    state: str
    """Draft or final, and when it was written."""
    facilitator: str
    participants: tuple[str, ...]
    """Each with the role."""
    voice: str
    decider: str
    overrides: tuple[Override, ...]


def front(shown: Shown) -> Front:
    """Whose plan it is. It is final when the round is closed or its closing is passed, else a draft."""
    session, one = shown.session, shown.round
    closing = index(one.steps).get("closing")
    final = one.is_closed or (isinstance(closing, StepState) and closing.is_passed)
    present = (lookup.person(session, row) for row in one.participants)
    return Front(
        organisation=session.organisation.name,
        workshop=session.workshop.title,
        round=" – ".join(part for part in (str(one.number), one.label) if part),
        started=one.started_on,
        closed=one.closed_on,
        state=_("{state}, written on {day}").format(
            state=_("final") if final else _("draft"), day=date_text(shown.on)
        ),
        facilitator=session.workshop.facilitator,
        participants=tuple(
            " – ".join(part for part in (one.name_shown, one.role) if part) for one in present if one
        ),
        voice=shown.person(one.voice_of_customer),
        decider=shown.person(one.decider),
        overrides=tuple(_override(shown, override) for override in one.gate_overrides),
    )


def _override(shown: Shown, override: GateOverride) -> Override:
    reason = aside(override.reason or _("no reason given"), override.by)
    try:
        check = gate(override.gate or "", shown.session.organisation.sector)
    except KeyError:  # a check of another version of the program
        return Override(override.gate or "", reason)
    return Override(aside(f"{check.id} {check.text}", _("must") if check.is_must else ""), reason)


class Line(NamedTuple):
    label: str
    text: str


def minute(shown: Shown, actions: tuple[Deed, ...]) -> tuple[Line, ...]:
    """Everything in at most eight lines; what is not known yet has none."""
    vision, session = shown.round.vision, shown.session
    words = figures.words_to_deeds(session, shown.on)
    lines = (
        Line(_("We promise"), vision.benefit or vision.experience or vision.value),
        Line(_("Clear responsibility"), _clear(shown)),
        Line(_("Gut-feel share"), _gut_feel(shown)),
        Line(_("Words to deeds"), _deeds(len(words.goals), len(shown.round.goals))),
        Line(_("Biggest gap"), _biggest_gap(shown)),
        Line(_("Decided"), _first([decision.text for decision in shown.round.decisions if decision.text])),
        Line(_("First due"), "; ".join(_due(deed) for deed in _open_deeds(actions))),
        Line(_("Next climb"), _next(shown)),
    )
    return tuple(line for line in lines if line.text)


def _clear(shown: Shown) -> str:
    session = shown.session
    here, held = len(lookup.in_scope(session)), responsibility.agreed_counts(session, shown.on)["held"]
    parts = []
    if responsibility.clear_share(session) is not None:
        parts.append(
            _counted(
                _("in practice {count} touchpoints ({share})"),
                responsibility.status_counts(session)["held"],
                here,
            )
        )
    if held:
        named = len(responsibility.in_name_only(session, shown.on))
        text = _("from today {count}").format(count=of(held, here))
        parts.append(aside(text, _("in name only: {n}").format(n=named) if named else ""))
    return ", ".join(parts)


def _gut_feel(shown: Shown) -> str:
    here, unsure = lookup.in_scope(shown.session), figures.without_fact(shown.session)
    return (
        _counted(_("{count} touchpoints ({share}) have no fact behind their level"), len(unsure), len(here))
        if here
        else ""
    )


def _deeds(done: int, goals: int) -> str:
    words = _(
        "{count} goals ({share}) have a measure, a person who carries them, a way of working and an action"
    )
    return _counted(words, done, goals) if goals else ""


def _counted(words: str, count: int, whole: int) -> str:
    return words.format(count=of(count, whole), share=percent(count / whole if whole else None))


def _biggest_gap(shown: Shown) -> str:
    """The gap between our guess and customers' words that exceeds its margin the most times."""
    gaps: list[tuple[float, str]] = []
    believed, delivery = exceeded(shown), perceptions.delivery_gap(shown.session)
    if believed and delivery and delivery.gap is not None and delivery.customers.margin:
        words = _("{count} leaders say that expectations are exceeded; of customers {figure}")
        text = words.format(count=believed.leaders, figure=believed.customers)
        gaps.append((delivery.gap / delivery.customers.margin, text))
    for row, found in perceptions.perceptions(shown.session).items():
        if found.gap is not None and found.measured.margin:
            words = _("{measure}: we guessed {guess}, customers say {figure}")
            told = figure(lookup.measure(shown.session, row), found.measured)
            text = words.format(measure=shown.name("measures", row), guess=number(found.median), figure=told)
            gaps.append((abs(found.gap) / found.measured.margin, text))
    times, text = max(gaps, default=(0.0, ""), key=lambda gap: gap[0])
    return text if times > 1 else _("our guesses are within the margin of error") if gaps else ""


def _first(texts: list[str]) -> str:
    more = len(texts) - NAMED
    return "; ".join(texts[:NAMED]) + (
        " " + plural("(and {n} more)", "(and {n} more)", more) if more > 0 else ""
    )


def _open_deeds(actions: tuple[Deed, ...]) -> list[Deed]:
    return [deed for deed in actions if deed.due and deed.unfinished][:NAMED]


def _due(deed: Deed) -> str:
    return f"{date_text(deed.due)} {deed.title}" + (f" – {deed.owner}" if deed.owner else "")


def _next(shown: Shown) -> str:
    day, convener = shown.round.next_review_on, shown.person(shown.round.convener)
    told = _("convener: {name}").format(name=convener) if convener else ""
    return ", ".join(part for part in (date_text(day), told) if part) if day else ""
