"""What stands without a name: actions, promises; leaders without a promise; conditions left open."""

from __future__ import annotations

from collections.abc import Iterator

from cxworkshop.documents.plan.actions import tasks
from cxworkshop.documents.plan.lines import Line, together
from cxworkshop.documents.wording import RecordView, aside
from cxworkshop.language import _, date_text, joined
from cxworkshop.method import figures
from cxworkshop.method.checks.finding import present
from cxworkshop.method.readiness import findings
from cxworkshop.method.steps import gate
from cxworkshop.model.climb import GateOverride
from cxworkshop.model.session import index

Grouped = tuple[str, tuple[Line, ...]]


def without_a_name(view: RecordView) -> Iterator[Grouped]:
    """Headings with their lines."""
    known = {person.id for person in view.session.people}
    everything = tasks(view)
    unnamed = [task for task in everything if task.owner not in known]
    yield _("Actions without a person"), tuple(Line(task.when, task.in_full, task) for task in unnamed)
    yield (
        _("Promises without a person"),
        tuple(
            Line(
                date_text(commitment.by) if commitment.by else _("no date"),
                aside(commitment.text, view.field(commitment, "kept")),
            )
            for commitment in view.round.commitments
            if commitment.person not in known and commitment.text
        ),
    )
    undated = [
        task for task in everything if task.owner in known and task.due is None and not task.is_finished
    ]
    yield _("Actions without a date"), together(Line(task.text, view.person(task.owner)) for task in undated)


def not_promised(view: RecordView) -> tuple[Line, ...]:
    """The leaders present without a promise, and those without a day with a customer, once one has."""
    round_, lines = view.round, []
    promised = {commitment.person for commitment in round_.commitments if commitment.text}
    leaders = [person.id for person in present(view.session) if person.leadership_team]
    silent = [view.person(leader) for leader in leaders if leader not in promised]
    if promised and silent:
        lines.append(Line(_("No promise was recorded"), joined(silent)))
    contacts = index(round_.leader_contacts)
    team = [leader.id for leader in figures.leaders(view.session, view.on)]
    unmet = [view.person(leader) for leader in team if not getattr(contacts.get(leader), "next", None)]
    if contacts and unmet:
        lines.append(Line(_("No date for meeting a customer"), joined(unmet)))
    return tuple(lines)


def overrides(view: RecordView) -> tuple[Line, ...]:
    """Readiness checks that were open when a step was climbed past and still are, and the reason given."""
    overrides = view.round.gate_overrides
    mended = {f.check for f in findings(view.session, view.on) if f.holds} if overrides else set()
    return tuple(_override(view, override) for override in overrides if override.gate not in mended)


def _override(view: RecordView, override: GateOverride) -> Line:
    reason = aside(override.reason or _("no reason given"), override.by)
    try:
        check = str(gate(override.gate or "", view.session.organisation.sector).text)
    except KeyError:
        check = _("a check of another version of the program")
    return Line(check, reason)
