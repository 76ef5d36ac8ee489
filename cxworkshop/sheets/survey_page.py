"""What a survey file is taken for, as rows of one page: what is still open, what will be recorded, and
everything that can be said otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cxworkshop.editing.survey_words import why_not
from cxworkshop.editing.surveys import Answer, open_clashes
from cxworkshop.importing.survey import preview as previews
from cxworkshop.importing.survey.asking import match_question, measured, measures, metric_questions
from cxworkshop.importing.survey.choices_file import choices_text
from cxworkshop.importing.survey.guess import Guess
from cxworkshop.importing.survey.preview import Preview, known_touchpoints
from cxworkshop.importing.survey.recording import survey_of
from cxworkshop.importing.survey.shapes import (
    ADD,
    LEAVE_OUT,
    REASONS,
    WHOLE,
    Question,
    Understood,
    Unknown,
)
from cxworkshop.language import N_, Words, _, plural, say, whole
from cxworkshop.method.survey_sums import can_be_added
from cxworkshop.method.surveys import (
    Clash,
    Survey,
    clashes,
    figure_shown,
    imported_before,
    line_of,
    lines_of,
    measures_of,
)
from cxworkshop.model.session import Session, index
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.steps.cells import figure as figure_text
from cxworkshop.sheets.survey_look import columns_of, of_the_file
from cxworkshop.sheets.survey_measures import (
    MeasurePoint,
    new_measure,
    open_measures,
    settled_measures,
)
from cxworkshop.sheets.survey_points import (
    SAMPLES,
    PageRow,
    Point,
    answers_text,
    clash_words,
    heading,
    period_text,
)

COLUMNS = (
    Column("", N_("In the file"), width=24, weight=3, importance=10),
    Column("", N_("Taken as"), width=24, weight=2, importance=9),
    Column("", N_("For example"), width=24, weight=3, importance=8),
)
_BESIDE = (ADD, WHOLE, LEAVE_OUT)
_OF_ALL = "all: "
"""Before an answer that is given of all touchpoints that are asked about."""
_ANSWERS: tuple[tuple[Answer, str], ...] = (
    ("replace", N_("take the new ones in their place")),
    ("keep", N_("keep what is there")),
    ("together", N_("count both together")),
    ("both", N_("keep both")),
)


class Page(NamedTuple):
    """The page, and what would be recorded; None while it is not counted."""

    rows: tuple[PageRow, ...]
    survey: Survey | None
    why_not: Words = ""
    """Why nothing can be recorded, whatever is answered."""

    @property
    def open(self) -> int:
        """How many things are open."""
        return sum(row.is_open for row in self.rows)


def page_of(preview: Preview, session: Session, today: date, sheets: Sequence[str] = ()) -> Page:
    """The page of a file. `sheets`: those of a workbook."""
    understood = preview.understood(session, today)
    if understood is None:
        return Page((*columns_of(preview), *of_the_file(preview, sheets)), None)
    said = preview.choices.measures
    survey = survey_of(understood, choices_text(preview, understood, session), said)
    unsaid = tuple(open_measures(preview, session, survey))
    unanswered = open_clashes(session, survey, preview.kept)
    rows = (
        *_again(session, survey),
        *_open(preview, understood, unsaid, unanswered, session),
        *_figures(session, survey),
        *_measures(preview, session, survey),
        *_clashes(preview, session, survey, unanswered),
        *_touchpoints(preview, understood, session),
        *_questions(preview, understood),
        *_counted(understood),
        *columns_of(preview),
        *of_the_file(preview, sheets),
    )
    return Page(rows, survey, _why_not(session, survey, understood))


def _why_not(session: Session, survey: Survey, understood: Understood) -> Words:
    if not survey.figures and not understood.questions:
        return say("There is no answer to record.")
    return why_not(session, survey)


def _again(session: Session, survey: Survey) -> Iterator[PageRow]:
    """That the same file is in already, and what becomes of what it said."""
    before = imported_before(session, survey.digest)
    if before is not None and before[0] == session.round.number and not session.round.is_closed:
        words = say(
            "This file was imported on {day}, as {file}: what is recorded now takes the place of that.",
            day=before[1].imported_on,
            file=before[1].file,
        )
        yield PageRow((Cell(str(words), "accent", spans=True),), told=words)


# ---- what is open ------------------------------------------------------------------------------------------
def _open(
    preview: Preview,
    understood: Understood,
    unsaid: Sequence[MeasurePoint],
    unanswered: Sequence[Clash],
    session: Session,
) -> Iterator[PageRow]:
    if understood.questions or unsaid or unanswered:
        yield heading(_("To be answered"))
    unknown = [question.about[0] for question in understood.questions if question.kind == "match"]
    for question in understood.questions:
        about = question.about[0] if question.kind == "match" and question.about else ""
        first = question.options[0][0] if question.options else None
        proposed = first if question.kind == "metric" or (about and first not in _BESIDE) else None
        options = (*question.options, *_for_all(unknown)) if about else question.options
        point = Point(options, _to_question(preview, question, unknown), None, proposed, about)
        yield PageRow((Cell(f"? {question.words}", "contested", spans=True),), point, told=question.words)
    for asked in unsaid:
        yield PageRow((Cell(f"? {asked.words}", "contested", spans=True),), asked.point, told=asked.words)
    for offered, alike in _alike(session, unanswered).items():
        words = clash_words(session, alike)
        point = Point(offered, _to_clashes(preview, alike))
        yield PageRow((Cell(f"? {words}", "contested", spans=True),), point, told=words)


def _for_all(unknown: Sequence[str]) -> Iterator[tuple[str, Words]]:
    """What can be said at once of all touchpoints that are asked about."""
    if len(unknown) > 1:
        n = len(unknown)
        yield _OF_ALL + ADD, say("all {n}: new touchpoints", n=n)
        yield _OF_ALL + LEAVE_OUT, say("all {n}: leave out", n=n)


def _to_question(
    preview: Preview, question: Question, unknown: Sequence[str] = ()
) -> Callable[[str], Preview]:
    def said(value: str) -> Preview:
        if question.kind == "match" and value.startswith(_OF_ALL):
            return previews.with_matches(preview, unknown, value.removeprefix(_OF_ALL))
        if question.kind == "match":  # any touchpoint of the workshop
            return previews.with_match(preview, question.about[0], value)
        return previews.with_answer(preview, question, value)

    return said


def _to_clashes(preview: Preview, alike: Sequence[Clash]) -> Callable[[str], Preview]:
    answers: dict[str, Answer] = {answer: answer for answer, _words in _ANSWERS}
    return lambda value: previews.with_kept(preview, alike, answers[value])


def _alike(session: Session, unanswered: Sequence[Clash]) -> dict[tuple[tuple[str, Words], ...], list[Clash]]:
    """The clashes by what can become of them: those of which the same can are asked about once."""
    alike = defaultdict(list)
    for clash in unanswered:
        alike[_offered(session, clash)].append(clash)
    return alike


def _offered(session: Session, clash: Clash) -> tuple[tuple[str, Words], ...]:
    """What can become of figures that are there. Those of a closed round stay; of the very same time there
    are no two in one round."""
    here = index(session.round.observations)
    replaceable = [row for row in clash.there if here.get(row.id) is row]
    last = clash.until or date.min
    is_same = any(clash.figure.is_of(row) and (row.observed_on or date.min) <= last for row in replaceable)
    left_out = {"both"} if is_same else set() if replaceable else {"replace"}
    if not can_be_added(session, clash):
        left_out |= {"together"}
    return tuple((value, _(words)) for value, words in _ANSWERS if value not in left_out)


# ---- what will be recorded ---------------------------------------------------------------------------------
def _figures(session: Session, survey: Survey) -> Iterator[PageRow]:
    measures = measures_of(session, lines_of(session, survey), survey.measures)
    if survey.figures:
        n = len(survey.figures)
        yield heading(plural("{n} figure to be recorded", "{n} figures to be recorded", n))
    for figure in survey.figures:
        line = line_of(session, figure)
        measure = measures[line]
        shown = measure or new_measure(session, line)
        name = measure.name_shown if measure else f"+ {shown.name}"
        text = figure_text(figure_shown(session, figure, measure), shown)
        about = _("a new measure") if measure is None else _("a measure that is there")
        cells = Cell(name), Cell(period_text(figure.since, figure.until), "muted"), Cell(text)
        yield PageRow(cells, told=f"{name} · {about} · {answers_text(figure)}")


def _measures(preview: Preview, session: Session, survey: Survey) -> Iterator[PageRow]:
    """The measures that figures go into, where another can be said."""
    settled = tuple(settled_measures(preview, session, survey))
    if settled:
        yield heading(_("Measures"))
    for asked in settled:
        now = str(dict(asked.point.options).get(asked.point.now or "", ""))
        yield PageRow((Cell(asked.label), Cell(now)), asked.point, told=asked.label)


def _clashes(
    preview: Preview, session: Session, survey: Survey, unanswered: Sequence[Clash]
) -> Iterator[PageRow]:
    """What was said of figures that are there already."""
    settled = [clash for clash in clashes(session, survey) if clash not in unanswered]
    if settled:
        yield heading(_("Figures that are there already"))
    for clash in settled:
        now = preview.kept[clash.key]
        point = Point(_offered(session, clash), _to_clashes(preview, (clash,)), now)
        name = Cell(session.name_of("measures", clash.measure))
        sign = "+" if now in ("together", "both") else "→"
        counts = Cell(f"{whole(clash.before)} {sign} {whole(clash.now)}", "muted")
        told = clash_words(session, (clash,))
        yield PageRow((name, Cell(_(dict(_ANSWERS)[now])), counts), point, told=told)


# ---- what can be said otherwise ----------------------------------------------------------------------------
def _touchpoints(preview: Preview, understood: Understood, session: Session) -> Iterator[PageRow]:
    known = known_touchpoints(session)
    if understood.matched:
        yield heading(_("Touchpoints"))
    for name, now in understood.matched.items():
        near = () if now in _BESIDE else (now,)
        options = match_question(name, Unknown(0, near), known).options
        point = Point(options, _to_match(preview, name), now, touchpoint=name)
        yield PageRow((Cell(name), Cell(str(dict(options).get(now, "")))), point, told=name)


def _to_match(preview: Preview, name: str) -> Callable[[str], Preview]:
    return lambda value: previews.with_match(preview, name, value)


def _questions(preview: Preview, understood: Understood) -> Iterator[PageRow]:
    if understood.proposals:
        yield heading(_("Questions of the survey"))
    for asked, (scale, metric) in understood.proposals.items():
        [question] = metric_questions({asked: Guess(scale, metric, False, False)})
        point = Point(measures(), _to_question(preview, question), f"{metric} {scale}")
        yield PageRow((Cell(asked or "–"), Cell(str(measured(scale, metric)))), point, told=asked)


def _counted(understood: Understood) -> Iterator[PageRow]:
    yield heading(_("Counted"))
    rows = sum(file.rows for file in understood.files)
    unknown = sum(one.answers for one in understood.unknown.values())
    for words, n in (
        (_("rows"), rows),
        (_("answers used"), understood.used),
        (_("not applicable"), understood.not_applicable),
        (_("left out"), understood.left_out),
        (_("of touchpoints that are not known yet"), unknown),
    ):
        if n or words == _("rows"):
            yield PageRow((Cell(words), Cell(whole(n), "muted")))
    for reason, n in survey_of(understood).rejects.items():
        count = say("{n} or more", n=n) if understood.or_more and reason in understood.aside else whole(n)
        words = f"✗ {_(REASONS[reason])}"
        yield PageRow(
            (Cell(words, "bad"), Cell(str(count), "bad"), Cell(_examples(understood, reason), "muted"))
        )


def _examples(understood: Understood, reason: str) -> str:
    """The rejected texts that are most frequent."""
    texts = [(n, reject.text) for reject, n in understood.rejects.items() if reject.reason == reason]
    return " · ".join(text for _n, text in sorted(texts, key=lambda pair: -pair[0])[:SAMPLES] if text)
