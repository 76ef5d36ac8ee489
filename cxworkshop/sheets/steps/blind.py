"""What blind scores say, without whose they are: the five functions, the values check, how sure the room
is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


def _median(answers: Spread) -> Cell:
    full = round(answers.median)
    return Cell(f"{'●' * full}{'○' * (5 - full)} {number(answers.median, 1)}")


def _verdict(answers: Spread) -> Cell:
    return Cell("! " + _("needs an enabler"), "bad") if answers.is_weak else Cell()


def scored(
    id: str,
    title: str,
    statements: Callable[[], Sequence[Statement]],
    spreads: Callable[[Session], Mapping[str, Spread]],
) -> SheetPlan:
    """A sheet of statements with the median, the range and the number of their scores."""

    def rows(session: Session) -> list[Row]:
        return [{"statement": Place("", one.key)} for one in statements()] if spreads(session) else []

    def name(reading: Reading, row: Row) -> Cell:
        return Cell(next((str(one.name) for one in statements() if one.key == row["statement"].id), ""))

    def scores(show: Callable[[Spread], Cell], without: str = "–") -> Computed:
        def cell(reading: Reading, row: Row) -> Cell:
            answers = spreads(reading.session).get(row["statement"].id)
            return show(answers) if answers else Cell(without)

        return cell

    def note(reading: Reading, row: Row) -> Words:
        return next((one.statement for one in statements() if one.key == row["statement"].id), "")

    columns = (
        Column(name, N_("Statement"), width=24, weight=2, importance=10),
        Column(scores(_median), N_("Median"), width=10, importance=9),
        Column(scores(lambda answers: Cell(number(answers.range))), N_("Range"), width=7, importance=8),
        Column(scores(lambda answers: Cell(number(answers.n))), N_("Answers"), width=9, importance=5),
        Column(scores(_verdict, ""), "", width=18, importance=7),
    )
    return SheetPlan(id, title, columns, rows=rows, note=note, empty=_EMPTY, elsewhere=_ELSEWHERE)


FUNCTIONS = scored("functions", N_("Five functions"), content.five_functions, figures.functions)
VALUES = scored("values", N_("Values check"), content.values_check, figures.values)


# ---- how sure the room is ----------------------------------------------------------------------------------
def _levels(session: Session) -> list[Row]:
    return (
        [{"score": Place("", str(value))} for value in (5, 4, 3, 2, 1)] if figures.confidence(session) else []
    )


def _level(reading: Reading, row: Row) -> Cell:
    return Cell(row["score"].id)


def _given(reading: Reading, row: Row) -> Cell:
    counts = figures.score_counts(one.value for one in reading.session.round.confidence_scores)
    count = counts[int(row["score"].id) - 1]
    return Cell(f"{'■' * count} {count}" if count else "–", "" if count else "muted")


def _sureness(reading: Reading, row: Row) -> Words:
    found = figures.confidence(reading.session)
    return (
        say(
            "{n} answers: median {median}, range {range}.",
            n=found.n,
            median=number(found.median, 1),
            range=found.range,
        )
        if found
        else ""
    )


CONFIDENCE = SheetPlan(
    "confidence",
    N_("Confidence"),
    (
        Column(_level, N_("How sure, 1–5"), width=14, importance=10),
        Column(_given, N_("Answers"), width=20, weight=1, importance=9),
    ),
    rows=_levels,
    note=_sureness,
    empty=N_("From one to five: how sure are you that we will do this? {ballot} keys the answers in, blind."),
    elsewhere=_ELSEWHERE,
)


# ---- dots --------------------------------------------------------------------------------------------------
def _dotted(session: Session) -> list[Row]:
    return [{"touchpoints": Place("touchpoints", one.touchpoint)} for one in dots.ranked(session)]


def _found(reading: Reading, row: Row) -> dots.DotRank | None:
    return next(
        (one for one in dots.ranked(reading.session) if one.touchpoint == row["touchpoints"].id), None
    )


def _dots(reading: Reading, row: Row) -> Cell:
    found = _found(reading, row)
    return Cell(
        f"{'●' * found.dots} {found.dots}" if found and found.dots else "–",
        "" if found and found.dots else "muted",
    )


def _place(reading: Reading, row: Row) -> Cell:
    found = _found(reading, row)
    return Cell(f"{found.place}." if found else "")


def _tie(reading: Reading, row: Row) -> Words:
    tied = dots.ties_at(dots.ranked(reading.session), thresholds.PRIORITIES)
    if not tied:
        return say("Dots advise; the decider decides.")
    names = " · ".join(reading.session.name_of("touchpoints", one) for one in tied)
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
    rows=_dotted,
    note=_tie,
    empty=N_(
        "Too much to choose from? {ballot}, then tab: everybody places dots, blind. They show when all are "
        "in."
    ),
    elsewhere=N_("The dots are keyed in blind: {ballot}."),
)
