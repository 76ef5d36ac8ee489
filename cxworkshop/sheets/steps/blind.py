"""Lists of blind answers without names: the five functions, the values check, confidence and dots; shared by
several steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cxworkshop.language import N_, Words, _, number, say
from cxworkshop.method import content, dots, figures, thresholds
from cxworkshop.method.content import Statement
from cxworkshop.method.figures import Spread
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Cell, Column, Computed, Row
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps.cells import TOUCHPOINT

_EMPTY = N_("Nothing has been answered yet: {ballot} keys the answers in, blind.")
_ELSEWHERE = N_("The answers are keyed in blind: {ballot}.")


def few_words() -> Words:
    """Why no figure is shown of few answers."""
    return say("Figures show from {n} answers on: of fewer they would tell who it was.", n=thresholds.FEW)


def _median(answers: Spread) -> Cell:
    if not answers.may_be_shown:
        return Cell("–", "muted")
    full = round(answers.median)
    return Cell(f"{'●' * full}{'○' * (5 - full)} {number(answers.median, 1)}")


def _verdict(answers: Spread) -> Cell:
    is_weak = answers.may_be_shown and answers.is_weak
    return Cell("! " + _("needs an enabler"), "bad") if is_weak else Cell()


def scored(
    id: str,
    title: str,
    statements: Callable[[str | None], Sequence[Statement]],
    spreads: Callable[[Session], Mapping[str, Spread]],
) -> SheetPlan:
    """A sheet of statements with the median, range and number of their scores, from the spreads by key."""

    def rows(session: Session) -> list[Row]:
        offered = statements(None) if spreads(session) else ()
        return [{"statement": Place("", statement.key)} for statement in offered]

    def statement_of(reading: Reading, row: Row) -> Statement | None:
        offered = {statement.key: statement for statement in statements(reading.session.organisation.sector)}
        return offered.get(row["statement"].id)

    def name(reading: Reading, row: Row) -> Cell:
        return Cell(str(statement.name) if (statement := statement_of(reading, row)) else "")

    def scores(show: Callable[[Spread], Cell], empty: str = "–") -> Computed:
        def cell(reading: Reading, row: Row) -> Cell:
            answers = spreads(reading.session).get(row["statement"].id)
            return show(answers) if answers else Cell(empty)

        return cell

    def note(reading: Reading, row: Row) -> Words:
        statement = statement_of(reading, row)
        answers = spreads(reading.session).get(row["statement"].id)
        few = f" {few_words()}" if answers and not answers.may_be_shown else ""
        return f"{statement.statement}{few}" if statement else few

    columns = (
        Column(name, N_("Statement"), width=24, weight=2, importance=10),
        Column(scores(_median), N_("Median"), width=10, importance=9),
        Column(scores(lambda answers: Cell(answers.ends or "–")), N_("Range"), width=7, importance=8),
        Column(scores(lambda answers: Cell(number(answers.n))), N_("Answers"), width=9, importance=5),
        Column(scores(_verdict, ""), "", width=18, importance=7),
    )
    return SheetPlan(id, title, columns, rows=rows, note=note, empty=_EMPTY, elsewhere=_ELSEWHERE)


FUNCTIONS = replace(
    scored("functions", N_("Five functions"), content.five_functions, figures.functions),
    ballot="function_scores",
)
VALUES = replace(
    scored("values", N_("Values check"), content.values_check, figures.values), ballot="value_scores"
)


# ---- confidence --------------------------------------------------------------------------------------------
def _levels(session: Session) -> list[Row]:
    if not figures.confidence(session):
        return []
    return [{"score": Place("", str(value))} for value in (5, 4, 3, 2, 1)]


def _level(reading: Reading, row: Row) -> Cell:
    return Cell(row["score"].id)


def _level_count(reading: Reading, row: Row) -> Cell:
    answers = figures.confidence(reading.session)
    if not answers or not answers.may_be_shown:
        return Cell("–", "muted")
    counts = figures.score_counts(score.value for score in reading.session.round.confidence_scores)
    count = counts[int(row["score"].id) - 1]
    return Cell(f"{'■' * count} {count}" if count else "–", "" if count else "muted")


def _confidence_note(reading: Reading, row: Row) -> Words:
    answers = figures.confidence(reading.session)
    if not answers:
        return ""
    if not answers.may_be_shown:
        return few_words()
    median = number(answers.median, 1)
    return say("{n} answers: median {median}, {ends}.", n=answers.n, median=median, ends=answers.ends)


CONFIDENCE = SheetPlan(
    "confidence",
    N_("Confidence"),
    (
        Column(_level, N_("How sure, 1–5"), width=14, importance=10),
        Column(_level_count, N_("Answers"), width=20, weight=1, importance=9),
    ),
    rows=_levels,
    note=_confidence_note,
    empty=N_("From one to five: how sure are you that we will do this? {ballot} keys the answers in, blind."),
    elsewhere=_ELSEWHERE,
    ballot="confidence_scores",
)


# ---- dots --------------------------------------------------------------------------------------------------
def _dot_rows(session: Session) -> list[Row]:
    return [{"touchpoints": Place("touchpoints", ranked.touchpoint)} for ranked in dots.ranked(session)]


def _ranked(reading: Reading, row: Row) -> dots.DotRank | None:
    touchpoint = row["touchpoints"].id
    return next((ranked for ranked in dots.ranked(reading.session) if ranked.touchpoint == touchpoint), None)


def _dots(reading: Reading, row: Row) -> Cell:
    ranked = _ranked(reading, row)
    if not ranked or not ranked.dots:
        return Cell("–", "muted")
    return Cell(f"{'●' * ranked.dots} {ranked.dots}")


def _place(reading: Reading, row: Row) -> Cell:
    ranked = _ranked(reading, row)
    return Cell(f"{ranked.place}." if ranked else "")


def _tie_note(reading: Reading, row: Row) -> Words:
    tied = dots.ties_at(dots.ranked(reading.session), thresholds.PRIORITIES)
    if not tied:
        return say("Dots advise; the decider decides.")
    names = " · ".join(reading.session.name_of("touchpoints", touchpoint) for touchpoint in tied)
    return say(
        "Tied across the line of {n}: {names}. Vote again among these, or keep them all.",
        n=thresholds.PRIORITIES,
        names=names,
    )


DOTS = SheetPlan(
    "dots",
    N_("Dots"),
    (
        Column(_place, N_("Place"), width=6, importance=8),
        TOUCHPOINT,
        Column(_dots, N_("Dots"), width=20, weight=2, importance=9),
    ),
    rows=_dot_rows,
    note=_tie_note,
    empty=N_("Too much to choose from? {ballot}: everybody places dots, blind. They show when all are in."),
    elsewhere=N_("The dots are keyed in blind: {ballot}."),
    ballot="dots",
)
