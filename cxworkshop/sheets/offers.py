"""What cells offer to be filled with: a measure of the library, a figure that was observed, a suggested text;
and which rows of a list belong to the row that is typed into. Declared by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cxworkshop.language import _, date_text, plural, speaking
from cxworkshop.language import language as interface
from cxworkshop.method import content, derived, figures, intervals, library, lookup, responsibility, sides
from cxworkshop.method.baselines import as_read
from cxworkshop.method.privacy import BLIND_TABLES
from cxworkshop.model.actions import Action
from cxworkshop.model.goals import Goal
from cxworkshop.model.kinds import Option, Reading
from cxworkshop.model.matching import folded
from cxworkshop.model.measures import RHYTHMS, UNITS, Measure
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place, field_of, fields, kind_at, record_at, value_at
from cxworkshop.model.raw import record_of
from cxworkshop.model.record import Record
from cxworkshop.model.session import TABLES, Session, index
from cxworkshop.sheets.editor import Editor

MOST = 20
"""Actions that are offered at most: a journey may have thousands of touchpoints."""


@dataclass(frozen=True)
class Offering:
    """What the cells of a field offer for a row: the rows of its list that come `first`, and what else."""

    first: Callable[[Session, Record], Collection[str]] | None = None
    offers: Callable[[Reading, Record], Sequence[Option]] | None = None
    begins: Callable[[Reading, Place], Any] | None = None
    """What an empty cell begins with, which Enter takes."""

    def first_for(self, reading: Reading, row: Record) -> frozenset[str] | None:
        """The ids of the rows that come first; None where none do for any row."""
        return frozenset(self.first(reading.session, row)) if self.first else None

    def offers_for(self, reading: Reading, row: Record) -> tuple[Option, ...]:
        return tuple(self.offers(reading, row)) if self.offers else ()


def _in_words_of(session: Session) -> AbstractContextManager[None]:
    """The language and the sector in which the workshop is written."""
    return speaking(session.workshop.language or interface(), session.organisation.sector)


# ---- measures ----------------------------------------------------------------------------------------------
def _named(
    session: Session, suggested: Sequence[library.Suggested], says_touchpoint: bool = False
) -> list[Option]:
    """Measures of the library. A name that is taken says its touchpoint, and is left out without one."""
    offers, taken = [], library.taken_names(session)
    for one in suggested:
        with _in_words_of(session):
            name, definition = str(one.measure.name), str(one.measure.definition)
        touchpoint = one.touchpoint.name_shown if one.touchpoint else ""
        if touchpoint and folded(name) in taken:
            name = f"{name}: {touchpoint}"
        if folded(name) not in taken:
            about = [*_about(one.measure), *([touchpoint] if touchpoint and says_touchpoint else [])]
            offers.append(Option(name, name, " · ".join(about), _values(one, definition)))
    return offers


def _values(one: library.Suggested, definition: str) -> dict[str, Any]:
    shared = {*one.measure._fields} & {*fields("measures")} - {"name"}
    return {
        **{field: getattr(one.measure, field) for field in shared},
        "definition": definition,
        "touchpoints": (one.touchpoint.id,) if one.touchpoint else (),
    }


def _about(measure: content.StarterMeasure) -> list[str]:
    """The unit with the better side, and how often."""
    better = "↓" if measure.direction == "down" else "↑"
    return [f"{_(dict(UNITS)[measure.unit])} {better}", _(dict(RHYTHMS)[measure.cadence_days])]


def _measures(reading: Reading, _row: Record) -> list[Option]:
    return _named(reading.session, library.suggested(reading.session), says_touchpoint=True)


def _measures_of_whole(reading: Reading, _row: Record) -> list[Option]:
    return _named(reading.session, library.suggested_for(reading.session, None))


def _benefits(reading: Reading, _row: Record) -> list[Option]:
    return _named(reading.session, library.benefits(reading.session))


def _measures_here(reading: Reading, row: Record) -> list[Option]:
    return _named(reading.session, library.suggested_for(reading.session, _touchpoint(reading.session, row)))


def _touchpoint(session: Session, row: Record) -> Touchpoint | None:
    """The touchpoint that a row is about."""
    touchpoint = index(session.touchpoints).get(getattr(row, "touchpoint", None) or "")
    return touchpoint if isinstance(touchpoint, Touchpoint) else None


def _measuring(session: Session, row: Record) -> list[str]:
    """The measures of the touchpoint of a row."""
    rows = lookup.grouped(session.measures, "touchpoints").get(getattr(row, "touchpoint", None), ())
    return [measure.id for measure in rows]


def _observed(reading: Reading, row: Record) -> list[Option]:
    """The figures of the measure of a goal as they are read, the newest first, each with its day and its
    answers."""
    from cxworkshop.documents import figure_text

    session = intervals.as_known(reading.session, reading.on)
    measure = lookup.measure(session, row.measure) if isinstance(row, Goal) else None
    offers: dict[float, Option] = {}
    for observation in reversed(intervals.observations_of(session, measure.id)) if measure else ():
        assert measure is not None
        value = intervals.reading_of(measure, observation).value
        if value is None:
            continue
        value = as_read(measure, value)
        n = intervals.answers(observation)
        said = [
            *([date_text(observation.observed_on)] if observation.observed_on else []),
            *([plural("{n} answer", "{n} answers", n)] if n else []),
        ]
        offers.setdefault(value, Option(value, figure_text.amount(measure, value), " · ".join(said)))
    return list(offers.values())


def _likely_side(reading: Reading, row: Record) -> list[Option]:
    """The side that a measure is likely better on, with what tells so, where nobody said it."""
    likely = sides.likely(reading.session, row) if isinstance(row, Measure) and not row.direction else None
    if likely is None:
        return []
    side, ground = likely
    why = _("its goals aim there") if ground == "goals" else _("by its metric")
    return [Option(side, field_of("measures", "direction").kind.show(side, reading), why)]


# ---- suggested texts ---------------------------------------------------------------------------------------
def _enablers(reading: Reading, _row: Record) -> list[Option]:
    """The texts of the method that are not in the list yet."""
    session = reading.session
    kind = field_of("enablers", "kind").kind
    with _in_words_of(session):
        texts = [(str(suggestion.text), suggestion.kind) for suggestion in content.enabler_suggestions()]
    taken = {folded(enabler.text) for enabler in session.round.enablers}
    return [
        Option(text, text, kind.show(name, reading), {"kind": name})
        for text, name in texts
        if folded(text) not in taken
    ]


def _actions(reading: Reading, row: Record) -> list[Option]:
    """What the record waits for at a touchpoint: its own where it has one, else of the priorities first."""
    session, own = reading.session, _touchpoint(reading.session, row)
    priorities = derived.priorities(session)
    touchpoints = [own] if own else sorted(lookup.in_scope(session), key=lambda tp: tp.id not in priorities)
    kind = field_of("actions", "kind").kind
    begun = {(action.kind, action.touchpoint) for action in session.round.actions}
    waiting = (
        Option(text, text, kind.show(name, reading), {"kind": name, "touchpoint": touchpoint.id})
        for touchpoint, name, text in _waiting(reading, touchpoints)
        if (name, touchpoint.id) not in begun
    )
    return list(islice(waiting, MOST))


def _waiting(reading: Reading, touchpoints: Iterable[Touchpoint]) -> Iterator[tuple[Touchpoint, str, str]]:
    """The touchpoints that wait for an action, each with the kind and the text of the action."""
    session, unmeasured = reading.session, frozenset(figures.unmeasured(reading.session))
    with _in_words_of(session):
        measure, confirm = _("Start measuring: {touchpoint}"), _("Confirm who answers for: {touchpoint}")
    for touchpoint in touchpoints:
        if touchpoint.id in unmeasured:
            yield touchpoint, "start_measuring", measure.format(touchpoint=touchpoint.name_shown)
        if responsibility.agreed(session, touchpoint.id, reading.on).status != "held":
            yield touchpoint, "confirm_owner", confirm.format(touchpoint=touchpoint.name_shown)


# ---- rows that belong together -----------------------------------------------------------------------------
def _goals(session: Session, row: Record) -> list[str]:
    """The goals of the touchpoint of an action."""
    touchpoint = row.touchpoint if isinstance(row, Action) else None
    return [goal.id for goal in session.round.goals if touchpoint and goal.touchpoint == touchpoint]


def _computed(reading: Reading, place: Place) -> Any:
    return derived.derived_value(reading.session, place, reading.on)


OFFERINGS: Mapping[tuple[str, str], Offering] = {
    ("measures", "name"): Offering(offers=_measures),
    ("measures", "direction"): Offering(offers=_likely_side),
    ("goals", "measure"): Offering(_measuring, _measures_here),
    ("goals", "baseline"): Offering(offers=_observed),
    ("experience_goals", "measure"): Offering(offers=_measures_of_whole),
    ("innovations", "measure"): Offering(offers=_measures_of_whole),
    ("investments", "return_measures"): Offering(offers=_benefits),
    ("ownerships", "reward.measures"): Offering(_measuring, _measures_here),
    ("cx_lead", "reward.measures"): Offering(offers=_measures_of_whole),
    ("observations", "measure"): Offering(offers=_measures),
    ("enablers", "text"): Offering(offers=_enablers),
    ("actions", "title"): Offering(offers=_actions),
    ("actions", "goal"): Offering(_goals),
    ("reviews", "result"): Offering(begins=_computed),
}
"""By table and field."""


def editor_at(reading: Reading, place: Place, start: Mapping[str, Any] | None = None) -> Editor:
    """The editor of a place, with what is offered there; `start` are the first values of a row to be
    added. That of a blind answer is empty: what was answered is never shown again."""
    if start is not None:
        kind, value = field_of(place.table, place.field).kind, None
        row: Record | None = record_of(TABLES[place.table], {"id": "?", **start})
    else:
        kind, value = kind_at(reading.session, place), value_at(reading.session, place)
        value = None if place.table in BLIND_TABLES else value
        row = record_at(reading.session, place)
    offering = OFFERINGS.get((place.table, place.field))
    if offering is None or row is None:
        return Editor.for_value(kind, value, reading)
    if value is None and offering.begins is not None:
        value = offering.begins(reading, place)
    return Editor.for_value(
        kind, value, reading, offering.first_for(reading, row), offering.offers_for(reading, row)
    )
