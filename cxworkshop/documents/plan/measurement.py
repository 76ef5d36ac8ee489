"""The measures with their figures, for the appendix."""

from __future__ import annotations

from typing import NamedTuple

from cxworkshop.documents.figure_text import amount, moved, newest_figure
from cxworkshop.documents.plan.headlines import Headline, headlines
from cxworkshop.documents.plan.unmeasured import is_computed
from cxworkshop.documents.wording import RecordView, joined, label, of
from cxworkshop.language import N_, _, date_text, plural
from cxworkshop.method import intervals, lookup
from cxworkshop.method.measuring import BY, coverage_by
from cxworkshop.method.revisit.comparing import MeasureChange, measure_changes
from cxworkshop.model.measures import Measure
from cxworkshop.model.place import field_of


class MeasureRow(NamedTuple):
    name: str
    before: str
    """What it was in the last round; empty where nothing is new."""
    now: str
    change: str
    """How far it moved, and whether that is more than chance."""
    target: str
    rhythm: str
    owner: str
    day: str = ""
    """Of the newest figure."""


class Measurement(NamedTuple):
    measures: tuple[MeasureRow, ...]
    headlines: tuple[Headline, ...]
    coverage: tuple[tuple[str, str], ...]
    """Channel and element, each with how many touchpoints of each are measured: store 1 of 2."""


def measurement(view: RecordView, before: RecordView | None) -> Measurement:
    """The measures with their figures, and the figures of how the experience is led."""
    found = measure_changes(before.session, view.session) if before else ()
    changes = {change.measure: change for change in found}
    return Measurement(
        measures=tuple(
            _measure_row(view, changes.get(measure.id), measure) for measure in measures_shown(view)
        ),
        headlines=headlines(view),
        coverage=tuple((label("touchpoints", field), _coverage(view, field)) for field in BY),
    )


def _coverage(view: RecordView, field: str) -> str:
    kind = field_of("touchpoints", field).kind
    return joined(
        *(
            f"{kind.show(value, view.reading) if value else _('not said')} {of(measured, total)}"
            for value, (measured, total) in coverage_by(view.session, field).items()
        )
    )


def measures_shown(view: RecordView) -> tuple[Measure, ...]:
    """The measures in use, without those that are computed from the record."""
    return tuple(
        measure for measure in lookup.measures_in_use(view.session) if not is_computed(view, measure.id)
    )


def _measure_row(view: RecordView, change: MeasureChange | None, measure: Measure) -> MeasureRow:
    targets = (amount(measure, goal.target) for goal in lookup.goals_of(view.session, measure))
    newest = intervals.latest(view.session, measure.id)
    return MeasureRow(
        name=measure.name_shown,
        before=amount(measure, change.before.value) if change else "",
        now=newest_figure(view.session, measure) or _("not measured"),
        change=moved(measure, change.before, change.after, change.change) if change else "",
        target=joined(*dict.fromkeys(targets)),
        rhythm=rhythm(measure.cadence_days),
        owner=view.person(measure.owner),
        day=date_text(newest.observed_on) if newest and newest.observed_on else "",
    )


_RHYTHMS = {
    7: N_("every week"),
    30: N_("every month"),
    90: N_("every quarter"),
    91: N_("every quarter"),
    365: N_("every year"),
}


def rhythm(days: int | None) -> str:
    """How often, in words; empty when it is not agreed."""
    if not days:
        return ""
    return _(_RHYTHMS[days]) if days in _RHYTHMS else plural("every day", "every {n} days", days)
