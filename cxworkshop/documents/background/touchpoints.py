"""Each touchpoint in detail: what it is, its level, who carries it on paper and in practice."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from cxworkshop.documents import charts
from cxworkshop.documents.pictures import Level, Stair, Weight
from cxworkshop.documents.plan.ballot_text import ballot_text
from cxworkshop.documents.plan.lines import Line, sentences
from cxworkshop.documents.wording import (
    SIGNS,
    RecordView,
    agreed_words,
    aside,
    joined,
    label,
    marks,
    status_words,
)
from cxworkshop.language import _, date_text, number, plural
from cxworkshop.method import charts as method_charts
from cxworkshop.method import derived, facts, lookup, responsibility
from cxworkshop.method.facts import telling
from cxworkshop.method.headlines import agreement_shown
from cxworkshop.method.steps import STEPS, step
from cxworkshop.method.thresholds import FEW
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.climb import StepState
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.ownership import Objection
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import index
from cxworkshop.model.touchpoint_states import TouchpointState

_SAYS_NOTHING = frozenset({None, "undecided", "unknown"})


class TouchpointRow(NamedTuple):
    name: str
    kind: str
    """Its channel and element, who delivers it, the process behind it."""
    level: str
    """Role, importance, level now → target, trends."""
    on_paper: str
    """Whom the papers name, followed by ‡ where that is not the person most named; the team."""
    practice: str


class Touchpoints(NamedTuple):
    rows: tuple[TouchpointRow, ...]
    differs: bool
    """Whether somewhere the person on paper is not the one most named."""
    answers: str
    """How many blind answers there are; empty before they are revealed."""
    as_is: str
    agreed: str
    agreement: str
    alpha: str
    functions: str
    lead_practice: str
    levels: tuple[Level, ...]
    was_before: bool
    """Whether any level of the last round shows."""
    weights: tuple[Weight, ...]
    tie: str
    """What scores the same for too few places; mostly empty."""
    measure_first: str
    """The touchpoints that have no score, because something is not known of them."""
    stairs: tuple[Stair, ...]
    settled: tuple[Line, ...]
    """Objections that nobody upholds any more."""


def touchpoints(view: RecordView) -> Touchpoints:
    """The touchpoints in the order of the journey, and how responsibility divides over them."""
    session = view.session
    scope, levels = lookup.in_scope(session), charts.levels(view)
    answers = max((diagnosis.n for diagnosis in responsibility.diagnoses(session).values()), default=0)
    whole = responsibility.as_is(session, WHOLE)
    return Touchpoints(
        rows=tuple(_row(view, touchpoint) for touchpoint in scope),
        differs=any(responsibility.on_paper_differs(session, touchpoint.id) for touchpoint in scope),
        answers=plural("{n} blind answer", "{n} blind answers", answers) if answers else "",
        as_is=_practice(view) if answers else "",
        agreed=_agreed(view) if session.round.ownerships else "",
        agreement=_two_decimals(agreement_shown(session)),
        alpha=_two_decimals(responsibility.alpha_of(session)) if answers >= FEW else "",
        functions=_functions(view),
        lead_practice=ballot_text(view, whole) if whole.n else "",
        levels=levels,
        was_before=any(level.was and level.was != level.now for level in levels),
        weights=charts.weights(view),
        tie=str(derived.tie_words(session)),
        measure_first=view.touchpoints(method_charts.measure_first(session)),
        stairs=_stairs(view),
        settled=tuple(
            Line(view.touchpoint(objection.touchpoint), _settled_text(view, objection))
            for objection in session.round.objections
            if not objection.is_open
        ),
    )


def _two_decimals(value: float | None) -> str:
    return "" if value is None else number(value, 2)


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{status_words(status)} {count}" for status, count in counts.items())


def _practice(view: RecordView) -> str:
    few = len(responsibility.few_answered(view.session))
    return marks(
        _counts(responsibility.status_counts(view.session)), f"{_('few answers')} {few}" if few else ""
    )


def _agreed(view: RecordView) -> str:
    agreed = responsibility.agreed_counts(view.session, view.on)
    counts = " · ".join(f"{SIGNS[status]} {agreed_words(status)} {count}" for status, count in agreed.items())
    in_name_only = len(responsibility.in_name_only(view.session, view.on))
    return f"{counts} – {_('in name only')} {in_name_only}" if in_name_only else counts


def _stairs(view: RecordView) -> tuple[Stair, ...]:
    """The steps and when they were passed, the highest first."""
    states = index(view.round.steps)
    stairs = []
    for height, name in enumerate(STEPS):
        state = states.get(name)
        is_passed = isinstance(state, StepState) and state.is_passed
        day = state.passed_on if isinstance(state, StepState) and is_passed else None
        stairs.append(Stair(height, is_passed, aside(str(step(name).name), date_text(day) if day else "")))
    return tuple(reversed(stairs))


def _row(view: RecordView, touchpoint: Touchpoint) -> TouchpointRow:
    session = view.session
    ownership = lookup.ownership_of(session, touchpoint.id)
    diagnosis = responsibility.as_is(session, touchpoint.id)
    differs = responsibility.paper_sign(session, touchpoint.id)
    agreement = _two_decimals(diagnosis.agreement) if diagnosis.n >= FEW else ""
    return TouchpointRow(
        name=touchpoint.name_shown,
        kind=_kind(view, touchpoint),
        level=_level(view, lookup.state_of(session, touchpoint.id)),
        on_paper=aside(view.person(ownership.formal_owner) + differs, ownership.responsible_team),
        practice=aside(ballot_text(view, diagnosis), agreement) if diagnosis.n else "",
    )


def _kind(view: RecordView, touchpoint: Touchpoint) -> str:
    last_metre = derived.value(view.session, Place("touchpoints", touchpoint.id, "last_metre"), view.on)
    delivery = (view.field(touchpoint, "delivered_by"), view.name("partners", touchpoint.partner))
    return marks(
        view.field(touchpoint, "channel"),
        view.field(touchpoint, "element"),
        ": ".join(part for part in delivery if part),
        _("last metre") if last_metre else "",
        _process(view, touchpoint),
    )


def _process(view: RecordView, touchpoint: Touchpoint) -> str:
    """The process behind a touchpoint, with its level and its owner."""
    state = lookup.state_of(view.session, touchpoint.id)
    owner, level = view.person(state.process_owner), view.field(state, "process_level")
    if not touchpoint.process and (owner or level):
        return aside(label("touchpoints", "process"), joined(level, owner))
    return aside(touchpoint.process, joined(level, owner))


def _level(view: RecordView, state: TouchpointState) -> str:
    """2 below ○ → 4 exceeds, with the role, where it is going, and what the mark rests on."""
    standing = facts.standing(view.session, state.id, view.on)
    level = f"{view.field(state, 'level_now')} {telling.SIGNS[standing.basis]}"
    now = level if state.level_now else telling.mark(standing) if state.level_basis else ""
    target = view.field(state, "level_target")
    return marks(
        f"{now or '?'} → {target or '?'}" if now or target else "",
        "" if state.role in _SAYS_NOTHING else view.field(state, "role"),
        *(
            f"{label('touchpoint_states', field)} {view.field(state, field)}"
            for field in ("importance", "experience_trend", "buying_trend")
            if getattr(state, field) not in _SAYS_NOTHING
        ),
        telling.words(view.session, state.id, view.on),
    )


def _functions(view: RecordView) -> str:
    """How many touchpoints each function holds, the function with the most first."""
    kind = field_of("ownerships", "function").kind
    held = responsibility.held_ownerships(view.session, view.on)
    functions = (
        derived.value(view.session, Place("ownerships", ownership.id, "function"), view.on)
        for ownership in held
    )
    counts = Counter(kind.show(function, view.reading) or _("other") for function in functions)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return " · ".join(f"{function} {count}" for function, count in ordered)


def _settled_text(view: RecordView, objection: Objection) -> str:
    name = view.person(objection.by)
    said = _("{name} objected: {text}").format(name=name, text=objection.text) if name else objection.text
    day = objection.settled_on
    return sentences(said, _("Settled on {day}").format(day=date_text(day)) if day else _("Settled"))
