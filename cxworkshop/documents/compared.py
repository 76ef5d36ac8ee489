"""Two rounds beside each other, as lines of text; the verb and the screen compare show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from cxworkshop.documents.belief import calibration_words, gap_words
from cxworkshop.documents.figure_text import amount, difference, outcome, verdict_words
from cxworkshop.documents.plan.headlines import label, text
from cxworkshop.documents.wording import aside, of, status_words
from cxworkshop.language import _, joined, percent, plural, say, shown
from cxworkshop.method import content, lookup
from cxworkshop.method.baselines import is_baseline
from cxworkshop.method.checkins import became, lines_of, row_of
from cxworkshop.method.derived import row_name
from cxworkshop.method.goals import progress_shown
from cxworkshop.method.perceptions import gap_over_rounds
from cxworkshop.method.revisit.comparing import ARROWS
from cxworkshop.model.place import field_of
from cxworkshop.model.session import index

if TYPE_CHECKING:
    from datetime import date

    from cxworkshop.method.checkins import AtCheckIn
    from cxworkshop.method.revisit import Comparison
    from cxworkshop.method.revisit.comparing import ExperienceChange, GoalChange
    from cxworkshop.model.checkins import CheckIn
    from cxworkshop.model.measures import Measure
    from cxworkshop.model.redefinition import Review
    from cxworkshop.model.session import Session

_MISSED = frozenset({"missed", "missed_uncertain"})


def sections(session: Session, found: Comparison) -> list[tuple[str, list[str]]]:
    """What there is to say of two rounds, each part under its heading; `session` ends with the later one."""
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        (_("How the experience is led"), _headlines(session, found)),
        (_("What customers say"), _measures(session, found)),
        (_("Who answers for it, by the blind answers"), _flow(session, found)),
        (_("Who answers for it now"), _names(session, found)),
        (_("What became of the goals"), (_goal(session, goal) for goal in found.goals)),
        (_("Experience goals"), (_experience(session, row, found.on) for row in found.experience)),
        (_("What we believed, and what customers say"), _gaps(session, found)),
        (_("Levels that are facts"), _journey(session, found)),
        (_("Deeds"), _deeds(session, found)),
        (_("Decisions to be looked at again"), _decisions(found)),
        (_("What customers now take for granted"), (signal.name_shown for signal in found.signals)),
        (_("What is tried with a few customers"), (tried.name_shown for tried in found.tried)),
        (_("What was said at the checks"), _words(session.as_of(found.before), found)),
    )
    return [(heading, lines) for heading, rows in parts if (lines := list(rows))]


def _headlines(session: Session, found: Comparison) -> Iterator[str]:
    """The figures; where no way of working is written in either round, no goal can have its deeds."""
    are_unwritten = not any(session.as_of(n).round.practices for n in (found.before, found.after))
    for row in found.headlines:
        path = f"{text(row.before) or '–'} → {text(row.after) or '–'}"
        line = f"{label(row.key)}: {path} {row.arrow}".rstrip()
        yield aside(line, _("no way of working is written") if row.key == "deeds" and are_unwritten else "")


def _measures(session: Session, found: Comparison) -> Iterator[str]:
    for row in found.measures:
        measure = lookup.measure(session, row.measure)
        path = f"{_short(measure, row.before.value)} → {_short(measure, row.after.value)}"
        sign = ARROWS[row.moved]
        name = session.name_of("measures", row.measure)
        yield f"{name}: {path}, {difference(measure, row.before, row.after, row.change)} {sign}".rstrip()


def _short(measure: Any, value: float | None) -> str:
    return amount(measure, value) or "–"


def _flow(session: Session, found: Comparison) -> Iterator[str]:
    for (was, now), n in sorted(found.flow.items(), key=lambda item: -item[1]):
        which = (touchpoint for touchpoint, moved in found.transitions.items() if moved == (was, now))
        names = joined([session.name_of("touchpoints", touchpoint) for touchpoint in which])
        yield f"{status_words(was)} → {status_words(now)}: {n} – {names}"
    if found.few_answers:
        few = joined([session.name_of("touchpoints", touchpoint) for touchpoint in found.few_answers])
        yield f"· {_('few answers')}: {len(found.few_answers)} – {few}"


def _names(session: Session, found: Comparison) -> Iterator[str]:
    for touchpoint, (was, now) in found.accountable.items():
        before, after = (session.name_of("people", who) if who else _("nobody") for who in (was, now))
        yield str(
            say(
                "{touchpoint} – before {before}, now {now}",
                touchpoint=session.name_of("touchpoints", touchpoint),
                before=before,
                now=after,
            )
        )


def _goal(session: Session, row: GoalChange) -> str:
    goal, measure = row.goal, lookup.measure(session, row.goal.measure)
    parts = [*_way_of(row, measure), str(say("target {target}", target=amount(measure, goal.target) or "?"))]
    if row.has_new_figure:
        parts.append(verdict_words(row.now))
        way = row.now.progress
        if way is not None and row.now.verdict in _MISSED:
            parts.append(str(say("{share} of the way", share=percent(progress_shown(way)))))
    if row.review is not None:
        verdict, cause = (_word(row.review, field) for field in ("verdict", "cause"))
        parts += [_("our verdict: {verdict}").format(verdict=verdict)] if verdict else []
        parts += [_("cause: {cause}").format(cause=cause)] if cause else []
    why = f" {row.review.text}" if row.review is not None and row.review.text else ""
    return f"{goal.name_shown}: {', '.join(parts)}.{why}"


def _word(review: Review, field: str) -> str:
    """What was chosen in a review, in words; empty while nothing is."""
    kind: Any = field_of("reviews", field).kind
    value = getattr(review, field)
    return kind.words(value) if value else ""


def _way_of(row: GoalChange, measure: Measure | None) -> tuple[str, ...]:
    """Where a goal began, where it was when the round was held, if that is another figure, and where it is
    now, if anybody has measured it since."""
    began, then, now = (
        _short(measure, value) for value in (row.goal.baseline, row.then.value, row.now.value)
    )
    if not row.has_new_figure:
        return began, _("no new figure")
    is_another = row.then.value is not None and not is_baseline(measure, row.goal, row.then.value)
    between = (_("then {figure}").format(figure=then),) if is_another else ()
    return (" → ".join((began, *between, _("now {figure}").format(figure=now))),)


def _experience(session: Session, row: ExperienceChange, on: date) -> str:
    goal, measure = row.goal, lookup.measure(session, row.goal.measure)
    path = " → ".join(_short(measure, reading.value) for reading in (row.then, row.now))
    target = str(say("target {target}", target=amount(measure, goal.target) or "?"))
    return f"{goal.name_shown}: {', '.join(filter(None, (path, target, outcome(session, goal, on))))}"


def _gaps(session: Session, found: Comparison) -> Iterator[str]:
    """The delivery gap of each round, the dated background of the field, and how well figures were
    guessed."""
    rows = gap_over_rounds(session)
    for row in rows:
        yield f"{say('Round {n}', n=row.round)}: {gap_words(row)}"
    background = str(content.reference_line("exceeded", session.organisation.sector))
    if background and any(row.gap.gap is not None for row in rows):
        yield background
    for measure_id, calibrated in found.calibrations.items():
        told = (
            str(say("round {n}: {words}", n=row.round, words=calibration_words(row))) for row in calibrated
        )
        yield f"{session.name_of('measures', measure_id)} – {'; '.join(told)}"


def _journey(session: Session, found: Comparison) -> Iterator[str]:
    for touchpoint, (was, now) in found.journey.items():
        yield f"{session.name_of('touchpoints', touchpoint)}: {shown(was)} → {shown(now)}"


def _deeds(session: Session, found: Comparison) -> Iterator[str]:
    actions = found.actions
    if actions.due:
        yield str(say("Due actions done: {done}", done=of(actions.done, actions.due)))
        yield str(say("Due actions done on time: {done}", done=of(actions.on_time, actions.due)))
    if actions.median_slip is not None:
        words = (
            say("Days late, in the middle: {days}", days=actions.median_slip)
            if actions.median_slip >= 0
            else say("Days early, in the middle: {days}", days=-actions.median_slip)
        )
        yield str(words)
    if found.carried:
        names = [session.name_of("actions", action) for action in found.carried]
        yield f"{plural('{n} action goes on', '{n} actions go on', len(names))}: {joined(names)}"
    if any(row.kind != "written" for row in found.check_ins):
        yield _trend(found)
    for row in found.check_ins:
        yield from _check_in(session.as_of(found.before), row)
    if found.promises.of:
        yield str(say("Promises kept: {done}", done=of(found.promises.count, found.promises.of)))


def _trend(found: Comparison) -> str:
    """Open actions and kept promises over the check-ins of the round before, to its end."""
    rows = [row for row in found.check_ins if row.kind != "written"]
    days = " → ".join([*(shown(row.held_on) for row in rows), _("closed")])
    left = " → ".join(str(n) for n in (*(row.open for row in rows), len(found.carried)))
    parts = [_("open actions {path}").format(path=left)]
    if found.promises.of:
        kept = " → ".join(str(n) for n in (*(row.kept for row in rows), found.promises.count))
        parts.append(_("promises kept {path}").format(path=kept))
    words = _("From check-in to check-in ({days}): {what}")
    return words.format(days=days, what=", ".join(parts))


def _check_in(session: Session, row: AtCheckIn) -> Iterator[str]:
    """A check-in in figures, and whether the responsibility was still true."""
    is_written = row.kind == "written"
    words = (
        say("In writing {day}: {what}", day=row.held_on, what=row.words)
        if is_written
        else say("Check-in {day}: {what}", day=row.held_on, what=row.words)
    )
    if row.followed and not is_written:
        words = say(
            "{words}; {k} of {n} acknowledged by those who follow up",
            words=words,
            k=row.acknowledged,
            n=row.followed,
        )
    yield str(words)
    if row.responsibility_holds is not None:
        yield _responsibility(session, row)


def _words(session: Session, found: Comparison) -> Iterator[str]:
    """What was said at the check-ins in a word, each with its day after what it is of."""
    for row in found.check_ins:
        for line in lines_of(session, row.id):
            if line.text:
                word = _("“{note}”").format(note=line.text)
                name = row_name(session, row_of(line))
                yield f"{shown(row.held_on)} – {name}: {became(session, line)}, {word}"


def _responsibility(session: Session, row: AtCheckIn) -> str:
    """Whether who answers for what was still true at a check-in, and what was said of it."""
    held = cast("CheckIn", index(session.round.checkins)[row.id])
    kind: Any = field_of("checkins", "responsibility_holds").kind
    word = f", {_('“{note}”').format(note=held.text)}" if held.text else ""
    return f"{_(kind.label)}: {kind.words(held.responsibility_holds)}{word}"


def _decisions(found: Comparison) -> Iterator[str]:
    return (f"{shown(decision.review_on)}: {decision.name_shown}" for decision in found.decisions)
