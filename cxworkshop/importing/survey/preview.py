"""A survey file on its way into the record: how it is taken so far, and what a person says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.editing.surveys import UNASKED, Answer, Answers
from cxworkshop.importing.survey.asking import answered
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.shapes import Choices, Look, Question, Roles, Tally, Understood
from cxworkshop.importing.survey.sources import calamine
from cxworkshop.importing.survey.understand import understand
from cxworkshop.language import N_, NC_, language
from cxworkshop.method.surveys import Clash, plain
from cxworkshop.model.session import Session

ROLES = {
    "": N_("not read"),
    "answers": N_("answers"),
    "touchpoint": N_("touchpoint"),
    "question": N_("question"),
    "day": NC_("column", "day"),
    "segment": N_("customer group"),
    "event": N_("situation"),
    "status": N_("state of the answer"),
    "times": N_("number of answers"),
}
"""What a column is for."""
PERIODS = {
    "quarter": N_("three months each"),
    "half": N_("six months each"),
    "year": N_("a year each"),
    "all": N_("all days together"),
}
"""What a figure is made of."""


class Preview(NamedTuple):
    """A file and all that was said of it. Without a tally it is still to be counted."""

    look: Look
    roles: Roles
    tally: Tally | None = None
    choices: Choices = Choices()
    kept: Answers = UNASKED
    """What becomes of figures that are there already."""

    def role(self, column: int) -> str:
        """What a column is for; empty for one that is not read."""
        if column in self.roles.answers:
            return "answers"
        return next((name for name in ROLES if getattr(self.roles, name, None) == column), "")

    def understood(self, session: Session, today: date) -> Understood | None:
        """What it says; None while it is not counted."""
        if self.tally is None:
            return None
        usual = usual_decimal(self.look)
        return understand(self.tally, self.choices, known_touchpoints(session), today, usual)


def known_touchpoints(session: Session) -> dict[str, str]:
    """The names of the touchpoints in use, by id."""
    return {tp.id: tp.name for tp in session.touchpoints if tp.retired_round is None}


def begun(path: Path) -> Preview:
    """A file as it is taken by itself, a workbook by the first sheet that holds answers. Raises Unreadable,
    WrongUse."""
    first = look(path)
    if (roles := roles_of(first)).answers:
        return Preview(first, roles)
    sheets = (look(path, sheet=sheet) for sheet in sheets_of(first)[1:])
    seen = next((sheet for sheet in sheets if roles_of(sheet).answers), first)
    return Preview(seen, roles_of(seen))


def sheets_of(seen: Look) -> tuple[str, ...]:
    """The sheets of a workbook; none of other files. Raises Unreadable."""
    return tuple(calamine(seen.path).sheet_names) if seen.form == "xlsx" else ()


def usual_decimal(seen: Look) -> str:
    """The decimal sign where no number tells; none where numbers are typed."""
    if seen.form in ("xlsx", "parquet", "jsonl"):
        return ""
    return "," if seen.delimiter == ";" or language() == "fi" else "."


# ---- what is said otherwise --------------------------------------------------------------------------------
def with_role(preview: Preview, column: int, role: str) -> Preview:
    """Another role for a column: answers can have several columns, any other role one. It is counted anew."""
    before = preview.roles
    single = [name for name in ROLES if name and name != "answers"]
    values: dict[str, Any] = {name: None for name in single if getattr(before, name) == column}
    answers = {*before.answers} - {column}
    if role == "answers":
        answers.add(column)
    elif role:
        values[role] = column
    changed = before._replace(**values | {"answers": tuple(sorted(answers))})
    return preview._replace(roles=changed, tally=None)


def looked_at(preview: Preview, *, heading_rows: int | None = None, quotes: bool | None = None) -> Preview:
    """The file with so many heading rows, or with quotation marks read as such or not; what was said of its
    columns is asked anew. Raises Unreadable."""
    before = preview.look
    seen = look(
        before.path,
        heading_rows=before.heading_rows if heading_rows is None else heading_rows,
        sheet=before.sheet,
        quotes=before.quotes if quotes is None else quotes,
    )
    return Preview(seen, roles_of(seen), None, preview.choices)


def with_sheet(preview: Preview, sheet: str) -> Preview:
    """Another sheet of the workbook. Raises Unreadable."""
    seen = look(preview.look.path, sheet=sheet)
    return Preview(seen, roles_of(seen), None, preview.choices)


def with_answer(preview: Preview, question: Question, value: str) -> Preview:
    """An answer to a question. Raises NotUnderstood."""
    return preview._replace(choices=answered(preview.choices, question, value))


def with_match(preview: Preview, touchpoint: str, value: str) -> Preview:
    """What a touchpoint of the file is."""
    return with_matches(preview, [touchpoint], value)


def with_matches(preview: Preview, touchpoints: Iterable[str], value: str) -> Preview:
    """What several touchpoints of the file are."""
    matches = {**preview.choices.matches, **dict.fromkeys(touchpoints, value)}
    return preview._replace(choices=preview.choices._replace(matches=matches))


def with_measure(preview: Preview, label: str, value: str) -> Preview:
    """The measure that figures go into, or ADD."""
    measures = {**preview.choices.measures, plain(label): value}
    return preview._replace(choices=preview.choices._replace(measures=measures))


def with_period(preview: Preview, period: str) -> Preview:
    """What a figure is made of."""
    return preview._replace(choices=preview.choices._replace(period=period), kept=UNASKED)


def with_kept(preview: Preview, alike: Iterable[Clash], answer: Answer) -> Preview:
    """What becomes of figures that are there already."""
    return preview._replace(kept={**preview.kept, **{clash.key: answer for clash in alike}})
